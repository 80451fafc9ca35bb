"""Reads from a store what is said of one thing, property by property, in a fixed order."""

from collections.abc import Iterator

import pyoxigraph

from civicgraph.query.rows import Value, value
from civicgraph.vocab import term

_ANY = pyoxigraph.DefaultGraph()


class Told:
    """The statements of a graph as it may leave. Nothing of it is held: each question goes to the store."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        self._store = store

    def values(self, iri: str, terms: str) -> list[Value]:
        """Return what a thing has for the first of several properties that it has at all, sorted.

        terms: prefixed names, parted by `|`; `^` before one asks for the things that point here. IRIs come as text.
        """
        for name in terms.split("|"):
            found = sorted(set(self._back(iri, name[1:]) if name.startswith("^") else self._of(iri, name)), key=str)
            if found:
                return found
        return []

    def first(self, iri: str, terms: str) -> str | None:
        """Return the first value as text, None where there is none."""
        found = self.values(iri, terms)
        return str(found[0]) if found else None

    def iris(self, iri: str, terms: str) -> list[str]:
        """Return the values as text; meant for properties that lead to things."""
        return [str(each) for each in self.values(iri, terms)]

    def of_class(self, name: str, base: str) -> list[str]:
        """Return the things of a class below a base, sorted."""
        found = self._store.quads_for_pattern(None, _node("rdf:type"), _node(name), _ANY)
        iris = {quad.subject.value for quad in found if isinstance(quad.subject, pyoxigraph.NamedNode)}
        return sorted(iri for iri in iris if iri.startswith(f"{base}/"))

    def _of(self, iri: str, name: str) -> Iterator[Value]:
        found = self._store.quads_for_pattern(pyoxigraph.NamedNode(iri), _node(name), None, _ANY)
        return (value(quad.object) for quad in found)

    def _back(self, iri: str, name: str) -> Iterator[Value]:
        found = self._store.quads_for_pattern(None, _node(name), pyoxigraph.NamedNode(iri), _ANY)
        return (value(quad.subject) for quad in found)


def _node(name: str) -> pyoxigraph.NamedNode:
    return pyoxigraph.NamedNode(term(name))
