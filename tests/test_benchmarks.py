"""Checks that the benchmarks measure what they say: the generator's dumps, the peer's triples, the tables."""

import json
from itertools import islice
from pathlib import Path

import pytest
from benchmarks import plain, questions
from benchmarks.builds import whole
from benchmarks.generate import ORGANIZATIONS, objects, write
from benchmarks.measured import Row, Table, told_by
from benchmarks.measured import write as write_tables


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    one, same, other = (write(40, seed, tmp_path / name) for name, seed in (("a", 7), ("b", 7), ("c", 8)))
    assert one.read_bytes() == same.read_bytes()
    assert one.read_bytes() != other.read_bytes()


def test_a_larger_dump_begins_with_the_smaller_one() -> None:
    small = list(objects(30, 3))
    assert list(islice(objects(1_000_000_000, 3), len(small))) == small


def test_every_object_has_an_id_of_its_own() -> None:
    names = [value["id"] for value in objects(200, 5)]
    assert len(names) == len(set(names))


def test_the_plain_pipeline_says_the_same_triples_and_finds_no_violation(tmp_path: Path) -> None:
    write(6, 3, tmp_path)
    groups, base, _ = plain.documents(tmp_path)
    made = plain.graphs(groups, base)
    assert len(groups) == 6 + len(ORGANIZATIONS)
    assert plain.assert_same(groups, made, base) == sum(map(len, made))
    with pytest.raises(AssertionError):
        plain.assert_same(groups, list(reversed(made)), base)


def test_a_whole_build_in_a_process_of_its_own_tells_time_and_memory(tmp_path: Path) -> None:
    told = whole(10, tmp_path)
    assert told["quarantined"] == 0 and told["pages"] > 10
    assert 0 < told["load"] < told["seconds"] and 0 < told["peak_before"] <= told["peak"]
    (row,) = [
        row for row in questions.beside_engine(tmp_path / "out-10-1", 1, memory=True).rows if row.name == "papers"
    ]
    assert row.own is not None and row.peer is not None and row.own > 0 and row.peer > 0


def test_a_process_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match="ended with 2"):
        told_by("benchmarks.plain")


def test_tables_are_written_as_markdown_and_json(tmp_path: Path) -> None:
    row = Row("lift", 1.5, 30.0, 20.0, "≥ 15", "seen")
    page = write_tables(
        [Table("Speed", "ms", (row, Row("alone", None))), Table("Empty", "s", ())], "Measured", tmp_path
    )
    text = page.read_text("utf-8")
    assert "| lift | 1.5 | 30 | 20 | ≥ 15 | seen |" in text and "| alone |  |  |  |  |  |" in text
    told = json.loads((tmp_path / "results.json").read_text("utf-8"))
    assert [table["title"] for table in told["tables"]] == ["Speed", "Empty"] and "rdflib" in told["versions"]
