"""Turns EDTF literals into days and their ends, and days into literals (EDTF: https://www.loc.gov/standards/datetime/)."""

import contextlib
import importlib
import io
import re
import warnings
from datetime import date
from functools import cache, lru_cache
from typing import Any

from civicgraph.dates.words import words

OPEN = ".."


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> tuple[date | None, date | None]:
    """Return the first and the last day an EDTF literal (levels 0 to 2) covers, both inclusive.

    They are the `edtf` package's lower_strict and upper_strict. None is an open end, or one without a year, as in
    "XXXX-09-25".

    Raises ValueError, naming the literal, where it is no EDTF, where an end is left empty (write ".."), and where a day
    does not exist or lies outside the years 1 to 9999.
    """
    parser = _package()
    if not edtf.isascii() or edtf != edtf.strip() or edtf.startswith("/") or edtf.endswith("/"):
        raise ValueError(f"'{edtf}' is no EDTF literal: write digits, no blanks, and '..' for an open end")
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints what it could not read
            parsed = parser.parse_edtf(edtf)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
        if "XXXX" in edtf:
            return None, None
        return _day(lower), _day(upper)
    except (parser.EDTFParseException, ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"'{edtf}' is no EDTF literal with days in the years 1 to 9999: {error}") from error


def ends(edtf: str) -> tuple[str, str]:
    """Return the literals a span over this one would start and end with; ".." where it is open or without a year.

    Parts of a year become their months, since codes 33 to 41 cannot end an interval; a doubt about the year moves to
    the end of the literal for the same reason.
    """
    first, _, last = edtf.strip("{}[]").replace(",", "/").partition("/")
    last = last.rpartition("/")[2] or first
    return _end(first, 0), _end(last, 1)


def _end(literal: str, side: int) -> str:
    if literal.startswith("XXXX"):
        return OPEN
    doubted = re.fullmatch(r"(\d{4})\?(-\d\d(?:-\d\d)?)", literal)
    if doubted:
        return f"{doubted[1]}{doubted[2]}?"
    decade = re.fullmatch(r"(\d{3})X", literal)
    if decade:
        return decade[1] + "09"[side]
    part = re.fullmatch(r"(\d{4})-(\d\d)", literal)
    if part and int(part[2]) in words().codes:
        return f"{part[1]}-{words().codes[int(part[2])].months[side]:02}"
    return literal


def _day(bound: Any) -> date | None:
    """Return a bound of the package as a day: it gives a time tuple, or a float for an infinite end."""
    if isinstance(bound, float):
        return None
    return date(bound[0], bound[1], bound[2])


@cache
def _package() -> Any:
    """Return the edtf package, which warns on import about its own grammar and is slow to load."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module("edtf")
