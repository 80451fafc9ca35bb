"""A process that is killed while it publishes leaves the older publication or the new one, whole, and the next call goes on."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from civicgraph.publish.folder import MARK, replacing
from tests.publish.test_publish import files, site

KILLED = """
import os, signal, sys
from pathlib import Path

folder, moment, swaps = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "swap"
seen = 0

def watch(event, arguments):
    global seen
    if event in ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree", "ctypes.call_function") and any(
        str(folder.parent) in str(argument) for argument in arguments
    ):
        seen += 1
        if seen == moment:
            os.kill(os.getpid(), signal.SIGKILL)

import civicgraph.publish.folder as module
from civicgraph.query import Graph
from civicgraph.publish import publish
if not swaps:
    module._exchanged = lambda one, other: False
sys.addaudithook(watch)
"""
SMALL = """
with module.replacing(folder) as (into, previous):
    (into / "deep").mkdir()
    (into / "deep" / "file").write_text("new")
    (into / module.MARK).write_text("new")
"""
WHOLE = """
with Graph.open(Path(sys.argv[4])) as opened:
    publish(opened, folder)
"""


def killed(script: str, folder: Path, moment: int, swap: bool, graph: Path = Path()) -> bool:
    """Run a script that is killed at a moment; tell whether it was, and did not end before."""
    arguments = [str(folder), str(moment), "swap" if swap else "rename", str(graph)]
    ran = subprocess.run(
        [sys.executable, "-c", KILLED + script, *arguments], capture_output=True, text=True, timeout=300
    )
    assert ran.returncode in (0, -signal.SIGKILL), ran.stderr
    return ran.returncode != 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("swap", [True, False], ids=["one-step", "two-renames"])
def test_at_every_moment_of_the_switch_one_of_the_two_is_whole(swap: bool, tmp_path: Path) -> None:
    outcomes = []
    for moment in range(1, 100):
        folder = tmp_path / str(moment) / "site"
        folder.mkdir(parents=True)
        (folder / MARK).write_text("old", "utf-8")
        (folder / "page").write_text("old", "utf-8")
        if not killed(SMALL, folder, moment, swap):
            break
        if swap and sys.platform == "linux":
            assert (folder / MARK).is_file()  # never away, not even before the next call
        with pytest.raises(RuntimeError), replacing(folder):
            raise RuntimeError  # the next call: it mends what is to be mended, then fails by itself
        outcomes.append(files(folder))
        assert list(folder.parent.iterdir()) == [folder]
    old = {MARK: b"old", "page": b"old"}
    new = {MARK: b"new", "deep/file": b"new"}
    assert len(outcomes) > 8 and all(outcome in (old, new) for outcome in outcomes)
    assert outcomes[0] == old and files(folder) == new


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("moment", [3, 40, 400])
def test_killed_while_it_writes_the_older_publication_stays(moment: int, graph_folder: Path, tmp_path: Path) -> None:
    out = site(graph_folder, tmp_path / "out" / "site")
    before = files(out)
    assert killed(WHOLE, out, moment, True, graph_folder)
    assert files(out) == before
    assert files(site(graph_folder, out)) == before
    assert sorted(path.name for path in out.parent.iterdir()) == ["site", "site-privacy-review.csv"]
