"""A council's real records for the views in a Chromium: which papers are taken, what their raw JSON says, what every view must do."""

import json
import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from tests.conftest import Watched
from tests.shared import SHARED
from typer.testing import CliRunner

from civicgraph.cli import app
from civicgraph.pipeline import build

KARLSRUHE = SHARED / "data" / "karlsruhe"
PAPERS = 40
MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
AXE = {"preload": False, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def tail(address: str) -> str:
    return address.rpartition("/")[2]


def meetings_of(paper: dict[str, Any]) -> list[str]:
    """Return the places of the paper's meetings that are in the folder."""
    places = [f"meetings/{tail(one.get('meeting', ''))}.json" for one in paper.get("consultation", [])]
    return [place for place in places if (KARLSRUHE / place).is_file()]


@cache
def papers() -> dict[str, dict[str, Any]]:
    """Return, by their place in the folder, the first papers treated in a meeting whose record is there too."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted((KARLSRUHE / "papers").glob("*.json")):
        paper = json.loads(file.read_text("utf-8"))
        if meetings_of(paper) and len(found) < PAPERS:
            found[f"papers/{file.name}"] = paper
    return found


@cache
def answered() -> tuple[dict[str, Any], list[str], list[str]]:
    """Return the first of them that has one text with its questions and one with the answers, and where these texts lie."""
    rows = json.loads((KARLSRUHE / "question-answer-files.json").read_text("utf-8"))
    row = next(r for r in rows if r["paper"] in papers() and len(r["question"]) == len(r["answer"]) == 1)
    return papers()[row["paper"]], row["question"], row["answer"]


def copied(folder: Path) -> Path:
    """Copy the papers with all that hangs on them, and return the folder of the copy."""
    places = {"LICENSE", "consultations.json", "organizations.json", *papers()}
    for paper in papers().values():
        texts = [f"file-contents/{tail(file['id'])}.txt" for file in paper.get("auxiliaryFile", [])]
        places |= {*meetings_of(paper), *(text for text in texts if (KARLSRUHE / text).is_file())}
    for place in places:
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(KARLSRUHE / place, folder / place)
    return folder


def views(folder: Path) -> Path:
    """Build the graph and write its questions, its network and its site into a folder."""
    build([copied(folder / "karlsruhe")], folder / "graph")
    classes = [word for name in ("paper", "step", "body", "question", "answer") for word in ("--class", name)]
    for view, *words in (("questions", "-o", "questions.html"), ("network", "-o", "network.html", *classes)):
        words[1] = str(folder / words[1])
        called(view, folder, *words)
    called("site", folder, "-o", str(folder / "site"))
    return folder


def called(view: str, folder: Path, *words: str) -> None:
    result = CliRunner().invoke(app, ["view", view, "--graph", str(folder / "graph"), *words])
    assert result.exit_code == 0, result.output


def quiet(watched: Watched) -> None:
    """Nothing was asked of anybody, nobody complained."""
    own = ("file:", "data:", "blob:", "about:")
    assert [url for url in watched.requests if not url.startswith(own)] == []
    assert (watched.complaints, watched.dialogs) == ([], [])


def clean(page: Page) -> None:
    found = Axe().run(page, options=AXE)
    assert found.response["violations"] == [], found.generate_report()


def number_in(locator: Locator, pattern: str) -> int:
    match = re.search(pattern, locator.inner_text())
    assert match, f"{pattern} is not in: {locator.inner_text()}"
    return int(match[1].replace(".", ""))


def names_the_source(line: str) -> None:
    assert re.search(r"Quelle: karlsruhe · Stand: \d.+ · Lizenz: .+ · Fingerabdruck: \w{16}", line)


def flat(text: str) -> str:
    return " ".join(text.split())


def section_of(page: Page, paper: dict[str, Any]) -> Locator:
    return page.locator(f'section.paper[id$="-{tail(paper["id"])}"]')


def reached(page: Page, steps: int) -> set[str]:
    """Press Tab so often; return the ids that got the focus, each of which must show it."""
    found = set()
    for _ in range(steps):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "(e => [e.id, e.className, e === document.body || getComputedStyle(e).outlineStyle !== 'none'])(document.activeElement)"
        )
        assert told[2], f"the focus is not visible on {told[:2]}"
        found.add(told[0] or told[1])
    return found


def choose(page: Page, text: str) -> None:
    """Search for a text by keyboard alone and take the first hit."""
    page.locator("#search").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    expect(page.locator("#hits li").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def bodies_of(paper: dict[str, Any]) -> set[str]:
    """Return the addresses of the bodies that treat the paper."""
    return {body for one in paper["consultation"] for body in one.get("organization", [])}


def in_words(day: date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
