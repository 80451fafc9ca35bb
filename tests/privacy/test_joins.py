"""Publicity is a node's own: what is merely inferred to be one person makes nobody public; spelling, and bare surnames."""

from pathlib import Path

import pytest

from civicgraph.iri import slug
from civicgraph.privacy import Redaction, published, redaction
from civicgraph.privacy.name import Name
from civicgraph.privacy.withheld import Person, Withheld
from civicgraph.query import Graph
from tests.query import build
from tests.query.build import TOWN, write_graph

SNAPSHOT = f"{TOWN}/snapshot/{'a' * 64}"
CLERK, COUNCILLOR = f"{TOWN}/person/wind", f"{TOWN}/person/wind-lars"


def graph_with(folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str = "inferred", text: str = "Nichts.") -> Graph:
    """Open the shared graph with one more page text and a clerk "Wind" who is joined with councillor Lars Wind."""
    graph, link = f"{TOWN}/graph/snapshot/{'a' * 64}", f"{TOWN}/identity/0009"
    more = f"""
<{graph}> {{ <{CLERK}> a cg:Person ; dct:source <{SNAPSHOT}> ; rdfs:label "Wind" ; foaf:familyName "Wind" .
  <{TOWN}/paper/2024-0100> cg:clerk <{CLERK}> .
  <{TOWN}/text/{"e" * 64}> a cg:Text ; schema:text "{text}" . }}
<{TOWN}/graph/identity> {{ <{CLERK}> skos:prefLabel "Wind" ; cg:canonical <{COUNCILLOR}> .
  <{link}> a cg:IdentityLink ; cg:alias <{CLERK}> ; cg:canonical <{COUNCILLOR}> ;
    cg:kind <https://w3id.org/civicgraph/concept/statement-kind/{kind}> ; cg:rule "test" . }}
"""
    fixture = folder / "fixture.trig"
    fixture.write_text(build.FIXTURE.read_text() + more)
    monkeypatch.setattr(build, "FIXTURE", fixture)
    return Graph.open(write_graph(folder / "out"))


def test_an_inferred_join_makes_nobody_public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with graph_with(tmp_path, monkeypatch) as graph:
        taken_out = redaction(graph)
        assert taken_out.withholds(CLERK) and not taken_out.withholds(COUNCILLOR)
        assert (
            taken_out.text("Bearbeiter: Wind. SVO Wind, Lars; SVO Wind") == "Bearbeiter: ████. SVO Wind, Lars; SVO Wind"
        )
        assert taken_out.text("Viel Wind") == "Viel Wind" and taken_out.text("Wind") == "████"
        assert taken_out.hides(f"{TOWN}/identity/0009")
        public = published(graph)
    told = public.query(
        f"SELECT ?node ?to WHERE {{ ?node a cg:Person ; cg:canonical ?to FILTER(?to = <{COUNCILLOR}>) }}"
    )
    assert [row["node"] for row in told] == [COUNCILLOR]
    alone = public.query("SELECT ?node WHERE { ?node a cg:Person ; cg:canonical ?node ; rdfs:label '████' }")
    assert len(alone) == 1 and "withheld" in alone[0]["node"]


@pytest.mark.parametrize("kind", ["stated", "derived", "corrected"])
def test_a_sure_join_carries_publicity(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with graph_with(tmp_path, monkeypatch, kind) as graph:
        taken_out = redaction(graph)
    assert not taken_out.withholds(CLERK) and not taken_out.hides(f"{TOWN}/identity/0009")


def test_names_of_prose_leave_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Frau Petra Meierhoff fragt. Petra Meierhoff dankt. Laut Meierhoff und Sachbearbeiterin Anna Lohse. Lohse, Anna."
    with graph_with(tmp_path, monkeypatch, text=text) as graph:
        taken_out = redaction(graph)
        lines = b"".join(line for raw in graph.generation.lines() if (line := taken_out.line(raw)) is not None).decode()
    assert "Meierhoff" not in lines and "Lohse" not in lines
    assert "Frau ███████████████ fragt. ███████████████ dankt. Laut █████████ und Sachbearbeiterin ██████████." in lines
    assert taken_out.iri(f"{TOWN}/policy/ehrung-von-frau-petra-meierhoff") == f"{TOWN}/policy/ehrung-von-withheld"
    assert redaction(graph_private(tmp_path), private=True).text(text) == text


def graph_private(folder: Path) -> Graph:
    return Graph.open(folder / "out")


def of(*names: Name, public: tuple[Name, ...] = (), common: frozenset[str] = frozenset()) -> Redaction:
    people = tuple(Person((f"https://x.de/person/p{i}",), (name,)) for i, name in enumerate(names))
    return Redaction(Withheld(people, public, common=common), lambda iri: "")


def test_a_bare_surname_is_taken_out_where_it_can_be_told() -> None:
    gresch = of(Name("Norbert Gresch", "Gresch", "Norbert"))
    assert gresch.text("Laut Gresch, Greschs Liste, Gresch-Liste") == "Laut ██████, ███████ Liste, ██████-Liste"
    kept = "gresch, Greschmann, Norbert-Gresch-Straße, Gresch Weg, Gresch GmbH, zum Gresch"
    assert of(Name("Gresch")).text(kept) == kept


def test_a_bare_surname_stays_where_it_may_be_another_word_or_a_public_name() -> None:
    assert of(Name("Eva Baum"), common=frozenset({"baum"})).text("Laut Baum") == "Laut Baum"
    assert of(Name("Eva Sommer")).text("im Sommer, Sommer 2023, laut Sommer") == "im Sommer, Sommer 2023, laut ██████"
    assert of(Name("Gruppe Linke")).text("Antrag Linke") == "Antrag Linke"
    assert of(Name("Eva Ohm")).text("Laut Ohm") == "Laut Ohm"
    assert of(Name("Eva Gresch"), public=(Name("Jan Gresch"),)).text("Laut Gresch") == "Laut Gresch"


@pytest.mark.parametrize("name", ["Sören Jørgensen", "Åsa Håkansson", "Đoko Łuk", "Zoë Æbel", "Jörg Weiß", "Ян Ли"])
def test_every_spelling_that_keys_use_is_found(name: str) -> None:
    key = slug(name)
    assert of(Name(name)).text(key) == "█" * len(key)


@pytest.mark.parametrize("spelling", ["Soren Jorgensen", "Soeren Joergensen", "Jørgensen, S."])
def test_foreign_letters_are_found_in_either_ascii_spelling(spelling: str) -> None:
    assert of(Name("Sören Jørgensen")).text(spelling) == "█" * len(spelling)


@pytest.mark.parametrize("spelling", ["Asa Hakansson", "Aasa Haakansson"])
def test_a_ring_is_found_in_either_ascii_spelling(spelling: str) -> None:
    assert of(Name("Åsa Håkansson")).text(spelling) == "█" * len(spelling)


def test_names_before_a_hash_are_taken_out_of_an_iri() -> None:
    gresch = of(Name("Norbert Gresch", "Gresch", "Norbert"))
    digest = "0123456789abcdef0123"
    assert gresch.iri(f"https://x.de/norbert-gresch/evidence/{digest}") == f"https://x.de/withheld/evidence/{digest}"
    assert gresch.iri(f"https://x.de/evidence/{digest}") == f"https://x.de/evidence/{digest}"
    assert gresch.iri("https://x.de/evidence/norbert-gresch") == "https://x.de/evidence/withheld"
