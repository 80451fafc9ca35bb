"""The folder of a new source: every key is there and explained, it loads as it is, and its test fails until somebody has read a page."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from civicgraph.cli import app
from civicgraph.errors import SourceInvalid
from civicgraph.scaffold import new_source
from civicgraph.source import Alias, Ignore, PageEntry, Source, load
from tests.pages import Asked, Spec


def test_it_loads_and_names_every_key(tmp_path: Path) -> None:
    toml, *others = new_source("neu-burg", tmp_path)
    source = load(toml)
    assert (source.slug, source.base) == ("neu-burg", "https://civicgraph.invalid/neu-burg")
    told = toml.read_text(encoding="utf-8")
    keys = set(re.findall(r"^(?:# )?(\w+) = ", told, re.MULTILINE))
    tables = set(re.findall(r"^(?:# )?\[+(\w+)\]+", told, re.MULTILINE))
    for struct in (Source, PageEntry, Alias, Ignore):
        for field in msgspec.structs.fields(struct):
            assert field.encode_name in keys | tables
    for name in ("municipality", "publisher", "read", "expected", "site", "catalogue", "privacy"):
        for field in msgspec.structs.fields(type(getattr(source, name))):
            assert field.encode_name in keys, f"{name}.{field.name}"
    assert all(path.is_file() for path in others)


def test_it_overwrites_nothing(tmp_path: Path) -> None:
    new_source("neuburg", tmp_path)
    with pytest.raises(SourceInvalid, match="holds files already"):
        new_source("neuburg", tmp_path)
    with pytest.raises(SourceInvalid, match='write it as "neu-burg"'):
        new_source("Neu Burg", tmp_path)


def run_test_of(folder: Path) -> subprocess.CompletedProcess[str]:
    (test,) = folder.glob("test_*.py")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(test)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_its_test_fails_until_a_page_is_read_and_then_passes(tmp_path: Path) -> None:
    new_source("neuburg", tmp_path)
    folder = tmp_path / "neuburg"
    empty = run_test_of(folder)
    assert empty.returncode == 1
    assert "there is no page yet" in empty.stdout
    saved = Spec(lines=Asked().text()).save(tmp_path)
    shutil.copy(saved, folder / "cases" / "first" / saved.name)
    unread = run_test_of(folder)
    assert unread.returncode == 1
    assert "expected/ has no row yet" in unread.stdout
    papers = folder / "cases" / "first" / "expected" / "papers.csv"
    papers.write_text("number,title,type\n2024/0117,Stand der Radwege am Nordring,motion\n", encoding="utf-8")
    assert run_test_of(folder).returncode == 1
    papers.write_text("number,title,type\n2024/0117,Stand der Radwege am Nordring,inquiry\n", encoding="utf-8")
    assert run_test_of(folder).returncode == 0


def test_the_command_says_what_comes_next(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["new-source", "neuburg", "--into", str(tmp_path)])
    assert result.exit_code == 0
    assert "civicgraph build" in result.output
    assert CliRunner().invoke(app, ["new-source", "Neu Burg", "--into", str(tmp_path)]).exit_code == 2
