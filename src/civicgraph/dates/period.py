"""Turns the parts of a date expression into a period of the calendar: two days and how exactly they are said."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum
from functools import cache

import msgspec

from civicgraph.dates.words import words


class Missing(Enum):
    """Why an expression has no period: nothing to count from, or no such day."""

    ANCHOR = "anchor"
    DATE = "date"


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What the words of one expression say, nothing filled in.

    number: day, third, EDTF code, quarter, half, week, decade or count, as `kind` has it.
    year_shift: years from the anchor's ("nächsten Jahres" is 1). shift: units from the anchor's.
    unclear: a phrase leaves the year open.
    """

    kind: str
    number: int | None = None
    year: int | None = None
    month: int | None = None
    year_shift: int | None = None
    shift: int | None = None
    unclear: bool = False
    unit: str = "day"
    second: int | None = None
    sign: int = 0
    months: tuple[int, int] | None = None


class Period(msgspec.Struct, frozen=True):
    """A stretch of the calendar.

    first, last: days, inclusive. opens, ends: the EDTF literals of the two ends, as exact as the source.
    code: a literal for the whole, where it has one of its own. mark: "?" inferred, "~" approximate, "" neither.
    anchored: whether it was counted from an anchor.
    """

    first: date
    last: date
    opens: str
    ends: str
    code: str | None = None
    mark: str = ""
    anchored: bool = False

    def edtf(self) -> str:
        """Return the literal of the whole: a code, one date, or an interval."""
        if self.code and not self.mark:
            return self.code
        if self.opens != self.ends:
            return f"{self.opens}{self.mark}/{self.ends}{self.mark}"
        if self.mark == "?" and "-" in self.opens:
            return f"{self.opens[:4]}?{self.opens[4:]}"
        return f"{self.opens}{self.mark}"


def absolute(parts: Parts) -> Period | Missing:
    """Return the period of parts that have their year. Missing.DATE where there is no such day, week or part."""
    try:
        return _builders()[parts.kind](parts)
    except (ValueError, OverflowError, KeyError):
        return Missing.DATE


def days(first: date, last: date) -> Period:
    """Return the period between two days."""
    return Period(first=first, last=last, opens=first.isoformat(), ends=last.isoformat())


def months(year: int, first: int, last: int) -> Period:
    """Return the period of some months, counted from January of a year (13 is the next January).

    Whole years are written as years. Raises ValueError outside the years 1 to 9999.
    """
    begin = date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    final_year, final_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    end = date(final_year, final_month, calendar.monthrange(final_year, final_month)[1])
    length = 4 if begin.month == 1 and end.month == 12 else 7
    return Period(first=begin, last=end, opens=begin.isoformat()[:length], ends=end.isoformat()[:length])


def week(year: int, number: int) -> Period:
    """Return Monday to Sunday of an ISO 8601 week. Raises ValueError where the year has no such week."""
    return days(date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7))


def coded(year: int, code: int) -> Period:
    """Return a part of a year by its EDTF code. Raises KeyError where the data file does not know it."""
    row = words().codes[code]
    period = months(year, *row.months)
    return msgspec.structs.replace(period, code=f"{year:04}-{code}" if row.written else None)


def before(period: Period) -> tuple[str, date]:
    """Return the last year, month or day before a period, as a literal and as its last day.

    Raises OverflowError where the period starts with the year 1.
    """
    day = period.first - timedelta(days=1)
    return day.isoformat()[: len(period.opens)], day


def after(period: Period) -> tuple[str, date]:
    """Return the first year, month or day after a period, as a literal and as its first day.

    Raises OverflowError where the period ends with the year 9999.
    """
    day = period.last + timedelta(days=1)
    return day.isoformat()[: len(period.ends)], day


def _number(parts: Parts) -> int:
    if parts.number is None:
        raise ValueError(f"{parts.kind} without a number")
    return parts.number


def _year(parts: Parts) -> int:
    if parts.year is None:
        raise ValueError(f"{parts.kind} without a year")
    return parts.year


def _month(parts: Parts) -> int:
    if parts.month is None:
        raise ValueError(f"{parts.kind} without a month")
    return parts.month


def _day(parts: Parts) -> Period:
    day = date(_year(parts), _month(parts), _number(parts))
    return days(day, day)


def _third(parts: Parts) -> Period:
    """Return a third of a year, or of a month: days 1–10, 11–20, 21–end."""
    third, year = _number(parts), _year(parts)
    if parts.month is None:
        return coded(year, 36 + third)
    final = (10, 20, calendar.monthrange(year, parts.month)[1])[third - 1]
    return days(date(year, parts.month, third * 10 - 9), date(year, parts.month, final))


def _across(parts: Parts) -> Period:
    """Return a period named by two years, which must follow each other."""
    year = _year(parts)
    if parts.months is None or parts.second not in (year + 1, (year + 1) % 100):
        raise ValueError("the second year does not follow the first")
    return months(year, *parts.months)


def _decade(parts: Parts) -> Period:
    start = _number(parts)
    period = months(start, 1, 120)
    return msgspec.structs.replace(period, code=f"{start // 10:03}X")


@cache
def _builders() -> dict[str, Callable[[Parts], Period]]:
    return {
        "day": _day,
        "month": lambda parts: months(_year(parts), _month(parts), _month(parts)),
        "year": lambda parts: months(_year(parts), 1, 12),
        "third": _third,
        "season": lambda parts: coded(_year(parts), _number(parts)),
        "quarter": lambda parts: coded(_year(parts), 32 + _within(_number(parts), 4)),
        "half": lambda parts: coded(_year(parts), 39 + _within(_number(parts), 2)),
        "week": lambda parts: week(_year(parts), _number(parts)),
        "across": _across,
        "decade": _decade,
    }


def _within(number: int, most: int) -> int:
    if not 1 <= number <= most:
        raise ValueError(f"{number} is not within 1 to {most}")
    return number
