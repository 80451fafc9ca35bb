"""Turns a JSON value into its leaves, each with its path, and the leaves into a text of one line each."""

from collections.abc import Iterator
from typing import Any
from unicodedata import is_normalized

import msgspec

from civicgraph.read.page import Field, Span, collapse, one_text

_ENCODE = msgspec.json.Encoder(order="sorted").encode
WHOLE = {"geojson"}
"""Keys whose value is one statement, however deep it is: it stands in the text as JSON."""

Leaf = str | int | float | bool | None


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Leaf]]:
    """Yield (path, value) of every leaf; `[]` stands for a place in a list, None also for an empty list or object."""
    return iter(listed(value, path))


def listed(value: Any, path: str = "") -> list[tuple[str, Leaf]]:
    """Return all leaves at once."""
    found: list[tuple[str, Leaf]] = []
    _gather(value, path, found)
    return found


def _gather(value: Any, path: str, found: list[tuple[str, Leaf]]) -> None:
    """Add the leaves of a value; one generator inside another for each level would take twice as long."""
    if isinstance(value, dict) and path.rpartition(".")[2] in WHOLE:
        found.append((path, whole(value)))
    elif isinstance(value, dict) and (value or not path):
        for key, inner in value.items():
            place = f"{path}.{key}" if path else key
            if isinstance(inner, (dict, list)):
                _gather(inner, place, found)
            else:
                found.append((place, inner))
    elif isinstance(value, list) and value:
        for inner in value:
            _gather(inner, f"{path}[]", found)
    else:
        found.append((path, None if isinstance(value, (dict, list)) else value))


def whole(value: dict[str, Any]) -> str:
    """Return an object that is one statement as JSON with sorted keys."""
    return _ENCODE(value).decode()


def written(value: Leaf) -> str:
    """Return a leaf as it stands in the text: strings in NFC with line feeds only, numbers and truth values as JSON writes them."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip() if value.isprintable() and is_normalized("NFC", value) else one_text(value).strip()
    return _ENCODE(value).decode()


class Lines:
    """Gathers leaves as lines `path: value`, with the place of each value."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._end = 0
        self.fields: list[Field] = []

    def add(self, path: str, leaf: Leaf) -> None:
        """Add a leaf; one without words adds nothing."""
        self.add_all([(path, leaf)])

    def add_all(self, found: list[tuple[str, Leaf]]) -> None:
        """Add many leaves: one pass without a call for each, which would take half of the time."""
        parts, fields, start = self._parts, self.fields, self._end
        for path, leaf in found:
            if leaf.__class__ is str and leaf.isprintable() and (leaf.isascii() or is_normalized("NFC", leaf)):
                words: str = leaf.strip()
                value = collapse(words) if "  " in words else words  # of all white space only the blank is printable
            else:
                words = written(leaf)
                value = collapse(words)
            if words:
                start += len(path) + 2
                end = start + len(words)
                fields.append(Field(path, value, Span(start, end)))
                parts.append(f"{path}: {words}\n")
                start = end + 1
        self._end = start

    @property
    def text(self) -> str:
        """All lines."""
        return "".join(self._parts)
