"""Turns German prose into date expressions, as written and as understood; the words are rows of words.toml."""

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from civicgraph.dates import patterns
from civicgraph.dates.literal import OPEN, ends
from civicgraph.dates.reading import Mode, Reading, read
from civicgraph.dates.starts import may_start


class When(msgspec.Struct, frozen=True):
    """A date expression as written and as understood.

    raw: exactly as written; several places are joined by " … ".
    edtf: EDTF literal (levels 0 to 2). None where nothing is known: vague words, no anchor, no such day.
    earliest, latest: days, inclusive. None where open or unknown.
    anchor: the day a relative expression was counted from; None where nothing was counted.
    """

    raw: str
    edtf: str | None
    earliest: date | None
    latest: date | None
    anchor: date | None = None


class Found(msgspec.Struct, frozen=True):
    """A date expression and its place: offsets in code points in the text searched, end exclusive."""

    start: int
    end: int
    when: When


def when(text: str, anchor: date | None = None) -> When:
    """Return the meaning of a text that is one date expression; words such as "am" or "voraussichtlich" may precede it.

    Where nothing is understood, or something is left over, only `raw` is set.
    """
    begin = _skipped(text)
    reading = read(text, begin, anchor, Mode.WHOLE)
    if reading is None or not re.compile(r"[\s)\].,;:“”\"]*").fullmatch(text, reading.end):
        return When(raw=text, edtf=None, earliest=None, latest=None)
    return _when(reading, text, anchor)


def found(text: str, anchor: date | None = None) -> Iterator[Found]:
    """Yield every date expression in running prose, left to right, the longest at each place, none overlapping.

    A word before an expression that carries its own year belongs to it only if it changes the meaning ("bis", "seit").
    Vague words ("zeitnah") and days that do not exist are yielded too, without a literal.
    """
    place = 0
    for start in re.finditer(r"(?<!\w)(?<![0-9][.,/:–-])[\w§]", text):
        if start.start() < place or not may_start(text, start.start()):
            continue
        other = patterns.not_dates().match(text, start.start())
        if other:
            place = other.end()
            continue
        reading = read(text, start.start(), anchor, Mode.PROSE)
        if reading:
            place = reading.end
            yield _found(reading, text, anchor)


def leading(text: str, anchor: date | None = None) -> Found | None:
    """Return the expression at the very start of a line, after white space, or None.

    A year or month alone counts there only before a colon, a dash, a bracket or the end of the line.
    """
    begin = len(text) - len(text.lstrip())
    reading = None if patterns.not_dates().match(text, begin) else read(text, begin, anchor, Mode.LINE)
    return _found(reading, text, anchor) if reading else None


def span(first: When, last: When, raw: str) -> When:
    """Return the time from the start of one expression to the end of another, under a raw text the caller gives.

    An expression without a literal leaves its end open; two of them, or an end before the start, give no literal.
    """
    opens = ends(first.edtf)[0] if first.edtf else OPEN
    closes = ends(last.edtf)[1] if last.edtf else OPEN
    earliest, latest = first.earliest, last.latest
    nothing = first.edtf is None and last.edtf is None
    if nothing or (earliest and latest and earliest > latest):
        return When(raw=raw, edtf=None, earliest=None, latest=None)
    edtf = opens if opens == closes != OPEN else f"{opens}/{closes}"
    return When(raw=raw, edtf=edtf, earliest=earliest, latest=latest, anchor=first.anchor or last.anchor)


def surely_before(a: When, b: When) -> bool:
    """Whether every day `a` may mean lies before every day `b` may mean."""
    return a.latest is not None and b.earliest is not None and a.latest < b.earliest


def possibly_before(a: When, b: When) -> bool:
    """Whether some day `a` may mean lies before some day `b` may mean; an open or unknown end may be any day."""
    return a.earliest is None or b.latest is None or a.earliest < b.latest


def _skipped(text: str) -> int:
    """Return where the expression starts: after white space, brackets and a word that names what is dated."""
    begin = re.compile(r"[\s(\[„“\"]*").match(text)
    place = begin.end() if begin else 0
    carrier = patterns.carrier().match(text, place)
    return carrier.end() if carrier else place


def _found(reading: Reading, text: str, anchor: date | None) -> Found:
    return Found(reading.start, reading.end, _when(reading, text[reading.start : reading.end], anchor))


def _when(reading: Reading, raw: str, anchor: date | None) -> When:
    return When(
        raw=raw,
        edtf=reading.edtf,
        earliest=reading.earliest,
        latest=reading.latest,
        anchor=anchor if reading.anchored else None,
    )
