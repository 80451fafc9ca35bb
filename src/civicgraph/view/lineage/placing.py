"""Places the events of one lane: each mark with its label where nothing else lies, the lane as tall as that needs."""

from datetime import date
from typing import TypeAlias

import msgspec

from civicgraph.view.lineage.axis import Axis
from civicgraph.view.lineage.box import Box
from civicgraph.view.lineage.metrics import cut, width, wrapped
from civicgraph.view.lineage.model import Event

LABEL = 11.5
LINE = 14.0
HALF = 7.0
ROOM = 214.0
NARROW = 150.0
NARROWEST = 120.0
STEP = 6.0
TOP = 8.0


class Mark(msgspec.Struct, frozen=True):
    """One event in its place: a point where x0 == x1, else a bar. row: id of the drawn lane, which may be a shared one.

    lines: date first; text_x: where they start.

    open_left, open_right: the interval has no bound there; boxes: the mark's and its label's, for collisions and for
    the pointer.
    """

    id: str
    row: str
    x0: float
    x1: float
    y: float
    open_left: bool
    open_right: bool
    lines: list[str]
    dated: bool
    text_x: float
    text_y: float
    leftward: bool
    boxes: list[Box]


class _Candidate(msgspec.Struct, frozen=True):
    lines: list[str]
    text_x: float
    text_dy: float
    leftward: bool
    boxes: list[Box]
    cost: float


_Placed: TypeAlias = tuple[Event, float, float, bool, _Candidate, float]
"""An event with its x0 and x1, whether its date is shown, the chosen candidate and its y."""


def place(
    events: list[Event],
    axis: Axis | None,
    top: float,
    lang: str,
    room: tuple[float, float],
    with_actor: bool,
    crossing: float | None,
    dense: bool = False,
) -> tuple[list[Mark], float]:
    """Return the marks of one lane that begins at `top`, and how tall it must be. axis: None for the undated column.

    crossing: where an upright line runs that labels should keep off; dense: prefer short labels to a tall lane.
    First come, first placed, in the order of time (undated ones in the order given): highest free place, labels to the
    right before left before below, whole before short; in a crowded lane short first, whole where there is still room.
    """
    crowded = axis is not None and (dense or len(events) > 14)
    placed: list[_Placed] = []
    taken: list[Box] = []
    shown: set[str] = set()
    for event in sorted(events, key=_policies_first) if axis is not None else events:
        x0, x1 = _extent(event, axis, room)
        repeated = any(other.id in shown for other in event.related) and bool(event.label.of(lang))
        shown.add(event.id)
        dated = axis is not None and not repeated
        found = _candidates(event, x0, x1, room, lang, with_actor, dated, crowded)
        chosen, y = _best(found, taken, crossing)
        taken += [_moved(box, y) for box in chosen.boxes]
        placed.append((event, x0, x1, dated, chosen, y))
    height = max((box.y + box.h for box in taken), default=0.0)
    if crowded:
        placed = [_told(one, placed, height, room, lang, with_actor) for one in placed]
    marks = []
    for event, x0, x1, dated, chosen, y in placed:
        boxes = [_moved(box, top + TOP + y) for box in chosen.boxes]
        marks.append(_mark(event, x0, x1, top + TOP + y, chosen, boxes, axis is not None, dated))
    return marks, height + 2 * TOP


def _best(found: list[_Candidate], taken: list[Box], crossing: float | None) -> tuple[_Candidate, float]:
    """Return the candidate with the least cost, and its height: a lower place costs as much as its pixels."""
    best: tuple[float, float, _Candidate] | None = None
    for candidate in found:
        cost = candidate.cost + (9.0 if crossing and _crosses(candidate, crossing) else 0.0)
        y = _highest(candidate, taken, best[0] - cost if best else None)
        if y is not None and (best is None or y + cost < best[0]):
            best = (y + cost, y, candidate)
    assert best is not None
    return best[2], best[1]


def _told(
    one: _Placed, placed: list[_Placed], height: float, room: tuple[float, float], lang: str, with_actor: bool
) -> _Placed:
    """Give an event of a crowded lane its whole label where that still fits beside all others; note it in `placed`."""
    event, x0, x1, dated, _, y = one
    others = [_moved(box, other[5]) for other in placed if other[0] is not event for box in other[4].boxes]
    for candidate in _candidates(event, x0, x1, room, lang, with_actor, dated, False):
        boxes = [_moved(box, y) for box in candidate.boxes]
        fits = all(box.y + box.h <= height for box in boxes)
        if fits and not any(box.meets(other, 4) for box in boxes for other in others):
            told = (event, x0, x1, dated, candidate, y)
            placed[placed.index(one)] = told
            return told
    return one


def size_of(event: Event, lang: str) -> float:
    """Return how wide an event is with its short label."""
    return 2 * HALF + 12 + (width(event.when.short.of(lang), LABEL, True) if event.when else 0)


def _policies_first(event: Event) -> tuple[bool, str, bool, str, int]:
    """Sort by day; on one day what is about a policy comes before what is about a paper."""
    first = event.when.earliest or event.when.latest if event.when else ""
    last = event.when.latest if event.when else ""
    return not first, first, event.sort == "paper", last, event.order


