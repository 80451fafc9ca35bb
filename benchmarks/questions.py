"""Measures the named questions in process, cursor drained, beside raw pyoxigraph on the same store and rdflib on the same triples."""

import signal
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType

import pyoxigraph
import rdflib
from benchmarks.measured import Row, Table, against, seconds

from civicgraph.query import Graph
from civicgraph.query.questions import names, question
from civicgraph.vocab import PREFIXES

LIMIT = 60
"""Seconds after which a question to rdflib is given up: the ratio is then a lower bound."""
_TOLD = 0.005
"""Seconds from which on a question's overhead is judged."""


def beside_engine(folder: Path, rounds: int, *, memory: bool) -> Table:
    """Ask every named question of a graph through us and through pyoxigraph alone."""
    rows = []
    with Graph.open(folder, memory=memory) as graph:
        for name in names():
            text = question(name).sparql
            own, raw, ratio = against(partial(_ours, graph, name), partial(_raw, graph.store, text), rounds)
            judged = raw >= _TOLD
            rows.append(
                Row(name, 1e3 * own, 1e3 * raw, ratio, "≥ 0.77" if judged else "", "" if judged else "under 5 ms")
            )
    where = "in memory" if memory else "from disk"
    return Table(f"Named questions {where}", "ms", tuple(rows), "raw pyoxigraph", f"{_size(folder)}; {rounds} rounds.")


def beside_rdflib(folder: Path, rounds: int, limit: int = LIMIT) -> Table:
    """Ask every named question of a graph, in memory and from disk, and of rdflib with the same triples."""
    peer = loaded(folder)
    rows, from_memory, from_disk = [], [], []
    with Graph.open(folder, memory=True) as inside, Graph.open(folder) as outside:
        for name in names():
            text = question(name).sparql
            theirs, done = _limited(peer, text, limit)
            within = statistics.median(seconds(partial(_ours, inside, name)) for _ in range(rounds))
            disk = statistics.median(seconds(partial(_ours, outside, name)) for _ in range(rounds))
            from_memory.append(theirs / within)
            from_disk.append(theirs / disk)
            note = "" if done else f"rdflib given up after {limit} s: at least this"
            rows.append(Row(f"{name}, in memory", 1e3 * within, 1e3 * theirs, theirs / within, note=note))
            rows.append(Row(f"{name}, from disk", 1e3 * disk, 1e3 * theirs, theirs / disk, "≥ 1", note))
    rows.append(Row("median, in memory", None, None, statistics.median(from_memory), "≥ 15"))
    rows.append(Row("median, from disk", None, None, statistics.median(from_disk), "≥ 3"))
    return Table("Named questions beside rdflib", "ms", tuple(rows), "rdflib in memory", _size(folder))


def loaded(folder: Path) -> rdflib.Graph:
    """Return the graph's triples in rdflib, each once, as our questions see them."""
    with Graph.open(folder) as graph:
        default = graph.store.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph())
        text = b"".join(f"{quad.triple} .\n".encode() for quad in default)
    return rdflib.Graph().parse(data=text, format="nt11")


def _ours(graph: Graph, name: str) -> int:
    return sum(1 for _ in graph.query(name))


def _raw(store: pyoxigraph.Store, text: str) -> int:
    found = store.query(text, prefixes=PREFIXES)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return sum(1 for _ in found)


def _limited(graph: rdflib.Graph, text: str, limit: int) -> tuple[float, bool]:
    """Return the seconds of one question, and whether it ended within the limit."""
    try:
        with _alarm(limit):
            return seconds(lambda: sum(1 for _ in graph.query(text, initNs=dict(PREFIXES)))), True
    except TimeoutError:
        return float(limit), False


@contextmanager
def _alarm(limit: int) -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(number, frame)

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(limit)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _size(folder: Path) -> str:
    with Graph.open(folder) as graph:
        return f"{graph.generation.manifest.quads:,} quads"
