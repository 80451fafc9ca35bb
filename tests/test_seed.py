"""The real page that the project starts from: all rows that a reader of it found, and no others."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import civicgraph
from civicgraph.pipeline import build
from civicgraph.query import Graph
from tests.pages import Spec
from tests.reading import page_of, records_of, without_evidence
from tests.shared import SEED, expected, needs_shared

pytestmark = needs_shared
BY_BEGINNING = {"text"}
BY_PART = {"answered_by"}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    out = tmp_path_factory.mktemp("seed")
    report = build([SEED], out)
    assert report.quarantined == 0
    with civicgraph.open(out) as opened:
        yield opened


def cell(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else "" if value is None else str(value)


def agrees(want: dict[str, str], got: dict[str, str]) -> bool:
    for name, value in want.items():
        if name in BY_BEGINNING:
            if not got[name].startswith(value):
                return False
        elif name in BY_PART:
            if value not in got[name]:
                return False
        elif got[name] != value:
            return False
    return True


@pytest.mark.parametrize("name", ["papers", "questions", "answers", "decisions", "sequence", "lineage", "funding"])
def test_named_questions_give_the_expected_rows_and_no_others(graph: Graph, name: str) -> None:
    rows = graph.query(name)
    left = [{column: cell(row[column]) for column in rows.columns} for row in rows]
    for want in expected(name):
        match = next((row for row in left if agrees(want, row)), None)
        assert match is not None, (want, left)
        left.remove(match)
    assert left == []


def test_claims_are_found_as_often_as_they_stand(graph: Graph) -> None:
    want = sorted((Decimal(r["value"]), r["modifier"], r["stated_in"]) for r in expected("claims"))
    rows = graph.query("claims")
    assert sorted((Decimal(str(r["value"])), r["modifier"], r["stated_in"]) for r in rows) == want


def test_question_six_is_the_only_unanswered_one(graph: Graph) -> None:
    assert [(row["number"], row["asked_by"]) for row in graph.query("unanswered")] == [("6", "Lars Wind")]


def test_every_quote_stands_at_its_offsets(graph: Graph) -> None:
    text = page_of(SEED).text
    rows = graph.query("evidence")
    assert len(rows) > 100
    for row in rows:
        assert text[row["start"] : row["end"]] == row["quote"] != ""


def test_the_html_form_gives_the_same_records(tmp_path: Path) -> None:
    """The seed's facts and its running text are put into ALLRIS 3 markup, line by line."""
    page = page_of(SEED)
    value = {(f.group, f.name): f.value for f in page.fields}
    lines = tuple(
        line for line in page.text[page.body.start : page.body.end].split("\n") if line.strip() and line != "Beschluss"
    )
    spec = Spec(
        number=value[1, "number"],
        title=value[1, "title"],
        meeting_line=value[0, "meeting_line"],
        agenda=value[0, "agenda_number"],
        body=value[0, "body"],
        outcome=value[0, "outcome"],
        day=value[0, "date"],
        publicity=value[0, "publicity"],
        time=value[0, "time"],
        occasion=value[0, "occasion"],
        room=value[0, "room"],
        place=value[0, "place"],
        author=value[1, "authors"],
        unit=value[1, "lead_unit"],
        clerk=value[1, "clerk"],
        lines=lines,
    )
    html = spec.save(tmp_path, "html")
    assert re.search(r"<td class=\"kb1\">", html.read_text("utf-8"))
    assert without_evidence(records_of(html)) == without_evidence(records_of(SEED))
