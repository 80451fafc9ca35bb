"""The report on a built graph: nothing that was read or not read is missing in it, in any of its three forms."""

import json
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner

from civicgraph.cli import app
from civicgraph.pipeline import build
from civicgraph.query import Graph
from civicgraph.report import Report, report, report_html, report_json, report_text
from tests.pages import Asked, Spec

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def graph_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    pages = folder / "pages"
    pages.mkdir()
    Spec(lines=Asked().text()).save(pages)
    (pages / "recipe.txt").write_text("Kochrezept\n\nMan nehme Mehl.\n", encoding="utf-8")
    (pages / "empty.html").write_bytes(b"")
    (folder / "source.toml").write_text(
        f'slug = "neuburg"\nbase = "https://example.org/neuburg"\ntitle = "Neuburg {HOSTILE}"\n[expected]\npapers = 9\n',
        encoding="utf-8",
    )
    build([folder], folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def made(graph_folder: Path) -> Report:
    with Graph.open(graph_folder) as graph:
        return report(graph)


def test_pages_fields_and_files_without_a_page_are_told(made: Report) -> None:
    (source,) = made.sources
    assert (source.source, source.pages, source.quarantined) == ("neuburg", 1, 0)
    assert [(k.kind, k.pages) for k in source.kinds] == [("extract", 1)]
    assert {u.rule: u.examples for u in source.unread} == {
        "no-council-page": ("pages/recipe.txt",),
        "empty-file": ("pages/empty.html",),
    }
    assert "below-expected" in {note.rule for note in source.notes}
    taken = {field.field for field in source.fields_of("mapped")}
    assert {"Gremium", "Datum", "Vorlage-Art"} <= taken


def test_each_year_counts_what_is_there_and_what_is_missing(made: Report) -> None:
    (year,) = made.sources[0].years
    assert (year.year, year.papers, year.with_date, year.inquiries) == ("2024", 1, 1, 1)
    assert 0 <= year.questions_answered <= year.questions
    assert year.questions > 0


def test_the_three_forms_tell_the_same(made: Report) -> None:
    text, data = report_text(made, "en"), json.loads(report_json(made))
    for source in data["sources"]:
        for part in ("fields", "unread", "notes", "absent"):
            for row in source[part]:
                assert (row.get("field") or row.get("rule") or row["cls"]) in text
    page = report_html(made, "de", private=True)
    assert all(field["field"] in page for field in data["sources"][0]["fields"] if "&" not in field["field"])


def test_the_page_is_inert_and_holds_no_examples_unless_asked(made: Report) -> None:
    page = report_html(made, "de")
    assert HOSTILE not in page
    assert "default-src &#39;none&#39;" in page
    assert "<script" not in page
    assert LexborHTMLParser(page).css_first("[src], [href], img, script") is None
    assert "pages/recipe.txt" not in page
    assert "pages/recipe.txt" in report_html(made, "de", private=True)
    assert "Nicht zur Veröffentlichung" in report_html(made, "de", private=True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "pdf"], "table, json or html"),
        (["-o", "x.docx"], ".html"),
        (["--language", "fr"], "de or en"),
        (["--source", "elsewhere"], "neuburg"),
    ],
)
def test_a_wrong_call_says_what_is_right(graph_folder: Path, arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(app, ["report", "--graph", str(graph_folder), *arguments])
    assert result.exit_code == 2
    assert said in result.output


def test_the_command_writes_what_the_ending_says(graph_folder: Path, tmp_path: Path) -> None:
    for name, begin in (("r.html", "<!doctype html>"), ("r.json", "{"), ("r.txt", "Neuburg")):
        result = CliRunner().invoke(app, ["report", "--graph", str(graph_folder), "-o", str(tmp_path / name)])
        assert result.exit_code == 0, result.output
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)


def test_a_graph_without_an_account_says_so(graph_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(graph_folder, tmp_path / "old")
    (tmp_path / "old" / "current" / "accounts.json").unlink()
    result = CliRunner().invoke(app, ["report", "--graph", str(tmp_path / "old")])
    assert result.exit_code == 2
    assert "build it again" in result.output
