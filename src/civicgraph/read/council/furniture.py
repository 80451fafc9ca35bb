"""Tells lines that belong to the paper it was printed on: page numbers, rules, addresses."""

import re
from functools import cache

from civicgraph.read.phrases import table

MAX_LINE = 120


@cache
def _rows() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["field"], re.compile(row["pattern"], re.IGNORECASE)) for row in table("council_furniture"))


def furniture(words: str) -> str | None:
    """Return what a line is that says nothing of the council ("Anschrift"), or None."""
    if len(words) > MAX_LINE:
        return None
    return next((field for field, pattern in _rows() if pattern.fullmatch(words)), None)
