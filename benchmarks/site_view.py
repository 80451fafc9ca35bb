"""Measures how long the question view and the site of a graph take, by number of papers: the time has to grow as the graph does.

    python benchmarks/site_view.py [--sizes 500 2000] [--json FILE]

Every paper is an inquiry of six questions and four answers on a page of its own, written here; the graph is built first, untimed.
Time is CPU time of one run (a loaded machine does not change it), privacy and writing to disk included; memory is the peak of the whole
process up to then, the build included.
"""

import argparse
import json
import os
import platform
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # pages are written as the tests write them

from tests.pages import Asked, Spec

from civicgraph.pipeline import build
from civicgraph.query import Graph
from civicgraph.search import full_text, sought
from civicgraph.view.questions import questions_page
from civicgraph.view.site import files, write_site

NAMES = ("Brandt, Ute", "Okafor, Ada", "Lindqvist, Per", "Yilmaz, Deniz", "Novak, Jana")
STREETS = ("Nordring", "Südstraße", "Mühlenweg", "Große Allee", "Hafenstraße", "Am Anger")


def papers(folder: Path, size: int) -> Path:
    """Write so many pages, each about another street and year."""
    for number in range(size):
        street, year = STREETS[number % len(STREETS)], 2015 + number % 9
        asked = Asked(questions=tuple((n, t.replace("Nordring", f"{street} {number}")) for n, t in Asked.questions))
        page = Spec(
            number=f"{year}/{number:05}",
            title=f"Anfrage: Stand der Radwege {street} {number}",
            day=f"Do, {1 + number % 28:02}.{1 + number % 12:02}.{year}",
            author=f"SVO {NAMES[number % len(NAMES)]}",
            lines=asked.text(),
        )
        (folder / f"{number:05}.txt").write_text(page.plain(), "utf-8")
    return folder


def measured(size: int) -> dict[str, float]:
    """Return seconds and sizes for one number of papers."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / "musterstadt").mkdir()
        build([papers(root / "musterstadt", size)], root / "graph")
        with Graph.open(root / "graph") as graph:
            begin = time.process_time()
            page = questions_page(graph)
            questions = time.process_time() - begin
            begin = time.process_time()
            count = write_site(root / "site", files(graph), graph.generation.manifest.fingerprint)
            site = time.process_time() - begin
            begin = time.process_time()
            with full_text(graph) as index:
                found = len(index.find(sought("muhlenweg")))
            indexed = time.process_time() - begin
            begin = time.process_time()
            with full_text(graph) as index:
                index.find(sought("muhlenweg"))
            again = time.process_time() - begin
        weight = sum(file.stat().st_size for file in (root / "site").rglob("*") if file.is_file())
    return {
        "papers": size,
        "questions_seconds": questions,
        "questions_bytes": len(page.encode()),
        "site_seconds": site,
        "site_files": count,
        "site_bytes": weight,
        "search_first_seconds": indexed,
        "search_seconds": again,
        "search_hits": found,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def report(rows: list[dict[str, float]]) -> str:
    """Return the results as Markdown."""
    lines = [
        "| papers | question view | site | files | per 1,000 papers | search, index built | search | peak |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {row['papers']} | {row['questions_seconds']:.1f} s, {row['questions_bytes'] / 1e6:.1f} MB | {row['site_seconds']:.1f} s, "
        f"{row['site_bytes'] / 1e6:.0f} MB | {row['site_files']} | {1000 * row['site_seconds'] / row['papers']:.1f} s | "
        f"{row['search_first_seconds']:.2f} s | {1000 * row['search_seconds']:.0f} ms | {row['peak_megabytes']:.0f} MB |"
        for row in rows
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 2000])
    parser.add_argument("--json", type=Path, metavar="FILE")
    given = parser.parse_args()
    rows = [measured(size) for size in given.sizes]
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}"
    print(f"Question view, site and search, {machine}\n\n{report(rows)}")
    if given.json:
        given.json.write_text(json.dumps({"machine": machine, "rows": rows}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
