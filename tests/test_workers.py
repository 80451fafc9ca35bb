"""Workers: the same results whatever their number, and a page that breaks one costs itself alone."""

import os
import sys
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
