"""Turns one place of a text into a reading: lead words, one or two points, what joins them, and the literal."""

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum

import msgspec

from civicgraph.dates import patterns
from civicgraph.dates.joining import joined
from civicgraph.dates.literal import OPEN
from civicgraph.dates.period import Missing, Period, after, before
from civicgraph.dates.point import Point, points
from civicgraph.dates.relative import resolved
from civicgraph.dates.several import LISTED, several
from civicgraph.dates.words import Join, Lead, Way, folded, words

MOST_LEADS = 4


class Mode(Enum):
    """Where an expression is looked for: it is the whole text, stands in prose, or starts a line."""

    WHOLE = "whole"
    PROSE = "prose"
    LINE = "line"


class Reading(msgspec.Struct, frozen=True):
    """An expression at a place of a text (code points, end exclusive) and what it says; None as in `When`."""

    start: int
    end: int
    edtf: str | None
    earliest: date | None
    latest: date | None
    anchored: bool


class _Led(msgspec.Struct, frozen=True):
    """The lead words before a point: where they start, where the point does, and what they say."""

    starts: tuple[int, ...]
    end: int
    leads: tuple[Lead, ...]

    def makes_year(self) -> bool:
        return any(lead.year for lead in self.leads)

    def says(self) -> bool:
        """Whether there is more than articles and adverbs."""
        return any(lead.way != "idle" for lead in self.leads)


class _Said(msgspec.Struct, frozen=True):
    """One or two points and the period they name; kind is the join's, None for one point."""

    first: Point
    last: Point
    period: Period | Missing
    kind: Join | None = None


def read(text: str, place: int, anchor: date | None, mode: Mode) -> Reading | None:
    """Return the longest expression that starts at a place, or None."""
    readings = [
        _reading(text, led, said, anchor) for led in _led(text, place) for said in _said(text, led, anchor, mode)
    ]
    readings += [reading for led in _led(text, place) if (reading := _listed(text, led, anchor)) is not None]
    return max(readings, key=lambda reading: reading.end, default=None)


def _listed(text: str, led: _Led, anchor: date | None) -> Reading | None:
    """Return the reading of several days of one month, behind lead words that change nothing."""
    listed = LISTED.match(text, led.end)
    if listed is None or any(lead.way not in ("idle", "at") for lead in led.leads):
        return None
    for last in points(text, listed.end()):
        told = several(listed, last.parts, anchor) if last.bare != "first" and _is_whole(text, last) else None
        if told is not None:
            return Reading(led.end, last.end, *told, False)
    return None


def _led(text: str, place: int) -> Iterator[_Led]:
    """Yield no lead words, then the first, the first two, … of those that stand at a place."""
    led = _Led((), place, ())
    yield led
    for _ in range(MOST_LEADS):
        match = patterns.lead().match(text, led.end)
        if not match:
            return
        lead = words().leads[folded(match["lead"])]
        led = _Led((*led.starts, match.start()), match.end(), (*led.leads, lead))
        yield led


def _said(text: str, led: _Led, anchor: date | None, mode: Mode) -> Iterator[_Said]:
    """Yield the longest single point and the longest pair of points that may stand after some lead words."""
    between = any(lead.way == "between" for lead in led.leads)
    single = False
    for first in points(text, led.end):
        if not single and not between and _may_stand(text, first, led, mode):
            single = True
            yield _Said(first, first, resolved(first.parts, anchor))
        if first.bare == "word" and mode is Mode.PROSE and not led.makes_year():
            continue
        pair = _pair(text, first, led, anchor, mode)
        if pair:
            yield pair
            return


def _pair(text: str, first: Point, led: _Led, anchor: date | None, mode: Mode) -> _Said | None:
    match = patterns.join().match(text, first.end)
    if not match:
        return None
    kind = words().joins[folded(match["mark"] or match["word"])]
    if any(lead.way == "between" for lead in led.leads) and kind == "list":
        kind = "range"
    free = led.says() or mode is Mode.WHOLE or bool(match["word"] and kind == "range")
    for last in points(text, _past_neutral(text, match.end())):
        if last.bare == "first" or (last.bare == "joined" and not free) or not _is_whole(text, last):
            continue
        if last.bare == "word" and first.parts.kind != "year" and (first.parts.year is None or kind != "range"):
            continue
        period = joined(first.parts, last.parts, kind, anchor)
        if period is not None:
            return _Said(first, last, period, kind)
    return None


