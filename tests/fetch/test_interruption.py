"""A run that is killed goes on where it was: what had come is not asked for again."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from civicgraph.errors import BuildRunning, SourceInvalid
from civicgraph.fetched import read_index
from tests.fetch.conftest import Fetch, Source
from tests.fetch.server import Council, Handler, data, html, stall

SCRIPT = """
import signal, sys
from pathlib import Path
from civicgraph.fetch import fetch
signal.signal(signal.SIGINT, signal.default_int_handler)  # tests that run in the background ignore it, and so would we
report = fetch(Path(sys.argv[1]), allow_private=True)
print(report.ended)
"""


def started(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", SCRIPT, str(folder)], stdout=subprocess.PIPE, text=True)


def wait_for(council: Council, path: str, times: int = 1) -> None:
    for _ in range(2000):
        if council.count(path) >= times:
            return
        time.sleep(0.01)
    pytest.fail(f"{path} was not asked for")


@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_run_over_pages_goes_on(council: Council, source: Source, run: Fetch, kill: signal.Signals) -> None:
    council["/list"] = html("Liste", *(f"/p/{n}" for n in range(6)))
    for number in range(6):
        council[f"/p/{number}"] = html(f"Seite {number}", f"/p/{number}/anlage")
        council[f"/p/{number}/anlage"] = html(f"Anlage {number}")
    council["/p/4"] = [stall(), html("Seite 4", "/p/4/anlage")]
    folder = source("/list", follow=("/p/*",), extra="delay = 0.0")
    process = started(folder)
    wait_for(council, "/p/4")
    process.send_signal(kill)
    out, _ = process.communicate(timeout=20)
    assert out.strip() == ("" if kill == signal.SIGKILL else "interrupted")
    report = run(folder)
    assert (report.ended, report.resumed, report.whole) == ("complete", 5, True)
    asked = council.pages_asked()
    assert sorted(asked) == sorted([*set(asked), "/p/4"])  # only the page that was under way is asked for again
    assert len(read_index(folder)) == 13


def test_a_killed_run_over_an_endpoint_goes_on(council: Council, source: Source, run: Fetch) -> None:
    at = f"{council.url}/oparl"
    council["/oparl"] = data({"id": at, "type": "https://schema.oparl.org/1.0/System", "body": f"{at}/bodies"})
    council["/oparl/bodies"] = data(
        {"data": [{"id": f"{at}/body", "paper": f"{at}/papers", "meeting": f"{at}/meetings"}]}
    )
    for name, last in (("meeting", 3), ("paper", 5)):
        for number in range(1, last + 1):
            links = {} if number == last else {"next": f"{at}/{name}s?page={number + 1}"}
            answer = data({"data": [{"id": f"{at}/{name}/{number}"}], "links": links})
            council[f"/oparl/{name}s" if number == 1 else f"/oparl/{name}s?page={number}"] = answer
    good = council.answers["/oparl/papers?page=3"]
    assert not isinstance(good, list)
    council["/oparl/papers?page=3"] = [stall(), good]
    folder = source(oparl="/oparl", extra="delay = 0.0")
    process = started(folder)
    wait_for(council, "/oparl/papers?page=3")
    process.kill()
    process.communicate(timeout=20)
    assert run(folder).ended == "complete"
    asked = council.pages_asked()
    assert sorted(asked) == sorted([*set(asked), "/oparl/papers?page=3"])
    assert len(read_index(folder)) == 10


@pytest.mark.parametrize("cut", [1, 20])
def test_a_log_that_was_cut_is_read_as_far_as_it_goes(council: Council, source: Source, run: Fetch, cut: int) -> None:
    for name in "abc":
        council[f"/{name}"] = html(name)
    folder = source("/a", "/b", "/c")
    run(folder, limit=2)
    log = folder / "fetched" / "run.jsonl"
    log.write_bytes(log.read_bytes()[:-cut])
    council.asked.clear()
    report = run(folder)
    assert (report.resumed, report.whole) == (1, True)
    assert council.pages_asked() == ["/b", "/c"]
    assert len(read_index(folder)) == 3


def test_a_log_that_a_complete_run_left_is_not_believed(council: Council, source: Source, run: Fetch) -> None:
    council["/a"], council["/b"] = html("a"), html("b")
    folder = source("/a", "/b")
    run(folder, limit=1)
    left = (folder / "fetched" / "run.jsonl").read_bytes()
    run(folder)
    (folder / "fetched" / "run.jsonl").write_bytes(left)
    report = run(folder)
    assert (report.resumed, report.counts["unchanged"]) == (0, 2)


@pytest.mark.parametrize("text", ["{", '{"started": "gestern"}', "[]"])
def test_a_damaged_state_is_named(council: Council, source: Source, run: Fetch, text: str) -> None:
    folder = source("/a")
    (folder / "fetched").mkdir()
    (folder / "fetched" / "state.json").write_text(text, encoding="utf-8")
    with pytest.raises(SourceInvalid, match="remove this file"):
        run(folder)


def test_failed_pages_are_asked_again_when_a_run_goes_on(council: Council, source: Source, run: Fetch) -> None:
    council["/b"] = html("b")
    folder = source("/a", "/b")
    assert run(folder, limit=1).counts["failed"] == 1
    council["/a"] = html("a")
    assert run(folder).counts["fetched"] == 2


def test_two_runs_do_not_fill_one_folder(council: Council, source: Source, run: Fetch) -> None:
    folder = source("/a")
    refused: list[str] = []

    def answer(handler: Handler) -> None:
        with pytest.raises(BuildRunning, match="another fetch") as caught:
            run(folder)
        refused.append(str(caught.value))
        html("a")(handler)

    council["/a"] = answer
    assert run(folder).whole
    assert len(refused) == 1
