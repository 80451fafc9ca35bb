"""Turns scores into text: a table for reading, CSV and JSON for programs, each with what was missed and what was invented."""

import csv
import io

import msgspec
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from civicgraph.evaluate.scoring import Difference, Score, Scored
from civicgraph.query.tables import shown

COLUMNS = ("element", "system", "wanted", "found", "right", "precision", "recall", "f1")
_FIELDS = ("kind", "case", "said")


def report_text(scored: Scored, form: str, width: int = 140) -> str:
    """Return scores as a `table`, as `csv` or as `json`. width: characters of a line of the table."""
    if form == "json":
        return _json(scored)
    return _csv(scored) if form == "csv" else _table(scored, width)


def _json(scored: Scored) -> str:
    told = {
        "cases": scored.cases,
        "scores": [dict(zip(COLUMNS, _row(score), strict=True)) for score in scored.scores],
        "missed": [d for d in scored.differences if d.kind == "missed"],
        "invented": [d for d in scored.differences if d.kind == "invented"],
        "unread": [{"case": case, "why": why} for case, why in scored.unread],
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=1).decode() + "\n"


def _csv(scored: Scored) -> str:
    """Return one row per score, then one per difference; the column kind tells them apart."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*COLUMNS, *_FIELDS))
    writer.writerows((*map(_cell, _row(score)), "score", "", "") for score in scored.scores)
    for d in scored.differences:
        writer.writerow((d.element, d.system, *[""] * (len(COLUMNS) - 2), d.kind, d.case, d.said))
    return out.getvalue()


def _table(scored: Scored, width: int) -> str:
    table = Table(box=box.SIMPLE_HEAD, title=f"{scored.cases} cases", title_justify="left")
    for name in COLUMNS:
        table.add_column(name, justify="left" if name in COLUMNS[:2] else "right", no_wrap=True)
    for score in scored.scores:
        table.add_row(*(Text(_cell(value)) for value in _row(score)))
    console = Console(file=io.StringIO(), width=width)
    console.print(table)
    assert isinstance(console.file, io.StringIO)
    lines = [console.file.getvalue().rstrip()]
    for kind in ("missed", "invented"):
        lines += ["", kind, *(_line(d) for d in scored.differences if d.kind == kind)]
    if scored.unread:
        lines += ["", "not read", *(f"  {case}  {shown(why)}" for case, why in scored.unread)]
    return "\n".join(lines) + "\n"


def _line(difference: Difference) -> str:
    return f"  {difference.element}  {difference.case}  {shown(difference.said)}"


def _row(score: Score) -> tuple[str | int | float | None, ...]:
    shares = (None if share is None else round(share, 4) for share in (score.precision, score.recall, score.f1))
    return score.element, score.system, score.wanted, score.found, score.right, *shares


def _cell(value: str | float | None) -> str:
    return "" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)
