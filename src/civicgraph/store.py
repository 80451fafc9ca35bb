"""Turns canonical N-Quads into a generation on disk (Oxigraph store, gzip shards, manifest), and opens the current one.

DIR/generations/<fingerprint>/{store/, shards/<x>.nq.gz, manifest.json, findings.json}
DIR/current                    a link to it, or where links are not to be had a file that holds its name
"""

import contextlib
import gzip
import hashlib
import heapq
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pyoxigraph

from civicgraph.account import Account
from civicgraph.errors import BuildRunning, GraphMissing
from civicgraph.files import hold, sync_folder, write_synced
from civicgraph.files import write_atomically as write_atomically
from civicgraph.record import Finding
from civicgraph.source import Site

KEPT_GENERATIONS = 2


class SourceInfo(msgspec.Struct, frozen=True):
    """What views and exports must say of a source: a part of source.toml, and what was read of it.

    suppress: names of persons never to be shown; site: links in the footer of published pages.
    """

    slug: str
    title: str
    base: str
    language: str = "de"
    municipality: str = ""
    publisher: str = ""
    licence: str = ""
    attribution: str = ""
    suppress: tuple[str, ...] = ()
    site: Site = Site()
    pages: int = 0
    quarantined: int = 0


class Manifest(msgspec.Struct, frozen=True):
    """What a generation is made of. quads: lines of the canonical dump; fingerprint: its sha256."""

    fingerprint: str
    version: str
    quads: int
    sources: tuple[SourceInfo, ...]

    @property
    def pages(self) -> int:
        """Pages in the graph, of all sources."""
        return sum(source.pages for source in self.sources)

    @property
    def quarantined(self) -> int:
        """Pages that were left out because their graph was malformed, of all sources."""
        return sum(source.quarantined for source in self.sources)


class Generation(msgspec.Struct, frozen=True):
    """One finished image of a graph on disk."""

    path: Path
    manifest: Manifest

    @property
    def store_path(self) -> Path:
        """The Oxigraph folder."""
        return self.path / "store"

    def findings(self) -> tuple[Finding, ...]:
        """Return all findings of the build, in canonical order."""
        return msgspec.json.decode((self.path / "findings.json").read_bytes(), type=tuple[Finding, ...])

    def accounts(self) -> tuple[Account, ...]:
        """Return what became of every field of the input, source by source; none where an older version built the graph."""
        if not (self.path / "accounts.json").is_file():
            return ()
        return msgspec.json.decode((self.path / "accounts.json").read_bytes(), type=tuple[Account, ...])

    def lines(self) -> Iterator[bytes]:
        """Yield the canonical dump: N-Quads lines sorted by bytes, each with its line feed."""
        with contextlib.ExitStack() as stack:
            shards = [stack.enter_context(gzip.open(f)) for f in sorted((self.path / "shards").iterdir())]
            yield from heapq.merge(*shards)


def current(folder: Path) -> Generation:
    """Return the generation that `folder` shows now.

    Raises GraphMissing where nothing has been built there.
    """
    pointer = folder / "current"
    if pointer.is_dir():
        path = pointer.resolve()
    elif pointer.is_file():
        path = folder / "generations" / pointer.read_text("utf-8").strip()
    else:
        raise GraphMissing(
            f"{folder}: there is no graph here. Build one: civicgraph build PAGE --out {folder}, or name another folder: --graph DIR"
        )
    return Generation(path, msgspec.json.decode((path / "manifest.json").read_bytes(), type=Manifest))


def stored_bytes(generation: Generation, sha256: str) -> bytes | None:
    """Return the bytes of a snapshot as they were read, None where they are no longer beside the graph."""
    place = generation.path.parents[1] / "snapshots" / sha256[:2] / sha256
    return place.read_bytes() if place.is_file() else None


def open_store(generation: Generation, memory: bool = False) -> pyoxigraph.Store:
    """Open a generation's quads read-only from disk, or loaded into memory (faster questions, more memory)."""
    if not memory:
        return pyoxigraph.Store.read_only(str(generation.store_path))
    store = pyoxigraph.Store()
    for shard in sorted((generation.path / "shards").iterdir()):
        _load(store, gzip.decompress(shard.read_bytes()))
    return store


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold `folder` for one build.

    Raises BuildRunning where another process holds it. The hold ends with the process, however it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a+b") as lock:
        try:
            hold(lock.fileno())
        except OSError:
            raise BuildRunning(
                f"{folder}: another build writes here: wait until it has ended, or name another --out"
            ) from None
        yield


