"""A council's real records as questions, network and site in a Chromium; what must be shown is read from the raw JSON and texts."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.conftest import PageAt
from tests.shared import needs_shared
from tests.view.karlsruhe_views import (
    KARLSRUHE,
    PAPERS,
    answered,
    bodies_of,
    choose,
    clean,
    flat,
    in_words,
    meetings_of,
    names_the_source,
    number_in,
    papers,
    quiet,
    reached,
    section_of,
    views,
)
from tests.view.network_graphs import until_drawn

pytestmark = [*needs_shared, pytest.mark.browser, pytest.mark.xdist_group("karlsruhe")]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return views(tmp_path_factory.mktemp("council"))


@pytest.fixture
def questions(written: Path, page_at: PageAt) -> Iterator[Page]:
    watched = page_at(written / "questions.html")
    yield watched.page
    quiet(watched)


@pytest.fixture
def network(written: Path, page_at: PageAt) -> Iterator[Page]:
    watched = page_at(written / "network.html")
    until_drawn(watched.page)
    yield watched.page
    quiet(watched)


def test_the_story_counts_what_the_page_shows(questions: Page) -> None:
    story = questions.locator(".story")
    assert number_in(story, r"(\d+) Vorlagen") == questions.locator("section.paper").count() <= PAPERS
    main, parts = number_in(story, r"(\d+) Fragen"), number_in(story, r"(\d+) Unterfragen")
    assert (main + parts, parts) == (
        questions.locator(".question").count(),
        questions.locator(".question.part").count(),
    )
    assert number_in(story, r"Zu (\d+) davon") == questions.locator(".chip.is-unanswered").count() > 0
    titles = {(paper["reference"], flat(paper["name"])) for paper in papers().values()}
    heads = questions.locator("section.paper h2").all_text_contents()
    assert {flat(head) for head in heads} <= {f"{reference} {title}" for reference, title in titles}
    names_the_source(questions.locator("footer").inner_text())
    assert "Namen ohne öffentliches Amt sind durch █ ersetzt" in questions.locator("footer").inner_text()


def test_a_question_and_its_answer_are_read_at_their_places(questions: Page) -> None:
    paper, asked, told = answered()
    row = section_of(questions, paper).locator(".exchange:has(.question):has(.answer)").first
    for sort, files in (("question", asked), ("answer", told)):
        one = row.locator(f".{sort}").first
        one.locator("summary").first.click()
        place = one.locator("details li").first
        expect(place).to_be_visible()
        where = place.locator(".fine").inner_text()
        span = re.search(r"(\S+) · Zeichen (\d+)–(\d+)", where.replace(".", "").replace("txt", ".txt"))
        assert span and span[1] in files, where
        raw = (KARLSRUHE / span[1]).read_text("utf-8")[int(span[2]) : int(span[3])]
        quote = flat(place.locator("mark").inner_text())
        assert quote and all(part in flat(raw) for part in re.split(r"\s*(?:\[…\]|█+)\s*", quote))
        assert flat(one.locator(".said").inner_text())[:20] == flat(raw)[:20]


def test_unanswered_come_first_and_filters_hide_the_others(questions: Page) -> None:
    chips = questions.locator(".question:visible .chip")
    unanswered = questions.locator(".chip.is-unanswered").count()
    before = questions.locator("section.paper h2").all_text_contents()
    questions.get_by_label("Unbeantwortete zuerst").check()
    opened = questions.locator("section.paper:has([data-open])").count()
    after = questions.locator("section.paper").evaluate_all("all => all.map(e => !!e.querySelector('[data-open]'))")
    assert 0 < opened < len(before) and after == [True] * opened + [False] * (len(before) - opened)
    questions.select_option("#status", "unanswered")
    total = questions.locator(".question").count()
    expect(questions.locator("#shown")).to_have_text(re.compile(rf"^\d+ von {total} Fragen gezeigt$"))
    kinds = chips.evaluate_all("all => all.map(e => e.closest('.exchange').dataset.status.split(' '))")
    assert kinds and all("unanswered" in kind for kind in kinds)
    assert questions.locator(".question:visible .chip.is-unanswered").count() == unanswered
    questions.select_option("#status", "")
    questions.get_by_label("Unbeantwortete zuerst").uncheck()
    assert questions.locator("section.paper h2").all_text_contents() == before


def test_a_paper_is_found_by_keyboard_and_its_permalink_restores_it(questions: Page) -> None:
    paper, _, _ = answered()
    questions.locator("#search").focus()
    questions.keyboard.type(f'"{paper["name"]}"')
    expect(questions.locator("section.paper:visible")).to_have_count(1)
    expect(section_of(questions, paper)).to_be_visible()
    section_of(questions, paper).locator(".question .anchor").first.focus()
    questions.keyboard.press("Enter")
    address = questions.url
    assert "/question/" in address.partition("#")[2] and "search=" in address
    questions.reload()
    assert questions.url == address
    expect(questions.locator("section.paper:visible")).to_have_count(1)
    expect(section_of(questions, paper).locator(".meant")).to_have_count(1)
    expect(section_of(questions, paper).locator(".meant")).to_be_in_viewport()


def test_the_keyboard_reaches_the_controls_of_the_questions(questions: Page) -> None:
    assert reached(questions, 12) >= {"skip", "search", "status", "first", "link"}
    clean(questions)


def test_the_network_says_what_it_leaves_out(network: Page) -> None:
    things = number_in(network.locator("#counts"), r"([\d.]+) Ding")
    first = network.locator("#notices li").first
    assert number_in(first, r"Ausschnitt: ([\d.]+) ") == things
    assert number_in(first, r"von (?:den )?([\d.]+) Dingen") > things
    network.locator("#tables summary").click()
    network.locator("#tables table").nth(1).wait_for()
    assert network.locator("#tables table").first.locator("tbody tr").count() == things
    shown = flat(network.locator("#tables-body").inner_text())
    for paper in papers().values():
        assert f"{paper['reference']} {flat(paper['name'])}"[:40] in shown
    names_the_source(network.locator("#line").inner_text())


def test_a_node_is_chosen_its_quote_read_and_the_permalink_restores_it(network: Page) -> None:
    paper, asked, _ = answered()
    choose(network, paper["reference"])
    title = network.locator("#panel-title")
    expect(title).to_be_focused()
    expect(title).to_contain_text(paper["reference"])
    network.locator("#panel .group button.thing", has_text=re.compile(r"^Frage 1\b")).first.click()
    expect(title).to_contain_text("Frage 1")
    quote = flat(network.locator("#panel blockquote mark").inner_text())
    text = flat((KARLSRUHE / asked[0]).read_text("utf-8"))
    assert len(quote) > 20 and all(part in text for part in re.split(r"\s*(?:…|\[…\]|█+)\s*", quote))
    network.locator("[name='c:Answer']").uncheck()
    said, address = title.inner_text(), network.url
    network.reload()
    until_drawn(network)
    assert network.url == address
    expect(title).to_have_text(said)
    expect(network.locator("[name='c:Answer']")).not_to_be_checked()


def test_filtered_classes_are_in_no_list(network: Page) -> None:
    network.locator("#tables summary").click()
    network.locator("#tables table").nth(1).wait_for()
    rows = network.locator("#tables table").first.locator("tbody tr")
    before = rows.count()
    box = network.locator("[name='c:Answer']")
    answers = int(re.sub(r"\D", "", box.locator("xpath=ancestor::label").inner_text()))
    box.uncheck()
    expect(rows).to_have_count(before - answers)
    assert 0 < answers < before


def test_a_path_leads_from_one_paper_to_another_through_their_council(network: Page) -> None:
    organizations = json.loads((KARLSRUHE / "organizations.json").read_text("utf-8"))
    names = {one["id"]: one["name"] for one in organizations}
    first, *others = papers().values()
    last = [other for other in others if bodies_of(first) & bodies_of(other)][-1]
    choose(network, first["reference"])
    network.get_by_role("button", name="Weg von hier suchen").press("Enter")
    network.keyboard.type(last["reference"])
    network.keyboard.press("Enter")
    expect(network.locator("#path-text")).to_contain_text("4 Schritte")
    things = network.locator("#path-list button .label").all_inner_texts()
    assert things[0].startswith(first["reference"]) and things[-1].startswith(last["reference"])
    assert things[2] in {names[body] for body in bodies_of(first) & bodies_of(last)}
    network.reload()
    until_drawn(network)
    assert network.locator("#path-list button .label").all_inner_texts() == things


def test_the_drawing_is_saved_as_a_picture(network: Page) -> None:
    with network.expect_download() as waiting:
        network.locator("#png").press("Enter")
    picture = Path(waiting.value.path()).read_bytes()
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    box = network.locator("#network").bounding_box()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n" and picture[-8:-4] == b"IEND"
    assert box and width >= box["width"] - 1 and height > box["height"]
    assert waiting.value.suggested_filename.endswith(".png")


def test_the_keyboard_reaches_the_controls_of_the_network(network: Page) -> None:
    wanted = {"skip", "lang", "theme", "search", "zoom-in", "zoom-out", "fit", "png", "print", "permalink"}
    assert reached(network, 60) >= wanted
    choose(network, answered()[0]["reference"])
    clean(network)


def test_the_site_is_searched_by_keyboard_and_leads_to_question_and_answer(written: Path, page_at: PageAt) -> None:
    paper, _, _ = answered()
    watched = page_at(written / "site" / "index.html")
    page = watched.page
    page.locator("#q").focus()
    page.keyboard.type(f'"{paper["name"]}"')
    hit = page.locator("#hits a", has_text=paper["reference"]).first
    expect(hit).to_be_visible()
    address = page.url
    page.reload()
    assert page.url == address and "#" in address
    expect(hit).to_be_visible()
    clean(page)
    hit.press("Enter")
    page.wait_for_url(re.compile(r"/paper/"))
    expect(page.locator("h1")).to_contain_text(flat(paper["name"]))
    assert page.locator(".question").count() and page.locator(".answer").count()
    names_the_source(page.locator("body").inner_text())
    clean(page)
    quiet(watched)


def test_lists_and_meetings_of_the_site_name_what_the_records_name(written: Path, page_at: PageAt) -> None:
    watched = page_at(written / "site" / "papers.html")
    page = watched.page
    listed = flat(page.locator("main").inner_text())
    assert [p["reference"] for p in papers().values() if p["reference"] not in listed] == []
    clean(page)
    page.locator('a[href="meetings.html"]').first.press("Enter")
    held = {m for paper in papers().values() for m in meetings_of(paper)}
    starts = [date.fromisoformat(json.loads((KARLSRUHE / m).read_text("utf-8"))["start"][:10]) for m in held]
    stated = [flat(text) for text in page.locator("main a[href^='meeting/']").all_inner_texts()]
    assert Counter(text.rpartition(", ")[2] for text in stated) == Counter(map(in_words, starts))
    page.locator("main a[href^='meeting/']").first.press("Enter")
    expect(page.locator("h1")).to_be_visible()
    clean(page)
    quiet(watched)
