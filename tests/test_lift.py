"""Terms as text: only forms that the store gives back unchanged, and one IRI per thing on every page."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicgraph.lift import lift_page, quads
from civicgraph.lift.quads import Graph
from civicgraph.record import Thing
from tests.pages import Asked, Spec
from tests.reading import records_of

BASE = "https://x.example/neuburg"


def back(term: str) -> str:
    """Return a literal as a store gives it back."""
    store = ox.Store()
    line = f"<https://x.example/s> <https://x.example/p> {term} <https://x.example/g> .\n"
    store.load(line.encode(), format=ox.RdfFormat.N_QUADS)
    (quad,) = store.quads_for_pattern(None, None, None, None)
    return str(quad.object)


@pytest.mark.parametrize(
    "value",
    [
        "",
        'a "b" \\ c',
        "Zeile\nzwei\r\tdrei",
        "\u00a0\ue000\U0001f600\x00\x1f\x7f",
        True,
        False,
        0,
        -12,
        Decimal("2.5"),
        date(2023, 4, 25),
        datetime(2023, 4, 25, 16, tzinfo=ZoneInfo("Europe/Berlin")),
        datetime(2023, 1, 5, 16, tzinfo=UTC),
    ],
)
def test_every_literal_form_survives_the_store(value: object) -> None:
    assert back(quads.literal(value)) == quads.literal(value)


@given(st.text())
def test_every_string_survives_the_store(value: str) -> None:
    assert (
        ox.Literal(value)
        == ox.parse(f"<x:s> <x:p> {quads.text(value)} .".encode(), format=ox.RdfFormat.N_TRIPLES).__next__().object
    )


@pytest.mark.parametrize("value", ["18", "-290000", "2.5", "-0.75"])
def test_numbers_survive_the_store(value: str) -> None:
    assert back(quads.number(value)) == quads.number(value)


def test_edtf_literal() -> None:
    assert back(quads.edtf("2022-12/2023-04")) == '"2022-12/2023-04"^^<http://id.loc.gov/datatypes/edtf/EDTF>'


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(TypeError, match="zone"):
        quads.literal(datetime(2023, 4, 25, 16))


def test_an_unknown_record_is_refused_and_not_dropped(tmp_path: Path) -> None:
    records = records_of(Spec(lines=("Text.",)).save(tmp_path))

    class Strange(Thing, frozen=True):
        pass

    import msgspec

    with pytest.raises(TypeError, match="Strange"):
        lift_page(msgspec.structs.replace(records, things=(Strange(),)), BASE)


def test_silence_adds_nothing() -> None:
    graph = Graph("https://x.example/g")
    graph.value("https://x.example/s", "dct:title", None)
    graph.value("https://x.example/s", "dct:title", "")
    assert graph.lines() == []


def test_lines_are_strict_nquads_sorted_and_without_blank_nodes(tmp_path: Path) -> None:
    lines = lift_page(records_of(Spec(lines=Asked().text()).save(tmp_path)), BASE)
    assert lines == sorted(set(lines))
    parsed = list(ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS, lenient=False))
    assert len(parsed) == len(lines)
    assert not any(isinstance(term, ox.BlankNode) for quad in parsed for term in (quad.subject, quad.object))
    assert len({quad.graph_name for quad in parsed}) == 1


def subjects(lines: list[bytes]) -> set[str]:
    return {line.split(b"> ")[0][1:].decode() for line in lines}


def test_two_pages_that_tell_of_one_step_mean_one_node(tmp_path: Path) -> None:
    one = lift_page(records_of(Spec(lines=("Text.",)).save(tmp_path)), BASE)
    other = lift_page(
        records_of(Spec(outcome="beschlossen", room="Saal 2", lines=("Anderes.",)).save(tmp_path, "html")), BASE
    )
    shared = subjects(one) & subjects(other)
    for iri in (
        f"{BASE}/paper/2024-0117",
        f"{BASE}/body/rat-der-stadt",
        f"{BASE}/person/brandt-ute",
        f"{BASE}/meeting/rat-der-stadt/2024-03-14",
        f"{BASE}/meeting/rat-der-stadt/2024-03-14/item/oe-7-2",
        f"{BASE}/step/2024-0117/rat-der-stadt/2024-03-14",
    ):
        assert iri in shared
    step = f"{BASE}/step/2024-0117/rat-der-stadt/2024-03-14"
    assert f"{step}/decision/zur-kenntnis-genommen" in subjects(one) - shared
    assert f"{step}/decision/beschlossen" in subjects(other) - shared
