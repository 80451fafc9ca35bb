"""Turns canonical N-Quads into a generation on disk (Oxigraph store, gzip shards, manifest), and opens the current one.

DIR/generations/<fingerprint>/{store/, shards/<x>.nq.gz, manifest.json, findings.json}
DIR/current                    a link to it, or where links are not to be had a file that holds its name
"""

import contextlib
import itertools
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pyoxigraph

from civicgraph.account import Account
from civicgraph.errors import BuildRunning
from civicgraph.files import hold, sync_folder, write_synced
from civicgraph.files import write_atomically as write_atomically
from civicgraph.generation import Generation as Generation
from civicgraph.generation import Manifest as Manifest
from civicgraph.generation import Settings as Settings
from civicgraph.generation import SourceInfo as SourceInfo
from civicgraph.generation import current as current
from civicgraph.generation import stored_bytes as stored_bytes
from civicgraph.record import Finding
from civicgraph.shards import (
    fingerprint,
    lines_of,
    renew_shards,
    shard_files,
    write_shards,
)
from civicgraph.shards import graph_of as graph_of
from civicgraph.shards import without_graph as without_graph

KEPT_GENERATIONS = 2
LOADED_AT_ONCE = 100_000
"""Lines that the store takes at once."""


def open_store(generation: Generation, memory: bool = False) -> pyoxigraph.Store:
    """Open a generation's quads read-only from disk, or loaded into memory (faster questions, more memory)."""
    if not memory:
        return pyoxigraph.Store.read_only(str(generation.store_path))
    store = pyoxigraph.Store()
    _load(store, generation.path)
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


class Said(msgspec.Struct, frozen=True):
    """What is said of a generation beside its quads. version: of the program; settings: of the sources that have a source.toml."""

    findings: tuple[Finding, ...]
    version: str
    sources: tuple[SourceInfo, ...]
    accounts: tuple[Account, ...] = ()
    settings: tuple[Settings, ...] = ()


def write_generation(
    folder: Path,
    graphs: Iterable[list[bytes]],
    findings: Iterable[Finding],
    version: str,
    sources: tuple[SourceInfo, ...],
    accounts: tuple[Account, ...] = (),
    settings: tuple[Settings, ...] = (),
) -> Generation:
    """Write a new generation beside the current one and switch to it in one step.

    graphs: N-Quads lines with line feeds, of one named graph or a part of one each, in any order. The same quads give the same bytes.
    """
    said = Said(tuple(findings), version, sources, accounts, settings)
    with _beside(folder) as temporary:
        write_shards(temporary / "shards", graphs)
        _load(pyoxigraph.Store(str(temporary / "store")), temporary)
        return _finished(folder, temporary, said)


def renew_generation(
    folder: Path, earlier: Generation, altered: Collection[str], graphs: Iterable[list[bytes]], said: Said
) -> Generation:
    """Write a new generation from an earlier one of which some graphs changed, and switch to it; it equals one written from nothing.

    altered: names of all graphs that changed; graphs: the lines of those of them that still are, as in `write_generation`.
    """
    if not altered:
        return _finished_as(folder, earlier, said)
    with _beside(folder) as temporary:
        gone, new = renew_shards(temporary / "shards", earlier.path / "shards", altered, graphs)
        pyoxigraph.Store.read_only(str(earlier.store_path)).backup(str(temporary / "store"))
        _alter(pyoxigraph.Store(str(temporary / "store")), gone, new)
        return _finished(folder, temporary, said)


