"""The network page in a browser: search, neighbours, filter, path, permalink, picture, reflow; text stays text."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.conftest import PageAt, Watched
from tests.view.network_graphs import BASE, HOSTILE, council, town, until_drawn

from civicgraph.view.network import Meta, Words, network_html

pytestmark = pytest.mark.browser

META = Meta(
    title=Words("Netz: Musterstadt", "Network: Musterstadt"),
    source="Stadt Musterstadt",
    as_of="2024-05-31",
    licence="CC BY 4.0",
    fingerprint="ab" * 32,
    notices=(Words("Ausschnitt: 10 von 99 Dingen.", "An excerpt: 10 of 99 things."),),
    degrees={f"{BASE}/policy/neu": 20},
    classes={"Paper": Words("Vorlage", "Paper"), "Body": Words("Gremium", "Body")},
    relations={"about": Words("betrifft", "about"), "creator": Words("Verfasser", "author")},
)


@pytest.fixture
def page(page_at: PageAt) -> Iterator[Page]:
    """Yield the council's page in German; afterwards it must have asked for nothing and complained of nothing."""
    watched = visit(page_at, network_html(council(), META, "de"))
    yield watched.page
    was_silent(watched)


def visit(page_at: PageAt, html: str, **how: Any) -> Watched:
    """Open a page and wait for its first drawing."""
    watched: Watched = page_at(html, **how)
    until_drawn(watched.page)
    return watched


def was_silent(watched: Watched) -> None:
    assert watched.complaints == []
    assert watched.dialogs == []
    assert [url for url in watched.requests if not url.startswith(("file:", "data:", "blob:", "about:"))] == []
    assert len([url for url in watched.requests if url.startswith("file:")]) <= 2


def ink(page: Page) -> int:
    """Count the drawing's pixels that are not empty."""
    return int(
        page.evaluate(
            """() => { const c = document.querySelector('#network canvas');
            const copy = new OffscreenCanvas(c.width, c.height).getContext('2d', { willReadFrequently: true });
            copy.drawImage(c, 0, 0);
            return copy.getImageData(0, 0, c.width, c.height).data.filter((v, i) => i % 4 === 3 && v > 0).length }"""
        )
    )


def test_search_by_keyboard_finds_a_node_and_moves_to_it(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("strassen")
    expect(page.get_by_role("status").first).to_have_text("1 Treffer")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+A")
    page.keyboard.type("baeume")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = page.locator("#search").get_attribute("aria-activedescendant")
    expect(page.locator("#hits [aria-selected=true]")).to_have_id(str(active))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    title = page.locator("#panel-title")
    expect(title).to_be_focused()
    assert title.inner_text() in ("Antwort 1: 12 Bäume", "Frage 1: Wie viele Bäume stehen an der Straße?")
    expect(page.locator("#search")).to_have_attribute("aria-expanded", "false")
    assert "node=" in page.url


def test_the_panel_says_what_a_node_is_and_what_it_touches(page: Page) -> None:
    choose(page, "Klimaplan")
    panel = page.locator("#panel")
    expect(panel).to_contain_text(f"{BASE}/policy/neu")
    expect(panel).to_contain_text("3 gezeigt, 20 im ganzen Graphen")
    expect(panel.get_by_role("heading", name="betrifft (2) hierher")).to_be_visible()
    panel.get_by_role("button", name="Grünkonzept").click()
    expect(page.locator("#panel-title")).to_have_text("Grünkonzept")
    expect(page.locator("#panel-title")).to_be_focused()


def test_a_click_in_the_drawing_chooses_a_node_and_the_ground_clears_it(page: Page) -> None:
    choose(page, "Klimaplan")
    page.get_by_role("button", name="Auswahl aufheben").click()
    choose(page, "Klimaplan")  # it lies in the middle of the drawing now
    page.get_by_role("button", name="Auswahl aufheben").click()
    box = page.locator("#network").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2 + 3, box["y"] + box["height"] / 2)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#card")).to_contain_text("Klimaplan 2030")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#panel-title")).to_have_text("Klimaplan 2030")
    page.mouse.click(box["x"] + 3, box["y"] + 3)
    expect(page.locator("#panel-title")).to_have_text("Ausgewählt")


def test_filters_of_class_and_relation_hide_things_everywhere(page: Page) -> None:
    before = ink(page)
    page.get_by_role("checkbox", name="Gremium 2").uncheck()
    expect(page.locator("#filtered")).to_have_text("8 von 10 Dingen sichtbar")
    page.wait_for_timeout(100)
    assert ink(page) < before
    page.locator("#tables summary").click()
    expect(page.locator("#tables-body")).not_to_contain_text("Beirat")
    choose(page, "14. Mai")
    expect(page.locator("#panel")).to_contain_text("1 Nachbarn sind ausgeblendet")
    page.get_by_role("checkbox", name="betrifft 2").uncheck()
    expect(page.locator("#panel")).to_contain_text("Keine Verbindung in diesem Ausschnitt")
    choose(page, "Beirat")
    expect(page.get_by_role("checkbox", name="Gremium 2")).to_be_checked()


