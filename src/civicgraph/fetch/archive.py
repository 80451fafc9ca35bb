"""Keeps what was fetched in a source's folder: bytes by their sha256, and a row for each page."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from civicgraph.fetch.client import Answer
from civicgraph.fetch.urls import Spelling, key, parsed
from civicgraph.fetched import Earlier, Fetched, Kind, body_path, read_index, write_index
from civicgraph.files import write_atomically


class Archive:
    """The rows of a source's folder while a run changes them; rows reach the disk by `save`, bytes at once."""

    def __init__(self, folder: Path, spelling: Spelling) -> None:
        self._folder = folder
        self._spelling = spelling
        self._rows = {key(row.url): row for row in read_index(folder)}
        for row in self._rows.values():
            spelling.canonical(row.url)

    def __iter__(self) -> Iterator[Fetched]:
        """Yield all rows, sorted by URL."""
        return iter(sorted(self._rows.values(), key=lambda row: row.url))

    def row(self, url: str) -> Fetched | None:
        """Return the row of a page, whatever the spelling of its address; None where it was never fetched."""
        return self._rows.get(key(url))

    def content(self, row: Fetched) -> bytes | None:
        """Return the bytes of a row; None where they are missing or damaged."""
        try:
            content = body_path(self._folder, row.sha256).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == row.sha256 else None

    def validators(self, url: str) -> dict[str, str]:
        """Return the headers that make a request conditional; none for a page whose bytes are not there."""
        row = self.row(url)
        if row is None or not (row.etag or row.last_modified) or self.content(row) is None:
            return {}
        headers = {"If-None-Match": row.etag, "If-Modified-Since": row.last_modified}
        return {name: value for name, value in headers.items() if value}

    def put(self, row: Fetched) -> None:
        """Take a row as it is."""
        self._rows[key(row.url)] = row

    def keep(
        self, answer: Answer, content: bytes, kind: Kind, spellings: set[str], now: datetime
    ) -> tuple[Fetched, bool]:
        """Keep an answer; return its row, and whether its bytes are new.

        spellings: addresses that led to it. Bytes that came before keep the moment when they came first.
        """
        old = self.row(answer.url)
        sha256 = hashlib.sha256(content).hexdigest()
        row = Fetched(
            url=old.url if old else self._spelling.canonical(answer.url),
            sha256=sha256,
            size=len(content),
            retrieved=now,
            kind=kind,
            media_type=answer.media_type,
            charset=answer.charset,
            etag=answer.etag,
            last_modified=answer.last_modified,
            status=answer.status,
        )
        new = old is None or old.sha256 != sha256
        if old is not None:
            before = (Earlier(old.sha256, old.retrieved), *old.earlier) if new else old.earlier
            retrieved = now if new else old.retrieved
            row = msgspec.structs.replace(row, aliases=old.aliases, retrieved=retrieved, earlier=before)
        path = body_path(self._folder, sha256)
        if old is None or new or self.content(row) is None:
            write_atomically(path, content)
        return self._named(row, spellings), new

    def confirm(self, url: str, spellings: set[str]) -> Fetched:
        """Note that a page is there and has not changed."""
        return self._named(msgspec.structs.replace(self._rows[key(url)], gone=None), spellings)

    def gone(self, urls: set[str], now: datetime) -> tuple[Fetched, ...]:
        """Mark those of these pages that are known as vanished; their last bytes stay."""
        known = {row.url: row for row in map(self.row, sorted(urls)) if row is not None}
        marked = tuple(row if row.gone else msgspec.structs.replace(row, gone=now) for row in known.values())
        for row in marked:
            self.put(row)
        return marked

    def save(self) -> None:
        """Write the rows to the disk."""
        write_index(self._folder, self._rows.values())

    def _named(self, row: Fetched, spellings: set[str]) -> Fetched:
        written = {str(parsed(spelling)) for spelling in spellings} | set(row.aliases)
        row = msgspec.structs.replace(row, aliases=tuple(sorted(written - {row.url})))
        self.put(row)
        return row
