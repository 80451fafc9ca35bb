"""Sheets drawn from a built graph."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

import pytest

from civicgraph.errors import UsageError
from civicgraph.evaluate.sample import COLUMNS, sheet
from civicgraph.pipeline import build
from civicgraph.query import Graph
from tests.evaluate.casework import ANSWERS, SPEC


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """Yield the graph of two inquiries, one of them about a title that a spreadsheet would run."""
    folder = tmp_path_factory.mktemp("sample")
    for number, spec in enumerate((SPEC, SPEC.with_(number="2024/0118", title="=SUMME(A1)", day="Fr, 15.03.2024"))):
        (folder / f"p{number}.txt").write_text(spec.plain(), "utf-8")
    build([folder], folder / "graph")
    with Graph.open(folder / "graph") as opened:
        yield opened


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a sheet by column."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_the_same_call_gives_the_same_sheet_and_another_seed_another(graph: Graph) -> None:
    assert sheet(graph, 8) == sheet(graph, 8)
    assert sheet(graph, 8) != sheet(graph, 8, seed=2)


def test_every_element_has_its_part_with_quote_and_context(graph: Graph) -> None:
    drawn = rows(sheet(graph, 12))
    assert list(drawn[0]) == list(COLUMNS)
    assert len(drawn) == 12
    assert len({row["id"] for row in drawn}) == 12
    assert {"papers", "questions", "answers", "persons", "consultations"} <= {row["element"] for row in drawn}
    answers = [row for row in drawn if row["element"] == "answers"]
    assert all(
        row["quote"] in ANSWERS and row["quote"] in row["context"] and row["quote"] in row["value"] for row in answers
    )
    assert all((row["correct"], row["missed"]) == ("", "") for row in drawn)


def test_a_graph_gives_all_it_has_where_more_is_asked(graph: Graph) -> None:
    everything = rows(sheet(graph, 10_000))
    counted = Counter((row["element"], row["url"]) for row in everything)
    assert all(int(row["on_page"]) == counted[row["element"], row["url"]] for row in everything)
    assert Counter(row["element"] for row in everything)["questions"] == 4


def test_whole_pages_come_with_all_their_values_and_a_row_for_what_is_absent(graph: Graph) -> None:
    drawn = rows(sheet(graph, 1, whole_pages=True))
    questions = [row for row in drawn if row["element"] == "questions"]
    assert [row["on_page"] for row in questions] == ["2", "2"]
    assert len({row["url"] for row in questions}) == 1


def test_no_cell_is_taken_for_a_formula(graph: Graph) -> None:
    assert not [
        cell for row in rows(sheet(graph, 10_000)) for cell in row.values() if cell.startswith(("=", "+", "-", "@"))
    ]


def test_nothing_to_draw_is_refused(graph: Graph) -> None:
    with pytest.raises(UsageError, match="nothing to draw"):
        sheet(graph, 0)
