"""Reads from a graph which persons and which pages are not for publication."""

import re
from collections.abc import Iterable, Iterator

import msgspec
import pyoxigraph

from civicgraph.privacy.closed import Span, closed
from civicgraph.privacy.name import Name
from civicgraph.privacy.prose import common_words, names_in_prose
from civicgraph.query.graph import Graph
from civicgraph.query.things import folded
from civicgraph.vocab import concept, term

_PUBLIC = """SELECT DISTINCT ?person WHERE {
  ?membership org:member ?person ; org:role ?role . ?role cg:publicRole true }"""
_SEATED = """SELECT DISTINCT ?person WHERE {
  ?membership a cg:Membership ; org:member ?person ; org:organization ?body .
  { ?body a cg:Faction } UNION { ?body a cg:Body ; org:classification ?kind }
  OPTIONAL { ?membership cg:votingRight ?votes }
  FILTER(!BOUND(?kind) || ?kind IN (cgc:body-kind\\/council, cgc:body-kind\\/committee, cgc:body-kind\\/district-council))
  FILTER NOT EXISTS { ?membership org:role ?role }
  FILTER(COALESCE(?votes, NOT EXISTS { ?membership cg:rawRole ?word })) }"""
"""A seat in a council, committee or faction is a mandate. A role that no concept knows makes nobody public, but with a vote."""
_PERSONS = """SELECT ?iri ?label ?family ?given WHERE {
  ?iri a cg:Person .
  OPTIONAL { { ?iri rdfs:label ?label } UNION { ?iri skos:prefLabel ?label } UNION { ?iri skos:altLabel ?label } }
  OPTIONAL { ?iri foaf:familyName ?family } OPTIONAL { ?iri foaf:givenName ?given } }"""
_JOINS = """SELECT ?link ?alias ?canonical ?kind WHERE {
  ?link a cg:IdentityLink ; cg:alias ?alias ; cg:canonical ?canonical OPTIONAL { ?link cg:kind ?kind } }"""
_PLACES = "SELECT DISTINCT ?label WHERE { ?place a cg:Municipality ; rdfs:label ?label }"
_SURE = {concept("statement-kind", kind) for kind in ("stated", "derived", "corrected")}


class Person(msgspec.Struct, frozen=True):
    """A person with all nodes that are taken to be them, and all their names."""

    iris: tuple[str, ...]
    names: tuple[Name, ...]


class Withheld(msgspec.Struct, frozen=True):
    """What must not leave: persons by name; graphs, snapshots, pages and things of pages that are not public.

    public: names of persons who may be named, which a namesake must not take away; told: names that stand only in prose;
    common: words that are no names, in lower case; shown, covered: as in Closed.
    """

    persons: tuple[Person, ...] = ()
    public: tuple[Name, ...] = ()
    hidden: frozenset[str] = frozenset()
    told: tuple[Name, ...] = ()
    common: frozenset[str] = frozenset()
    shown: dict[str, tuple[Span, ...]] = {}
    covered: dict[str, tuple[Span, ...]] = {}


def withheld(graph: Graph, private: bool = False) -> Withheld:
    """Decide for a graph: whoever has no public role or seat in any membership is withheld, and whom source.toml suppresses.

    Nodes are one person where a join says so that is not merely inferred: that would make a clerk public who shares a
    councillor's surname. private: only who is suppressed, for that is for good.
    """
    public = {row["person"] for question in (_PUBLIC, _SEATED) for row in graph.query(question)}
    suppressed = {folded(name): name for source in graph.generation.manifest.sources for name in source.suppress}
    hold: list[Person] = []
    named: list[Name] = []
    for person in _persons(graph):
        is_suppressed = any(folded(spelling) in suppressed for name in person.names for spelling in _spellings(name))
        if not is_suppressed and (private or not public.isdisjoint(person.iris)):
            named += person.names
        else:
            hold.append(person)
    hold += [Person((), (Name(name),)) for name in sorted(_unseen(suppressed, hold))]
    if private:
        return Withheld(tuple(hold), tuple(named))
    common = common_words(texts(graph)) | _places(graph)
    told = names_in_prose(texts(graph), named, common)
    found = closed(graph)
    hidden = frozenset(_hidden(graph, hold, found.hidden))
    return Withheld(tuple(hold), tuple(named), hidden, told, common, found.shown, found.covered)


def texts(graph: Graph) -> Iterator[str]:
    """Yield the whole texts of the pages."""
    for quad in graph.store.quads_for_pattern(
        None, pyoxigraph.NamedNode(term("schema:text")), None, pyoxigraph.DefaultGraph()
    ):
        if isinstance(quad.object, pyoxigraph.Literal):
            yield quad.object.value


def _places(graph: Graph) -> set[str]:
    """Return the words of the municipalities' names, with genitive: "Bürger Bochums" names nobody."""
    words = {word.lower() for row in graph.query(_PLACES) for word in re.findall(r"[^\W\d_]+", row["label"])}
    return words | {f"{word}s" for word in words}


def _persons(graph: Graph) -> list[Person]:
    iris: dict[str, set[str]] = {}
    names: dict[str, set[tuple[str, str, str]]] = {}
    same = _same(graph)
    for row in graph.query(_PERSONS):
        person = same.get(row["iri"], row["iri"])
        iris.setdefault(person, set()).add(row["iri"])
        names.setdefault(person, set()).add((row["label"] or "", row["family"] or "", row["given"] or ""))
    return [
        Person(tuple(sorted(nodes)), tuple(Name(*name) for name in sorted(names[person])))
        for person, nodes in sorted(iris.items())
    ]


def _same(graph: Graph) -> dict[str, str]:
    """Return node to the one that stands for all nodes joined with it for sure."""
    joined: dict[str, str] = {}

    def end(iri: str) -> str:
        while iri in joined:
            iri = joined[iri]
        return iri

    for row in graph.query(_JOINS):
        one, other = sorted((end(row["alias"]), end(row["canonical"])))
        if row["kind"] in _SURE and one != other:
            joined[other] = one
    return {iri: end(iri) for iri in joined}


def _spellings(name: Name) -> Iterable[str]:
    yield name.label
    if name.family:
        yield f"{name.given} {name.family}".strip()
        yield f"{name.family}, {name.given}"


def _unseen(suppressed: dict[str, str], persons: list[Person]) -> set[str]:
    """Return suppressed names that no node carries: they may still stand in texts."""
    seen = {folded(spelling) for person in persons for name in person.names for spelling in _spellings(name)}
    return {name for spelling, name in suppressed.items() if spelling not in seen}


def _hidden(graph: Graph, hold: list[Person], closed_off: frozenset[str]) -> set[str]:
    """Return the IRIs of all that is not public, of joins with it, and of joins that tell who is withheld."""
    joins = [(row["link"], {row["alias"], row["canonical"]}) for row in graph.query(_JOINS)]
    telling = {iri for person in hold for iri in person.iris}
    hidden = {link for link, nodes in joins if len(nodes & telling) == 1}
    return hidden | closed_off | {link for link, nodes in joins if nodes & closed_off}
