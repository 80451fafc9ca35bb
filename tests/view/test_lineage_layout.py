"""No label of a lineage drawing lies on another, in the example as in a crowded one."""

from datetime import date
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.pages import Spec
from tests.view.lineage_fixture import BASE, NEWER, OLDER, Graph, generated, herne, trig

import civicgraph
from civicgraph.pipeline import build
from civicgraph.view.lineage import LineageModel, lineage_model, lineage_svg
from civicgraph.view.lineage.axis import Axis
from civicgraph.view.lineage.box import Box
from civicgraph.view.lineage.layout import AXIS_TOP, NAME_SIZE, Drawing, drawing
from civicgraph.view.lineage.metrics import cut, width, wrapped
from civicgraph.view.lineage.placing import LABEL

SVG = "{http://www.w3.org/2000/svg}"


def label_boxes(drawn: Drawing) -> list[Box]:
    """Return the boxes of all texts and marks that must not overlap."""
    boxes = [box for mark in drawn.marks for box in mark.boxes]
    boxes += [box for band in drawn.bands for box in band.boxes]
    boxes += [Box(t.x - width(t.label, LABEL) / 2, AXIS_TOP - 20, width(t.label, LABEL), 14) for t in drawn.ticks]
    boxes += [
        Box(8, row.box.y + row.box.h / 2 - len(row.name) * 7.5, width(line, NAME_SIZE), 15 * len(row.name))
        for row in drawn.rows
        for line in row.name[:1]
    ]
    return boxes


def overlaps(boxes: list[Box]) -> list[tuple[Box, Box]]:
    return [(one, other) for one, other in combinations(boxes, 2) if one.meets(other)]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_labels_of_the_example_are_apart(lang: str) -> None:
    assert overlaps_between_things(herne(), lang) == []


@pytest.mark.parametrize(
    ("events", "lanes", "by_kind"), [(300, 40, False), (300, 40, True), (120, 6, False), (40, 1, False), (1, 1, False)]
)
def test_labels_of_crowded_drawings_are_apart(events: int, lanes: int, by_kind: bool) -> None:
    model = generated(events, lanes, by_kind)
    assert overlaps_between_things(model, "de") == []
    assert {mark.id for mark in drawing(model, "de").marks} == {event.id for event in model.events}


def overlaps_between_things(model: LineageModel, lang: str) -> list[tuple[Box, Box]]:
    """A mark may touch its own label, nothing else."""
    drawn = drawing(model, lang)
    own = [{id(a), id(b)} for mark in drawn.marks for a, b in combinations(mark.boxes, 2)]
    return [pair for pair in overlaps(label_boxes(drawn)) if {id(pair[0]), id(pair[1])} not in own]


def test_everything_lies_inside_the_drawing() -> None:
    for model in (herne(), generated(300, 40)):
        drawn = drawing(model, "de")
        for box in label_boxes(drawn):
            assert box.x >= 0 and box.y >= 0
            assert box.x + box.w <= drawn.width + 0.5 and box.y + box.h <= drawn.height


def test_marks_lie_in_their_lanes() -> None:
    model = herne()
    drawn = drawing(model, "de")
    rows = {row.id: row.box for row in drawn.rows}
    lanes = {event.id: event.lane for event in model.events}
    for mark in drawn.marks:
        lane = rows[lanes[mark.id]]
        assert all(lane.y <= box.y and box.y + box.h <= lane.y + lane.h for box in mark.boxes)


TOWN = Spec(
    number="V/2024/088", title="Anfrage: Wärme für Auental", author="Fraktion Grüne Liste", day="Do, 14.03.2024", lines=(
        "Unser Ort hat sich auf den Weg gemacht. Ich frage daher:",
        "1.", "Was ist aus dem Klimaschutzkonzept geworden?", "2.", "Welche Straßen kommen zuerst?", "a) Wer zahlt das?",
        "Die Bürgermeisterin antwortet wie folgt:", "Zu Frage 1:",
        "Der Klimaplan 2035 löst das Klimaschutzkonzept ab. Der Wärmeplan Auental setzt den Klimaplan 2035 um.",
        "Klimaschutzkonzept:", "12. Mai 2015  Umweltausschuss", "Frühjahr 2016  Rat der Stadt",
        "Klimaplan 2035:", "3. März 2020  Umweltausschuss", "26. März 2020  Rat der Stadt",
        "Wärmeplan Auental:", "Mitte 2023  Bauausschuss", "14. November 2024  Rat der Stadt",
    ),
)  # fmt: skip


