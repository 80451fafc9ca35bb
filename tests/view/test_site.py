"""The site: every page reachable, every link leading somewhere, nobody named who must not be, the same bytes for the same graph."""

import functools
import http.server
import re
import threading
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.conftest import PageAt, Watched
from tests.query.build import TOWN, write_graph
from tests.view.network_graphs import HOSTILE
from tests.view.test_network_html import Elements
from tests.view.town import hostile, town
from typer.testing import CliRunner, Result

from civicgraph.cli import app
from civicgraph.errors import OutputRefused
from civicgraph.pipeline import example
from civicgraph.query import Graph
from civicgraph.view.site import Alternate, files, write_site
from civicgraph.view.site.addresses import path_of, root_of
from civicgraph.view.site.feed import updated
from civicgraph.view.site.shards import shards

ATOM = "{http://www.w3.org/2005/Atom}"
AXE = {"preload": False, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def written(graph: Path, out: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["view", "site", "--graph", str(graph), "-o", str(out), *words])


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build the graphs of a town, of the bundled example, and of two towns with hostile texts."""
    folder = tmp_path_factory.mktemp("graphs")
    assert CliRunner().invoke(app, ["build", "--out", str(folder / "herne")]).exit_code == 0
    return {"town": town(folder / "town"), "herne": folder / "herne", "hostile": hostile(folder)}


@pytest.fixture(scope="module")
def sites(graphs: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("sites")
    for name, graph in graphs.items():
        result = written(graph, folder / name)
        assert result.exit_code == 0, result.output
    return {name: folder / name for name in graphs}


def bytes_of(site: Path) -> dict[str, bytes]:
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def links(page: Path) -> Iterator[str]:
    for _, attributes in Elements(page.read_text("utf-8")).tags:
        for name in ("href", "src"):
            if (target := attributes.get(name)) is not None:
                yield target


def ids_of(page: Path) -> set[str]:
    return {a["id"] or "" for _, a in Elements(page.read_text("utf-8")).tags if "id" in a}


@pytest.mark.parametrize("name", ["town", "herne", "hostile"])
def test_every_link_leads_to_a_page_and_a_place_of_the_site(sites: dict[str, Path], name: str) -> None:
    site = sites[name]
    reached = {site / "index.html"}
    for page in sorted(site.rglob("*.html")):
        for target in links(page):
            if re.match(r"https?://|mailto:|data:,", target):
                continue
            path, _, fragment = target.partition("#")
            assert not path.startswith("/") and ":" not in path, target
            file = (page.parent / unquote(path)).resolve() if path else page
            assert file.is_file() and file.is_relative_to(site.resolve()), f"{page}: {target}"
            reached.add(file)
            if file.name == "network.html" and fragment.startswith("node="):
                assert f'"iri":"{unquote(fragment.removeprefix("node="))}"' in file.read_text("utf-8"), (
                    f"{page}: {target}"
                )
                continue
            assert not fragment or file.suffix != ".html" or unquote(fragment) in ids_of(file), f"{page}: {target}"
    assert {page.resolve() for page in site.rglob("*.html")} == {
        page.resolve() for page in reached if page.suffix == ".html"
    }


@pytest.mark.parametrize("name", ["town", "herne", "hostile"])
def test_every_page_forbids_requests_and_says_licence_and_source(sites: dict[str, Path], name: str) -> None:
    for page in sites[name].rglob("*.html"):
        html = page.read_text("utf-8")
        policies = [
            a["content"] or "" for _, a in Elements(html).tags if a.get("http-equiv") == "Content-Security-Policy"
        ]
        assert [policy.startswith("default-src 'none';") for policy in policies] == [True], page
        assert "Quelle: " in html and "Lizenz: " in html, page
        assert not any(key.startswith("on") for _, attributes in Elements(html).tags for key in attributes), page


def test_the_footer_links_what_the_source_names(sites: dict[str, Path]) -> None:
    found = list(links(sites["town"] / "paper" / "2024-0117.html"))
    assert {
        "https://neuburg.example/impressum",
        "https://neuburg.example/datenschutz",
        "mailto:ris@neuburg.example",
    } <= set(found)
    assert not [target for target in found if target.startswith("javascript")]


def test_things_of_one_page_stand_on_it(sites: dict[str, Path]) -> None:
    paper = (sites["town"] / "paper" / "2024-0117.html").read_text("utf-8")
    for words in (
        "Wie breit wird der Radweg",
        "2,50 m breit",
        "zur Kenntnis genommen",
        "Ute Brandt",
        "Rückfragen zur Anfrage",
    ):
        assert words in paper
    policy = (sites["herne"] / "policy" / "digitalstrategie-2030-plus.html").read_text("utf-8")
    assert "Smart People City Konzept" in policy and "older.svg" in policy and "angekündigt" in policy
    assert "ungeändert beschlossen" in (sites["herne"] / "paper" / "2020-0332.html").read_text("utf-8")
    assert "Zwei Seiten sagen Verschiedenes" in (sites["herne"] / "paper" / "2020-0332.html").read_text("utf-8")
    assert "decision_outcome" not in (sites["herne"] / "paper" / "2020-0332.html").read_text("utf-8")
    body = (sites["herne"] / "body" / "rat-der-stadt.html").read_text("utf-8")
    assert "Rat der Stadt Herne" in body and "2023/0386" in body
    meeting = (sites["herne"] / "meeting" / "rat-der-stadt" / "2023-04-25.html").read_text("utf-8")
    assert "16:00–17:46" in meeting and "Ö 21.1" in meeting and "zur Kenntnis genommen" in meeting
    person = (sites["herne"] / "person" / "wind-lars.html").read_text("utf-8")
    assert "Stadtverordneter" in person and "2023/0386" in person


def test_a_persons_questions_are_named_by_their_papers(sites: dict[str, Path]) -> None:
    lists = [
        told
        for page in sorted((sites["herne"] / "person").glob("*.html"))
        for told in re.findall(r'id="asked">.*?<ul>(.*?)</ul>', page.read_text(encoding="utf-8"), re.DOTALL)
    ]
    assert lists
    assert all(item.startswith("<a href=") for told in lists for item in re.findall(r"<li>(.*?)</li>", told))


def test_two_sources_have_folders_of_their_own(sites: dict[str, Path]) -> None:
    found = bytes_of(sites["hostile"])
    assert {"musterstadt/paper/2024-0100.html", "nachbar/paper/2024-0100.html"} <= set(found)


def test_who_has_no_public_role_is_in_no_byte(sites: dict[str, Path]) -> None:
    """The names are read from the pages themselves: who works on a paper, who writes one without a mandate."""
    text = "\n".join(re.sub(r"<[^>]*>", " ", unescape(p.read_text("latin-1"))) for p in (example() / "pages").iterdir())
    clerks = {name.split(",")[0] for name in re.findall(r"Bearbeiter/-in:\s*(\w+, \w+)", text)}
    authors = {name.split(",")[0] for name in re.findall(r"Verfasser:\s*(\w+, \w+)", text)}
    assert {"Gresch", "Sigesmund"} <= clerks and authors == {"Golz"}
    for name in clerks | authors:
        hits = [path for path, content in bytes_of(sites["herne"]).items() if name.lower() in content.decode().lower()]
        assert hits == [], name
    assert not (sites["herne"] / "person" / "gresch-norbert.html").exists()


def test_what_is_not_public_is_not_there(graphs: dict[str, Path], sites: dict[str, Path]) -> None:
    for path, content in bytes_of(sites["hostile"]).items():
        assert not re.search(
            r"Norbert|gr(ö|oe|%C3%B6)sch|Erika|2024.0300|Grundstück", content.decode(), re.IGNORECASE
        ), path


def test_a_private_site_says_so_on_every_page(graphs: dict[str, Path], tmp_path: Path) -> None:
    assert written(graphs["town"], tmp_path / "site", "--private").exit_code == 0
    pages = list((tmp_path / "site").rglob("*.html"))
    assert pages and all("icht zur Veröffentlichung" in page.read_text("utf-8") for page in pages)
    assert "Jan Krüger" in (tmp_path / "site" / "paper" / "2024-0117.html").read_text("utf-8")


def test_the_same_graph_gives_the_same_bytes(graphs: dict[str, Path], sites: dict[str, Path], tmp_path: Path) -> None:
    assert written(graphs["herne"], tmp_path / "again").exit_code == 0
    assert bytes_of(tmp_path / "again") == bytes_of(sites["herne"])


def test_a_site_is_replaced_whole_and_nothing_else_is(graphs: dict[str, Path], tmp_path: Path) -> None:
    site, other = tmp_path / "site", tmp_path / "other"
    assert written(graphs["herne"], site).exit_code == 0 and written(graphs["town"], site).exit_code == 0
    assert not (site / "policy").exists() and (site / "paper" / "2024-0117.html").is_file()
    other.mkdir()
    (other / "thesis.txt").write_text("mine", "utf-8")
    result = written(graphs["town"], other)
    assert result.exit_code == 2 and "holds something else" in result.stderr
    assert [file.name for file in other.iterdir()] == ["thesis.txt"]
    assert {path.name for path in tmp_path.iterdir()} == {"site", "other"}


def test_a_site_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    def broken() -> Iterator[tuple[str, str]]:
        yield "index.html", "new"
        raise OSError(28, "No space left on device")

    write_site(tmp_path / "site", [("index.html", "old")], "x")
    with pytest.raises(OutputRefused, match="No space left"):
        write_site(tmp_path / "site", broken(), "x")
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_feed_is_atom_with_papers_and_answers(sites: dict[str, Path]) -> None:
    feed = ElementTree.parse(sites["town"] / "feed.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")
    stamp = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)\Z")
    for one in (feed, *entries):
        assert all(one.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
        assert stamp.match(one.findtext(f"{ATOM}updated") or "")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Radwege in Neuburg"
    ids = [one.findtext(f"{ATOM}id") or "" for one in entries]
    assert len(ids) == len(set(ids)) == 5  # two papers, three answers
    assert "https://daten.neuburg.example/paper/2024-0117/answer/3aund3b" in ids
    times = [one.findtext(f"{ATOM}updated") or "" for one in entries]
    assert times == sorted(times, reverse=True)
    for link in feed.iter(f"{ATOM}link"):
        assert (sites["town"] / link.attrib["href"].partition("#")[0]).is_file()


def test_what_has_no_time_has_no_news() -> None:
    assert updated([]) == ""


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("paper/2024-0117", "paper/2024-0117"),
        ("meeting/rat/2024-01-01", "meeting/rat/2024-01-01"),
        ("paper/../../etc", None),
        ("paper/.hidden", None),
        ("paper/a b?c#d", None),
        ("policy/" + "x" * 400, None),
    ],
)
def test_paths_are_such_that_any_disk_takes_them(key: str, path: str | None) -> None:
    made = path_of(key)
    assert path is None or made == path
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9._+-]{0,119}", part) for part in made.split("/"))
    assert root_of(f"{made}.html").count("../") == made.count("/")


def test_long_keys_that_differ_at_their_end_have_two_paths() -> None:
    assert path_of("x" * 400 + "a") != path_of("x" * 400 + "b")


def test_an_index_of_nothing_is_an_index() -> None:
    assert [name for name, _ in shards([], "de")] == ["start"]


def test_languages_are_chosen_or_the_sources(graphs: dict[str, Path], tmp_path: Path) -> None:
    assert written(graphs["town"], tmp_path / "en", "--lang", "en").exit_code == 0
    html = (tmp_path / "en" / "paper" / "2024-0117.html").read_text("utf-8")
    assert '<html lang="en">' in html and "Questions and answers" in html and '<p class="said" lang="de">' in html


def test_a_graph_without_papers_gives_a_site(tmp_path: Path) -> None:
    """Nothing in the pages read is no reason to fail."""
    write_graph(tmp_path / "graph")
    with Graph.open(tmp_path / "graph") as graph:
        assert {path for path, _ in files(graph, private=True)} > {"index.html", "assets/site.css", "search/start.js"}


def quiet(watched: Watched, start: str = "file:") -> None:
    """Only the site's own files were asked for, nobody complained."""
    assert [url for url in watched.requests if not url.startswith(start)] == []
    assert (watched.complaints, watched.dialogs) == ([], [])


def search(page: Page, text: str) -> list[str]:
    page.fill("#q", text)
    expect(page.locator("#count")).to_have_text(re.compile("Treffer|gefunden|Stern|Anführungszeichen"))
    return page.locator("#hits a").all_inner_texts()


@pytest.mark.browser
def test_search_finds_words_in_any_spelling_and_phrases(sites: dict[str, Path], page_at: PageAt) -> None:
    watched = page_at(sites["town"] / "index.html")
    page = watched.page
    for text in ("Mühlenstrasse", "muehlenstraße", "MUHLENSTRAS"):
        found = search(page, text)
        assert "2024/0117 Frage 1" in found, text
    expect(page.locator("#hits mark").first).to_have_text("Mühlenstraße")
    assert search(page, '"2,50 m breit"') == ["2024/0117 Antwort 1"]
    assert search(page, "licht radweg") == ["2024/0200 Frage 1"]
    page.fill("#q", "gibtesnicht")
    expect(page.locator("#count")).to_contain_text("Nichts gefunden")
    page.fill("#q", '"offen')
    expect(page.locator("#count")).to_contain_text("kein Gegenstück")
    page.fill("#q", "licht")
    expect(page.locator("#count")).to_have_text("2 Treffer")
    again = page_at(sites["town"] / "index.html", fragment=page.evaluate("location.hash"))
    expect(again.page.locator("#hits a")).to_have_count(2)
    again.page.locator("#hits a").first.click()
    assert "/paper/" in again.page.url and again.page.url.partition("#")[2].startswith("paper/")
    quiet(watched)
    quiet(again)


@pytest.mark.browser
def test_the_site_works_from_a_web_server(sites: dict[str, Path], page_at: PageAt) -> None:
    handler = functools.partial(Quiet, directory=str(sites["town"]))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        watched = page_at("")
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        watched.requests.clear()
        watched.page.goto(f"{address}index.html#q=licht")
        expect(watched.page.locator("#hits a")).to_have_count(2)
        watched.page.get_by_role("link", name="Gremien", exact=True).click()
        expect(watched.page.locator("h1")).to_have_text("Gremien")
        quiet(watched, address)
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.mark.browser
def test_hostile_texts_stay_text_on_every_page(sites: dict[str, Path], page_at: PageAt) -> None:
    site = sites["hostile"]
    paper = page_at(site / "musterstadt" / "paper" / "evil.html")
    assert paper.page.locator(".question").count() == len(HOSTILE)
    assert HOSTILE[0] in paper.page.locator("h1").inner_text()
    quiet(paper)
    for path in ("body/evil", "policy/evil"):
        quiet(page_at(site / "musterstadt" / f"{path}.html"))
    start = page_at(site / "index.html")
    for text in HOSTILE[:4]:
        start.page.fill("#q", text)
        start.page.wait_for_timeout(50)
    found = search(start.page, "Anker")
    assert len(found) == 10
    start.page.get_by_role("button", name="Weitere Treffer").click()
    expect(start.page.locator("#hits li")).to_have_count(len(HOSTILE))
    assert start.page.locator("main img, main iframe, main b, main svg").count() == 0
    quiet(start)
    for content in bytes_of(site).values():
        assert f"{TOWN}/evil".encode() not in content


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(1280, True), (390, False), (320, True)])
def test_pages_pass_axe_and_fit(sites: dict[str, Path], page_at: PageAt, width: int, dark: bool) -> None:
    site = sites["herne"]
    pages = {
        "index",
        "policy/digitalstrategie-2030-plus",
        "meeting/rat-der-stadt/2023-04-25",
        "papers",
        "paper/2023-0386",
    }
    for path in sorted(pages | ({"body/rat-der-stadt", "person/wind-lars"} if width == 390 else set())):
        watched = page_at(
            site / f"{path}.html", width=width, dark=dark, fragment="#q=umfrage" if path == "index" else ""
        )
        found = Axe().run(watched.page, options=AXE)
        assert found.response["violations"] == [], f"{path}: {found.generate_report()}"
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, path
        quiet(watched)
        watched.page.close()


@pytest.mark.browser
def test_the_keyboard_finds_and_opens(sites: dict[str, Path], page_at: PageAt) -> None:
    page = page_at(sites["town"] / "index.html").page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("breit")
    expect(page.locator("#count")).to_have_text("2 Treffer")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#hits') !== null")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/paper/2024-0117\.html#"))


def test_pages_link_the_other_forms_that_they_are_given(graphs: dict[str, Path]) -> None:
    def alternates(iri: str, path: str) -> list[Alternate]:
        return [Alternate(f"{path.rpartition('/')[2].removesuffix('.html')}.ttl?of={iri[:8]}", "text/turtle")]

    with Graph.open(graphs["town"]) as graph:
        made = dict(files(graph, alternates=alternates))
    assert '<link rel="alternate" type="text/turtle" href="2024-0117.ttl?of=https://">' in made["paper/2024-0117.html"]
    assert "text/turtle" not in made["index.html"]


def test_the_site_has_the_network_of_its_graph(sites: dict[str, Path]) -> None:
    assert 'href="network.html"' in (sites["town"] / "index.html").read_text("utf-8")
    html = (sites["town"] / "network.html").read_text("utf-8")
    assert "paper/2024-0117" in html and "Krüger" not in html and "█" in html
