"""Places policies as bands over the time axis, and the edges between them with their labels above the newer band."""

from datetime import date

import msgspec

from civicgraph.view.lineage.axis import Axis
from civicgraph.view.lineage.behind import in_short
from civicgraph.view.lineage.box import Box
from civicgraph.view.lineage.metrics import cut, width
from civicgraph.view.lineage.model import Edge, LineageModel, Policy, Words
from civicgraph.view.lineage.words import word

HEIGHT = 26.0
NAME = 13.0
EDGE_NAME = 11.5
EDGE_LINE = 20.0
EDGE_STEP = 14.0
BESIDE = 60.0


class EdgeLine(msgspec.Struct, frozen=True):
    """An edge: from the older band (x0, y0) to the newer (x1, y1). lines: its label, the first of them at (text_x, text_y)."""

    id: str
    x0: float
    y0: float
    x1: float
    y1: float
    lines: list[str]
    text_x: float
    text_y: float
    kind: str


class BandRow(msgspec.Struct, frozen=True):
    """A policy's band. dated: False where no dated event tells of it; name_x: where the name starts; inside: the name
    lies in the band.
    """

    id: str
    rank: int
    box: Box
    name: str
    name_x: float
    inside: bool
    dated: bool
    edges: list[EdgeLine]
    boxes: list[Box]


def band_rows(
    model: LineageModel, axis: Axis, lang: str, top: float, undated_x: float | None
) -> tuple[list[BandRow], float]:
    """Return one row per policy, older ones above, and where the lanes may begin."""
    rows: list[BandRow] = []
    events = {event.id: event for event in model.events}
    y = top
    boxes: dict[str, Box] = {}
    for policy in model.policies:
        edges = [edge for edge in model.edges if edge.newer == policy.id]
        told = [_told(edge, in_short(edge, events), policy, axis, lang) for edge in edges]
        tops = [y + sum(map(_height, told[:place])) for place in range(len(told))]
        y += sum(map(_height, told))
        box = _box(policy, axis, y, undated_x)
        boxes[policy.id] = box
        name, name_x, inside = _named(policy.name, box, axis, undated_x is not None and not policy.earliest)
        lines = [
            _edge(edge, lines, boxes[edge.older], box, edge_top, axis)
            for edge, lines, edge_top in zip(edges, told, tops, strict=True)
            if edge.older in boxes
        ]
        texts = [label_box(line) for line in lines]
        texts.append(Box(name_x, y + 5, width(name, NAME, True), 16))
        dated = bool(policy.earliest)
        rows.append(BandRow(policy.id, policy.rank, box, name, name_x, inside, dated, lines, texts))
        y += HEIGHT + 12
    return rows, y + 6


def _box(policy: Policy, axis: Axis, y: float, undated_x: float | None) -> Box:
    if not policy.earliest:
        return Box((undated_x if undated_x is not None else axis.x1) + 4, y, 144, HEIGHT)
    x0 = axis.x(date.fromisoformat(policy.earliest)) - 7
    x1 = axis.x(date.fromisoformat(policy.latest)) + 7
    return Box(x0, y, max(x1 - x0, 18), HEIGHT)


def _named(name: str, box: Box, axis: Axis, undated: bool) -> tuple[str, float, bool]:
    """Return the name as it fits: inside the band, right of it, left of it, or cut inside the wider of these."""
    broad = width(name, NAME, True)
    if undated or broad <= box.w - 24:
        return cut(name, box.w - 20, NAME, True), box.x + 12, True
    if box.x + box.w + 10 + broad <= axis.x1:
        return name, box.x + box.w + 10, False
    if box.x - 10 - broad >= axis.x0:
        return name, box.x - 10 - broad, False
    right, left = axis.x1 - box.x - box.w - 10, box.x - 10 - axis.x0
    if box.w - 24 >= max(right, left):
        return cut(name, box.w - 24, NAME, True), box.x + 12, True
    shown = cut(name, max(right, left), NAME, True)
    return shown, box.x + box.w + 10 if right >= left else box.x - 10 - width(shown, NAME, True), False


def _told(edge: Edge, decided: Words, newer: Policy, axis: Axis, lang: str) -> list[str]:
    """Return an edge's label: what came from what and how far that is sure, then the decision behind it.

    In one line where that fits beside the arrow, else in two.
    """
    kind = f" · {word('kind', edge.kind).of(lang)}"
    start = axis.x(date.fromisoformat(newer.earliest)) if newer.earliest else axis.x1
    room = axis.x1 - axis.x0 - 24
    said = cut(edge.words.of(lang), room - width(kind, EDGE_NAME), EDGE_NAME) + kind
    decision = cut(decided.of(lang), room, EDGE_NAME) if decided.of(lang) else ""
    if not decision:
        return [said]
    whole = f"{said} · {decision}"
    return [whole] if start + width(whole, EDGE_NAME) <= axis.x1 + BESIDE else [said, decision]


def _height(lines: list[str]) -> float:
    return EDGE_LINE + EDGE_STEP * (len(lines) - 1)


def label_box(line: EdgeLine) -> Box:
    """Return what an edge's label covers."""
    broad = max(width(text, EDGE_NAME) for text in line.lines)
    return Box(line.text_x, line.text_y - 11, broad, 14 + EDGE_STEP * (len(line.lines) - 1))


def _edge(edge: Edge, lines: list[str], older: Box, newer: Box, y: float, axis: Axis) -> EdgeLine:
    """Return an edge that leaves the older band below and enters the newer one at its left upper corner."""
    broad = max(width(line, EDGE_NAME) for line in lines)
    x0 = min(older.x + older.w - 8, max(older.x + 8, newer.x - 60))
    text_x = max(axis.x0 + 16, min(newer.x + 16, axis.x1 + BESIDE - broad))
    return EdgeLine(edge.id, x0, older.y + older.h, newer.x + 6, newer.y, lines, text_x, y + 15, edge.kind)
