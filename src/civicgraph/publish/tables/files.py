"""Turns the rows of tables into CSV, Parquet and one workbook; the same rows give the same bytes."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib.util import find_spec
from typing import TYPE_CHECKING

import xlsxwriter

from civicgraph.publish.tables.content import Content
from civicgraph.publish.tables.model import Column, Table
from civicgraph.query.rows import Value
from civicgraph.query.workbook import CREATED, MAX_ROWS, write_cell

if TYPE_CHECKING:
    import pyarrow

_ROW_GROUP = 100_000


def csv_pieces(content: Content, limit: int) -> Iterator[tuple[bytes, Content]]:
    """Yield CSV (RFC 4180, UTF-8) of at most `limit` bytes with the rows in it, each with a header; a table without rows once.

    Texts stand as they are: CSV has no formulas, and a mark before them would change the data.
    """
    header = _line([column.name for column in content.columns])
    lines, size = [header], len(header)
    kept: list[tuple[Value, ...]] = []
    for row in content.rows:
        line = _line([spelt(value) for value in row])
        if kept and size + len(line) > limit:
            yield b"".join(lines), Content(content.table, content.columns, tuple(kept))
            lines, kept, size = [header], [], len(header)
        lines.append(line)
        kept.append(row)
        size += len(line)
    yield b"".join(lines), Content(content.table, content.columns, tuple(kept))


def spelt(value: Value) -> str:
    """Return a value as XML Schema spells it, an empty cell as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _line(cells: Sequence[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode()


def can_write_parquet() -> bool:
    """Tell whether pyarrow is installed, an optional extra: it takes 170 MB."""
    return find_spec("pyarrow") is not None


def parquet_bytes(content: Content) -> bytes:
    """Return Parquet with typed columns. Times are instants in UTC, decimals doubles."""
    import pyarrow  # an optional extra
    from pyarrow import parquet

    types: dict[str, pyarrow.DataType] = {
        "string": pyarrow.string(), "uri": pyarrow.string(), "integer": pyarrow.int64(), "decimal": pyarrow.float64(),
        "boolean": pyarrow.bool_(), "date": pyarrow.date32(), "datetime": pyarrow.timestamp("us", "UTC"),
    }  # fmt: skip
    columns = [[_plain(row[i]) for row in content.rows] for i in range(len(content.columns))]
    schema = pyarrow.schema([_field(column, types[column.type], content.table) for column in content.columns])
    arrays = [pyarrow.array(cells, field.type) for cells, field in zip(columns, schema, strict=True)]
    out = io.BytesIO()
    parquet.write_table(
        pyarrow.Table.from_arrays(arrays, schema=schema), out, row_group_size=_ROW_GROUP, compression="zstd"
    )
    return out.getvalue()


def _field(column: Column, kind: "pyarrow.DataType", table: Table) -> "pyarrow.Field":
    import pyarrow  # an optional extra

    return pyarrow.field(column.name, kind, column.name not in table.key, {"de": column.de, "en": column.en})


def _plain(value: Value) -> Value:
    return float(value) if isinstance(value, Decimal) else value


def xlsx_bytes(contents: Sequence[Content], explanation: Sequence[Sequence[str]]) -> bytes | None:
    """Return one workbook of all tables behind a sheet that explains them, None where a table is longer than a sheet.

    Every text is written as text: nothing in it can become a formula or a link.
    """
    if any(len(content.rows) > MAX_ROWS for content in contents):
        return None
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"created": CREATED, "title": "civicgraph"})
    _sheet(book, "codebook", explanation[0], explanation[1:])
    for content in contents:
        _sheet(book, content.table.name, [column.name for column in content.columns], content.rows)
    book.close()
    return buffer.getvalue()


def _sheet(book: xlsxwriter.Workbook, name: str, header: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    formats: dict[type, object] = {
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }
    for column, title in enumerate(header):
        sheet.write_string(0, column, title, bold)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            write_cell(sheet, number, column, value, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(header) - 1)
    sheet.set_column(0, len(header) - 1, 22)
