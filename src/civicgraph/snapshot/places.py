"""Turns files into bytes and locations, with what source.toml says of each file; a file that is not taken is a finding."""

from datetime import UTC, datetime
from pathlib import Path

from civicgraph.record import Finding
from civicgraph.snapshot.stored import MAX_BYTES
from civicgraph.source import Located, plain_path


class Places:
    """Knows what source.toml says of each file."""

    def __init__(self, located: Located) -> None:
        self._root = plain_path(located.root)
        self.slug = located.source.slug
        self._entries = {plain_path(located.root / entry.file): entry for entry in located.source.page}

    def location(self, file: Path) -> str:
        """Return the canonical URL that source.toml gives a file, else its path inside the source's folder."""
        entry = self._entries.get(plain_path(file))
        return entry.url if entry is not None and entry.url else plain_path(file).relative_to(self._root).as_posix()

    def retrieved(self, file: Path) -> datetime | None:
        """Return when source.toml says that a file was fetched, in UTC; None where it is silent."""
        entry = self._entries.get(plain_path(file))
        return utc(entry.retrieved) if entry is not None and entry.retrieved is not None else None

    def unread(self, file: Path, rule: str, german: str, english: str, value: str = "") -> Finding:
        """Return the finding that a file, or a part of it, was not taken."""
        return Finding("warning", rule, german, english, source=self.slug, page=self.location(file), value=value)

    def content(self, file: Path) -> bytes | Finding:
        """Return a file's bytes, or say why they are not taken."""
        size = self.size(file)
        if isinstance(size, Finding):
            return size
        if size > MAX_BYTES:
            return self.too_large(file, size)
        try:
            return file.read_bytes()
        except OSError as error:
            return self._denied(file, error)

    def size(self, file: Path) -> int | Finding:
        """Return how many bytes a file has, or say that it has none or cannot be asked."""
        try:
            size = file.stat().st_size
        except OSError as error:
            return self._denied(file, error)
        if size == 0:
            return self.unread(
                file,
                "empty-file",
                "Die Datei ist leer: Seite neu speichern.",
                "The file is empty: save the page again.",
            )
        return size

    def too_large(self, file: Path, size: int) -> Finding:
        """Say that a page or an object has more bytes than one may have."""
        return self.unread(
            file,
            "file-too-large",
            f"{size:,} Bytes sind mehr als die {MAX_BYTES:,}, die eine Seite haben darf: Seite einzeln speichern.",
            f"{size:,} bytes are more than the {MAX_BYTES:,} that a page may have: save single pages.",
        )

    def _denied(self, file: Path, error: OSError) -> Finding:
        why = error.strerror or str(error)
        return self.unread(
            file,
            "file-not-readable",
            f"Die Datei lässt sich nicht lesen ({why}): Rechte prüfen.",
            f"The file cannot be read ({why}): check its rights.",
        )


def utc(moment: datetime) -> datetime:
    """Return a moment in UTC, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0)
