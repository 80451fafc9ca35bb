"""Turns the rows of a calendar into gatherings: a date in full, or a day whose month the page's heading names."""

import re

import msgspec
from selectolax.lexbor import LexborNode

from civicgraph.read.account import Account
from civicgraph.read.called_off import parted
from civicgraph.read.dom import Rendered
from civicgraph.read.grid import Cell, Row, find_table, inner_rows, row_of, rows
from civicgraph.read.markup import codes, ids
from civicgraph.read.page import Field, Gathering, collapse, span_field
from civicgraph.read.rows import columns, renamed
from civicgraph.read.sight import Sight
from civicgraph.record import Finding

_WEEKDAY = r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)(?:\w{3,8})?\.?,?\s*)"
_DAY = re.compile(rf"{_WEEKDAY}?(?:\d{{1,2}}\.?|\d{{1,2}}\.\s?\d{{1,2}}\.(?:\s?\d{{2,4}})?)(?:,?\s*{_WEEKDAY})?")
_WEEKDAY_ALONE = re.compile(_WEEKDAY)
_PUBLICITY = re.compile(r"öffentlich|vertraulich", re.IGNORECASE)
_STRUCK = "s, del, strike, [style*='line-through']"
_TIME = re.compile(r"(?:ab\s+)?\d{1,2}[:.]\d{2}(?:\s*(?:-|–|bis)\s*\d{1,2}[:.]\d{2})?(?:\s*Uhr)?")
_MONTH = re.compile(
    r"\b(?:(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\s+\d{4}|(?<![\d.])\d{1,2}/\d{4})\b"
)


class Calendar(msgspec.Struct, frozen=True):
    """A calendar's meetings. month: "September 2026" as the page writes it, None where it names none."""

    gatherings: tuple[Gathering, ...]
    month: Field | None
    findings: tuple[Finding, ...]


def gatherings_of(sight: Sight, root: LexborNode, rendered: Rendered, account: Account) -> Calendar:
    """Return the meetings of a page in its order, and the month that it names."""
    taken = _Rows(sight, account, rendered)
    for row in calendar_rows(root, rendered):
        taken.take(row)
    return taken.calendar()


def calendar_rows(root: LexborNode, rendered: Rendered) -> list[Row]:
    """Return the rows of the calendar's table; of all tables where none has the headings of a calendar."""
    table = find_table(root, rendered, columns("calendar"))
    if table is not None:
        return rows(table, rendered, columns("calendar"))
    return [row_of(node, rendered) for node in inner_rows(root)]


