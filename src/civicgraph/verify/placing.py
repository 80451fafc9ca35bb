"""Finds a quote in a text: at its offsets, word for word elsewhere, or in words that are nearly the same."""

import re
from functools import cached_property

import msgspec
from rapidfuzz import fuzz

SIMILAR = 80.0
"""Share of equal characters (rapidfuzz partial ratio, 0 to 100) from which a stretch counts as the quote in changed words."""
COMPARED = 2_000
"""Characters of a quote that are compared at most: its beginning tells it from others."""


class Found(msgspec.Struct, frozen=True):
    """Where a quote stands now, and how it fared. start, end: None where it is gone."""

    state: str
    start: int | None = None
    end: int | None = None


class Place(msgspec.Struct, frozen=True):
    """A quote with its old offsets and what stood around it."""

    quote: str
    start: int
    end: int
    prefix: str
    suffix: str


class Text:
    """A present text in which quotes are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    def find(self, place: Place) -> Found:
        """Return where a quote stands now; of several equal places the one in the same surroundings, else the nearest."""
        if self.text[place.start : place.end] == place.quote:
            return Found("same", place.start, place.end)
        exact = [match.start() for match in re.finditer(re.escape(place.quote), self.text)]
        if exact:
            start = min(exact, key=lambda at: (-self._around(at, place), abs(at - place.start)))
            return Found("moved", start, start + len(place.quote))
        return self._rewrapped(place) or self._reworded(place)

    def _around(self, at: int, place: Place) -> int:
        """Count how much of the quote's surroundings stands around an offset too: prefix, suffix."""
        before = self.text[max(0, at - len(place.prefix)) : at]
        after = self.text[at + len(place.quote) : at + len(place.quote) + len(place.suffix)]
        return (before == place.prefix) + (after == place.suffix)

    @cached_property
    def _flat(self) -> tuple[str, list[int]]:
        """The text with runs of white space as one blank, and the offset of each of its characters."""
        kept, offsets = [], []
        for match in re.finditer(r"\s+|\S", self.text):
            kept.append(" " if match.group()[0].isspace() else match.group())
            offsets.append(match.start())
        return "".join(kept), [*offsets, len(self.text)]

    def _rewrapped(self, place: Place) -> Found | None:
        """Find a quote whose lines only break elsewhere now."""
        flat, offsets = self._flat
        at = flat.find(" ".join(place.quote.split()))
        if at < 0:
            return None
        last = at + len(" ".join(place.quote.split())) - 1
        return Found("moved", offsets[at], offsets[last] + 1)

    def _reworded(self, place: Place) -> Found:
        """Find the stretch that is most like the quote, where one is like it at all."""
        near = fuzz.partial_ratio_alignment(place.quote[:COMPARED], self.text, score_cutoff=SIMILAR)
        if near is None or len(self.text) < len(place.quote) // 2:
            return Found("gone")
        return Found("changed", near.dest_start, near.dest_end)
