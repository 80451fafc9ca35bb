"""Council texts of invented towns that come as bare files: what a reader sees in them, and which texts are none."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civicgraph.link import links_of
from civicgraph.read import read
from civicgraph.read.council import CouncilText
from civicgraph.read.council.signs import kind_of
from civicgraph.read.page import Page, collapse
from civicgraph.read.registry import readers
from civicgraph.read.sight import Sight
from civicgraph.record import (
    AgendaItem,
    Attached,
    Decision,
    Finding,
    Links,
    Meeting,
    PageRecords,
    Paper,
    Person,
    Question,
    Snapshot,
    Step,
    Vote,
)
from civicgraph.snapshot import Stored
from tests.pdf import pdf
from tests.read.cases import CASES, cases, every_field, expected_of, input_of, told
from tests.reading import page_of, records_of, things

ALL = cases("council-text")
IDS = [case.name for case in ALL]


def stored(content: bytes) -> Stored:
    return Stored(
        Snapshot(sha256="0" * 64, media_type="text/plain", size=len(content), locations=("text.txt",)), content
    )


def test_all_cases_are_found() -> None:
    assert len(ALL) == 15


@pytest.mark.parametrize("case", ALL, ids=IDS)
def test_a_case_is_read_as_expected(case: Path) -> None:
    page = page_of(input_of(case))
    assert page.reader == "council-text"
    expected = expected_of(case)
    found = told(page)
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize("case", ALL, ids=IDS)
def test_every_value_stands_where_it_says(case: Path) -> None:
    page = page_of(input_of(case))
    for field in every_field(page):
        assert collapse(page.text[field.span.start : field.span.end]) == field.value != ""


@pytest.mark.parametrize("case", ALL, ids=IDS)
def test_no_other_reader_claims_it(case: Path) -> None:
    sight = Sight(stored(input_of(case).read_bytes()), "test")
    assert [reader.name for reader in readers() if reader.recognises(sight)] == ["council-text"]


NONE = sorted((CASES / "no-council").glob("*.txt"))


def test_all_other_texts_are_found() -> None:
    assert len(NONE) == 16


@pytest.mark.parametrize("path", NONE, ids=[path.stem for path in NONE])
def test_other_texts_are_none(path: Path) -> None:
    assert kind_of(path.read_text(encoding="utf-8")) is None
    found = read(stored(path.read_bytes()), "test")
    assert isinstance(found, Finding)
    assert found.rule == "no-council-page"


QUESTION = """ANFRAGE

Stadträtin Elif Tamm (SPD)

Vorlage Nr.: 2021/1203
Umzug der Wache
Gremium Termin TOP ö nö
Gemeinderat 14.12.2021 31 x

1. Zieht die Wache um?
2. Wohin?
"""
ANSWER = """STELLUNGNAHME zur Anfrage

Stadträtin Elif Tamm (SPD)

Vorlage Nr.: 2021/1203
Verantwortlich: Dez. 4
Umzug der Wache
Gremium Termin TOP ö nö
Gemeinderat 14.12.2021 31 x

1. Zieht die Wache um?
Ja.

2. Wohin?
An den Hafen.
"""


def linked(pages: list[PageRecords]) -> dict[str, Links]:
    return links_of(pages)


def test_question_and_answer_of_one_number_are_one_paper(tmp_path: Path) -> None:
    pages = []
    for name, text in (("q.txt", QUESTION), ("a.txt", ANSWER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        pages.append(records_of(tmp_path / name))
    asked, answered = pages
    assert [q.number for q in things(asked, Question)] == ["1", "2"]
    assert all(q.repeated for q in things(answered, Question))  # the inquiry's own wording counts where both are there
    assert {(p.key, p.paper_type, p.title, p.is_public) for page in pages for p in things(page, Paper)} == {
        ("2021-1203", "inquiry", "Umzug der Wache", True)
    }
    links = linked(pages)["2021-1203"]
    assert sorted((one.question, one.answer) for one in links.alignments) == [("1", "1"), ("2", "2")]
    assert links.contradictions == ()


def test_a_paper_announces_its_meeting(tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_text(QUESTION, encoding="utf-8")
    records = records_of(tmp_path / "q.txt")
    assert [(s.body, s.status, s.meeting) for s in things(records, Step)] == [
        ("gemeinderat", None, "gemeinderat/2021-12-14")
    ]
    assert [(i.number, i.paper) for i in things(records, AgendaItem)] == [("31", "2021-1203")]
    assert records.as_of is None


def test_minutes_give_decisions_votes_and_people() -> None:
    records = records_of(input_of(next(case for case in ALL if case.name == "minutes-parts")))
    (held,) = things(records, Meeting)
    assert (str(held.start), str(held.end)) == ("2020-11-05 18:30:00+01:00", "2020-11-05 20:10:00+01:00")
    assert [(d.about.key, d.raw_outcome) for d in things(records, Decision)] == [
        ("or-2020-17", "einstimmig beschlossen")
    ]
    assert [(v.yes, v.no, v.abstentions) for v in things(records, Vote)] == [(7, 0, 0)]
    assert "Heike Thoms" in {person.name for person in things(records, Person)}


SPOKEN = """Niederschrift
über die 5. Sitzung des Bauausschusses am 12.01.2022

TOP 1 Bericht

Der Bericht wird gegeben.

TOP 2 Anfragen

Ratsfrau Meike Lühr (SPD): Wann wird die Brücke fertig?
Stadtbaurat Dr. Jan Peters: Die Brücke wird im Mai fertig.
"""


def test_what_is_asked_in_a_meeting_is_asked_under_its_item(tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text(SPOKEN, encoding="utf-8")
    records = records_of(tmp_path / "n.txt")
    (asked,) = things(records, Question)
    assert asked.text == "Wann wird die Brücke fertig?"
    assert asked.asked_by == (("person", "luehr-meike"),)
    (links,) = linked([records]).values()
    assert [status.status for status in links.statuses] == ["answered"]


def test_a_pdf_without_objects_is_read_by_its_text() -> None:
    lines = ("ANFRAGE", "SPD-Fraktion", "Vorlage Nr.: 2020/0777", "Betreff: Spielplatz", "1. Wann wird gebaut?")
    found = read(stored(pdf(lines)), "test")
    assert isinstance(found, Page)
    assert (found.reader, found.value("number"), found.value("title")) == ("council-text", "2020/0777", "Spielplatz")
    known = Stored(stored(pdf(lines)).snapshot, pdf(lines), attached=Attached(file="f", paper="p"))
    attached = read(known, "test")
    assert isinstance(attached, Page)
    assert attached.kind == "file"


@given(st.randoms(use_true_random=False), st.sampled_from(ALL), st.integers(0, 6))
@settings(max_examples=120, deadline=None)
def test_cut_shuffled_and_repeated_lines_never_raise(chance: random.Random, case: Path, times: int) -> None:
    lines = input_of(case).read_text(encoding="utf-8").split("\n")
    for _ in range(times):
        place = chance.randrange(len(lines))
        lines.insert(
            chance.randrange(len(lines)),
            lines[place][: chance.randrange(1 + len(lines[place]))] * chance.randrange(1, 3),
        )
        del lines[chance.randrange(len(lines))]
    sight = Sight(stored("\n".join(lines).encode()), "test")
    page = CouncilText().read(sight)
    assert isinstance(page, Page)
    for field in every_field(page):
        assert collapse(page.text[field.span.start : field.span.end]) == field.value != ""
