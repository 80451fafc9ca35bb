"""Which nodes of a large network are drawn at first: those that tell most, with the lines between them."""

from tests.view.network_graphs import council, shuffled, town

from civicgraph.view.network.first import SHOWN_FIRST, first_shown


def test_a_small_network_is_drawn_whole() -> None:
    assert first_shown(council(), {"Policy"}, ()) == set(council())


def test_a_large_one_begins_with_hubs_and_what_joins_them() -> None:
    graph = town(400)
    shown = first_shown(graph, {"Body"}, {"paper0000"})
    assert len(shown) == SHOWN_FIRST
    assert {"council", "paper0000"} <= shown
    assert "aside" not in shown
    drawn = graph.subgraph(shown)
    assert sum(drawn.degree(iri) > 0 for iri in shown) > 0.9 * len(shown)


def test_things_without_connections_are_drawn_where_there_is_nothing_else() -> None:
    graph = town(600)
    graph.remove_edges_from(list(graph.edges(keys=True)))
    assert len(first_shown(graph, {"Body"}, ())) == SHOWN_FIRST


def test_the_choice_does_not_depend_on_the_order() -> None:
    assert first_shown(town(300), (), ()) == first_shown(shuffled(town(300)), (), ())
