"""A build or a publication that is killed, or that the disk refuses, costs nothing: see tests/kills.py for a hundred times."""

import errno
import gc
import subprocess
import sys
from pathlib import Path

import pytest

from civicgraph.errors import OutputUnwritable, SourceUnreadable
from civicgraph.leftovers import sweep
from civicgraph.pipeline import build
from civicgraph.query import Graph
from tests.kills import Kills, graph_files, leftovers, pages

no_kill = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither SIGKILL nor process groups")


@no_kill
def test_killed_at_any_moment_the_last_good_result_stays_and_the_next_is_whole(tmp_path: Path) -> None:
    kills = Kills(tmp_path, seed=7)
    for killed, least in ((kills.build, 3), (kills.publish, 1)):
        came = 0
        for _ in range(10):  # a run may end before its kill comes
            came += killed().came
            if came >= least:
                break
        assert came >= least


def test_what_killed_builds_left_is_swept(tmp_path: Path) -> None:
    source = pages(tmp_path / "source", 0, 2)
    generation = build([source], tmp_path / "out").generation
    before = graph_files(tmp_path / "out")
    kept = next((tmp_path / "out" / "snapshots").glob("*/*"))
    left = [tmp_path / "out" / ".current-9", kept.with_name(f".{kept.name}.9"), generation.path / ".findings.json.9"]
    for place in left:
        place.write_text("half", encoding="utf-8")
    half = tmp_path / "out" / "generations" / ".new-9"
    (half / "shards").mkdir(parents=True)
    sweep(tmp_path / "out")
    assert leftovers(tmp_path / "out") == []
    assert graph_files(tmp_path / "out") == before


@pytest.mark.parametrize("there", ["", "deep/deeper", "kept"])
def test_a_first_build_that_reads_nothing_leaves_no_folder(tmp_path: Path, there: str) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "blob.bin").write_bytes(b"\x00\x01")
    out = tmp_path / (there or "out")
    with pytest.raises(SourceUnreadable):
        build([tmp_path / "source"], out)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["kept", "source"]
    assert list((tmp_path / "kept").iterdir()) == []


@pytest.mark.parametrize("place", ["write_shards", "_load", "_switch", "keep_bytes"])
def test_a_full_disk_is_named_and_the_graph_stays(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = pages(tmp_path / "source", 0, 3), tmp_path / "out"
    build([source], out)
    before = graph_files(out)
    pages(source, 1, 3)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(out / "generations"))

    with monkeypatch.context() as patch:
        patch.setattr("civicgraph.assembly.keep_bytes" if place == "keep_bytes" else f"civicgraph.store.{place}", full)
        with pytest.raises(OutputUnwritable, match="make room there") as told:
            build([source], out, fresh=True)
    assert (told.value.exit_code, str(out) in str(told.value)) == (1, True)
    del told  # it holds the frames, and they hold the half-made store
    gc.collect()
    assert graph_files(out) == before
    again = build([source], out)
    fresh = build([source], tmp_path / "fresh")
    assert again.generation.manifest == fresh.generation.manifest
    assert graph_files(out) == graph_files(tmp_path / "fresh")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no file's length")
@pytest.mark.parametrize("length", [20_000, 60_000, 200_000])
def test_a_file_that_may_not_grow_is_one_sentence_and_exit_code_1(tmp_path: Path, length: int) -> None:
    """The bound reaches SQLite and the store's engine too, which write by themselves."""
    source, out = pages(tmp_path / "source", 0), tmp_path / "out"
    build([source], out)
    before = graph_files(out)
    pages(source, 1)
    bounded = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({length}, {length}));"
        "from civicgraph.cli import app; app()"
    )
    command = [sys.executable, "-c", bounded, "build", str(source), "--out", str(out), "--fresh", "--workers", "1"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (ended.returncode, "Traceback" in ended.stderr) == (1, False), ended.stderr
    assert "what was built before is unchanged" in ended.stderr
    assert graph_files(out) == before


def test_a_reader_keeps_what_it_opened_while_builds_go_on(tmp_path: Path) -> None:
    source, out = pages(tmp_path / "source", 0, 3), tmp_path / "out"
    build([source], out)
    with Graph.open(out) as opened:
        rows = [row["title"] for row in opened.query("papers")]
        pages(source, 1, 3)
        build([source], out)
        assert [row["title"] for row in opened.query("papers")] == rows
    with Graph.open(out) as opened:
        assert [row["title"] for row in opened.query("papers")] != rows


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    source = pages(tmp_path / "source", 0, 1)
    with pytest.raises(OutputUnwritable, match="file"):
        build([source], tmp_path / "file" / "out")
    assert (tmp_path / "file").read_text("utf-8") == "mine"
