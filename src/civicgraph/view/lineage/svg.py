"""Draws a placed lineage as SVG text; needs no browser, and lets no text of a page become markup."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from civicgraph.view.lineage.draw_axis import scale, through, today_mark
from civicgraph.view.lineage.draw_bands import COLOURS, bands, edges
from civicgraph.view.lineage.draw_frame import foot, head
from civicgraph.view.lineage.draw_lanes import grounds, marks, names
from civicgraph.view.lineage.layout import AXIS_TOP, NAMES, Drawing, drawing
from civicgraph.view.lineage.model import LineageModel
from civicgraph.view.lineage.xml import tag, text


def lineage_svg(model: LineageModel, lang: str, today: date | None = None) -> str:
    """Return a whole SVG file: title, story, drawing, the line that names the source. The same model gives the same bytes.

    today: a day to mark as today; None: no day is, as a file has no clock in it.
    """
    drawn = drawing(model, lang)
    above, below = head(model, drawn), foot(model, drawn)
    height = above.height + drawn.height + below.height
    style = (Path(__file__).parent / "templates" / "drawing.css").read_text("utf-8")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tag(
        "svg",
        {"xmlns": "http://www.w3.org/2000/svg", "class": "lineage alone", "lang": lang, "role": "img",
         "viewBox": f"0 {-above.height:.0f} {drawn.width:.0f} {height:.0f}", "width": f"{drawn.width:.0f}", "height": f"{height:.0f}"},
        tag("title", {}, text(model.title.of(lang))),
        tag("desc", {}, text(model.story.of(lang))),
        tag("style", {}, text(style)),
        tag("rect", {"class": "sheet", "y": -above.height, "width": drawn.width, "height": height}),
        above.svg,
        *parts(model, drawn, False),
        *(today_mark(drawn, today) if today else ()),
        below.svg,
    ) + "\n"  # fmt: skip


def drawing_svg(model: LineageModel, lang: str) -> str:
    """Return the drawing as an SVG element for a page: its events, bands, edges and lanes are buttons.

    Title, story and source line are in it but not shown: they are for the files that the page saves.
    """
    drawn = drawing(model, lang)
    above, below = head(model, drawn), foot(model, drawn)
    attributes = {
        "class": "lineage",
        "viewBox": f"0 0 {drawn.width:.0f} {drawn.height:.0f}",
        "width": f"{drawn.width:.0f}",
        "height": f"{drawn.height:.0f}",
        "role": "group",
        "aria-label": model.title.of(lang),
        "data-head": f"{above.height:.0f}",
        "data-foot": f"{below.height:.0f}",
        "data-scale": " ".join(f"{day.isoformat()},{x:.1f}" for day, x in drawn.days),
        "data-end": f"{drawn.axis_x1:.1f}",
    }
    return tag("svg", attributes, above.svg, *parts(model, drawn, True), below.svg)


def parts(model: LineageModel, drawn: Drawing, live: bool) -> Iterable[str]:
    """Yield the layers of a drawing, the lowest first. live: with buttons for a page."""
    events = {event.id: event for event in model.events}
    ranks = {policy.id: policy.rank % COLOURS for policy in model.policies}
    yield tag("defs", {}, *_defs(drawn.lang))
    yield from grounds(drawn)
    yield tag("g", {"class": "through"}, *through(drawn, live))
    yield from edges(drawn, live)
    yield from bands(drawn, live)
    yield from marks(drawn, events, ranks, live)
    ground = {"class": "sheet", "x": 0, "y": 0, "width": drawn.width, "height": AXIS_TOP + 6}
    sheet = tag("rect", {"class": "sheet", "x": 0, "y": 0, "width": NAMES, "height": drawn.height})
    yield tag("g", {"class": "scale"}, tag("rect", ground), *scale(drawn))
    yield tag("g", {"class": "names"}, sheet, *names(drawn, live))


def _defs(lang: str) -> Iterable[str]:
    for colour in [*map(str, range(COLOURS)), "n"]:
        stops = [(0, 0.04), (0.22, 0.62), (0.78, 0.62), (1, 0.04)]
        stopped = [tag("stop", {"offset": at, "class": f"s{colour}", "stop-opacity": opacity}) for at, opacity in stops]
        yield tag("linearGradient", {"id": f"{lang}-soft-{colour}"}, *stopped)
    lines = tag("path", {"class": "hatch", "d": "M0,6L6,0"})
    yield tag("pattern", {"id": f"{lang}-hatch", "width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}, lines)
