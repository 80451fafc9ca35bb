"""The lineage page in a real Chromium: what a person clicks, reads and keeps."""

import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import msgspec
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from tests.conftest import PageAt, Watched
from tests.view.lineage_fixture import BASE, NEWER, OLDER, Graph, generated, herne, trig
from tests.view.test_lineage_layout import overlaps_between_things
from typer.testing import CliRunner, Result

from civicgraph.cli import app
from civicgraph.pipeline import build
from civicgraph.view.lineage import LineageModel, lineage_html, lineage_model
from civicgraph.view.lineage.page import embedded

COUNCIL = "step/digitalstrategie-2030-plus/rat-der-stadt/2022-11-29"
ANNOUNCED = "step/digitalstrategie-2030-plus/rat-der-stadt/2023-06-13"
DIFFERENT = "step/2020-0332/haupt-und-personalausschuss/2020-06-16"
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "{{7*7}}{% raw %}",
    '" onmouseover="alert(3)',
    "javascript:alert(4)",
    "</style><svg onload=alert(5)>",
    "<!--",
    "]]>",
    "\u202eevil\u2028line\u2029",
    "&lt;b&gt;&#x3c;",
    "${alert(6)}`",
    "</text></svg><iframe src=//evil.example>",
]


@pytest.fixture(scope="module")
def model() -> LineageModel:
    return herne("Gresch, Norbert")


@pytest.fixture(scope="module")
def html(model: LineageModel) -> str:
    return lineage_html(model, "de")


def mark(page: Page, id_: str, lang: str = "de") -> Locator:
    return page.locator(f'.scroll .{lang} [data-id="{id_}"]')


