"""Building again: what changed is made anew, nothing else, and the result is that of a build from nothing."""

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from civicgraph.making import Making
from civicgraph.pipeline import Report, build, example
from civicgraph.snapshot import Stored
from civicgraph.store import Generation, open_store
from tests.oparl_council import HOST, council, made
from tests.pages import Asked, Spec
from tests.test_pipeline import content

SPEC = Spec(lines=Asked().text())


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Yield a list that gathers the location of every page that is made."""
    seen: list[str] = []
    original = Making._taken

    def noting(self: Making, item: Stored) -> object:
        seen.append(item.snapshot.locations[0])
        return original(self, item)

    monkeypatch.setattr(Making, "_taken", noting)
    yield seen


def all_quads(generation: Generation) -> set[str]:
    return {str(quad) for quad in open_store(generation)}


def same(again: Report, fresh: Report) -> None:
    """Assert that two builds left the same: shards, findings, counts, and every quad of the store with its default graph."""
    assert content(again.generation) == content(fresh.generation)
    assert (again.generation.path / "accounts.json").read_bytes() == (
        fresh.generation.path / "accounts.json"
    ).read_bytes()
    assert all_quads(again.generation) == all_quads(fresh.generation)
    assert (again.pages, again.unread, again.quarantined) == (fresh.pages, fresh.unread, fresh.quarantined)


def test_nothing_changed_nothing_is_read(tmp_path: Path, taken: list[str]) -> None:
    first = build([example()], tmp_path / "out")
    taken.clear()
    again = build([example()], tmp_path / "out")
    assert taken == []
    same(again, first)
    build([example()], tmp_path / "out", fresh=True)
    assert len(taken) == first.pages


@pytest.mark.parametrize("seed", range(6))
def test_any_sequence_of_changes_ends_where_a_build_from_nothing_ends(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    pages = tmp_path / "pages"
    shutil.copytree(example(), pages)
    texts = {p: p.read_bytes() for p in sorted((pages / "pages").iterdir()) if p.suffix in (".html", ".txt")}
    extra = pages / "pages" / "extra.txt"
    for _ in range(3):
        for path in chance.sample(sorted(texts), 2):
            act = chance.choice(["remove", "restore", "change"])
            if act == "remove" and sum(p.exists() for p in texts) > 3 and "file" not in path.name:
                _forget(pages, path)
            elif act == "restore":
                path.write_bytes(texts[path])
            elif path.exists():
                path.write_bytes(texts[path].replace(b"beschlossen", b"vertagt").replace(b"2023", b"2024"))
        if chance.random() < 0.5:
            extra.write_text(SPEC.with_(number=f"2024/0{chance.randint(100, 999)}").plain(), encoding="utf-8")
        else:
            extra.unlink(missing_ok=True)
        again = build([pages], tmp_path / "out")
    same(again, build([pages], tmp_path / f"fresh-{seed}"))


def _forget(pages: Path, path: Path) -> None:
    """Remove a page and its entry in source.toml."""
    head, *entries = (pages / "source.toml").read_text("utf-8").split("\n[[page]]\n")
    kept = [entry for entry in entries if f'"pages/{path.name}"' not in entry]
    if len(kept) == len(entries) - 1 and "\n[[" not in next(e for e in entries if e not in kept):
        path.unlink()
        (pages / "source.toml").write_text("\n[[page]]\n".join([head, *kept]), encoding="utf-8")


def test_objects_that_name_each_other_are_linked_anew_where_one_of_them_changes(
    tmp_path: Path, taken: list[str]
) -> None:
    dump = tmp_path / "dump"
    dump.mkdir()
    objects = council()
    (dump / "all.json").write_text(json.dumps(objects), encoding="utf-8")
    build([dump], tmp_path / "out")
    objects[2]["start"] = "2024-06-18T15:00:00Z"
    (dump / "all.json").write_text(json.dumps(objects), encoding="utf-8")
    taken.clear()
    again = build([dump], tmp_path / "out")
    assert taken == [f"{HOST}/meeting/4"]
    same(again, build([dump], tmp_path / "fresh"))
    (dump / "more.json").write_text(json.dumps(made("Paper", "paper/9", reference="AF 12/2024-01", name="Antwort")))
    same(build([dump], tmp_path / "out"), build([dump], tmp_path / "fresh2"))
    (dump / "more.json").unlink()
    same(build([dump], tmp_path / "out"), build([dump], tmp_path / "fresh3"))


def test_another_part_of_source_toml_makes_its_pages_anew(tmp_path: Path, taken: list[str]) -> None:
    pages = tmp_path / "pages"
    shutil.copytree(example(), pages)
    build([pages], tmp_path / "out")
    toml = (pages / "source.toml").read_text("utf-8")
    taken.clear()
    joined = '\n[[alias]]\nkind = "body"\nname = "Rat der Stadt"\nof = "Stadtrat"\n'
    (pages / "source.toml").write_text(toml + joined, encoding="utf-8")
    again = build([pages], tmp_path / "out")
    assert taken == []
    same(again, build([pages], tmp_path / "joined"))
    taken.clear()
    (pages / "source.toml").write_text(toml.replace("Europe/Berlin", "Europe/Lisbon"), encoding="utf-8")
    same(build([pages], tmp_path / "out"), build([pages], tmp_path / "fresh"))
    assert taken


def test_a_damaged_cache_is_begun_anew(tmp_path: Path) -> None:
    first = build([example()], tmp_path / "out")
    (cache,) = (tmp_path / "out" / "cache").glob("*.sqlite")
    cache.write_bytes(b"this is no database" * 1000)
    same(build([example()], tmp_path / "out"), first)


def test_a_cache_without_its_generation_writes_it_again(tmp_path: Path) -> None:
    first = build([example()], tmp_path / "out")
    kept = content(first.generation)
    shutil.rmtree(tmp_path / "out" / "generations")
    (tmp_path / "out" / "current").unlink()
    assert content(build([example()], tmp_path / "out").generation) == kept
