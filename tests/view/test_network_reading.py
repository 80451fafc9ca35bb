"""What of the graph of terms becomes the network that people read."""

import networkx as nx
import pyoxigraph
import pytest

from civicgraph.bundled import folder
from civicgraph.view.network.meta import Words
from civicgraph.view.network.reading import joined, name_in_words, simplified
from civicgraph.view.network.select import Graph, label
from civicgraph.view.network.terms import aside, ontology_words, styles, within


def graph_of(*edges: tuple[str, str, str], **classes: str) -> "Graph[str]":
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, cls in classes.items():
        graph.add_node(iri, label=iri, cls=cls)
    for start, key, end in edges:
        graph.add_edge(start, end, key=key)
    return graph


def test_joined_names_become_one_node() -> None:
    graph = graph_of(
        ("council", "canonical", "rat"),
        ("link", "alias", "council"),
        ("link", "canonical", "rat"),
        ("step", "body", "council"),
        step="Step",
        council="Body",
        rat="Body",
        link="IdentityLink",
    )
    result = joined(graph)
    assert set(result) == {"step", "rat", "link"}
    assert list(result.edges(keys=True)) == [("step", "rat", "body")]


def test_helping_nodes_are_left_out_with_a_notice() -> None:
    graph = graph_of(("step", "date", "day"), step="Step", day="Interval")
    found = simplified(graph, {"Interval": Words("Zeitraum", "Interval")})
    assert set(found.graph) == {"step"}
    assert found.notices[0].de.endswith("enthalten: Zeitraum.")
    assert found.notices[0].en.endswith("connections: interval.")


def test_files_and_places_are_counted_unless_asked_for_by_class_or_name() -> None:
    graph = graph_of(("p", "file", "f"), ("p", "file", "g"), p="Paper", f="File", g="File")
    found = simplified(graph, {"File": Words("Datei", "File")})
    assert set(found.graph) == {"p"}
    assert found.notices[0].de.startswith("Nicht gezeichnet: Datei (2).")
    assert set(simplified(graph, {}, ["file"]).graph) == {"p", "f", "g"}
    assert set(simplified(graph, {}, ["g"]).graph) == {"p", "g"}


def test_a_membership_becomes_an_edge() -> None:
    graph = graph_of(
        ("m", "member", "wind"), ("m", "organization", "spd"), m="Membership", wind="Person", spd="Faction"
    )
    assert list(simplified(graph, {}).graph.edges(keys=True)) == [("wind", "spd", "memberOf")]


def test_what_another_edge_says_more_exactly_is_left_out() -> None:
    graph = graph_of(
        ("new", "builtOn", "old"),
        ("new", "derivedFrom", "old"),
        ("old", "ledTo", "new"),
        ("noted", "step", "s"),
        ("noted", "about", "new"),
        ("s", "about", "new"),
        new="Policy",
        old="Policy",
        noted="Decision",
        s="Step",
    )
    edges = set(simplified(graph, {}).graph.edges(keys=True))
    assert edges == {("new", "old", "derivedFrom"), ("noted", "s", "step"), ("s", "new", "about")}


@pytest.mark.parametrize(
    ("cls", "name", "text", "expected"),
    [
        ("Question", "3a", "Was wurde umgesetzt?", "Frage 3a: Was wurde umgesetzt?"),
        ("Question", "p4", "Und nun?", "Frage: Und nun?"),
        ("Paper", "2023/0386", "Rückfragen", "2023/0386 Rückfragen"),
        ("Paper", "Rückfragen", "Rückfragen", "Rückfragen"),
        ("Policy", "Klimaplan", "", "Klimaplan"),
        ("Contradiction", "2e7d", "", "Widerspruch"),
        ("Vote", "vote", "einstimmig bei zwei Enthaltungen", "Abstimmung: einstimmig bei zwei Enthaltungen"),
        ("Correction", "key", "Zahlendreher", "Berichtigung: Zahlendreher"),
        ("Reference", "2019/0044", "", "Verweis: 2019/0044"),
        ("File", "key", "anlage.pdf", "anlage.pdf"),
        ("Location", "key", "", "Ort"),
        ("Meeting", "Kulturausschuss", "2024-05-14T17:00:00", "Kulturausschuss, 14.05.2024"),
    ],
)
def test_names_say_what_a_thing_is(cls: str, name: str, text: str, expected: str) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    iri = f"https://example.org/x/{name if cls == 'Question' else 'key'}"
    graph.add_node(iri, label=name, cls=cls)
    kinds = {"Question": "Frage", "Contradiction": "Widerspruch", "Vote": "Abstimmung", "Reference": "Verweis"}
    kinds |= {"Correction": "Berichtigung", "Location": "Ort"}
    name_in_words(graph, {iri: text} if text else {}, kinds, "de")
    assert label(graph, iri) == expected


def test_a_step_is_named_by_body_and_day_as_written() -> None:
    graph = graph_of(("x/step", "body", "rat"), ("x/step", "date", "day"), rat="Body", day="Interval")
    graph.add_node("x/step", label="step", cls="Step")
    graph.nodes["rat"]["label"], graph.nodes["day"]["label"] = "Rat der Stadt", "16. Juni 2020"
    name_in_words(graph, {}, {}, "de")
    assert label(graph, "x/step") == "Rat der Stadt, 16. Juni 2020"


def test_a_step_without_a_day_is_named_by_what_it_is_about() -> None:
    graph = graph_of(("x/1", "body", "rat"), ("x/1", "about", "paper"), rat="Body", paper="Paper")
    graph.add_node("x/1", label="rat", cls="Step")
    graph.nodes["paper"]["label"] = "2024/0100"
    name_in_words(graph, {"paper": "Bäume"}, {}, "de")
    assert label(graph, "x/1") == "rat zu 2024/0100"


def test_a_long_text_is_cut() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("q/1", label="1", cls="Question")
    name_in_words(graph, {"q/1": "Wort " * 100}, {"Question": "Frage"}, "de")
    assert len(label(graph, "q/1")) < 125
    assert label(graph, "q/1").endswith("…")


def test_every_class_of_the_ontology_has_its_own_shape_and_colour() -> None:
    ontology = folder("ontology") / "civic.ttl"
    owl = pyoxigraph.NamedNode("http://www.w3.org/2002/07/owl#Class")
    classes = {
        str(getattr(t.subject, "value", "")).rpartition("#")[2]
        for t in pyoxigraph.parse(path=str(ontology), format=pyoxigraph.RdfFormat.TURTLE)
        if t.object == owl
    }
    assert len(classes) > 20
    assert within() | aside() <= classes, "a class that is left out has to be one of the ontology"
    drawn = styles({*classes, "Unheard", "OtherNew"})
    assert len({(style.shape, style.colour) for style in drawn.values()}) == len(drawn)


def test_words_come_from_the_ontology_in_both_languages() -> None:
    words = ontology_words(folder("ontology") / "civic.ttl")
    assert words["Paper"] == Words("Vorlage", "Paper")
    assert words["derivedFrom"].en == "derived from"
