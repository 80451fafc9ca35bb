"""Lets what a person says in corrections.toml win over what was extracted: values rejected, replaced, added, each with its reason."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec
import pyoxigraph

from civicgraph.bundled import folder
from civicgraph.corrections import Correction
from civicgraph.iri import digest
from civicgraph.lift import quads
from civicgraph.lift.derived import iri_of
from civicgraph.lift.names import Names
from civicgraph.lift.page import lift_evidence
from civicgraph.record import (
    CONTEXT,
    Answer,
    Cited,
    Decision,
    Evidence,
    Finding,
    Meeting,
    PageRecords,
    Paper,
    Question,
    Reference,
    Step,
)
from civicgraph.vocab import CG, CONCEPT, PREFIXES, SCHEMA, XSD, concept, scheme, term

_LINE = re.compile(rb"<([^>]*)> <([^>]*)> (.*) <([^>]*)> \.\n\Z", re.DOTALL)
_LINKED = (Paper, Question, Answer, Step, Meeting, Decision, Reference)
"""Records that link derives statements from."""
_DEPENDENT = {"Alignment", "IdentityLink", "Contradiction", "Vote", "Station", "Lineage", "Claim", "Evidence"}
"""Local names of classes whose nodes say nothing without the thing they point to."""


class Corrected(msgspec.Struct, frozen=True):
    """The lines of a graph as corrected, and which corrections took effect there."""

    lines: list[bytes]
    used: tuple[Correction, ...]


def without_rejected(page: PageRecords, used: Iterable[Correction], base: str) -> PageRecords:
    """Return the records of a page without those that a correction rejects, so that nothing is derived from them."""
    rejected = {one.thing for one in used if one.action == "reject" and not one.property}
    if not rejected:
        return page
    names = Names(base)
    kept = tuple(
        thing for thing in page.things if not isinstance(thing, _LINKED) or iri_of(names, thing) not in rejected
    )
    return msgspec.structs.replace(page, things=kept)


def corrected(lines: list[bytes], corrections: Sequence[Correction], page: PageRecords, base: str) -> Corrected:
    """Apply the corrections whose thing this page's graph tells of and whose quote stands in its text.

    Raises ValueError where a new value is none of its property's kind: a code of no scheme, a number that is none.
    """
    used = []
    for one in corrections:
        if one.quote in page.text and any(_subject(line) == one.thing for line in lines):
            changed = _applied(lines, one)
            if changed == lines:
                continue
            lines = changed
            if one.action != "reject" or one.property:
                lines = sorted([*lines, *_told(lines, one, page, base)])
            used.append(one)
    return Corrected(lines, tuple(used))


def corrected_links(lines: list[bytes], corrections: Iterable[Correction]) -> Corrected:
    """Apply corrections to what was derived over several pages: answer statuses, alignments, joins."""
    used = []
    for one in corrections:
        lines = _without_contradiction(lines, one)
        if one.action == "reject" and not one.property:
            changed = _without(lines, one.thing)
        else:
            known = any(_subject(line) == one.thing and _part(line, 1) == term(one.property) for line in lines)
            changed = _applied(lines, one) if known else lines
        used += [one] if changed != lines else []
        lines = changed
    return Corrected(lines, tuple(used))


def unused(corrections: Iterable[Correction], used: Iterable[Correction], source: str) -> list[Finding]:
    """Return a finding for each correction that took effect nowhere: its thing or its quote is gone."""
    known = list(used)
    return [
        Finding(
            "warning",
            "correction-without-place",
            f"Die Berichtigung ({one.action}, {one.by}, {one.date}) greift nicht mehr: Ding oder Zitat steht auf keiner gelesenen Seite.",
            f"The correction ({one.action}, {one.by}, {one.date}) takes no effect: its thing or quote is on no page read.",
            source=source,
            subject=one.thing,
            value=one.quote[:200],
        )
        for one in corrections
        if one not in known
    ]


def _applied(lines: list[bytes], one: Correction) -> list[bytes]:
    """Return the lines without what is rejected or replaced, and with what is new."""
    if one.action == "reject" and not one.property:
        return _without(lines, one.thing)
    predicate = term(one.property)
    own = [line for line in lines if _subject(line) == one.thing and _part(line, 1) == predicate]
    meant = [line for line in own if one.old in ("", _spelt(_part(line, 2)))]
    dropped = set(meant) if one.action != "add" else set()
    kept = [line for line in lines if line not in dropped]
    if one.action == "reject" or (one.action == "replace" and not meant):
        return kept
    graph = _part(lines[0], 3)
    value = _term(one, _part((meant or own)[0], 2) if meant or own else "")
    new = f"<{one.thing}> <{predicate}> {value} <{graph}> .\n".encode()
    return sorted({*_as_corrected(kept, one.thing), new})


def _as_corrected(lines: list[bytes], thing: str) -> list[bytes]:
    """Return the lines with the kind of a corrected thing set so, where it has one."""
    kind = CG + "kind"
    now = f"<{concept('statement-kind', 'corrected')}>"
    return [
        f"<{thing}> <{kind}> {now} <{_part(line, 3)}> .\n".encode()
        if _subject(line) == thing and _part(line, 1) == kind
        else line
        for line in lines
    ]


def _without(lines: list[bytes], thing: str) -> list[bytes]:
    """Return the lines without a thing: what it says, what points to it, and nodes that say nothing without it."""
    gone = {thing}
    pointing = {_subject(line) for line in lines if _part(line, 2) == f"<{thing}>"}
    gone |= {s for s in pointing if any(_class(line) in _DEPENDENT for line in lines if _subject(line) == s)}
    gone |= {_part(line, 2)[1:-1] for line in lines if _subject(line) == thing and _part(line, 1) == CG + "evidence"}
    targets = {f"<{iri}>" for iri in gone}
    return [line for line in lines if _subject(line) not in gone and _part(line, 2) not in targets]


def _without_contradiction(lines: list[bytes], one: Correction) -> list[bytes]:
    """Return the lines without the contradiction that a correction settles."""
    about = {_subject(line) for line in lines if _part(line, 1) == CG + "about" and _part(line, 2) == f"<{one.thing}>"}
    meant = f"<{term(one.property)}>" if one.property else ""
    told = {_subject(line) for line in lines if _part(line, 1) == CG + "property" and _part(line, 2) == meant}
    settled = about & told
    return [line for line in lines if _subject(line) not in settled]


def _told(lines: list[bytes], one: Correction, page: PageRecords, base: str) -> list[bytes]:
    """Return the node that says who corrected what and why, with the place that shows it."""
    graph = quads.Graph(_part(lines[0], 3))
    names = Names(base)
    iri = f"{base}/correction/{digest(one.thing, one.action, one.property, one.old, one.value, one.quote)}"
    graph.link(iri, "rdf:type", term("cg:Correction"))
    graph.link(iri, "dct:source", names.of("snapshot", page.snapshot.sha256))
    graph.link(iri, "cg:about", one.thing)
    graph.link(iri, "cg:property", term(one.property))
    graph.value(iri, "cg:action", one.action)
    graph.value(iri, "cg:oldValue", one.old)
    graph.value(iri, "cg:newValue", one.value)
    graph.value(iri, "cg:reason", one.reason)
    graph.value(iri, "cg:correctedOn", one.date)
    graph.value(iri, "cg:correctedBy", one.by)
    graph.link(iri, "cg:kind", concept("statement-kind", "corrected"))
    lift_evidence(
        graph, names, iri, [Cited(property=one.property, evidence=_place(one.quote, page.text, page.text_sha256))]
    )
    return graph.lines()


def _place(quote: str, text: str, text_sha256: str) -> Evidence:
    """Return the first place of a quote as evidence."""
    start = text.index(quote)
    end = start + len(quote)
    return Evidence(
        text=text_sha256,
        start=start,
        end=end,
        quote=quote,
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )


def _term(one: Correction, known: str) -> str:
    """Return the new value as a term of the kind that the property has: concept, other IRI, or literal of its datatype.

    known: a present value of the property as N-Quads term, "" where there is none.
    """
    prefix, colon, local = one.value.partition(":")
    if known.startswith(f"<{CONCEPT}"):
        name = known[1:-1].removeprefix(CONCEPT).partition("/")[0]
        if one.value not in scheme(name).concepts:
            raise ValueError(
                f"{one.thing}: {one.value!r} is no code of the scheme {name}: {', '.join(sorted(scheme(name).concepts))}"
            )
        return quads.iri(concept(name, one.value))
    if colon and prefix in PREFIXES and re.fullmatch(r"[\w/-]+", local):
        return quads.iri(term(one.value))
    if known.startswith("<") or (not known and one.value.startswith(("http://", "https://"))):
        return quads.iri(one.value)
    datatype = known.rpartition("^^")[2][1:-1] if "^^" in known else _datatype(one.property)
    return _literal(one, datatype)


def _literal(one: Correction, datatype: str) -> str:
    """Return the new value as a literal. Raises ValueError where it is none of the datatype."""
    if not datatype.startswith(XSD) or datatype == XSD + "string":
        return quads.text(one.value)
    written = f'"{one.value}"^^<{datatype}>'
    checks = {"integer": r"-?\d+", "decimal": r"-?\d+\.\d+", "boolean": "true|false", "date": r"\d{4}-\d\d-\d\d"}
    pattern = checks.get(datatype.removeprefix(XSD), r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
    if not re.fullmatch(pattern, one.value):
        raise ValueError(f"{one.thing}: {one.property}: {one.value!r} is no xsd:{datatype.removeprefix(XSD)}")
    return written


@cache
def _ranges() -> dict[str, str]:
    """Return the datatypes that the ontology gives its own properties, by IRI."""
    store = pyoxigraph.Store()
    store.load(path=str(folder("ontology") / "civic.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    ranges = store.quads_for_pattern(None, pyoxigraph.NamedNode(SCHEMA + "rangeIncludes"), None)
    return {str(q.subject.value): q.object.value for q in ranges if not isinstance(q.object, pyoxigraph.Literal)}  # type: ignore[union-attr]


def _datatype(name: str) -> str:
    return _ranges().get(term(name), XSD + "string")


def _part(line: bytes, index: int) -> str:
    match = _LINE.match(line)
    assert match is not None  # lift writes one quad a line
    return match.group(index + 1).decode()


def _subject(line: bytes) -> str:
    return line[1 : line.index(b">")].decode()


def _class(line: bytes) -> str:
    return _part(line, 2)[1:-1].removeprefix(CG) if _part(line, 1) == term("rdf:type") else ""


def _spelt(found: str) -> str:
    """Return a term as people write it: a literal's text, a concept's code, an IRI."""
    if found.startswith(f"<{CONCEPT}"):
        return found[1:-1].rpartition("/")[2]
    if found.startswith("<"):
        return found[1:-1]
    (quad,) = pyoxigraph.parse(f"<x:s> <x:p> {found} .", pyoxigraph.RdfFormat.N_TRIPLES)
    return str(quad.object.value)
