"""What several OParl objects tell together: days of stations, decisions of papers, rooms; and the named questions on them."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import civicgraph
from civicgraph.cli import app
from civicgraph.pipeline import build
from civicgraph.snapshot.objects import TYPES
from tests.oparl_council import HOST, apart, council, made, one_file

BARE = """SELECT DISTINCT ?class WHERE { ?thing a ?class ; <http://purl.org/dc/terms/source> ?s
    FILTER(CONTAINS(STR(?thing), "-bare-") && !CONTAINS(STR(?thing), "/station/")) }"""


def rows(graph: Path, question: str, *options: str) -> list[dict[str, str]]:
    result = CliRunner().invoke(app, ["query", question, "--graph", str(graph), "--format", "csv", *options])
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    one_file(tmp_path / "neuwald")
    assert build([tmp_path / "neuwald"], tmp_path / "graph").quarantined == 0
    return tmp_path / "graph"


def built(tmp_path: Path, values: list[dict[str, Any]]) -> Path:
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "all.json").write_text(json.dumps(values), "utf-8")
    assert build([tmp_path / "dump"], tmp_path / "graph").quarantined == 0
    return tmp_path / "graph"


def test_a_paper_has_its_row_by_its_printed_number(graph: Path) -> None:
    (row,) = rows(graph, "papers", "--param", "paper=AF 12/2024")
    told = {
        name: row[name]
        for name in ("number", "title", "type", "authors", "lead_unit", "body", "agenda_number", "outcome")
    }
    assert told == {
        "number": "AF 12/2024",
        "title": "Bänke am Mühlbach",
        "type": "inquiry",
        "authors": "Ada Quell",
        "lead_unit": "Grünflächenamt",
        "body": "Rat der Stadt Neuwald",
        "agenda_number": "2",
        "outcome": "beschlossen",
    }
    assert (row["room"], row["place"], row["meeting_start"]) == ("Aula", "Alte Schule", "2024-06-11T17:00:00+02:00")


def test_a_paper_without_number_date_and_type_has_its_row(graph: Path) -> None:
    assert "Ohne alles" in {row["title"] for row in rows(graph, "papers")}


def test_a_consultation_has_the_day_of_its_meeting_and_the_outcome_of_its_item(graph: Path) -> None:
    (row,) = rows(graph, "consultations")
    told = {name: row[name] for name in ("paper", "body", "role", "date", "outcome", "status")}
    assert told == {
        "paper": "AF 12/2024",
        "body": "Rat der Stadt Neuwald",
        "role": "Entscheidung",
        "date": "2024-06-11",
        "outcome": "beschlossen",
        "status": "held",
    }


def test_a_decision_has_paper_body_and_day(graph: Path) -> None:
    (row,) = rows(graph, "decisions")
    assert (row["about"], row["body"], row["earliest"], row["raw_outcome"]) == (
        "AF 12/2024",
        "Rat der Stadt Neuwald",
        "2024-06-11",
        "beschlossen",
    )


def test_questions_of_a_file_stand_at_its_paper(graph: Path) -> None:
    assert [(r["paper"], r["text"]) for r in rows(graph, "questions")] == [("AF 12/2024", "Wie viele Bänke fehlen?")]


def test_persons_and_bodies_are_found_without_memberships(graph: Path) -> None:
    assert [r["name"] for r in rows(graph, "persons")] == ["Ada Quell"]
    assert [(r["name"], r["body_kind"]) for r in rows(graph, "bodies")] == [("Rat der Stadt Neuwald", "council")]


def without(values: list[dict[str, Any]], *names: tuple[str, str]) -> list[dict[str, Any]]:
    """Return objects by id without some keys of some types."""
    kinds = {(kind, key) for kind, key in names}
    return [
        {k: v for k, v in value.items() if (value["type"].rpartition("/")[2], k) not in kinds}
        for value in apart(values)
    ]


@pytest.mark.parametrize(
    "missing",
    [
        [("Consultation", "agendaItem")],
        [("AgendaItem", "consultation")],
        [("Consultation", "meeting")],
        [("Consultation", "meeting"), ("Consultation", "agendaItem")],
        [("Meeting", "agendaItem")],
        [("Consultation", "organization")],
        [("AgendaItem", "meeting")],
    ],
    ids=lambda missing: "+".join(f"{kind}.{key}" for kind, key in missing),
)
def test_either_side_of_a_link_may_be_missing(tmp_path: Path, missing: list[tuple[str, str]]) -> None:
    values = council()
    values[2]["agendaItem"] = [{**item, "meeting": f"{HOST}/meeting/4"} for item in values[2]["agendaItem"]]
    found = built(tmp_path, without(values, *missing))
    (row,) = rows(found, "decisions")
    assert (row["about"], row["body"], row["earliest"]) == ("AF 12/2024", "Rat der Stadt Neuwald", "2024-06-11")
    (row,) = rows(found, "consultations")
    assert (row["date"], row["status"], row["outcome"]) == ("2024-06-11", "held", "beschlossen")


def test_a_consultation_named_only_by_its_own_paper_field(tmp_path: Path) -> None:
    values = without(council(), ("Paper", "consultation"))
    for value in values:
        if value["type"].endswith("Consultation"):
            value["paper"] = f"{HOST}/paper/7"
    assert [r["paper"] for r in rows(built(tmp_path, values), "consultations")] == ["AF 12/2024"]


def test_a_meeting_after_its_objects_last_change_is_planned_and_a_cancelled_one_is_neither(tmp_path: Path) -> None:
    values = council()
    values[2]["start"] = "2024-09-10T17:00:00+02:00"
    assert [r["status"] for r in rows(built(tmp_path, values), "consultations")] == ["planned"]
    values[2]["cancelled"] = True
    other = tmp_path / "cancelled"
    other.mkdir()
    assert [r["status"] for r in rows(built(other, values), "consultations")] == [""]


def test_one_consultation_in_two_meetings_has_both_days(tmp_path: Path) -> None:
    values = council()
    item = made(
        "AgendaItem", "item/51", number="5", name="Bänke", result="vertagt", consultation=f"{HOST}/consultation/5"
    )
    values.append(made("Meeting", "meeting/5", start="2024-05-28T17:00:00+02:00", agendaItem=[item]))
    (row,) = rows(built(tmp_path, values), "consultations")
    assert row["date"] == "2024-05-28/2024-06-11"
    assert row["raw_outcome"] == "beschlossen;vertagt"


def test_a_printed_number_in_a_text_finds_the_paper_of_that_number(tmp_path: Path) -> None:
    text = made("File", "file/9", text="Die Vorlage AF 12/2024 ist erledigt.\n")
    values = [*council(), made("Paper", "paper/10", reference="AF 30/2024", paperType="Antrag", mainFile=text)]
    found = built(tmp_path, values)
    result = CliRunner().invoke(app, ["show", "AF 30/2024", "--graph", str(found)])
    assert result.exit_code == 0, result.output
    assert "AF 12/2024" in result.stdout


def test_objects_without_a_name_stay_and_harm_nothing(tmp_path: Path) -> None:
    bare = [made(kind, f"bare/{kind}") for kind in TYPES]
    values = [*council(), *bare, made("Organization", "gr/77", organizationType="Gremium")]
    found = built(tmp_path, values)
    (row,) = rows(found, "consultations")
    assert row["body"] == "Rat der Stadt Neuwald"
    with civicgraph.open(found) as graph:
        told = {row["class"] for row in graph.query(BARE)}
    assert len(told) == len(TYPES)
