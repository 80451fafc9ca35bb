"""Turns the parts of a relative expression ("im nächsten Jahr", "vor zwei Wochen") and an anchor into a period."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from msgspec.structs import replace

from civicgraph.dates.period import Missing, Parts, Period, absolute, coded, days, months, week


def resolved(parts: Parts, anchor: date | None) -> Period | Missing:
    """Return the period some parts mean, counted from the anchor where they need one.

    A missing year becomes the one that puts the period nearest to the anchor, marked "?"; on a tie the earlier one.
    Missing.ANCHOR where there is nothing to count from, Missing.DATE where no such period exists.
    """
    if parts.unclear:
        return Missing.DATE
    if parts.year is not None or parts.kind == "decade":
        return absolute(parts)
    if parts.kind == "vague" or (parts.kind == "across"):
        return Missing.DATE
    if anchor is None:
        return Missing.ANCHOR if parts.year_shift is not None or _exists(parts) else Missing.DATE
    try:
        period = _counted(parts, anchor)
    except (ValueError, OverflowError, KeyError):
        return Missing.DATE
    return replace(period, anchored=True) if isinstance(period, Period) else period


def _exists(parts: Parts) -> bool:
    """Whether some year has such a period; 2000 has 29 February, 2020 a week 53."""
    if parts.kind in _kinds():
        return True
    return any(isinstance(absolute(replace(parts, year=year)), Period) for year in (2000, 2020))


def _counted(parts: Parts, anchor: date) -> Period | Missing:
    if parts.year_shift is not None:
        return absolute(replace(parts, year=anchor.year + parts.year_shift))
    if parts.kind in _kinds():
        return _kinds()[parts.kind](parts, anchor)
    near = [absolute(replace(parts, year=anchor.year + shift)) for shift in (-1, 0, 1)]
    periods = [period for period in near if isinstance(period, Period)]
    if parts.shift is not None:
        periods = [period for period in periods if _on_side(period, anchor, parts.shift)]
        periods.sort(key=lambda period: _distance(period, anchor))
        return replace(periods[0], mark="?") if periods else Missing.DATE
    if not periods:
        return Missing.DATE
    return replace(min(periods, key=lambda period: _distance(period, anchor)), mark="?")


def _on_side(period: Period, anchor: date, shift: int) -> bool:
    """Whether "letzten" (negative), "diesen" (zero) or "nächsten" (positive) can mean this period."""
    if shift == 0:
        return period.first.year == anchor.year
    return period.last < anchor if shift < 0 else period.first > anchor


def _distance(period: Period, anchor: date) -> int:
    if period.first <= anchor <= period.last:
        return 0
    return min(abs((period.first - anchor).days), abs((period.last - anchor).days))


def _around(unit: str, anchor: date, steps: int) -> Period:
    """Return the day, week, month, quarter, half or year that lies some steps from the anchor's."""
    if unit == "day":
        day = anchor + timedelta(days=steps)
        return days(day, day)
    if unit == "week":
        then = (anchor + timedelta(weeks=steps)).isocalendar()
        return week(then.year, then.week)
    length = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    index = (anchor.year * 12 + anchor.month - 1) // length + steps
    year, place = divmod(index * length, 12)
    if unit in ("quarter", "half"):
        return coded(year, {"quarter": 33, "half": 40}[unit] + place // length)
    return months(year, place + 1, place + length)


def _shifted(parts: Parts, anchor: date) -> Period:
    return _around(parts.unit, anchor, parts.shift or 0)


def _day_word(parts: Parts, anchor: date) -> Period:
    return _around("day", anchor, parts.number or 0)


def _ago(parts: Parts, anchor: date) -> Period:
    """Return what lies a number of units ("vier bis sechs Wochen") before or after the anchor: approximate."""
    count = parts.number or 0
    near, far = sorted((count * parts.sign, (parts.second or count) * parts.sign))
    first, last = _around(parts.unit, anchor, near), _around(parts.unit, anchor, far)
    if first == last:
        return replace(first, mark="~")
    return Period(first=first.first, last=last.last, opens=first.opens, ends=last.ends, mark="~")


def _stretch(parts: Parts, anchor: date) -> Period | Missing:
    """Return the stretch between the anchor and some units before ("letzten") or after it ("nächsten")."""
    sign = parts.sign or parts.shift or 0
    if abs(sign) != 1:
        return Missing.DATE
    here = days(anchor, anchor)
    there = _around(parts.unit, anchor, sign * (parts.number or 0))
    first, last = (there, here) if sign < 0 else (here, there)
    return Period(first=first.first, last=last.last, opens=first.opens, ends=last.ends)


def _month_third(parts: Parts, anchor: date) -> Period | Missing:
    month = _around("month", anchor, parts.shift or 0).first
    return absolute(replace(parts, kind="third", year=month.year, month=month.month))


@cache
def _kinds() -> dict[str, Callable[[Parts, date], Period | Missing]]:
    return {
        "shifted": _shifted,
        "day_word": _day_word,
        "counted": _ago,
        "stretch": _stretch,
        "month_third": _month_third,
    }