@contextlib.contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Hand out a place for a new generation; what is left there at the end is removed."""
    generations = folder / "generations"
    generations.mkdir(parents=True, exist_ok=True)
    temporary = generations / f".new-{os.getpid()}"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir()
    try:
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _finished(folder: Path, temporary: Path, said: Said) -> Generation:
    """Give a new generation its name, switch to it, forget old ones."""
    digest, count = fingerprint(temporary / "shards")
    manifest = Manifest(digest, said.version, count, said.sources)
    _say(temporary, manifest, said, write_synced)
    final = folder / "generations" / digest
    _settle(temporary, final)
    _switch(folder, digest)
    _forget_old(folder, digest)
    return Generation(final, manifest)


def _finished_as(folder: Path, earlier: Generation, said: Said) -> Generation:
    """Renew what is said of a generation whose quads stay as they are."""
    told = earlier.manifest
    manifest = Manifest(told.fingerprint, said.version, told.quads, said.sources)
    _say(earlier.path, manifest, said, write_atomically)
    return Generation(earlier.path, manifest)


def _say(place: Path, manifest: Manifest, said: Said, write: Callable[[Path, bytes], None]) -> None:
    for name, value in (("manifest", manifest), ("findings", said.findings), ("accounts", said.accounts)):
        write(place / f"{name}.json", _pretty(value))
    _say_settings(place, said)


def _say_settings(place: Path, said: Said) -> None:
    """Put the settings of the sources beside the quads: `place`/sources/SLUG/FILE; those that were there go."""
    shutil.rmtree(place / "sources", ignore_errors=True)
    for one in said.settings:
        for name, content in one.files.items():
            write_atomically(place / "sources" / one.slug / name, content)


def keep_bytes(folder: Path, sha256: str, content: bytes) -> None:
    """Put the bytes of a snapshot beside the graph, where they are not; `files.sync` then lets them reach the disk."""
    place = folder / "snapshots" / sha256[:2] / sha256
    if place.is_file() and place.stat().st_size == len(content):
        return
    if not place.parent.is_dir():
        place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.with_name(f".{sha256}.{os.getpid()}")
    temporary.write_bytes(content)
    temporary.replace(place)


def _pretty(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=1) + b"\n"


def _load(store: pyoxigraph.Store, generation: Path) -> None:
    """Load quads into their graphs, and each triple once into the default graph, where questions run.

    The lines are our own and were judged by a strict parser: the lenient one takes a quarter less time. More lines at once take
    no less time and more memory (all at once: ten times as much). Quads and triples are loaded side by side, neither needs the other.
    """
    quads, triples = pyoxigraph.RdfFormat.N_QUADS, pyoxigraph.RdfFormat.N_TRIPLES
    with ThreadPoolExecutor(max_workers=1) as beside:
        for shard in shard_files(generation / "shards"):
            lines = lines_of(shard)
            while some := list(itertools.islice(lines, LOADED_AT_ONCE)):
                loaded = beside.submit(store.bulk_load, b"".join(some), format=quads, lenient=True)
                store.bulk_load(b"".join({without_graph(line) for line in some}), format=triples, lenient=True)
                loaded.result()
    store.flush()
    store.optimize()


def _alter(store: pyoxigraph.Store, gone: list[bytes], new: list[bytes]) -> None:
    """Take lines out of a store and put others in; the default graph keeps what some graph still states."""
    default = pyoxigraph.DefaultGraph()
    for quad in _quads(gone):
        store.remove(quad)
    store.extend(quad for one in _quads(new) for quad in (one, pyoxigraph.Quad(*one.triple)))
    for quad in _quads(gone):
        stated = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        if all(one.graph_name == default for one in stated):
            store.remove(pyoxigraph.Quad(*quad.triple))
    store.flush()


def _quads(lines: list[bytes]) -> Iterator[pyoxigraph.Quad]:
    return iter(pyoxigraph.parse(b"".join(lines), format=pyoxigraph.RdfFormat.N_QUADS))


def _settle(temporary: Path, final: Path) -> None:
    """Give a finished generation its name; where the same quads are there already, renew only what is said about them."""
    if not (final / "manifest.json").is_file():
        shutil.rmtree(final, ignore_errors=True)
        temporary.rename(final)
        sync_folder(final.parent)
        return
    for name in ("manifest.json", "findings.json", "accounts.json"):
        write_atomically(final / name, (temporary / name).read_bytes())
    shutil.rmtree(final / "sources", ignore_errors=True)
    if (temporary / "sources").is_dir():
        (temporary / "sources").rename(final / "sources")


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
