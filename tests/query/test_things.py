"""Naming things by IRI, number, label, alias and beginnings."""

from pathlib import Path

import pytest
from tests.query.build import NEIGHBOUR, TOWN, write_graph

from civicgraph.errors import ThingUnknown
from civicgraph.query import Graph


@pytest.mark.parametrize(
    ("name", "tail"),
    [
        (f"{TOWN}/paper/2024-0200", "paper/2024-0200"),
        ("2024/0200", "paper/2024-0200"),
        ("  2024/02  ", "paper/2024-0200"),
        ("RAT DER STADT", "body/rat-der-stadt"),
        ("Rat der  Stadt Musterstadt", "body/rat-der-stadt"),
        (f"{TOWN}/body/rat-der-stadt-musterstadt", "body/rat-der-stadt"),
        ("Stadtrat; Rat", "body/rat-der-stadt"),
        ("lars", "person/wind-lars"),
        ("kp 2030", "policy/klimaplan-2030"),
        ("paper/2024-0100/question/2a", "paper/2024-0100/question/2a"),
        ("question/2a", "paper/2024-0100/question/2a"),
        ("contradiction/", "contradiction/0001"),
        ("bu\u0308ndnis 90", "faction/gruene"),
        ("VO/2024/0200", "paper/2024-0200"),
        ("Vorlage Nr. 2024/0200", "paper/2024-0200"),
        ("2024 0200", "paper/2024-0200"),
    ],
)
def test_a_thing_answers_to_its_names(graph: Graph, name: str, tail: str) -> None:
    assert graph.names.one(name) == f"{TOWN}/{tail}"


def test_several_hits_are_listed(graph: Graph) -> None:
    with pytest.raises(ThingUnknown) as caught:
        graph.names.one("2024/0100")
    assert f"{TOWN}/paper/2024-0100" in str(caught.value)
    assert f"{NEIGHBOUR}/paper/2024-0100" in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_long_list_is_cut(graph: Graph) -> None:
    with pytest.raises(ThingUnknown, match="… and"):
        graph.names.one("evidence/")


def test_no_hit_gives_at_most_three_that_are_spelt_alike(graph: Graph) -> None:
    with pytest.raises(ThingUnknown) as caught:
        graph.names.one("Klimaplann 2035")
    assert str(caught.value).partition("nearest: ")[2].split("; ")[0] == "Klimaplan 2030"
    assert len(str(caught.value).partition("nearest: ")[2].split("; ")) <= 3
    with pytest.raises(ThingUnknown, match="none is spelt alike") as far:
        graph.names.one("xqzw")
    assert "nearest" not in str(far.value)


def test_what_only_helps_to_tell_of_a_thing_does_not_answer_beside_it(tmp_path: Path) -> None:
    folder = write_graph(tmp_path / "out", extra=(
        f'<{TOWN}/process/2024-0200> a cg:ConsultationProcess ; rdfs:label "2024/0200" .'
        f'<{TOWN}/step/x> a cg:Step ; rdfs:label "Rat der Stadt" , "Nur ein Schritt" .'
    ))  # fmt: skip
    with Graph.open(folder) as graph:
        assert graph.names.one("2024-0200") == graph.names.one("2024/0200") == f"{TOWN}/paper/2024-0200"
        assert graph.names.one("Rat der Stadt") == f"{TOWN}/body/rat-der-stadt"
        assert graph.names.one("Nur ein Schritt") == f"{TOWN}/step/x"


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_name_is_refused(graph: Graph, name: str) -> None:
    with pytest.raises(ThingUnknown, match="empty"):
        graph.names.find(name)


def test_a_class_narrows(graph: Graph) -> None:
    assert graph.names.one("klima", "Policy") == f"{TOWN}/policy/klimaplan-2030"
    with pytest.raises(ThingUnknown, match="no body"):
        graph.names.one("klima", "Body")
    with pytest.raises(ThingUnknown, match="there is no unicorn"):
        graph.names.one("klima", "Unicorn")
