"""Which part of a graph a network page shows, and what it says of the rest."""

import re

import networkx as nx
import pytest
from tests.view.network_graphs import BASE, council, shuffled

from civicgraph.errors import UsageError
from civicgraph.view.network import select

NEW, OLD, RAT = f"{BASE}/policy/neu", f"{BASE}/policy/alt", f"{BASE}/body/rat"
PAPER = f"{BASE}/paper/2024-0100"


def star(leaves: int) -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("hub", label="Nabe", cls="Body")
    for i in range(leaves):
        graph.add_node(f"leaf{i:03d}", label=f"Blatt {i}", cls="Step")
        graph.add_edge(f"leaf{i:03d}", "hub", key="body")
    graph.add_edge("leaf007", "leaf008", key="nextStep")
    return graph


def test_around_takes_neighbours_of_both_directions() -> None:
    found = select.around(council(), [NEW], depth=1)
    assert set(found.graph) == {NEW, OLD, PAPER, f"{BASE}/step/s1"}
    assert found.starts == (NEW,)
    assert found.notices == ()


def test_depth_zero_takes_only_the_start() -> None:
    assert set(select.around(council(), [NEW], depth=0).graph) == {NEW}


def test_depth_two_reaches_neighbours_of_neighbours() -> None:
    assert RAT in select.around(council(), [NEW], depth=2).graph
    assert f"{BASE}/answer/1" not in select.around(council(), [NEW], depth=2).graph


def test_limit_keeps_the_most_connected_and_says_how_many_are_missing() -> None:
    found = select.around(star(50), ["hub"], depth=1, limit=10)
    assert {"leaf007", "leaf008"} < set(found.graph)
    assert len(found.graph) == 11
    assert "40 sind weggelassen" in found.notices[0].de
    assert "“Nabe”" in found.notices[0].en
    assert "40 are left out" in found.notices[0].en


def test_several_cut_neighbourhoods_are_one_notice() -> None:
    graph = star(50)
    graph.add_node("hub2", label="Zweite Nabe", cls="Body")
    for i in range(20):
        graph.add_edge(f"leaf{i:03d}", "hub2", key="body")
    (notice,) = select.around(graph, ["hub", "hub2"], depth=1, limit=5).notices
    assert notice.de.startswith("Bei 2 Dingen")
    assert "Nabe" in notice.de


def test_a_start_outside_the_network_is_refused_or_counted() -> None:
    with pytest.raises(UsageError, match="none of the things"):
        select.around(council(), ["https://example.org/nobody"])
    found = select.listed(council(), [NEW, "https://example.org/nobody"])
    assert found.notices[0].en == "1 of the 2 things asked for do not occur in the network."


def test_path_is_shortest_and_reads_edges_both_ways() -> None:
    found = select.path(council(), OLD, f"{BASE}/person/wind-lars")
    assert found.path == (OLD, NEW, PAPER, f"{BASE}/person/wind-lars")
    assert set(found.graph) == set(found.path)


def test_path_is_the_same_whatever_the_order_of_nodes() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for middle in "defgh":
        graph.add_edge("a", middle, key="about")
        graph.add_edge(middle, "z", key="about")
    assert {select.path(shuffled(graph, seed), "a", "z").path for seed in range(8)} == {("a", "d", "z")}


def test_path_with_depth_takes_surroundings() -> None:
    assert f"{BASE}/question/1" in select.path(council(), OLD, PAPER, depth=1).graph


def test_no_path_names_both_ends() -> None:
    with pytest.raises(UsageError, match=r"'Grünkonzept' and 'Beirat für Straßengrün'"):
        select.path(council(), OLD, f"{BASE}/body/beirat")


def test_classes_keep_what_the_selection_began_with() -> None:
    found = select.of_classes(select.around(council(), [PAPER], depth=1), ["policy"])
    assert set(found.graph) == {PAPER, NEW}
    assert "3 of other classes are left out" in found.notices[-1].en


def test_unknown_class_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="no Papr here: classes in this selection are Answer, Body"):
        select.of_classes(select.whole(council()), ["Papr"])


def test_grown_adds_neighbours() -> None:
    papers = select.of_classes(select.whole(council()), ["Paper"])
    assert f"{BASE}/person/wind-lars" in select.grown(council(), papers, depth=1).graph


def test_whole_graph_is_shown_without_notice() -> None:
    graph = council()
    assert select.drawable(graph, select.whole(graph)).notices == ()


def test_an_excerpt_says_its_share() -> None:
    graph = council()
    shown = select.drawable(graph, select.around(graph, [NEW]))
    assert shown.notices[0].de == "Ausschnitt: 4 von 10 Dingen des Graphen."


def test_too_much_is_refused_with_a_cut_that_works() -> None:
    graph = star(2600)
    for i in range(300):
        graph.add_node(f"paper{i}", label=f"Vorlage {i}", cls="Paper")
    with pytest.raises(UsageError, match=r"--around 'Nabe' --depth 1.+--class Body --class Paper") as refusal:
        select.drawable(graph, select.whole(graph))
    classes = re.findall(r"--class (\w+)", str(refusal.value))
    assert 0 < len(select.of_classes(select.whole(graph), classes).graph) <= select.MOST


def test_label_of_a_nameless_node_is_the_end_of_its_iri() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("https://example.org/step/2024-05-14")
    assert select.label(graph, "https://example.org/step/2024-05-14") == "2024-05-14"
    assert select.class_name(graph, "https://example.org/step/2024-05-14") == "Thing"
