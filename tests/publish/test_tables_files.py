"""The files of tables keep hostile texts as they are, and no spreadsheet runs them."""

import csv
import io
import zipfile

import openpyxl
from pyarrow import parquet

from civicgraph.publish.tables.content import Content
from civicgraph.publish.tables.files import csv_pieces, parquet_bytes, xlsx_bytes
from civicgraph.publish.tables.model import Column, Table

HOSTILE = (
    '=cmd|"/c calc"!A1',
    "@SUM(1)",
    "+1",
    "-1",
    "eins\nzwei",
    'sagt "ja", dann',
    " \u200b=1",
    "<script>",
    "a\r\nb",
    "\ttab",
)


def _hostile() -> Content:
    columns = tuple(Column(name, "string", name, name) for name in ("iri", "text"))
    table = Table("hostile", "", ("iri",), "x", "x", columns)
    return Content(table, columns, tuple((f"urn:{n}", text) for n, text in enumerate(HOSTILE)))


def test_hostile_texts_stay_text_everywhere() -> None:
    ((text, _),) = csv_pieces(_hostile(), 10_000)
    read = list(csv.DictReader(io.StringIO(text.decode(), newline="")))
    assert [row["text"] for row in read] == list(HOSTILE)
    assert parquet.read_table(io.BytesIO(parquet_bytes(_hostile())))["text"].to_pylist() == list(HOSTILE)
    book = xlsx_bytes([_hostile()], [("column",)])
    assert book is not None
    cells = [row[1] for row in openpyxl.load_workbook(io.BytesIO(book))["hostile"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"} and all(cell.hyperlink is None for cell in cells)
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())
