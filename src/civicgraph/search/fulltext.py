"""Turns documents into a full-text index of SQLite (FTS5), kept beside a generation, and a search into documents by relevance."""

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from civicgraph.query.graph import Graph
from civicgraph.search.asked import Sought
from civicgraph.search.documents import KINDS, Document, documents
from civicgraph.search.folding import tokens

FORM = 1
"""Form of the index: a file of another form is not read."""

_TABLES = """
CREATE TABLE document (id INTEGER PRIMARY KEY, kind, iri, owner, number, paper, text, source);
CREATE VIRTUAL TABLE word USING fts5(heading, prose, content='', tokenize="unicode61 remove_diacritics 2");
"""
_FIND = f"""SELECT document.* FROM word JOIN document ON document.id = word.rowid
WHERE word MATCH :match AND (:kind = '' OR kind = :kind)
ORDER BY bm25(word, 3.0, 1.0), {" ".join(["CASE kind", *(f"WHEN '{k}' THEN {i}" for i, k in enumerate(KINDS)), "END"])}, iri
LIMIT :limit"""


class FullText:
    """An open index. Words come folded, so that the engine's own folding has nothing left to do."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, wanted: tuple[Sought, ...], kind: str = "", limit: int = -1) -> list[Document]:
        """Return documents that hold all that is wanted, the best first; kind: one of KINDS, or ""; limit: -1 for all."""
        asked = {"match": _match(wanted), "kind": kind, "limit": limit}
        return [Document(*row[1:]) for row in self._connection.execute(_FIND, asked)]

    def close(self) -> None:
        """Let go of the index."""
        self._connection.close()


@contextlib.contextmanager
def full_text(graph: Graph) -> Iterator[FullText]:
    """Open the index of a graph's generation; it is built at first use, and in memory where it cannot be kept."""
    kept = graph.generation.path / f"search-{FORM}.sqlite"
    if not kept.is_file():
        with contextlib.suppress(OSError, sqlite3.OperationalError):
            _keep(documents(graph), kept)
    index = FullText(_open(kept) if kept.is_file() else _filled(":memory:", documents(graph)))
    try:
        yield index
    finally:
        index.close()


def _match(wanted: tuple[Sought, ...]) -> str:
    """Return an FTS5 query; words are letters and digits alone, so quotes around them hold."""
    return " AND ".join(f'"{" ".join(one.words)}"{" *" if one.beginning else ""}' for one in wanted)


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _keep(told: Iterable[Document], path: Path) -> None:
    """Write the index whole or not at all: under another name first."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _filled(str(temporary), told).close()
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _filled(place: str, told: Iterable[Document]) -> sqlite3.Connection:
    connection = sqlite3.connect(place)
    try:
        connection.executescript(_TABLES)
        for rowid, one in enumerate(told, start=1):
            cells = (one.kind, one.iri, one.owner, one.number, one.paper, one.text, one.source)
            connection.execute("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (rowid, *cells))
            words = (" ".join(tokens(one.heading)), " ".join(tokens(one.text)))
            connection.execute("INSERT INTO word (rowid, heading, prose) VALUES (?, ?, ?)", (rowid, *words))
        connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection
