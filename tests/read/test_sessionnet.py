"""SessionNet pages of every kind, layout 4 to 6, give what a reader of the page sees; broken ones give a finding and never raise."""

import json
import random
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civicgraph.read import read
from civicgraph.read.page import Field, Item, Page, Section, collapse
from civicgraph.read.registry import readers
from civicgraph.read.sessionnet.reader import SessionNet
from civicgraph.read.sessionnet.text import SavedItem
from civicgraph.read.sight import Sight
from civicgraph.record import AgendaItem, Decision, Finding, Meeting, Paper, Step, Vote
from civicgraph.snapshot import Stored, snapshots
from civicgraph.source import locate
from tests.reading import page_of, read_file, records_of, things
from tests.shared import SHARED, needs_shared

CASES = Path(__file__).parents[1] / "cases"
HTML = sorted((CASES / "sessionnet").iterdir())
TEXT = sorted((CASES / "sessionnet-text").iterdir())


def input_of(case: Path) -> Path:
    (found,) = case.glob("input.*")
    return found


def value(field: Field | None) -> str | None:
    return field.value if field is not None else None


def named(page: Page, sections: tuple[Section, ...]) -> dict[str, str]:
    return {s.name: collapse(page.text[s.span.start : s.span.end]) for s in sections}


def told(row: msgspec.Struct, page: Page) -> dict[str, object]:
    """Return what a row says, without what it does not say."""
    found: dict[str, object] = {}
    for name in row.__struct_fields__:
        raw = getattr(row, name)
        if isinstance(raw, Field):
            found[name] = raw.value
        elif name == "ids":
            found[name] = dict(raw)
        elif name == "sections":
            found[name] = named(page, raw)
        elif not isinstance(raw, tuple):
            found[name] = raw
    return {name: said for name, said in found.items() if said not in (None, {})}


def every_field(page: Page) -> list[Field]:
    rows = (*page.items, *page.sittings, *page.gatherings)
    inner = [getattr(row, name) for row in rows for name in row.__struct_fields__]
    return [*page.fields, *(field for field in inner if isinstance(field, Field))]


@pytest.mark.parametrize("case", [*HTML, *TEXT], ids=lambda case: case.name)
def test_a_page_gives_what_its_reader_sees(case: Path) -> None:
    page = page_of(input_of(case))
    expected: dict[str, Any] = json.loads((case / "expected.json").read_text("utf-8"))
    assert page.kind == expected["kind"]
    fields = {field.name: field.value for field in page.fields}
    if "page_title" not in expected["fields"]:
        fields.pop("page_title", None)
    assert fields == expected["fields"]
    assert [told(item, page) for item in page.items] == expected.get("items", [])
    assert [told(row, page) for row in page.sittings] == expected.get("sittings", [])
    assert [told(row, page) for row in page.gatherings] == expected.get("gatherings", [])
    assert named(page, page.sections) == expected.get("sections", {})
    assert sorted({finding.rule for finding in page.findings}) == sorted(expected.get("findings", []))
    assert sorted(use.field for use in page.uses if use.how == "unmapped") == expected.get("unmapped", [])
    assert {use.field for use in page.uses if use.how == "ignored"} >= set(expected.get("ignored", []))
    if "ids" in expected:
        assert dict(page.ids) == expected["ids"]
    if "links" in expected:
        assert {page.text[n.span.start : n.span.end]: n.target for n in page.links} == expected["links"]
    if "body" in expected:
        assert collapse(page.text[page.body.start : page.body.end]) == expected["body"]


@pytest.mark.parametrize("case", [*HTML, *TEXT], ids=lambda case: case.name)
def test_every_value_stands_at_its_place(case: Path) -> None:
    page = page_of(input_of(case))
    fields = every_field(page)
    assert fields
    for field in fields:
        assert collapse(page.text[field.span.start : field.span.end]) == field.value
        assert page.text[field.span.start : field.span.end].strip() == page.text[field.span.start : field.span.end]


def test_there_are_cases_of_every_kind() -> None:
    kinds = [case.name.split("-")[0] for case in HTML]
    assert {kind: kinds.count(kind) >= 2 for kind in kinds} == dict.fromkeys(
        ("agenda", "paper", "extract", "calendar"), True
    )
    assert len(TEXT) == 3


@pytest.mark.parametrize("case", HTML, ids=lambda case: case.name)
def test_only_this_reader_claims_the_page(case: Path) -> None:
    (stored,) = snapshots(locate(input_of(case)))
    assert isinstance(stored, Stored)
    claiming = [reader.name for reader in readers() if reader.recognises(Sight(stored, "test"))]
    assert claiming[0] == "sessionnet"
    assert set(claiming) <= {"sessionnet", "council-page"}  # asked last, of pages that no other reader knows


@pytest.mark.parametrize("case", HTML, ids=lambda case: case.name)
def test_the_version_of_the_system_does_not_matter(case: Path, tmp_path: Path) -> None:
    """Without its meta elements a page is known by its classes, and gives the same."""
    raw = input_of(case).read_text("utf-8")
    bare = tmp_path / "page.html"
    bare.write_text(re.sub(r"<meta name=[^>]*>", "", raw), "utf-8")
    with_meta, without = page_of(input_of(case)), page_of(bare)
    assert without.reader == "sessionnet"
    assert (without.fields, without.items, without.gatherings) == (
        with_meta.fields,
        with_meta.items,
        with_meta.gatherings,
    )


def test_latin_1_bytes_give_their_umlauts(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(
        '<html><head><meta http-equiv="content-type" content="text/html; charset=ISO-8859-1">'
        '<meta name="Generator" content="SessionNet Version 4.9 bi (Layout 4)"><title>Kämmerei</title></head>'
        '<body><div class="smc_page_to0040_layout"><h1>Ältestenrat 01.02.2019</h1><table><tr><td class="smc_tophn">1</td>'
        '<td class="smc_topht">Prüfung der Straße</td></tr></table></div></body></html>'.encode("latin-1")
    )
    read_page = page_of(page)
    assert value(read_page.field("body")) == "Ältestenrat"
    assert value(read_page.items[0].title) == "Prüfung der Straße"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("kp0050", "Personenseite"),
        ("gr0040", "Gremienseite"),
        ("yw010", "Recherche"),
        ("do0040", "Dokumentenliste"),
        ("xy0070", "xy0070"),
    ],
)
def test_other_kinds_are_named(code: str, words: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        f'<html><head><meta name="sessionnet" content="V:050300"></head><body><div class="smclayout smc_page_{code}_layout">'
        "<h1>Etwas</h1></div></body></html>",
        "utf-8",
    )
    found = read_file(page)
    assert isinstance(found, Finding)
    assert found.rule == "page-kind-not-read"
    assert words in found.message_de


