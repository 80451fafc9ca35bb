"""Measures how long headless Chromium takes to draw a network first: our page beside pyvis's own default output.

    python benchmarks/network_view.py [--sizes 200 2000] [--limit 60] [--rounds 3] [--json FILE]

Both pages hold the same graph, and both have their scripts inside (pyvis with cdn_resources="in_line", all else as it comes); requests
to elsewhere are refused at once. First drawing: from the start of the navigation until the canvas holds a pixel that is not empty, looked
at in each animation frame, on a copy of 64 by 64 pixels. pyvis is given a time limit, as its layout runs in the browser.
"""

import argparse
import json
import os
import platform
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import networkx as nx
from playwright.sync_api import Browser, sync_playwright
from pyvis.network import Network

from civicgraph.view.network import Meta, Words, network_html
from civicgraph.view.network.data import network, page_data, script_json
from civicgraph.view.network.meta import Nothing

BASE = "https://example.org/musterstadt"
META = Meta(title=Words("Netz", "Network"), source="Musterstadt")
WATCH = """(() => {
  const small = new OffscreenCanvas(64, 64).getContext("2d", { willReadFrequently: true });
  function look() {
    const canvas = document.querySelector("canvas");
    if (canvas && canvas.width && canvas.height) {
      small.clearRect(0, 0, 64, 64);
      small.drawImage(canvas, 0, 0, 64, 64);
      if (small.getImageData(0, 0, 64, 64).data.some((value) => value > 0)) { console.debug(`drawn ${performance.now()}`); return; }
    }
    requestAnimationFrame(look);
  }
  requestAnimationFrame(look);
})()"""


def seeded(size: int, seed: int = 1) -> "nx.MultiDiGraph[str]":
    """Return about `size` things as a council's papers make them: few bodies with many steps, papers with questions and answers."""
    rng = random.Random(seed)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()

    def add(cls: str, key: object, label: str) -> str:
        iri = f"{BASE}/{cls.lower()}/{key}"
        graph.add_node(iri, label=label, cls=cls)
        return iri

    bodies = [add("Body", i, f"Ausschuss {i}") for i in range(max(3, size // 60))]
    persons = [add("Person", i, f"Person {i}") for i in range(max(4, size // 25))]
    policies = [add("Policy", i, f"Strategie {i}") for i in range(max(2, size // 40))]
    for newer, older in zip(policies[1:], policies, strict=False):
        graph.add_edge(newer, older, key="derivedFrom")
    for number in range(size):
        if len(graph) >= size:
            break
        paper = add("Paper", number, f"2024/{number:04d} Anfrage zur Umsetzung der Strategie")
        graph.add_edge(paper, rng.choice(persons), key="creator")
        graph.add_edge(paper, rng.choice(policies), key="about")
        for k in range(rng.randrange(1, 4)):
            step = add("Step", f"{number}-{k}", f"Beratung {k + 1} zu 2024/{number:04d}")
            graph.add_edge(step, paper, key="about")
            graph.add_edge(step, bodies[min(len(bodies) - 1, int(rng.expovariate(0.5)))], key="body")
        for k in range(rng.randrange(0, 4)):
            question = add("Question", f"{number}-{k}", f"Frage {k + 1}: Welche Maßnahmen sind geplant?")
            graph.add_edge(question, paper, key="is_part_of")
            if rng.random() < 0.6:
                graph.add_edge(add("Answer", f"{number}-{k}", f"Antwort {k + 1}"), question, key="answers")
    return graph


def ours(graph: "nx.MultiDiGraph[str]") -> str:
    """Return our page."""
    return network_html(graph, META)


def default(graph: "nx.MultiDiGraph[str]") -> str:
    """Return what pyvis makes of the graph when nothing is set but where its scripts come from."""
    net = Network(cdn_resources="in_line")
    net.from_nx(graph)
    return str(net.generate_html())


def first_drawing(browser: Browser, page: Path, limit: float) -> float | None:
    """Return the seconds until something is drawn, None where that takes longer than `limit` seconds."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        tab = context.new_page()
        tab.route("http*://**", lambda route: route.abort())
        tab.add_init_script(WATCH)
        told: list[str] = []
        tab.on("console", lambda message: told.append(message.text) if message.text.startswith("drawn ") else None)
        begin = time.monotonic()
        tab.goto(page.as_uri(), wait_until="commit")
        while not told and time.monotonic() - begin < limit:
            tab.wait_for_timeout(50)
        return float(told[0].split()[1]) / 1000 if told else None
    finally:
        context.close()


def measured(browser: Browser, html: str, limit: float, rounds: int) -> float | None:
    """Return the median of several first drawings, None as soon as one takes longer than the limit."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, "utf-8")
        times = []
        for _ in range(rounds):
            seconds = first_drawing(browser, page, limit)
            if seconds is None:
                return None
            times.append(seconds)
        return statistics.median(times)


def building(sizes: list[int]) -> list[dict[str, float]]:
    """Return how long the data of a page takes to make, layout included: it has to grow as the graph does."""
    rows = []
    for size in sizes:
        graph = seeded(size)
        begin = time.perf_counter()
        script_json(page_data(network(graph, META, Nothing()), graph, META, Nothing()))
        seconds = time.perf_counter() - begin
        rows.append({"nodes": len(graph), "edges": graph.number_of_edges(), "seconds": seconds})
    return rows


def drawing(browser: Browser, sizes: list[int], limit: float, rounds: int) -> list[dict[str, float | None]]:
    """Return first drawings of both pages, by size."""
    rows = []
    for size in sizes:
        graph = seeded(size)
        mine = measured(browser, ours(graph), limit, rounds)
        theirs = measured(browser, default(graph), limit, 1)
        rows.append({"nodes": len(graph), "edges": graph.number_of_edges(), "civicgraph": mine, "pyvis": theirs})
    return rows


def report(rows: list[dict[str, float | None]], built: list[dict[str, float]], limit: float) -> str:
    """Return the results as Markdown."""
    lines = ["| nodes | edges | civicgraph | pyvis default | ratio |", "|---:|---:|---:|---:|---:|"]
    for row in rows:
        mine, theirs = row["civicgraph"], row["pyvis"]
        shown = [f"{value:.2f} s" if value is not None else f"over {limit:.0f} s" for value in (mine, theirs)]
        ratio = f"{'over ' if theirs is None else ''}{(theirs or limit) / mine:.0f}" if mine else ""
        lines.append(f"| {row['nodes']} | {row['edges']} | {shown[0]} | {shown[1]} | {ratio} |")
    lines += ["", "| nodes | edges | making the page's data | per 1,000 nodes |", "|---:|---:|---:|---:|"]
    lines += [
        f"| {b['nodes']} | {b['edges']} | {b['seconds']:.2f} s | {1000 * b['seconds'] / b['nodes']:.2f} s |"
        for b in built
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 2000])
    parser.add_argument("--building", type=int, nargs="+", default=[2000, 20000])
    parser.add_argument("--limit", type=float, default=60, metavar="SECONDS")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, metavar="FILE")
    given = parser.parse_args()
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        sys.exit("network_view: there is no Chromium on this machine: install one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        version = browser.version
        rows = drawing(browser, given.sizes, given.limit, given.rounds)
        browser.close()
    built = building(given.building)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}, Chromium {version}"
    print(f"First drawing, {machine}; civicgraph median of {given.rounds}\n\n{report(rows, built, given.limit)}")
    if given.json:
        result = {"machine": machine, "limit": given.limit, "first_drawing": rows, "building": built}
        given.json.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
