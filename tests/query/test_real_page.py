"""The named questions on the real page give the rows that were read from it by hand, all of them and no others."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from civicgraph.pipeline import build
from civicgraph.query import Graph
from civicgraph.query.tables import spelt

SHARED = Path(__file__).parents[3] / "shared"
EXPECTED = SHARED / "expected" / "herne-2023-0386"

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def herne(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    page = SHARED / "seed" / "herne-2023-0386.txt"
    if not page.is_file():
        pytest.skip("the folder ../shared is not here")
    folder = tmp_path_factory.mktemp("herne")
    build([page], folder)
    with Graph.open(folder) as opened:
        yield opened


def answered(graph: Graph, name: str) -> list[dict[str, str]]:
    rows = graph.query(name)
    return [{column: spelt(term) for column, term in zip(rows.columns, row, strict=True)} for row in rows.terms]


def read_by_hand(name: str) -> list[dict[str, str]]:
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["papers", "questions", "answers", "decisions", "sequence", "lineage", "funding"])
def test_rows(herne: Graph, name: str) -> None:
    found, expected = answered(herne, name), read_by_hand(name)
    assert len(found) == len(expected)
    for wanted in expected:
        assert any(_agrees(row, wanted) for row in found), wanted


def _agrees(row: dict[str, str], wanted: dict[str, str]) -> bool:
    """As the folder's README has it: text begins so, answered_by contains the name, all else is equal."""
    loose = {"text": row.get("text", "").startswith, "answered_by": row.get("answered_by", "").__contains__}
    return all(loose.get(column, row[column].__eq__)(value) for column, value in wanted.items())


def test_claims(herne: Graph) -> None:
    def counted(rows: list[dict[str, str]]) -> Counter[tuple[str, ...]]:
        return Counter((row["value"], row["modifier"], row["stated_in"]) for row in rows)

    assert not counted(read_by_hand("claims")) - counted(answered(herne, "claims"))


def test_every_quote_is_the_text_at_its_place(herne: Graph) -> None:
    rows = herne.query("SELECT ?t ?text { ?t a cg:Text ; schema:text ?text }")
    texts = {row["t"]: row["text"] for row in rows}
    evidence = herne.query("evidence")
    assert len(evidence) > 50
    assert all(texts[row["text"]][row["start"] : row["end"]] == row["quote"] for row in evidence)
