"""Keeps the records of pages on disk, found by the words that they offer; notes which words were asked for."""

import io
import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from civicgraph.link.offers import Offer, offers
from civicgraph.record import PageRecords

AT_HAND = 256
"""Pages that stay decoded in memory."""
_PLAIN = frozenset((
    ("msgspec._utils", "rebuild"), ("datetime", "date"), ("datetime", "datetime"), ("datetime", "timedelta"), ("datetime", "timezone"),
    ("zoneinfo", "ZoneInfo"),
))  # fmt: skip
"""What the bytes of records name beside records."""

_TABLES = """
    CREATE TABLE IF NOT EXISTS records (sha256 TEXT PRIMARY KEY, records BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS offer (word TEXT NOT NULL, leads_to TEXT NOT NULL, sha256 TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS offer_word ON offer (word, leads_to, sha256);
    CREATE INDEX IF NOT EXISTS offer_page ON offer (sha256);
"""


class Register:
    """Pages of one source, by digest and by word. It lives in an SQLite database, of its own or of somebody else."""

    def __init__(self, database: sqlite3.Connection | None = None) -> None:
        self._database = sqlite3.connect(":memory:") if database is None else database
        self._database.executescript(_TABLES)
        self._asked: set[str] | None = None
        self._page = lru_cache(maxsize=AT_HAND)(self._decoded)

    def enter(self, sha256: str, records: bytes, words: Iterable[Offer]) -> None:
        """Take a page as `packed` makes it, with the words that it offers."""
        self._database.execute("INSERT OR REPLACE INTO records VALUES (?, ?)", (sha256, records))
        self.offer(sha256, words)

    def offer(self, of: str, words: Iterable[Offer]) -> None:
        """Enter words without a page. of: by what they are taken out again."""
        rows = ((word.word, word.leads_to, of) for word in words)
        self._database.executemany("INSERT INTO offer VALUES (?, ?, ?)", rows)

    def strike(self, of: str) -> set[str]:
        """Take a page, or what was offered without one, out again; return the words that it offered."""
        words = {word for (word,) in self._database.execute("SELECT word FROM offer WHERE sha256 = ?", (of,))}
        self._database.execute("DELETE FROM offer WHERE sha256 = ?", (of,))
        self._database.execute("DELETE FROM records WHERE sha256 = ?", (of,))
        return words

    def leads(self, word: str) -> list[str]:
        """Return the keys that a word leads to, each once, sorted."""
        self._note(word)
        rows = self._database.execute("SELECT DISTINCT leads_to FROM offer WHERE word = ? ORDER BY leads_to", (word,))
        return [key for (key,) in rows if key]

    def is_offered(self, word: str) -> bool:
        """Tell whether any page offers a word."""
        self._note(word)
        return self._database.execute("SELECT 1 FROM offer WHERE word = ? LIMIT 1", (word,)).fetchone() is not None

    def pages(self, words: Iterable[str]) -> list[PageRecords]:
        """Return the pages that offer one of some words, each once, in the order of their digests."""
        found: set[str] = set()
        for word in words:
            self._note(word)
            found |= {sha for (sha,) in self._database.execute("SELECT sha256 FROM offer WHERE word = ?", (word,))}
        return [self._page(sha256) for sha256 in sorted(found)]

    def papers(self) -> list[str]:
        """Return the keys of all papers of which some page tells, sorted."""
        rows = self._database.execute("SELECT DISTINCT word FROM offer WHERE word GLOB 'paper *' ORDER BY word")
        return [word.removeprefix("paper ") for (word,) in rows]

    @contextmanager
    def noting(self) -> Iterator[set[str]]:
        """Hand out a set that gathers every word asked for within the block."""
        self._asked = set()
        try:
            yield self._asked
        finally:
            self._asked = None

    def forget(self) -> None:
        """Let go of the pages at hand: what the database holds has changed."""
        self._page.cache_clear()

    def _note(self, word: str) -> None:
        if self._asked is not None:
            self._asked.add(word)

    def _decoded(self, sha256: str) -> PageRecords:
        row = self._database.execute("SELECT records FROM records WHERE sha256 = ?", (sha256,)).fetchone()
        return unpacked(row[0])


def registered(pages: Iterable[PageRecords]) -> Register:
    """Return a register of some pages in memory."""
    register = Register()
    for page in pages:
        register.enter(page.snapshot.sha256, packed(page), offers(page))
    return register


def packed(page: PageRecords) -> bytes:
    """Return a page's records as bytes."""
    content = io.BytesIO()
    pickler = pickle.Pickler(content, protocol=5)
    pickler.dispatch_table = {ZoneInfo: lambda zone: (ZoneInfo, (zone.key,))}
    pickler.dump(page)
    return content.getvalue()


def unpacked(content: bytes) -> PageRecords:
    """Return the records that `packed` made bytes of. Raises UnpicklingError where the bytes name anything but records."""
    page: PageRecords = _Records(io.BytesIO(content)).load()
    return page


class _Records(pickle.Unpickler):
    """Makes records and days, nothing else: the bytes lie in a folder that others may have written to."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name)
        own = module.startswith("civicgraph.") and isinstance(found, type) and issubclass(found, msgspec.Struct)
        if own or (module, name) in _PLAIN:
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record")
