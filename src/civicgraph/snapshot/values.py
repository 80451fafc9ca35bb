"""Turns the bytes of a JSON or JSONL file into values one by one; what is damaged is told with its place, the rest is read.

JSON: RFC 8259. Numbers that no double holds and NaN are refused, as there.
"""

import mmap
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from civicgraph.snapshot.stored import MAX_BYTES

_DECODE = msgspec.json.Decoder().decode
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\],]', re.DOTALL)
_KEY = re.compile(rb'"(?:[^"\\]|\\.)*"(\s*:)?', re.DOTALL)
_BOM = b"\xef\xbb\xbf"


class Broken(msgspec.Struct, frozen=True):
    """A part of a file that is no JSON. rule: damaged, html, too-large, too-deep, charset or duplicate-keys; place: in words."""

    rule: str
    place: str = ""


Piece = Any
"""A decoded JSON value, or a Broken."""


def values(file: Path, size: int) -> Iterator[Piece]:
    """Yield every value of a file: a whole document, the lines of a JSONL file, or the elements of a list too large to hold.

    Raises OSError where the file cannot be read.
    """
    if size > MAX_BYTES:
        with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            yield from _elements(mapped)
        return
    yield from values_of(file.read_bytes())


def values_of(content: bytes) -> Iterator[Piece]:
    """Yield every value of some bytes."""
    content = content.removeprefix(_BOM)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", "replace").encode()
    if content.lstrip().startswith(b"<"):
        yield Broken("html")
        return
    content, is_windows = _in_utf8(content)
    if is_windows:
        yield Broken("charset")
    whole = _decoded(content)
    if isinstance(whole, Broken) and whole.rule == "damaged":
        rest = list(_lines(content) if content.count(b"\n") and _has_lines(content) else _elements(content))
        yield from rest if rest else [whole]
        return
    yield whole
    if not isinstance(whole, Broken) and _doubled(content, whole):
        yield Broken("duplicate-keys")


def _decoded(content: bytes) -> Piece:
    try:
        return _DECODE(content)
    except RecursionError:
        return Broken("too-deep")
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Broken("damaged", str(error)[:120])


def _in_utf8(content: bytes) -> tuple[bytes, bool]:
    """Return bytes as UTF-8, and whether they were none: then they are read as Windows-1252, as browsers would."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace").encode(), True
    return content, False


def _has_lines(content: bytes) -> bool:
    """Tell whether the first line that is not blank is a JSON value of its own."""
    first = next((line for line in content.splitlines() if line.strip()), b"")
    return not isinstance(_decoded(first), Broken)


def _lines(content: bytes) -> Iterator[Piece]:
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            value = _decoded(line)
            yield Broken(value.rule, f"line {number}: {value.place}") if isinstance(value, Broken) else value


def _elements(content: "bytes | mmap.mmap") -> Iterator[Piece]:
    """Yield the elements of the outermost list, or of the lists that an outermost object holds, without decoding all of it."""
    depth, start, base = 0, -1, 0
    for token in _TOKEN.finditer(content):
        mark = content[token.start() : token.start() + 1]
        if mark == b'"':
            continue
        if mark in (b"[", b"{"):
            depth += 1
            if start < 0 and depth <= 2 and mark == b"[":
                start, base = token.end(), depth
        elif mark == b"," and start >= 0 and depth == base:
            yield _element(content, start, token.start())
            start = token.end()
        elif mark in (b"]", b"}"):
            if start >= 0 and depth == base:
                if content[start : token.start()].strip():
                    yield _element(content, start, token.start())
                start = -1
            depth -= 1
    if depth != 0 or start >= 0:
        yield Broken("damaged", f"byte {max(start, 0)}: the list does not end")


def _element(content: "bytes | mmap.mmap", start: int, end: int) -> Piece:
    if end - start > MAX_BYTES:
        return Broken("too-large", f"byte {start}: {end - start:,} bytes")
    value = _decoded(content[start:end])
    return Broken(value.rule, f"byte {start}: {value.place}") if isinstance(value, Broken) else value


def _doubled(content: bytes, whole: Any) -> bool:
    """Tell whether an object names a key twice: the text then has more keys than the value."""
    return sum(1 for match in _KEY.finditer(content) if match.group(1)) > _keys(whole)


def _keys(whole: Any) -> int:
    count, open_values = 0, [whole]
    while open_values:
        value = open_values.pop()
        if isinstance(value, dict):
            count += len(value)
            open_values += value.values()
        elif isinstance(value, list):
            open_values += value
    return count
