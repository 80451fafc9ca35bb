"""What every part of a publication is given, and what it says of each file that it writes."""

import contextlib
import gzip
import heapq
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import msgspec
import pyoxigraph

from civicgraph.privacy import Redaction
from civicgraph.privacy.redaction import redacted
from civicgraph.publish.aligned import aligned_lines
from civicgraph.query import Graph
from civicgraph.store import SourceInfo, graph_of, without_graph
from civicgraph.vocab import CONCEPTS_GRAPH, term

Profile = Literal["3.0", "2.0"]
_ALIGNED = "-aligned"
_WHOLE_TEXT = f"> <{term('schema:text')}> ".encode()


class Publication(msgspec.Struct, frozen=True):
    """One publication while it is written.

    graph: as it was built, with every name; taken_out: what must be taken out of it; published: the same graph as it leaves,
    with the aligned statements: ask this one; sources: whose settings are complete (settings.checked); address: where the folder
    is served, without the slash at its end; into: the folder to write below; scratch: a folder that goes afterwards; limit: bytes
    of one file; profile: version of DCAT-AP.de; previous: the publication that this one replaces, None for the first.
    """

    graph: Graph
    taken_out: Redaction
    published: Graph
    sources: tuple[SourceInfo, ...]
    address: str
    into: Path
    scratch: Path
    limit: int
    profile: Profile = "3.0"
    previous: Path | None = None

    @property
    def fingerprint(self) -> str:
        """The sha256 of the canonical dump of the graph as it was built."""
        return self.graph.generation.manifest.fingerprint

    @contextlib.contextmanager
    def quads(self, source: SourceInfo) -> Iterator[Iterator[bytes]]:
        """Hand out the N-Quads lines of one source as they leave, sorted by bytes, each once."""
        with _merged(shards(self.scratch, source)) as lines:
            yield lines

    def by_graph(self, source: SourceInfo) -> Iterator[bytes]:
        """Yield the same lines with those of one named graph together."""
        paths = shards(self.scratch, source)
        for path in (path for path in paths if not path.name.endswith(_ALIGNED)):
            yield from sorted(path.read_bytes().splitlines(keepends=True), key=lambda line: (graph_of(line), line))
        with _merged([path for path in paths if path.name.endswith(_ALIGNED)]) as lines:
            yield from lines


class Distribution(msgspec.Struct, frozen=True):
    """One thing to download: one file, or the pieces into which it was split, in order.

    source: slug of the dataset that it belongs to; files: paths below the folder, with slashes; key: short name, the same in
    every publication; media_type: name of the IANA register such as "text/turtle"; file_type: code of the EU's file types;
    conforms_to: IRIs of standards; compress: media type of the compression, "" for none.
    """

    source: str
    key: str
    files: tuple[str, ...]
    title_de: str
    title_en: str
    description_de: str
    description_en: str
    media_type: str
    file_type: str
    conforms_to: tuple[str, ...] = ()
    compress: str = ""


Part = Callable[[Publication], Iterator[Distribution]]
"""Writes some files below `Publication.into` and tells of each."""


def shards(scratch: Path, source: SourceInfo) -> list[Path]:
    """Return the files of sorted N-Quads lines of one source; a named graph that was built lies in one of them."""
    return sorted((scratch / "quads" / source.slug).iterdir())


@contextlib.contextmanager
def _merged(paths: list[Path]) -> Iterator[Iterator[bytes]]:
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(path.open("rb")) for path in paths]
        yield (line for line, _ in itertools.groupby(heapq.merge(*files)))


def leave(graph: Graph, taken_out: Redaction, scratch: Path) -> Graph:
    """Write the lines of every source as they may leave into scratch, and return a graph on disk that holds them all.

    Whole texts of pages leave only where the source's `publish_texts` says so.
    """
    for number, shard in enumerate(sorted((graph.generation.path / "shards").iterdir())):
        lines = sorted(set(redacted(gzip.decompress(shard.read_bytes()).splitlines(keepends=True), taken_out)))
        for source in graph.generation.manifest.sources:
            folder = scratch / "quads" / source.slug
            folder.mkdir(parents=True, exist_ok=True)
            own = [line for line in lines if _leaves(line, source)]
            if own:
                (folder / f"{number:02x}").write_bytes(b"".join(own))
                (folder / f"{number:02x}{_ALIGNED}").write_bytes(b"".join(aligned_lines(own, source.base)))
    store = pyoxigraph.Store(str(scratch / "store"))
    for path in sorted((scratch / "quads").glob("*/*")):
        quads = path.read_bytes()
        store.bulk_load(quads, format=pyoxigraph.RdfFormat.N_QUADS)
        triples = b"".join({without_graph(line) for line in quads.splitlines(keepends=True)})
        store.bulk_load(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    store.flush()
    return Graph(graph.generation, store=store)


def _leaves(line: bytes, source: SourceInfo) -> bool:
    graph = graph_of(line)
    if graph != CONCEPTS_GRAPH and not graph.startswith(f"{source.base}/"):
        return False
    return source.catalogue.publish_texts or not (
        line.startswith(f"<{source.base}/text/".encode()) and _WHOLE_TEXT in line
    )
