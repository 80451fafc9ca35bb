"""The lineage page in a real Chromium: what a person clicks, reads and keeps."""

import csv
import io
import json
import re
import struct
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
from civicgraph.view.lineage import LineageModel, lineage_html, lineage_model, snippet
from civicgraph.view.lineage.page import embedded

pytestmark = pytest.mark.xdist_group("lineage")  # one browser and one built example for all of them
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
    assert page.locator(".scroll .de [data-id][tabindex='0']").count() == 1
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


def test_command_writes_a_page_for_a_frame_and_prints_the_frame(bundled: Path, tmp_path: Path) -> None:
    out = tmp_path / "wie es kam.html"
    result = called(bundled, "--to", "Digitalstrategie 2030+", "--embed", "-o", str(out))
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith('<iframe src="wie%20es%20kam.html" title="Was zu „Digitalstrategie 2030+“ führte"')
    assert 'class="plain embed"' in out.read_text("utf-8")
    refused = called(bundled, "--to", "Digitalstrategie 2030+", "--embed", "-o", str(tmp_path / "a.svg"))
    assert refused.exit_code == 2 and "--embed writes a page" in refused.stderr


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
    text, raw = "<svg onload=alert(1)>{{7}}", "<b onclick=alert(7)>vertagt</b>"
    assert len(text) == len("Das Portal ist in Betrieb.")  # offsets stay true
    told = trig().replace("Das Portal ist in Betrieb.", text)
    graph = Graph(told.replace('cg:rawOutcome "geändert beschlossen"', f'cg:rawOutcome "{raw}"'))
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
    mark(page, "lineage/digitalstrategie-2030-plus/derived-from/smart-people-city-konzept", "en").dispatch_event(
        "click"
    )
    while (more := page.locator("#panel blockquote").first.locator(".more")).count():
        more.first.click()
    expect(page.locator("#panel blockquote").first).to_contain_text(text)
    expect(page.locator("tbody")).to_contain_text(raw)
    expect(page.locator("h1 .en")).to_contain_text(HOSTILE[0])
    expect(page.locator("h1 .en")).to_contain_text(HOSTILE[1])
    assert page.locator("img, iframe, main script, [onload], [onerror], [onclick], [onmouseover]").count() == 0
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
    watched.page.locator("#sort").select_option("paper")
    for name in ("SVG", "PNG", "CSV"):
        with watched.page.expect_download() as waiting:
            watched.page.get_by_role("button", name=name, exact=True).click()
        saved[name] = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(saved[name])
    drawn = ElementTree.fromstring(saved["SVG"].read_text("utf-8"))
    said = " ".join("".join(drawn.itertext()).split())
    assert model.title.de in said and "Stand der Quelle: 25. April 2023." in said
    lines = [" ".join(node.itertext()) for node in drawn.iter() if node.get("class") == "foot"]
    assert " ".join(lines).startswith(model.source_line.de)
    assert not [node for node in drawn.iter() if node.get("tabindex") or node.get("role") == "button"]
    picture = saved["PNG"].read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    size = [2 * float(drawn.get(name) or 0) for name in ("width", "height")]
    assert list(struct.unpack(">II", picture[16:24])) == pytest.approx(size, abs=1)
    rows = list(csv.DictReader(io.StringIO(saved["CSV"].read_text("utf-8-sig"), newline="")))
    papers = [event for event in model.events if event.sort == "paper"]
    assert [(row["title"], row["body"], row["iri"]) for row in rows[:-2]] == [
        (e.title.de, e.actor, e.iri) for e in papers
    ]
    assert [row["sort"] for row in rows[-2:]] == [model.source_line.de, model.notice.de]
    assert rows[0]["quote"] and rows[0]["differs"].startswith("Ergebnis")
    assert watched.complaints == []


