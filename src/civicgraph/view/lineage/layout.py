"""Places everything a lineage drawing shows: lanes, marks, labels, bands and edges, so that no label lies on another.

Pixels from the top left corner. Nothing here knows SVG; nothing here knows the graph.
"""

from collections import defaultdict
from datetime import date

import msgspec

from civicgraph.view.days import day
from civicgraph.view.lineage.axis import Axis, Fold, Tick
from civicgraph.view.lineage.bands import BandRow, band_rows
from civicgraph.view.lineage.box import Box
from civicgraph.view.lineage.metrics import wrapped
from civicgraph.view.lineage.model import Event, Lane, LineageModel
from civicgraph.view.lineage.placing import Mark, place, size_of
from civicgraph.view.lineage.words import word

NAMES = 184.0
GAP = 12.0
AXIS_TOP = 54.0
AXIS_LEAST, AXIS_MOST, AXIS_DENSE = 474.0, 1900.0, 518.0
MARGIN = 88.0
UNDATED = 156.0
LANE_LEAST = 34.0
HEADING = 24.0
APART = 10.0
MERGE_ABOVE = 24
DENSE_ABOVE = 80
NAME_SIZE = 12.5


class Row(msgspec.Struct, frozen=True):
    """One lane: its band across the drawing, its name whole and in lines, and the heading of its group above it ("" for none)."""

    id: str
    box: Box
    said: str
    name: list[str]
    heading: str
    heading_y: float


class Drawing(msgspec.Struct, frozen=True):
    """All places of one drawing. days: the axis as days and their pixels, between which it is straight.

    undated_x: where the column of undated events begins, None without one.
    """

    width: float
    height: float
    lang: str
    axis_x0: float
    axis_x1: float
    days: list[tuple[date, float]]
    ticks: list[Tick]
    folds: list[Fold]
    bands: list[BandRow]
    lanes_top: float
    rows: list[Row]
    marks: list[Mark]
    undated_x: float | None
    as_of_x: float | None
    as_of: str


class _Sheet(msgspec.Struct, frozen=True):
    """What all lanes of a drawing share. crossing: where the line of the source's day runs."""

    lang: str
    axis: Axis
    width: float
    undated_x: float | None
    crossing: float | None
    dense: bool


def drawing(model: LineageModel, lang: str) -> Drawing:
    """Place a model's lanes, events, policies and edges, with labels in one language."""
    merged = _merged(model)
    by_lane: dict[str, list[Event]] = defaultdict(list)
    for event in model.events:
        by_lane[merged.get(event.lane, event.lane)].append(event)
    undated = any(not _is_dated(event) for event in model.events) or any(not p.earliest for p in model.policies)
    x0 = NAMES + GAP
    dense = len(model.events) > DENSE_ABOVE
    x1 = x0 + _axis_width(by_lane, lang, dense)
    axis = Axis(_days(model), x0, x1)
    undated_x = x1 + MARGIN + GAP if undated else None
    whole = undated_x + UNDATED + GAP if undated_x else x1 + MARGIN + GAP
    bands, lanes_top = band_rows(model, axis, lang, AXIS_TOP + 10, undated_x)
    crossing = axis.x(date.fromisoformat(model.as_of)) if model.as_of else None
    sheet = _Sheet(lang, axis, whole, undated_x, crossing, dense)
    rows, marks, bottom = _rows(model, sheet, by_lane, merged, lanes_top)
    return Drawing(
        width=whole,
        height=bottom + 30,
        lang=lang,
        axis_x0=x0,
        axis_x1=x1,
        days=axis.days(),
        ticks=axis.ticks(lang),
        folds=axis.folds(lang),
        bands=bands,
        lanes_top=lanes_top,
        rows=rows,
        marks=marks,
        undated_x=undated_x,
        as_of_x=crossing,
        as_of=day(model.as_of, lang) if model.as_of else "",
    )


