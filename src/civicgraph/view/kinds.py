"""Turns a graph into all its nodes of a class: one query for each class, not one for each thing."""

from collections.abc import Iterator

import pyoxigraph

from civicgraph.query.graph import Graph
from civicgraph.view.lineage.facts import Node
from civicgraph.view.lineage.model import Words
from civicgraph.vocab import CONCEPT, PREFIXES

_ALL = "SELECT ?s ?p ?o (LANG(?o) AS ?lang) WHERE { ?s a cg:%s ; ?p ?o }"
_JOINS = "SELECT ?alias ?node WHERE { ?alias cg:canonical ?node FILTER(?alias != ?node) } ORDER BY ?alias ?node"
_CONCEPTS = "SELECT ?iri (LANG(?label) AS ?lang) ?label WHERE { ?iri skos:inScheme ?scheme ; skos:prefLabel ?label }"


class Kinds:
    """The nodes of a graph by class, each class read once, at first use. Joined nodes are named as the one they are taken to be."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._read: dict[str, dict[str, Node]] = {}
        self._joined: dict[str, str] = {}
        for alias, node in rows(graph, _JOINS):
            self._joined.setdefault(alias, node)
        self._concepts: dict[str, dict[str, str]] = {}
        for iri, lang, label in rows(graph, _CONCEPTS):
            self._concepts.setdefault(iri, {})[lang or "de"] = label

    def all(self, cls: str) -> list[Node]:
        """Return the nodes of a class (its local name), sorted by IRI."""
        return list(self._nodes(cls).values())

    def one(self, cls: str, iri: str) -> Node:
        """Return one node of a class; an unknown IRI is a node without values."""
        return self._nodes(cls).get(iri) or Node(iri)

    def canonical(self, iri: str) -> str:
        """Return the node that `iri` is taken to be, itself where nothing else is said."""
        seen = {iri}
        while (onward := self._joined.get(iri, iri)) not in seen:
            seen.add(onward)
            iri = onward
        return iri

    def name(self, cls: str, iri: str) -> str:
        """Return what a thing is called: the preferred label of the node it is taken to be, a label, the end of its IRI; "" for ""."""
        if not iri:
            return ""
        node = self.one(cls, self.canonical(iri))
        return node.one("skos:prefLabel") or node.one("rdfs:label") or iri.rpartition("/")[2]

    def words(self, concept: str) -> Words:
        """Return a concept's preferred labels; its code where it has none, "" for ""."""
        labels = self._concepts.get(concept, {})
        code_ = code(concept)
        return Words(labels.get("de", labels.get("en", code_)), labels.get("en", labels.get("de", code_)))

    def _nodes(self, cls: str) -> dict[str, Node]:
        if cls not in self._read:
            found: dict[str, Node] = {}
            for iri, predicate, value, language in rows(self._graph, _ALL % cls):
                node = found.get(iri) or found.setdefault(iri, Node(iri))
                node.add(predicate, value, language)
            self._read[cls] = dict(sorted(found.items()))
        return self._read[cls]


def rows(graph: Graph, query: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a SELECT as texts, one by one; what is not bound is ""."""
    found = graph.store.query(query, prefixes=PREFIXES)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    for solution in found:
        yield tuple("" if term is None else str(getattr(term, "value", term)) for term in solution)


def code(concept: str) -> str:
    """Return the code of a concept, "" for ""."""
    return concept.removeprefix(CONCEPT).rpartition("/")[2]
