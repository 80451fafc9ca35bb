"""The question view: every question beside its answer, what is open, joint or followed up; as a page with and without its script."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests.conftest import PageAt, Watched
from tests.view.network_graphs import HOSTILE
from tests.view.test_network_html import Elements
from tests.view.town import hostile, town
from typer.testing import CliRunner, Result

from civicgraph.cli import app
from civicgraph.errors import ThingUnknown
from civicgraph.query import Graph
from civicgraph.view.ids import Ids
from civicgraph.view.kinds import Kinds
from civicgraph.view.places import Page as Read
from civicgraph.view.places import Place, Places
from civicgraph.view.questions import questions_page
from civicgraph.view.questions.model import Asking
from civicgraph.view.questions.reading import askings, days_of

PAPER = "paper/2024-0117"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def html(folder: Path) -> Iterator[str]:
    with Graph.open(folder) as graph:
        yield questions_page(graph)


@pytest.fixture(scope="module")
def told(folder: Path) -> list[Asking]:
    with Graph.open(folder) as graph:
        kinds = Kinds(graph)
        return askings(kinds, Places(graph, kinds), Ids(graph.generation.manifest.sources))


def test_questions_that_share_an_answer_stand_together(told: list[Asking]) -> None:
    groups = [([q.number for q in e.questions], [a.number for a in e.answers]) for e in told[0].exchanges]
    assert groups == [(["1"], ["1"]), (["2"], ["2"]), (["3"], []), (["3a", "3b"], ["3aund3b"]), (["4"], [])]
    assert [e.open for e in told[0].exchanges] == [False, False, False, False, True]


def test_days_run_between_the_earliest_pages_and_only_where_both_are_dated(told: list[Asking]) -> None:
    days = {q.number: (q.days, q.asked, q.answered) for q in told[0].questions}
    assert days["1"] == days["3b"] == (63, "2024-03-14", "2024-05-16")
    assert days["4"] == (None, "", "")


def test_one_page_with_both_gives_no_days(tmp_path: Path) -> None:
    """The bundled example asks and answers on one page, or on one with a day and one without."""
    assert CliRunner().invoke(app, ["build", "--out", str(tmp_path)]).exit_code == 0
    with Graph.open(tmp_path) as graph:
        kinds = Kinds(graph)
        found = askings(kinds, Places(graph, kinds), Ids(graph.generation.manifest.sources))
    assert [q.days for one in found for q in one.questions] == [None] * 20
    assert any(not place.page.as_of for one in found for q in one.questions for place in q.places)


def test_when_an_object_of_an_interface_was_changed_is_no_day_of_a_question() -> None:
    """The snapshot of an OParl object has the day of its last change as its own."""

    def place(day: str, stated: str) -> Place:
        page = Read("", day, "", "", False, day, stated, "", "")
        return Place(page, 0, 1, "", "", "")

    asked, answered = place("2024-01-01", "2024-01-01"), place("2024-02-01", "2024-02-01")
    assert days_of([asked], [answered]) == ("2024-01-01", "2024-02-01")
    assert days_of([place("2024-01-01", "")], [answered]) == days_of([asked], [place("2024-02-01", "")]) == ("", "")
    assert days_of([answered], [asked]) == days_of([], [answered]) == ("", "")


def test_follow_ups_point_both_ways_and_parts_to_their_question(told: list[Asking]) -> None:
    first, second = told
    assert [(other.id, other.iri) for other in second.follows] == [(PAPER, first.paper.iri)]
    assert [other.id for other in first.followed] == ["paper/2024-0200"]
    assert {q.number: q.parent and q.parent.id for q in first.questions}["3a"] == f"{PAPER}/question/3"


def test_every_quote_is_the_text_at_its_place(told: list[Asking]) -> None:
    exchanges = [exchange for one in told for exchange in one.exchanges]
    said = [(q.text, q.places) for e in exchanges for q in e.questions]
    said += [(a.text, a.places) for e in exchanges for a in e.answers]
    for text, places in said:
        assert {" ".join(place.exact.split()) for place in places} == {text}


def test_the_page_reads_without_a_script(html: str) -> None:
    text = re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    for words in (
        "Wie breit wird der Radweg",
        "2,50 m breit",
        "Gemeinsam beantwortet: Fragen 3a, 3b",
        "63 Tage vom 14. März 2024",
    ):
        assert words in text
    assert "Zu 2 davon fand sich in den gelesenen Seiten keine Antwort." in text
    assert "dl-by-de" in text and "Stadt Neuburg" in text and "█" in text


def test_the_page_loads_nothing_and_names_no_clerk(html: str) -> None:
    elements = Elements(html)
    assert not any("src" in attributes for _, attributes in elements.tags)
    assert not [a for tag, a in elements.tags if tag in ("link", "iframe", "form")]
    assert not any(name.startswith("on") or name == "style" for _, a in elements.tags for name in a)
    assert "Krüger" not in html and "krueger" not in html


def test_the_same_graph_gives_the_same_bytes(folder: Path, html: str) -> None:
    with Graph.open(folder) as graph:
        assert questions_page(graph) == html


def test_a_paper_without_questions_is_said_to_have_none(folder: Path) -> None:
    with Graph.open(folder) as graph, pytest.raises(ThingUnknown, match="no question of this paper"):
        questions_page(graph, "https://daten.neuburg.example/paper/none")


def called(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["view", "questions", "--graph", str(folder), *words])


def test_the_command_takes_one_paper_and_marks_what_is_private(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "q.html"
    assert called(folder, "--paper", "2024/0200", "-o", str(out), "--private", "--lang", "en").exit_code == 0
    html = out.read_text("utf-8")
    assert "Wer prüft das Licht" in html and "Wie breit" not in html
    assert "Not for publication" in html and '<html lang="en">' in html
    assert called(folder, "--paper", "2099/9", "-o", str(out)).exit_code == 2
    assert called(folder, "-o", str(tmp_path / "q.pdf")).exit_code == 2
    assert called(folder, "-o", "-").stdout.startswith("<!doctype html>")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_hostile_text_adds_no_element_and_comes_back_as_text(tmp_path: Path, lang: str) -> None:
    with Graph.open(hostile(tmp_path)) as graph:
        html = questions_page(graph, lang=lang)
    elements = Elements(html)
    assert not {"img", "iframe", "object", "b", "i"} & {tag for tag, _ in elements.tags}
    assert not any(name.startswith("on") for _, attributes in elements.tags for name in attributes)
    assert not any((a.get("href") or "#").startswith("javascript") for _, a in elements.tags)
    assert len(elements.texts["script"]) == len(elements.texts["style"]) == 1


@pytest.mark.browser
def test_hostile_text_does_nothing_in_a_browser(tmp_path: Path, page_at: PageAt) -> None:
    with Graph.open(hostile(tmp_path)) as graph:
        watched = page_at(questions_page(graph))
    page = watched.page
    shown = page.locator(".question .said").all_inner_texts()
    for text in HOSTILE:
        assert " ".join(text.replace("\u2028", "\n").split()) in [
            " ".join(s.replace("\u2028", "\n").split()) for s in shown
        ]
    page.get_by_role("button", name="English").click()
    page.fill("#search", HOSTILE[0])
    page.select_option("#paper", index=1)
    quiet(watched)


def quiet(watched: Watched) -> None:
    """Nothing was asked of anybody, nobody complained."""
    assert [url for url in watched.requests if not url.startswith("file:")] == []
    assert len(watched.requests) == 1
    assert (watched.complaints, watched.dialogs) == ([], [])


@pytest.mark.browser
def test_filters_search_order_and_permalink(html: str, page_at: PageAt) -> None:
    watched = page_at(html)
    page = watched.page
    expect(page.locator("#shown")).to_have_text("7 von 7 Fragen gezeigt")
    page.fill("#search", "muehlenstrasse")
    expect(page.locator("#shown")).to_have_text("6 von 7 Fragen gezeigt")  # it stands in the title of the first paper
    page.fill("#search", '"breit"')
    assert visible(page) == ["1"]
    page.fill("#search", "")
    page.select_option("#status", "unanswered")
    assert visible(page) == ["4", "1"]
    page.select_option("#status", "")
    page.get_by_label("Unbeantwortete zuerst").check()
    assert visible(page)[0] == "4"
    page.get_by_label("Unbeantwortete zuerst").uncheck()
    assert visible(page) == ["1", "2", "3", "3a", "3b", "4", "1"]
    page.get_by_role("button", name="English").click()
    page.select_option("#status", "holding")
    page.locator(f'.question[id="{PAPER}/question/2"] .anchor').click()
    fragment = page.evaluate("location.hash")
    assert fragment == f"#{PAPER}/question/2&status=holding&lang=en"
    again = page_at(html, fragment=fragment)
    assert visible(again.page) == ["2"]
    expect(again.page.locator("html")).to_have_attribute("lang", "en")
    assert again.page.title() == "Questions and answers: Neuburg"
    expect(again.page.locator(f'[id="{PAPER}/question/2"]')).to_have_class(re.compile("meant"))
    quiet(watched)
    quiet(page_at(html, fragment="#%E0%A4%A&<img src=x>&lang=xx&status=<b>"))


def visible(page: Page) -> list[str]:
    """Return the numbers of the questions that can be seen, as they stand."""
    found = page.locator(
        ".question:visible .number"
    ).all_text_contents()  # inner_text is empty where nothing was drawn yet
    return [text.split()[-1] for text in found]


@pytest.mark.browser
def test_a_link_to_a_hidden_question_shows_it(html: str, page_at: PageAt) -> None:
    page = page_at(html).page
    page.select_option("#status", "answered-jointly")
    page.locator('.question[id$="question/3a"] .of a').click()
    expect(page.locator(f'[id="{PAPER}/question/3"]')).to_be_visible()


@pytest.mark.browser
def test_the_keyboard_reaches_everything_in_the_order_of_the_page(html: str, page_at: PageAt) -> None:
    page = page_at(html).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "questions"
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        reached.append(page.evaluate("document.activeElement.getBoundingClientRect().top + scrollY"))
    assert len(reached) > 20
    page.keyboard.press("Shift+Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True), (320, False)])
def test_axe_finds_nothing_and_nothing_runs_out_of_the_page(html: str, page_at: PageAt, width: int, dark: bool) -> None:
    watched = page_at(html, width=width, dark=dark)
    page = watched.page
    page.locator("details").first.locator("summary").first.click()
    page.locator(".cite summary").first.click()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.response["violations"] == [], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    quiet(watched)


@pytest.mark.browser
def test_without_javascript_everything_is_there(html: str, browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "q.html").write_text(html, "utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "q.html").as_uri())
    assert page.locator(".question:visible").count() == 7
    assert page.locator(".tools:visible, .langs:visible").count() == 0
    context.close()
