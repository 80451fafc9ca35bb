"""Kills builds and publications at random moments and sees that each leaves the last good result and a next one that is whole.

`python -m tests.kills --times 100` tells how often; the tests do the same a few times.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from civicgraph.store import current, open_store
from tests.pages import Asked, Spec

_HEAD = """slug = "kills"
base = "https://rat.example/kills/"
licence = "http://dcat-ap.de/def/licenses/cc-by/4.0"
attribution = "Stadt Talheim"
[publisher]
name = "Stadt Talheim"
kind = "local-authority"
[municipality]
name = "Talheim"
[catalogue]
description = "Anfragen und Antworten aus dem Rat."
contributor_id = "http://dcat-ap.de/def/contributors/destatis"
contact_email = "rat@example.org"
"""
Files = dict[str, bytes]
WAYS = {
    "all killed": (os.killpg, signal.SIGKILL),
    "parent killed": (os.kill, signal.SIGKILL),  # its workers end by themselves
    "interrupted": (os.killpg, signal.SIGINT),
}


class Seen(NamedTuple):
    """What one kill came to. came: it came before the process ended by itself."""

    what: str
    came: bool
    is_new: bool


def pages(folder: Path, turn: int, number: int = 24) -> Path:
    """Write the pages of one source, every third of them as it stands in this turn."""
    folder.mkdir(exist_ok=True)
    (folder / "source.toml").write_text(_HEAD, encoding="utf-8")
    for one in range(number):
        told = f"Anfrage: Zustand der Brücke {one}" + (f", {turn + 1}. Fassung" if one % 3 == 0 else "")
        page = Spec(number=f"2024/{1000 + one}", title=told, lines=Asked().text()).plain()
        (folder / f"{one}.txt").write_text(page, encoding="utf-8")
    return folder


def graph_files(folder: Path) -> Files:
    """Return all canonical files of the graph that a folder shows, after asking its store for every quad."""
    generation = current(folder)
    told = [str(quad) for quad in open_store(generation)]
    files = {p.relative_to(generation.path): p for p in generation.path.rglob("*") if p.is_file()}
    kept = {str(name): path.read_bytes() for name, path in files.items() if name.parts[0] != "store"}
    return {**kept, "store": "\n".join(sorted(told)).encode()}


def site_files(folder: Path) -> Files:
    """Return all files of a publication; what depends on the one before is left out."""
    files = (p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def run(*arguments: str | Path) -> None:
    """Run a command to its end. Raises AssertionError where it fails."""
    command = [sys.executable, "-m", "civicgraph", *map(str, arguments)]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr


def killed(seconds: float, how: str, *arguments: str | Path) -> bool:
    """Run a command that is killed after some seconds, with all its workers; tell whether it had not ended before.

    Raises AssertionError where a process of it is left.
    """
    command = [sys.executable, "-m", "civicgraph", *map(str, arguments)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True) as process:
        time.sleep(seconds)
        came = process.poll() is None
        if came:
            kill, by = WAYS[how]
            kill(process.pid, by)
        process.wait(timeout=60)
    until = time.monotonic() + 30
    while _lives(process.pid):
        assert time.monotonic() < until, "a worker outlived its build"
        time.sleep(0.05)
    return came


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def leftovers(folder: Path) -> list[str]:
    """Return what no finished build leaves."""
    hidden = (p for p in folder.rglob(".*") if p != folder / ".lock")
    return sorted(str(p.relative_to(folder)) for p in hidden)


class Kills:
    """Two states of one source, and what a build and a publication of each come to that nobody disturbs."""

    def __init__(self, folder: Path, seed: int, workers: int = 2) -> None:
        self._folder, self._chance, self._workers = folder, random.Random(seed), str(workers)
        self._source, self._out, self._site = folder / "source", folder / "out", folder / "site" / "public"
        self._graphs: list[Files] = []
        self._sites: list[Files] = []
        self._published = 0.0
        for turn in (1, 0):
            pages(self._source, turn)
            fresh = folder / f"fresh-{turn}"
            begun = time.monotonic()
            self._build(fresh)
            self._seconds = time.monotonic() - begun
            self._graphs.insert(0, graph_files(fresh))
        self._build(self._out)
        self._turn = 0

    def _build(self, out: Path) -> None:
        run("build", self._source, "--out", out, "--workers", self._workers)

    def build(self) -> Seen:
        """Kill one build of a source that changed. Raises AssertionError where the graph is not a whole one."""
        before, self._turn = self._turn, 1 - self._turn
        pages(self._source, self._turn)
        how = self._chance.choice(list(WAYS))
        seconds = self._chance.uniform(0.1, 0.8) * self._seconds
        came = killed(seconds, how, "build", self._source, "--out", self._out, "--workers", self._workers)
        shown = graph_files(self._out)
        assert shown in (self._graphs[before], self._graphs[self._turn]), "neither the graph before nor the new one"
        self._build(self._out)
        assert graph_files(self._out) == self._graphs[self._turn], "the next build is not that of a fresh one"
        assert leftovers(self._out) == []
        return Seen(f"build {how}", came, shown == self._graphs[self._turn])

    def publish(self) -> Seen:
        """Kill one publication of a graph over that of another. Raises AssertionError where the folder is not a whole one."""
        if not self._sites:
            self._begin_sites()
        place = self._folder / "fresh-1"
        run("publish", "-o", self._site, "--graph", self._folder / "fresh-0")
        old = site_files(self._site)
        how = self._chance.choice(list(WAYS))
        seconds = self._chance.uniform(0.1, 0.8) * self._published
        came = killed(seconds, how, "publish", "-o", self._site, "--graph", place)
        shown = site_files(self._site)
        assert shown in (old, self._sites[1]), "neither the publication before nor the new one"
        run("publish", "-o", self._site, "--graph", place)
        assert site_files(self._site) == self._sites[1], "the next publication is not that of a fresh one"
        assert sorted(p.name for p in self._site.parent.iterdir()) == ["public", "public-privacy-review.csv"]
        shutil.rmtree(self._site.parent)
        return Seen(f"publish {how}", came, shown == self._sites[1])

    def _begin_sites(self) -> None:
        """Publish the two graphs one over the other, undisturbed."""
        for turn in (0, 1):
            begun = time.monotonic()
            run("publish", "-o", self._site, "--graph", self._folder / f"fresh-{turn}")
            self._published = time.monotonic() - begun
            self._sites.append(site_files(self._site))
        shutil.rmtree(self._site.parent)


def main() -> None:
    """Kill builds and publications as often as asked, and print what was seen."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--publish", type=float, default=0.3, help="Share of publications.")
    given = asked.parse_args()
    publications = round(given.times * given.publish)
    with tempfile.TemporaryDirectory(prefix="civicgraph-kills-") as place:
        kills = Kills(Path(place), given.seed)
        acts = [kills.build] * (given.times - publications) + [kills.publish] * publications
        for number, act in enumerate(acts, 1):
            print(number, *act(), flush=True)


if __name__ == "__main__":
    main()
