"""Names nodes, columns and codes in words, in German or English."""

import csv
import re
from functools import cache

import pyoxigraph

from civicgraph.bundled import folder
from civicgraph.query.questions import Question
from civicgraph.query.rows import Rows, Term
from civicgraph.vocab import CONCEPT, term

LANGUAGES = ("de", "en")
SEPARATOR = re.compile(r"(?<!\\);")
_NAMING = [term(name) for name in (
    "skos:prefLabel", "rdfs:label", "dct:identifier", "dct:title", "cg:number", "cg:subject",
    "cg:rawOutcome", "cg:raw", "schema:url",
)]  # fmt: skip
_JOINING = ("cg:body", "cg:event", "org:member", "org:role", "org:organization", "cg:newer", "cg:older", "cg:step")


def label_of(store: pyoxigraph.Store, iri: str) -> str:
    """Return what people call a node; a joined one as the node it is taken to be; else the end of its IRI."""
    try:
        node = pyoxigraph.NamedNode(iri)
    except ValueError:
        return iri
    canonical = _first(store, node, term("cg:canonical"))
    if (
        isinstance(canonical, pyoxigraph.NamedNode)
        and canonical != node
        and _first(store, node, term("cg:alias")) is None
    ):
        node = canonical
    for predicate in _NAMING:
        found = _first(store, node, predicate)
        if isinstance(found, pyoxigraph.Literal):
            return found.value
    return _composed(store, node) or re.split(r"[/#]", iri.rstrip("/#"))[-1]


def _composed(store: pyoxigraph.Store, node: pyoxigraph.NamedNode) -> str:
    """Return the label of a node that has none of its own, from those it joins: "Rat der Stadt, 2023-05-14"."""
    joined = [_first(store, node, term(name)) for name in _JOINING]
    labels = [label_of(store, part.value) for part in joined if isinstance(part, pyoxigraph.NamedNode)]
    dated = _first(store, node, term("cg:date"))
    if isinstance(dated, pyoxigraph.NamedNode):
        labels.append(label_of(store, dated.value))
    elif isinstance(started := _first(store, node, term("cg:start")), pyoxigraph.Literal):
        labels.append(started.value[:10])
    return ", ".join(labels)


def _first(store: pyoxigraph.Store, node: pyoxigraph.NamedNode, predicate: str) -> Term | None:
    """Return the first object in a fixed order: German before other languages, then by text."""
    quads = store.quads_for_pattern(node, pyoxigraph.NamedNode(predicate), None, pyoxigraph.DefaultGraph())
    return min(
        (quad.object for quad in quads), key=lambda o: (getattr(o, "language", None) == "en", str(o)), default=None
    )


@cache
def words(language: str) -> dict[tuple[str, str], str]:
    """Return (column, code) to word. The code "" is the column's header; in "question *" the star is what follows."""
    with (folder("queries") / "labels.csv").open(encoding="utf-8", newline="") as file:
        return {(row["column"], row["code"]): row[language] for row in csv.DictReader(file)}


def labelled(
    store: pyoxigraph.Store, rows: Rows, question: Question | None, language: str, headers: bool = True
) -> Rows:
    """Return rows with codes, and headers if asked for, as words of a language; what has no word stays."""
    known = words(language)
    columns = [known.get((name, ""), name) if headers else name for name in rows.columns]
    tables = [_codes(store, name, question, language) for name in rows.columns]
    terms = [tuple(_worded(cell, table) for cell, table in zip(row, tables, strict=True)) for row in rows.terms]
    return Rows(columns, terms, rows.question)


def _codes(store: pyoxigraph.Store, column: str, question: Question | None, language: str) -> dict[str, str]:
    """Return code, and German label, to the word in a language for one column."""
    if question is None:
        return {}
    table = {code: word for (name, code), word in words(language).items() if name == column and code}
    if scheme := question.codes.get(column):
        table.update(_scheme(store, scheme, language))
    return table


def _scheme(store: pyoxigraph.Store, scheme: str, language: str) -> dict[str, str]:
    predicate = pyoxigraph.NamedNode(term("skos:prefLabel"))
    in_scheme = pyoxigraph.NamedNode(term("skos:inScheme"))
    table = {}
    home = pyoxigraph.NamedNode(CONCEPT + scheme)
    for concept in store.quads_for_pattern(None, in_scheme, home, pyoxigraph.DefaultGraph()):
        texts = {}
        for quad in store.quads_for_pattern(concept.subject, predicate, None, pyoxigraph.DefaultGraph()):
            if isinstance(quad.object, pyoxigraph.Literal):
                texts[quad.object.language] = quad.object.value
        if language in texts:
            code = str(getattr(concept.subject, "value", "")).rpartition("/")[2]
            table[code] = table[texts.get("de", code)] = texts[language]
    return table


def _worded(cell: Term | None, table: dict[str, str]) -> Term | None:
    """Return a cell with each of its values in words."""
    if not table or not isinstance(cell, pyoxigraph.Literal):
        return cell
    return pyoxigraph.Literal(";".join(_word(part, table) for part in SEPARATOR.split(cell.value)))


def _word(code: str, table: dict[str, str]) -> str:
    first, blank, rest = code.partition(" ")
    starred = table.get(f"{first} *") if blank else None
    return starred.replace("*", rest) if starred else table.get(code, code)
