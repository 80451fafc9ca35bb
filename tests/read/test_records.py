"""Papers that somebody collected as JSON: a table says what each leaf is."""

import json
from pathlib import Path
from typing import Any

from civicgraph.extract import extract
from civicgraph.read import read
from civicgraph.read.page import Page
from civicgraph.record import AgendaItem, Body, Decision, File, Finding, Paper, Step
from civicgraph.snapshot import Stored, snapshots
from civicgraph.source import locate

RECORD: dict[str, Any] = {
    "id": 4711,
    "reference": "A0012/24",
    "title": "Bänke am Mühlbach",
    "type": "Antrag",
    "rootPaperId": 4711,
    "subordinatedPaperIds": [],
    "superOrdinatedPaperIds": [4700],
    "files": [{"id": 1, "name": "Antrag", "size": None, "url": "https://ris.example/1"}],
    "consultations": [
        {
            "date": "2024-05-06T14:00:00+02:00",
            "organization": "Bauausschuss",
            "role": "Vorberatung",
            "result": "empfohlen",
            "agendaItem": "6.4",
        },
        {
            "date": "2024-06-11T17:00:00+02:00",
            "organization": "Stadtrat",
            "role": "Beschlussfassung",
            "result": None,
            "meeting": "Sitzung des Stadtrates",
        },
    ],
}


def pages(root: Path, value: Any) -> list[Page | Finding]:
    (root / "papers.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return [read(i, "test") if isinstance(i, Stored) else i for i in snapshots(locate(root))]


def test_a_collected_paper_is_read_as_its_own_page_would_be(tmp_path: Path) -> None:
    (page,) = pages(tmp_path, [RECORD])
    assert isinstance(page, Page)
    assert (page.kind, page.value("number"), page.value("type"), page.ids) == (
        "paper",
        "A0012/24",
        "Antrag",
        (("id", "4711"),),
    )
    assert page.snapshot.locations == ("papers.json#4711",)
    told = extract(page, "test", "Europe/Berlin")
    (paper,) = [t for t in told.things if isinstance(t, Paper)]
    assert (paper.key, paper.number, paper.title, paper.paper_type) == (
        "a-0012-24",
        "A0012/24",
        "Bänke am Mühlbach",
        "motion",
    )
    steps = [(t.body, t.raw_role, t.when.edtf if t.when else None) for t in told.things if isinstance(t, Step)]
    assert steps == [("bauausschuss", "Vorberatung", "2024-05-06"), ("stadtrat", "Beschlussfassung", "2024-06-11")]
    assert [t.raw_outcome for t in told.things if isinstance(t, Decision)] == ["empfohlen"]
    assert {t.name for t in told.things if isinstance(t, Body)} >= {"Bauausschuss", "Stadtrat"}


def test_every_leaf_is_accounted_for_and_an_unknown_one_is_named(tmp_path: Path) -> None:
    (page,) = pages(tmp_path, {"papers": [{**RECORD, "colour": "green", "consultations": []}]})
    assert isinstance(page, Page)
    assert [(u.field, u.example) for u in page.uses if u.how == "unmapped"] == [("colour", "green")]
    assert page.sittings == ()


def test_json_of_an_unknown_form_is_named(tmp_path: Path) -> None:
    (found,) = pages(tmp_path, [{"id": 1, "reference": "7"}])
    assert isinstance(found, Finding) and found.rule == "json-not-read"


def test_files_are_documents_of_the_paper_each_with_its_own_name(tmp_path: Path) -> None:
    files = [
        {"id": 1, "url": "https://ris.example/1"},
        {"id": 2, "name": "Anlage Plan", "url": "https://ris.example/akte?nr=2", "size": 9},
        {"id": 3, "name": "Lageplan"},
        {"id": 4, "url": "https://ris.example/4.pdf"},
    ]
    (page,) = pages(tmp_path, [{**RECORD, "files": files}])
    assert isinstance(page, Page)
    told = extract(page, "test", "Europe/Berlin")
    found = {d.value: f.name for f in told.things if isinstance(f, File) for d in f.details}
    assert found == {
        "https://ris.example/1": "https://ris.example/1",
        "https://ris.example/akte?nr=2": "Anlage Plan",
        "https://ris.example/4.pdf": "https://ris.example/4.pdf",
    }
    (paper,) = [t for t in told.things if isinstance(t, Paper)]
    assert len([d for d in paper.details if d.property == "cg:file"]) == 3
    assert [(f.rule, f.value) for f in told.findings if f.rule == "file-without-address"] == [
        ("file-without-address", "Lageplan")
    ]


def test_a_missing_cell_is_not_borrowed_from_the_next_station(tmp_path: Path) -> None:
    first, second = (dict(c) for c in RECORD["consultations"])
    del first["agendaItem"]
    (page,) = pages(tmp_path, [{**RECORD, "consultations": [first, {**second, "agendaItem": "5.1"}]}])
    assert isinstance(page, Page)
    assert [(s.body.value, s.number.value if s.number else None) for s in page.sittings] == [
        ("Bauausschuss", None),
        ("Stadtrat", "5.1"),
    ]
    things = extract(page, "test", "Europe/Berlin").things
    assert [(t.meeting, t.number) for t in things if isinstance(t, AgendaItem)] == [("stadtrat/2024-06-11", "5.1")]
