"""All that is known of one thing."""

from tests.query.build import TOWN

from civicgraph.query import Graph
from civicgraph.query.show import known, told


def test_a_thing_with_statements_neighbours_and_quotes(graph: Graph) -> None:
    found = known(graph, "2024/0200")
    assert (found.label, found.cls) == ("2024/0200", "Paper")
    kind = next(s for s in found.statements if s.property == "work_type")
    assert kind.value == "Beschlussvorlage" and kind.pages == ("https://example.org/b?n=Gr%C3%B6sch%2C%20Norbert;x=1",)
    assert {s.property for s in found.pointed_to_by} == {"about"}
    assert [(q.quote, q.start, q.end) for q in found.quotes] == [("2024/0200", 8, 17)]
    assert found.quotes[0].quote in told(found)


def test_joined_nodes_are_told_together(graph: Graph) -> None:
    found = known(graph, "Rat der Stadt Musterstadt")
    assert found.iri == f"{TOWN}/body/rat-der-stadt"
    assert found.aliases == (f"{TOWN}/body/rat-der-stadt-musterstadt",)
    assert {s.value for s in found.statements if s.property == "label"} == {
        "Rat der Stadt",
        "Rat der Stadt Musterstadt",
    }
    assert f"  = {found.aliases[0]}" in told(found)


def test_pages_that_disagree_stand_side_by_side(graph: Graph) -> None:
    found = known(graph, "step/2024-0100/rat-der-stadt/2024-04-25")
    assert [c.values for c in found.contradictions] == [("abgelehnt", "zur Kenntnis genommen")]
    assert len(found.contradictions[0].pages) == 2
    assert "pages disagree" in told(found)


def test_text_from_pages_stays_on_its_line(graph: Graph) -> None:
    text = told(known(graph, "paper/2024-0100/answer/1"))
    assert "Norbert Grösch hat gezählt" in text and "\x1b" not in text
