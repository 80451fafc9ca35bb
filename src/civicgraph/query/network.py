"""Turns the default graph into a networkx MultiDiGraph of things and what joins them."""

from typing import TYPE_CHECKING

import networkx
import pyoxigraph

from civicgraph.vocab import CG, CONCEPT, RDF

if TYPE_CHECKING:
    from civicgraph.query.graph import Graph

EVIDENCE_CLASSES = frozenset({"Evidence", "Text", "Snapshot", "Page", "Source"})
_TYPE = pyoxigraph.NamedNode(RDF + "type")
_SELECTORS = ("http://www.w3.org/ns/oa#TextPositionSelector", "http://www.w3.org/ns/oa#TextQuoteSelector")


def network(graph: "Graph", evidence: bool = False) -> "networkx.MultiDiGraph[str]":
    """Return things as nodes (`label`, `cls`) and statements between them as edges, keyed by local name."""
    classes = _classes(graph.store, evidence)
    found: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for iri in sorted(classes):
        found.add_node(iri, label=graph.label(iri), cls=classes[iri])
    edges = set()
    for quad in graph.store.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph()):
        subject, target = getattr(quad.subject, "value", ""), quad.object
        if (
            isinstance(target, pyoxigraph.NamedNode)
            and subject in classes
            and target.value in classes
            and subject != target.value
        ):
            edges.add((subject, target.value, local_name(quad.predicate.value)))
    for subject, object_, key in sorted(edges):
        found.add_edge(subject, object_, key=key)
    return found


def local_name(iri: str) -> str:
    """Return the last part of a term's IRI: "derivedFrom"."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def _classes(store: pyoxigraph.Store, evidence: bool) -> dict[str, str]:
    """Return IRI to local class name of all things; concepts are values, not things."""
    classes: dict[str, str] = {}
    for quad in store.quads_for_pattern(None, _TYPE, None, pyoxigraph.DefaultGraph()):
        iri, cls = getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")
        if cls.startswith(CG) and not iri.startswith(CONCEPT):
            name = cls.removeprefix(CG)
        elif evidence and cls in _SELECTORS:
            name = local_name(cls)
        else:
            continue
        if evidence or name not in EVIDENCE_CLASSES:
            classes[iri] = min(name, classes.get(iri, name))
    return classes
