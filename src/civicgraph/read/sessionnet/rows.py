"""Turns tables, and blocks that are laid out as tables, into rows whose cells know what they hold."""

from itertools import zip_longest
from typing import NamedTuple

import msgspec
from selectolax.lexbor import LexborNode

from civicgraph.read.markup import children, classes
from civicgraph.read.page import Field, Span
from civicgraph.read.sessionnet.sheet import Sheet, distinct
from civicgraph.read.sessionnet.words import column, is_label, is_label_class, of_class, plain_label

_ROW = "tr, .smc-table-row"
LAID_OUT = ".row, li"
"""Blocks and entries of lists that may stand for rows where no table does."""
_GROUP = frozenset(("smc-table-group", "smcrowh", "smc-table-row-group", "tozwischenueberschrift", "smc_group"))
_HEAD = frozenset(("smc-table-head", "smc-table-header", "smc-table-row-head"))
WIDEST = 100
"""Columns and rows that one cell can span at most; a larger number is a mistake or an attack."""


class Cell(msgspec.Struct, frozen=True, gc=False):
    """One cell. name: what it holds ("number", "title", …), "" where nothing tells; heading: of its column, as printed."""

    node: LexborNode
    name: str
    heading: str
    field: Field | None

    @property
    def value(self) -> str:
        """The cell's words on one line."""
        return self.field.value if self.field is not None else ""


class Row(msgspec.Struct, frozen=True, gc=False):
    """One row.

    table: the span of its table; is_group: its classes make it a heading of the rows below; is_headed: its columns have headings;
    filled: the cells in which something stands; named: the first of them of each name.
    """

    node: LexborNode
    span: Span
    table: Span
    cells: tuple[Cell, ...]
    is_group: bool
    is_headed: bool
    filled: tuple[Cell, ...]
    named: dict[str, Cell]

    def cell(self, name: str) -> Cell | None:
        """Return the first filled cell of that name."""
        return self.named.get(name)

    def field(self, name: str) -> Field | None:
        """Return what stands in the first filled cell of that name, under that name."""
        cell = self.named.get(name)
        return Field(name, cell.field.value, cell.field.span) if cell is not None and cell.field is not None else None

    def holding(self, cells: tuple[Cell, ...]) -> "Row":
        """Return the same row with other cells."""
        return row_of(self.node, self.span, self.table, cells, self.is_group, self.is_headed)


def row_of(node: LexborNode, span: Span, table: Span, cells: tuple[Cell, ...], is_group: bool, is_headed: bool) -> Row:
    """Return a row of cells."""
    filled = tuple([cell for cell in cells if cell.field is not None])
    named = {cell.name: cell for cell in reversed(filled)}
    return Row(node, span, table, cells, is_group, is_headed, filled, named)


class _Table:
    """The headings of one table, and the cells that reach into the rows below."""

    def __init__(self, span: Span) -> None:
        self.span = span
        self.headings: list[str] = []
        self.reaching: dict[int, tuple[int, Cell]] = {}


class _Raw(NamedTuple):
    """A cell before it is known what it holds: its element, tag and attributes, its words on one line and their place."""

    node: LexborNode
    tag: str
    attributes: dict[str, str | None]
    words: str
    field: Field | None


def rows(sheet: Sheet, css: str = _ROW) -> list[Row]:
    """Return the rows of all tables but those of documents, in page order; rows of headings and rows that only lay out are left out.

    css: what finds the rows.
    """
    boxed = {row.mem_id for box in sheet.boxes for row in box.css(css)}
    nodes = [node for node in distinct(sheet.root, css) if node.mem_id not in boxed]
    tables: dict[int, _Table] = {}
    around: dict[int, tuple[bool, _Table]] = {}
    found = []
    for node, following in zip_longest(nodes, nodes[1:]):
        if following is not None and sheet.rendered.holds(node, following):
            continue
        parent = node.parent
        own = parent.mem_id if parent is not None else 0
        known = around.get(own)
        if known is None or not own:
            holder = _table_of(node)
            table = tables.get(holder.mem_id) or tables.setdefault(holder.mem_id, _Table(sheet.span(holder)))
            known = around[own] = parent is not None and parent.tag == "thead", table
        in_head, table = known
        raw = [_raw(sheet, cell) for cell in _own_cells(node)]
        marks = classes(node)
        if headings := _headings(in_head, marks, raw):
            table.headings, table.reaching = headings, {}
            continue
        cells = _cells(raw, table, _is_labelled(marks, raw, table))
        if any(cell.field is not None for cell in cells):
            found.append(row_of(node, sheet.span(node), table.span, cells, _is_group(marks, raw), bool(table.headings)))
    return found


