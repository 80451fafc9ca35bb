"""Reads from a graph which persons and which pages are not for publication."""

import re
from collections.abc import Iterable

import msgspec
import pyoxigraph

from civicgraph.query.graph import Graph
from civicgraph.query.things import folded
from civicgraph.vocab import term

_PUBLIC = """SELECT DISTINCT ?person WHERE {
  ?node cg:canonical ?person . ?membership org:member ?node ; org:role ?role . ?role cg:publicRole true }"""
_PERSONS = """SELECT ?iri ?person ?label ?family ?given WHERE {
  ?iri a cg:Person . OPTIONAL { ?iri cg:canonical ?joined } BIND(COALESCE(?joined, ?iri) AS ?person)
  OPTIONAL { { ?iri rdfs:label ?label } UNION { ?iri skos:prefLabel ?label } UNION { ?iri skos:altLabel ?label } }
  OPTIONAL { ?iri foaf:familyName ?family } OPTIONAL { ?iri foaf:givenName ?given } }"""
_NOT_PUBLIC = "SELECT DISTINCT ?snapshot WHERE { ?thing cg:isPublic false ; dct:source ?snapshot }"
_LINKS = "SELECT DISTINCT ?g ?snapshot WHERE { GRAPH ?g { ?g prov:wasDerivedFrom ?snapshot } }"
_JOINS = "SELECT ?link ?node WHERE { ?link a cg:IdentityLink ; cg:alias|cg:canonical ?node }"


class Name(msgspec.Struct, frozen=True):
    """How a person is called. label: as written; family and given: "" where the page does not tell them apart."""

    label: str
    family: str = ""
    given: str = ""


class Person(msgspec.Struct, frozen=True):
    """A person with all nodes that are taken to be them, and all their names."""

    iris: tuple[str, ...]
    names: tuple[Name, ...]


class Withheld(msgspec.Struct, frozen=True):
    """What must not leave: persons by name; graphs, snapshots, pages and things of pages that are not public.

    public: names of persons who may be named, which a namesake must not take away.
    """

    persons: tuple[Person, ...] = ()
    public: tuple[Name, ...] = ()
    hidden: frozenset[str] = frozenset()


def withheld(graph: Graph, private: bool = False) -> Withheld:
    """Decide for a graph: whoever has no public role in any membership is withheld, and whom source.toml suppresses.

    private: only who is suppressed, for that is for good.
    """
    public = {row["person"] for row in graph.query(_PUBLIC)}
    suppressed = {folded(name): name for source in graph.generation.manifest.sources for name in source.suppress}
    hold: list[Person] = []
    named: list[Name] = []
    for canonical, person in sorted(_persons(graph).items()):
        is_suppressed = any(folded(spelling) in suppressed for name in person.names for spelling in _spellings(name))
        if not is_suppressed and (private or canonical in public):
            named += person.names
        else:
            hold.append(person)
    hold += [Person((), (Name(name),)) for name in sorted(_unseen(suppressed, hold))]
    return Withheld(tuple(hold), tuple(named), frozenset() if private else frozenset(_hidden(graph)))


def _persons(graph: Graph) -> dict[str, Person]:
    iris: dict[str, set[str]] = {}
    names: dict[str, set[tuple[str, str, str]]] = {}
    for row in graph.query(_PERSONS):
        iris.setdefault(row["person"], set()).add(row["iri"])
        name = (row["label"] or "", row["family"] or "", row["given"] or "")
        names.setdefault(row["person"], set()).add(name)
    return {
        person: Person(tuple(sorted(nodes)), tuple(Name(*name) for name in sorted(names[person])))
        for person, nodes in iris.items()
    }


def _spellings(name: Name) -> Iterable[str]:
    yield name.label
    if name.family:
        yield f"{name.given} {name.family}".strip()
        yield f"{name.family}, {name.given}"


def _unseen(suppressed: dict[str, str], persons: list[Person]) -> set[str]:
    """Return suppressed names that no node carries: they may still stand in texts."""
    seen = {folded(spelling) for person in persons for name in person.names for spelling in _spellings(name)}
    return {name for spelling, name in suppressed.items() if spelling not in seen}


def _hidden(graph: Graph) -> set[str]:
    """Return the IRIs of all that stands only on pages with something not public."""
    snapshots = {row["snapshot"] for row in graph.query(_NOT_PUBLIC)}
    if not snapshots:
        return set()
    hidden = snapshots | {re.sub(r"/snapshot/(?=[^/]*$)", "/graph/snapshot/", iri) for iri in snapshots}
    hidden |= {row["g"] for row in graph.query(_LINKS) if row["snapshot"] in snapshots}
    for snapshot in sorted(snapshots):
        for name in ("dct:source", "cg:snapshot", "prov:wasDerivedFrom"):
            hidden |= {thing for thing in _subjects(graph, name, snapshot) if _only_in(graph, thing, name, snapshots)}
    hidden |= {row["link"] for row in graph.query(_JOINS) if row["node"] in hidden}
    return hidden


def _subjects(graph: Graph, name: str, iri: str) -> set[str]:
    quads = graph.store.quads_for_pattern(
        None, pyoxigraph.NamedNode(term(name)), pyoxigraph.NamedNode(iri), pyoxigraph.DefaultGraph()
    )
    return {str(getattr(quad.subject, "value", "")) for quad in quads}


def _only_in(graph: Graph, thing: str, name: str, snapshots: set[str]) -> bool:
    quads = graph.store.quads_for_pattern(
        pyoxigraph.NamedNode(thing), pyoxigraph.NamedNode(term(name)), None, pyoxigraph.DefaultGraph()
    )
    return all(getattr(quad.object, "value", "") in snapshots for quad in quads)
