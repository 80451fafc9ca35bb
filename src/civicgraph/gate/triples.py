"""Turns quads into triples indexed in both directions, in which shapes and data are looked up."""

from collections.abc import Iterable

import pyoxigraph as ox

from civicgraph.vocab import RDF

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

TYPE = ox.NamedNode(RDF + "type")


class Triples:
    """Triples of whatever graphs, each held once, in the order given."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.out: dict[Term, dict[Term, dict[Term, None]]] = {}
        self.into: dict[Term, dict[Term, dict[Term, None]]] = {}
        for quad in quads:
            subject, predicate, value = quad.subject, quad.predicate, quad.object
            self.out.setdefault(subject, {}).setdefault(predicate, {})[value] = None
            self.into.setdefault(predicate, {}).setdefault(value, {})[subject] = None

    def objects(self, subject: Term, predicate: Term) -> Iterable[Term]:
        """Return the values of a property."""
        return self.out.get(subject, {}).get(predicate, ())

    def subjects(self, predicate: Term, value: Term) -> Iterable[Term]:
        """Return the nodes that have a value."""
        return self.into.get(predicate, {}).get(value, ())

    def one(self, subject: Term, predicate: str) -> Term | None:
        """Return the first value of a property, None where there is none."""
        return next(iter(self.objects(subject, ox.NamedNode(predicate))), None)

    def items(self, head: Term) -> list[Term]:
        """Return the members of an RDF list; none where `head` is no list."""
        found = []
        first = self.one(head, RDF + "first")
        while first is not None:
            found.append(first)
            head = self.one(head, RDF + "rest") or head
            first = self.one(head, RDF + "first")
        return found


def text_of(term: Term | None) -> str:
    """Return an IRI, or the lexical form of a literal; "" for what is neither."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
