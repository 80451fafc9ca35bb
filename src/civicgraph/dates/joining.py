"""Turns two points and what joins them into one period: "1. bis 3. Mai 2022", "Oktober/November 2022"."""

from datetime import date, timedelta

from msgspec.structs import replace

from civicgraph.dates.period import Missing, Parts, Period
from civicgraph.dates.relative import resolved
from civicgraph.dates.words import Join

_NUMBERED = {"day", "quarter", "half", "week"}


def joined(first: Parts, last: Parts, kind: Join, anchor: date | None) -> Period | Missing | None:
    """Return the period of two joined points; each takes from the other what it lacks.

    None where the two do not belong together. Missing where they do, but give no period (an end before its start).
    """
    filled = _filled(first, last)
    if filled is None:
        return None
    if kind != "range" and first.year is not None and last.year is None:
        return None
    begin, end = _periods(filled, last, anchor)
    if isinstance(begin, Missing) or isinstance(end, Missing):
        return None if kind != "range" and filled.year is not None else _worst(begin, end)
    if kind != "range" and begin.last + timedelta(days=1) != end.first:
        complete = first.year is not None and not first.kind == last.kind == "year"
        return None if complete else _both(begin, end, kind)
    return _between(begin, end)


def _filled(first: Parts, last: Parts) -> Parts | None:
    """Return the first point with the kind and month it takes from the second; None where they do not fit."""
    if first.kind == "nth":
        return replace(first, kind=last.kind, month=last.month) if last.kind in _NUMBERED else None
    if first.kind == "third" and first.month is None and first.year is None and first.year_shift is None:
        return replace(first, month=last.month) if last.kind in ("third", "month_third") else None
    return None if "vague" in (first.kind, last.kind) else first


def _periods(first: Parts, last: Parts, anchor: date | None) -> tuple[Period | Missing, Period | Missing]:
    """Return both periods; a point without a year takes it from the other, so that the first comes first."""
    if _has_year(first) and not _has_year(last):
        begin = resolved(first, anchor)
        return begin, _moved(last, begin, 1) if isinstance(begin, Period) else begin
    end = resolved(last, anchor)
    if _has_year(first):
        return resolved(first, anchor), end
    return (_moved(first, end, -1) if isinstance(end, Period) else end), end


def _moved(parts: Parts, other: Period, step: int) -> Period | Missing:
    """Return the period of parts without a year in the other's year, or one year on where the order asks for it."""
    here = resolved(replace(parts, year=other.first.year), None)
    if isinstance(here, Period) and (here.first - other.first).days * step < 0:
        here = resolved(replace(parts, year=other.first.year + step), None)
    return replace(here, mark=other.mark, anchored=other.anchored) if isinstance(here, Period) else here


def _has_year(parts: Parts) -> bool:
    calendar = {"day", "month", "third", "season", "quarter", "half", "week"}
    return parts.kind not in calendar or bool(parts.unclear or parts.year is not None or parts.year_shift is not None)


def _between(begin: Period, end: Period) -> Period | Missing:
    if begin.first > end.last:
        return Missing.DATE
    return Period(
        first=begin.first,
        last=end.last,
        opens=begin.opens,
        ends=end.ends,
        mark=begin.mark or end.mark,
        anchored=begin.anchored or end.anchored,
    )


def _both(begin: Period, end: Period, kind: Join) -> Period | Missing:
    """Return two periods that do not touch as an EDTF set (level 2): {both} or [one of them]."""
    if begin.opens != begin.ends or end.opens != end.ends or begin.last >= end.first or begin.mark or end.mark:
        return Missing.DATE
    left, right = "{}" if kind == "list" else "[]"
    whole = _between(begin, end)
    return replace(whole, code=f"{left}{begin.opens},{end.ends}{right}") if isinstance(whole, Period) else whole


def _worst(begin: Period | Missing, end: Period | Missing) -> Missing:
    return Missing.DATE if Missing.DATE in (begin, end) else Missing.ANCHOR
