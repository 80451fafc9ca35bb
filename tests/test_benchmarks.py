"""Checks that the benchmarks' generator gives the same dump for the same seed, at any size."""

from itertools import islice
from pathlib import Path

from benchmarks.generate import objects, write


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
