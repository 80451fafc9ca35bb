"""Reads described nodes from a store by SPARQL: the default graph, where every triple stands once."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol

import pyoxigraph

from civicgraph.vocab import term

BATCH = 400


class GraphLike(Protocol):
    """What the view needs of a graph: its store."""

    @property
    def store(self) -> pyoxigraph.Store:
        """The quads."""


class Node:
    """One node's values by prefixed property name, each list sorted."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self._values: dict[str, list[tuple[str, str]]] = {}

    def add(self, predicate: str, value: str, language: str) -> None:
        """Note one triple."""
        self._values.setdefault(predicate, []).append((value, language))

    def all(self, name: str) -> list[str]:
        """Return all values of a property, sorted; [] where there is none."""
        return sorted({value for value, _ in self._values.get(term(name), ())})

    def one(self, name: str) -> str:
        """Return the first value of a property, "" where there is none."""
        return next(iter(self.all(name)), "")

    def number(self, name: str) -> int | None:
        """Return the smallest integer value of a property, or None."""
        return min((int(value) for value in self.all(name)), default=None)

    def lang(self, name: str, language: str) -> str:
        """Return the first value in a language, "" where there is none."""
        return next(iter(sorted(v for v, lang in self._values.get(term(name), ()) if lang == language)), "")

    def is_a(self, name: str) -> bool:
        """True where the node has that class."""
        return term(name) in self.all("rdf:type")


class Facts:
    """Describes nodes on demand and follows identity: an alias is read as the node it is taken to be."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        self._store = store
        self._nodes: dict[str, Node] = {}
        self._canonical: dict[str, str] = {}
        self._aliases: dict[str, list[str]] = {}
        query = f"SELECT ?a ?c WHERE {{ ?a <{term('cg:canonical')}> ?c FILTER(?a != ?c) }} ORDER BY ?a ?c"
        for alias, canonical in self._rows(query, "a", "c"):
            self._canonical.setdefault(alias, canonical)
            self._aliases.setdefault(canonical, []).append(alias)

    def canonical(self, iri: str) -> str:
        """Return the node that `iri` is taken to be, itself where nothing else is said."""
        seen = {iri}
        while (onward := self._canonical.get(iri, iri)) not in seen:
            seen.add(onward)
            iri = onward
        return iri

    def family(self, iris: Iterable[str]) -> list[str]:
        """Return nodes with all their aliases."""
        found: list[str] = []
        waiting = sorted(set(iris))
        while waiting:
            iri = waiting.pop(0)
            if iri not in found:
                found.append(iri)
                waiting += self._aliases.get(iri, [])
        return found

    def nodes(self, iris: Iterable[str]) -> list[Node]:
        """Return described nodes, in the order given."""
        wanted = list(iris)
        missing = iter(sorted({iri for iri in wanted if iri not in self._nodes}))
        while batch := list(islice(missing, BATCH)):
            self._nodes.update({iri: Node(iri) for iri in batch})
            query = f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {_terms(batch)} }} ?s ?p ?o }}"
            for solution in self._solutions(query):
                value = solution["o"]
                language = value.language or "" if isinstance(value, pyoxigraph.Literal) else ""
                self._nodes[_value(solution["s"])].add(_value(solution["p"]), _value(value), language)
        return [self._nodes[iri] for iri in wanted]

    def node(self, iri: str) -> Node:
        """Return one described node; an unknown IRI is a node without values."""
        return self.nodes([iri])[0] if iri else Node("")

    def pointing(self, predicate: str, objects: Iterable[str], cls: str) -> list[Node]:
        """Return the nodes of a class that point to one of `objects`, sorted by IRI."""
        found: set[str] = set()
        rest = iter(sorted(set(objects)))
        while batch := list(islice(rest, BATCH)):
            query = (
                f"SELECT DISTINCT ?s WHERE {{ VALUES ?o {{ {_terms(batch)} }} "
                f"?s <{term(predicate)}> ?o ; a <{term(cls)}> }}"
            )
            found.update(s for (s,) in self._rows(query, "s"))
        return self.nodes(sorted(found))

    def every(self, cls: str) -> list[Node]:
        """Return all nodes of a class, sorted by IRI."""
        query = f"SELECT ?s WHERE {{ ?s a <{term(cls)}> }} ORDER BY ?s"
        return self.nodes([s for (s,) in self._rows(query, "s")])

    def name(self, iri: str) -> str:
        """Return what a thing is called: preferred label, label, title, number; the last part of the IRI where it has
        none.
        """
        if not iri:
            return ""
        for node in self.nodes([self.canonical(iri), iri]):
            for name in ("skos:prefLabel", "rdfs:label", "dct:title", "dct:identifier"):
                if label := node.one(name):
                    return label
        return iri.rstrip("/").rpartition("/")[2]

    def _rows(self, query: str, *names: str) -> Iterator[tuple[str, ...]]:
        for solution in self._solutions(query):
            yield tuple(_value(solution[name]) for name in names)

    def _solutions(self, query: str) -> pyoxigraph.QuerySolutions:
        solutions = self._store.query(query)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        return solutions


def _terms(iris: Iterable[str]) -> str:
    return " ".join(str(pyoxigraph.NamedNode(iri)) for iri in iris)


def _value(found: object) -> str:
    if isinstance(found, pyoxigraph.NamedNode | pyoxigraph.Literal | pyoxigraph.BlankNode):
        return found.value
    raise TypeError(f"not a term: {found!r}")