def test_a_page_of_another_town_is_drawn_from_the_page_alone(tmp_path: Path) -> None:
    build([TOWN.save(tmp_path)], tmp_path / "graph")
    with civicgraph.open(tmp_path / "graph") as graph:
        older, newer = (graph.names.one(name, "Policy") for name in ("Klimaschutzkonzept", "Wärmeplan"))
        whole, onwards = lineage_model(graph, older, newer, None), lineage_model(graph, older, None, None)
        back = lineage_model(graph, None, graph.names.one("Klimaplan", "Policy"), None)
    assert [(edge.relation, edge.kind) for edge in whole.edges] == [("replaces", "stated"), ("implements", "stated")]
    assert "6 Beratungen (in 3 Gremien des Rates); 1 davon ist nur angekündigt" in whole.story.de
    assert "1 inquiry with 2 questions, 1 sub-question; no answer found: 1 question, 1 sub-question" in whole.story.en
    assert [policy.rank for policy in onwards.policies] == [0, 1, 2] and len(back.policies) == 2
    assert overlaps_between_things(whole, "de") == overlaps_between_things(whole, "en") == []
    fuzzy = {mark.id.rpartition("/")[2] for mark in drawing(whole, "de").marks if mark.x1 > mark.x0}
    assert fuzzy == {"2016-21", "2023-38"}


def test_undated_events_stand_in_their_own_column() -> None:
    model = herne()
    drawn = drawing(model, "de")
    undated = {event.id for event in model.events if event.when is None}
    assert undated and drawn.undated_x is not None
    for mark in drawn.marks:
        assert (mark.x0 > drawn.undated_x) == (mark.id in undated)


def test_undated_events_stand_in_the_order_of_the_text() -> None:
    """Two decisions without a day in one body: what the page tells first stands above, whatever its number."""
    kind = "https://w3id.org/civicgraph/concept/statement-kind/stated"
    text = trig().partition("cg:Text")[0].rstrip().rsplit("<", 1)[1].partition(">")[0]
    extra = f"<{BASE}/graph/x> {{"
    for name, start in (("a", 300), ("b", 20), ("c", 150)):
        evidence = f"{BASE}/evidence/x{name}"
        extra += f"""
        <{BASE}/decision/x/{name}> a cg:Decision ; cg:about <{NEWER}> ; cg:body <{BASE}/body/rat-der-stadt> ;
          cg:rawOutcome "vertagt {name}" ; cg:kind <{kind}> ; cg:evidence <{evidence}> .
        <{evidence}> a cg:Evidence ; oa:hasSource <{text}> ; oa:hasSelector <{evidence}/at> .
        <{evidence}/at> a oa:TextPositionSelector ; oa:start {start} ; oa:end {start + 9} ."""
    model = lineage_model(Graph(trig() + extra + "}"), OLDER, NEWER, None)
    drawn = drawing(model, "de")
    heights = {mark.id[-1]: mark.y for mark in drawn.marks if mark.id.startswith("decision/x/")}
    assert sorted(heights, key=lambda name: heights[name]) == ["b", "c", "a"]


def test_many_lanes_are_gathered() -> None:
    few, many = generated(60, 12), generated(60, 45)
    assert len(drawing(few, "de").rows) == len(few.lanes)
    assert len(drawing(many, "de").rows) < len(many.lanes)


def test_axis_keeps_order_and_folds_long_gaps() -> None:
    days = [date(2015, 1, 1), date(2015, 2, 1), date(2022, 10, 1), date(2022, 11, 8), date(2023, 6, 13)]
    axis = Axis(days, 100, 600)
    places = [axis.x(day) for day in days]
    assert places == sorted(places)
    assert places[0] >= 100 and places[-1] <= 600
    (fold,) = axis.folds("de")
    assert fold.label == "8 Jahre" and places[1] < fold.x0 < fold.x1 < places[2]
    assert axis.folds("en")[0].label == "8 years"


def test_axis_of_one_day_and_of_none() -> None:
    assert Axis([date(2020, 1, 1)], 0, 100).x(date(2020, 1, 1)) == 50
    assert Axis([], 0, 100).ticks("de")


def test_texts_are_cut_and_wrapped_to_fit() -> None:
    text = "Ausschuss für Digitalisierung, Infrastruktur und Mobilität"
    assert width(cut(text, 100, 12), 12) <= 100
    lines = wrapped(text, 120, 12, 2)
    assert len(lines) == 2 and all(width(line, 12) <= 120 for line in lines)
    assert wrapped("kurz", 120, 12, 2) == ["kurz"]


def test_svg_is_well_formed_and_names_its_source() -> None:
    model = herne()
    root = ElementTree.fromstring(lineage_svg(model, "de"))
    texts = ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]
    assert model.title.de in texts and model.source_line.de in texts
    assert lineage_svg(model, "de") == lineage_svg(model, "de")
    assert not [node for node in root.iter() if node.tag in (f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject")]


def test_hostile_names_stay_text_in_the_svg() -> None:
    graph = Graph(trig())
    hostile = "</text><script>alert(1)</script>\u0000\"'&"
    graph.rename(OLDER, hostile.replace("\u0000", "\u0007"))
    root = ElementTree.fromstring(lineage_svg(lineage_model(graph, OLDER, NEWER, None), "en"))
    assert not list(root.iter(f"{SVG}script"))
