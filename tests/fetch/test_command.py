"""`civicgraph fetch` as a user calls it."""

import io
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from civicgraph.cli import app
from civicgraph.cli.fetch import _fetched
from civicgraph.fetched import read_index
from tests.fetch.conftest import Source
from tests.fetch.server import Council, html, status

RUNNER = CliRunner()
HEAD = 'slug = "aurich"\nbase = "https://daten.aurich.example"\n[read]\n'


def call(*words: str | Path) -> tuple[int, str, str]:
    result = RUNNER.invoke(app, ["fetch", *(str(word) for word in words)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_help_has_an_example() -> None:
    code, out, _ = call("--help")
    assert code == 0
    assert "Example" in out
    assert "--allow-private" in out


def test_a_run_ends_with_a_short_table(council: Council, source: Source) -> None:
    council["/a"] = html("a")
    folder = source("/a", extra="delay = 0.0")
    code, out, err = call(folder, "--allow-private")
    assert (code, err) == (0, "")
    assert out.split() == ["fetched", "1", "unchanged", "0", "gone", "0", "refused", "0", "failed", "0"]
    assert call(folder / "source.toml", "--allow-private")[0] == 0


def test_what_failed_is_told_in_a_sentence_each(council: Council, source: Source) -> None:
    council["/a"], council["/b"] = html("a"), status(403)
    folder = source("/a", "/b", extra="delay = 0.0")
    code, out, err = call(folder, "--allow-private")
    assert code == 1
    assert err == (
        f"warning: {council.url}/b: The server denies access (403 Forbidden): "
        "ask its operator, or take the address out of source.toml.\n"
    )
    assert "failed     1" in out
    assert len(read_index(folder)) == 1


def test_without_leave_the_own_machine_is_refused(council: Council, source: Source) -> None:
    council["/a"] = html("a")
    code, out, err = call(source("/a"))
    assert code == 1
    assert "refused    1" in out
    assert "--allow-private" in err
    assert council.asked == []


def test_a_limit_is_told_and_goes_on(council: Council, source: Source) -> None:
    council["/a"], council["/b"] = html("a"), html("b")
    folder = source("/a", "/b", extra="delay = 0.0")
    code, _, err = call(folder, "--allow-private", "--limit", "1")
    assert code == 0
    assert "the next call goes on from here" in err
    code, out, err = call(folder, "--dry-run")
    assert out.splitlines() == [f"known     {council.url}/a", f"new       {council.url}/b"]
    assert "it would go on" in err
    assert council.count("/b") == 0
    code, _, err = call(folder, "--allow-private")
    assert (code, "had done 1 page" in err) == (0, True)


def test_a_dry_run_asks_nobody_and_writes_nothing(council: Council, source: Source) -> None:
    folder = source("/a?b=2&a=1", oparl="/oparl", follow=("*/to010*",))
    code, out, err = call(folder, "--dry-run")
    assert code == 0
    assert out.splitlines() == [
        f"new       {council.url}/a?a=1&b=2",
        f"new       {council.url}/oparl",
        "links     */to010*",
    ]
    assert "at most 10000 pages, 1 s between" in err
    assert council.asked == []
    assert [path.name for path in folder.iterdir()] == ["source.toml"]


@pytest.mark.parametrize(
    ("read", "said"),
    [
        ("", "nothing to fetch"),
        ('reader = "allris3"', "nothing to fetch"),
        ('urls = ["https://ris.example/"]\nfollow = [""]', "begin a pattern with"),
        ('urls = ["https://ris.example/"]\nfollow = ["to010"]', "begin a pattern with"),
        ('urls = ["https://ris.example/"]\nfollow = ["/to[01"]', "a bracket stands alone"),
        ('urls = ["file:///etc/passwd"]', "no address with http"),
        ('urls = ["ris.example/to010"]', "no address with http"),
        ('oparl = "oparl/v1"', "no address with http"),
        ('urls = ["https://ris.example/"]\ndelay = -1.0', "no number of seconds"),
        ('urls = ["https://ris.example/"]\ndelay = nan', "no number of seconds"),
        ('urls = ["https://ris.example/"]\nmax_pages = 0', "fetches nothing"),
        ('urls = ["https://ris.example/"]\nfolow = []', "folow"),
    ],
)
def test_a_source_that_cannot_be_fetched_is_a_wrong_call(tmp_path: Path, read: str, said: str) -> None:
    (tmp_path / "source.toml").write_text(HEAD + read, encoding="utf-8")
    for words in ((tmp_path,), (tmp_path, "--dry-run")):
        code, out, err = call(*words)
        assert (code, out) == (2, "")
        assert said in err
        assert "source.toml" in err
    assert [path.name for path in tmp_path.iterdir()] == ["source.toml"]


@pytest.mark.parametrize("words", [("nowhere",), ("nowhere/source.toml",), (".",), (".", "--limit", "0")])
def test_a_wrong_call_ends_with_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = call(*words)
    assert (code, out) == (2, "")
    assert "source.toml" in err or "--limit" in err
    assert list(tmp_path.iterdir()) == []


class Terminal(io.StringIO):
    """Something that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_how_far_it_is(council: Council, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    council["/list"] = html("Liste", "/p/1", "/p/[red]2")
    council["/p/1"] = council["/p/[red]2"] = html("Seite")
    folder = source("/list", follow=("/p/*",), extra="delay = 0.0")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    assert _fetched(folder, None, False, True).counts["fetched"] == 3
    shown = terminal.getvalue()
    assert "3/3" in shown
    assert "pages/s" in shown
