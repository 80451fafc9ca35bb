"""Turns a shape written in SHACL into one that can be run on triples."""

from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from civicgraph.gate.checks import SH, Admits, checks
from civicgraph.gate.triples import TYPE, Term, Triples, text_of
from civicgraph.record import Finding

LONGEST_VALUE = 200

Walk = Callable[[Triples, Term], Iterable[Term]]

_NO_CHECKS = {"path", "property", "sparql", "message", "severity", "targetClass", "targetSubjectsOf"}


class Shape:
    """A node or property shape, ready to run.

    query: its SPARQL constraint, None where it has none; it asks for all focus nodes at once.
    """

    def __init__(self, graph: Triples, node: Term) -> None:
        """Raises ValueError where the shape uses a part of SHACL that the gate does not know."""
        self.rule = text_of(node).rpartition("#")[2]
        self.severity = text_of(graph.one(node, SH + "severity")).rpartition("#")[2].lower()
        self.classes = list(graph.objects(node, ox.NamedNode(SH + "targetClass")))
        self.properties = list(graph.objects(node, ox.NamedNode(SH + "targetSubjectsOf")))
        path = graph.one(node, SH + "path")
        self.walk = _walk(graph, path) if path is not None else None
        self.parts = [Shape(graph, part) for part in graph.objects(node, ox.NamedNode(SH + "property"))]
        constraint = graph.one(node, SH + "sparql")
        self.query = _query(graph, constraint) if constraint is not None else None
        says = graph.objects(constraint or node, ox.NamedNode(SH + "message"))
        self.messages = {m.language: m.value for m in says if isinstance(m, ox.Literal)}

        def admits(other: Term) -> Admits:
            return Shape(graph, other).admits

        self.checks = []
        for predicate, values in graph.out.get(node, {}).items():
            name = text_of(predicate).removeprefix(SH)
            if predicate != TYPE and name not in _NO_CHECKS:
                self.checks += [checks(graph, name, value, admits) for value in values]

    def focuses(self, data: Triples) -> dict[Term, None]:
        """Return the nodes that the shape is about, each once."""
        typed = [node for name in self.classes for node in data.subjects(TYPE, name)]
        having = [node for name in self.properties for nodes in data.into.get(name, {}).values() for node in nodes]
        return dict.fromkeys(typed + having)

    def results(self, data: Triples, focus: Term) -> Iterator[tuple["Shape", Term, Term | None]]:
        """Yield the shape that is broken, its focus node and, where one value is to blame, that value."""
        values = [focus] if self.walk is None else list(dict.fromkeys(self.walk(data, focus)))
        for check in self.checks:
            for value in check(data, focus, values):
                yield self, focus, value
        for part in self.parts:
            for value in values:
                yield from part.results(data, value)

    def admits(self, data: Triples, focus: Term) -> bool:
        """Say whether a node conforms."""
        return next(self.results(data, focus), None) is None

    def finding(self, focus: Term, value: Term | None) -> Finding:
        """Return a result as a finding, with its value shortened where it is a long text."""
        said = "" if value is None or value == focus else text_of(value)
        shown = said if len(said) <= LONGEST_VALUE else said[: LONGEST_VALUE - 1] + "…"
        german, english = self.messages["de"], self.messages["en"]
        return Finding(self.severity, self.rule, german, english, subject=text_of(focus), value=shown)


def shapes(graph: Triples) -> list[Shape]:
    """Return the shapes that have targets.

    Raises ValueError where one uses a part of SHACL that the gate does not know.
    """
    targets = {ox.NamedNode(SH + "targetClass"), ox.NamedNode(SH + "targetSubjectsOf")}
    return [Shape(graph, node) for node, about in graph.out.items() if targets & about.keys()]


def _query(graph: Triples, constraint: Term) -> str:
    prefixes = graph.one(constraint, SH + "prefixes")
    declared = graph.objects(prefixes, ox.NamedNode(SH + "declare")) if prefixes is not None else ()
    pairs = [(graph.one(each, SH + "prefix"), graph.one(each, SH + "namespace")) for each in declared]
    lines = [f"PREFIX {text_of(prefix)}: <{text_of(namespace)}>" for prefix, namespace in pairs]
    return "\n".join([*lines, text_of(graph.one(constraint, SH + "select"))])


def _walk(graph: Triples, path: Term) -> Walk:
    """Return the function that follows a property path (SHACL §2.3.1).

    Raises ValueError where the path is of a kind that the gate does not know.
    """
    if isinstance(path, ox.NamedNode):
        return lambda data, focus: data.objects(focus, path)
    inverse = graph.one(path, SH + "inversePath")
    if isinstance(inverse, ox.NamedNode):
        return lambda data, focus: data.subjects(inverse, focus)
    ways = graph.one(path, SH + "alternativePath")
    steps = [_walk(graph, step) for step in graph.items(path if ways is None else ways)]
    if not steps:
        raise ValueError("a property path is not known to the gate: add it to gate/shape.py")
    if ways is not None:
        return lambda data, focus: (value for step in steps for value in step(data, focus))

    def follow(data: Triples, focus: Term) -> Iterable[Term]:
        nodes = [focus]
        for step in steps:
            nodes = [value for node in nodes for value in step(data, node)]
        return nodes

    return follow
