"""Breaks graphs at random and asks both engines of the gate: `python -m tests.gate_differential --count 2000`.

A graph is a few things of a case of tests/shapes or of a page of the corpus, of which values were dropped, doubled, made another kind, led
elsewhere or misspelt. Compared are severity, shape, focus, path, constraint and value of each result, and the findings of `Gate.each`.
"""

import argparse
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
import rdflib
from rdflib.namespace import RDF, SH

from civicgraph.gate import Gate
from civicgraph.gate.engines import screened
from civicgraph.lift import lift_page
from civicgraph.vocab import CG, XSD
from tests.reading import records_of

if TYPE_CHECKING:
    import shifty

HERE = Path(__file__).parent
BASE = "https://civicgraph.invalid/t"
GRAPH = ox.NamedNode(f"{BASE}/graph/test")
TYPE = ox.NamedNode(str(RDF.type))
TOGETHER = 25
"""Graphs that pySHACL is asked about at once."""
DATE = ox.NamedNode(XSD + "date")
BAD = ("", "x", "2023-02-30", "-1", "0,5", "[]", "ä")
# Of values that cannot be compared SHACL §4.5.3 makes a result and SPARQL §17.3 makes none; pySHACL has it the other way round.
COMPARING = {
    SH.LessThanConstraintComponent,
    SH.LessThanOrEqualsConstraintComponent,
    rdflib.URIRef(CG + "MeetingShape-order"),
}

Seed = dict[ox.NamedNode | ox.BlankNode | ox.Triple, list[ox.Triple]]


GAVE_UP = "pySHACL gave up"


class Difference(NamedTuple):
    """One result that only one engine gives. engine: its name, or GAVE_UP where pySHACL raised; graph: the broken graph as N-Quads."""

    engine: str
    result: tuple[str, ...]
    graph: bytes


@cache
def seeds() -> tuple[Seed, ...]:
    """Return the triples of each file of tests/shapes and of each page of the corpus, by subject."""
    texts = [
        file.read_bytes().replace(b"<https://civicgraph.invalid/x/>", f"<{BASE}/x/>".encode())
        for file in sorted((HERE / "shapes").glob("*.ttl"))
    ]
    written = [list(ox.parse(text, ox.RdfFormat.TURTLE)) for text in texts]
    pages = sorted((HERE / "corpus").glob("*/auszug.txt"))
    written += [list(ox.parse(b"".join(lift_page(records_of(p), BASE)), ox.RdfFormat.N_QUADS)) for p in pages]
    return tuple(_by_subject(quads) for quads in written)


def _by_subject(quads: Sequence[ox.Quad]) -> Seed:
    found: Seed = defaultdict(list)
    for quad in quads:
        found[quad.subject].append(quad.triple)
    return found


def broken(chance: random.Random) -> bytes:
    """Return a few things of one seed, and what they lead to, with one to four values broken."""
    seed = chance.choice(seeds())
    asked = chance.sample(list(seed), min(4, len(seed)))
    led = {t.object for s in asked for t in seed[s] if isinstance(t.object, ox.NamedNode) and t.object in seed}
    triples = [t for s in sorted({*asked, *led}, key=str) for t in seed[s]]
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(triples))
        triples[place : place + 1] = _mutated(triples[place], triples, chance)
        if not triples:
            break
    return (
        ox.serialize((ox.Quad(t.subject, t.predicate, t.object, GRAPH) for t in triples), format=ox.RdfFormat.N_QUADS)
        or b""
    )