def test_all_and_none_of_the_classes(page: Page) -> None:
    page.get_by_role("button", name="Arten von Dingen: keine").click()
    expect(page.locator("#filtered")).to_have_text("0 von 10 Dingen sichtbar")
    page.get_by_role("button", name="Arten von Dingen: alle").click()
    expect(page.locator("#filtered")).to_have_text("")


def test_a_path_between_two_nodes_is_found_and_listed(page: Page) -> None:
    choose(page, "Grünkonzept")
    page.get_by_role("button", name="Weg von hier suchen").click()
    expect(page.locator("#search-label")).to_have_text("Wohin soll der Weg führen?")
    page.keyboard.type("Lars")
    page.keyboard.press("Enter")
    expect(page.locator("#path-title")).to_have_text("Weg von „Grünkonzept“ nach „Lars Wind“")
    expect(page.locator("#path-text")).to_contain_text("3 Schritte")
    things = page.locator("#path-list button .label").all_inner_texts()
    assert things == ["Grünkonzept", "Klimaplan 2030", "2024/0100 Anfrage zum Klimaplan", "Lars Wind"]
    expect(page.locator("#path-list .via").last).to_have_text("↓ Verfasser")
    choose(page, "Grünkonzept")
    page.get_by_role("button", name="Weg von hier suchen").click()
    page.keyboard.type("Beirat")
    page.keyboard.press("Enter")
    expect(page.locator("#path-text")).to_contain_text("verbindet nichts")


def test_the_path_of_the_selection_is_shown_at_once(page_at: PageAt) -> None:
    ends = (f"{BASE}/policy/alt", f"{BASE}/policy/neu")
    meta = Meta(title=Words("Weg", "Path"), path=ends, starts=ends)
    watched = visit(page_at, network_html(council(), meta, "en"))
    page = watched.page
    expect(page.locator("#path-title")).to_have_text("Path from “Grünkonzept” to “Klimaplan 2030”")
    expect(page.locator("#path-text")).to_contain_text("1 step")
    page.get_by_role("button", name="Hide path").click()
    expect(page.locator("#path")).to_be_hidden()
    was_silent(watched)


def test_a_permalink_brings_choice_filter_path_and_language_back(page_at: PageAt) -> None:
    page = visit(page_at, network_html(council(), META, "de")).page
    page.get_by_role("checkbox", name="Person 1").uncheck()
    choose(page, "Grünkonzept")
    page.get_by_role("button", name="Weg von hier suchen").click()
    page.keyboard.type("Frage 2")
    page.keyboard.press("Enter")
    choose(page, "Klimaplan")
    page.locator("#lang").select_option("en")
    page.locator("#theme").select_option("dark")
    link = page.locator("#permalink").get_attribute("href")
    assert link and page.url.endswith(link)
    watched = visit(page_at, network_html(council(), META, "de"), fragment=link)
    page = watched.page
    expect(page.locator("#panel-title")).to_have_text("Klimaplan 2030")
    expect(page.get_by_role("checkbox", name="Person 1")).not_to_be_checked()
    expect(page.locator("#path-title")).to_have_text("Path from “Grünkonzept” to “Frage 2: Was kostet das?”")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.evaluate("location.hash = '#node=nobody&without=Nothing&lang=xx'")
    expect(page.locator("#panel-title")).to_have_text("Ausgewählt")
    was_silent(watched)


def test_the_language_switch_renews_every_phrase(page: Page) -> None:
    choose(page, "Klimaplan")
    page.locator("#tables summary").click()
    page.locator("#lang").select_option("en")
    text = page.locator("body").inner_text()
    for phrase in (
        "Search the network",
        "An excerpt: 10 of 99 things.",
        "Legend and filter",
        "Source: Stadt Musterstadt",
        "to here",
    ):
        assert phrase in text
    assert not re.search(r"Suche|Legende|Auswahl|Verbindung|Quelle|Darstellung|Nachbar|Ausschnitt", text)
    assert page.title() == "Network: Musterstadt"


def test_the_table_says_the_same_as_the_drawing(page: Page) -> None:
    page.locator("#tables summary").click()
    page.locator("#tables table").nth(1).wait_for()  # the tables are filled when they are opened
    things, links = (table.locator("tbody tr") for table in page.locator("#tables table").all())
    expect(things).to_have_count(10)
    expect(links).to_have_count(8)
    expect(links.filter(has_text="Verfasser")).to_contain_text("Lars Wind")
    expect(things.filter(has_text="Klimaplan 2030")).to_contain_text("3")


