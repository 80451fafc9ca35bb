"""Turns a SessionNet calendar into gatherings: a day, and in the cell of the meeting its body, its time and its room."""

import re

from civicgraph.read.called_off import parted
from civicgraph.read.page import Field, Gathering, Link, Span, lines
from civicgraph.read.sessionnet.heading import TIME
from civicgraph.read.sessionnet.rows import Cell, Row, rows
from civicgraph.read.sessionnet.sheet import DATE, MONTH, Sheet, ids_in

_DAY = re.compile(r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)[a-z]*\.?,?\s*)?(\d{1,2})\.?(?:\s*(?:Mo|Di|Mi|Do|Fr|Sa|So)[a-z]*\.?)?")
_AFTER_TIME = re.compile(r"(?:\s*Uhr)?[\s,;|/–-]*")
_MARKER = " •·\t\u00a0"


def calendar(sheet: Sheet) -> tuple[list[Gathering], Field | None]:
    """Return the meetings in page order, and the month that the page names (rows that give only a day lie in it)."""
    found: list[Gathering] = []
    day: Field | None = None
    for row in rows(sheet):
        day = _day(sheet, row) or day
        found += _of_row(sheet, row, day)
    match = MONTH.search(sheet.text)
    return found, sheet.field("month", match.start(), match.end()) if match else None


def _of_row(sheet: Sheet, row: Row, day: Field | None) -> list[Gathering]:
    """Return the meetings of one row: none on a day without one, several where the cell links several. day: of this row or one above."""
    cell = row.cell("body") or row.cell("meeting") or row.cell("title") or _linked(sheet, row)
    if cell is None or cell.field is None:
        if any(c.name not in ("date", "weekday", "time") for c in row.filled):
            sheet.row_not_read(sheet.text[row.span.start : row.span.end])
        return []
    if day is None:
        sheet.row_not_read(sheet.text[row.span.start : row.span.end])
        return []
    _account(sheet, row)
    links = _meetings(sheet, cell.field.span)
    if len(links) < 2:
        return [_gathering(sheet, row, day, cell.field.span, links[0] if links else None)]
    ends = [link.span.start for link in links[1:]] + [cell.field.span.end]
    return [_gathering(sheet, row, day, Span(n.span.start, end), n) for n, end in zip(links, ends, strict=True)]


def _meetings(sheet: Sheet, span: Span) -> list[Link]:
    found = [
        link for code in ("si0057", "si0056", "si0050", "to0040") for link in sheet.linked(code, span.start, span.end)
    ]
    seen: dict[tuple[tuple[str, str], ...], Link] = {}
    for link in sorted(found, key=lambda one: one.span.start):
        seen.setdefault(tuple(ids_in(link.target)), link)
    return list(seen.values())


def _linked(sheet: Sheet, row: Row) -> Cell | None:
    """Return the first cell without a known column that links a meeting."""
    for cell in row.filled:
        if cell.field is not None and cell.name == "" and _meetings(sheet, cell.field.span):
            return cell
    return None


def _day(sheet: Sheet, row: Row) -> Field | None:
    """Return the day as the row gives it: a date, else a day of the month."""
    cell = row.cell("date")
    told = [cell] if cell is not None else [c for c in row.filled if c.name in ("", "weekday", "time")]
    for one in told:
        assert one.field is not None  # `filled` and `cell` give filled cells only
        match = DATE.search(sheet.text, one.field.span.start, one.field.span.end)
        if match is not None:
            return sheet.field("date", match.start(), match.end())
        day = _DAY.fullmatch(sheet.text, one.field.span.start, one.field.span.end)
        if day is not None and 1 <= int(day.group(1)) <= 31:
            return sheet.field("date", day.start(1), day.end(1))
    return None


def _gathering(sheet: Sheet, row: Row, day: Field, span: Span, link: Link | None) -> Gathering:
    """Put one meeting together: its own cells, else the lines of its cell below its name."""
    body = sheet.field("body", link.span.start, link.span.end) if link is not None else None
    if body is None:
        first = _lines(sheet, span)[0]
        body = Field("body", first.value, first.span)
    told, state = parted(sheet.text, body)
    others = []
    for line in _lines(sheet, Span(body.span.end, span.end)):
        kept, remark = parted(sheet.text, line)
        state = state or remark
        others += [kept] if kept is not None else []
    time = row.field("time") or next((t for line in others if (t := _time(sheet, line))), None)
    places = [place for line in others if (place := _behind_time(sheet, line)) is not None]
    room = row.field("room") or (Field("room", places[0].value, places[0].span) if places else None)
    place = row.field("place") or (Field("place", places[1].value, places[1].span) if places[1:] else None)
    for other in places[2:]:
        sheet.account.left("Sitzung[] weiterer Text", other.value)
    return Gathering(
        date=day,
        body=told,
        time=time,
        room=room,
        place=place,
        note=row.field("note"),
        ids=tuple(ids_in(link.target)) if link is not None else (),
        state=state or _state(sheet, row),
    )


def _state(sheet: Sheet, row: Row) -> Field | None:
    """Return what another cell says of a meeting that is called off."""
    for name in ("note", "room", "place"):
        field = row.field(name)
        if field is not None and (state := parted(sheet.text, field)[1]) is not None:
            return state
    return None


def _lines(sheet: Sheet, span: Span) -> list[Field]:
    """Return the lines of a cell without the marks of lists."""
    found = []
    for line in lines(sheet.text, span.start, span.end):
        start = line.start + len(line.text) - len(line.text.lstrip(_MARKER))
        field = sheet.field("", start, line.end)
        if field is not None:
            found.append(field)
    return found


def _time(sheet: Sheet, line: Field) -> Field | None:
    match = TIME.match(sheet.text, line.span.start, line.span.end)
    return sheet.field("time", match.start(), match.end()) if match else None


def _behind_time(sheet: Sheet, line: Field) -> Field | None:
    """Return what a line says of the place: all of it, or what follows the time that opens it."""
    told = TIME.match(sheet.text, line.span.start, line.span.end)
    if told is None:
        return line
    mark = _AFTER_TIME.match(sheet.text, told.end(), line.span.end)
    return sheet.field("place", mark.end() if mark else told.end(), line.span.end)


def _account(sheet: Sheet, row: Row) -> None:
    for cell in row.filled:
        field = f"Spalte {cell.heading}" if cell.heading else f"Spalte {cell.name or 'ohne Überschrift'}"
        if cell.name == "weekday":
            sheet.account.left("Wochentag", cell.value)
        elif (cell.name != "note" or _state(sheet, row) is not None) and (
            cell.name or _meetings(sheet, sheet.span(cell.node))
        ):
            sheet.account.mapped(field, cell.value)
        else:
            sheet.account.left(field, cell.value)
