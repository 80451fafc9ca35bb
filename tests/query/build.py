"""Builds the hand-made graph of fixture.trig, which the tests of the query side share."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from civicgraph.bundled import folder
from civicgraph.query import Graph
from civicgraph.record import Finding
from civicgraph.store import SourceInfo, write_generation
from civicgraph.vocab import CONCEPTS_GRAPH, PREFIXES

FIXTURE = Path(__file__).with_name("fixture.trig")
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
TOWN = "https://example.org/musterstadt"
NEIGHBOUR = "https://example.org/nachbar"
FINDING = Finding(
    "violation", "StepShape-actor", "Der Schritt hat weder Gremium noch Art.", "No body, no kind.", "musterstadt"
)


def write_graph(
    into: Path, suppress: tuple[str, ...] = (), findings: tuple[Finding, ...] = (), extra: str = ""
) -> Path:
    """Write the fixture with all concepts as a generation. extra: more of it, in Turtle."""
    graphs: defaultdict[str, set[bytes]] = defaultdict(set)
    for quad in pyoxigraph.parse(path=str(FIXTURE), format=pyoxigraph.RdfFormat.TRIG):
        graphs[str(quad.graph_name)].add(f"{quad} .\n".encode())
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    for quad in pyoxigraph.parse(prefixes + extra, format=pyoxigraph.RdfFormat.TURTLE):
        graphs["extra"].add(f"{quad.triple} <{TOWN}/graph/extra> .\n".encode())
    for path in sorted((folder("ontology") / "concepts").glob("*.ttl")):
        for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
            graphs["concepts"].add(f"{quad.triple} <{CONCEPTS_GRAPH}> .\n".encode())
    town = SourceInfo(
        "musterstadt", "Musterstadt", TOWN, licence=CC0, publisher="Stadt Musterstadt", suppress=suppress, pages=4
    )
    neighbour = SourceInfo("nachbar", "Nachbarstadt", NEIGHBOUR)
    write_generation(into, [sorted(lines) for lines in graphs.values()], findings, "0.1.0", (town, neighbour))
    return into


@pytest.fixture(scope="session")
def graph_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_graph(tmp_path_factory.mktemp("graph") / "out")


@pytest.fixture(scope="session")
def graph(graph_folder: Path) -> Iterator[Graph]:
    with Graph.open(graph_folder) as opened:
        yield opened
