"""query, show, export and validate on the command line: output, messages, exit codes."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from civicgraph.cli import app
from civicgraph.query.questions import names
from tests.query.build import FINDING, FIXTURE, write_graph


def run(*args: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args], input=stdin)


def test_a_named_question_as_csv(graph_folder: Path) -> None:
    result = run(
        "query",
        "questions",
        "--graph",
        graph_folder,
        "--format",
        "csv",
        "--param",
        "paper=2024/0100",
        "-p",
        "source=nachbar",
    )
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    assert [row["text"] for row in rows] == ["Welche Radwege fehlen?"]


@pytest.mark.parametrize("way", ["text", "file", "stdin"])
def test_sparql_comes_as_text_file_or_stdin(graph_folder: Path, tmp_path: Path, way: str) -> None:
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?p a cg:Paper }"
    (tmp_path / "own.rq").write_text("\ufeff" + query, "utf-8")
    asked = {"text": query, "file": str(tmp_path / "own.rq"), "stdin": "-"}[way]
    result = run("query", asked, "--graph", graph_folder, "-f", "csv", stdin=query)
    assert result.stdout.replace("\r\n", "\n") == "n\n4\n"


def test_ask_and_construct(graph_folder: Path) -> None:
    assert json.loads(run("query", "ASK {}", "--graph", graph_folder, "-f", "json").stdout)["boolean"] is True
    result = run("query", "CONSTRUCT { ?p a cg:X } { ?p a cg:Paper }", "--graph", graph_folder, "-f", "turtle")
    assert "a cg:X" in result.stdout


def test_the_list_shows_every_question_in_words_with_parameters() -> None:
    result = run("query", "--list")
    assert result.exit_code == 0
    assert all(f"\n{name}\n" in f"\n{result.stdout}" for name in names())
    assert (
        "--param policy=…" in result.stdout and "Welche Fragen" in result.stdout and "Which questions" in result.stdout
    )


def test_a_file_gets_the_format_of_its_name(graph_folder: Path, tmp_path: Path) -> None:
    assert run("query", "claims", "--graph", graph_folder, "-o", tmp_path / "x.xlsx").exit_code == 0
    assert openpyxl.load_workbook(tmp_path / "x.xlsx")["Daten"]["B2"].value == 1500
    run(
        "query",
        "claims",
        "--graph",
        graph_folder,
        "-o",
        tmp_path / "x.csv",
        "--format",
        "csv",
        "--excel",
        "--labels",
        "de",
    )
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbfGegenstand;Zahl;")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["query", "nope"], "did you mean"),
        (["query", "SELECT"], "there is no question 'SELECT'"),
        (["query", "SELECT ?x {"], "line 1"),
        (["query", "INSERT DATA { <a:a> <a:b> 1 }"], "only read"),
        (["query", "SELECT * { SERVICE <x:y> { ?s ?p ?o } }"], "SERVICE"),
        (["query", "missing.rq"], "no such file"),
        (["query"], "ask something"),
        (["query", "papers", "--param", "paper"], "NAME=VALUE"),
        (["query", "papers", "--param", "colour=red"], "no parameter 'colour'"),
        (["query", "papers", "--format", "doc"], "not one of table"),
        (["query", "papers", "-o", "/dev/null/x"], "name another file"),
        (["show", "no such thing"], "nearest"),
        (["show", "2024/0100"], "several things"),
        (["show", "2024/0200", "--format", "xml"], "not one of text, json"),
        (["export", "--format", "rdfxml", "-o", "x"], "not one of nquads"),
        (["validate", "missing.ttl"], "no such file"),
    ],
)
def test_what_is_wrong_ends_with_2_and_one_sentence(graph_folder: Path, args: list[str], words: str) -> None:
    result = run(*args, "--graph", graph_folder)
    assert result.exit_code == 2
    assert result.stderr.startswith("civicgraph: ") and words in result.stderr
    assert result.stdout == "" and "Traceback" not in result.stderr


def test_a_query_file_that_is_not_utf_8_is_refused(graph_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "latin.rq").write_bytes("# Gr\xf6sch".encode("latin-1"))
    result = run("query", tmp_path / "latin.rq", "--graph", graph_folder)
    assert result.exit_code == 2 and "UTF-8" in result.stderr


def test_no_graph_says_how_to_build_one(tmp_path: Path) -> None:
    result = run("query", "papers", "--graph", tmp_path)
    assert result.exit_code == 2 and "civicgraph build" in result.stderr


def test_a_workbook_is_not_for_the_terminal(graph_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import civicgraph.cli.query as module

    class Terminal:
        @staticmethod
        def isatty() -> bool:
            return True

    monkeypatch.setattr(module, "sys", type("System", (), {"stdout": Terminal, "stdin": None}))
    result = run("query", "claims", "--graph", graph_folder, "--format", "xlsx")
    assert result.exit_code == 2 and "-o rows.xlsx" in result.stderr


def test_show_tells_and_gives_json(graph_folder: Path) -> None:
    assert "“2024/0200”" in run("show", "2024/0200", "--graph", graph_folder).stdout
    document = json.loads(run("show", "2024/02", "--graph", graph_folder, "--format", "json").stdout)
    assert document["cls"] == "Paper" and document["quotes"][0]["start"] == 8


def test_export_writes_a_redacted_file_and_says_so(graph_folder: Path, tmp_path: Path) -> None:
    result = run("export", "--graph", graph_folder, "--format", "trig", "-o", tmp_path / "x.trig")
    assert result.exit_code == 0 and result.stdout == "" and "replaced by █" in result.stderr
    assert "Norbert" not in (tmp_path / "x.trig").read_text("utf-8")
    result = run("export", "--graph", graph_folder, "--private", "-o", tmp_path / "x.nq")
    assert "nicht zur Veröffentlichung" in result.stderr and "Norbert" in (tmp_path / "x.nq").read_text("utf-8")


def test_validate_a_built_graph(graph_folder: Path, tmp_path: Path) -> None:
    assert run("validate", "--graph", graph_folder).exit_code == 0
    folder = write_graph(tmp_path, findings=(FINDING,))
    result = run("validate", folder)
    assert result.exit_code == 1 and FINDING.message_de in result.stdout and "1 violations" in result.stderr
    assert FINDING.message_en in run("validate", folder, "--language", "en").stdout
    assert json.loads(run("validate", folder, "--format", "json").stdout)[0]["rule"] == "StepShape-actor"
    assert "sh:conforms false" in run("validate", folder, "--format", "turtle").stdout


def test_validate_files(tmp_path: Path) -> None:
    result = run("validate", FIXTURE)
    assert result.exit_code == 0 and "DecisionShape-outcome-missing" in result.stdout
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix cg: <https://w3id.org/civicgraph/ns#> . <https://x.de/e> a cg:Evidence .", "utf-8")
    assert run("validate", broken).exit_code == 1
    result = run("validate", broken, "--format", "turtle")
    assert result.exit_code == 1 and "ValidationReport" in result.stdout


@pytest.mark.parametrize("command", ["query", "show", "export", "validate"])
def test_help_has_an_example(command: str) -> None:
    result = run(command, "--help")
    assert (
        result.exit_code == 0
        and "Example:" in result.stdout
        and f"civicgraph {command}" in " ".join(result.stdout.split())
    )
