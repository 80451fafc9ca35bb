"""A person's word wins over extraction: values replaced, rejected and added, what follows from them, and entries that no longer hold."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from civicgraph.cli import app
from civicgraph.errors import SourceInvalid
from civicgraph.pipeline import Report, build
from civicgraph.query import Graph
from civicgraph.query.show import known
from tests.pages import Asked, Spec

BASE = "https://example.org/neuburg"
PAPER = f"{BASE}/paper/2024-0117"
ENTRY = """
[[correction]]
thing = "{thing}"
action = "{action}"
quote = "{quote}"
reason = "steht anders auf der Seite"
date = 2024-05-02
by = "mk"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "neuburg"
    (folder / "pages").mkdir(parents=True)
    Spec(lines=Asked().text()).save(folder / "pages")
    (folder / "source.toml").write_text(f'slug = "neuburg"\nbase = "{BASE}"\n', encoding="utf-8")
    return folder


Correct = Callable[..., Report]


@pytest.fixture
def correct(source: Path) -> Correct:
    def run(thing: str, action: str, quote: str, **more: str) -> Report:
        text = ENTRY.format(thing=thing, action=action, quote=quote)
        text += "".join(f'{name} = "{value}"\n' for name, value in more.items())
        (source / "corrections.toml").write_text(text, encoding="utf-8")
        return build([source], source.parent / "out")

    return run


def rows(source: Path, question: str, *columns: str) -> list[tuple[object, ...]]:
    with Graph.open(source.parent / "out") as graph:
        return [tuple(row[column] for column in columns) for row in graph.query(question)]


def statuses(source: Path) -> dict[str, str]:
    return {str(number): str(status) for number, status in rows(source, "questions", "number", "status")}


def test_a_replaced_value_stands_alone_and_says_who_and_why(source: Path, correct: Correct) -> None:
    report = correct(PAPER, "replace", "Stand der Radwege", property="dct:title", value="Radwege am Südring")
    assert not [f for f in report.findings if f.rule == "correction-without-place"]
    assert rows(source, "papers", "title") == [("Radwege am Südring",)]
    with Graph.open(source.parent / "out") as graph:
        (told,) = known(graph, "2024/0117").corrections
    assert (told.action, told.property, told.new, told.reason, told.day, told.by) == (
        "replace", "title", "Radwege am Südring", "steht anders auf der Seite", "2024-05-02", "mk",
    )  # fmt: skip


def test_it_survives_the_next_build_with_the_same_bytes(source: Path, correct: Correct) -> None:
    first = correct(PAPER, "replace", "Stand der Radwege", property="dct:title", value="Radwege am Südring")
    assert build([source], source.parent / "again").generation.manifest == first.generation.manifest


def test_a_code_replaces_a_concept(source: Path, correct: Correct) -> None:
    correct(PAPER, "replace", "Anfrage_Formular", property="eli:work_type", value="motion")
    assert rows(source, "papers", "type") == [("motion",)]
    with pytest.raises(SourceInvalid, match="no code of the scheme paper-type"):
        correct(PAPER, "replace", "Anfrage_Formular", property="eli:work_type", value="Quatsch")


def test_an_added_value_stands_beside_the_others(source: Path, correct: Correct) -> None:
    build([source], source.parent / "out")
    (answer,) = [iri for label, iri in rows(source, "answers", "label", "iri") if label == "1"]
    correct(str(answer), "add", "Zu Frage 1", property="cg:answersNumber", value="4")
    assert [told for label, told in rows(source, "answers", "label", "answers") if label == "1"] == ["1;4"]


def test_a_rejected_answer_leaves_its_question_unanswered(source: Path, correct: Correct) -> None:
    build([source], source.parent / "out")
    before = statuses(source)
    (answer,) = [iri for label, iri in rows(source, "answers", "label", "iri") if label == "1"]
    assert before["1"] == "answered"
    report = correct(str(answer), "reject", "Zu Frage 1")
    assert report.quarantined == 0
    assert not [f for f in report.findings if f.severity == "violation"]
    assert "1" not in [label for (label,) in rows(source, "answers", "label")]
    after = statuses(source)
    assert after == before | {"1": "unanswered"}


def test_a_value_that_is_not_there_is_not_replaced(source: Path, correct: Correct) -> None:
    report = correct(PAPER, "replace", "Stand der Radwege", property="dct:title", old="Ein anderer Titel", value="Neu")
    assert "correction-without-place" in {f.rule for f in report.findings}
    assert rows(source, "papers", "title") == [("Stand der Radwege am Nordring",)]


@pytest.mark.parametrize("quote", ["Das steht hier nirgends", "Stand der Radwege"])
def test_a_correction_without_its_place_is_a_finding(source: Path, correct: Correct, quote: str) -> None:
    thing = PAPER if quote.startswith("Das") else f"{BASE}/paper/2099-1"
    report = correct(thing, "replace", quote, property="dct:title", value="Neu")
    assert [f.subject for f in report.findings if f.rule == "correction-without-place"] == [thing]
    assert rows(source, "papers", "title") == [("Stand der Radwege am Nordring",)]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"property": "dct:title"}, "needs property and value"),
        ({"property": "Titel", "value": "x"}, "prefixed name"),
        ({"property": "dct:title", "value": "x", "colour": "red"}, "colour"),
    ],
)
def test_a_wrong_entry_says_what_is_wrong(correct: Correct, more: dict[str, str], said: str) -> None:
    with pytest.raises(SourceInvalid, match=said):
        correct(PAPER, "replace", "Stand", **more)


def test_a_date_must_be_one(source: Path, correct: Correct) -> None:
    build([source], source.parent / "out")
    (question,) = [iri for number, iri in rows(source, "questions", "number", "iri") if number == "1"]
    with pytest.raises(SourceInvalid, match="no xsd:integer"):
        correct(str(question), "replace", "?", property="cg:position", value="erste")


def test_the_command_writes_an_entry_that_the_next_build_obeys(source: Path) -> None:
    out = str(source.parent / "out")
    build([source], source.parent / "out")
    call = ["correct", "2024/0117", "--graph", out, "--source", str(source), "--reason", 'Er sagt "so"', "--by", "mk"]
    change = ["--property", "dct:title", "--replace", "Radwege am Südring", "--date", "2024-05-02"]
    for _ in range(2):
        result = CliRunner().invoke(app, [*call, *change])
        assert result.exit_code == 0, result.output
    assert (source / "corrections.toml").read_text(encoding="utf-8").count("[[correction]]") == 2
    assert CliRunner().invoke(app, ["build", str(source), "--out", out]).exit_code == 0
    assert rows(source, "papers", "title") == [("Radwege am Südring",)]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "name one of"),
        (["--reject", "--add", "x"], "name one of"),
        (["--replace", "x", "--date", "gestern", "--property", "dct:title"], "2024-05-02"),
        (["--replace", "x"], "needs property"),
        (["--replace", "x", "--property", "dct:titel"], "show names those there are"),
        (["--add", "x", "--property", "dct:titel"], "nothing has it"),
        (["--replace", "x", "--property", "title"], "prefixed name"),
    ],
)
def test_a_wrong_call_writes_nothing(source: Path, more: list[str], said: str) -> None:
    build([source], source.parent / "out")
    call = [
        "correct",
        "2024/0117",
        "--graph",
        str(source.parent / "out"),
        "--source",
        str(source),
        "--reason",
        "r",
        "--by",
        "b",
    ]
    result = CliRunner().invoke(app, [*call, *more])
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
    assert not (source / "corrections.toml").exists()
