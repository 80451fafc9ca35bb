"""OParl objects from containers of every dialect: what is found, what is accounted for, what becomes a record."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civicgraph.extract import extract
from civicgraph.lift import lift_page
from civicgraph.read import read
from civicgraph.read.page import Page
from civicgraph.read.phrases import table
from civicgraph.record import (
    AgendaItem,
    Body,
    Consultation,
    Decision,
    File,
    Finding,
    LegislativeTerm,
    Meeting,
    Membership,
    Municipality,
    Organisation,
    PageRecords,
    Paper,
    Person,
    Reference,
    Snapshot,
    Thing,
)
from civicgraph.snapshot import Stored, snapshots
from civicgraph.snapshot.objects import SCHEMA, TYPES
from civicgraph.source import locate

CASES = sorted(path.parent for path in (Path(__file__).parents[1] / "cases" / "oparl").glob("*/expected.json"))
GATHERED = 15
KEYS = sorted({row["path"].removesuffix("[]") for row in table("oparl_fields") if "." not in row["path"]})


class Council:
    """All that comes out of some files: pages, records, findings."""

    def __init__(self, path: Path) -> None:
        self.pages: list[Page] = []
        self.records: list[PageRecords] = []
        self.findings: list[Finding] = []
        for item in snapshots(locate(path)):
            page = read(item, "test") if isinstance(item, Stored) else item
            if isinstance(page, Finding):
                self.findings.append(page)
                continue
            told = extract(page, "test", "Europe/Berlin")
            self.pages.append(page)
            self.records.append(told)
            self.findings += told.findings

    @property
    def things(self) -> list[Thing]:
        return [thing for page in self.records for thing in page.things]


def organisation(thing: Thing) -> list[object] | None:
    if isinstance(thing, Body):
        return ["body", thing.name]
    return [thing.noun, thing.name] if isinstance(thing, Organisation) else None


def place(thing: Thing) -> list[object] | None:
    return [thing.room, thing.place] if isinstance(thing, Meeting) and (thing.room or thing.place) else None


def written(moment: Any) -> str | None:
    return moment.isoformat() if moment is not None else None


SAID: dict[str, Callable[[Thing], object]] = {
    "papers": lambda t: (
        [t.number, t.title, t.paper_type, t.when.edtf if t.when else None] if isinstance(t, Paper) else None
    ),
    "consultations": lambda t: [t.raw_role, t.body, t.meeting] if isinstance(t, Consultation) else None,
    "files": lambda t: t.name if isinstance(t, File) else None,
    "related": lambda t: [t.reference_kind, t.paper] if isinstance(t, Reference) else None,
    "meetings": lambda t: [written(t.start), written(t.end)] if isinstance(t, Meeting) else None,
    "places": place,
    "items": lambda t: [t.number, t.title, t.is_public, t.position] if isinstance(t, AgendaItem) else None,
    "decisions": lambda t: [t.raw_outcome, t.outcome] if isinstance(t, Decision) else None,
    "persons": lambda t: t.name if isinstance(t, Person) else None,
    "organisations": organisation,
    "municipalities": lambda t: [t.name, t.ags] if isinstance(t, Municipality) else None,
    "terms": lambda t: t.name if isinstance(t, LegislativeTerm) else None,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_container_gives_what_its_case_expects(case: Path) -> None:
    (file,) = case.glob("input.*")
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    found = Council(file)
    told: dict[str, object] = {
        "findings": sorted({f.rule for f in found.findings}),
        "unmapped": sorted({u.field for p in found.pages for u in p.uses if u.how == "unmapped"}),
    }
    for name, said in SAID.items():
        told[name] = sorted((row for t in found.things if (row := said(t)) is not None), key=str)
    wanted = {k: sorted({*v} if k == "findings" else v, key=str) for k, v in expected.items() if k != "not_in_text"}
    assert {name: told[name] for name in wanted} == wanted
    for words in expected.get("not_in_text", ()):
        assert not any(words in page.text for page in found.pages)


def test_all_cases_are_gathered() -> None:
    assert len(CASES) == GATHERED


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_value_stands_where_its_field_says(case: Path) -> None:
    (file,) = case.glob("input.*")
    found = Council(file)
    for page in found.pages:
        for field in page.fields:
            assert " ".join(page.text[field.span.start : field.span.end].split()) == field.value != ""
    for told in found.records:
        for thing in told.things:
            for cited in thing.cites:
                assert told.text[cited.evidence.start : cited.evidence.end] == cited.evidence.quote


def test_line_feeds_of_a_value_stay(tmp_path: Path) -> None:
    value = {
        "id": "https://a.example/item/1",
        "type": "https://schema.oparl.org/1.1/AgendaItem",
        "resolutionText": "Eins.\r\nZwei.",
    }
    (tmp_path / "one.json").write_text(json.dumps(value), "utf-8")
    (page,) = Council(tmp_path / "one.json").pages
    assert "resolutionText: Eins.\nZwei.\n" in page.text


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ({"id": 7, "type": "https://schema.oparl.org/1.1/Paper"}, "json-id-missing"),
        ({"type": "Paper"}, "json-id-missing"),
        ({"id": "x"}, "json-not-read"),
        ({}, "json-not-read"),
    ],
)
def test_an_object_that_lost_its_id_or_type_is_no_page(tmp_path: Path, value: Any, rule: str) -> None:
    (tmp_path / "one.json").write_text(json.dumps(value), "utf-8")
    found = Council(tmp_path / "one.json")
    assert ([f.rule for f in found.findings], found.pages) == ([rule], [])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "type", "name", "date", "start", "text", "consultation", "location", "geojson", "x"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(kind=st.sampled_from(TYPES), inner=st.dictionaries(st.sampled_from(KEYS), JSON, max_size=8))
@settings(deadline=None, max_examples=150)
def test_any_values_are_read_and_extracted(kind: str, inner: dict[str, Any]) -> None:
    value = {**inner, "id": "https://a.example/1", "type": f"https://schema.oparl.org/1.1/{kind}"}
    content = json.dumps(value).encode()
    snapshot = Snapshot(
        sha256="0" * 64, media_type="application/json", size=len(content), locations=("https://a.example/1",)
    )
    page = read(Stored(snapshot, content), "test")
    assert isinstance(page, Page)
    told = extract(page, "test", "Europe/Berlin")
    assert lift_page(told, "https://kg.example")
    assert {use.how for use in page.uses} <= {"mapped", "ignored", "unmapped"}


@pytest.mark.parametrize("order", [-1, "+-5", "2.5", 10**30, "zwei"])
def test_a_number_that_is_none_is_a_finding(tmp_path: Path, order: object) -> None:
    value = {"id": "https://a.example/item/1", "type": "https://schema.oparl.org/1.1/AgendaItem", "order": order}
    (tmp_path / "one.json").write_text(json.dumps(value), "utf-8")
    found = Council(tmp_path / "one.json")
    assert [f.rule for f in found.findings] == ["value-malformed"]
    assert [t.position for t in found.things if isinstance(t, AgendaItem)] == [None]


@pytest.mark.parametrize(
    ("written", "prefix", "role"),
    [
        ("Herr", None, None),
        ("Frau", None, None),
        ("Sehr geehrter Herr", None, None),
        ("Herr Dr.", "Dr.", None),
        ("Frau Prof. Dr.-Ing.", "Prof. Dr.-Ing.", None),
        ("Frau Ratsfrau", None, "Ratsfrau"),
        (["Herr", "Dr. h. c."], "Dr. h. c.", None),
        ("", None, None),
    ],
)
def test_of_a_form_of_address_only_titles_and_offices_are_taken(
    tmp_path: Path, written: Any, prefix: str | None, role: str | None
) -> None:
    value = {
        "id": "https://ris.neuwald.example/person/1",
        "type": f"{SCHEMA}Person",
        "familyName": "Quell",
        "formOfAddress": written,
    }
    (tmp_path / "one.json").write_text(json.dumps(value), "utf-8")
    found = Council(tmp_path / "one.json")
    (page,) = found.pages
    (person,) = [t for t in found.things if isinstance(t, Person)]
    assert [d.value for d in person.details if d.property == "schema:honorificPrefix"] == [prefix] * bool(prefix)
    assert [t.raw_role for t in found.things if isinstance(t, Membership)] == [role] * bool(role)
    assert not any(word in page.text for word in ("Herr", "Frau", "geehrter"))
    assert {(u.how, u.rule) for u in page.uses if u.field.startswith("formOfAddress")} == (
        {("mapped", "")} if prefix or role else {("ignored", "private-data")}
    )
