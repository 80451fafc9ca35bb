"""Turns rows into text for people and spreadsheets: table, CSV, TSV."""

import csv
import io
import re
from collections.abc import Iterable
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from civicgraph.query.rows import Rows, Term, value

BOM = "\ufeff"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# a spreadsheet may pass over blanks and invisible characters before the sign of a formula
_ACTIVE = re.compile(r"[\t\r]|[\s\x00-\x20\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\Z")


def spelt(term: Term | None) -> str:
    """Return a term as the text of a cell; a missing one as nothing."""
    return "" if term is None else str(getattr(term, "value", term))


def csv_text(rows: Rows, excel: bool = False) -> str:
    """Return RFC 4180: comma, CRLF, quotes where needed.

    excel: byte order mark, semicolon, decimals with a comma, and texts that a spreadsheet would run are led by an
    apostrophe.
    """
    out = io.StringIO(BOM if excel else "", newline="")
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\r\n")
    if excel:
        writer.writerow(map(neutralised, rows.columns))
        writer.writerows([_excel(term) for term in row] for row in rows.terms)
    else:
        writer.writerows(_cells(rows))
    return out.getvalue()


def neutralised(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return "'" + cell if _ACTIVE.match(cell) else cell


def _excel(term: Term | None) -> str:
    """Return a cell: typed numbers as German spreadsheets read them, all else as text."""
    text = spelt(term)
    if isinstance(value(term), int | float | Decimal) and _NUMBER.match(text):
        return text.replace(".", ",")
    return neutralised(text)


def tsv_text(rows: Rows) -> str:
    """Return SPARQL 1.1 results as TSV: terms in Turtle spelling, header with question marks."""
    lines = ["\t".join(f"?{name}" for name in rows.columns)]
    lines += ["\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in rows.terms]
    return "\n".join(lines) + "\n"


def table_text(rows: Rows, terminal: bool = False, width: int | None = None) -> str:
    """Return a table for reading; terminal: drawn and coloured, else plain columns with two blanks between."""
    cells = [[shown(cell) for cell in row] for row in _cells(rows)]
    return _drawn(cells, width) if terminal else _plain(cells)


def shown(text: str) -> str:
    """Return text that cannot steer a terminal, on one line."""
    return _CONTROL.sub("\ufffd", " ".join(text.split("\n")))


def _cells(rows: Rows) -> Iterable[list[str]]:
    yield list(rows.columns)
    for row in rows.terms:
        yield [spelt(term) for term in row]


def _plain(cells: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join(lines) + "\n"


def _drawn(cells: list[list[str]], width: int | None) -> str:
    """Draw with rich; cells are Text, so that nothing in them is markup. Columns without any value are left out."""
    filled = [i for i in range(len(cells[0])) if any(row[i] for row in cells[1:])] or list(range(len(cells[0])))
    table = Table(show_lines=False, header_style="bold")
    for i in filled:
        table.add_column(Text(cells[0][i]), overflow="fold")
    for row in cells[1:]:
        table.add_row(*(Text(row[i]) for i in filled))
    console = Console(file=io.StringIO(), width=width, force_terminal=True)
    console.print(table)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()