def _rows(
    model: LineageModel, sheet: _Sheet, by_lane: dict[str, list[Event]], merged: dict[str, str], top: float
) -> tuple[list[Row], list[Mark], float]:
    """Return the lanes one below the other, their marks, and where the last one ends."""
    own = {lane.id for lane in model.lanes}
    rows: list[Row] = []
    marks: list[Mark] = []
    y, heading = top, ""
    for lane in _lanes(model, merged):
        group = word("group", lane.group).of(sheet.lang)
        shown = group if group != heading and _is_big(model, lane, merged) else ""
        y += HEADING if shown else APART if heading and group != heading else 0
        heading = group
        placed, height = _marks(by_lane[lane.id], sheet, y, lane.id not in own)
        most = max(3, int((height - 8) // 15)) if sheet.dense else 4
        said = lane.name.of(sheet.lang)
        name = wrapped(said, NAMES - 30, NAME_SIZE, min(most, 4))
        height = max(height, LANE_LEAST, len(name) * 15 + 14)
        rows.append(Row(lane.id, Box(0, y, sheet.width, height), said, name, shown, y - 8))
        marks += [msgspec.structs.replace(mark, row=lane.id) for mark in placed]
        y += height + 4
    return rows, marks, y


def _marks(events: list[Event], sheet: _Sheet, y: float, with_actor: bool) -> tuple[list[Mark], float]:
    """Place one lane's events, dated ones along the axis, others in the undated column; return its height too."""
    axis, lang, undated_x = sheet.axis, sheet.lang, sheet.undated_x
    dated = [event for event in events if _is_dated(event)]
    room = (axis.x0, axis.x1 + MARGIN)
    placed, height = place(dated, axis, y, lang, room, with_actor, sheet.crossing, sheet.dense)
    if undated_x is None:
        return placed, height
    loose = [event for event in events if not _is_dated(event)]
    more, tall = place(loose, None, y, lang, (undated_x, undated_x + UNDATED), with_actor, None)
    return placed + more, max(height, tall)


def _is_dated(event: Event) -> bool:
    return bool(event.when and (event.when.earliest or event.when.latest))


def _days(model: LineageModel) -> list[date]:
    told = [text for e in model.events if e.when for text in (e.when.earliest, e.when.latest) if text]
    return [date.fromisoformat(text) for text in [*told, *([model.as_of] if model.as_of else [])]]


def _axis_width(by_lane: dict[str, list[Event]], lang: str, dense: bool) -> float:
    """Return room for the fullest lane to show its short labels side by side in about two rows.

    A dense drawing fits a window of 1280 pixels beside the panel, read as an overview first; its lanes grow taller instead.
    """
    fullest = max((sum(size_of(e, lang) for e in events if _is_dated(e)) for events in by_lane.values()), default=0.0)
    return min(max(AXIS_LEAST, fullest * 0.5), AXIS_DENSE if dense else AXIS_MOST)


def _merged(model: LineageModel) -> dict[str, str]:
    """Where there are many lanes, let bodies with one event share a lane: lane id to the id of the shared one."""
    if len(model.lanes) <= MERGE_ABOVE:
        return {}
    counts: dict[str, int] = defaultdict(int)
    for event in model.events:
        counts[event.lane] += 1
    single = [lane for lane in model.lanes if lane.group in ("bodies", "administration") and counts[lane.id] == 1]
    return {lane.id: f"more/{lane.group}" for lane in single}


def _lanes(model: LineageModel, merged: dict[str, str]) -> list[Lane]:
    """Return the lanes to draw; a shared lane stands where the first of its bodies stood."""
    found: list[Lane] = []
    for lane in model.lanes:
        if lane.id not in merged:
            found.append(lane)
        elif not any(shown.id == merged[lane.id] for shown in found):
            found.append(Lane(merged[lane.id], lane.group, word("lane", f"more_{lane.group}")))
    return found


def _is_big(model: LineageModel, lane: Lane, merged: dict[str, str]) -> bool:
    """True where a lane's group has several lanes: then the group gets a heading."""
    return len([one for one in _lanes(model, merged) if one.group == lane.group]) > 1
