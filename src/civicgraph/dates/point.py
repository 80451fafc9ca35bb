"""Turns the words at one place of a text into the parts of a date expression."""

import re
from collections.abc import Iterator

import msgspec

from civicgraph.dates import patterns
from civicgraph.dates.period import Parts
from civicgraph.dates.starts import may_start_form
from civicgraph.dates.words import Bare, Form, folded, words


class Point(msgspec.Struct, frozen=True):
    """One form found in a text, and where such a form may stand.

    start, end: offsets in code points, end exclusive.
    """

    start: int
    end: int
    parts: Parts
    bare: Bare


def points(text: str, place: int) -> list[Point]:
    """Return every form that matches at a place, the longest first, then in the order of the data file."""
    if not may_start_form(text, place) or not patterns.any_form().match(text, place):
        return []
    return sorted(_matches(text, place), key=lambda point: -point.end)


def _matches(text: str, place: int) -> Iterator[Point]:
    for form, pattern in patterns.forms():
        match = pattern.match(text, place)
        if match and match.end() > place:
            groups = {name: value for name, value in match.groupdict().items() if value is not None}
            stated = form.year != "no" and groups.keys() & {"year", "year_shift", "year_phrase", "unclear"}
            yield Point(place, match.end(), _parts(form, groups), "alone" if stated else form.bare)


def _parts(form: Form, groups: dict[str, str]) -> Parts:
    table = words()
    shift = groups.get("shift")
    unit = groups.get("unit")
    period = groups.get("period")
    return Parts(
        kind=form.kind,
        number=form.number if form.number is not None else _number(groups),
        year=_year(groups.get("year")),
        month=_month(groups),
        year_shift=_year_shift(groups),
        shift=table.number("shifts", shift) if shift else None,
        unclear="unclear" in groups,
        unit=table.names["units"][folded(unit)]
        if unit
        else table.names["periods"][folded(period)]
        if period
        else "day",
        second=_count(groups["second"]) if "second" in groups else None,
        sign=form.sign,
        months=_months(form, groups),
    )


def _year(text: str | None) -> int | None:
    """Return a year; two digits are 1969 to 2068, as POSIX strptime reads %y."""
    if text is None or len(text) == 4:
        return int(text) if text else None
    return int(text) + (1900 if int(text) >= 69 else 2000)


def _year_shift(groups: dict[str, str]) -> int | None:
    if "year_shift" in groups:
        return words().number("shifts", groups["year_shift"])
    return words().number("year_phrases", groups["year_phrase"]) if "year_phrase" in groups else None


def _month(groups: dict[str, str]) -> int | None:
    if "mm" in groups:
        return int(groups["mm"])
    if "month" not in groups:
        return None
    name = folded(groups["month"]).rstrip(".")
    return words().tables["months"].get(name) or words().number("short_months", name)


def _months(form: Form, groups: dict[str, str]) -> tuple[int, int] | None:
    if form.kind != "across":
        return None
    return words().across[folded(groups.get("across", "jahr"))]


def _count(text: str) -> int:
    return int(text) if text.isdigit() else words().number("numbers", text)


def _number(groups: dict[str, str]) -> int | None:
    """Return the number of a form: a numeral, an ordinal, or the one a word stands for."""
    if "day" in groups or "start" in groups:
        return int(groups.get("day", groups.get("start", "")))
    if "number" in groups:
        return _count(groups["number"])
    if "nth" in groups:
        numeral = re.fullmatch(r"([0-9]+)\.", groups["nth"])
        return int(numeral[1]) if numeral else words().number("ordinals", groups["nth"])
    tables = {
        "third": "thirds",
        "year_third": "year_thirds",
        "season": "seasons",
        "decade": "decades",
        "day_word": "days",
    }
    for group, table in tables.items():
        if group in groups:
            return words().number(table, groups[group])
    return None
