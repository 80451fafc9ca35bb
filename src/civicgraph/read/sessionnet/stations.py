"""Turns the table of a paper's Beratungsfolge into sittings: a body with its role, day, meeting, outcome and vote in each row."""

import re

import msgspec

from civicgraph.read.page import Field, Line, Sitting, Span, lines
from civicgraph.read.sessionnet.pairs import Pair
from civicgraph.read.sessionnet.results import Results, results
from civicgraph.read.sessionnet.rows import Row
from civicgraph.read.sessionnet.sheet import DATE, Sheet
from civicgraph.read.sessionnet.unheaded import body_noun
from civicgraph.vocab import scheme

_PATH = "Beratungsfolge[] "
_TAKEN = frozenset(("body", "meeting", "date", "role", "outcome", "vote"))
_ROLE = re.compile(r"\s*\(([^()]{3,60})\)\s*$")


class Table(msgspec.Struct, frozen=True):
    """A table that is a Beratungsfolge: where it stands, and its rows."""

    span: Span
    rows: tuple[Row, ...]


def tables(found: list[Row]) -> list[Table]:
    """Return the tables whose rows name bodies or meetings with their days, and no papers."""
    by_span: dict[Span, list[Row]] = {}
    for row in found:
        by_span.setdefault(row.table, []).append(row)
    return [Table(span, tuple(rows)) for span, rows in by_span.items() if any(_is_station(row) for row in rows)]


def _is_station(row: Row) -> bool:
    names = {cell.name for cell in row.filled}
    return not names & {"paper", "title"} and len(names & {"body", "meeting", "date", "role", "outcome"}) >= 2


def sittings(sheet: Sheet, flow: Table, told: list[Pair]) -> list[Sitting]:
    """Return the sittings of one table in page order; a row that names no body is a finding."""
    found: list[Sitting] = []
    above: Field | None = None
    waits = False
    last: Field | None = None
    for at, row in enumerate(flow.rows):
        if _labelled(row, told):
            continue
        heading = _heading(row)
        if heading is not None:
            found += [Sitting(above)] if waits and above is not None else []
            above, waits = heading, True
            sheet.account.mapped(f"{_PATH}Gremium", heading.value)
            continue
        below = _results(sheet, flow, at, told)
        made = _sittings(sheet, row, above or _continued(row, last), below)
        if not made:
            sheet.row_not_read(sheet.text[row.span.start : row.span.end])
            continue
        waits = False
        last = row.field("body") or last
        found += made
    return [*found, Sitting(above)] if waits and above is not None else found


def _labelled(row: Row, told: list[Pair]) -> bool:
    """Tell whether a row gives results by their labels and belongs to the row above."""
    if any(cell.name for cell in row.filled):
        return False
    return any(row.span.start <= pair.span.start < row.span.end for pair in told)


def _heading(row: Row) -> Field | None:
    """Return the body that a row over the whole table names for the rows below it."""
    filled = row.filled
    if len(filled) != 1 or not (row.is_group or len(row.cells) == 1) or DATE.search(filled[0].value):
        return None
    field = filled[0].field
    return Field("body", field.value, field.span, 1) if field is not None else None


def _results(sheet: Sheet, flow: Table, at: int, told: list[Pair]) -> Results:
    """Return what the labels in a row, and in the rows of labels below it, say."""
    end = at + 1
    while end < len(flow.rows) and _labelled(flow.rows[end], told):
        end += 1
    start, stop = flow.rows[at].span.start, flow.rows[end - 1].span.end
    return results(sheet, [pair for pair in told if start <= pair.span.start < stop], "item", _PATH)


def _continued(row: Row, last: Field | None) -> Field | None:
    """Return the body of the row above where a row tells of a day and more but leaves its cell of the body empty."""
    is_empty = any(cell.name == "body" and cell.field is None for cell in row.cells)
    told = row.field("date") is not None and any(row.field(name) for name in ("outcome", "vote", "role"))
    return last if is_empty and told and row.field("meeting") is None else None


def _sittings(sheet: Sheet, row: Row, above: Field | None, below: Results) -> list[Sitting]:
    """Put one row together, a sitting for each body; a body in brackets behind which its role stands gives both."""
    told = row.field("body") or above or row.field("meeting")
    if told is None:
        return []
    meeting = row.field("meeting") if row.field("body") is not None or told is above else None
    date = _date(sheet, row)
    for cell in row.filled:
        known = cell.name in _TAKEN or (cell.name == "number" and date is not None)
        note = sheet.account.mapped if known else sheet.account.left
        note(_PATH + (cell.heading or cell.name or "Spalte ohne Überschrift"), cell.value)
    return [
        Sitting(
            body=body,
            role=_grouped(row.field("role") or bracket or below.fields.get("role")),
            date=date,
            meeting=_grouped(meeting),
            outcome=_grouped(row.field("outcome") or below.fields.get("outcome")),
            vote=_grouped(row.field("vote") or below.fields.get("vote")),
            number=_grouped(row.field("number")) if date is not None else None,
        )
        for body, bracket in (_body_and_role(sheet, one) for one in _bodies(sheet, told))
    ]


def _bodies(sheet: Sheet, told: Field) -> list[Field]:
    """Return a cell's bodies: one a line where each of several lines names one, else the whole cell."""
    parts = [field for line in lines(sheet.text, told.span.start, told.span.end) if (field := _of(sheet, line))]
    each = len(parts) > 1 and all(part.value[:1].isupper() and body_noun().search(part.value) for part in parts)
    return parts if each else [told]


def _of(sheet: Sheet, line: Line) -> Field | None:
    return sheet.field("body", line.start, line.end, 1)


def _body_and_role(sheet: Sheet, told: Field) -> tuple[Field, Field | None]:
    words = _DAY_BEHIND.sub("", sheet.text[told.span.start : told.span.end])
    match = _ROLE.search(words)
    role = None
    if match is not None and scheme("consultation-role").code(match.group(1)) is not None and match.start() > 0:
        role = sheet.field("role", told.span.start + match.start(1), told.span.start + match.end(1), 1)
        words = words[: match.start()]
    body = sheet.field("body", told.span.start, told.span.start + len(words), 1)
    return body or Field("body", told.value, told.span, 1), role


_DAY_BEHIND = re.compile(rf"[\s,–-]*(?:\bam\b\s*)?{DATE.pattern}.*$", re.DOTALL)


def _date(sheet: Sheet, row: Row) -> Field | None:
    """Return the day: its own cell, else a date in the cell of the meeting."""
    for cell in (row.cell("date"), row.cell("meeting")):
        if cell is not None and cell.field is not None:
            match = DATE.search(sheet.text, cell.field.span.start, cell.field.span.end)
            if match is not None:
                return sheet.field("date", match.start(), match.end(), 1)
    return None


def _grouped(field: Field | None) -> Field | None:
    return Field(field.name, field.value, field.span, 1) if field is not None else None
