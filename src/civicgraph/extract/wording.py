"""Turns stretches of a page's text into words: hyphens of wrapped lines closed, page numbers left out; knows abbreviations."""

import re
from functools import cache

from civicgraph.extract.phrases import table
from civicgraph.read.page import Line, collapse

_WRAPPED = re.compile(
    r"(?<=[a-zäöüß])[-\u00ad][ \t\u00a0]{0,9}\n\s{0,20}(?=[a-zäöüß])(?!(?:und|oder|bzw|sowie|bis|als|wie)\b)"
)
_COMPOUND = re.compile(r"(?<=\w)([-/])[ \t\u00a0]{0,9}\n\s{0,20}(?=\w)(?!(?:und|oder|bzw|sowie|bis)\b)")
MAX_FURNITURE = 200
"""A line longer than this is text."""


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("page_furniture")), re.IGNORECASE)


@cache
def _abbreviation() -> re.Pattern[str]:
    known = "|".join(re.escape(row["abbreviation"]) for row in table("abbreviations"))
    return re.compile(rf"(?:\b(?:{known})|\b[a-zA-Z]|\b\d{{1,2}})$")


def is_abbreviated(text: str, stop: int) -> bool:
    """Tell whether the full stop at an offset belongs to an abbreviation, an initial, an ordinal or a date."""
    return _abbreviation().search(text[max(0, stop - 12) : stop]) is not None


def is_furniture(line: Line) -> bool:
    """Tell whether a line belongs to the paper it was printed on: a page number, a rule, a note on recycled paper."""
    return len(line.text) < MAX_FURNITURE and _furniture().fullmatch(line.text.strip(" \t\u00a0\f")) is not None


def words(text: str) -> str:
    """Return a stretch of text on one line, without page furniture and with the words of wrapped lines whole."""
    if "\n" not in text:
        return collapse(text)
    kept = "\n".join(line for line in text.split("\n") if not is_furniture(Line(0, len(line), line)))
    return collapse(_COMPOUND.sub(r"\1", _WRAPPED.sub("", re.sub(r"\n\s{0,200}\n", "\n\n", kept))))
