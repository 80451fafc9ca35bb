"""Real ALLRIS pages, where they lie beside the project: what a reader of each page sees, written down by hand."""

import json
from pathlib import Path

import pytest

from civicgraph.read.page import Field, Page
from tests.read.cases import every_field
from tests.reading import page_of
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared
DATA = SHARED / "data"
FILES = (
    "allris3-hildesheim/to020.html",
    "allris3-regensburg/rgb-to010.html",
    "allris3-regensburg/rgb-vo020.html",
    "allris4-laatzen/to010.html",
    "allris4-laatzen/vo020.html",
)


def value(field: Field | None) -> str | None:
    return field.value if field is not None else None


@pytest.mark.parametrize("name", FILES)
def test_no_field_is_unaccounted_for_and_nothing_is_wrong(name: str) -> None:
    page = page_of(DATA / name)
    assert page.findings == ()
    assert [use.field for use in page.uses if use.how == "unmapped"] == []
    for field in every_field(page):
        assert " ".join(page.text[field.span.start : field.span.end].split()) == field.value


def test_the_agenda_of_regensburg() -> None:
    page = page_of(DATA / FILES[1])
    assert (page.kind, page.value("body")[:9], page.value("date")) == ("agenda", "Ausschuss", "Di, 22.09.2026")
    assert [(value(i.number), value(i.paper), value(i.outcome), dict(i.ids)["TOLFDNR"]) for i in page.items] == [
        ("Ö 1", None, "(offen)", "65837"),
        ("Ö 2", "VO/26/23344/63", "ungeändert beschlossen", "65840"),
        ("Ö 3", "VO/26/23343/D2", "ungeändert beschlossen", "65866"),
        ("Ö 5", "VO/26/23349/63", "geändert beschlossen", "65842"),
    ]
    assert [dict(i.ids).get("VOLFDNR") for i in page.items] == [None, "22821", "22820", "22826"]
    assert {i.is_public for i in page.items} == {True}
    assert page.ids == (("SILFDNR", "2667"),)


def test_the_agenda_of_laatzen() -> None:
    page = page_of(DATA / FILES[3])
    assert (page.kind, page.value("body"), page.value("date")) == ("agenda", "Schulausschuss", "Di., 01.09.2026")
    assert (page.value("publicity"), page.value("time"), page.value("occasion")) == ("gemischt", "18:00", "Sitzung")
    assert [(value(i.number), value(i.paper), value(i.role), i.is_public) for i in page.items] == [
        ("Ö 1", None, None, True),
        ("Ö 3", "2026/245", "Vorberatung", True),
        ("Ö 4", "2026/245/1", "Kenntnisnahme", True),
    ]
    assert page.ids == (("SILFDNR", "1000073"),)


def test_the_paper_of_laatzen() -> None:
    page = page_of(DATA / FILES[4])
    assert (page.kind, page.value("number"), page.value("type"), page.value("lead_unit")) == (
        "paper",
        "2026/245",
        "Antrag",
        "40 Bildung und Sport",
    )
    assert page.value("publicity") == "öffentlich"
    assert [(s.body.value[:14], value(s.role), value(s.date), value(s.outcome)) for s in page.sittings] == [
        ("Ortsrat Laatze", "Anhörung", "25.08.2026", None),
        ("Ausschuss für ", "Vorberatung", "01.09.2026", None),
        ("Schulausschuss", "Vorberatung", "29.06.2026", "vertagt"),
        ("Schulausschuss", "Vorberatung", "01.09.2026", None),
        ("Verwaltungsaus", "Vorberatung", None, None),
        ("Rat der Stadt ", "Entscheidung", "03.09.2026", None),
        ("Schulausschuss", "Vorberatung", None, None),
    ]
    assert page.text[page.body.start : page.body.end].startswith("Antrag:")
    assert page.ids == (("VOLFDNR", "1000238"),)


def test_the_extract_of_hildesheim() -> None:
    page = page_of(DATA / FILES[0])
    assert [section.name for section in page.sections] == ["minutes", "resolution", "vote"]
    assert page.ids == (("SILFDNR", "3712"), ("TOLFDNR", "76127"), ("VOLFDNR", "8931"))


TEXT_LAYERS: dict[str, tuple[str, list[str] | None]] = {
    "ANF/25/61796": ("27.11.2025", []),
    "ANT/25/61792": ("26.11.2025", []),
    "TVO-BSV/25/61614-1": ("25.11.2025", ["26.11.2025", "27.11.2025"]),
    "ANT/25/61806": ("02.12.2025", []),
    "ANT/25/61800": ("27.11.2025", []),
    "TVO-BSV/25/61736-2": ("01.12.2025", ["02.12.2025"]),
    "ANT/25/61798": ("27.11.2025", []),
    "ANF/25/61797": ("27.11.2025", []),
    "ANT-BSV/25/61750-1": ("27.11.2025", ["01.12.2025"]),
    "INF-ANF/25/61471-1": ("25.11.2025", None),
}
"""Number, date, and the dates of the stations ([]: one station without a date, None: no station)."""


def test_the_text_layers_of_augsburg(tmp_path: Path) -> None:
    """Number and type are also in the records beside the texts, though not always beside their own text."""
    lines = (DATA / "augsburg" / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    papers = {paper["reference"]: paper for paper in map(json.loads, lines)}
    found = set()
    for text in [paper["full_text"] for paper in papers.values()]:
        path = tmp_path / "paper.txt"
        path.write_text(text, encoding="utf-8")
        page = page_of(path)
        number = page.value("number")
        found.add(number)
        day, stations = TEXT_LAYERS[number]
        told = [value(sitting.date) or "" for sitting in page.sittings]
        assert (page.value("date"), page.value("publicity")) == (day, "öffentlich")
        assert told == ([] if stations is None else stations or [""])
        kind = papers[number]["paperType"].removesuffix("(öffentlich)").strip()
        assert page.value("type").endswith(kind)
        assert "Seite 2/" not in page.text
        assert _is_whole(page)
    assert found == papers.keys() == TEXT_LAYERS.keys()


def _is_whole(page: Page) -> bool:
    return page.body.end > page.body.start and all(section.span.end <= page.body.end for section in page.sections)
