"""The documents are fresh and true: references, links, files that they name."""

import re
from pathlib import Path

import msgspec
import pytest

from civicgraph.source import Source, load
from tests.cli.test_build import commands
from tests.reference import reference

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_the_reference_is_fresh() -> None:
    assert (ROOT / "docs" / "reference.md").read_text("utf-8") == reference(), "call make reference"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text("utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (path.parent / target).exists(), target


def test_every_command_and_question_is_in_the_reference() -> None:
    text = reference()
    for words in commands():
        if words and words != ("view",):
            assert f"### civicgraph {' '.join(words)}\n" in text
    for query in (ROOT / "queries").glob("*.rq"):
        assert f"### {query.stem}\n" in text
    for shape in (ROOT / "shapes").glob("*.ttl"):
        assert f"`shapes/{shape.name}` | `" in text


def test_every_key_of_source_toml_is_documented_and_the_example_is_valid(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "sources.md").read_text("utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "source.toml").write_text(block, encoding="utf-8")
    documented = msgspec.toml.decode(block)
    assert load(tmp_path / "source.toml").slug == "neuburg"
    assert set(documented) == set(Source.__struct_fields__)


def test_tables_that_the_documents_name_exist() -> None:
    text = (ROOT / "docs" / "extraction.md").read_text("utf-8")
    phrases = ROOT / "src" / "civicgraph" / "extract" / "phrases"
    named = set(re.findall(r"`([a-z_]+\.csv)`", text))
    of_readers = ROOT / "src" / "civicgraph" / "read" / "phrases"
    assert named <= {p.name for folder in (phrases, of_readers) for p in folder.glob("*.csv")}
    unnamed = {p.name for p in phrases.glob("*.csv")} - set(re.findall(r"([a-z_]+\.csv)", text))
    assert unnamed <= {"factions.csv", "one_council.csv"}