@pytest.mark.browser
def test_citation_is_copied_in_three_forms(model: LineageModel, html: str, page_at: PageAt) -> None:
    watched = page_at(html)
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    panel, quote = page.locator("#panel"), model.edges[0].quotes[0]
    for name, text in (("Zitieren", quote.citation.de), ("BibTeX", quote.bibtex), ("CSL-JSON", quote.csl)):
        panel.get_by_role("button", name=name).first.click()
        expect(page.locator("#told")).to_have_text("kopiert")
        assert page.evaluate("navigator.clipboard.readText()") == text
    panel.get_by_role("button", name="Link kopieren").click()
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"#{model.edges[0].id}")
    quiet(watched)


@pytest.mark.browser
def test_edge_names_the_decision_behind_it(html: str, page_at: PageAt) -> None:
    page = page_at(html).page
    expect(page.locator(".scroll .de .edgelabel")).to_contain_text("beschlossen (ohne Datum)")
    behind = page.locator("#panel h3", has_text="Beschlüsse dahinter").locator("+ ul button")
    expect(behind).to_contain_text("Beschluss: „Digitalstrategie 2030+“")
    behind.click()
    expect(page.locator("#panel mark").first).to_contain_text("Danach fiel der Beschluss")


@pytest.mark.browser
def test_drawing_is_zoomed_and_moved(html: str, page_at: PageAt) -> None:
    watched = page_at(html)
    page, scroll = watched.page, watched.page.locator(".scroll")
    broad = "document.querySelector('.scroll .de svg').getBoundingClientRect().width"
    fitted = page.evaluate(broad)
    scroll.focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert page.evaluate(broad) == pytest.approx(fitted * 1.5625, rel=0.01)
    box = scroll.bounding_box()
    assert box
    page.mouse.move(box["x"] + 600, box["y"] + 500)
    page.mouse.down()
    page.mouse.move(box["x"] + 500, box["y"] + 450)
    page.mouse.up()
    moved = page.evaluate(
        "[document.querySelector('.scroll').scrollLeft, document.querySelector('.names').getAttribute('transform')]"
    )
    assert moved[0] > 90 and float(moved[1].split("(")[1].split()[0]) > 50
    page.keyboard.down("Control")
    page.mouse.wheel(0, 400)
    page.keyboard.up("Control")
    assert page.evaluate(broad) < fitted * 1.5
    page.keyboard.press("0")
    assert page.evaluate(broad) == pytest.approx(fitted, rel=0.02)
    quiet(watched)


@pytest.mark.browser
def test_two_fingers_zoom(html: str, page_at: PageAt) -> None:
    page = page_at(html).page
    grown = page.evaluate("""() => {
      const scroll = document.querySelector(".scroll"), svg = scroll.querySelector(".de svg"), box = scroll.getBoundingClientRect();
      const before = svg.getBoundingClientRect().width;
      const touch = (id, x) => new Touch({ identifier: id, target: scroll, clientX: box.left + x, clientY: box.top + 200 });
      const send = (kind, ...touches) => scroll.dispatchEvent(new TouchEvent(kind, { touches, cancelable: true, bubbles: true }));
      send("touchstart", touch(1, 300), touch(2, 400));
      send("touchmove", touch(1, 250), touch(2, 450));
      send("touchend");
      return svg.getBoundingClientRect().width / before;
    }""")
    assert grown == pytest.approx(2, rel=0.02)


@pytest.mark.browser
def test_lanes_fold_and_the_link_keeps_it(html: str, page_at: PageAt) -> None:
    watched = page_at(html)
    page = watched.page
    tall = page.evaluate("document.querySelector('.scroll .de svg').viewBox.baseVal.height")
    lane = page.locator('.scroll .de [data-fold="body/rat-der-stadt"]')
    page.locator('.scroll .de [data-fold][tabindex="0"]').focus()
    for _ in range(12):
        if page.evaluate("document.activeElement.dataset.fold") == "body/rat-der-stadt":
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(lane).to_have_attribute("aria-expanded", "false")
    expect(mark(page, COUNCIL).locator(".date")).to_be_hidden()
    assert page.evaluate("document.querySelector('.scroll .de svg').viewBox.baseVal.height") < tall
    again = page_at(html, fragment=page.evaluate("location.hash")).page
    expect(again.locator('.scroll .de [data-fold="body/rat-der-stadt"]')).to_have_attribute("aria-expanded", "false")
    again.locator(f'tr[data-item="{COUNCIL}"] button').click()
    expect(again.locator('.scroll .de [data-fold="body/rat-der-stadt"]')).to_have_attribute("aria-expanded", "true")
    quiet(watched)


