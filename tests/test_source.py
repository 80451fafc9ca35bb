"""What source.toml must not say: each refusal names the file, the key and how to mend it."""

from pathlib import Path

import pytest

from civicgraph.errors import SourceInvalid
from civicgraph.pipeline import build
from civicgraph.source import load, locate

GOOD = {"slug": '"neuburg"', "base": '"https://example.org/neuburg"'}


def written(folder: Path, text: str = "", **keys: str) -> Path:
    path = folder / "source.toml"
    lines = [f"{name} = {value}" for name, value in (GOOD | keys).items()]
    path.write_text("\n".join([*lines, text, ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("keys", "text", "said"),
    [
        ({"language": '"deutsch"'}, "", "language: 'deutsch' is no language tag"),
        ({"base": '"https://a.example/?q=1"'}, "", "base: .* without query"),
        ({"base": '"https://a.example/x#y"'}, "", "base: .* without query"),
        ({"base": '"https://user:pw@a.example/x"'}, "", "password"),
        ({}, '[expected]\npapers = "viele"', "source.toml: expected.papers: "),
        ({}, 'colour = "red"', "colour"),
        ({"schema": "2"}, "", "source.toml: schema: "),
        ({}, '[municipality]\nags = "123"', "not eight digits"),
    ],
)
def test_a_wrong_key_is_named(tmp_path: Path, keys: dict[str, str], text: str, said: str) -> None:
    with pytest.raises(SourceInvalid, match=said):
        load(written(tmp_path, text, **keys))


def test_a_wrong_reader_is_named_with_its_file(tmp_path: Path) -> None:
    written(tmp_path, '[read]\nreader = "foo"')
    (tmp_path / "page.txt").write_text("x", encoding="utf-8")
    with pytest.raises(
        SourceInvalid, match=r"source\.toml: read\.reader: reader 'foo': no such reader; there are: .*allris3-html"
    ):
        build([tmp_path], tmp_path / "out")
    with pytest.raises(SourceInvalid, match=r"--reader: reader 'bar'"):
        build([tmp_path], tmp_path / "out", reader="bar")


def test_pages_lie_below_pages_where_there_is_such_a_folder(tmp_path: Path) -> None:

    written(tmp_path)
    for name in ("pages/a.html", "cases/first/b.html", "c.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [file.name for file in locate(tmp_path).files] == ["a.html"]


@pytest.mark.parametrize(
    ("read", "said"),
    [
        ('urls = ["ftp://ris.example/"]', "no address with http"),
        ('oparl = "https://"', "no address with http"),
        ('urls = ["https://ris.example:99999/"]', "no address with http"),
        ("delay = -0.5", "read.delay"),
        ("delay = inf", "read.delay"),
        ("max_pages = 0", "read.max_pages"),
        ('follow = ["to020"]', "read.follow"),
        ('follow = ["/to[02"]', "read.follow"),
    ],
)
def test_what_can_never_be_fetched_is_told_before_any_page_is_asked_for(tmp_path: Path, read: str, said: str) -> None:
    file = tmp_path / "source.toml"
    file.write_text(f'slug = "a"\nbase = "https://kg.example"\n[read]\n{read}\n', "utf-8")
    with pytest.raises(SourceInvalid, match=r"source\.toml: ") as raised:
        load(file)
    assert said in str(raised.value)
