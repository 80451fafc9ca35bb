"""Workers: the same results whatever their number, and a page that breaks one costs itself alone."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from civicgraph import workers
from civicgraph.extract import extract
from civicgraph.pipeline import build, example
from civicgraph.read.page import Page
from civicgraph.record import PageRecords
from tests.pages import Asked, Spec
from tests.test_pipeline import content

SPEC = Spec(lines=Asked().text())
only_where_processes_fork = pytest.mark.skipif(
    not hasattr(os, "fork") or sys.platform == "darwin", reason="a broken reader reaches workers by fork alone"
)


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_the_number_of_workers_changes_nothing(tmp_path: Path, processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "BATCH", 2)
    alone = build([example()], tmp_path / "alone").generation
    together = build([example()], tmp_path / "together", workers=processes).generation
    assert content(alone) == content(together)


def crash() -> None:
    os._exit(3)


def never_end() -> None:
    while True:
        pass


def take_all_memory() -> None:
    kept = [b"x" * 50_000_000]
    while True:
        kept.append(kept[0] * 2)


@only_where_processes_fork
@pytest.mark.parametrize("poison", [crash, never_end, take_all_memory])
def test_a_page_that_breaks_its_worker_costs_itself_alone(
    tmp_path: Path, poison: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(5):
        (pages / f"{number}.txt").write_text(SPEC.with_(number=f"2024/010{number}").plain(), encoding="utf-8")

    def poisoned(page: Page, source: str, zone: str) -> PageRecords:
        if page.snapshot.locations[0] == "3.txt":
            assert callable(poison)
            poison()
        return extract(page, source, zone)

    monkeypatch.setattr("civicgraph.making.extract", poisoned)
    monkeypatch.setattr(workers, "START", "fork")
    monkeypatch.setattr(workers, "SECONDS", 4.0)
    monkeypatch.setattr(workers, "MEMORY", 1_000_000_000)
    monkeypatch.setattr(workers, "BATCH", 2)
    report = build([pages], tmp_path / "out", workers=2)
    assert (report.pages, report.quarantined) == (4, 1)
    (found,) = [f for f in report.findings if f.severity == "violation"]
    assert (found.rule in ("page-broke-worker", "page-failed"), found.page) == (True, "3.txt")
    monkeypatch.setattr("civicgraph.making.extract", extract)
    mended = build([pages], tmp_path / "out", workers=2)
    assert (mended.pages, mended.quarantined) == (5, 0)
    assert content(mended.generation) == content(build([pages], tmp_path / "fresh").generation)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_workers_end_with_a_killed_build(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(300):
        (pages / f"{number}.txt").write_text(SPEC.with_(number=f"2024/{1000 + number}").plain(), encoding="utf-8")
    mark = str(tmp_path / "out")
    building = subprocess.Popen(
        [sys.executable, "-m", "civicgraph", "build", str(pages), "--out", mark, "--workers", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    group = os.getpgid(building.pid)
    assert _wait(lambda: len(_members(group)) >= 4)
    building.kill()
    building.wait()
    assert _wait(lambda: not _members(group))


def _members(group: int) -> list[str]:
    """Return the processes of a group that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(told[2]) == group and told[0] != "Z":
            found.append(stat.parent.name)
    return found


def _wait(reached: Callable[[], bool]) -> bool:
    """Wait until something is so, half a minute at most."""
    for _ in range(300):
        if reached():
            return True
        time.sleep(0.1)
    return False
