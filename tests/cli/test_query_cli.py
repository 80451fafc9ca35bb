"""query, show, export and validate on the command line: output, messages, exit codes."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
import rdflib
from rdflib.namespace import RDF, SH
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
        (["query", "paper"], "did you mean papers"),
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
        (["show", "no such thing"], "none is spelt alike"),
        (["show", "Klimaplann"], "nearest"),
        (["show", "2024/0100"], "several things"),
        (["show", "2024/0200", "--format", "xml"], "not one of text, json"),
        (["export", "--format", "rdfxml", "-o", "x"], "not one of nquads"),
        (["validate", "missing.ttl"], "no such file"),
        (["export", "-o", "x.foo"], "nothing is written as .foo here: take .nq"),
        (["export", "-o", "x.ttl", "--format", "nquads"], "--format nquads contradicts the ending .ttl"),
        (["query", "papers", "-o", "x.unknown"], "nothing is written as .unknown here: take .csv"),
        (["query", "papers", "-o", "x.xlsx", "--format", "csv"], "contradicts the ending .xlsx"),
        (["query", "papers", "-p", "source=a", "-p", "source=b"], "given twice"),
        (["query", "papers", "-p", "paper=2024/0"], "several things"),
        (["query", ""], "it is empty"),
        (["view", "lineage", "--from", "Klimaplan", "-o", "x.pdf"], "nothing is written as .pdf"),
        (["view", "lineage", "--from", "Klimaplan", "-o", "x.svg", "-f", "json"], "contradicts the ending .svg"),
        (["view", "lineage", "--from", "Klimaplan 2030", "--to", "KP 2030"], "both mean Klimaplan 2030"),
        (["view", "lineage", "--from", "Klimaplan", "-o", "-", "--open"], "name one with -o"),
        (["view", "network", "-o", "n.svg"], "nothing is written as .svg here: take .html, .htm\n"),
        (["view", "network", "--around", "Norbert Grösch"], "add --private"),
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


@pytest.mark.parametrize(
    ("name", "begins"),
    [("x.nq", "<"), ("x", "<"), ("x.trig", "@prefix"), ("x.TTL", "@prefix"), ("x.jsonld", "{"), ("x.json", "{")],
)
def test_an_export_has_the_format_of_its_ending(graph_folder: Path, tmp_path: Path, name: str, begins: str) -> None:
    assert run("export", "--graph", graph_folder, "-o", tmp_path / name).exit_code == 0
    lines = [line for line in (tmp_path / name).read_text("utf-8").splitlines() if not line.startswith("# ")]
    assert lines[0].startswith(begins)
    assert run("export", "--graph", graph_folder, "-o", tmp_path / "x.foo", "--format", "trig").exit_code == 0


def test_a_dash_is_stdout(graph_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("export", "--graph", graph_folder, "-o", "x.trig")
    assert run("export", "--graph", graph_folder, "-f", "trig", "-o", "-").stdout == Path("x.trig").read_text("utf-8")
    Path("x.trig").unlink()
    assert run("query", "papers", "--graph", graph_folder, "-f", "csv", "-o", "-").stdout.startswith("number,")
    asked = ("view", "lineage", "--to", "Klimaplan 2030", "--graph", graph_folder)
    assert run(*asked, "-o", "-").stdout.lower().startswith("<!doctype html>")
    assert run("view", "network", "--graph", graph_folder, "-o", "-").stdout.lower().startswith("<!doctype html>")
    assert list(tmp_path.iterdir()) == []
    run(*asked, "-f", "svg")
    run(*asked, "-f", "json")
    run(*asked)
    assert {p.name for p in tmp_path.iterdir()} == {"lineage.svg", "lineage.json", "lineage.html"}


def test_a_network_says_what_was_taken_out_or_that_it_is_private(tmp_path: Path) -> None:
    folder, page = write_graph(tmp_path / "out", suppress=("Lars Wind",)), tmp_path / "n.html"
    result = run("view", "network", "--graph", folder, "-o", page)
    assert "replaced by █" in result.stderr and "replaced by █" in page.read_text("utf-8")
    result = run("view", "network", "--graph", folder, "-o", page, "--private")
    assert "not for publication" in result.stderr and "replaced by █" not in result.stderr
    assert "replaced by █" not in page.read_text("utf-8") and "Lars Wind" not in page.read_text("utf-8")


def test_an_empty_query_file_is_refused(graph_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.rq").write_text("\n", "utf-8")
    result = run("query", tmp_path / "empty.rq", "--graph", graph_folder)
    assert result.exit_code == 2 and "empty.rq: the file is empty" in result.stderr


@pytest.mark.parametrize("name", ["x.ttl", "x.jsonld"])
def test_validate_an_export_that_merges_pages(graph_folder: Path, tmp_path: Path, name: str) -> None:
    run("export", "--graph", graph_folder, "-o", tmp_path / name)
    result = run("validate", tmp_path / name, "--format", "turtle")
    assert result.exit_code == 0 and "several pages in one graph" in result.stderr
    report = rdflib.Graph().parse(data=result.stdout, format="turtle")
    assert len(set(report.subjects(RDF.type, SH.ValidationReport))) == 1
    assert not any(isinstance(node, rdflib.BNode) for triple in report for node in triple)


def test_validate_a_built_graph(graph_folder: Path, tmp_path: Path) -> None:
    assert run("validate", "--graph", graph_folder).exit_code == 0
    folder = write_graph(tmp_path, findings=(FINDING,))
    result = run("validate", folder)
    assert result.exit_code == 1 and FINDING.message_de in result.stdout and "1 violation, 0 warnings" in result.stderr
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
    assert result.exit_code == 1 and result.stdout.count("a sh:ValidationReport") == 1
    result = run("validate", FIXTURE, "--format", "turtle")
    assert result.stdout.count("a sh:ValidationReport") == 1 and "[" not in result.stdout


@pytest.mark.parametrize("command", ["query", "show", "export", "validate"])
def test_help_has_an_example(command: str) -> None:
    result = run(command, "--help")
    assert (
        result.exit_code == 0
        and "Example:" in result.stdout
        and f"civicgraph {command}" in " ".join(result.stdout.split())
    )
