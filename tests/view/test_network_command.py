"""`civicgraph view network` over the bundled example: what is asked for is shown, what is withheld is in no byte."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import PageAt
from tests.view.network_graphs import until, until_drawn
from typer.testing import CliRunner

from civicgraph.cli import app
from civicgraph.query import Graph
from civicgraph.view.network.said import LONGEST_QUOTE
from civicgraph.vocab import CG

run = CliRunner().invoke


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    assert run(app, ["build", "--out", str(folder)]).exit_code == 0
    return folder


@pytest.fixture
def network(built: Path, tmp_path: Path) -> Any:
    """Return a function that writes a page with some options and returns its HTML."""

    def written(*options: str) -> str:
        out = tmp_path / "network.html"
        result = run(app, ["view", "network", "--graph", str(built), "-o", str(out), *options])
        assert result.exit_code == 0, result.output
        return out.read_text("utf-8")

    return written


def labels(html: str) -> set[str]:
    return {node["label"] for node in data_of(html)["nodes"]}


def data_of(html: str) -> dict[str, Any]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert match
    return json.loads(match[1])  # type: ignore[no-any-return]


def test_the_whole_graph_names_things_as_people_do(network: Any) -> None:
    found = labels(network())
    assert {"Digitalstrategie 2030+", "Rat der Stadt", "Lars Wind"} <= found
    assert any(re.match(r"Frage 3a?: \w", label) for label in found)
    assert any(re.match(r"Rat der Stadt, \d\d?\. ?\w+", label) for label in found)
    assert not {"Interval", "Station", "Lineage", "Alignment"} & set(data_of(network())["classes"])
    assert "Station" in data_of(network("--all"))["classes"]


def test_the_same_call_gives_the_same_bytes(network: Any) -> None:
    assert network() == network()


def test_the_line_names_source_day_licence_and_fingerprint(network: Any, built: Path) -> None:
    line = data_of(network())["line"]
    fingerprint = (built / "current").resolve().name
    assert re.fullmatch(r"Quelle: .+ · Stand: \d.+ · abgerufen: \d.+ · Lizenz: .+ · Fingerabdruck: \w{16}", line["de"])
    assert fingerprint.startswith(line["en"].rpartition(" ")[2])


def test_around_and_class_and_query(network: Any) -> None:
    around = data_of(network("--around", "Digitalstrategie 2030+"))
    assert around["title"]["de"] == "Netz um „Digitalstrategie 2030+“"
    assert around["notices"][0]["de"].startswith("Ausschnitt: ")
    assert set(data_of(network("--class", "policy", "--class", "paper"))["classes"]) == {"Paper", "Policy"}
    assert set(data_of(network("--query", "unanswered"))["classes"]) == {"Question"}
    assert "Paper" in data_of(network("--query", "unanswered", "--depth", "1"))["classes"]


def test_a_body_goes_before_steps_that_are_called_after_it(network: Any) -> None:
    data = data_of(network("--path", "Smart People City", "Rat der Stadt"))
    path = [data["nodes"][i] for i in data["path"]]
    assert (path[0]["label"], path[-1]["label"]) == ("Smart People City Konzept", "Rat der Stadt")
    assert path[-1]["cls"] == "Body"


def test_withheld_names_are_in_no_byte_and_private_says_so(network: Any, built: Path) -> None:
    public = f"""SELECT DISTINCT ?p WHERE {{ ?node cg:canonical ?p . ?m org:member ?node ; org:role ?r .
        ?r <{CG}publicRole> true }}"""
    with Graph.open(built) as graph:
        named = {row["p"] for row in graph.query(public)}
        persons = graph.query("SELECT ?p ?family WHERE { ?p a cg:Person ; foaf:familyName ?family }")
        withheld = sorted({row["family"] for row in persons if graph.names.canonical(row["p"]) not in named})
    assert withheld
    html, private = network(), network("--private")
    for family in withheld:
        assert family not in html
        assert family in private
    assert "Nicht zur Veröffentlichung" in private.split("<main>")[0]
    assert "█" in html.split("<main>")[0]


def test_each_thing_brings_the_place_that_says_so(network: Any) -> None:
    data = data_of(network())
    steps = [str(node["id"]) for node in data["nodes"] if node["cls"] == "Step"]
    told = [data["said"][step] for step in steps]
    assert {one["status"] for one in told} == {"held", "planned"}
    for one in data["said"].values():
        assert len("".join(one["quote"])) <= LONGEST_QUOTE + 6
        assert (one["page"] >= 0) == bool(one["quote"][1])
    page = data["pages"][told[0]["page"]]
    assert page["location"] and re.fullmatch(r"\d{4}-\d\d-\d\d", page["as_of"])


def test_a_policy_is_quoted_where_it_came_from_before_a_passing_mention(network: Any) -> None:
    data = data_of(network("--class", "Policy"))
    quotes = {node["label"]: data["said"][str(node["id"])]["quote"][1] for node in data["nodes"]}
    assert "vorgelagert" in quotes["Digitalstrategie 2030+"]


def test_what_is_left_out_comes_when_it_is_asked_for(network: Any) -> None:
    assert set(data_of(network("--class", "municipality"))["classes"]) == {"Municipality"}
    assert "Interval" in data_of(network("--query", "SELECT ?iri { ?iri a cg:Interval }"))["classes"]


@pytest.mark.browser
def test_the_panel_shows_quote_page_and_day_as_text(network: Any, page_at: PageAt) -> None:
    watched = page_at(network())
    page = watched.page
    until_drawn(page)
    page.fill("#search", "Frage 6")  # stands on one page only, and that page has a day of its own
    page.locator("#hits li").first.click()
    panel = page.locator("#panel")
    assert "frühere Anfrage" in panel.locator("blockquote mark").inner_text()
    assert re.search(r"Stand\s+\d+\. \w+ \d{4}", panel.inner_text())
    link = panel.get_by_role("link", name="Quelle ansehen")
    assert str(link.get_attribute("href")).startswith("https://")
    panel.get_by_text("Zitieren").click()
    assert re.search(r"2023/0386, „.+“.+abgerufen am 2\. Mai 2023\.", panel.locator(".cite p").inner_text())
    assert watched.complaints == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--around", "Nirgendwo"], "no thing answers to this"),
        (["--class", "Papr"], "classes in this selection are"),
        (["--around", "Lars Wind", "--query", "papers"], "give one of them"),
        (["--limit", "0"], "larger numbers"),
        (["--graph", "/nowhere"], "there is no graph here"),
    ],
)
def test_a_call_that_cannot_be_says_how_to_mend_it(built: Path, tmp_path: Path, options: list[str], says: str) -> None:
    out = tmp_path / "none.html"
    result = run(app, ["view", "network", "--graph", str(built), "-o", str(out), *options])
    assert result.exit_code == 2
    assert says in result.output
    assert not out.exists()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_example_opens_silently_and_draws_no_label_over_another(network: Any, page_at: PageAt, width: int) -> None:
    """The page's own account of label boxes: recorded by the canvas's fillText, in CSS pixels."""
    record = """(() => { window.rows = []; const proto = CanvasRenderingContext2D.prototype; const fill = proto.fillText;
      proto.fillText = function (text, x, y) { const w = this.measureText(text).width;
        window.rows.push([x - w / 2, y - 7, x + w / 2, y + 7, text]); return fill.apply(this, arguments); }; })()"""
    watched = page_at(network(), width=width)
    page = watched.page
    until_drawn(page)
    page.evaluate(record)
    page.get_by_role("button", name="Alles zeigen").click()
    until(page, "window.rows.length > 0")
    rows = page.evaluate("window.rows")
    assert {"Digitalstrategie 2030+", "Digitalstrategie"} & {row[4] for row in rows}  # in two rows on narrow screens
    if width >= 390:  # below, the two lie too close together for a name between them
        assert any(row[4].strip("←→↑↓ ") == "entwickelt aus" for row in rows)
    drawn = list({(*map(round, row[:4]), row[4]) for row in rows})
    overlapping = [
        (a[4], b[4])
        for i, a in enumerate(drawn)
        for b in drawn[i + 1 :]
        if a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 1 and b[1] < a[3] - 1
    ]
    assert overlapping == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.complaints == []
    assert [url for url in watched.requests if not url.startswith(("file:", "data:"))] == []