@pytest.mark.browser
def test_today_is_marked_where_the_reader_is(html: str, page_at: PageAt) -> None:
    page = page_at(html).page
    line, label = page.locator(".scroll .de line.today"), page.locator(".scroll .de text.today")
    for today, within in (("2021-12-01", True), ("2023-05-20", True), ("2031-03-04", False)):
        page.clock.set_fixed_time(f"{today}T12:00:00")
        page.reload()
        expect(label).to_have_text("heute" if within else "heute →")
        assert (line.get_attribute("display") is None) == within
        if within:
            source = float(page.locator(".scroll .de line.asof").get_attribute("x1") or 0)
            assert (float(line.get_attribute("x1") or 0) > source) == (today > "2023-04-25")


@pytest.mark.browser
def test_embedded_page_works_in_a_frame(model: LineageModel, page_at: PageAt, tmp_path: Path) -> None:
    (tmp_path / "lineage view.html").write_text(lineage_html(model, "de", embed=True), "utf-8")
    frame = snippet(model, "de", "lineage%20view.html")
    watched = page_at(
        f'<!doctype html><html lang="de"><title>Artikel</title><main><h1>Artikel</h1>{frame}</main></html>'
    )
    inside = watched.page.frame_locator("iframe")
    expect(inside.locator("h1")).to_contain_text("Digitalstrategie 2030+")
    expect(inside.locator(".provenance")).to_contain_text("Stand: 25. April 2023")
    inside.locator(f'.scroll .de [data-id="{COUNCIL}"]').click()
    expect(inside.locator("#panel mark").first).to_have_text("29. November 2022  Rat der Stadt")
    inside.locator("#panel").get_by_role("button", name="Zitieren").first.click()
    assert watched.complaints == [] and all(url.startswith("file:") for url in watched.requests)
    found = Axe().run(watched.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.response["violations"] == [], found.generate_report()


@pytest.mark.browser
def test_three_hundred_events_open_as_an_overview_that_reads(page_at: PageAt) -> None:
    crowded = generated(300, 40, by_kind=True)
    watched = page_at(lineage_html(crowded, "de"))
    page = watched.page
    lanes = page.locator(".scroll .de [data-fold]")
    assert lanes.count() == len(crowded.lanes)
    names = page.evaluate("""() => [...document.querySelectorAll(".scroll .de .names [data-row]")].map((row) => {
      const box = row.querySelector(".lane").getBoundingClientRect();
      const texts = [...row.querySelectorAll(".short")].map((text) => text.getBoundingClientRect());
      return texts.length > 0 && texts.every((t) => t.top >= box.top - 1 && t.bottom <= box.bottom + 1 && t.right <= box.right);
    })""")
    assert names and all(names)
    tall = page.evaluate(
        "[...document.querySelectorAll('.scroll .de .names .lane')].map((lane) => lane.height.baseVal.value)"
    )
    assert max(tall) <= 30
    before = page.evaluate("document.querySelector('.scroll .de svg').viewBox.baseVal.height")
    chosen = next(event.id for event in crowded.events if event.when and event.label.de)
    mark(page, chosen).dispatch_event("click")
    expect(mark(page, chosen).locator(".date, .said").first).to_be_visible()
    page.get_by_role("button", name="Zeilen zuklappen").click()
    page.get_by_role("button", name="Zeilen aufklappen").click()
    assert page.evaluate("document.querySelector('.scroll .de svg').viewBox.baseVal.height") > before * 1.3
    quiet(watched)
