"""A Dask cluster makes the graph that this machine makes, also where it loses a worker; what is wrong with a cluster is named."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from distributed import LocalCluster

from civicgraph import scheduler, workers
from civicgraph.errors import ClusterFailed, UsageError
from civicgraph.making import Made
from civicgraph.pipeline import build
from civicgraph.snapshot import Stored
from tests.kills import graph_files, pages

LOCAL = "127.0.0.1"


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Yield a cluster of two worker processes on this machine."""
    made = LocalCluster(  # type: ignore[no-untyped-call]
        host=LOCAL, n_workers=2, threads_per_worker=1, dashboard_address=f"{LOCAL}:0", silence_logs=50
    )
    with closing(made):
        yield made


def test_the_graph_is_that_of_a_local_build_though_a_worker_is_killed(
    tmp_path: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "BATCH", 2)
    source = pages(tmp_path / "source", 0, 40)
    killed: list[int] = []

    def kill_one(_: str, done: int) -> None:
        if done == 10:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    report = build([source], tmp_path / "out", scheduler=cluster.scheduler_address, progress=kill_one)
    assert (len(killed), report.pages, report.quarantined) == (1, 40, 0)
    build([source], tmp_path / "local")
    assert graph_files(tmp_path / "out") == graph_files(tmp_path / "local")
    pages(source, 1, 40)
    build([source], tmp_path / "out", scheduler=cluster.scheduler_address)
    build([source], tmp_path / "local")
    assert graph_files(tmp_path / "out") == graph_files(tmp_path / "local")


def test_a_worker_of_another_edition_is_named_and_the_graph_stays(
    tmp_path: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = pages(tmp_path / "source", 0, 2)
    build([source], tmp_path / "out")
    before = graph_files(tmp_path / "out")
    with monkeypatch.context() as patch:
        patch.setattr(scheduler, "edition", lambda: "another")
        with pytest.raises(ClusterFailed, match=r"install the same version") as told:
            build([source], tmp_path / "out", fresh=True, scheduler=cluster.scheduler_address)
    assert (told.value.exit_code, LOCAL in str(told.value)) == (1, True)
    assert graph_files(tmp_path / "out") == before


def test_a_worker_that_comes_later_is_asked_for_its_edition_too() -> None:
    with pytest.raises(ClusterFailed, match="install the same version"):
        scheduler.make(b"", "another", [])


def test_nobody_at_the_address_is_named_and_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "PATIENCE", 0.5)
    source = pages(tmp_path / "source", 0, 1)
    with pytest.raises(ClusterFailed, match="no scheduler answers"):
        build([source], tmp_path / "out", scheduler=f"tcp://{LOCAL}:9")
    assert not (tmp_path / "out").exists()


def test_a_cluster_without_workers_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "PATIENCE", 1.0)
    source = pages(tmp_path / "source", 0, 1)
    empty = LocalCluster(  # type: ignore[no-untyped-call]
        host=LOCAL, n_workers=0, dashboard_address=f"{LOCAL}:0", silence_logs=50
    )
    with closing(empty), pytest.raises(ClusterFailed, match="has no worker: start workers: dask worker tcp"):
        build([source], tmp_path / "out", scheduler=empty.scheduler_address)


@pytest.mark.parametrize("address", ["10.0.0.5:8786", "tcp://somewhere", "http://127.0.0.1:8786", "tcp://a b:1"])
def test_what_is_no_address_is_a_wrong_call(tmp_path: Path, address: str) -> None:
    with pytest.raises(UsageError, match="tcp://10"):
        build([pages(tmp_path / "source", 0, 1)], tmp_path / "out", scheduler=address)
    assert not (tmp_path / "out").exists()


def test_without_dask_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'civicgraph\[dask\]'"):
        build([pages(tmp_path / "source", 0, 1)], tmp_path / "out", scheduler=f"tcp://{LOCAL}:8786")


def test_a_worker_without_the_program_is_named(tmp_path: Path) -> None:
    """The worker is a process that cannot import civicgraph."""
    source = pages(tmp_path / "source", 0, 1)
    empty = LocalCluster(  # type: ignore[no-untyped-call]
        host=LOCAL, n_workers=0, dashboard_address=f"{LOCAL}:0", silence_logs=50
    )
    with closing(empty):
        bare = (
            "import sys; sys.modules['civicgraph'] = None; from distributed.cli.dask_worker import main;"
            f"main(['{empty.scheduler_address}', '--no-nanny', '--no-dashboard', '--host', '{LOCAL}', '--nthreads', '1'])"
        )
        quiet = subprocess.DEVNULL
        with subprocess.Popen([sys.executable, "-c", bare], stdout=quiet, stderr=quiet, cwd=tmp_path) as worker:
            try:
                with pytest.raises(ClusterFailed, match="another civicgraph than here, or none"):
                    build([source], tmp_path / "out", scheduler=empty.scheduler_address)
            finally:
                worker.kill()


def test_the_command_takes_a_scheduler_or_workers_not_both(tmp_path: Path, cluster: LocalCluster) -> None:
    source = pages(tmp_path / "source", 0, 3)
    command = [sys.executable, "-m", "civicgraph", "build", str(source), "--scheduler", cluster.scheduler_address]
    ended = subprocess.run([*command, "--out", str(tmp_path / "out")], capture_output=True, text=True, timeout=120)
    assert (ended.returncode, ended.stderr) == (0, "")
    build([source], tmp_path / "local")
    assert graph_files(tmp_path / "out") == graph_files(tmp_path / "local")
    refused = subprocess.run([*command, "--workers", "2"], capture_output=True, text=True, timeout=120, cwd=tmp_path)
    assert (refused.returncode, "--workers or --scheduler" in refused.stderr) == (2, True)


def test_a_page_that_takes_too_long_costs_itself_alone(
    tmp_path: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SECONDS", 8.0)
    monkeypatch.setattr(workers, "BATCH", 2)
    monkeypatch.setattr(scheduler, "make", _slow_at_third)
    report = build([pages(tmp_path / "source", 0, 4)], tmp_path / "out", scheduler=cluster.scheduler_address)
    assert (report.pages, report.quarantined) == (3, 1)
    (found,) = [f for f in report.findings if f.severity == "violation"]
    assert (found.rule, found.page) == ("page-broke-worker", "3.txt")


_make = scheduler.make


def _slow_at_third(located: bytes, wanted: str, batch: list[Stored]) -> list[Made]:
    if any(item.snapshot.locations[0] == "3.txt" for item in batch):
        time.sleep(600)
    return _make(located, wanted, batch)