def _raw(sheet: Sheet, node: LexborNode) -> _Raw:
    field = sheet.rendered.field(node)
    return _Raw(node, node.tag or "", node.attributes, field.value if field is not None else "", field)


def _table_of(row: LexborNode) -> LexborNode:
    """Return the table a row belongs to; for rows of blocks what holds them."""
    parent = row.parent
    while row.tag == "tr" and parent is not None and parent.tag in ("tbody", "thead", "tfoot"):
        parent = parent.parent
    return parent if parent is not None else row


def _own_cells(row: LexborNode) -> list[LexborNode]:
    inner = children(row)
    return [cell for cell in inner if cell.tag in ("td", "th")] or (inner if row.tag != "tr" else [])


def _headings(in_head: bool, marks: frozenset[str], raw: list[_Raw]) -> list[str]:
    """Return the headings that a row gives to the columns, one a column; [] where it is a row of values. marks: the row's classes."""
    told = [cell.words for cell in raw if cell.words]
    marked = in_head or not marks.isdisjoint(_HEAD) or (len(raw) > 1 and all(c.tag == "th" for c in raw))
    if not (marked and told) and not (len(told) >= 2 and all(map(column, told))):
        return []
    return [plain_label(cell.words) for cell in raw for _ in range(_reach(cell, "colspan"))]


def _cells(raw: list[_Raw], table: _Table, is_labelled: bool) -> tuple[Cell, ...]:
    """Return the cells of one row, and those of rows above that reach into it."""
    found: list[Cell] = []
    at = 0
    for one in raw:
        while at in table.reaching:
            found.append(table.reaching[at][1])
            at += 1
        own = plain_label(one.attributes.get("data-label") or "")
        heading = own or (table.headings[at] if at < len(table.headings) else "")
        name = "" if is_labelled else of_class(one.attributes.get("class") or "", "column") or column(heading)
        cell = Cell(one.node, name, heading, one.field)
        height = _reach(one, "rowspan")
        if height > 1:
            table.reaching[at] = (height, cell)
        found.append(cell)
        at += _reach(one, "colspan")
    if table.reaching:
        table.reaching = {place: (left - 1, cell) for place, (left, cell) in table.reaching.items() if left > 1}
    return tuple(found)


def _is_labelled(marks: frozenset[str], raw: list[_Raw], table: _Table) -> bool:
    """Tell whether a row is no row of columns but gives a label and its value ("Beschluss:", "einstimmig")."""
    if "smc_tophz" in marks:
        return True
    first = next((cell for cell in raw if cell.words), None)
    if first is None:
        return False
    with_class = is_label_class(first.attributes.get("class") or "")
    return with_class or (is_label(first.words) and (first.words.endswith(":") or not table.headings))


def _is_group(marks: frozenset[str], raw: list[_Raw]) -> bool:
    inside = (told.split() for cell in raw if (told := cell.attributes.get("class")))
    return not (_GROUP.isdisjoint(marks) and all(map(_GROUP.isdisjoint, inside)))


def _reach(cell: _Raw, attribute: str) -> int:
    """Return how many columns or rows a cell fills."""
    told = cell.attributes.get(attribute)
    if not told:
        return 1
    return min(int(told), WIDEST) if told.isascii() and told.isdigit() and len(told) < 5 and int(told) > 0 else 1
