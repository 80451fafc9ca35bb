"""Remembers in an SQLite file the lines of named graphs, which of them changed, and single values: `cache` adds pages and papers to."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from civicgraph.edition import edition
from civicgraph.making import expanded


class Kept:
    """An open file that has the tables meta, graph and altered."""

    _database: sqlite3.Connection

    @contextmanager
    def change(self) -> Iterator[None]:
        """Do all within the block, or nothing of it."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def note(self, name: str, value: str) -> None:
        """Remember one value."""
        self._database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def noted(self, name: str) -> str:
        """Return a remembered value, "" where there is none."""
        row = self._database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return "" if row is None else str(row[0])

    def keep(self, name: str, part: str, lines: bytes) -> None:
        """Remember the lines of a graph, or of a part of it; b"" forgets them."""
        row = self._database.execute("SELECT lines FROM graph WHERE name = ? AND part = ?", (name, part)).fetchone()
        if (b"" if row is None else row[0]) == lines:
            return
        self._database.execute("INSERT OR IGNORE INTO altered VALUES (?)", (name,))
        if lines:
            self._database.execute("INSERT OR REPLACE INTO graph VALUES (?, ?, ?)", (name, part, lines))
        else:
            self._database.execute("DELETE FROM graph WHERE name = ? AND part = ?", (name, part))

    def graphs(self) -> Iterator[list[bytes]]:
        """Yield the lines of every graph, a part at a time."""
        for (lines,) in self._database.execute("SELECT lines FROM graph ORDER BY name, part"):
            yield expanded(lines)

    def graph(self, name: str) -> list[bytes]:
        """Return the lines of one graph, unsorted."""
        rows = self._database.execute("SELECT lines FROM graph WHERE name = ?", (name,))
        return [line for (lines,) in rows for line in expanded(lines)]

    def altered(self) -> list[str]:
        """Return the names of the graphs that changed since the last generation was written."""
        return [name for (name,) in self._database.execute("SELECT name FROM altered ORDER BY name")]

    def written(self, fingerprint: str) -> None:
        """Note which generation holds all that is remembered here."""
        with self.change():
            self._database.execute("DELETE FROM altered")
            self.note("written", f"{fingerprint} {edition()}")
