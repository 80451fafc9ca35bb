"""Remembers in one SQLite file what was made of a source's pages and papers, so that a build makes anew only what changed.

DIR/cache/<slug>-<digest of the base>.sqlite. It may be deleted at any time: the next build then reads everything.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from civicgraph.iri import digest
from civicgraph.kept import Kept
from civicgraph.link import Register, unpacked
from civicgraph.link.offers import ANSWERING
from civicgraph.making import Made, compressed
from civicgraph.record import Finding, PageRecords, Use
from civicgraph.snapshot import Stored

_TABLES = """
    CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS page (
        sha256 TEXT PRIMARY KEY, key TEXT NOT NULL, outcome TEXT NOT NULL, snapshot BLOB NOT NULL, findings BLOB NOT NULL,
        names BLOB NOT NULL, uses BLOB NOT NULL, used BLOB NOT NULL
    );
    CREATE TABLE IF NOT EXISTS graph (
        name TEXT NOT NULL, part TEXT NOT NULL, lines BLOB NOT NULL, PRIMARY KEY (name, part)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS linked (paper TEXT PRIMARY KEY, findings BLOB NOT NULL, used BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS asked (word TEXT NOT NULL, whose TEXT NOT NULL, PRIMARY KEY (word, whose)) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS asked_by ON asked (whose);
    CREATE TABLE IF NOT EXISTS changed (word TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS altered (name TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TEMP TABLE seen (sha256 TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class Settled(NamedTuple):
    """What was derived of one paper.

    page: where its first page was read; used: positions of the corrections that took effect; asked: the words that were asked for.
    """

    paper: str
    page: str
    lines: list[bytes]
    findings: tuple[Finding, ...]
    used: tuple[int, ...]
    asked: frozenset[str]


class Cache(Kept):
    """What is known of one source. Every change is one transaction: what a killed build had finished stays finished."""

    def __init__(self, folder: Path, base: str, slug: str, key: str, *, fresh: bool = False) -> None:
        """Open, or begin. key: of all that a page's graph depends on beside its bytes; where it differs, everything is forgotten.

        fresh: everything is forgotten in any case.

        A file that is damaged is begun anew.
        """
        self._path = folder / "cache" / f"{slug}-{digest(base)}.sqlite"
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._open(key, fresh)
        except sqlite3.DatabaseError:
            self._database.close()
            self._path.unlink()
            self._open(key, fresh)

    def _open(self, key: str, fresh: bool) -> None:
        self._database = sqlite3.connect(self._path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.executescript(_TABLES)
        self.register = Register(self._database)
        if fresh or self.noted("key") != key:
            with self.change():
                for table in ("page", "graph", "linked", "asked", "changed", "altered", "meta", "records", "offer"):
                    self._database.execute(f"DELETE FROM {table}")
                self.note("key", key)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    # pages

    def knows(self, item: Stored) -> bool:
        """Tell whether a page was made before from the same bytes and circumstances; it then counts as seen in this build."""
        sha256, key = item.snapshot.sha256, _key(item)
        row = self._database.execute("SELECT key FROM page WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None or row[0] != key:
            return False
        self._database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (sha256,))
        return True

    def take(self, made: Made, page_graph: str, catalog: str) -> None:
        """Remember what was made of a page. A page that failed is tried again next time."""
        sha256 = made.snapshot.sha256
        self._strike(sha256, page_graph, catalog)
        self._database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (sha256,))
        row = (
            sha256,
            "" if made.outcome == "failed" else _key(made),
            made.outcome,
            msgspec.msgpack.encode(made.snapshot),
            _told(made.findings),
            made.names,
            made.uses,
            msgspec.msgpack.encode(made.used),
        )
        self._database.execute("INSERT INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        if made.outcome == "passed":
            self.keep(page_graph, "", made.lines)
            self.keep(catalog, sha256, made.catalogued)
            self.register.enter(sha256, made.records, made.offers)
            self.changed({offer.word for offer in made.offers})

    def strike_unseen(self, page_graph: Callable[[str], str], catalog: str) -> None:
        """Forget the pages that this build did not see. page_graph: gives the name of the graph of a page by its digest."""
        gone = self._database.execute(
            "SELECT sha256 FROM page WHERE sha256 NOT IN (SELECT sha256 FROM seen)"
        ).fetchall()
        for (sha256,) in gone:
            self._strike(sha256, page_graph(sha256), catalog)

    def _strike(self, sha256: str, page_graph: str, catalog: str) -> None:
        if self._database.execute("DELETE FROM page WHERE sha256 = ?", (sha256,)).rowcount:
            self.keep(page_graph, "", b"")
            self.keep(catalog, sha256, b"")
            self.changed(self.register.strike(sha256))
            self.register.forget()

    def counts(self) -> dict[str, int]:
        """Return how many pages came to which outcome."""
        return dict(self._database.execute("SELECT outcome, COUNT(*) FROM page GROUP BY outcome"))

    def snapshots(self) -> frozenset[str]:
        """Return the digests of the pages that passed."""
        return frozenset(
            sha256 for (sha256,) in self._database.execute("SELECT sha256 FROM page WHERE outcome = 'passed'")
        )

    def names(self) -> Iterator[PageRecords]:
        """Yield what the names of each page need, in the order of digests."""
        for (names,) in self._database.execute("SELECT names FROM page WHERE outcome = 'passed' ORDER BY sha256"):
            yield unpacked(names)

    def names_digest(self) -> str:
        """Return a digest of all that `names` yields."""
        taken = hashlib.sha256()
        for (names,) in self._database.execute("SELECT names FROM page WHERE outcome = 'passed' ORDER BY sha256"):
            taken.update(hashlib.sha256(names).digest())
        return taken.hexdigest()

    def records(self) -> Iterator[PageRecords]:
        """Yield the records of each page that passed, in the order of digests."""
        for (records,) in self._database.execute("SELECT records FROM records ORDER BY sha256"):
            yield unpacked(records)

    def uses(self) -> Iterator[tuple[str, str, tuple[Use, ...]]]:
        """Yield kind, reader and fields of each page that passed."""
        decode = msgspec.msgpack.Decoder(tuple[str, str, tuple[Use, ...]]).decode
        for (uses,) in self._database.execute("SELECT uses FROM page WHERE outcome = 'passed' ORDER BY sha256"):
            yield decode(uses)

    # papers

    def stale(self) -> tuple[set[str], set[str]]:
        """Return the papers to link anew, and those of them of which no page is left."""
        asking = self._asking("whose NOT GLOB 'answers *'")
        present = {paper for paper in asking if self.register.is_offered(f"paper {paper}")}
        return present, asking - present

    def stale_answers(self) -> tuple[set[str], set[str]]:
        """Return the papers of which to find anew what they answer, and those that no longer answer anything."""
        asking = self._asking("whose GLOB 'answers *'")
        present = asking & set(self.register.leads(ANSWERING))
        return present, asking - present

    def _asking(self, who: str) -> set[str]:
        """Return the papers that asked for a word that changed, and those that are new."""
        asked = f"SELECT DISTINCT whose FROM asked WHERE {who} AND word IN (SELECT word FROM changed)"
        found = {whose.removeprefix("answers ") for (whose,) in self._database.execute(asked)}
        new = self._database.execute("SELECT word FROM changed WHERE word GLOB 'paper *'")
        return found | {word.removeprefix("paper ") for (word,) in new}

    def settle(self, settled: Settled, graph: str) -> None:
        """Remember what was derived of a paper."""
        self._database.execute("DELETE FROM linked WHERE paper = ?", (settled.paper,))
        used = msgspec.msgpack.encode(settled.used)
        self._database.execute("INSERT INTO linked VALUES (?, ?, ?)", (settled.paper, _told(settled.findings), used))
        self.ask(settled.paper, settled.asked)
        self.keep(graph, "", compressed(settled.lines))

    def unsettle(self, paper: str, graph: str) -> None:
        """Forget what was derived of a paper."""
        self._database.execute("DELETE FROM linked WHERE paper = ?", (paper,))
        self.ask(paper, ())
        self.keep(graph, "", b"")

    def ask(self, whose: str, words: Iterable[str]) -> None:
        """Remember which words somebody asked for, and no others."""
        self._database.execute("DELETE FROM asked WHERE whose = ?", (whose,))
        self._database.executemany("INSERT OR IGNORE INTO asked VALUES (?, ?)", ((word, whose) for word in words))

    def forget_changes(self) -> None:
        """Note that every paper is linked."""
        self._database.execute("DELETE FROM changed")

    def changed(self, words: Iterable[str]) -> None:
        """Note that what these words lead to is no longer the same."""
        self._database.executemany("INSERT OR IGNORE INTO changed VALUES (?)", ((word,) for word in words))

    # findings

    def findings(self) -> Iterator[Finding]:
        """Yield the findings of all pages and papers."""
        decode = msgspec.msgpack.Decoder(tuple[Finding, ...]).decode
        for table in ("page", "linked"):
            for (told,) in self._database.execute(f"SELECT findings FROM {table} WHERE findings != ?", (_told(()),)):
                yield from decode(told)

    def used(self) -> set[int]:
        """Return the positions of the corrections that took effect."""
        decode = msgspec.msgpack.Decoder(tuple[int, ...]).decode
        rows = self._database.execute("SELECT used FROM page UNION SELECT used FROM linked")
        return {position for (used,) in rows for position in decode(used)}


def _key(item: Stored | Made) -> str:
    """Return a digest of what a page's graph depends on beside its bytes that is its own."""
    return hashlib.sha256(msgspec.json.encode((item.snapshot, item.attached))).hexdigest()


def _told(findings: tuple[Finding, ...]) -> bytes:
    return msgspec.msgpack.encode(findings)