def _past_neutral(text: str, place: int) -> int:
    """Return the place after lead words that change nothing, as in "bis zum 3. Mai"."""
    for led in reversed(list(_led(text, place))):
        if all(lead.way in ("idle", "at", "about") for lead in led.leads):
            return led.end
    return place


def _may_stand(text: str, point: Point, led: _Led, mode: Mode) -> bool:
    if not _is_whole(text, point) or point.bare == "first":
        return False
    if point.bare == "alone" or mode is Mode.WHOLE:
        return True
    if mode is Mode.LINE and not led.leads:
        return re.compile(r"[^\S\n]{0,9}(?:[:–—(\n]|-\s|\Z)").match(text, point.end) is not None
    return led.makes_year() if point.bare == "word" else led.says()


def _is_whole(text: str, point: Point) -> bool:
    """Whether a point without a year is no part of a compound ("August-Bebel-Straße"), and no year follows unread."""
    if point.parts.year is not None or point.parts.kind == "vague":
        return True
    return re.compile(rf"-[^\W\d_]|[-–]\d|{patterns.GAP}(?:19|20)[0-9]{{2}}(?![0-9])").match(text, point.end) is None


def _reading(text: str, led: _Led, said: _Said, anchor: date | None) -> Reading:
    ways = [lead.way for lead in led.leads if lead.way not in ("idle", "at", "between")]
    edtf, earliest, latest = _literal(said, ways)
    anchored = isinstance(said.period, Period) and said.period.anchored
    return Reading(_start(led, said), said.last.end, edtf, earliest, latest, anchored)


def _start(led: _Led, said: _Said) -> int:
    """Return where the expression starts: with a word that changes its meaning, or with "im" where it has no year."""
    idle = {"idle", "at"} if said.last.parts.year is not None else {"idle"}
    kept = [start for start, lead in zip(led.starts, led.leads, strict=True) if lead.way not in idle]
    return kept[0] if kept else led.end


def _literal(said: _Said, ways: list[Way]) -> tuple[str | None, date | None, date | None]:
    """Return the literal and its bounds after the lead words had their say; bounds as the edtf package has them."""
    sides = {way for way in ways if way != "about"}
    period = said.period
    if period is Missing.DATE:
        return None, None, None
    if period is Missing.ANCHOR or (sides & {"from", "after"} and sides & {"until", "before"}):
        return (f"{OPEN}/{OPEN}" if sides else _yearless(said)), None, None
    assert isinstance(period, Period)
    if sides and not (said.kind == "range" and sides == {"from"}):
        way = next(way for way in reversed(ways) if way in sides)
        try:
            return _one_sided(period, way)
        except OverflowError:  # before the year 1, after the year 9999
            return None, None, None
    if "about" in ways and not period.mark:
        period = msgspec.structs.replace(period, mark="~" if not period.code and period.opens == period.ends else "")
    return period.edtf(), period.first, period.last


def _one_sided(period: Period, way: Way) -> tuple[str, date | None, date | None]:
    mark = period.mark
    if way == "from":
        return f"{period.opens}{mark}/{OPEN}", period.first, None
    if way == "until":
        return f"{OPEN}/{period.ends}{mark}", None, period.last
    if way == "before":
        literal, day = before(period)
        return f"{OPEN}/{literal}{mark}", None, day
    literal, day = after(period)
    return f"{literal}{mark}/{OPEN}", day, None


def _yearless(said: _Said) -> str | None:
    """Return the literal of a day or month whose year nothing tells (EDTF level 2: "XXXX-09-25"), else None."""
    parts = said.first.parts
    if said.kind or parts.month is None or parts.year_shift is not None or parts.shift is not None:
        return None
    if parts.kind == "day":
        return f"XXXX-{parts.month:02}-{parts.number:02}"
    return f"XXXX-{parts.month:02}" if parts.kind == "month" else None
