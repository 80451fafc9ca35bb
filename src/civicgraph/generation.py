"""Turns a folder of a graph into what its current generation is made of: manifest, findings, accounts, settings, lines."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from civicgraph.account import Account
from civicgraph.errors import GraphMissing
from civicgraph.record import Finding
from civicgraph.shards import all_lines
from civicgraph.source import Catalogue, Municipality, Publisher, Site


class SourceInfo(msgspec.Struct, frozen=True):
    """What views and exports must say of a source: a part of source.toml, and what was read of it.

    suppress: names of persons never to be shown; site: links in the footer of published pages; place, agent, catalogue: the
    tables [municipality], [publisher] and [catalogue] as they stand in source.toml.
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
    place: Municipality = Municipality()
    agent: Publisher = Publisher()
    catalogue: Catalogue = Catalogue()
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


class Settings(msgspec.Struct, frozen=True):
    """The settings of one declared source as they were read. files: name (source.toml, corrections.toml) to bytes."""

    slug: str
    files: dict[str, bytes]


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

    def settings(self) -> tuple[Settings, ...]:
        """Return source.toml and corrections.toml of each declared source as they were read; none where an older version built it."""
        folders = sorted((self.path / "sources").glob("*/"))
        return tuple(Settings(f.name, {file.name: file.read_bytes() for file in sorted(f.iterdir())}) for f in folders)

    def lines(self) -> Iterator[bytes]:
        """Yield the canonical dump: N-Quads lines sorted by bytes, each with its line feed."""
        return all_lines(self.path / "shards")


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
