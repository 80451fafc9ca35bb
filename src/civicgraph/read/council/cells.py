"""Parts a line of text into the cells that stand on it side by side: parted by a tab or by a wide gap."""

import re

import msgspec

from civicgraph.read.page import Line

_CELL = re.compile(r"[^\s\t](?:[^\t\n]*?[^\s])??(?=[^\S\n]*\t|[^\S\n]{2,}|[^\S\n]*$)")


class Cell(msgspec.Struct, frozen=True):
    """Words on a line. start: offset in the line's text, in code points."""

    start: int
    text: str


def cells_of(line: Line) -> list[Cell]:
    """Return the cells of a line from left to right; a line without wide gaps is one cell, an empty one has none."""
    return [Cell(match.start(), match.group()) for match in _CELL.finditer(line.text)]
