"""Turns an HTML table into rows whose cells know the heading of their column, also where cells span several columns."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

import msgspec
from selectolax.lexbor import LexborNode

from civicgraph.read.dom import Rendered
from civicgraph.read.markup import children
from civicgraph.read.page import Field, collapse

WIDEST = 100
"""Columns that one cell can span at most; a larger number is a mistake or an attack."""
MAX_DEPTH = 400
"""Elements around another that are looked at for its rows."""
LONGEST = 200
"""Characters of a heading at most: a cell that holds whole tables is none."""
HEADINGS = 2
"""So many known headings in one row make it the head of a table."""


class Cell(msgspec.Struct, frozen=True):
    """One cell. column: heading of its column, "" where it has none; field: what stands in it, None where nothing does."""

    node: LexborNode
    column: str
    field: Field | None

    @property
    def value(self) -> str:
        """The cell's words, white space collapsed."""
        return self.field.value if self.field is not None else ""


class Row(msgspec.Struct, frozen=True):
    """One row: its cells from left to right."""

    node: LexborNode
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells in which something stands."""
        return tuple(cell for cell in self.cells if cell.field is not None)


def inner_rows(root: LexborNode) -> list[LexborNode]:
    """Return the rows of tables that hold no other row: a row made for layout is left out, the rows inside it come on their own."""
    found = root.css("tr")
    layout = {outer for row in found for outer in islice(rows_around(row), 1)}
    return [row for row in found if row.mem_id not in layout]


def rows_around(node: LexborNode) -> Iterator[int]:
    """Yield the rows (mem_id) that an element stands in, the nearest first."""
    outer = node.parent
    for _ in range(MAX_DEPTH):
        if outer is None:
            break
        if outer.tag == "tr":
            yield outer.mem_id
        outer = outer.parent


def table_rows(table: LexborNode) -> list[LexborNode]:
    """Return a table's own rows, without those of tables inside its cells."""
    found = []
    for child in children(table):
        if child.tag in ("thead", "tbody", "tfoot"):
            found += [row for row in children(child) if row.tag == "tr"]
        elif child.tag == "tr":
            found.append(child)
    return found


def cells(row: LexborNode) -> list[LexborNode]:
    """Return the cells of one row."""
    return [child for child in children(row) if child.tag in ("td", "th")]


def find_table(root: LexborNode, rendered: Rendered, known: Collection[str]) -> LexborNode | None:
    """Return the first table one of whose rows holds known headings, or None."""
    for table in root.css("table"):
        if any(_is_head(_headings(row, rendered), known) for row in table_rows(table)[:3]):
            return table
    return None


def rows(table: LexborNode, rendered: Rendered, known: Collection[str]) -> list[Row]:
    """Return a table's rows; those that hold known headings name the columns of the rows below, also where they come again."""
    columns: list[str] = []
    found = []
    for node in table_rows(table):
        row = row_of(node, rendered, columns)
        if _is_head([cell.value.rstrip(" :") for cell in row.cells], known):
            named = [(cell.node, cell.value.rstrip(" :") or icon_of(cell.node, rendered)) for cell in row.cells]
            columns = [words for cell, words in named for _ in range(_width(cell))]
        else:
            found.append(row)
    return found


def _is_head(headings: list[str], known: Collection[str]) -> bool:
    return sum(heading in known for heading in headings) >= HEADINGS


def _headings(row: LexborNode, rendered: Rendered) -> list[str]:
    """Return the words of a row's cells as headings."""
    spans = [rendered.span(cell) for cell in cells(row)]
    words = [rendered.text[s.start : s.end] if s.end - s.start <= LONGEST else "" for s in spans]
    return [collapse(each).rstrip(" :") for each in words]


def row_of(node: LexborNode, rendered: Rendered, columns: Sequence[str] = ()) -> Row:
    """Return one row. columns: the headings, one for each column; () where they are not known."""
    made = []
    at = 0
    for cell in cells(node):
        made.append(Cell(cell, columns[at] if at < len(columns) else "", rendered.field(cell)))
        at += _width(cell)
    return Row(node, tuple(made))


def icon_of(node: LexborNode, rendered: Rendered) -> str:
    """Return what a picture inside an element is said to show, "" where there is none."""
    for inner in rendered.inside(node, "[aria-label], img[alt]")[:1]:
        return collapse(inner.attributes.get("aria-label") or inner.attributes.get("alt") or "")
    return ""


def _width(cell: LexborNode) -> int:
    width = cell.attributes.get("colspan")
    if not width:
        return 1
    return min(int(width), WIDEST) if width.isascii() and width.isdigit() and len(width) < 5 and int(width) > 0 else 1
