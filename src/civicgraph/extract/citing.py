"""Ties values to the places of a page that say them."""

import re
from datetime import date

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


def sentence(page: Page, start: int, end: int) -> tuple[int, int]:
    """Return the sentence, or the line, around [start, end): from the last full stop or line feed to the next."""
    begin = page.body.start
    for match in re.finditer(r"\n|(?<=[a-zäöüß)“”\"]{2})[.!?:]\s+(?=[A-ZÄÖÜ„“\"])", page.text[page.body.start : start]):
        begin = page.body.start + match.end()
    tail = re.search(r"\n|(?<=[a-zäöüß)“”\"]{2})[.!?](?=\s+[A-ZÄÖÜ„“\"]|\s*\n|\s*$)|$", page.text[end : page.body.end])
    stop = end + (tail.end() if tail and tail.group(0) != "\n" else tail.start() if tail else 0)
    return begin, max(end, stop)


def status_of(when: When | None, as_of: date | None) -> str | None:
    """Return "held" for what is dated before the page's own date, "planned" for what is announced on it.

    An interval with a beginning counts by its beginning; a date that is too vague to tell gives None.
    """
    if when is None or as_of is None or when.edtf is None:
        return None
    earliest, latest = when.earliest, when.latest
    if "/" in when.edtf and not when.edtf.startswith(".."):
        earliest, latest = bounds(when.edtf.partition("/")[0])
    if latest is not None and latest <= as_of:
        return "held"
    if earliest is not None and earliest > as_of:
        return "planned"
    return None
