"""Draws the time axis: its scale, and what runs from it through the lanes."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from civicgraph.view.lineage.layout import AXIS_TOP, UNDATED, Drawing
from civicgraph.view.lineage.words import word
from civicgraph.view.lineage.xml import tag, text


def through(drawn: Drawing, live: bool) -> Iterable[str]:
    """Yield what runs through the lanes: folds, months, the undated column, the source's day, and in a page a place for today's."""
    bottom = drawn.height - 26
    for fold in drawn.folds:
        strip = {"x": fold.x0 + 8, "y": AXIS_TOP, "width": fold.x1 - fold.x0 - 16, "height": bottom - AXIS_TOP}
        yield tag("rect", {"class": "fold", "fill": f"url(#{drawn.lang}-hatch)", **strip})
    for tick in drawn.ticks:
        if tick.line:
            yield _line("grid", tick.x, AXIS_TOP - 3, bottom)
    if drawn.undated_x is not None:
        box = {"x": drawn.undated_x - 4, "y": AXIS_TOP + 9, "width": drawn.width - drawn.undated_x - 4}
        yield tag("rect", {"class": "undated", "height": bottom - AXIS_TOP - 9, "rx": 5, **box})
    if live:
        yield tag("line", {"class": "today", "y1": AXIS_TOP - 28, "y2": bottom, "display": "none"})
    if drawn.as_of_x is not None:
        yield _line("asof", drawn.as_of_x, AXIS_TOP, bottom + 4)
        label = f"{word('ui', 'asof_line').of(drawn.lang)}: {drawn.as_of}"
        at_end = drawn.as_of_x > (drawn.axis_x0 + drawn.axis_x1) / 2
        place = {"x": drawn.as_of_x + (5 if at_end else -5), "y": bottom + 18}
        yield tag("text", {"class": f"asof below {'end' if at_end else ''}", **place}, text(label))


def scale(drawn: Drawing) -> Iterable[str]:
    """Yield the axis itself: it stays in sight when the drawing is scrolled down."""
    for fold in drawn.folds:
        middle = (fold.x0 + fold.x1) / 2
        yield tag("text", {"class": "gap", "x": middle, "y": AXIS_TOP - 24}, text(fold.label))
        yield tag("path", {"class": "zigzag", "d": f"M{middle - 9:.1f},{AXIS_TOP}l4.5,-5l4.5,10l4.5,-10l4.5,5"})
    pieces = [drawn.axis_x0, *(x for fold in drawn.folds for x in (fold.x0 + 14, fold.x1 - 14)), drawn.axis_x1]
    line = "".join(f"M{a:.1f},{AXIS_TOP}H{b:.1f}" for a, b in zip(pieces[::2], pieces[1::2], strict=True))
    yield tag("path", {"class": "axis", "d": line})
    for tick in drawn.ticks:
        yield tag("text", {"class": "tick", "x": tick.x, "y": AXIS_TOP - 9}, text(tick.label))
    if drawn.undated_x is not None:
        label = word("ui", "undated").of(drawn.lang)
        yield tag("text", {"class": "tick", "x": drawn.undated_x + UNDATED / 2, "y": AXIS_TOP - 7}, text(label))


def today_mark(drawn: Drawing, today: date) -> Iterable[str]:
    """Yield the line of a day within the axis with its label; a day outside is a label with an arrow at that end."""
    (first, start), (last, end) = drawn.days[0], drawn.days[-1]
    label = word("ui", "today").of(drawn.lang)
    if first <= today <= last:
        x = _between(drawn.days, today)
        yield _line("today", x, AXIS_TOP - 34, drawn.height - 26)
        yield tag("text", {"class": "today", "x": x, "y": 14}, text(label))
    elif today < first:
        yield tag("text", {"class": "today", "x": start, "y": AXIS_TOP - 5}, text(f"← {label}"))
    else:
        yield tag("text", {"class": "today", "x": max(end, drawn.axis_x1) + 34, "y": AXIS_TOP - 5}, text(f"{label} →"))


def _between(days: list[tuple[date, float]], day: date) -> float:
    """Return the pixel of a day within the axis, which is straight between its known days."""
    for (first, start), (last, end) in pairwise(days):
        if first <= day <= last:
            return start + (end - start) * ((day - first).days / max(1, (last - first).days))
    return days[0][1]


def _line(name: str, x: float, y1: float, y2: float) -> str:
    return tag("line", {"class": name, "x1": x, "x2": x, "y1": y1, "y2": y2})