def _extent(event: Event, axis: Axis | None, room: tuple[float, float]) -> tuple[float, float]:
    if axis is None or event.when is None:
        return room[0] + HALF + 6, room[0] + HALF + 6
    first, last = event.when.earliest, event.when.latest
    x0 = axis.x(date.fromisoformat(first)) if first else axis.x0
    x1 = axis.x(date.fromisoformat(last)) if last else axis.x1
    if event.when.earliest != event.when.latest and x1 - x0 < 2 * HALF + 4:
        middle = (x0 + x1) / 2
        x0, x1 = middle - HALF - 2, middle + HALF + 2
    return max(x0, room[0] + HALF), min(x1, room[1] - HALF) if x1 > x0 else max(x0, room[0] + HALF)


def _candidates(
    event: Event,
    x0: float,
    x1: float,
    room: tuple[float, float],
    lang: str,
    with_actor: bool,
    dated: bool,
    crowded: bool,
) -> list[_Candidate]:
    """Return all ways to label an event: each variant of its text at each place where the room holds it."""
    symbol = Box(x0 - HALF, 0, x1 - x0 + 2 * HALF, 2 * HALF)
    found = []
    for lines, cost in _variants(event, x0, x1, room, lang, with_actor, dated, crowded):
        if not lines:
            found.append(_Candidate([], x0, 0, False, [symbol], cost))
            continue
        broad = max(width(line, LABEL, dated and place == 0) for place, line in enumerate(lines))
        cost += 14.0 if lines[-1].endswith("…") else 0.0
        for x, dy, more in _places(x0, x1, room, broad, dated):
            if x >= room[0] and x + broad <= room[1] + 0.5:
                leftward = x < x0 - HALF - 1 and dy == 0
                boxes = [symbol, Box(x, dy, broad, len(lines) * LINE)]
                found.append(_Candidate(lines, x + broad if leftward else x, dy, leftward, boxes, cost + more))
    return found or [_Candidate([], x0, 0, False, [symbol], 0.0)]


def _variants(
    event: Event,
    x0: float,
    x1: float,
    room: tuple[float, float],
    lang: str,
    with_actor: bool,
    dated: bool,
    crowded: bool,
) -> list[tuple[list[str], float]]:
    """Return the texts that an event may be labelled with, each in lines and with its cost: whole, narrow, tall, short."""
    date_line = [event.when.short.of(lang)] if dated and event.when else []
    if event.when and event.when.raw and not (event.when.earliest or event.when.latest):
        date_line = [cut(event.when.raw[0], room[1] - x1 - HALF - 8, LABEL)]
    said = f"{event.actor}: {event.label.of(lang)}".rstrip(": ") if with_actor and event.actor else event.label.of(lang)
    if not date_line and not said:
        said = event.title.of(lang)
    wide = _wide(x0, x1, room)
    rich = wrapped(said, wide, LABEL, 2) if said else []
    if crowded:
        return [(date_line or rich, 0.0), ([], 30.0)]
    variants = [(date_line + rich, 0.0)]
    if len(rich) == 1 and wide > NARROW and len(slim := wrapped(said, NARROW, LABEL, 2)) == 2:
        variants.append((date_line + slim, 3.0))
    if len(tall := wrapped(said, NARROWEST, LABEL, 3)) == 3:
        variants.append((date_line + tall, 8.0))
    if rich and date_line:
        variants.append((date_line, 60.0))
    return variants


def _wide(x0: float, x1: float, room: tuple[float, float]) -> float:
    """Return how wide a label may be: along the axis a fixed width, in the undated column what it leaves."""
    timed = room[1] - room[0] > 300
    wide = ROOM if timed else min(ROOM, room[1] - x1 - HALF - 8)
    return min(wide, x1 - x0 + HALF) if x1 - x0 > 110 else wide


def _places(
    x0: float, x1: float, room: tuple[float, float], broad: float, dated: bool
) -> list[tuple[float, float, float]]:
    """Return where a label may stand, as x, distance below the mark and cost: right of it, left of it, below."""
    found = [(x1 + HALF + 4, 0.0, 0.0), (x0 - HALF - 4 - broad, 0.0, 14.0 if x1 > x0 else 5.0)]
    if dated or x1 > x0:
        below = min(max(x0 - HALF, room[0]), room[1] - broad)
        found.append((below, 2 * HALF + 2, 4.0 if x1 - x0 > 110 else 12.0))
    return found


def _highest(candidate: _Candidate, taken: list[Box], limit: float | None) -> float | None:
    """Return the smallest y at which nothing is met; None where it would not be below `limit`."""
    y = 0.0
    while limit is None or y < limit:
        met = [other for other in taken for box in candidate.boxes if _moved(box, y).meets(other, 4)]
        if not met:
            return y
        y += STEP
    return None


def _crosses(candidate: _Candidate, x: float) -> bool:
    return any(box.x < x < box.x + box.w for box in candidate.boxes[1:])


def _moved(box: Box, dy: float) -> Box:
    return Box(box.x, box.y + dy, box.w, box.h)


def _mark(
    event: Event, x0: float, x1: float, y: float, chosen: _Candidate, boxes: list[Box], timed: bool, dated: bool
) -> Mark:
    date_known = timed and event.when is not None
    return Mark(
        id=event.id,
        row=event.lane,
        x0=x0,
        x1=x1,
        y=y + HALF,
        open_left=bool(date_known and event.when and not event.when.earliest),
        open_right=bool(date_known and event.when and not event.when.latest),
        lines=chosen.lines,
        dated=dated and bool(chosen.lines) and event.when is not None,
        text_x=chosen.text_x,
        text_y=y + chosen.text_dy + 11,
        leftward=chosen.leftward,
        boxes=boxes,
    )