def quiet(watched: Watched) -> None:
    """Nothing was asked of anybody, nobody complained."""
    assert [url for url in watched.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert len([url for url in watched.requests if url.startswith("file:")]) == 1
    assert watched.complaints == []
    assert watched.dialogs == []


def test_embedded_data_cannot_end_its_element(model: LineageModel) -> None:
    data = embedded(model, "de")
    assert not re.search("[<>&\u2028\u2029]", data)
    assert json.loads(data)["model"]["title"]["de"] == model.title.de


def test_the_same_model_gives_the_same_page(model: LineageModel, html: str) -> None:
    assert lineage_html(model, "de") == html
    assert "Gresch" not in html


@pytest.mark.browser
def test_event_is_clicked_and_its_quote_read(html: str, page_at: PageAt) -> None:
    watched = page_at(html)
    page = watched.page
    mark(page, COUNCIL).click()
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Rat der Stadt")
    expect(panel.locator("mark").first).to_have_text("29. November 2022  Rat der Stadt")
    expect(panel.locator("blockquote").first).to_contain_text("24. November 2022")
    expect(panel).to_contain_text("„29. November 2022“")
    expect(panel).to_contain_text("EDTF 2022-11-29")
    expect(panel).to_contain_text("datiert vor dem Stand der Seite (25. April 2023)")
    expect(panel).to_contain_text("belegt: die Seite sagt es")
    expect(panel).to_contain_text("Antwort zu Frage 5–5a, 2023/0386")
    link = panel.get_by_role("link", name="Quelle ansehen").first.get_attribute("href") or ""
    assert link.startswith("https://www.herne.example/ris/to020.asp?TOLFDNR=31&x=1#:~:text=29.%20November")
    quiet(watched)


@pytest.mark.browser
def test_contradiction_and_announcement_are_told(html: str, page_at: PageAt) -> None:
    page = page_at(html).page
    panel = page.locator("#panel")
    mark(page, DIFFERENT).click()
    expect(panel.locator(".differs-box")).to_contain_text("Ergebnis: „beschlossen“ / „ungeändert beschlossen“")
    mark(page, ANNOUNCED).click()
    expect(panel).to_contain_text("angekündigt für: 13. Juni 2023; keine gelesene Seite sagt, ob es dazu kam")


@pytest.mark.browser
def test_page_opens_with_the_answer_to_its_title(html: str, page_at: PageAt) -> None:
    page = page_at(html).page
    expect(page.locator("#panel h2")).to_have_text("„Digitalstrategie 2030+“ baut auf „Smart People City Konzept“ auf")
    expect(page.locator("#panel mark").first).to_contain_text("ging das „Smart People City Konzept“ voraus")


@pytest.mark.browser
def test_keyboard_alone_reaches_reads_and_leaves(html: str, page_at: PageAt) -> None:
    watched = page_at(html)
    page = watched.page
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.scroll svg') !== null"):
            break
    first = page.evaluate("document.activeElement.dataset.id")
    seen = {first}
    for key in ["ArrowDown"] * 14 + ["ArrowRight"] * 4 + ["ArrowLeft", "ArrowUp"]:
        page.keyboard.press(key)
        seen.add(page.evaluate("document.activeElement.dataset.id"))
    assert len(seen) > 8
    assert page.locator(".scroll .de [tabindex='0']").count() == 1
    expect(page.locator("#card")).to_be_visible()
    chosen = page.evaluate("document.activeElement.dataset.id")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.id") == chosen
    quiet(watched)


@pytest.mark.browser
def test_permalink_is_kept_and_restored(html: str, page_at: PageAt, tmp_path: Path) -> None:
    page = page_at(html).page
    mark(page, COUNCIL).click()
    page.get_by_role("button", name="English").click()
    page.get_by_label("stated only").check()
    fragment = page.evaluate("location.hash")
    assert fragment == f"#{COUNCIL}&lang=en&stated=1"
    again = page_at(html, fragment=fragment).page
    expect(again.locator("#panel h2")).to_have_text("Rat der Stadt")
    expect(again.locator("html")).to_have_attribute("lang", "en")
    expect(again.get_by_label("stated only")).to_be_checked()
    expect(again.locator("h1 .en")).to_have_text("From “Smart People City Konzept” to “Digitalstrategie 2030+”")
    assert again.title() == "From “Smart People City Konzept” to “Digitalstrategie 2030+”"
    nowhere = page_at(html, fragment="#%E0%A4%A&<img src=x>&lang=xx&sort=<b>")
    quiet(nowhere)


@pytest.mark.browser
def test_filters_reach_drawing_and_table(html: str, page_at: PageAt) -> None:
    watched = page_at(html)
    page = watched.page
    page.locator("#sort").select_option("paper")
    expect(page.locator("#shown")).to_have_text("6 von 23 gezeigt")
    assert page.locator("tbody tr:visible").count() == 6
    assert "dim" in (mark(page, COUNCIL).get_attribute("class") or "")
    page.locator("#lane").select_option("body/rat-der-stadt")
    expect(page.locator("#shown")).to_have_text("2 von 23 gezeigt")
    quiet(watched)


@pytest.mark.browser
def test_table_holds_what_the_drawing_holds(model: LineageModel, html: str, page_at: PageAt) -> None:
    page = page_at(html).page
    assert page.locator("tbody tr").count() == len(model.events) + len(model.edges)
    row = page.locator(f'tr[data-item="{COUNCIL}"]')
    expect(row).to_contain_text("29. November 2022")
    expect(row.locator("q")).to_have_text("29. November 2022  Rat der Stadt")
    row.get_by_role("button").click()
    expect(page.locator("#panel h2")).to_have_text("Rat der Stadt")


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the bundled example."""
    folder = tmp_path_factory.mktemp("bundled")
    build([], folder)
    return folder


def called(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["view", "lineage", "--graph", str(folder), *words])


def test_command_writes_each_form(bundled: Path, tmp_path: Path) -> None:
    ends = ("--from", "smart people city", "--to", "Digitalstrategie 2030+")
    for name in ("a.html", "a.svg", "a.json"):
        result = called(bundled, *ends, "-o", str(tmp_path / name))
        assert result.exit_code == 0, result.output
    read = msgspec.json.decode((tmp_path / "a.json").read_bytes(), type=LineageModel)
    assert "12 Stationen von Juni 2020 bis Juni 2023" in read.story.de
    assert "6 Fragen, 6 Unterfragen; ohne gefundene Antwort: 1 Frage" in read.story.de
    assert not [name for name in ("Gresch", "Sigesmund") if name in (tmp_path / "a.html").read_text("utf-8")]
    assert ElementTree.fromstring((tmp_path / "a.svg").read_text("utf-8")).tag.endswith("svg")
    assert overlaps_between_things(read, "de") == overlaps_between_things(read, "en") == []


def test_command_marks_what_is_private(bundled: Path, tmp_path: Path) -> None:
    assert called(bundled, "--to", "Digitalstrategie 2030+", "-o", str(tmp_path / "a.html"), "--private").exit_code == 0
    assert "Nicht zur Veröffentlichung" in (tmp_path / "a.html").read_text("utf-8")


def test_command_refuses_with_a_sentence(bundled: Path, tmp_path: Path) -> None:
    out = ("-o", str(tmp_path / "a.html"))
    turned = called(bundled, "--to", "smart people city", "--from", "Digitalstrategie 2030+", *out)
    assert turned.exit_code == 2 and "exchange --from and --to" in turned.stderr
    assert called(bundled, *out).exit_code == 2
    unknown = called(bundled, "--to", "Digitalstrategei", *out)
    assert unknown.exit_code == 2 and "Digitalstrategie 2030+" in unknown.stderr
    assert not (tmp_path / "a.html").exists()


@pytest.mark.browser
def test_hostile_labels_stay_text(page_at: PageAt) -> None:
    graph = Graph(trig())
    things = [OLDER, NEWER, *(f"{BASE}/body/{b}" for b in ("rat-der-stadt", "aps", "adim", "afbi", "verwaltungsvorstand")),
              f"{BASE}/funding/digitale-buergerkommune-herne", f"{BASE}/programme/smart-cities-made-in-germany",
              f"{BASE}/agency/bmi", f"{BASE}/person/wind-lars", f"{BASE}/municipality"]  # fmt: skip
    for thing, name in zip(things, HOSTILE, strict=True):
        graph.rename(thing, name)
    watched = page_at(lineage_html(lineage_model(graph, OLDER, NEWER, None), "de"))
    page = watched.page
    for node in page.locator(".scroll .de [data-id]").all():
        node.dispatch_event("click")
        node.dispatch_event("pointerover")
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1 .en")).to_contain_text(HOSTILE[0])
    expect(page.locator("h1 .en")).to_contain_text(HOSTILE[1])
    assert page.locator("img, iframe, main script, [onload], [onerror], [onmouseover]").count() == 0
    assert "49" not in page.locator("#lane").inner_text()
    quiet(watched)


@pytest.mark.browser
def test_policy_forbids_requests_and_foreign_scripts(html: str, page_at: PageAt) -> None:
    watched = page_at(html)
    allowed = watched.page.evaluate("""async () => {
      const tried = [];
      try { await fetch("https://example.org/"); tried.push("fetch"); } catch { }
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      if (window.ran) tried.push("script");
      const image = new Image();
      const loaded = await new Promise((done) => {
        image.onload = () => done(true);
        image.onerror = () => done(false);
        image.src = "https://example.org/x.png";
      });
      if (loaded) tried.push("image");
      return tried;
    }""")
    assert allowed == []


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (320, True)])
def test_axe_finds_no_violation(html: str, page_at: PageAt, width: int, dark: bool) -> None:
    watched = page_at(html, width=width, dark=dark, fragment=f"#{DIFFERENT}")
    found = Axe().run(watched.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.response["violations"] == [], found.generate_report()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 900, 1280, 1900])
def test_page_does_not_scroll_sideways(html: str, page_at: PageAt, width: int) -> None:
    page = page_at(html, width=width, height=640).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_phone_shows_the_course_and_opens_a_sheet(html: str, page_at: PageAt) -> None:
    watched = page_at(html, width=390, height=844)
    page = watched.page
    expect(page.locator(".drawing")).to_be_hidden()
    page.locator(f'.course [data-id="{COUNCIL}"]').click()
    panel = page.locator("#panel")
    expect(panel).to_be_visible()
    expect(panel.locator("mark").first).to_have_text("29. November 2022  Rat der Stadt")
    panel.get_by_role("button", name="Schließen").click()
    expect(panel).to_be_hidden()
    quiet(watched)


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["Deutsch", "English"])
def test_drawn_texts_do_not_overlap(html: str, page_at: PageAt, lang: str) -> None:
    page = page_at(html, width=1400).page
    page.get_by_role("button", name=lang).click()
    found = page.evaluate("""() => {
      const drawn = (t) => t.getClientRects().length && !t.matches(".asks, .flagtext");
      const texts = [...document.querySelectorAll(".scroll svg text")].filter(drawn);
      const boxes = texts.map((t) => [t, t.getBoundingClientRect()]);
      const hits = [];
      for (const [i, [a, x]] of boxes.entries()) for (const [b, y] of boxes.slice(i + 1))
        if (x.left < y.right - 1 && y.left < x.right - 1 && x.top < y.bottom - 3 && y.top < x.bottom - 3)
          hits.push([a.textContent, b.textContent]);
      return hits;
    }""")
    assert found == []


@pytest.mark.browser
def test_drawing_is_saved_as_svg_png_and_csv(model: LineageModel, html: str, page_at: PageAt, tmp_path: Path) -> None:
    watched = page_at(html)
    saved = {}
    for name in ("SVG", "PNG", "CSV"):
        with watched.page.expect_download() as waiting:
            watched.page.get_by_role("button", name=name, exact=True).click()
        saved[name] = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(saved[name])
    drawn = ElementTree.fromstring(saved["SVG"].read_text("utf-8"))
    assert model.source_line.de in "".join(drawn.itertext())
    assert saved["PNG"].read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    rows = saved["CSV"].read_text("utf-8-sig").split("\n")
    assert rows[0].startswith("sort,title,body,raw_date") and len(rows) > len(model.events)
    assert watched.complaints == []


@pytest.mark.browser
def test_three_hundred_events_are_drawn_in_a_second(page_at: PageAt) -> None:
    watched = page_at(lineage_html(generated(300, 40), "de"))
    drawn = watched.page.evaluate(
        "performance.getEntriesByType('paint').map((p) => p.startTime).concat(performance.now())[0]"
    )
    assert drawn < 3000  # 0.3 s where it was written; loaded machines are slower
    quiet(watched)
