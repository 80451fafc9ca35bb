"""Draws the lanes: their grounds, their names, and the events in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from civicgraph.view.lineage.layout import NAMES, Drawing, Row
from civicgraph.view.lineage.metrics import width, wrapped
from civicgraph.view.lineage.model import Event
from civicgraph.view.lineage.placing import LABEL, Mark
from civicgraph.view.lineage.shapes import symbol
from civicgraph.view.lineage.words import filled, word
from civicgraph.view.lineage.xml import button, tag, text

SHORT_NAME = 10.5


def grounds(drawn: Drawing) -> Iterable[str]:
    """Yield the lanes' stripes."""
    for place, row in enumerate(drawn.rows):
        box = {"x": row.box.x, "y": row.box.y, "width": row.box.w, "height": row.box.h, "rx": 4}
        yield tag("g", {"data-row": row.id}, tag("rect", {"class": f"lane l{place % 2}", **box}))


def names(drawn: Drawing, live: bool) -> Iterable[str]:
    """Yield the lanes' names on their own ground, which stays in sight when the drawing is scrolled sideways."""
    counts: dict[str, int] = defaultdict(int)
    for mark in drawn.marks:
        counts[mark.row] += 1
    return (_name(row, place, counts[row.id], drawn.lang, live) for place, row in enumerate(drawn.rows))


def marks(drawn: Drawing, events: Mapping[str, Event], ranks: Mapping[str, int], live: bool) -> Iterable[str]:
    """Yield the events, one group a lane."""
    by_row: dict[str, list[Mark]] = defaultdict(list)
    for mark in drawn.marks:
        by_row[mark.row].append(mark)
    for row in drawn.rows:
        shown = (_mark(mark, events[mark.id], ranks, drawn.lang, live) for mark in by_row[row.id])
        yield tag("g", {"data-row": row.id, "data-y": row.box.y if live else None}, *shown)


def _name(row: Row, place: int, number: int, lang: str, live: bool) -> str:
    """Return a lane's name; in a page it is a button that folds the lane, with a short form of the name for then."""
    top = row.box.y + row.box.h / 2 - len(row.name) * 7.5 + 11.5
    whole = [tag("text", {"class": "name", "x": 10, "y": top + 15 * n}, text(line)) for n, line in enumerate(row.name)]
    ground = {"x": 0, "y": row.box.y, "width": NAMES, "height": row.box.h, "rx": 4, "class": f"lane l{place % 2}"}
    above = [tag("text", {"class": "heading", "x": 10, "y": row.heading_y}, text(row.heading))] if row.heading else []
    if not live:
        return tag("g", {}, *above, tag("rect", ground), *whole)
    told = filled(word("ui", "lane_holds_one" if number == 1 else "lane_holds"), name=row.said, n=str(number)).of(lang)
    brief = wrapped(row.said, NAMES - 28, SHORT_NAME, 2)
    start = row.box.y + 19 - 6 * (len(brief) - 1)
    inside = [
        tag("rect", ground),
        tag("g", {"class": "whole"}, *whole),
        *(tag("text", {"class": "short", "x": 10, "y": start + 12 * n}, text(line)) for n, line in enumerate(brief)),
        tag("path", {"class": "chevron", "d": f"M{NAMES - 15:.0f},{row.box.y + 13:.1f}l4,4l4,-4"}),
    ]
    toggle = {"class": "fold", "role": "button", "tabindex": "-1", "aria-expanded": "true", "data-fold": row.id}
    return tag("g", {"data-row": row.id}, *above, tag("g", {**toggle, "aria-label": told}, *inside))


def _mark(mark: Mark, event: Event, ranks: Mapping[str, int], lang: str, live: bool) -> str:
    colour = f"{ranks[event.policy]}" if event.policy in ranks else "n"
    classes = f"mark p{colour} of-{event.sort} is-{event.status or 'told'} by-{event.kind}"
    inside = [*_hits(mark, live), *_symbol(mark, event, lang, colour), *_labels(mark, live)]
    named = button(event.id, classes, spoken(event, lang), live)
    return tag("g", {**named, "data-y": mark.y} if live else named, *inside)


def _hits(mark: Mark, live: bool) -> Iterable[str]:
    """Yield what the pointer hits: mark and label, and for a folded lane the mark alone."""
    if not live:
        return
    left, top = min(b.x for b in mark.boxes), min(b.y for b in mark.boxes)
    right, low = max(b.x + b.w for b in mark.boxes), max(b.y + b.h for b in mark.boxes)
    whole = {"x": left - 3, "y": top - 3, "width": right - left + 6, "height": low - top + 6, "rx": 5}
    spot = {"x": mark.boxes[0].x - 2, "y": mark.y - 12, "width": mark.boxes[0].w + 4, "height": 24, "rx": 5}
    yield tag("rect", {"class": "hit", **whole})
    yield tag("rect", {"class": "hit spot", **spot})


def _symbol(mark: Mark, event: Event, lang: str, colour: str) -> Iterable[str]:
    box = mark.boxes[0]
    middle = (mark.x0 + mark.x1) / 2
    if mark.x1 > mark.x0:
        bar = {"x": box.x, "y": mark.y - 6, "width": box.w, "height": 12, "rx": 6}
        yield tag("rect", {"class": "bar", "fill": f"url(#{lang}-soft-{colour})", **bar})
    if mark.open_left:
        yield tag("path", {"class": "open", "d": f"M{box.x + 8:.1f},{mark.y - 5:.1f}l-6,5l6,5"})
    if mark.open_right:
        yield tag("path", {"class": "open", "d": f"M{box.x + box.w - 8:.1f},{mark.y - 5:.1f}l6,5l-6,5"})
    radius = 5 if mark.x1 > mark.x0 else 6.5
    yield tag("path", {"class": "symbol", "d": symbol(event.sort, middle, mark.y, radius)})
    if event.sort in ("inquiry", "mention"):
        yield tag("text", {"class": "asks", "x": middle, "y": mark.y + 3}, text("?"))
    if event.otherwise:
        yield tag("circle", {"class": "flagged", "cx": box.x + box.w - 1, "cy": mark.y - 6, "r": 5})
        yield tag("text", {"class": "flagtext", "x": box.x + box.w - 1, "y": mark.y - 3}, text("≠"))


def _labels(mark: Mark, live: bool) -> Iterable[str]:
    for place, line in enumerate(mark.lines):
        bold = mark.dated and place == 0
        name = ("date" if bold else "said") + (" end" if mark.leftward else "")
        room = round(width(line, LABEL, bold) + 2)
        shown = {"class": name, "x": mark.text_x, "y": mark.text_y + 14 * place, "data-w": room if live else None}
        yield tag("text", shown, text(line))


def spoken(event: Event, lang: str) -> str:
    """Return an event as one line: what, who, when, how it ended, whether it was only announced, whether pages differ."""
    parts = [
        event.title.of(lang),
        event.actor,
        event.when.words.of(lang) or ", ".join(event.when.raw)
        if event.when
        else word("status_long", "undated").of(lang),
        " / ".join(outcome.raw or outcome.label.of(lang) for outcome in event.outcomes),
        word("status", "planned").of(lang) if event.status == "planned" else "",
        word("kind", event.kind).of(lang),
        word("ui", "differs").of(lang) if event.otherwise else "",
    ]
    return ", ".join(part for part in parts if part)
