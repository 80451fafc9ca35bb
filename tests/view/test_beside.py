"""What stands beside a thing in questions and site: how its place is cited, what a person corrected, where the network shows it."""

import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import expect
from tests.conftest import PageAt
from tests.view.network_graphs import until_drawn
from tests.view.town import town
from typer.testing import CliRunner

from civicgraph.cli import app
from civicgraph.pipeline import build
from civicgraph.query import Graph
from civicgraph.view.questions import questions_page
from civicgraph.view.site import files

BASE = "https://daten.neuburg.example"
REASON = "Auf dem Scan steht <b>Lindenweg</b>."
CORRECTION = f"""[[correction]]
thing = "{BASE}/paper/2024-0117/question/2"
action = "replace"
property = "schema:text"
old = "Wann wird er fertig?"
value = "Wann wird der Lindenweg fertig?"
quote = "Wann wird er fertig?"
reason = "{REASON}"
by = "mk"
date = 2024-07-01
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corrected")
    town(folder)
    (folder / "neuburg" / "corrections.toml").write_text(CORRECTION, "utf-8")
    build([folder / "neuburg"], folder / "again")
    return folder / "again"


@pytest.fixture(scope="module")
def site(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "site"
    result = CliRunner().invoke(app, ["view", "site", "--graph", str(graph), "-o", str(out)])
    assert result.exit_code == 0, result.output
    return out


def question(html: str, number: str) -> str:
    """Return the HTML of one question, up to the next one or the answer's cell."""
    _, _, rest = html.partition(f'id="paper/2024-0117/question/{number}"')
    return re.split(r'<div class="question|</td>', rest)[0]


def test_a_corrected_question_says_so_with_day_and_reason_and_no_other_does(graph: Path, site: Path) -> None:
    with Graph.open(graph) as opened:
        page = questions_page(opened, lang="de")
    for html in (page, (site / "paper" / "2024-0117.html").read_text("utf-8")):
        told = question(html, "2")
        assert "Wann wird der Lindenweg fertig?" in told
        assert "berichtigt" in told and "1. Juli 2024" in told
        assert "&lt;b&gt;Lindenweg&lt;/b&gt;" in told and "<b>Lindenweg" not in told
        assert "berichtigt" not in question(html, "1")
    assert 'lang="en">corrected' in question(page, "2")


def test_a_place_is_cited_with_paper_place_address_and_day(graph: Path, site: Path) -> None:
    with Graph.open(graph) as opened:
        page = questions_page(opened, lang="de")
    for html in (page, (site / "paper" / "2024-0117.html").read_text("utf-8")):
        cited = [text for text in re.findall(r'class="cite">(.*?)</details>', html, re.DOTALL) if "Frage 1," in text]
        assert cited
        whole = next(text for text in cited if "to020.asp?TOLFDNR=2" in text)
        for part in ("Neuburg", "2024/0117", "16. Mai 2024", "abgerufen am 2. Juni 2024", "@misc{civicgraph-"):
            assert part in whole


@pytest.mark.browser
def test_citing_copies_the_citation_in_the_language_shown(graph: Path, page_at: PageAt) -> None:
    with Graph.open(graph) as opened:
        watched = page_at(questions_page(opened, lang="en"))
    page = watched.page
    first = page.locator('[id="paper/2024-0117/question/1"]')
    first.locator(".where summary").first.press("Enter")
    first.locator(".cite summary").first.press("Enter")
    sentence = first.locator(".cite p .en").first
    expect(sentence).to_contain_text("Question 1")
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.kept = text; }")
    first.locator(".cite button").first.press("Enter")
    expect(first.locator(".cite button").first).to_have_text("Citation copied")
    assert page.evaluate("window.kept") == sentence.text_content()
    assert watched.complaints == [] and [url for url in watched.requests if not url.startswith("file:")] == []


@pytest.mark.browser
def test_a_page_leads_to_its_node_and_the_node_back_to_its_page(site: Path, page_at: PageAt) -> None:
    watched = page_at(site / "paper" / "2024-0117.html")
    page = watched.page
    page.get_by_role("link", name="Im Netz zeigen").press("Enter")
    until_drawn(page)
    expect(page.locator("#panel-title")).to_contain_text("2024/0117")
    page.get_by_role("link", name="Eigene Seite").press("Enter")
    page.wait_for_url(re.compile(r"/paper/2024-0117\.html$"))
    expect(page.locator("h1")).to_contain_text("2024/0117")
    assert watched.complaints == []


def test_every_link_into_the_network_names_a_node_that_is_drawn(graph: Path) -> None:
    with Graph.open(graph) as opened:
        made = dict(files(opened))
    nodes = set(re.findall(r'"iri":"([^"]+)"', made["network.html"]))
    linked = {unquote_plus(iri) for html in made.values() for iri in re.findall(r"network\.html#node=([^\"]+)\"", html)}
    assert f"{BASE}/paper/2024-0117" in linked and linked <= nodes
    own = json.loads(re.findall(r'"own":(\{[^}]*\})', made["network.html"])[0])
    assert "paper/2024-0117.html" in own.values() and set(own.values()) <= set(made)


def test_an_svg_marks_today_only_where_a_day_is_named(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["build", "--out", str(tmp_path / "graph")]).exit_code == 0

    def drawn(*words: str) -> str:
        asked = [
            "view",
            "lineage",
            "--graph",
            str(tmp_path / "graph"),
            "--to",
            "Digitalstrategie 2030+",
            "--lang",
            "de",
        ]
        result = CliRunner().invoke(app, [*asked, "-o", str(tmp_path / "out.svg"), *words])
        assert result.exit_code == 0, result.output
        return (tmp_path / "out.svg").read_text("utf-8")

    assert re.findall(r'class="today"', drawn()) == []
    marks = {
        day: re.findall(r'<text class="today"[^>]*>([^<]*)<', drawn("--today", day.isoformat()))
        for day in (date(1990, 1, 1), date(2022, 12, 1), date(2090, 1, 1))
    }
    assert list(marks.values()) == [["← heute"], ["heute"], ["heute →"]]
    page = [
        "view",
        "lineage",
        "--graph",
        str(tmp_path / "graph"),
        "--to",
        "Digitalstrategie 2030+",
        "--today",
        "2022-12-01",
    ]
    assert CliRunner().invoke(app, [*page, "-o", str(tmp_path / "out.html")]).exit_code == 2