def _mutated(triple: ox.Triple, among: Sequence[ox.Triple], chance: random.Random) -> list[ox.Triple]:
    """Return what stands in the place of a triple."""
    subject, predicate, value = triple
    other = chance.choice(among)
    moved = ox.Triple(subject, predicate, other.object)
    datatype = value.datatype if isinstance(value, ox.Literal) else DATE
    if datatype.value == XSD + "boolean":  # rdflib takes every misspelt one for false
        datatype = DATE
    misspelt = ox.Triple(subject, predicate, ox.Literal(chance.choice(BAD), datatype=datatype))
    kinds = [t.object for t in among if t.predicate == TYPE]
    kind = ox.Triple(subject, TYPE, chance.choice(kinds)) if kinds else moved
    turned = ox.NamedNode(f"{BASE}/nowhere") if isinstance(value, ox.Literal) else ox.Literal(str(value))
    return chance.choice(
        (
            [],
            [triple, moved],
            [moved],
            [misspelt],
            [triple, kind],
            [ox.Triple(subject, predicate, turned)],
            [triple, ox.Triple(subject, other.predicate, other.object)],
        )
    )


def differences(count: int, seed: int = 1) -> Iterator[Difference]:
    """Yield what the engines say differently of some broken graphs; the same seed gives the same graphs."""
    chance, gate = random.Random(seed), Gate()
    graphs = [broken(chance) for _ in range(count)]
    for start in range(0, count, TOGETHER):
        yield from _compared(gate, graphs[start : start + TOGETHER])


def _compared(gate: Gate, graphs: Sequence[bytes]) -> Iterator[Difference]:
    """Compare some graphs; where pySHACL gives up, half of them each."""
    opening = f"<{BASE}/".encode()
    apart = b"".join(g.replace(opening, opening + f"~{n}/".encode()) for n, g in enumerate(graphs))
    try:
        reference = gate.report(apart)
    except Exception as error:  # pySHACL and its SPARQL engine give up in many ways, as at a number that is none
        if len(graphs) == 1:
            yield Difference(GAVE_UP, (type(error).__name__,), graphs[0])
            return
        middle = len(graphs) // 2
        for part in (graphs[:middle], graphs[middle:]):
            yield from _compared(gate, part)
        return
    quick = _results(screened(_ready(gate), gate._triples(apart)))
    known = _results(reference)
    for name, only in (("pyshifty", quick - known), ("pySHACL", known - quick)):
        yield from (Difference(name, result, _graph_of(graphs, result[2])) for result in sorted(only))
    yield from _found_otherwise(gate, graphs)


def _found_otherwise(gate: Gate, graphs: Sequence[bytes]) -> Iterator[Difference]:
    """Yield the findings that `each` has of several graphs and `findings` has not of one, and the other way round."""
    for graph, together in zip(graphs, gate.each(graphs, BASE), strict=True):
        alone = set(gate.findings(graph))
        for finding in sorted(alone ^ set(together), key=repr):
            name = "findings" if finding in alone else "each"
            yield Difference(name, (finding.severity, finding.rule, finding.subject, "", "", finding.value), graph)


def _ready(gate: Gate) -> "shifty.PreparedValidator":
    assert gate._prepared is not None, "pyshifty has no wheel for this machine: there is nothing to compare"
    return gate._prepared


def _results(report: rdflib.Graph) -> set[tuple[str, ...]]:
    """Return severity, shape, focus, path, constraint and value of each result, of those that pySHACL can have."""
    about = (SH.resultSeverity, SH.sourceShape, SH.focusNode, SH.resultPath, SH.sourceConstraintComponent, SH.value)
    found = set()
    for result in report.objects(report.value(None, RDF.type, SH.ValidationReport), SH.result):  # and not its details
        values = [report.value(result, term) for term in about]
        if COMPARING.isdisjoint(values):
            found.add(tuple("" if v is None or isinstance(v, rdflib.BNode) else str(v) for v in values))
    return found


def _graph_of(graphs: Sequence[bytes], focus: str) -> bytes:
    own = re.match(rf"{BASE}/~(\d+)/", focus)
    return graphs[int(own[1])] if own else b"".join(graphs)


def main() -> None:
    """Print the differences, and how many graphs were compared in which time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    begun = time.monotonic()
    found = list(differences(asked.count, asked.seed))
    for one in found:
        print(one.engine, *one.result, sep="\t")
    given_up = sum(one.engine == GAVE_UP for one in found)
    told = f"{asked.count} graphs, {len(found) - given_up} differences, {given_up} on which pySHACL gave up"
    print(f"{told}, {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