def test_an_agenda_becomes_records() -> None:
    records = records_of(CASES / "sessionnet" / "agenda-4-full" / "input.html")
    (meeting,) = things(records, Meeting)
    assert meeting.key == "ausschuss-fuer-bauen-und-verkehr/2024-05-07"
    assert meeting.start == datetime(2024, 5, 7, 18, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert [item.number for item in things(records, AgendaItem)] == ["Ö 1", "Ö 7", "Ö 7.1.2", "Ö 8", "N 9"]
    assert {paper.number for paper in things(records, Paper)} == {"AN/0412/2024-1", "BV/0420/2024"}
    (vote,) = things(records, Vote)
    assert (vote.yes, vote.no, vote.abstentions, vote.biased) == (9, 2, 1, 0)


def test_a_paper_becomes_records() -> None:
    records = records_of(CASES / "sessionnet" / "paper-4" / "input.html")
    (paper,) = things(records, Paper)
    assert (paper.number, paper.title) == ("BV/2024/0815", "Zustand der Straßenbäume am Ostring")
    steps = [(step.body, step.meeting) for step in things(records, Step)]
    assert steps == [
        ("umweltausschuss", "umweltausschuss/2024-03-14"),
        ("umweltausschuss", "umweltausschuss/2024-04-18"),
        ("stadtrat", "stadtrat/2024-05-02"),
    ]
    assert "ungeändert beschlossen" in {decision.raw_outcome for decision in things(records, Decision)}
    assert [vote.yes for vote in things(records, Vote)] == [20]


def test_an_extract_becomes_records() -> None:
    records = records_of(CASES / "sessionnet" / "extract-4" / "input.html")
    (item,) = things(records, AgendaItem)
    assert (item.number, item.title, item.meeting) == ("Ö 5.2", "Radweg am Kanal", "verkehrsausschuss/2023-10-11")
    assert [paper.number for paper in things(records, Paper)] == ["DS/2023/190"]
    assert [vote.yes for vote in things(records, Vote)] == [6]


def test_a_calendar_takes_the_month_from_its_heading() -> None:
    records = records_of(CASES / "sessionnet" / "calendar-4" / "input.html")
    assert {meeting.key for meeting in things(records, Meeting)} == {
        "finanzausschuss/2025-03-04",
        "jugendrat/2025-03-19",
        "werkausschuss/2025-03-19",
        "naturbeirat/2025-03-19",
    }


@pytest.mark.parametrize("case", TEXT, ids=lambda case: case.name)
def test_a_text_without_its_meeting_states_nothing(case: Path) -> None:
    """No meeting, item or paper is made up for an outcome that belongs to none; who is named stays named."""
    assert {type(thing).__name__ for thing in records_of(input_of(case)).things} <= {
        "Person",
        "Membership",
        "Organisation",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Beschluss: Wir treffen uns morgen um acht am Brunnen und gehen dann gemeinsam zum See.\n",
        "Beschluss:\nDie Familie fährt ans Meer.\n",
        "Liebe Nachbarn,\n\nAbstimmung: Ja: alle\n",
        "Notizen\nBeschluss: angenommen\n",
        "",
    ],
)
def test_other_texts_are_not_claimed(text: str, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text(text + "\n", "utf-8")
    (stored,) = snapshots(locate(file))
    assert isinstance(stored, Stored)
    assert not SavedItem().recognises(Sight(stored, "test"))


@pytest.mark.parametrize(
    ("headline", "number", "title"),
    [
        ("Auszug - 1. Änderung der Hauptsatzung", None, "1. Änderung der Hauptsatzung"),
        ("12 neue Bäume am Markt", None, "12 neue Bäume am Markt"),
        ("Auszug - Ö 12: Bäume am Markt", "Ö 12", "Bäume am Markt"),
        ("TOP 7.1.2 Bäume - Standorte", "7.1.2", "Bäume - Standorte"),
        ("Tagesordnungspunkt - 4 Bäume", "4", "Bäume"),
        ("Niederschrift vom 03.03.2021 - Genehmigung", None, "Niederschrift vom 03.03.2021 - Genehmigung"),
    ],
)
def test_the_headline_of_an_item_gives_its_number_and_title(
    headline: str, number: str | None, title: str, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text(f'<html><body><div class="smc_page_to0050_layout"><h1>{headline}</h1></div></body></html>', "utf-8")
    read_page = page_of(page)
    assert (value(read_page.field("agenda_number")), value(read_page.field("page_title"))) == (number, title)
    assert {field.name for field in read_page.fields} <= {"agenda_number", "page_title"}


@pytest.mark.parametrize(
    ("headline", "body", "line", "day", "time"),
    [
        ("Bauausschuss 03.02.2020", "Bauausschuss", None, "03.02.2020", None),
        ("Tagesordnung - Bauausschuss am Dienstag, den 3. Februar 2020", "Bauausschuss", None, "3. Februar 2020", None),
        (
            "Sitzung des Rates vom 03.02.2020, 17:00 - 19:30 Uhr",
            None,
            "Sitzung des Rates",
            "03.02.2020",
            "17:00 - 19:30 Uhr",
        ),
        ("Tagesordnung der Sitzung vom 03.02.2020", None, None, "03.02.2020", None),
        ("Verwaltung | Bauausschuss - 03.02.2020 - 16 Uhr", "Bauausschuss", None, "03.02.2020", None),
    ],
)
def test_the_headline_of_a_meeting_gives_body_and_day(
    headline: str, body: str | None, line: str | None, day: str, time: str | None, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text(f'<html><body><div class="smc_page_to0040_layout"><h1>{headline}</h1></div></body></html>', "utf-8")
    read_page = page_of(page)
    names = ("body", "meeting_line", "date", "time")
    assert tuple(value(read_page.field(name)) for name in names) == (body, line, day, time)


def test_an_agenda_without_items_says_so(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<html><body><div class="smc_page_si0057_layout"><h1>Kreistag - 03.03.2020 - 15:00 Uhr</h1></div></body></html>',
        "utf-8",
    )
    assert "agenda-without-items" in {finding.rule for finding in page_of(page).findings}


MARKUP = [input_of(case).read_text("utf-8") for case in HTML]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(MARKUP), st.integers(0, 2**32), st.sampled_from(["cut", "shuffled", "repeated", "nested"]))
def test_nothing_raises_on_broken_markup(tmp_path: Path, markup: str, seed: int, way: str) -> None:
    dice = random.Random(seed)
    pieces = re.findall(r"<[^>]*>|[^<]+", markup)
    if way == "cut":
        pieces = pieces[: dice.randrange(1, len(pieces))]
    elif way == "shuffled":
        dice.shuffle(pieces)
    elif way == "repeated":
        start = dice.randrange(len(pieces))
        pieces = [*pieces[:start], *pieces[start : start + 60] * 5, *pieces[start:]]
    else:
        pieces = [*pieces[:20], *["<div class='card'><table><tr><td>"] * dice.randrange(1, 200), *pieces[20:]]
    file = tmp_path / "page.html"
    file.write_text("".join(pieces), "utf-8")
    (stored,) = snapshots(locate(file))
    if isinstance(stored, Stored):
        found = SessionNet().read(Sight(stored, "test"))
        if isinstance(found, Page):
            assert all(collapse(found.text[f.span.start : f.span.end]) == f.value for f in every_field(found))
        read(stored, "test")


def shared_page(folder: str) -> Page:
    (path,) = (SHARED / "data" / folder).glob("*.html")
    return page_of(path)


def short(item: Item) -> tuple[str | None, str | None, str | None, str | None, bool | None]:
    return value(item.number), value(item.paper), value(item.outcome), value(item.note), item.is_public


class TestRealPages:
    """Facts of real pages, read by hand."""

    pytestmark = needs_shared

    def test_a_layout_4_agenda(self) -> None:
        page = shared_page("sessionnet-halle")
        assert (page.kind, value(page.field("body")), value(page.field("date"))) == (
            "agenda",
            "Bildungsausschuss",
            "01.09.2026",
        )
        assert value(page.field("time")) == "17:00 Uhr"
        agreed = "einstimmig zugestimmt"
        assert [short(item) for item in page.items] == [
            ("1", None, None, None, True),
            ("3.1", None, None, "Nachtrag: 01.09.2026", True),
            ("4.1", None, agreed, None, True),
            ("5.1", "VIII/2026/02530", agreed, None, True),
            ("10", None, None, None, False),
            ("11", "VIII/2026/02600", agreed, None, False),
        ]
        assert [value(item.vote) for item in page.items if item.vote] == [
            "Ja: 4, Nein: 0, Enthaltungen: 6, Befangen: 0"
        ]
        assert value(page.items[5].title) == "Vergabe von Bauleistungen"
        assert dict(page.items[3].ids) == {"ktonr": "245817", "kvonr": "32100"}
        assert dict(page.ids) == {"ksinr": "21804"}
        assert {n.target.split("?")[0] for n in page.links} == {"vo0050.asp", "getfile.asp"}
        assert {use.field for use in page.uses if use.how == "unmapped"} == set()
        assert page.findings == ()

    def test_layout_6_cards(self) -> None:
        page = shared_page("sessionnet-sulzberg")
        assert (page.kind, value(page.field("date")), value(page.field("time"))) == (
            "agenda",
            "13.08.2026",
            "19:30-22:03 Uhr",
        )
        assert [short(item) for item in page.items] == [
            ("Ö 1", None, "Einstimmig beschlossen", None, True),
            ("Ö 2", None, "Mehrheitlich beschlossen", None, True),
        ]
        assert value(page.items[1].vote) == "Ja: 16, Nein: 1, Anwesend: 0, Persönlich beteiligt: 0"
        assert [dict(item.ids) for item in page.items] == [{"ktonr": "2577"}, {"ktonr": "2578"}]
        assert [finding.rule for finding in page.findings] == ["texts-not-saved"]
        assert {use.field for use in page.uses if use.how == "unmapped"} == set()
