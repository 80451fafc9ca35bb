"""Reads the rows of a Beratungsfolge from lines: `BODY ROLE` / `DD.MM.YYYY` / `MEETING OUTCOME`."""

import re
from functools import cache
from itertools import zip_longest

from civicgraph.read.page import Field, Line, Sitting, Span, span_field
from civicgraph.vocab import scheme

_DATE = re.compile(r"\s*(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)\.?,?\s+)?(\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4})(?!\S)")
_REMARK = re.compile(r"\s*\([^()]{0,80}\)\s*$")


def sittings(rows: list[Line]) -> list[Sitting]:
    """Return the sittings that lines tell, in page order; a station without a date is one sitting without a date."""
    found: list[Sitting] = []
    station: Sitting | None = None
    awaits_result = False
    for line in rows:
        if line.is_blank:
            continue
        date = _DATE.match(line.text)
        if date is None and awaits_result and is_result(line.text):
            found[-1] = _with_result(found[-1], line, 0)
            awaits_result = False
        elif date is None:
            station = _station(line)
            found.append(station)
            awaits_result = False
        elif station is not None:
            day = _shift(span_field("date", line.text, date.start(1), date.end(1)), line)
            sitting = Sitting(station.body, station.role, date=day)
            awaits_result = not line.text[date.end() :].strip(" \u00a0-")
            found.append(sitting if awaits_result else _with_result(sitting, line, date.end()))
    return _without_bare_stations(found)


def is_result(text: str) -> bool:
    """Tell whether a line below a date names its meeting or outcome: "des Rates …", "12. Sitzung …", an outcome phrase."""
    return re.match(r"\s*(?:des|der)\s", text) is not None or "itzung" in text or suffix("outcome", text) is not None


_NAME = re.compile(
    r"\s*(?:(?:[A-ZÄÖÜ][\w./-]*|\d{1,2}\.?|für|und|u\.|der|des|die|von|im|in|zur|zum|sowie|&|\([^()]*\)),?(?:\s+|$))+$"
)


def is_row(text: str) -> bool:
    """Tell whether a line can be a row of a Beratungsfolge: a date, a name of a body, or a meeting and its outcome."""
    return any(
        (
            _DATE.match(text),
            _NAME.match(text),
            suffix("consultation-role", text),
            is_result(text) and not text.rstrip().endswith("."),
        )
    )


def _without_bare_stations(found: list[Sitting]) -> list[Sitting]:
    """Leave out the row of a station that has dated sittings below it."""
    return [
        s for s, n in zip_longest(found, found[1:]) if s.date or n is None or n.date is None or n.body is not s.body
    ]


def _station(line: Line) -> Sitting:
    """Split `BODY ROLE` or `BODY zur ROLE`."""
    split = suffix("consultation-role", line.text)
    body = re.sub(r"\s+(?:zur|zum)\s*$", "", line.text[: split.start]) if split else ""
    if split is None or not body.strip():
        return Sitting(_required("body", line, 0, len(line.text)))
    role = _shift(span_field("role", line.text, split.start, split.end), line)
    return Sitting(_required("body", line, 0, len(body)), role)


def _with_result(sitting: Sitting, line: Line, start: int) -> Sitting:
    """Add what follows the date: the meeting's name and, at the end, an outcome phrase."""
    text = line.text[start:].lstrip(" \u00a0-")
    start = len(line.text) - len(text)
    split = suffix("outcome", text)
    if split is None:
        meeting = _shift(span_field("meeting", line.text, start, len(line.text)), line)
        return Sitting(sitting.body, sitting.role, sitting.date, meeting, sitting.outcome)
    meeting = _shift(span_field("meeting", line.text, start, start + split.start), line)
    outcome = _shift(span_field("outcome", line.text, start + split.start, start + split.end), line)
    return Sitting(sitting.body, sitting.role, sitting.date, meeting, outcome)


@cache
def _endings(scheme_name: str) -> re.Pattern[str]:
    words = sorted(scheme(scheme_name).by_wording, key=lambda w: (-len(w), w))
    spelt = "|".join(r"\s+".join(re.escape(part) for part in word.split(" ")) for word in words)
    return re.compile(rf"(?:^|(?<=[\s(/]))(?:{spelt})\s*\.?\s*$", re.IGNORECASE)


def suffix(scheme_name: str, text: str) -> Span | None:
    """Return where the longest wording of a scheme stands at the end of a text (a remark in brackets may follow it)."""
    remark = _REMARK.search(text)
    stops = [len(text)] + ([remark.start()] if remark else [])
    for stop in stops:
        match = _endings(scheme_name).search(text[:stop].rstrip())
        if match:
            return Span(match.start(), len(text.rstrip()))
    return None


def _required(name: str, line: Line, start: int, end: int) -> Field:
    field = _shift(span_field(name, line.text, start, end), line)
    assert field is not None  # the caller passes lines that are not blank
    return field


def _shift(field: Field | None, line: Line) -> Field | None:
    if field is None:
        return None
    return Field(field.name, field.value, Span(field.span.start + line.start, field.span.end + line.start), field.group)
