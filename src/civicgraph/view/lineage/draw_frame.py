"""Draws what stands above and below a saved drawing: title and story, and the line that names the source."""

import msgspec

from civicgraph.view.lineage.layout import Drawing
from civicgraph.view.lineage.metrics import wrapped
from civicgraph.view.lineage.model import LineageModel
from civicgraph.view.lineage.xml import tag, text

TITLE, STORY, FOOT = 20.0, 13.0, 11.0
MARGIN = 10.0


class Piece(msgspec.Struct, frozen=True):
    """Finished markup and its height in pixels."""

    svg: str
    height: float


def head(model: LineageModel, drawn: Drawing) -> Piece:
    """Return title and story, to stand above y = 0."""
    room = drawn.width - 2 * MARGIN
    lines = [("headline", line, 26.0) for line in wrapped(model.title.of(drawn.lang), room, TITLE, 3, True)]
    lines += [("story", line, 18.0) for line in wrapped(model.story.of(drawn.lang), room, STORY, 12)]
    height = sum(step for _, _, step in lines) + 14
    return _piece(lines, -height, height)


def foot(model: LineageModel, drawn: Drawing) -> Piece:
    """Return the source line and what was withheld, to stand below the drawing."""
    room = drawn.width - 2 * MARGIN
    told = (model.source_line.of(drawn.lang), model.notice.of(drawn.lang))
    lines = [("foot", line, 15.0) for told_line in told for line in wrapped(told_line, room, FOOT, 4)]
    return _piece(lines, drawn.height, sum(step for _, _, step in lines) + 12)


def _piece(lines: list[tuple[str, str, float]], top: float, height: float) -> Piece:
    found = []
    y = top + 4
    for name, line, step in lines:
        y += step
        found.append(tag("text", {"class": name, "x": MARGIN, "y": y}, text(line)))
    side = "frame" if top < 0 else "frame below"
    return Piece(tag("g", {"class": side}, *found), height)