class _Rows:
    """Takes a calendar's rows one by one; a row without a date belongs to the day of the row above."""

    def __init__(self, sight: Sight, account: Account, rendered: Rendered) -> None:
        self._found: list[Gathering] = []
        self._findings: list[Finding] = []
        self._day: Field | None = None
        self._sight, self._account, self._rendered = sight, account, rendered

    def take(self, row: Row) -> None:
        """Take one row: a meeting, or a day without one."""
        cells = self._by_name(row)
        carried = tuple(pair for pair in ids(row.node, self._rendered) if pair[0] == "SILFDNR")
        date = cells.get("date")
        if date is not None:
            self._day = Field("date", date.value, date.span)
        body, meeting = cells.get("body"), cells.get("meeting")
        if body is None and meeting is None and not carried:
            self._without_meeting(row, cells)
            return
        if self._day is None:
            self._findings.append(self._without_date(row))
            return
        told, state = self._told(row, body or meeting, cells)
        self._found.append(
            Gathering(
                date=self._day,
                body=renamed("body", told),
                time=renamed("time", cells.get("time")),
                room=renamed("room", cells.get("room")),
                place=renamed("place", cells.get("place")),
                note=renamed("note", cells.get("note") or (meeting if body is not None else None)),
                ids=carried,
                state=state,
                occasion=renamed("occasion", cells.get("occasion")),
                publicity=renamed("publicity", cells.get("publicity")),
            )
        )

    def _told(self, row: Row, named: Field | None, cells: dict[str, Field]) -> tuple[Field | None, Field | None]:
        """Part a meeting's name, and the cells beside it, from the remark that it is called off; words struck out are a finding."""
        state = cells.pop("state", None)
        told = named
        if named is not None:
            told, remark = parted(self._rendered.text, named)
            state = remark or state
        for name in ("meeting", "note", "room", "place"):
            if state is None and name in cells:
                kept, state = parted(self._rendered.text, cells.pop(name))
                cells |= {name: kept} if kept is not None else {}
        if state is None and named is not None and self._rendered.inside(row.node, _STRUCK):
            self._findings.append(meeting_struck(self._sight, named.value))
        return told, state

    def calendar(self) -> Calendar:
        """Return what was taken; a calendar without any meeting is a finding, as an empty month may be true or lost."""
        text = self._rendered.text
        match = _MONTH.search(text)
        month = span_field("month", text, match.start(), match.end()) if match else None
        findings = [*self._findings]
        if not self._found:
            findings.append(
                self._sight.finding(
                    "calendar-without-meetings",
                    "In diesem Kalender steht keine Sitzung: Ist das so, ist nichts zu tun; sonst die ganze Seite speichern.",
                    "No meeting stands in this calendar: if that is so, nothing is to be done; else save the whole page.",
                    severity="info",
                )
            )
        return Calendar(tuple(self._found), month, tuple(findings))

    def _by_name(self, row: Row) -> dict[str, Field]:
        found: dict[str, Field] = {}
        for cell in row.filled:
            name = columns("calendar").get(cell.column) or _by_form(cell, self._rendered)
            if name == "date" and not _DAY.fullmatch(cell.value):
                name = "weekday" if _WEEKDAY_ALONE.fullmatch(cell.value) else None
            if name == "weekday":
                self._account.left("Wochentag", cell.value)
            elif name is None or name in found or cell.field is None:
                self._account.left(f"Spalte {cell.column}" if cell.column else "Spalte ohne Überschrift", cell.value)
            else:
                self._keep(found, name, cell.column or name, cell.field)
        return found

    def _keep(self, found: dict[str, Field], name: str, heading: str, cell: Field) -> None:
        """Keep a cell by what it says: a status says that a meeting is called off, or who may listen; remarks are not taken."""
        if name == "status":
            kept, state = parted(self._rendered.text, cell)
            name = (
                "state"
                if state is not None and kept is None
                else "publicity"
                if _PUBLICITY.search(cell.value)
                else "note"
            )
        found[name] = cell
        (self._account.left if name == "note" else self._account.mapped)(f"Sitzung[] {heading}", cell.value)

    def _without_meeting(self, row: Row, cells: dict[str, Field]) -> None:
        """Account for a row that names no meeting: an empty day says nothing; other words are a finding."""
        others = [
            cell.value
            for cell in row.filled
            if not _DAY.fullmatch(cell.value) and not _WEEKDAY_ALONE.fullmatch(cell.value)
        ]
        if others and cells.keys() - {"date"}:
            self._findings.append(
                self._sight.finding(
                    "row-not-read",
                    "Eine Zeile des Kalenders nennt keine Sitzung; sie wurde nicht übernommen.",
                    "A row of the calendar names no meeting; it was not taken.",
                    value=" ".join(others)[:200],
                )
            )

    def _without_date(self, row: Row) -> Finding:
        return self._sight.finding(
            "meeting-without-date",
            "Über einer Sitzung des Kalenders steht kein Tag; sie wurde nicht übernommen.",
            "No day stands above a meeting of the calendar; it was not taken.",
            value=collapse(" ".join(cell.value for cell in row.filled))[:200],
        )


def meeting_struck(sight: Sight, words: str) -> Finding:
    """Say that a meeting's name is struck out and nothing else says why."""
    return sight.finding(
        "meeting-struck",
        "Eine Sitzung des Kalenders ist durchgestrichen; was das heißt, sagt die Seite nicht: nachsehen.",
        "A meeting of the calendar is struck out; the page does not say what that means: look it up.",
        value=words[:200],
    )


def _by_form(cell: Cell, rendered: Rendered) -> str | None:
    """Return what a cell without a known heading holds, by its form or link."""
    if cell.column:
        return None
    targets = codes(cell.node, rendered)
    if "to010" in targets:
        return "meeting"
    if not targets.isdisjoint(("au020", "gr020", "pa020")):
        return "body"
    if _TIME.fullmatch(cell.value):
        return "time"
    if _WEEKDAY_ALONE.fullmatch(cell.value):
        return "weekday"
    return "date" if _DAY.fullmatch(cell.value) else None
