"""Gathers all that a graph knows of one thing: statements, what points to it, quotes, contradictions, and the pages."""

import msgspec
import pyoxigraph

from civicgraph.query.graph import Graph
from civicgraph.query.network import local_name
from civicgraph.query.tables import shown
from civicgraph.vocab import CG, CONCEPT, RDF, SKOS, term

MAX_INCOMING = 200
_HIDDEN = frozenset({"evidence", "source", "type", "canonical", "exact", "prefix", "suffix"})
_SNAPSHOTS = """SELECT ?snapshot ?url WHERE { ?snapshot a cg:Snapshot ; schema:url ?url } ORDER BY ?snapshot ?url"""
_STATEMENTS = """SELECT ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } FILTER(?s = <%s>) } ORDER BY ?p ?o ?g"""
_INCOMING = """SELECT DISTINCT ?s ?p WHERE { ?s ?p <%s> . ?s a ?class } ORDER BY ?p ?s"""
_TELLING = frozenset(
    {"Claim", "Decision", "FundingApplication", "Lineage", "Participation", "Reference", "Station", "Step"}
)
_QUOTES = """SELECT DISTINCT ?text ?start ?end ?quote ?property WHERE {
  { <%s> cg:evidence ?e } UNION { ?station a cg:Station ; cg:step <%s> ; cg:evidence ?e }
  ?e oa:hasSource ?text ; oa:hasSelector ?where , ?what .
  ?where oa:start ?start ; oa:end ?end . ?what oa:exact ?quote . OPTIONAL { ?e cg:property ?property } }
ORDER BY ?text ?start ?end ?property"""
_TEXTS = """SELECT ?text ?snapshot WHERE { ?text prov:wasDerivedFrom ?snapshot ; a cg:Text }"""
_CONTRADICTIONS = """SELECT ?property ?value ?snapshot WHERE {
  ?c a cg:Contradiction ; cg:about <%s> ; cg:property ?property ; cg:value ?value ; dct:source ?snapshot }
ORDER BY ?property ?value ?snapshot"""


_CORRECTIONS = """SELECT ?action ?property ?old ?new ?reason ?day ?by WHERE {
  ?c a cg:Correction ; cg:about <%s> ; cg:property ?property ; cg:action ?action ; cg:reason ?reason .
  ?c cg:correctedOn ?day ; cg:correctedBy ?by .
  OPTIONAL { ?c cg:oldValue ?old } OPTIONAL { ?c cg:newValue ?new } }
ORDER BY ?property ?day ?action ?new"""


class Quote(msgspec.Struct, frozen=True, order=True):
    """A passage that supports the thing, or one property of it. Offsets in code points, end exclusive."""

    quote: str
    property: str
    start: int
    end: int
    text: str
    pages: tuple[str, ...]


class Statement(msgspec.Struct, frozen=True, order=True):
    """property: local name; value: label or literal; iri: of the value where it is a node; pages: where it says so.

    cls and quotes: of the node that points to the thing, where it is one that tells of it (step, decision, lineage …).
    """

    property: str
    value: str
    iri: str
    pages: tuple[str, ...]
    cls: str = ""
    quotes: tuple[Quote, ...] = ()


class Contradiction(msgspec.Struct, frozen=True):
    """Two pages that give one property different values."""

    property: str
    values: tuple[str, ...]
    pages: tuple[str, ...]


class Corrected(msgspec.Struct, frozen=True):
    """A value that a person rejected, replaced or added, with reason, day and initials. old, new: "" where there is none."""

    action: str
    property: str
    old: str
    new: str
    reason: str
    day: str
    by: str


class Known(msgspec.Struct, frozen=True):
    """All that is known of one thing. aliases: IRIs of nodes that are taken to be it.

    pointed_to_by: statements of other nodes whose value is the thing; `value`, `iri` and `cls` are of the other node.
    """

    iri: str
    label: str
    cls: str
    aliases: tuple[str, ...]
    statements: tuple[Statement, ...]
    pointed_to_by: tuple[Statement, ...]
    quotes: tuple[Quote, ...]
    contradictions: tuple[Contradiction, ...]
    corrections: tuple[Corrected, ...] = ()


def known(graph: Graph, thing: str) -> Known:
    """Return all that is known of a thing, which is named by IRI, number, label, alias or a beginning of one.

    Raises ThingUnknown where nothing, or several things, answer to the name.
    """
    iri = graph.names.one(thing)
    aliases = graph.names.aliases(iri)
    pages = _Pages(graph)
    nodes = [iri, *aliases]
    return Known(
        iri,
        graph.label(iri),
        _class(graph, iri),
        tuple(aliases),
        tuple(_statements(graph, nodes, pages)),
        tuple(_incoming(graph, nodes, pages)),
        tuple(quote for node in nodes for quote in _quotes(graph, node, pages)),
        tuple(found for node in nodes for found in _contradictions(graph, node, pages)),
        tuple(found for node in nodes for found in _corrections(graph, node)),
    )


