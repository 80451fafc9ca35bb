"""Ties values to the places of a page that say them."""

import re
from datetime import date

from civicgraph import dates
from civicgraph.dates import When, bounds
from civicgraph.read.page import Field, Page
from civicgraph.record import Cited


def cite(page: Page, name: str, *fields: Field | None) -> tuple[Cited, ...]:
    """Return one citation per field that is there, for the property of that prefixed name ("" for the whole thing)."""
    return tuple(
        Cited(property=name, evidence=page.evidence(f.span.start, f.span.end)) for f in fields if f is not None
    )


def place(page: Page, name: str, start: int, end: int) -> tuple[Cited, ...]:
    """Return the citation of one stretch of the page."""
    return (Cited(property=name, evidence=page.evidence(start, end)),)


_WEEKDAY = re.compile(r"^(?:Mo|Di|Mi|Do|Fr|Sa|So|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)\b[.,\s]*")


def day(field: Field) -> When:
    """Return the date that a cell gives, without its weekday; the raw text alone where it is none."""
    return dates.when(_WEEKDAY.sub("", field.value))


def status_of(when: When | None, as_of: date | None) -> str | None:
    """Return "held" for what is dated before the page's own date, "planned" for what is announced on it; None for its own day.

    An interval with a beginning counts by its beginning; a date that is too vague to tell gives None.
    """
    if when is None or as_of is None or when.edtf is None:
        return None
    earliest, latest = when.earliest, when.latest
    if "/" in when.edtf and not when.edtf.startswith(".."):
        earliest, latest = bounds(when.edtf.partition("/")[0])
    if latest is not None and latest < as_of:
        return "held"
    if earliest is not None and earliest > as_of:
        return "planned"
    return None