def test_the_picture_is_a_png_with_more_than_the_drawing(page: Page) -> None:
    with page.expect_download() as download:
        page.get_by_role("button", name="Als Bild speichern").click()
    assert download.value.suggested_filename == "netz-musterstadt.png"
    content = Path(download.value.path()).read_bytes()
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    box = page.locator("#network").bounding_box()
    assert content.startswith(b"\x89PNG") and box
    assert width >= box["width"] - 1
    assert height > box["height"] + 60


def test_zoom_buttons_and_keys_move_the_drawing(page: Page) -> None:
    before = ink(page)
    for _ in range(4):
        page.get_by_role("button", name="Vergrößern").click()
    page.wait_for_timeout(100)
    zoomed = ink(page)
    assert zoomed != before
    page.locator("#network .vis-network").focus()
    page.keyboard.down("ArrowLeft")
    page.wait_for_timeout(400)
    page.keyboard.up("ArrowLeft")
    assert ink(page) != zoomed
    page.get_by_role("button", name="Alles zeigen").click()
    page.wait_for_timeout(100)
    assert abs(ink(page) - before) < 0.1 * before


def test_a_large_network_shows_few_at_first_and_finds_all(page_at: PageAt) -> None:
    watched = visit(page_at, network_html(town(300), META, "de"))
    page = watched.page
    expect(page.locator("#first-text")).to_contain_text("300 am stärksten verbundenen von 752")
    few = ink(page)
    page.get_by_role("button", name="Alle 752 zeichnen").click()
    expect(page.locator("#first-text")).to_have_text("Alle Dinge sind gezeichnet.")
    assert page.url.endswith("whole=")
    page.wait_for_timeout(100)
    assert ink(page) != few
    page.get_by_role("button", name="Nur die am stärksten verbundenen zeichnen").click()
    choose(page, "Frage 299")
    expect(page.locator("#panel")).to_contain_text("Vorlage 299")
    page.locator("#tables summary").click()
    expect(page.locator("#tables-body")).to_contain_text("Frage 299")
    was_silent(watched)


def test_hostile_labels_stay_text(page_at: PageAt) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for i, label in enumerate(HOSTILE):
        graph.add_node(f"{BASE}/x/{i}?q=<script>alert({i})</script>", label=label, cls="Paper" if i % 2 else label)
    nodes = list(graph)
    for i, label in enumerate(HOSTILE):
        graph.add_edge(nodes[0], nodes[(i + 1) % len(nodes)], key=label)
    words = Words(HOSTILE[0], HOSTILE[3])
    meta = Meta(title=words, source=HOSTILE[1], notices=(words,), path=tuple(nodes[:2]))
    watched = visit(page_at, network_html(graph, meta, "de"))
    page = watched.page
    page.locator("#tables summary").click()
    for label in HOSTILE:
        page.fill("#search", label)
        page.locator("#hits li").first.click()
        assert watched.complaints == []
        assert page.locator("#panel-title").text_content() == label
        expect(page.locator("#panel")).to_contain_text("<script>alert(")
    page.locator("#lang").select_option("en")
    page.evaluate("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'))")
    assert page.locator("img, svg[onload], b, i, a[href^='https'], a[href^='javascript'], iframe").count() == 0
    assert page.locator("script").count() == 3
    assert page.title() == HOSTILE[3]
    was_silent(watched)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_no_violation_of_a_and_aa(page_at: PageAt, dark: bool, width: int) -> None:
    page = visit(page_at, network_html(council(), META, "de"), width=width, dark=dark).page
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    page.fill("#search", "e")
    found = Axe().run(page, options=options).response["violations"]
    choose(page, "Klimaplan")
    found += Axe().run(page, options=options).response["violations"]
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found] == []


@pytest.mark.parametrize("width", [390, 320])
def test_narrow_screens_need_no_sideways_scrolling(page_at: PageAt, width: int) -> None:
    page = visit(page_at, network_html(council(), META, "de"), width=width, height=700).page
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    page.fill("#search", "a")
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    choose(page, "Klimaplan")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = page.evaluate(
        """w => [...document.querySelectorAll('body *')]
        .filter((e) => e.getClientRects().length && !e.closest('.unseen, .skip, thead, canvas')
        && (e.getBoundingClientRect().right > w + 1 || e.getBoundingClientRect().left < -1)).map((e) => e.outerHTML.slice(0, 80))""",
        width,
    )
    assert outside == []


def test_forced_colours_and_print_draw_too(page_at: PageAt) -> None:
    watched = visit(page_at, network_html(council(), META, "de"))
    page = watched.page
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.wait_for_timeout(200)
    assert ink(page) > 1000
    page.emulate_media(media="print", forced_colors="none")
    assert len(page.pdf()) > 10_000
    was_silent(watched)


def choose(page: Page, label: str) -> None:
    page.fill("#search", label)
    page.locator("#hits li").first.click()
