"""Turns what coded sheets say into text: table, CSV or JSON."""

import csv
import io
from collections.abc import Sequence

import msgspec
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from civicgraph.evaluate.coded import Agreement, Judged
from civicgraph.query.tables import shown

_JUDGED = (
    "element",
    "coded",
    "right",
    "precision",
    "low",
    "high",
    "pages",
    "missed",
    "recall",
    "recall_low",
    "recall_high",
)
_AGREED = ("element", "coded", "agreed", "kappa")
Cell = str | int | float | None


def judged_text(judged: Sequence[Judged], form: str) -> str:
    """Return precision and recall of a sheet, one row per element. Empty cells: nothing was coded that could say so."""
    nothing = (None, None, None)
    rows = [
        (
            j.element,
            j.coded,
            j.right,
            *(j.precision or nothing),
            j.pages,
            j.missed if j.pages else None,
            *(j.recall or nothing),
        )
        for j in judged
    ]
    return _text(_JUDGED, rows, form)


def agreement_text(agreed: Sequence[Agreement], form: str) -> str:
    """Return the agreement of two sheets, one row per element and one for all."""
    return _text(_AGREED, [(a.element, a.coded, a.agreed, a.kappa) for a in agreed], form)


def _text(columns: tuple[str, ...], rows: Sequence[tuple[Cell, ...]], form: str) -> str:
    if form == "json":
        told = [dict(zip(columns, row, strict=True)) for row in rows]
        return msgspec.json.format(msgspec.json.encode(told), indent=1).decode() + "\n"
    cells = [[_cell(value) for value in row] for row in rows]
    if form == "csv":
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\r\n").writerows([columns, *cells])
        return out.getvalue()
    table = Table(box=box.SIMPLE_HEAD)
    for name in columns:
        table.add_column(name, justify="left" if name == "element" else "right", no_wrap=True)
    for row in cells:
        table.add_row(*(Text(shown(cell)) for cell in row))
    console = Console(file=io.StringIO(), width=140)
    console.print(table)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def _cell(value: Cell) -> str:
    return "" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)
