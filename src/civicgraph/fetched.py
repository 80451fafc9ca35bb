"""Reads and writes the fetch record of a source: what was fetched from where, when, and which bytes came.

SOURCE/fetched/index.jsonl               one line a page, sorted by URL
SOURCE/fetched/<sha256[:2]>/<sha256>     the bytes, one file for each distinct body
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from civicgraph.errors import SourceInvalid
from civicgraph.files import write_atomically

FOLDER = "fetched"

Kind = Literal["page", "oparl-object", "oparl-list", "file"]
Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Earlier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bytes that a page had before. retrieved: when they first came, UTC."""

    sha256: Sha256
    retrieved: Moment


class Fetched(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One page and the bytes it has.

    url: canonical; aliases: other spellings that lead to it; sha256, size: of the bytes after content-encoding; media_type, charset:
    as the server said, "" where it did not; retrieved: when these bytes first came, UTC; etag, last_modified: as the server said;
    status: of the answer that brought the bytes; gone: since when the server says that there is no such page, None while it is
    there; earlier: older bytes, newest first.
    """

    url: str
    sha256: Sha256
    size: int
    retrieved: Moment
    kind: Kind
    media_type: str = ""
    charset: str = ""
    aliases: tuple[str, ...] = ()
    etag: str = ""
    last_modified: str = ""
    status: int = 200
    gone: Moment | None = None
    earlier: tuple[Earlier, ...] = ()


def body_path(source: Path, sha256: str) -> Path:
    """Return where the bytes with this sha256 lie in a source's folder."""
    return source / FOLDER / sha256[:2] / sha256


def index_path(source: Path) -> Path:
    """Return where the fetch record of a source's folder lies."""
    return source / FOLDER / "index.jsonl"


def read_index(source: Path) -> tuple[Fetched, ...]:
    """Read the fetch record of a source's folder, sorted by URL; empty where nothing was fetched.

    Raises SourceInvalid where a line is damaged or a page stands there twice.
    """
    path = index_path(source)
    if not path.is_file():
        return ()
    decoder = msgspec.json.Decoder(Fetched)
    rows: dict[str, Fetched] = {}
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            row = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise _damaged(path, number, str(error)) from None
        if row.url in rows:
            raise _damaged(path, number, f"{row.url} stands there twice")
        rows[row.url] = row
    return tuple(rows[url] for url in sorted(rows))


def write_index(source: Path, rows: Iterable[Fetched]) -> None:
    """Write the fetch record of a source's folder whole or not at all; the same rows give the same bytes."""
    lines = [msgspec.json.encode(row) + b"\n" for row in sorted(rows, key=lambda row: row.url)]
    write_atomically(index_path(source), b"".join(lines))


def _damaged(path: Path, number: int, why: str) -> SourceInvalid:
    return SourceInvalid(
        f"{path}: line {number}: {why}: mend or remove this line; civicgraph fetch gets its page again"
    )
