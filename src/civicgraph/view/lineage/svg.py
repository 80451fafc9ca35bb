"""Draws a placed lineage as SVG text; needs no browser, and lets no text of a page become markup."""

from collections.abc import Iterable
from pathlib import Path

from civicgraph.view.lineage.bands import EDGE_NAME, BandRow, EdgeLine
from civicgraph.view.lineage.layout import AXIS_TOP, NAMES, UNDATED, Drawing, Row, drawing
from civicgraph.view.lineage.metrics import width
from civicgraph.view.lineage.model import Event, LineageModel
from civicgraph.view.lineage.placing import LABEL, Mark
from civicgraph.view.lineage.shapes import symbol
from civicgraph.view.lineage.words import word
from civicgraph.view.lineage.xml import tag, text

COLOURS = 6
FOOT = 38.0


def lineage_svg(model: LineageModel, lang: str) -> str:
    """Return a whole SVG file: title, drawing, the line that names the source. The same model gives the same bytes."""
    drawn = drawing(model, lang)
    style = (Path(__file__).parent / "templates" / "drawing.css").read_text("utf-8")
    height = drawn.height + 46 + FOOT
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tag(
        "svg",
        {"xmlns": "http://www.w3.org/2000/svg", "class": "lineage alone", "lang": lang, "role": "img",
         "viewBox": f"0 0 {drawn.width:.0f} {height:.0f}", "width": f"{drawn.width:.0f}", "height": f"{height:.0f}"},
        tag("title", {}, text(model.title.of(lang))),
        tag("desc", {}, text(model.story.of(lang))),
        tag("style", {}, text(style)),
        tag("rect", {"class": "sheet", "width": "100%", "height": "100%"}),
        tag("text", {"class": "headline", "x": 10, "y": 30}, text(model.title.of(lang))),
        tag("g", {"transform": "translate(0 46)"}, *parts(model, drawn, False)),
        tag("text", {"class": "foot", "x": 10, "y": height - 26}, text(model.source_line.of(lang))),
        tag("text", {"class": "foot", "x": 10, "y": height - 10}, text(model.notice.of(lang))),
    ) + "\n"  # fmt: skip


def drawing_svg(model: LineageModel, lang: str) -> str:
    """Return the drawing as an SVG element for a page: its events, bands and edges are buttons."""
    drawn = drawing(model, lang)
    size = {"viewBox": f"0 0 {drawn.width:.0f} {drawn.height:.0f}", "width": f"{drawn.width:.0f}"}
    named = {"role": "group", "aria-label": model.title.of(lang)}
    return tag(
        "svg", {"class": "lineage", "height": f"{drawn.height:.0f}", **size, **named}, *parts(model, drawn, True)
    )


def parts(model: LineageModel, drawn: Drawing, live: bool) -> Iterable[str]:
    """Yield the layers of a drawing, the lowest first. live: with buttons for a page."""
    events = {event.id: event for event in model.events}
    ranks = {policy.id: policy.rank % COLOURS for policy in model.policies}
    bottom = drawn.height - 26
    yield tag("defs", {}, *_defs(drawn.lang))
    yield from (_lane(row, place) for place, row in enumerate(drawn.rows))
    yield from _axis(drawn, bottom)
    yield from (_edge(line, band, live) for band in drawn.bands for line in band.edges)
    yield from (_band(band, live) for band in drawn.bands)
    yield from (_edge_label(line, live) for band in drawn.bands for line in band.edges)
    yield from (_mark(mark, events[mark.id], ranks, drawn.lang, live) for mark in drawn.marks)
    names = [tag("rect", {"class": "sheet", "x": 0, "y": 0, "width": NAMES, "height": drawn.height})]
    ground = {"class": "sheet", "x": 0, "y": 0, "width": drawn.width, "height": AXIS_TOP + 6}
    yield tag("g", {"class": "scale"}, tag("rect", ground), *_scale(drawn))
    yield tag("g", {"class": "names"}, *names, *(_name(row, place) for place, row in enumerate(drawn.rows)))


