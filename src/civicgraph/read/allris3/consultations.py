"""Reads the Beratungsfolge of an ALLRIS 3 paper: a row for each body, below it a row for each of its sittings."""

import re

from selectolax.lexbor import LexborNode

from civicgraph.read.account import Account
from civicgraph.read.allris3.opening import Opening
from civicgraph.read.grid import cells, inner_rows
from civicgraph.read.markup import codes
from civicgraph.read.page import Field, Sitting
from civicgraph.read.rows import renamed
from civicgraph.read.sittings import suffix

_DATE = re.compile(r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)\.?,?\s+)?(\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4})\W*$")
_MEETING = re.compile(r"(?:des|der)\s|.*[Ss]itzung")


def consultations(seen: Opening, label: LexborNode | None, account: Account) -> tuple[list[Sitting], int]:
    """Return the sittings in page order, and where their rows end in the text. label: the row that opens them, None for none."""
    following = _below(label)
    if following is None:
        return [], 0
    found: list[Sitting] = []
    station: tuple[Field, Field | None] | None = None
    is_bare = False
    for row in inner_rows(following):
        fields = _fields(seen, row)
        date = next((f for f in fields if f.name == "date"), None)
        if date is not None and station is not None:
            found.append(_sitting(station, date, fields, account))
            is_bare = False
        elif date is None and fields:
            if station is not None and is_bare:
                found.append(Sitting(*station))
            station, is_bare = _station(fields, account), True
        elif fields:
            account.left("Beratungsfolge[] Zeile ohne Gremium", " ".join(f.value for f in fields))
    if station is not None and is_bare:
        found.append(Sitting(*station))
    return found, seen.rendered.span(following).end


def _below(label: LexborNode | None) -> LexborNode | None:
    following = label.next if label is not None else None
    while following is not None and following.tag != "tr":
        following = following.next
    return following


def lost(seen: Opening, label: LexborNode) -> str:
    """Return the words beside or below the label of a Beratungsfolge, "" where nothing stands there."""
    following = _below(label)
    told = [seen.rendered.field(node) for node in (*cells(label)[1:], *([following] if following is not None else []))]
    return " ".join(field.value for field in told if field is not None)


def _fields(seen: Opening, row: LexborNode) -> list[Field]:
    """Return the cells that say something, dates named so, meetings by their links."""
    found = []
    for cell in cells(row):
        field = seen.rendered.field(cell, group=1)
        if field is None:
            continue
        targets = codes(cell, seen.rendered)
        name = "date" if _DATE.fullmatch(field.value) else "meeting" if "to010" in targets else ""
        found.append(Field(name, field.value, field.span, field.group))
    return found


def _station(fields: list[Field], account: Account) -> tuple[Field, Field | None]:
    """Read the row of a body: its name, and what it is asked for."""
    account.mapped("Beratungsfolge[] Gremium", fields[0].value)
    if len(fields) > 1:
        account.mapped("Beratungsfolge[] Zuständigkeit", fields[1].value)
    for field in fields[2:]:
        account.left("Beratungsfolge[] weitere Angabe", field.value)
    body = Field("body", fields[0].value, fields[0].span, 1)
    return body, renamed("role", fields[1], 1) if len(fields) > 1 else None


def _sitting(station: tuple[Field, Field | None], date: Field, fields: list[Field], account: Account) -> Sitting:
    """Put a dated row together: the linked cell is the meeting, an outcome phrase or what follows the meeting the outcome."""
    others = [f for f in fields if f is not date]
    meeting = next((f for f in others if f.name == "meeting"), None) or next(
        (f for f in others if _is_meeting(f)), None
    )
    others = [f for f in others if f is not meeting]
    outcome = next((f for f in others if suffix("outcome", f.value)), others[0] if others else None)
    account.mapped("Beratungsfolge[] Datum", date.value)
    if meeting is not None:
        account.mapped("Beratungsfolge[] Sitzung", meeting.value)
    if outcome is not None:
        account.mapped("Beratungsfolge[] Beschluss", outcome.value)
    for field in others:
        if field is not outcome:
            account.left("Beratungsfolge[] weitere Angabe", field.value)
    return Sitting(*station, date, renamed("meeting", meeting, 1), renamed("outcome", outcome, 1))


def _is_meeting(field: Field) -> bool:
    """Tell whether an unlinked cell names a meeting ("des Rates der Stadt") and is no outcome."""
    return _MEETING.match(field.value) is not None and suffix("outcome", field.value) is None
