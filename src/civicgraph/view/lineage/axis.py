"""Turns days into pixels: a time scale that folds long gaps in which nothing is told."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from civicgraph.view.days import SHORT
from civicgraph.view.lineage.metrics import width

FOLD = 46.0
PAD = 16.0
MOST_FOLDS = 6
TICK_SIZE = 11.5


class Tick(msgspec.Struct, frozen=True):
    """A mark on the axis with its label; line: a line is drawn through the lanes there."""

    x: float
    label: str
    line: bool


class Fold(msgspec.Struct, frozen=True):
    """A gap that was folded to a fixed width."""

    x0: float
    x1: float
    label: str


class Axis:
    """A piecewise linear scale from days to pixels between `x0` and `x1`."""

    def __init__(self, days: Iterable[date], x0: float, x1: float) -> None:
        known = sorted(set(days)) or [date(2000, 1, 1)]
        self.x0, self.x1 = x0, x1
        self.segments = _segments(known)
        folds = len(self.segments) - 1
        spans = [(last - first).days for first, last in self.segments]
        free = (x1 - x0) - folds * FOLD - len(spans) * 2 * PAD
        self._scale = free / sum(spans) if sum(spans) else 0.0
        self._starts: list[float] = []
        x = x0 if sum(spans) else x0 + free / 2
        for span in spans:
            self._starts.append(x + PAD)
            x += 2 * PAD + span * self._scale + FOLD

    def x(self, day: date) -> float:
        """Return the pixel of a day; days outside are held at the borders, days in a fold lie inside it."""
        place = max(0, bisect_right([first for first, _ in self.segments], day) - 1)
        first, last = self.segments[place]
        start = self._starts[place]
        if day <= last:
            return max(self.x0, start + (day - first).days * self._scale)
        end = start + (last - first).days * self._scale
        if place + 1 == len(self.segments):
            return min(self.x1, end + (day - last).days * self._scale)
        following = self.segments[place + 1][0]
        return end + (self._starts[place + 1] - end) * (day - last).days / (following - last).days

    def days(self) -> list[tuple[date, float]]:
        """Return the first and last day of each piece, with their pixels."""
        return [(day, self.x(day)) for segment in self.segments for day in segment]

    def folds(self, lang: str) -> list[Fold]:
        """Return the folded gaps, each with its length in words."""
        found = []
        for (_, last), (first, _) in pairwise(self.segments):
            middle = (self.x(last) + self.x(first)) / 2
            found.append(Fold(middle - FOLD / 2, middle + FOLD / 2, _length((first - last).days, lang)))
        return found

    def ticks(self, lang: str) -> list[Tick]:
        """Return month or year marks whose labels do not collide."""
        step = self._step()
        found: list[Tick] = []
        taken = -1e9
        for place, (first, last) in enumerate(self.segments):
            start = self._starts[place]
            end = start + (last - first).days * self._scale
            marks = [day for day in _months(first, last, step) if start - PAD <= self.x(day)]
            if not marks or self.x(marks[0]) - start > 64:
                marks.insert(0, first)
            year = 0
            for day in marks:
                label = _tick_label(day, step, lang, day.year != year)
                half = width(label, TICK_SIZE) / 2
                exact = day.day == 1
                centre = self.x(day) if exact or end - start > 4 * half else (start + end) / 2
                centre = min(max(centre, self.x0 + half), self.x1 - half)
                if centre - half > taken + 8:
                    found.append(Tick(centre, label, exact))
                    taken, year = centre + half, day.year
        return found

    def _step(self) -> int:
        """Return the months between two marks so that they stand about 58 pixels apart."""
        month = 30.4 * self._scale
        return next((step for step in (1, 2, 3, 6, 12, 24, 60) if month * step >= 58), 120)


def _segments(days: list[date]) -> list[tuple[date, date]]:
    """Split where nothing is told for long: gaps of more than two months and an eighth of the whole, the longest six
    of them.
    """
    whole = (days[-1] - days[0]).days
    gaps = [(b - a, a, b) for a, b in pairwise(days) if (b - a).days > max(62, whole / 8)]
    cuts = sorted((a, b) for _, a, b in sorted(gaps, reverse=True)[:MOST_FOLDS])
    firsts = [days[0], *(b for _, b in cuts)]
    lasts = [*(a for a, _ in cuts), days[-1]]
    return list(zip(firsts, lasts, strict=True))


def _months(first: date, last: date, step: int) -> list[date]:
    found = []
    month = first.year * 12 + first.month - 1
    month += -month % step if step > 1 else 0
    while (day := date(month // 12, month % 12 + 1, 1)) <= last:
        if day >= first - timedelta(days=5):
            found.append(day)
        month += step
    return found


def _tick_label(day: date, step: int, lang: str, with_year: bool) -> str:
    if step >= 12 and (day.month, day.day) == (1, 1):
        return str(day.year)
    name = SHORT[lang][day.month - 1]
    return f"{name} {day.year}" if with_year else name


def _length(days: int, lang: str) -> str:
    months = round(days / 30.44)
    if months < 24:
        return f"{months} {'Mon.' if lang == 'de' else 'mo.'}"
    return f"{round(days / 365.25)} {'Jahre' if lang == 'de' else 'years'}"
