"""Reads what an agenda unfolds below an item: the paper's parts, and what earlier sittings decided on it."""

import re

import msgspec

from civicgraph.read.page import Field, Line, Section, Sitting, Span, collapse, span_field
from civicgraph.read.sections import heading_of

_SITTING = re.compile(r"\s*(\d{1,2}\.\s?\d{1,2}\.\s?\d{4})\s+[-–]\s+(\S.*)$")
_RESULT = re.compile(r"\s*((?:[ÖN]\s*)?\d{1,3}(?:\.\d{1,3})*\.?)\s+[-–]\s+(\S.*)$")
_MARKS = frozenset(("vorlage", "drucksache", "antrag", "anfrage", "beschlüsse"))


class Unfolded(msgspec.Struct, frozen=True):
    """What stands below one item. rest: lines that neither a heading nor a sitting opens."""

    sections: tuple[Section, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    rest: tuple[Line, ...] = ()


def opens(text: str) -> bool:
    """Tell whether a line opens an unfolded part: "VORLAGE", a section's heading, "DD.MM.YYYY - BODY"."""
    words = collapse(text)
    is_mark = words.isupper() and words.rstrip(":").casefold() in _MARKS
    return is_mark or heading_of(text) is not None or _SITTING.match(text) is not None


def is_result(before: Line, line: Line) -> bool:
    """Tell whether a line is the number and outcome ("Ö 3 - OUTCOME") below the date of a sitting."""
    return _SITTING.match(before.text) is not None and _RESULT.match(line.text) is not None


def unfolded(rows: list[Line], day: str = "") -> Unfolded:
    """Read the lines below an item. day: the meeting's own date as printed; what was resolved on another day is no section of this item."""
    sections: list[Section] = []
    sittings: list[Sitting] = []
    rest: list[Line] = []
    name, start, is_own = "", 0, True
    for index, line in enumerate(rows):
        sitting = _SITTING.match(line.text)
        code = heading_of(line.text)
        if (sitting or code) and name:
            sections += _section(name, start, line.start, rows)
        if sitting:
            sittings.append(_sitting(line, sitting, rows[index + 1 : index + 2]))
            name, is_own = "", collapse(sitting.group(1)) in day
        elif code:
            name, start = (code if is_own else ""), line.end
        elif index and is_result(rows[index - 1], line):
            continue
        elif not name and is_own and not line.is_blank and not opens(line.text):
            rest.append(line)
    if name:
        sections += _section(name, start, rows[-1].end, rows)
    return Unfolded(tuple(sections), tuple(sittings), tuple(rest))


def _section(name: str, start: int, end: int, rows: list[Line]) -> list[Section]:
    """Return the section between two offsets where something stands there."""
    told = any(not line.is_blank for line in rows if start < line.start < end)
    return [Section(name, Span(start, end))] if told else []


def _sitting(line: Line, match: re.Match[str], following: list[Line]) -> Sitting:
    """Put `DD.MM.YYYY - BODY` and the line `Ö 3 - OUTCOME` below it together."""
    result = _RESULT.match(following[0].text) if following else None
    outcome = _at(following[0], "outcome", result.start(2), result.end(2)) if result else None
    body = _at(line, "body", match.start(2), match.end(2))
    assert body is not None  # the group holds a visible character
    return Sitting(body, date=_at(line, "date", match.start(1), match.end(1)), outcome=outcome)


def _at(line: Line, name: str, start: int, end: int) -> Field | None:
    field = span_field(name, line.text, start, end)
    if field is None:
        return None
    return Field(name, field.value, Span(field.span.start + line.start, field.span.end + line.start))