def write_generation(
    folder: Path,
    graphs: Iterable[list[bytes]],
    findings: Iterable[Finding],
    version: str,
    sources: tuple[SourceInfo, ...],
    accounts: tuple[Account, ...] = (),
) -> Generation:
    """Write a new generation beside the current one and switch to it in one step.

    graphs: N-Quads lines with line feeds, one list a named graph, in any order. The same quads give the same bytes.
    """
    generations = folder / "generations"
    generations.mkdir(parents=True, exist_ok=True)
    temporary = generations / f".new-{os.getpid()}"
    shutil.rmtree(temporary, ignore_errors=True)
    try:
        fingerprint, count = _write_shards(temporary / "shards", graphs)
        _write_store(temporary)
        manifest = Manifest(fingerprint, version, count, sources)
        write_synced(temporary / "manifest.json", _pretty(manifest))
        write_synced(temporary / "findings.json", _pretty(tuple(findings)))
        write_synced(temporary / "accounts.json", _pretty(accounts))
        _settle(temporary, generations / fingerprint)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    _switch(folder, fingerprint)
    _forget_old(folder, fingerprint)
    return Generation(generations / fingerprint, manifest)


def without_graph(line: bytes) -> bytes:
    """Return the triple of an N-Quads line whose graph is an IRI, as an N-Triples line."""
    return line[: line.rindex(b" <")] + b" .\n"


def graph_of(line: bytes) -> str:
    """Return the graph IRI of an N-Quads line."""
    return line[line.rindex(b" <") + 2 : line.rindex(b">")].decode()


def _pretty(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=1) + b"\n"


def _write_shards(folder: Path, graphs: Iterable[list[bytes]]) -> tuple[str, int]:
    """Write sorted gzip shards; return the sha256 of the merged dump and the number of its lines."""
    folder.mkdir(parents=True)
    shards: dict[str, list[bytes]] = {}
    for lines in graphs:
        if lines:
            shard = hashlib.sha256(graph_of(lines[0]).encode()).hexdigest()[0]
            shards.setdefault(shard, []).extend(lines)
    canonical = {shard: sorted(set(lines)) for shard, lines in shards.items()}
    for shard, lines in canonical.items():
        write_synced(folder / f"{shard}.nq.gz", gzip.compress(b"".join(lines), compresslevel=6, mtime=0))
    digest, count = hashlib.sha256(), 0
    for line in heapq.merge(*canonical.values()):
        digest.update(line)
        count += 1
    return digest.hexdigest(), count


def _write_store(generation: Path) -> None:
    store = pyoxigraph.Store(str(generation / "store"))
    for shard in sorted((generation / "shards").iterdir()):
        _load(store, gzip.decompress(shard.read_bytes()))
    store.flush()
    store.optimize()
    del store


def _load(store: pyoxigraph.Store, nquads: bytes) -> None:
    """Load quads into their graphs, and each triple once into the default graph, where questions run."""
    store.bulk_load(nquads, format=pyoxigraph.RdfFormat.N_QUADS)
    triples = b"".join({without_graph(line) for line in nquads.splitlines(keepends=True)})
    store.bulk_load(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)


def _settle(temporary: Path, final: Path) -> None:
    """Give a finished generation its name; where the same quads are there already, renew only what is said about them."""
    if not (final / "manifest.json").is_file():
        shutil.rmtree(final, ignore_errors=True)
        temporary.rename(final)
        sync_folder(final.parent)
        return
    for name in ("manifest.json", "findings.json", "accounts.json"):
        write_atomically(final / name, (temporary / name).read_bytes())


def _switch(folder: Path, fingerprint: str) -> None:
    """Let DIR/current show another generation, by one rename."""
    pointer = folder / "current"
    temporary = folder / f".current-{os.getpid()}"
    temporary.unlink(missing_ok=True)
    try:
        temporary.symlink_to(Path("generations") / fingerprint, target_is_directory=True)
    except OSError:  # links need a privilege on Windows
        write_synced(temporary, fingerprint.encode() + b"\n")
    temporary.replace(pointer)
    sync_folder(folder)


def _forget_old(folder: Path, fingerprint: str) -> None:
    """Remove all but the newest generations, and what killed builds left."""
    kept = [p for p in (folder / "generations").iterdir() if p.name != fingerprint and not p.name.startswith(".new-")]
    kept.sort(key=lambda p: p.stat().st_mtime, reverse=True)
    left = [p for p in (folder / "generations").iterdir() if p.name.startswith(".new-")]
    for path in kept[KEPT_GENERATIONS - 1 :] + left:
        shutil.rmtree(path, ignore_errors=True)
