"""`civicgraph build` and `civicgraph demo` as a user calls them."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from civicgraph import __version__
from civicgraph.cli import app
from tests.pages import Asked, Spec

SPEC = Spec(lines=Asked().text())
RUNNER = CliRunner()


def call(*words: str | Path) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of a call."""
    result = RUNNER.invoke(app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_version() -> None:
    assert call("--version") == (0, f"civicgraph {__version__}\n", "")


def test_build_ends_with_a_short_table(tmp_path: Path) -> None:
    code, out, err = call("build", SPEC.save(tmp_path), "--out", tmp_path / "out")
    assert code == 0
    names = [line.split()[0] for line in out.splitlines()]
    assert names == ["pages", "quads", "findings", "quarantined", "fingerprint", "version", "graph", "dump"]
    assert "cannot be published" in err  # without source.toml


def test_an_unreadable_page_ends_with_one_and_keeps_the_graph(tmp_path: Path) -> None:
    out = tmp_path / "out"
    call("build", SPEC.save(tmp_path), "--out", out)
    before = (out / "current").resolve()
    empty = tmp_path / "empty.txt"
    empty.touch()
    code, printed, err = call("build", empty, "--out", out)
    assert (code, printed) == (1, "")
    assert "empty.txt" in err
    assert "unchanged" in err
    assert (out / "current").resolve() == before


@pytest.mark.parametrize(
    "words", [("build", "nowhere.html"), ("build", "--nonsense"), ("query", "papers", "--graph", "nowhere")]
)
def test_wrong_calls_end_with_two(tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = call(*words)
    assert (code, out) == (2, "")
    assert "nowhere" in err or "--nonsense" in err
    assert list(tmp_path.iterdir()) == []  # a wrong call leaves nothing behind


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder", encoding="utf-8")
    code, out, err = call("build", SPEC.save(tmp_path), "--out", blocked / "out")
    assert (code, out) == (1, "")
    assert "file" in err
    assert "check path" in err


def test_demo_answers_with_quotes_and_says_where_things_are(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    code, out, _ = call("demo", folder)
    assert code == 0
    assert "How did Smart People City Konzept lead to Digitalstrategie 2030+?" in out
    assert "derived-from, stated" in out
    assert "09. Mai 2023" in out
    assert "announced" in out
    assert "no answer found in the pages read: question 6 of 2023/0386" in out
    assert "civicgraph build PAGE.html" in out
    assert "civicgraph query --list" in out
    assert f"civicgraph query questions --graph {folder / 'graph'}\n" in out
    assert call("query", "questions", "--graph", folder / "graph")[0] == 0
    for name in ("lineage.html", "network.html"):
        assert str(folder / name) in out
        page = (folder / name).read_text("utf-8")
        assert "Gresch" not in page  # a clerk: withheld from what leaves the house
        assert "Lars Wind" in page  # a council member
    assert "Names without a public office are replaced by █" in (folder / "network.html").read_text("utf-8")


def commands() -> list[tuple[str, ...]]:
    """Return every command of the application, groups among them, as the words one types."""

    def below(command: object, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield words
        for name, inner in sorted(getattr(command, "commands", {}).items()):
            yield from below(inner, (*words, name))

    return list(below(typer.main.get_command(app), ()))


def test_the_commands_are_those_people_know() -> None:
    assert {("build",), ("fetch",), ("query",), ("report",), ("new-source",), ("verify",), ("view", "lineage")} <= set(
        commands()
    )


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_has_help_with_an_example(words: tuple[str, ...]) -> None:
    code, out, _ = call(*words, "--help")
    assert code == 0
    assert "Usage" in out
    if not any(len(other) > len(words) and other[: len(words)] == words for other in commands()):
        assert "Example" in out


def test_start_up_imports_nothing_heavy() -> None:
    heavy = ("rdflib", "networkx", "pyvis", "pyshacl", "pandas", "jinja2", "selectolax", "pyoxigraph")
    script = f"import sys; import civicgraph.cli; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
