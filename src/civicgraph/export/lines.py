"""Streams the quads of a generation as they may leave: redacted, sorted by bytes, each once."""

import contextlib
import gzip
import heapq
import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

from civicgraph.privacy import Redaction
from civicgraph.privacy.redaction import redacted
from civicgraph.store import Generation, graph_of, without_graph


@contextlib.contextmanager
def quads(generation: Generation, taken_out: Redaction) -> Iterator[Iterator[bytes]]:
    """Hand out the canonical N-Quads lines. Redaction changes their order: shards are sorted anew, one at a time."""
    if taken_out.changes_nothing:
        yield generation.lines()
        return
    with tempfile.TemporaryDirectory(prefix="civicgraph-") as folder, contextlib.ExitStack() as stack:
        files = []
        for number, lines in enumerate(_shards(generation)):
            path = Path(folder) / f"{number:x}"
            path.write_bytes(b"".join(sorted(set(redacted(lines, taken_out)))))
            files.append(stack.enter_context(path.open("rb")))
        yield _once(heapq.merge(*files))


def by_graph(generation: Generation, taken_out: Redaction) -> Iterator[bytes]:
    """Yield the lines with those of one named graph together; a graph lies in one shard."""
    for lines in _shards(generation):
        kept = set(redacted(lines, taken_out))
        yield from sorted(kept, key=lambda line: (graph_of(line), line))


def triples(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Yield N-Triples lines of sorted quads, each triple once: equal triples of several graphs stand side by side."""
    return _once(map(without_graph, lines))


def _shards(generation: Generation) -> Iterator[list[bytes]]:
    for path in sorted((generation.path / "shards").iterdir()):
        yield gzip.decompress(path.read_bytes()).splitlines(keepends=True)


def _once(lines: Iterator[bytes]) -> Iterator[bytes]:
    return (line for line, _ in itertools.groupby(lines))
