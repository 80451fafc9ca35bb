"""The phrase tables: whole rows, patterns that compile, and examples that their own row finds."""

import csv
import re
from pathlib import Path

import pytest

import civicgraph.extract.phrases as phrases_package
from civicgraph.extract.lineage import _edges
from civicgraph.extract.policies import Mention
from civicgraph.extract.prose import Sentence, phrases

TABLES = sorted(Path(phrases_package.__file__).parent.glob("*.csv"))
NEWER, OLDER = Mention("n", "N", 0, 0, "plan"), Mention("o", "O", 0, 0, "konzept")


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_every_row_has_the_columns_of_its_head(table: Path) -> None:
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    assert rows
    assert [row for row in rows if None in row or None in row.values()] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_every_pattern_compiles(table: Path) -> None:
    for row in csv.DictReader(table.read_text("utf-8").splitlines()):
        re.compile(re.sub(r"~\d+", "", row.get("pattern", "")))


@pytest.mark.parametrize("row", [row for _, row in phrases("lineage_phrases", "NO")], ids=lambda row: row["example"])
def test_a_lineage_phrase_finds_its_example(row: dict[str, str]) -> None:
    masked = re.sub(r"\bN\b", "\ue0000\ue001", re.sub(r"\bO\b", "\ue0001\ue001", row["example"]))
    edges = _edges(Sentence(0, len(masked), masked, (NEWER, OLDER)))
    assert ("n", "o", row["relation"], row["kind"]) in edges
    assert {(newer, older) for newer, older, _, _ in edges} == {("n", "o")}
