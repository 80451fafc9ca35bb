"""Turns a located source into snapshots: stored bytes with sha256, location, retrieval time and media type.

A page or document is one snapshot. A file of JSON is a container: each OParl object in it, at any depth, is a snapshot of its own,
so one council gives one graph however its dump is laid out (docs/decisions/0004).
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from civicgraph.fetched import Fetched, body_path, read_index
from civicgraph.record import Finding, Snapshot
from civicgraph.snapshot.containers import Containers
from civicgraph.snapshot.documents import Documents
from civicgraph.snapshot.places import Places, utc
from civicgraph.snapshot.stored import CONTAINERS, DOCUMENTS, MAX_BYTES, MEDIA_TYPES, OBJECT, Stored
from civicgraph.source import Located

UNKNOWN = "application/octet-stream"


class Piece(msgspec.Struct, frozen=True):
    """One place where some bytes of a page or document stand. files: ids of the files that it may be; read: gives the bytes again."""

    location: str
    media_type: str
    retrieved: datetime | None
    read: Callable[[], bytes | Finding]
    files: tuple[str, ...] = ()
    text_of: str = ""


def snapshots(located: Located) -> Iterator[Stored | Finding]:
    """Yield every page, document and object of a source once, identical bytes at several places as one snapshot with all its locations.

    A file, or a part of one, that cannot be taken is a Finding that says why.
    """
    places = Places(located)
    fetched = read_index(located.root)
    containers = Containers(places)
    try:
        for file in located.files:
            if file.suffix.lower() in CONTAINERS:
                yield from containers.take(file, places.retrieved(file))
        for row in fetched:
            if row.kind in ("oparl-object", "oparl-list"):
                yield from containers.take(body_path(located.root, row.sha256), utc(row.retrieved), row.url)
        documents = Documents(containers.spool)
        yield from _pages(list(_pieces(located, places, fetched, containers, documents)), documents, places)
        yield from containers.snapshots()
        yield from containers.spool.findings()
        yield from documents.findings(places.slug)
    finally:
        containers.close()


def _pieces(
    located: Located, places: Places, fetched: tuple[Fetched, ...], containers: Containers, documents: Documents
) -> Iterator[Piece]:
    for file in located.files:
        suffix = file.suffix.lower()
        if suffix not in CONTAINERS:
            files = tuple(documents.named(file.stem)) if suffix in DOCUMENTS else ()
            yield Piece(
                places.location(file),
                MEDIA_TYPES.get(suffix, UNKNOWN),
                places.retrieved(file),
                _reading(places, file),
                files,
            )
    for row in fetched:
        if row.kind in ("page", "file"):
            files = tuple(documents.fetched((row.url, *row.aliases))) if row.kind == "file" else ()
            body = body_path(located.root, row.sha256)
            yield Piece(row.url, row.media_type or UNKNOWN, utc(row.retrieved), _reading(places, body), files)
    for text in containers.texts():
        yield Piece(
            text.location, "text/plain", text.retrieved, text.read, (text.id,), text.id if text.is_paper else ""
        )


def _reading(places: Places, file: Path) -> Callable[[], bytes | Finding]:
    return lambda: places.content(file)


def _pages(pieces: list[Piece], documents: Documents, places: Places) -> Iterator[Stored | Finding]:
    """Yield pages and documents in the order of their digests, each read twice: all contents at once would not fit into memory."""
    by_digest: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        taken = piece.read()
        if isinstance(taken, Finding):
            yield taken
        else:
            by_digest[hashlib.sha256(taken).hexdigest()].append(piece)
    for sha256, same in sorted(by_digest.items()):
        taken = same[0].read()
        if isinstance(taken, Finding):
            yield taken
        elif hashlib.sha256(taken).hexdigest() != sha256:
            yield Finding(
                "warning",
                "file-changed",
                "Die Datei hat sich während des Lesens geändert: noch einmal bauen.",
                "The file changed while it was read: build again.",
                source=places.slug,
                page=same[0].location,
            )
        else:
            yield from _stored(sha256, taken, same, documents, places.slug)


def _stored(
    sha256: str, content: bytes, same: list[Piece], documents: Documents, slug: str
) -> Iterator[Stored | Finding]:
    times = [piece.retrieved for piece in same if piece.retrieved is not None]
    snapshot = Snapshot(
        sha256=sha256,
        media_type=same[0].media_type,
        size=len(content),
        locations=tuple(sorted({piece.location for piece in same})),
        retrieved=max(times) if times else None,
    )
    for piece in same:
        if len(piece.files) > 1:
            yield Finding(
                "warning",
                "file-name-ambiguous",
                "Der Name dieser Datei passt zu mehreren Dateien der Vorlagen: nach der Kennung der Datei benennen.",
                "The name of this file fits several files of papers: name it by the file's id.",
                source=slug,
                page=piece.location,
                value=", ".join(piece.files[:5]),
            )
    attached = documents.attached(piece.files[0] for piece in same if len(piece.files) == 1 and not piece.text_of)
    for piece in same:
        if piece.text_of and attached is None:
            attached, finding = documents.of_paper(piece.text_of, content.decode(), slug)
            if finding is not None:
                yield finding
    yield Stored(snapshot, content, attached)


__all__ = ["CONTAINERS", "MAX_BYTES", "MEDIA_TYPES", "OBJECT", "Stored", "snapshots"]
