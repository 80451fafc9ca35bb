"""Turns statements in the project's terms into the ones that align/*.ttl says of the same things in standard terms."""

from collections.abc import Iterable
from functools import cache

import pyoxigraph

from civicgraph.bundled import folder
from civicgraph.vocab import CG, RDF, RDFS

_TYPE = f"<{RDF}type>"
_NARROWER = {RDFS + "subClassOf", RDFS + "subPropertyOf"}


@cache
def _above() -> dict[str, frozenset[str]]:
    """Return class or property to all that stand above it, but those of the project itself, which nobody needs to align."""
    above: dict[str, set[str]] = {}
    for path in sorted([*(folder("ontology") / "align").glob("*.ttl"), folder("ontology") / "civic.ttl"]):
        for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
            if quad.predicate.value in _NARROWER and isinstance(quad.object, pyoxigraph.NamedNode):
                above.setdefault(str(quad.subject), set()).add(str(quad.object))
    return {name: frozenset(found) for name in above if (found := _closure(name, above))}


def _closure(name: str, above: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        new = above.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return {iri for iri in found if not iri.startswith(f"<{CG}")}


def aligned_lines(lines: Iterable[bytes], base: str) -> list[bytes]:
    """Return the N-Quads lines of `{base}/graph/aligned` that follow from some lines, sorted, each once (DESIGN §6).

    A type gives the standard types above it, a property the standard properties above it; nothing else is inferred.
    """
    above, graph = _above(), f"<{base}/graph/aligned>"
    found: set[bytes] = set()
    for line in lines:
        subject, predicate, rest = line.decode().split(" ", 2)
        target = rest[: rest.rindex(" <")]
        if predicate == _TYPE:
            found.update(f"{subject} {_TYPE} {kind} {graph} .\n".encode() for kind in above.get(target, ()))
        else:
            found.update(f"{subject} {name} {target} {graph} .\n".encode() for name in above.get(predicate, ()))
    return sorted(found)
