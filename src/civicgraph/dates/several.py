"""Turns a list of days of one month ("3., 10. und 17. Mai 2023") into one literal: a set of days, or a choice of them."""

import re
from datetime import date
from itertools import pairwise

from msgspec.structs import replace

from civicgraph.dates.period import Parts, Period
from civicgraph.dates.relative import resolved

LISTED = re.compile(
    r"(?P<days>\d{1,2}\.(?:[^\S\n]{0,2},[^\S\n]{0,2}\d{1,2}\.){1,9})[^\S\n]{0,2}(?P<join>,|und|sowie|oder)[^\S\n]{0,2}(?:am[^\S\n])?"
)
"""The days before the last one; two days are a pair of points (joining)."""


def several(
    listed: re.Match[str], last: Parts, anchor: date | None
) -> tuple[str | None, date | None, date | None] | None:
    """Return literal, first and last day of the listed days with the last one's month and year.

    The literal is None where no such days are, where they are out of order, and where only the anchor tells the year. None where `last` is
    no day of a month.
    """
    if last.kind != "day" or last.month is None or last.number is None:
        return None
    numbers = [int(number) for number in re.findall(r"\d{1,2}", listed["days"])]
    periods = [resolved(replace(last, number=number), anchor) for number in (*numbers, last.number)]
    days = [period for period in periods if isinstance(period, Period) and not period.mark]
    if len(days) < len(periods) or any(a.first >= b.first for a, b in pairwise(days)):
        return None, None, None
    opening, closing = "[]" if listed["join"] == "oder" else "{}"
    return f"{opening}{','.join(day.opens for day in days)}{closing}", days[0].first, days[-1].last
