"""Turns a located source into snapshots: stored bytes with sha256, location, retrieval time and media type."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from civicgraph.record import Finding, Snapshot
from civicgraph.source import Located

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
    by_digest: dict[str, list[Path]] = {}
    for file in located.files:
        try:
            refusal = _refusal(file, located)
            content = file.read_bytes() if refusal is None else b""
        except OSError as error:
            refusal = _unreadable(file, located, error)
        if refusal is not None:
            yield refusal
            continue
        by_digest.setdefault(hashlib.sha256(content).hexdigest(), []).append(file)
    for sha256, files in sorted(by_digest.items()):
        content = files[0].read_bytes()
        yield Stored(_described(sha256, len(content), files, located), content)


def location(file: Path, located: Located) -> str:
    """Return the canonical URL that source.toml gives a file, else its path inside the source's folder."""
    for entry in located.source.page:
        if entry.url and (located.root / entry.file).resolve() == file.resolve():
            return entry.url
    return _relative(file, located)


def _relative(file: Path, located: Located) -> str:
    return file.resolve().relative_to(located.root.resolve()).as_posix()


def _described(sha256: str, size: int, files: list[Path], located: Located) -> Snapshot:
    entries = {(located.root / e.file).resolve(): e for e in located.source.page}
    times = [e.retrieved for f in files if (e := entries.get(f.resolve())) is not None and e.retrieved is not None]
    return Snapshot(
        sha256=sha256,
        media_type=MEDIA_TYPES.get(files[0].suffix.lower(), "application/octet-stream"),
        size=size,
        locations=tuple(sorted({location(f, located) for f in files})),
        retrieved=_utc(max(times)) if times else None,
    )


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _refusal(file: Path, located: Located) -> Finding | None:
    """Say why a file is not read at all, or None."""
    size = file.stat().st_size
    if size == 0:
        return _unread(
            file,
            located,
            "empty-file",
            "Die Datei ist leer: Seite neu speichern.",
            "The file is empty: save the page again.",
        )
    if size > MAX_BYTES:
        return _unread(
            file,
            located,
            "file-too-large",
            f"{size:,} Bytes sind mehr als die {MAX_BYTES:,}, die eine Seite haben darf: Seite einzeln speichern.",
            f"{size:,} bytes are more than the {MAX_BYTES:,} that a page may have: save single pages.",
        )
    return None


def _unreadable(file: Path, located: Located, error: OSError) -> Finding:
    why = error.strerror or str(error)
    return _unread(
        file,
        located,
        "file-not-readable",
        f"Die Datei lässt sich nicht lesen ({why}): Rechte prüfen.",
        f"The file cannot be read ({why}): check its rights.",
    )


def _unread(file: Path, located: Located, rule: str, german: str, english: str) -> Finding:
    return Finding("warning", rule, german, english, source=located.source.slug, page=location(file, located))
