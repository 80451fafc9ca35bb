"""Turns sorted triples into JSON-LD that is compacted with the terms of ontology/context.jsonld."""

import itertools
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import pyoxigraph

from civicgraph.vocab import RDF, RDFS, XSD

_TYPE = RDF + "type"
_NATIVE = {XSD + "boolean", XSD + "integer"}


class Term(msgspec.Struct, frozen=True):
    """One term of the context. coerced: datatype IRI, "@id" or ""; language: that of plain strings, "" for none."""

    name: str
    coerced: str = ""
    language: str = ""
    is_set: bool = False


class Context:
    """The terms of a JSON-LD context by the IRI that they stand for."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document["@context"]
        self._prefixes = {k: v for k, v in self.document.items() if isinstance(v, str) and not k.startswith("@")}
        self._language = str(self.document.get("@language", ""))
        self._terms: dict[str, Term] = {}
        for name, definition in sorted(self.document.items()):
            if term := self._term(name, definition):
                self._terms.setdefault(term[0], term[1])

    def term(self, iri: str) -> Term:
        """Return the term for a predicate or class; prefix and local name where there is none, else the whole IRI."""
        if iri not in self._terms:
            self._terms[iri] = Term(self._compacted(iri), language=self._language)
        return self._terms[iri]

    def _compacted(self, iri: str) -> str:
        """Only namespaces that end in a delimiter serve as prefixes (JSON-LD 1.1 §4.2.2)."""
        for prefix, namespace in sorted(self._prefixes.items()):
            local = iri.removeprefix(namespace)
            if local != iri and namespace.endswith(("#", "/")) and re.fullmatch(r"[\w.-]+", local):
                return f"{prefix}:{local}"
        return iri

    def _term(self, name: str, definition: Any) -> tuple[str, Term] | None:
        if name.startswith("@"):
            return None
        if isinstance(definition, str):
            iri = self._expanded(definition)
            is_prefix = iri.endswith(("#", "/", ":"))
            return None if iri.startswith("@") or is_prefix else (iri, Term(name, language=self._language))
        container = definition.get("@container", "")
        if "@reverse" in definition or "@id" not in definition or container not in ("", "@set"):
            return None
        coerced = definition.get("@type", "")
        language = definition.get("@language", self._language) or ""
        is_set = container == "@set"
        return self._expanded(definition["@id"]), Term(
            name, self._expanded(coerced), "" if coerced else language, is_set
        )

    def _expanded(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        if colon and prefix in self._prefixes and not local.startswith("//"):
            return self._prefixes[prefix] + local
        return name


def jsonld(lines: Iterable[bytes], context: dict[str, Any], notice: str) -> Iterator[bytes]:
    """Yield a JSON-LD document piece by piece; one node a subject, in the order of the lines.

    notice: stands as rdfs:comment on every source, since JSON has no comments; "" for none.
    """
    terms = Context(context)
    yield b'{"@context": ' + _json(terms.document) + b',\n"@graph": ['
    comma = b"\n"
    for subject, group in itertools.groupby(_triples(lines), key=lambda triple: triple.subject):
        yield comma + _json(_node(subject, list(group), terms, notice))
        comma = b",\n"
    yield b"\n]}\n"


def _triples(lines: Iterable[bytes]) -> Iterator[pyoxigraph.Triple]:
    for chunk in _chunks(lines):
        for quad in pyoxigraph.parse(b"".join(chunk), format=pyoxigraph.RdfFormat.N_TRIPLES):
            yield quad.triple


def _chunks(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    iterator = iter(lines)
    while chunk := list(itertools.islice(iterator, 10_000)):
        yield chunk


def _node(subject: Any, triples: list[pyoxigraph.Triple], terms: Context, notice: str) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": subject.value}
    types = [str(getattr(t.object, "value", "")) for t in triples if t.predicate.value == _TYPE]
    if types:
        names = [terms.term(iri).name for iri in types]
        node["@type"] = names[0] if len(names) == 1 else names
    for triple in triples:
        if triple.predicate.value != _TYPE:
            _put(node, triple.object, terms.term(triple.predicate.value))
    if notice and any(iri.endswith("#Source") for iri in types):
        _put(node, pyoxigraph.Literal(notice), terms.term(RDFS + "comment"))
    return node


def _put(node: dict[str, Any], value: Any, term: Term) -> None:
    """Add a value to a node: one alone as itself, several as an array."""
    compact = _compact(value, term)
    if term.name not in node:
        node[term.name] = [compact] if term.is_set else compact
    elif isinstance(node[term.name], list):
        node[term.name].append(compact)
    else:
        node[term.name] = [node[term.name], compact]


def _compact(value: Any, term: Term) -> Any:
    """Return a value as its term coerces it, else spelt out."""
    if isinstance(value, pyoxigraph.NamedNode):
        return value.value if term.coerced == "@id" else {"@id": value.value}
    kind = value.datatype.value
    if value.language:
        same = term.language == value.language and not term.coerced
        return value.value if same else {"@value": value.value, "@language": value.language}
    if kind == XSD + "string":
        return value.value if not term.coerced and not term.language else {"@value": value.value}
    if kind == term.coerced and kind not in _NATIVE:
        return value.value
    return {"@value": value.value, "@type": kind} if kind != term.coerced else value.value


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
