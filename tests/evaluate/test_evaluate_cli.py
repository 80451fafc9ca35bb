"""`civicgraph evaluate` as a user calls it."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.test_build import call
from tests.evaluate.casework import GOLD, RIGHT, SPEC, write


def test_table_json_and_csv_say_the_same(tmp_path: Path) -> None:
    write(tmp_path, {**GOLD, "questions": RIGHT["questions"][:1]})
    code, table, _ = call("evaluate", tmp_path)
    assert code == 0
    assert "0.6667" in table
    assert "invented" in table
    told = json.loads(call("evaluate", tmp_path, "--format", "json")[1])
    assert (told["cases"], told["scores"][0]["f1"], told["missed"], len(told["invented"])) == (1, 0.6667, [], 1)
    rows = list(csv.DictReader(io.StringIO(call("evaluate", tmp_path, "--format", "csv")[1])))
    assert [(row["kind"], row["element"], row["f1"]) for row in rows] == [
        ("score", "questions", "0.6667"),
        ("score", "questions", "0.6667"),
        ("invented", "questions", ""),
    ]


@pytest.mark.parametrize(("floor", "code"), [("0.66", 0), ("0.67", 1)])
def test_floors_decide_the_exit_code(tmp_path: Path, floor: str, code: int) -> None:
    write(tmp_path, {**GOLD, "questions": RIGHT["questions"][:1]})
    (tmp_path / "floors.toml").write_text(f"questions = {floor}\n")
    ended, out, err = call("evaluate", tmp_path, "--floors", tmp_path / "floors.toml")
    assert ended == code
    assert ("questions: F1 0.6667 is below its floor 0.67" in err) is (code == 1)
    assert "0.6667" in out


def test_a_floor_of_what_is_not_scored_is_not_reached(tmp_path: Path) -> None:
    write(tmp_path, {**GOLD, "lineage": []})
    (tmp_path / "floors.toml").write_text("lineage = 0.5\n")
    code, _, err = call("evaluate", tmp_path, "--floors", tmp_path / "floors.toml")
    assert code == 1
    assert "lineage: not scored" in err


@pytest.mark.parametrize("text", ["frage = 0.5\n", "questions = 1.5\n", 'questions = "viel"\n', "questions\n"])
def test_floors_that_cannot_be_taken_are_refused(tmp_path: Path, text: str) -> None:
    write(tmp_path, GOLD)
    (tmp_path / "floors.toml").write_text(text)
    code, _, err = call("evaluate", tmp_path, "--floors", tmp_path / "floors.toml")
    assert code == 2
    assert "floors.toml" in err


def test_a_sheet_is_drawn_coded_and_counted(tmp_path: Path) -> None:
    call("build", SPEC.save(tmp_path), "--out", tmp_path / "graph")
    drawn = tmp_path / "sheet.csv"
    assert call("evaluate", "--sample", "6", "--graph", tmp_path / "graph", "-o", drawn)[0] == 0
    with drawn.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    for row in rows[1:]:
        row[rows[0].index("correct")] = "1"
    with drawn.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    told = json.loads(call("evaluate", drawn, "--format", "json")[1])
    assert sum(one["coded"] for one in told) == 6
    assert {one["precision"] for one in told} == {1.0}
    agreed = json.loads(call("evaluate", drawn, drawn, "--format", "json")[1])
    assert agreed[-1] == {"element": "all", "coded": 6, "agreed": 6, "kappa": None}
    assert "6" in call("evaluate", drawn, drawn)[1]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ([], "name one folder"),
        (["nowhere"], "name one folder"),
        (["a.csv", "b.csv", "c.csv"], "name one or two"),
        (["nowhere.csv"], "nowhere.csv"),
        (["x", "--sample", "5"], "leave out x"),
        (["x", "--format", "xml"], "--format xml"),
    ],
)
def test_calls_that_cannot_be_are_refused_with_what_to_do(tmp_path: Path, words: list[str], named: str) -> None:
    code, _, err = call("evaluate", *words)
    assert code == 2
    assert named in err


def test_an_unknown_element_is_refused(tmp_path: Path) -> None:
    code, _, err = call("evaluate", write(tmp_path, GOLD), "--element", "fragen")
    assert code == 2
    assert "--element fragen: not one of header, questions" in err