def _defs(lang: str) -> Iterable[str]:
    for colour in [*map(str, range(COLOURS)), "n"]:
        stops = [(0, 0.04), (0.22, 0.62), (0.78, 0.62), (1, 0.04)]
        stopped = [tag("stop", {"offset": at, "class": f"s{colour}", "stop-opacity": opacity}) for at, opacity in stops]
        yield tag("linearGradient", {"id": f"{lang}-soft-{colour}"}, *stopped)
    lines = tag("path", {"class": "hatch", "d": "M0,6L6,0"})
    yield tag("pattern", {"id": f"{lang}-hatch", "width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}, lines)


def _lane(row: Row, place: int) -> str:
    box = {"x": row.box.x, "y": row.box.y, "width": row.box.w, "height": row.box.h, "rx": 4}
    return tag("rect", {"class": f"lane l{place % 2}", **box})


def _name(row: Row, place: int) -> str:
    """Return a lane's name on its own ground: it stays in sight when the drawing is scrolled sideways."""
    top = row.box.y + row.box.h / 2 - len(row.name) * 7.5 + 11.5
    lines = [tag("text", {"class": "name", "x": 10, "y": top + 15 * n}, text(line)) for n, line in enumerate(row.name)]
    if row.heading:
        lines.append(tag("text", {"class": "heading", "x": 10, "y": row.heading_y}, text(row.heading)))
    ground = {"x": 0, "y": row.box.y, "width": NAMES, "height": row.box.h, "rx": 4, "class": f"lane l{place % 2}"}
    return tag("g", {}, tag("rect", ground), *lines)


def _axis(drawn: Drawing, bottom: float) -> Iterable[str]:
    """Yield what the axis draws through the lanes: folds, months, the undated column, the source's day."""
    for fold in drawn.folds:
        strip = {"x": fold.x0 + 8, "y": AXIS_TOP, "width": fold.x1 - fold.x0 - 16, "height": bottom - AXIS_TOP}
        yield tag("rect", {"class": "fold", "fill": f"url(#{drawn.lang}-hatch)", **strip})
    for tick in drawn.ticks:
        if tick.line:
            yield tag("path", {"class": "grid", "d": f"M{tick.x:.1f},{AXIS_TOP - 3}V{bottom:.1f}"})
    if drawn.undated_x is not None:
        box = {"x": drawn.undated_x - 4, "y": AXIS_TOP + 9, "width": drawn.width - drawn.undated_x - 4}
        yield tag("rect", {"class": "undated", "height": bottom - AXIS_TOP - 9, "rx": 5, **box})
    if drawn.as_of_x is not None:
        yield tag("path", {"class": "asof", "d": f"M{drawn.as_of_x:.1f},{AXIS_TOP}V{bottom + 4:.1f}"})
        label = f"{word('ui', 'asof_line').of(drawn.lang)}: {drawn.as_of}"
        at_end = drawn.as_of_x > (drawn.axis_x0 + drawn.axis_x1) / 2
        place = {"x": drawn.as_of_x + (5 if at_end else -5), "y": bottom + 18}
        yield tag("text", {"class": f"asof {'end' if at_end else ''}", **place}, text(label))


def _scale(drawn: Drawing) -> Iterable[str]:
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


def _band(band: BandRow, live: bool) -> str:
    box = {"x": band.box.x, "y": band.box.y, "width": band.box.w, "height": band.box.h, "rx": 6}
    classes = f"band p{band.rank % COLOURS}{'' if band.dated else ' loose'}"
    flag = {"class": "flag", "x": band.box.x, "y": band.box.y, "width": 5, "height": band.box.h, "rx": 2.5}
    name = tag("text", {"class": "bandname", "x": band.name_x, "y": band.box.y + 17.5}, text(band.name))
    return tag(
        "g",
        {**_button(band.id, classes, band.name, live)},
        tag("rect", {"class": "strip", **box}),
        tag("rect", flag),
        name,
    )


def _edge(line: EdgeLine, band: BandRow, live: bool) -> str:
    bend = (line.y1 - line.y0) * 0.55
    bent = f"C{line.x0:.1f},{line.y0 + bend:.1f} {line.x1:.1f},{line.y1 - bend - 6:.1f} {line.x1:.1f},{line.y1 - 7:.1f}"
    curve = f"M{line.x0:.1f},{line.y0:.1f}{bent}"
    head = f"M{line.x1:.1f},{line.y1:.1f}l-5,-9h10z"
    return tag("g", {"class": f"edge p{band.rank % COLOURS} by-{line.kind}", "data-edge": line.id if live else None},
               tag("path", {"class": "curve", "d": curve}), tag("path", {"class": "head", "d": head}))  # fmt: skip


def _edge_label(line: EdgeLine, live: bool) -> str:
    label = tag("text", {"class": "edgename", "x": line.text_x, "y": line.text_y}, text(line.label))
    box = {
        "x": line.text_x - 5,
        "y": line.text_y - 13,
        "width": width(line.label, EDGE_NAME) + 8,
        "height": 18,
        "rx": 4,
    }
    ground = [tag("rect", {"class": name, **box}) for name in ("plate", "hit")]
    return tag("g", {**_button(line.id, f"edgelabel by-{line.kind}", line.label, live)}, *ground, label)


def _mark(mark: Mark, event: Event, ranks: dict[str, int], lang: str, live: bool) -> str:
    colour = f"{ranks[event.policy]}" if event.policy in ranks else "n"
    classes = f"mark p{colour} of-{event.sort} is-{event.status or 'told'} by-{event.kind}"
    box = mark.boxes[0]
    left, top = min(b.x for b in mark.boxes), min(b.y for b in mark.boxes)
    right, low = max(b.x + b.w for b in mark.boxes), max(b.y + b.h for b in mark.boxes)
    inside = [
        tag(
            "rect",
            {"class": "hit", "x": left - 3, "y": top - 3, "width": right - left + 6, "height": low - top + 6, "rx": 5},
        )
    ]
    if mark.x1 > mark.x0:
        bar = {"x": box.x, "y": mark.y - 6, "width": box.w, "height": 12, "rx": 6}
        inside.append(tag("rect", {"class": "bar", "fill": f"url(#{lang}-soft-{colour})", **bar}))
    middle = (mark.x0 + mark.x1) / 2
    inside.append(
        tag("path", {"class": "symbol", "d": symbol(event.sort, middle, mark.y, 5 if mark.x1 > mark.x0 else 6.5)})
    )
    if event.sort in ("inquiry", "mention"):
        inside.append(tag("text", {"class": "asks", "x": middle, "y": mark.y + 3}, text("?")))
    if event.otherwise:
        inside.append(tag("circle", {"class": "flagged", "cx": box.x + box.w - 1, "cy": mark.y - 6, "r": 5}))
        inside.append(tag("text", {"class": "flagtext", "x": box.x + box.w - 1, "y": mark.y - 3}, text("≠")))
    for place, line in enumerate(mark.lines):
        name = ("date" if mark.dated and place == 0 else "said") + (" end" if mark.leftward else "")
        room = round(width(line, LABEL, mark.dated and place == 0) + 2)
        shown = {"class": name, "x": mark.text_x, "y": mark.text_y + 14 * place, "data-w": room if live else None}
        inside.append(tag("text", shown, text(line)))
    return tag("g", {**_button(event.id, classes, spoken(event, lang), live)}, *inside)


def _button(id_: str, classes: str, label: str, live: bool) -> dict[str, str | None]:
    if not live:
        return {"class": classes}
    return {"class": classes, "role": "button", "tabindex": "-1", "data-id": id_, "aria-label": label}


def spoken(event: Event, lang: str) -> str:
    """Return an event as one line: what, who, when, how it ended, and whether it was only announced."""
    parts = [
        event.title.of(lang),
        event.actor,
        event.when.words.of(lang) or ", ".join(event.when.raw)
        if event.when
        else word("status_long", "undated").of(lang),
        " / ".join(outcome.raw or outcome.label.of(lang) for outcome in event.outcomes),
        word("status", "planned").of(lang) if event.status == "planned" else "",
        word("kind", event.kind).of(lang),
    ]
    return ", ".join(part for part in parts if part)
