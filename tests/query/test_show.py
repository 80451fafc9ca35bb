"""All that is known of one thing."""

from tests.query.build import TOWN

from civicgraph.query import Graph
from civicgraph.query.show import Known, Quote, Statement, known, told


def test_a_thing_with_statements_neighbours_and_quotes(graph: Graph) -> None:
    found = known(graph, "2024/0200")
    assert (found.label, found.cls) == ("2024/0200", "Paper")
    kind = next(s for s in found.statements if s.property == "work_type")
    assert kind.value == "Beschlussvorlage" and kind.pages == ("https://example.org/b?n=Gr%C3%B6sch%2C%20Norbert;x=1",)
    assert {s.property for s in found.pointed_to_by} == {"about", "resolvedTo"}
    assert [(q.quote, q.start, q.end) for q in found.quotes] == [("2024/0200", 8, 17)]
    assert found.quotes[0].quote in told(found)


def test_what_points_to_a_thing_reads_as_it_stands_with_its_quotes(graph: Graph) -> None:
    found = known(graph, "Klimaplan 2030")
    text = told(found)
    assert "is in" not in text
    lineage = next(s for s in found.pointed_to_by if s.cls == "Lineage")
    assert lineage.property == "newer" and lineage.quotes
    line, quote = f"(Lineage) — newer → this  <{lineage.iri}>\n", f"      “{lineage.quotes[0].quote}”"
    assert line in text and quote in text.partition(line)[2]
    steps = [s for s in found.pointed_to_by if s.cls == "Step"]
    assert any(quote.quote.startswith("14. Mai 2024") for step in steps for quote in step.quotes)
    older = told(known(graph, "Grünkonzept"))
    assert "Klimaplan 2030 (Policy) — derivedFrom → this" in older


def test_a_part_of_a_quote_is_not_told_again_below_one_line() -> None:
    quotes = [
        Quote("14. Mai", "", 0, 7, "t", ("page",)),
        Quote("14. Mai\nRat", "", 0, 11, "t", ("page",)),
        Quote("14. Mai", "", 3, 10, "u", ("other page",)),
        Quote("Rat", "", 8, 11, "t", ("page",)),
    ]
    statement = Statement("about", "Rat", "https://example.org/s", (), "Step", tuple(quotes))
    text = told(Known("https://example.org/x", "X", "Policy", (), (), (statement,), (), ()))
    assert text.splitlines()[4:] == [
        "  Rat (Step) — about → this  <https://example.org/s>",
        "      “14. Mai”   [page, other page]",
        "      “14. Mai Rat”   [page]",
    ]


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
