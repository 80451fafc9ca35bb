"""A quote is looked for in the present page: at its place, elsewhere, in changed words, or nowhere."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from civicgraph.cli import app
from civicgraph.pipeline import build
from civicgraph.query import Graph
from civicgraph.verify import Verification, verify
from civicgraph.verify.placing import Found, Place, Text
from tests.pages import Asked, Spec

TOLD = "Der Rat beschließt den Plan.\nDie Stadt zählt 18 Bäume am Ring.\nDer Rat beschließt den Plan."


def place(quote: str, nth: int = 0, text: str = TOLD) -> Place:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    end = start + len(quote)
    return Place(quote, start, end, text[max(0, start - 10) : start], text[end : end + 10])


@pytest.mark.parametrize(
    ("now", "quote", "nth", "expected"),
    [
        (TOLD, "18 Bäume", 0, Found("same", 45, 53)),
        ("Neu.\n" + TOLD, "18 Bäume", 0, Found("moved", 50, 58)),
        ("Neu.\n" + TOLD, "den Plan", 1, Found("moved", place("den Plan", 1).start + 5, place("den Plan", 1).end + 5)),
        (TOLD.replace(" am Ring", "\nam Ring"), "18 Bäume am Ring", 0, Found("moved", 45, 61)),
        (TOLD.replace("18 Bäume", "19 Bäume"), "Die Stadt zählt 18 Bäume am Ring.", 0, Found("changed", 29, 62)),
        ("Etwas ganz anderes steht jetzt hier.", "Die Stadt zählt 18 Bäume am Ring.", 0, Found("gone")),
        ("", "18 Bäume", 0, Found("gone")),
    ],
)
def test_where_a_quote_stands_now(now: str, quote: str, nth: int, expected: Found) -> None:
    found = Text(now).find(place(quote, nth))
    assert found == expected
    if found.state == "moved" and found.start is not None:
        assert "".join(now[found.start : found.end].split()) == "".join(quote.split())


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "neuburg"
    (folder / "pages").mkdir(parents=True)
    Spec(lines=Asked().text()).save(folder / "pages")
    (folder / "source.toml").write_text('slug = "neuburg"\nbase = "https://example.org/neuburg"\n', encoding="utf-8")
    build([folder], tmp_path / "out")
    return folder


def checked(source: Path, against: Path | None) -> Verification:
    with Graph.open(source.parent / "out") as graph:
        return verify(graph, against)


def test_nothing_changed(source: Path) -> None:
    for against in (None, source):
        found = checked(source, against)
        assert found.holds
        assert found.counts["same"] == len(found.checks) > 20


def test_a_changed_moved_and_vanished_page(source: Path) -> None:
    (page,) = (source / "pages").iterdir()
    text = page.read_text(encoding="utf-8")
    page.write_text("Eine Zeile mehr\n" + text, encoding="utf-8")
    assert checked(source, source).counts == {
        "same": 0,
        "moved": len(checked(source, None).checks),
        "changed": 0,
        "gone": 0,
    }
    page.write_text(text.replace("Nordring", "Südring"), encoding="utf-8")
    found = checked(source, source)
    assert found.counts["changed"] > 0
    assert all(
        "Südring" in check.now for check in found.checks if check.state == "changed" and "Nordring" in check.quote
    )
    assert checked(source, None).holds
    page.rename(page.with_name("another.txt"))
    assert {check.state for check in checked(source, source).checks} == {"gone"}


def test_the_command_tells_and_ends_with_1_where_something_is_gone(source: Path) -> None:
    call = ["verify", "--graph", str(source.parent / "out"), "--against", str(source)]
    assert CliRunner().invoke(app, call).exit_code == 0
    (page,) = (source / "pages").iterdir()
    page.write_text(page.read_text(encoding="utf-8").replace("Nordring", "Südring"), encoding="utf-8")
    result = CliRunner().invoke(app, [*call, "--format", "json"])
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["source"] == "neuburg"
    assert told["counts"]["changed"] == sum(check["state"] == "changed" for check in told["checks"]) > 0
    assert CliRunner().invoke(app, [*call, "--format", "xml"]).exit_code == 2
    assert "now" in CliRunner().invoke(app, call).stdout


def test_a_folder_of_another_source_is_refused(source: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    (other / "pages").mkdir(parents=True)
    Spec(lines=Asked().text()).save(other / "pages")
    result = CliRunner().invoke(app, ["verify", "--graph", str(source.parent / "out"), "--against", str(other)])
    assert result.exit_code == 2
    assert "no page of this graph" in result.output
