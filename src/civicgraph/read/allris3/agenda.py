"""Reads the table of an ALLRIS 3 agenda, also one whose head is lost."""

from selectolax.lexbor import LexborNode

from civicgraph.read.allris3.opening import Opening
from civicgraph.read.grid import Row, find_table, inner_rows, row_of, rows
from civicgraph.read.markup import page_code
from civicgraph.read.rows import columns, is_number


def agenda_rows(seen: Opening) -> list[Row]:
    """Return the rows of the agenda's table in page order."""
    table = find_table(seen.root, seen.rendered, columns("agenda"))
    if table is not None:
        return rows(table, seen.rendered, columns("agenda"))
    return [row for node in inner_rows(seen.root) if (row := _bare_row(seen, node)) is not None]


def _bare_row(seen: Opening, node: LexborNode) -> Row | None:
    """Return a row of a table whose head is lost, where a link or a number shows that it is an item's."""
    made = row_of(node, seen.rendered)
    linked = any(page_code(a.attributes.get("href") or "") == "to020" for a in node.css("a[href]"))
    first = made.filled[0].value if made.filled else ""
    return made if linked or (is_number(first) and len(made.filled) > 1) else None
