"""Shards: sorted, each line once, whatever is held in memory at once; renewed ones equal new ones."""

import hashlib
import random
from pathlib import Path

import pytest

from civicgraph import shards
from civicgraph.shards import all_lines, fingerprint, graph_of, renew_shards, shard_files, write_shards

BASE = "https://kg.example"


def graphs(seed: int, count: int = 40) -> dict[str, list[bytes]]:
    chance = random.Random(seed)
    return {
        f"{BASE}/graph/{n}": [
            f'<{BASE}/{chance.randint(0, 99)}> <{BASE}/p> "{"ä" * chance.randint(0, 30)}" <{BASE}/graph/{n}> .\n'.encode()
            for _ in range(chance.randint(1, 30))
        ]
        for n in range(count)
    }


def read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in shard_files(folder)}


@pytest.mark.parametrize(("block", "at_hand"), [(1_000_000, 64_000_000), (7, 64_000_000), (300, 900)])
def test_lines_are_sorted_once_and_the_same_however_little_is_held(
    tmp_path: Path, block: int, at_hand: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "BLOCK", block)
    monkeypatch.setattr(shards, "AT_HAND", at_hand)
    made = graphs(1)
    expected = sorted({line for lines in made.values() for line in lines})
    write_shards(tmp_path / "a", made.values())
    assert list(all_lines(tmp_path / "a")) == expected
    assert fingerprint(tmp_path / "a") == (hashlib.sha256(b"".join(expected)).hexdigest(), len(expected))
    in_parts = [lines[n::2] for lines in reversed(made.values()) for n in (1, 0)]
    write_shards(tmp_path / "b", in_parts)
    assert read(tmp_path / "a") == read(tmp_path / "b")


def test_a_graph_lies_whole_in_one_shard(tmp_path: Path) -> None:
    write_shards(tmp_path / "a", graphs(2).values())
    where = [(graph_of(line), path.name) for path in shard_files(tmp_path / "a") for line in shards.lines_of(path)]
    assert len({graph for graph, _ in where}) == len(set(where)) == 40


@pytest.mark.parametrize("seed", range(5))
def test_renewed_shards_equal_new_ones_and_say_what_changed(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    before, other = graphs(seed), graphs(seed + 100)
    write_shards(tmp_path / "before", before.values())
    altered = chance.sample(sorted(before), 6)
    after = {name: other[name] if n % 3 else [] for n, name in enumerate(altered)}
    gone, new = renew_shards(tmp_path / "renewed", tmp_path / "before", altered, after.values())
    write_shards(tmp_path / "fresh", ({**before, **after}).values())
    assert read(tmp_path / "renewed") == read(tmp_path / "fresh")
    old, now = set(all_lines(tmp_path / "before")), set(all_lines(tmp_path / "fresh"))
    assert (set(gone), set(new)) == (old - now, now - old)
