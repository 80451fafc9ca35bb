"""A snapshot with its bytes, and what a file may be to become one."""

import msgspec

from civicgraph.record import Attached, Snapshot

MAX_BYTES = 20_000_000
"""Bytes of one page, one object or one document at most; a container of objects may be larger."""
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".pdf": "application/pdf",
}
OBJECT = "application/json"
CONTAINERS = (".json", ".jsonl", ".ndjson")
DOCUMENTS = (".txt", ".pdf")
"""Suffixes of files that may be the text or the document of a File object beside them."""


class Stored(msgspec.Struct, frozen=True):
    """A snapshot with its bytes. attached: the file of a paper that it is, None where it is a page or an object."""

    snapshot: Snapshot
    content: bytes
    attached: Attached | None = None
