"""Finds what a pattern matches where it is tried only at the offsets at which it can begin."""

import re
from collections.abc import Iterable, Iterator


def matches_at(
    pattern: re.Pattern[str], offsets: Iterable[int], text: str, start: int, end: int
) -> Iterator[re.Match[str]]:
    """Yield the matches that begin at some ascending offsets, none inside another, as a search would find them."""
    done = start
    for offset in offsets:
        match = pattern.match(text, offset, end) if offset >= done else None
        if match is not None:
            yield match
            done = match.end()
