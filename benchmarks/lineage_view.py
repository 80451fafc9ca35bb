"""Measures the first drawing of lineage views in headless Chromium, beside pyvis's own default output of the same things.

    python -m benchmarks.lineage_view [--events 300 1000] [--limit 60] [--rounds 3] [--json FILE]

Ours: the page of a generated lineage, from the start of the navigation until its scripts have run and its marks are laid out, looked at in
each animation frame. pyvis: events, lanes and policies as nodes, joined as the drawing joins them; measured as in network_view. Requests to
elsewhere are refused at once. Making the page (layout and HTML) is timed beside it.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import networkx as nx
from benchmarks.network_view import WATCH, default
from playwright.sync_api import Browser, sync_playwright
from tests.view.lineage_fixture import generated

from civicgraph.view.lineage import LineageModel, lineage_html

LANES = 40
WATCH_MARKS = """(() => {
  function look() {
    const mark = document.querySelector(".scroll svg .mark");
    const ready = mark && !document.documentElement.classList.contains("plain") && mark.getBoundingClientRect().width > 0;
    if (ready) requestAnimationFrame(() => console.debug(`drawn ${performance.now()}`));
    else requestAnimationFrame(look);
  }
  requestAnimationFrame(look);
})()"""


def network(model: LineageModel) -> "nx.MultiDiGraph[str]":
    """Return a lineage as a graph: what lies in a lane points to it, and to the policy it is about."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for policy in model.policies:
        graph.add_node(policy.id, label=policy.name)
    for lane in model.lanes:
        graph.add_node(lane.id, label=lane.name.de)
    for event in model.events:
        graph.add_node(event.id, label=event.title.de)
        graph.add_edge(event.id, event.lane)
        if event.policy:
            graph.add_edge(event.id, event.policy)
    for edge in model.edges:
        graph.add_edge(edge.newer, edge.older)
    return graph


def first_drawing(browser: Browser, html: str, watch: str, limit: float) -> float | None:
    """Return the seconds until something is drawn, None where that takes longer than `limit` seconds."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(html, "utf-8")
        try:
            tab = context.new_page()
            tab.route("http*://**", lambda route: route.abort())
            tab.add_init_script(watch)
            told: list[str] = []
            tab.on("console", lambda message: told.append(message.text) if message.text.startswith("drawn ") else None)
            begin = time.monotonic()
            tab.goto(file.as_uri(), wait_until="commit")
            while not told and time.monotonic() - begin < limit:
                tab.wait_for_timeout(50)
            return float(told[0].split()[1]) / 1000 if told else None
        finally:
            context.close()


def measured(browser: Browser, events: int, limit: float, rounds: int) -> dict[str, float | None]:
    """Return one row: making the page, our first drawing (median), pyvis's."""
    model = generated(events, LANES, by_kind=True)
    begin = time.perf_counter()
    html = lineage_html(model, "de")
    making = time.perf_counter() - begin
    times = [first_drawing(browser, html, WATCH_MARKS, limit) for _ in range(rounds)]
    known = [seconds for seconds in times if seconds is not None]
    graph = network(model)
    return {
        "events": events,
        "nodes": len(graph),
        "megabytes": len(html.encode()) / 1e6,
        "making": making,
        "civicgraph": statistics.median(known) if len(known) == rounds else None,
        "pyvis": first_drawing(browser, default(graph), WATCH, limit),
    }


def report(rows: list[dict[str, float | None]], limit: float) -> str:
    """Return the results as Markdown."""

    def seconds(value: float | None) -> str:
        return f"over {limit:.0f} s" if value is None else f"{value:.2f} s"

    lines = ["| events | nodes | page | making it | civicgraph | pyvis default |", "|---:|---:|---:|---:|---:|---:|"]
    lines += [
        f"| {r['events']} | {r['nodes']} | {r['megabytes']:.2f} MB | {seconds(r['making'])} | {seconds(r['civicgraph'])} | "
        f"{seconds(r['pyvis'])} |"
        for r in rows
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, nargs="+", default=[300, 1000])
    parser.add_argument("--limit", type=float, default=60, metavar="SECONDS")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, metavar="FILE")
    given = parser.parse_args()
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        sys.exit("lineage_view: there is no Chromium on this machine: install one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        version = browser.version
        rows = [measured(browser, events, given.limit, given.rounds) for events in given.events]
        browser.close()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}, Chromium {version}"
    print(
        f"First drawing of a lineage in {LANES} lanes, {machine}; median of {given.rounds}\n\n{report(rows, given.limit)}"
    )
    if given.json:
        result = {"machine": machine, "limit": given.limit, "first_drawing": rows}
        given.json.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
