"""Finds the rows of an ALLRIS 4 agenda: of a table, in older pages of div elements whose classes name the columns."""

from selectolax.lexbor import LexborNode

from civicgraph.read.allris4.opening import Opening
from civicgraph.read.grid import Cell, Row, find_table, rows
from civicgraph.read.markup import children
from civicgraph.read.page import span_field
from civicgraph.read.rows import columns


def agenda_rows(seen: Opening) -> list[Row]:
    """Return the rows of the agenda in page order."""
    known = columns("agenda")
    table = seen.root.css_first("table#toTreeTable, table.toTable") or find_table(seen.root, seen.rendered, known)
    if table is not None:
        return rows(table, seen.rendered, known)
    return [_row(seen, node) for node in _parents(seen.root)]


def _parents(root: LexborNode) -> list[LexborNode]:
    """Return the elements that hold the title of an item, each once."""
    found = {parent.mem_id: parent for node in root.css(".tobetreff") if (parent := node.parent) is not None}
    return list(found.values())


def _row(seen: Opening, node: LexborNode) -> Row:
    """Return a row of elements that are no table."""
    made = []
    for cell in children(node):
        span = seen.rendered.span(cell)
        made.append(Cell(cell, "", span_field("", seen.rendered.text, span.start, span.end)))
    return Row(node, tuple(made))
