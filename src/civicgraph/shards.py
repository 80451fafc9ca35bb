"""Turns the lines of named graphs into gzip shards of sorted N-Quads, and back; memory does not grow with their number.

A graph lies whole in the shard that the first hexadecimal digit of its name's sha256 names.
"""

import gzip
import hashlib
import heapq
import io
import itertools
import tempfile
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from civicgraph.files import sync_file

AT_HAND = 64_000_000
"""Bytes of lines that are held in memory until they are sorted and put on disk."""
BLOCK = 1_000_000
"""Bytes of a shard that are read at once."""
LEVEL = 6


def write_shards(folder: Path, graphs: Iterable[list[bytes]]) -> None:
    """Write the shards of some graphs. graphs: lines of one graph each, in any order; a graph may come in several parts."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="civicgraph-") as place, ExitStack() as stack:
        held: dict[str, list[bytes]] = defaultdict(list)
        runs: dict[str, list[io.BufferedReader]] = defaultdict(list)
        size = 0
        for lines in graphs:
            if not lines:
                continue
            held[shard_of(graph_of(lines[0]))].extend(lines)
            size += sum(map(len, lines))
            if size >= AT_HAND:
                for shard, some in held.items():
                    path = Path(place) / f"{shard}-{len(runs[shard])}"
                    path.write_bytes(b"".join(sorted(some)))
                    runs[shard].append(stack.enter_context(path.open("rb")))
                held, size = defaultdict(list), 0
        for shard in sorted({*held, *runs}):
            _write(folder, shard, heapq.merge(*runs[shard], sorted(held.pop(shard, []))))


def renew_shards(
    folder: Path, earlier: Path, altered: Collection[str], graphs: Iterable[list[bytes]]
) -> tuple[list[bytes], list[bytes]]:
    """Write the shards of an earlier folder with some graphs altered; return the lines that are gone and those that are new.

    altered: names of all graphs that changed; graphs: the lines of those of them that still are. An unchanged shard is linked.
    """
    folder.mkdir(parents=True)
    coming: dict[str, set[bytes]] = defaultdict(set)
    for lines in graphs:
        if lines:
            coming[shard_of(graph_of(lines[0]))].update(lines)
    names = set(altered)
    touched = {shard_of(name) for name in names}
    gone: list[bytes] = []
    new: list[bytes] = []
    known = {path.name[0]: path for path in shard_files(earlier)}
    for shard in sorted({*known, *touched}):
        if shard not in touched:
            (folder / known[shard].name).hardlink_to(known[shard])
            continue
        before = list(lines_of(known[shard])) if shard in known else []
        left = {line for line in before if graph_of(line) in names}
        kept = [line for line in before if line not in left]
        gone += sorted(left - coming[shard])
        new += sorted(coming[shard] - left)
        lines = sorted([*kept, *coming[shard]])
        if lines:
            _write(folder, shard, lines)
    return gone, new


def shard_files(folder: Path) -> list[Path]:
    """Return the shards of a folder in their order."""
    return sorted(folder.glob("*.nq.gz"))


def lines_of(shard: Path) -> Iterator[bytes]:
    """Yield the lines of one shard, sorted."""
    return itertools.chain.from_iterable(_blocks(shard))


def all_lines(folder: Path) -> Iterator[bytes]:
    """Yield the lines of all shards, sorted by bytes."""
    return itertools.chain.from_iterable(_merged(shard_files(folder)))


def fingerprint(folder: Path) -> tuple[str, int]:
    """Return the sha256 of the canonical dump, and the number of its lines."""
    told, count = hashlib.sha256(), 0
    for some in _merged(shard_files(folder)):
        told.update(b"".join(some))
        count += len(some)
    return told.hexdigest(), count


def _blocks(shard: Path) -> Iterator[list[bytes]]:
    """Yield the lines of one shard, many at a time."""
    rest = b""
    with gzip.open(shard) as file:
        while block := file.read(BLOCK):
            lines = (rest + block).splitlines(keepends=True)
            rest = b"" if lines[-1].endswith(b"\n") else lines.pop()
            yield lines
    if rest:
        yield [rest]


def _merged(shards: Iterable[Path]) -> Iterator[list[bytes]]:
    """Yield the lines of several shards in order, many at a time.

    Of what was read of each shard those lines can go that come before the last line of the shard that reaches least far.
    """
    coming = [_blocks(shard) for shard in shards]
    held: list[list[bytes]] = [[] for _ in coming]
    ended = [False] * len(coming)
    while True:
        for place, blocks in enumerate(coming):
            while not held[place] and not ended[place]:
                more = next(blocks, None)
                ended[place] = more is None
                held[place] = more or []
        if not any(held):
            return
        reach = (
            min(lines[-1] for place, lines in enumerate(held) if lines and not ended[place]) if not all(ended) else None
        )
        going: list[bytes] = []
        for place, lines in enumerate(held):
            cut = len(lines) if reach is None else bisect_right(lines, reach)
            going += lines[:cut]
            held[place] = lines[cut:]
        going.sort()
        yield going


def shard_of(graph: str) -> str:
    """Return the name of the shard that holds a graph."""
    return hashlib.sha256(graph.encode()).hexdigest()[0]


def without_graph(line: bytes) -> bytes:
    """Return the triple of an N-Quads line whose graph is an IRI, as an N-Triples line."""
    return line[: line.rindex(b" <")] + b" .\n"


def graph_of(line: bytes) -> str:
    """Return the graph IRI of an N-Quads line."""
    return line[line.rindex(b" <") + 2 : line.rindex(b">")].decode()


def _write(folder: Path, shard: str, lines: Iterable[bytes]) -> None:
    """Write one shard, each line once; the same lines give the same bytes."""
    path = folder / f"{shard}.nq.gz"
    once = (line for line, _ in itertools.groupby(lines))
    with path.open("wb") as file:
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=LEVEL, mtime=0) as packed:
            while some := list(itertools.islice(once, 10_000)):
                packed.write(b"".join(some))
        sync_file(file)
