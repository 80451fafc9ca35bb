"""Every view of the bundled example at 400 % zoom, in forced colours, and where motion is unwanted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.conftest import Watched
from tests.view.network_graphs import until_drawn
from typer.testing import CliRunner

from civicgraph.cli import app

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reflow")]
AXE = {"preload": False, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
ZOOMED: dict[str, Any] = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}  # 1280 x 1024 at 400 %
VIEWS = {
    "lineage.html": ("#sort", "#stated", "#link", ".course button"),
    "questions.html": ("#search", "#first", "#link", ".question .said"),
    "network.html": ("#search", "#zoom-in", "#fit", "#png", "#panel-title"),
    "site/index.html": ("#q", "main a", "footer"),
    "site/paper/2023-0386.html": (".question .said", ".answer .said", "nav a", "footer"),
}
OUTSIDE = """() => [...document.querySelectorAll("body *")].filter((e) => {
  const box = e.getBoundingClientRect();
  return e.checkVisibility({ visibilityProperty: true }) && !e.closest(".scroll, .skip, .unseen, thead, canvas, #network")
    && box.width && (box.right > innerWidth + 1 || box.left < -1);
}).map((e) => e.outerHTML.slice(0, 90))"""
FAINT = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] !== 0) return c; }
    return [255, 255, 255]; };
  const holds = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  return [...document.querySelectorAll("body *")].filter((e) => holds(e) && !e.closest("script, style, svg, :disabled")
    && e.checkVisibility({ visibilityProperty: true, opacityProperty: true })).filter((e) => {
      const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05) < 4.5;
    }).map((e) => e.outerHTML.slice(0, 90));
}"""
FOCUS = """() => {
  const e = document.activeElement, style = getComputedStyle(e);
  const drawn = [...e.querySelectorAll(".hit, .strip, .lane")].map((part) => getComputedStyle(part));
  const shown = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
    || (e.closest("svg") && drawn.some((part) => part.stroke !== "none" && parseFloat(part.strokeWidth) > 2.5));
  return e === document.body ? null : { name: e.outerHTML.slice(0, 90), shown };
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter((e) => {
  const style = getComputedStyle(e);
  return parseFloat(style.transitionDuration) > 0 || (style.animationName !== "none" && parseFloat(style.animationDuration) > 0)
    || style.scrollBehavior === "smooth";
}).length"""

COVERING = """(e) => {
  const box = e.getBoundingClientRect(), x = box.left + Math.min(box.width / 2, 12);
  const top = document.elementFromPoint(x, Math.min(Math.max(box.top + Math.min(box.height / 2, 12), 1), innerHeight - 1));
  return top && !e.contains(top) && !top.contains(e) ? top.outerHTML.slice(0, 90) : null;
}"""

ALL_DRAWN = """() => {
  for (const e of document.querySelectorAll("*"))
    if (getComputedStyle(e).contentVisibility === "auto") e.style.contentVisibility = "visible";
}"""
"""Lays out what a browser leaves out until it is scrolled to: only then do all places on the page hold."""

LOST = """() => {
  const ground = getComputedStyle(document.documentElement).backgroundColor;
  const texts = [...document.querySelectorAll(".scroll svg text")].filter((e) => e.checkVisibility());
  const lies = (e) => getComputedStyle(e.previousElementSibling ?? e).fill;
  const lost = texts.filter((e) => getComputedStyle(e).fill === ground && lies(e) === ground);
  return { texts: texts.length, lost: lost.map((e) => e.textContent) };
}"""


class Views:
    """The views of the example and a way to open one of them as a reader has set up the browser."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        self.folder = folder
        self.browser = browser
        self.opened: list[Watched] = []

    def __call__(self, name: str, **how: Any) -> Page:
        watched = Watched(self.browser.new_context(**how).new_page())
        self.opened.append(watched)
        watched.page.goto((self.folder / name).as_uri())
        if name == "network.html":
            until_drawn(watched.page)
        return watched.page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the bundled example and write all its views."""
    folder = tmp_path_factory.mktemp("views")
    graph = str(folder / "graph")
    ends = ("--from", "Smart People City", "--to", "Digitalstrategie 2030+")
    calls = [["build", "--out", graph], ["view", "site", "--graph", graph, "-o", str(folder / "site")]]
    for name, words in (("lineage", ends), ("questions", ()), ("network", ())):
        calls.append(["view", name, "--graph", graph, "-o", str(folder / f"{name}.html"), *words])
    for call in calls:
        result = CliRunner().invoke(app, call)
        assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def views(folder: Path, browser: Browser) -> Iterator[Views]:
    """Yield what opens a view; afterwards none may have asked for anything or complained."""
    made = Views(folder, browser)
    yield made
    for watched in made.opened:
        watched.page.context.close()
        assert [url for url in watched.requests if not url.startswith(("file:", "data:", "blob:"))] == []
        assert (watched.complaints, watched.dialogs) == ([], [])


def clean(page: Page) -> None:
    found = Axe().run(page, options=AXE)
    assert found.response["violations"] == [], found.generate_report()


@pytest.mark.parametrize("name", VIEWS)
def test_at_400_percent_nothing_runs_out_of_the_page(views: Views, name: str) -> None:
    page = views(name, **ZOOMED)
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    page.evaluate(ALL_DRAWN)
    assert page.evaluate("[innerWidth, devicePixelRatio]") == [320, 4]
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert page.evaluate(OUTSIDE) == []
    clean(page)


@pytest.mark.parametrize("name", VIEWS)
def test_at_400_percent_heading_and_controls_can_be_seen(views: Views, name: str) -> None:
    page = views(name, **ZOOMED)
    for selector in ("h1", *VIEWS[name]):
        one = page.locator(selector).first
        one.scroll_into_view_if_needed()
        box = one.bounding_box()
        assert one.is_visible() and box, selector
        assert box["x"] >= -1 and box["x"] + box["width"] <= 321, selector
        covered = one.evaluate(COVERING)
        assert covered is None, f"{selector} lies under {covered}"


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_keep_text_and_focus_visible(views: Views, name: str, scheme: str) -> None:
    page = views(name, forced_colors="active", color_scheme=scheme, viewport={"width": 1280, "height": 900})
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate(FAINT) == []
    seen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        if (focus := page.evaluate(FOCUS)) is None:
            break
        seen.append(focus)
    assert len(seen) > 3
    assert [focus["name"] for focus in seen if not focus["shown"]] == []
    clean(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_reach_the_words_of_the_drawing(views: Views, scheme: str) -> None:
    page = views("lineage.html", forced_colors="active", color_scheme=scheme)
    lost = page.evaluate(LOST)
    assert lost["texts"] > 10
    assert lost["lost"] == []


@pytest.mark.parametrize("name", VIEWS)
def test_nothing_moves_where_motion_is_unwanted(views: Views, name: str) -> None:
    page = views(name, reduced_motion="reduce")
    assert page.evaluate(MOVING) == 0
    page.locator("button:visible, a:visible, summary:visible").nth(1).hover()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("name", ["lineage.html", "network.html"])
def test_what_moves_otherwise_is_what_the_wish_stops(views: Views, name: str) -> None:
    assert views(name, reduced_motion="no-preference").evaluate(MOVING) > 0
