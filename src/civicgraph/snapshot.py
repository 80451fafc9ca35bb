"""Turns a located source into snapshots: stored bytes with sha256, location, retrieval time and media type."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from civicgraph.record import Finding, Snapshot
from civicgraph.source import Located, plain_path

MAX_BYTES = 20_000_000
MEDIA_TYPES = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml"}


class Stored(msgspec.Struct, frozen=True):
    """A snapshot with its bytes."""

    snapshot: Snapshot
    content: bytes


def snapshots(located: Located) -> Iterator[Stored | Finding]:
    """Yield every page of a source once, identical bytes at several places as one snapshot with all its locations.

    A file that cannot be taken is a Finding that says why.
    """
    places = _Places(located)
    by_digest: dict[str, list[Path]] = {}
    for file in located.files:
        taken = _content(file, places)
        if isinstance(taken, Finding):
            yield taken
        else:
            by_digest.setdefault(hashlib.sha256(taken).hexdigest(), []).append(file)
    for sha256, files in sorted(by_digest.items()):  # read again: all contents at once would not fit into memory
        taken = _content(files[0], places)
        if isinstance(taken, Finding):
            yield taken
        elif hashlib.sha256(taken).hexdigest() != sha256:
            yield places.unread(
                files[0],
                "file-changed",
                "Die Datei hat sich während des Lesens geändert: noch einmal bauen.",
                "The file changed while it was read: build again.",
            )
        else:
            yield Stored(places.described(sha256, len(taken), files), taken)


class _Places:
    """Knows what source.toml says of each file."""

    def __init__(self, located: Located) -> None:
        self._root = plain_path(located.root)
        self._slug = located.source.slug
        self._entries = {plain_path(located.root / entry.file): entry for entry in located.source.page}

    def location(self, file: Path) -> str:
        """Return the canonical URL that source.toml gives a file, else its path inside the source's folder."""
        entry = self._entries.get(plain_path(file))
        return entry.url if entry is not None and entry.url else plain_path(file).relative_to(self._root).as_posix()

    def described(self, sha256: str, size: int, files: list[Path]) -> Snapshot:
        """Return the snapshot of files with equal bytes."""
        entries = [self._entries.get(plain_path(file)) for file in files]
        times = [e.retrieved for e in entries if e is not None and e.retrieved is not None]
        return Snapshot(
            sha256=sha256,
            media_type=MEDIA_TYPES.get(files[0].suffix.lower(), "application/octet-stream"),
            size=size,
            locations=tuple(sorted({self.location(file) for file in files})),
            retrieved=_utc(max(times)) if times else None,
        )

    def unread(self, file: Path, rule: str, german: str, english: str) -> Finding:
        """Return the finding that a file was not taken."""
        return Finding("warning", rule, german, english, source=self._slug, page=self.location(file))


def _content(file: Path, places: _Places) -> bytes | Finding:
    """Return a file's bytes, or say why they are not taken."""
    try:
        size = file.stat().st_size
        if 0 < size <= MAX_BYTES:
            return file.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        return places.unread(
            file,
            "file-not-readable",
            f"Die Datei lässt sich nicht lesen ({why}): Rechte prüfen.",
            f"The file cannot be read ({why}): check its rights.",
        )
    if size == 0:
        return places.unread(
            file, "empty-file", "Die Datei ist leer: Seite neu speichern.", "The file is empty: save the page again."
        )
    return places.unread(
        file,
        "file-too-large",
        f"{size:,} Bytes sind mehr als die {MAX_BYTES:,}, die eine Seite haben darf: Seite einzeln speichern.",
        f"{size:,} bytes are more than the {MAX_BYTES:,} that a page may have: save single pages.",
    )


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
