"""ALLRIS pages of invented towns, as HTML of versions 3 and 4 and as saved text: what a reader of each page sees."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civicgraph.read import read
from civicgraph.read.page import Page, collapse
from civicgraph.read.registry import readers
from civicgraph.read.sight import Sight
from civicgraph.record import Finding, Snapshot
from civicgraph.snapshot import Stored
from tests.read.cases import cases, every_field, expected_of, input_of, told
from tests.reading import page_of

FOLDERS = {"allris3": "allris3-html", "allris4": "allris4-html", "allris-text": "allris-text"}
ALL = [(folder, case) for folder in FOLDERS for case in cases(folder)]
IDS = [f"{folder}/{case.name}" for folder, case in ALL]


def stored(content: bytes, location: str = "page.html") -> Stored:
    return Stored(Snapshot(sha256="0" * 64, media_type="text/html", size=len(content), locations=(location,)), content)


def rule_of(content: str) -> str:
    found = read(stored(content.encode()), "test")
    assert isinstance(found, Finding), found
    return found.rule


def test_all_cases_are_found() -> None:
    assert {folder: len(cases(folder)) for folder in FOLDERS} == {"allris3": 10, "allris4": 9, "allris-text": 11}


@pytest.mark.parametrize(("folder", "case"), ALL, ids=IDS)
def test_a_case_is_read_as_expected(folder: str, case: Path) -> None:
    page = page_of(input_of(case))
    assert page.reader == FOLDERS[folder]
    expected = expected_of(case)
    found = told(page)
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(("folder", "case"), ALL, ids=IDS)
def test_every_value_stands_where_it_says(folder: str, case: Path) -> None:
    page = page_of(input_of(case))
    fields = every_field(page)
    assert fields
    for field in fields:
        assert collapse(page.text[field.span.start : field.span.end]) == field.value != ""
    for link in page.links:
        assert page.text[link.span.start : link.span.end].strip()


@pytest.mark.parametrize(("folder", "case"), ALL, ids=IDS)
def test_only_one_reader_claims_a_page(folder: str, case: Path) -> None:
    sight = Sight(stored(input_of(case).read_bytes()), "test")
    assert [reader.name for reader in readers() if reader.recognises(sight)][:1] == [FOLDERS[folder]]
    claiming = {reader.name for reader in readers() if reader.recognises(sight)}
    assert claiming & {"allris3-html", "allris4-html"} in (set(), {FOLDERS[folder]})


def version3(code: str, heading: str) -> str:
    return f'<html><body><div id="allriscontainer" class="{code}"><h1>{heading}</h1></div></body></html>'


def version4(kind: str, heading: str) -> str:
    head = f'<meta name="description" content="ALLRIS net Version 4.0.3"><title>ALLRIS - {kind}</title>'
    return f"<html><head>{head}</head><body><main><h1>{heading}</h1></main></body></html>"


OTHER_KINDS = {
    "committee of version 3": version3("au020", "Ausschuss - Bauen"),
    "person of version 3": version3("kp020", "Mitglied - Ute Brandt"),
    "body of version 4": version4("Gremium", "Bauausschuss"),
    "person of version 4": version4("Person", "Ute Brandt"),
}


@pytest.mark.parametrize("name", OTHER_KINDS)
def test_other_kinds_of_pages_are_named(name: str) -> None:
    assert rule_of(OTHER_KINDS[name]) == "page-kind-not-read"


@pytest.mark.parametrize("version", ["3.9.4", "4.1.5"])
def test_a_page_without_a_heading_says_so(version: str) -> None:
    content = f'<html><head><meta name="description" content="ALLRIS net Version {version}"></head><body><p>Fehler 500</p></body></html>'
    assert rule_of(content) == "no-council-page"


def test_an_address_tells_the_papers_own_identifier() -> None:
    case = next(case for folder, case in ALL if case.name == "paper-stations")
    page = read(stored(input_of(case).read_bytes(), "https://rat.example/vo020.asp?VOLFDNR=4711"), "test")
    assert isinstance(page, Page)
    assert page.ids == (("VOLFDNR", "4711"),)


def broken(text: str, seed: int) -> str:
    """Return markup or text with pieces cut, repeated, swapped or filled with rubbish."""
    dice = random.Random(seed)
    parts = text.split("<") if "<" in text else text.split("\n")
    glue = "<" if "<" in text else "\n"
    for _ in range(dice.randrange(1, 15)):
        at = dice.randrange(len(parts))
        part = parts[at]
        parts[at : at + 1] = dice.choice(
            [
                [],
                [part, part],
                [part[: len(part) // 2]],
                ["td colspan=99999>"],
                ["table>", part],
                ["\u00a0"],
                [dice.choice(parts)],
            ]
        )
        if not parts:
            return ""
    return glue.join(parts)


@given(st.integers(0, 10**9), st.sampled_from([case for _, case in ALL]))
@settings(max_examples=250, deadline=None)
def test_no_broken_page_makes_reading_raise(seed: int, case: Path) -> None:
    text = broken(input_of(case).read_bytes().decode("latin-1"), seed)
    page = read(stored(text.encode("latin-1")), "test")
    if isinstance(page, Page):
        for field in every_field(page):
            assert collapse(page.text[field.span.start : field.span.end]) == field.value


def test_reading_twice_gives_the_same() -> None:
    for _, case in ALL:
        assert read(stored(input_of(case).read_bytes()), "test") == read(stored(input_of(case).read_bytes()), "test")
