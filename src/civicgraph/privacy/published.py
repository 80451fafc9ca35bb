"""Turns a graph into the graph as it may leave; the lines of a large one are kept beside it, redacted once and not for every view."""

import contextlib
import gzip
import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pyoxigraph

import civicgraph
from civicgraph.bundled import folder
from civicgraph.privacy.redaction import Redaction, redacted, redaction
from civicgraph.query.graph import Graph
from civicgraph.store import Generation, without_graph

KEPT_FROM = 250_000
"""Quads from which the redacted lines are kept: below, they are made in less than four seconds."""
_RULES = (".py", ".csv", ".ttl", ".toml")


def published(graph: Graph, private: bool = False) -> Graph:
    """Return the graph as it may leave, in memory: whatever is asked of it is already redacted.

    private: only who is suppressed for good is taken out; such a graph is never kept.
    """
    generation = graph.generation
    if private or generation.manifest.quads < KEPT_FROM:
        taken_out = redaction(graph, private)
        return graph if taken_out.changes_nothing else _loaded(generation, _redacted(generation, taken_out))
    place = generation.path / f"published-{rules()}"
    if place.is_dir():
        return _loaded(generation, (_read(shard).splitlines(keepends=True) for shard in sorted(place.iterdir())))
    return _loaded(generation, _kept(_redacted(generation, redaction(graph)), place))


@cache
def rules() -> str:
    """Return a digest of all that decides what is withheld, the program with its tables: what other rules kept is not taken."""
    package = Path(civicgraph.__file__).parent
    digest = hashlib.sha256()
    for root in (package, folder("ontology"), folder("data")):
        for file in sorted(f for f in root.rglob("*") if f.suffix in _RULES):
            digest.update(f"{file.relative_to(root).as_posix()}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _redacted(generation: Generation, taken_out: Redaction) -> Iterator[Collection[bytes]]:
    """Yield the lines of each shard as they may leave, each once."""
    for shard in sorted((generation.path / "shards").iterdir()):
        yield set(redacted(_read(shard).splitlines(keepends=True), taken_out))


def _read(shard: Path) -> bytes:
    return gzip.decompress(shard.read_bytes())


def _kept(shards: Iterable[Collection[bytes]], place: Path) -> Iterator[Collection[bytes]]:
    """Yield the shards on, and write them whole or not at all: under another name first. What other rules kept goes."""
    temporary = place.with_name(f".{place.name}.{os.getpid()}")
    can_write = True
    for number, lines in enumerate(shards):
        if can_write:
            try:
                temporary.mkdir(exist_ok=True)
                (temporary / f"{number:04}.nq.gz").write_bytes(gzip.compress(b"".join(sorted(lines)), 1, mtime=0))
            except OSError:  # a disk that is full or read-only: the view is made all the same
                can_write = False
        yield lines
    with contextlib.suppress(OSError):
        if can_write and temporary.is_dir():
            for old in place.parent.glob("published-*"):
                shutil.rmtree(old, ignore_errors=True)
            temporary.rename(place)
    shutil.rmtree(temporary, ignore_errors=True)


def _loaded(generation: Generation, shards: Iterable[Collection[bytes]]) -> Graph:
    store = pyoxigraph.Store()
    with ThreadPoolExecutor(max_workers=1) as loading:  # while one shard is loaded, the next is made
        loaded: Future[None] | None = None
        for lines in shards:
            if loaded is not None:
                loaded.result()
            loaded = loading.submit(_load, store, lines)
        if loaded is not None:
            loaded.result()
    return Graph(generation, store=store)


def _load(store: pyoxigraph.Store, lines: Collection[bytes]) -> None:
    """Load N-Quads lines, into their graphs and into the default graph; they were checked when they were written."""
    triples = set(map(without_graph, lines))
    store.bulk_load(b"".join(lines), format=pyoxigraph.RdfFormat.N_QUADS, lenient=True)
    store.bulk_load(b"".join(triples), format=pyoxigraph.RdfFormat.N_TRIPLES, lenient=True)