def told(known: Known) -> str:
    """Return what is known as plain text for reading."""
    lines = [f"{known.label}  ({known.cls})", known.iri]
    lines += [f"  = {alias}" for alias in known.aliases]
    lines += ["", *map(_line, known.statements)] if known.statements else []
    lines += ["", "what others say of this"] if known.pointed_to_by else []
    for statement in known.pointed_to_by:
        lines += [_line_to(statement), *_quoted(statement.quotes)]
    if known.contradictions:
        lines += ["", "pages disagree"]
        lines += [f"  {c.property}: {' | '.join(c.values)}   [{', '.join(c.pages)}]" for c in known.contradictions]
    if known.corrections:
        lines += ["", "corrected by hand"]
        lines += [
            f"  {c.property}: {c.old or '?'} → {c.new or '–'} ({c.action}; {c.reason}; {c.day}, {c.by})"
            for c in known.corrections
        ]
    if known.quotes:
        lines += ["", "quotes"]
    for quote in known.quotes:
        about = f"{quote.property}: " if quote.property else ""
        lines += [f"  {about}“{quote.quote}”", f"    {', '.join(quote.pages)}, {quote.start}–{quote.end}"]
    return "\n".join(map(shown, lines)) + "\n"


def _line(statement: Statement) -> str:
    where = f"   [{', '.join(statement.pages)}]" if statement.pages else ""
    node = f"  <{statement.iri}>" if statement.iri and not statement.iri.startswith(CONCEPT) else ""
    return f"  {statement.property}: {statement.value}{node}{where}"


def _line_to(statement: Statement) -> str:
    """Return the statement of another node, read as it stands: "Konzept (Policy) — ledTo → this"."""
    cls = f" ({statement.cls})" if statement.cls else ""
    return f"  {statement.value}{cls} — {statement.property} → this  <{statement.iri}>"


def _quoted(quotes: tuple[Quote, ...]) -> list[str]:
    """Return each passage once, with all pages that have it; a part of another passage says nothing more."""
    pages: dict[str, dict[str, None]] = {}
    for quote in quotes:
        pages.setdefault(" ".join(quote.quote.split()), {}).update(dict.fromkeys(quote.pages))
    return [
        f"      “{text}”   [{', '.join(urls)}]"
        for text, urls in pages.items()
        if not any(text != other and text in other and set(urls) <= set(where) for other, where in pages.items())
    ]


class _Pages:
    """Turns a snapshot, a named graph or a text into the URLs of its pages."""

    def __init__(self, graph: Graph) -> None:
        self._urls: dict[str, list[str]] = {}
        for row in graph.query(_SNAPSHOTS):
            self._urls.setdefault(row["snapshot"], []).append(row["url"])
        self._texts = {row["text"]: row["snapshot"] for row in graph.query(_TEXTS)}

    def of(self, iri: str) -> tuple[str, ...]:
        snapshot = self._texts.get(iri, iri.replace("/graph/snapshot/", "/snapshot/"))
        return tuple(self._urls.get(snapshot, ()))


def _class(graph: Graph, iri: str) -> str:
    types = graph.store.quads_for_pattern(
        pyoxigraph.NamedNode(iri), pyoxigraph.NamedNode(RDF + "type"), None, pyoxigraph.DefaultGraph()
    )
    return min((local_name(str(getattr(quad.object, "value", ""))) for quad in types), default="")


def _statements(graph: Graph, nodes: list[str], pages: _Pages) -> list[Statement]:
    found: dict[tuple[str, str, str], set[str]] = {}
    for node in nodes:
        for row in graph.query(_STATEMENTS % node).terms:
            predicate, value, where = (str(getattr(cell, "value", cell)) for cell in row)
            if local_name(predicate) in _HIDDEN:
                continue
            iri = value if isinstance(row[1], pyoxigraph.NamedNode) else ""
            key = (local_name(predicate), graph.label(value) if iri else value, iri)
            found.setdefault(key, set()).update(pages.of(where))
    return sorted(Statement(*key, tuple(sorted(urls))) for key, urls in found.items())


def _incoming(graph: Graph, nodes: list[str], pages: _Pages) -> list[Statement]:
    found = {
        (local_name(row["p"]), graph.label(row["s"]), row["s"])
        for node in nodes
        for row in graph.query(_INCOMING % node)
        if row["p"] not in (term("cg:canonical"), term("cg:alias"), SKOS + "inScheme", CG + "contradicts")
    }
    return [_pointing(graph, *edge, pages) for edge in sorted(found)[:MAX_INCOMING]]


def _pointing(graph: Graph, property: str, label: str, iri: str, pages: _Pages) -> Statement:
    cls = _class(graph, iri)
    quotes = _quotes(graph, iri, pages) if cls in _TELLING else []
    return Statement(property, label, iri, (), cls, tuple(quotes))


def _quotes(graph: Graph, node: str, pages: _Pages) -> list[Quote]:
    return [
        Quote(
            row["quote"],
            local_name(row["property"] or ""),
            row["start"],
            row["end"],
            row["text"],
            pages.of(row["text"]),
        )
        for row in graph.query(_QUOTES % (node, node))
    ]


def _contradictions(graph: Graph, node: str, pages: _Pages) -> list[Contradiction]:
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for row in graph.query(_CONTRADICTIONS % node):
        values, urls = found.setdefault(local_name(row["property"]), ({}, {}))
        values[str(row["value"])] = None
        urls.update(dict.fromkeys(pages.of(row["snapshot"])))
    return [Contradiction(name, tuple(values), tuple(urls)) for name, (values, urls) in found.items()]


def _corrections(graph: Graph, node: str) -> list[Corrected]:
    return [
        Corrected(
            str(row["action"]),
            local_name(str(row["property"])),
            str(row["old"] or ""),
            str(row["new"] or ""),
            str(row["reason"]),
            str(row["day"]),
            str(row["by"]),
        )
        for row in graph.query(_CORRECTIONS % node)
    ]
