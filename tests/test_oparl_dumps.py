"""Real OParl dumps beside the project, against numbers read from their raw JSON by a few lines of other code."""

import csv
import io
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest
from typer.testing import CliRunner

from civicgraph.cli import app
from civicgraph.extract import extract
from civicgraph.pipeline import build
from civicgraph.read import read
from civicgraph.read.page import Page
from civicgraph.record import (
    AgendaItem,
    Consultation,
    Decision,
    File,
    Finding,
    Meeting,
    Municipality,
    Paper,
    System,
    Thing,
)
from civicgraph.snapshot import Stored, snapshots
from civicgraph.source import locate
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared
DATA = SHARED / "data"
KARLSRUHE = DATA / "karlsruhe"
T = TypeVar("T", bound=Thing)


class Read:
    """All pages of a folder: objects with their records, texts with what they are attached to."""

    def __init__(self, folder: Path) -> None:
        self.objects: list[Page] = []
        self.things: list[Thing] = []
        self.texts: list[Page] = []
        self.findings: list[Finding] = []
        for item in snapshots(locate(folder)):
            page = read(item, "test") if isinstance(item, Stored) else item
            if isinstance(page, Finding):
                self.findings.append(page)
            elif page.kind == "oparl":
                self.objects.append(page)
                self.things += extract(page, "test", "Europe/Berlin").things
            else:
                self.texts.append(page)

    def rules(self) -> Counter[str]:
        return Counter(finding.rule for finding in self.findings)

    def unmapped(self) -> set[str]:
        return {use.field for page in self.objects for use in page.uses if use.how == "unmapped"}


@cache
def all_of(folder: Path) -> Read:
    return Read(folder)


def raw(pattern: str, folder: Path = KARLSRUHE) -> list[Any]:
    return [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob(pattern))]


def inquiries() -> list[dict[str, Any]]:
    return [paper for paper in raw("papers/*.json") if not paper.get("deleted")]


def key(own: str) -> str:
    """Return the key of an id, worked out by another way than the project's."""
    plain = own.split("://")[1].strip().rstrip("/").replace("&", "-und-").lower()
    return "-".join(part for part in "".join(c if c.isalnum() else " " for c in plain).split())


def of(kind: type[T], folder: Path = KARLSRUHE) -> list[T]:
    return [thing for thing in all_of(folder).things if isinstance(thing, kind)]


def consultations() -> dict[str, list[dict[str, Any]]]:
    """Return every consultation by id, with all its copies that differ."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in [*(c for p in inquiries() for c in p.get("consultation", [])), *raw("consultations.json")[0]]:
        same = found.setdefault(one["id"], [])
        if one not in same:
            same.append(one)
    return found


def listed(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every file that stands somewhere in an object."""
    if isinstance(value, dict):
        if str(value.get("type")).endswith("/File"):
            yield value
        for inner in value.values():
            yield from listed(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from listed(inner)


def test_every_inquiry_of_karlsruhe_is_a_paper() -> None:
    expected = {
        key(p["id"]): (
            p["reference"],
            " ".join(p["name"].split()),
            p["date"],
            p["paperType"],
            len(p.get("underDirectionOf", [])),
        )
        for p in inquiries()
    }
    found = {
        p.key: (
            p.number,
            p.title,
            p.when.edtf if p.when else None,
            p.raw_type,
            (p.lead_unit is not None) + sum(d.property == "cg:leadUnit" for d in p.details),
        )
        for p in of(Paper)
    }
    assert len(expected) == 1270
    assert found == expected
    assert {p.paper_type for p in of(Paper)} == {"inquiry"}


def test_every_inquiry_has_its_files_and_consultations() -> None:
    files = {key(p["id"]): {key(f["id"]) for f in p.get("auxiliaryFile", [])} for p in inquiries()}
    steps = {key(p["id"]): {key(c["id"]) for c in p.get("consultation", [])} for p in inquiries()}
    for paper in of(Paper):
        named = {d.value.key for d in paper.details if d.property == "cg:file" and not isinstance(d.value, str | int)}  # type: ignore[union-attr]
        assert named == files[paper.key]
        assert {d.subject.key for d in paper.details if d.subject and d.property == "cg:about"} == steps[paper.key]


def test_consultations_meetings_and_items_of_karlsruhe() -> None:
    told = {own: {(key(own), c.get("role"), key(c["meeting"])) for c in same} for own, same in consultations().items()}
    found = {(c.key, c.raw_role, c.meeting) for c in of(Consultation)}
    assert len(found) == len(told)
    assert all(len(found & same) == 1 for same in told.values())
    meetings = raw("meetings/*.json")
    assert {(m.key, m.start.isoformat()) for m in of(Meeting) if m.start} == {
        (key(m["id"]), m["start"]) for m in meetings
    }
    items = [item for meeting in meetings for item in meeting["agendaItem"]]
    assert Counter((i.title, i.position) for i in of(AgendaItem)) == Counter(
        (" ".join(i["name"].split()) or None, i["order"]) for i in items
    )
    results = Counter(i["result"] for i in items if i.get("result"))
    decided = Counter(d.raw_outcome for d in of(Decision))
    assert decided <= results
    assert decided["einstimmig zugestimmt"] == results["einstimmig zugestimmt"] == 234


def test_every_text_of_karlsruhe_is_attached_and_absent_ones_are_named() -> None:
    papers = {f["id"]: p for p in inquiries() for f in p.get("auxiliaryFile", [])}
    saved = {path.stem for path in (KARLSRUHE / "file-contents").iterdir()}
    with_text = {own for own in papers if own.rpartition("/")[2] in saved}
    blank = {
        own
        for own in with_text
        if not (KARLSRUHE / "file-contents" / f"{own.rpartition('/')[2]}.txt").read_text("utf-8").strip()
    }
    assert (len(papers), len(with_text)) == (3638, 3495)
    attached: dict[str, str] = {}
    for page in all_of(KARLSRUHE).texts:
        assert page.about is not None
        for file in (page.about.file, *page.about.also):
            attached[file] = page.about.paper
    assert set(attached) == {key(own) for own in with_text - blank}
    first = {key(own): key(papers[own]["id"]) for own in with_text}
    shared = [page.about for page in all_of(KARLSRUHE).texts if page.about and page.about.also]
    for about in shared:
        assert about.paper == min(first[file] for file in (about.file, *about.also))
    assert all(attached[file] == first[file] for file in attached if not any(file in a.also for a in shared))
    (absent,) = [f for f in all_of(KARLSRUHE).findings if f.rule == "file-texts-absent"]
    assert absent.value.startswith(f"{3638 - 3495} File: ")
    assert all_of(KARLSRUHE).rules()["file-without-text"] == len(
        {(KARLSRUHE / "file-contents" / f"{own.rpartition('/')[2]}.txt").read_bytes() for own in blank}
    )


def test_deleted_papers_of_karlsruhe_are_tombstones() -> None:
    gone = {p["id"] for p in raw("papers/*.json") if p.get("deleted")}
    told = {f.page for f in all_of(KARLSRUHE).findings if f.rule == "deleted-at-source"}
    assert (len(gone), told) == (10, gone)


def test_objects_of_karlsruhe_that_are_named_and_absent() -> None:
    present = {i["id"] for m in raw("meetings/*.json") for i in m["agendaItem"]}
    sure = {same[0]["agendaItem"] for same in consultations().values() if len(same) == 1} - present
    possible = {c["agendaItem"] for same in consultations().values() for c in same} - present
    (told,) = [f for f in all_of(KARLSRUHE).findings if f.rule == "objects-absent" and " AgendaItem:" in f.value]
    assert len(sure) <= int(told.value.split()[0]) <= len(possible)


@pytest.mark.parametrize("name", ["karlsruhe", "augsburg", "oparl-systems", "oparl-1.1-spec"])
def test_no_field_of_a_real_dump_is_unaccounted_for(name: str) -> None:
    assert all_of(DATA / name).unmapped() == set()


def test_every_system_and_body_is_there() -> None:
    folder = DATA / "oparl-systems" / "testdata"
    systems, bodies = raw("systems/*.json", folder), raw("bodies/*.json", folder)
    assert len(systems) == len(bodies) == 29
    assert sorted(s.key for s in of(System, folder)) == sorted(key(s["id"]) for s in systems)
    assert {(m.key, m.name) for m in of(Municipality, folder)} == {(key(b["id"]), b["name"]) for b in bodies}
    valid = {key(b["id"]): b["ags"] for b in bodies if len(b.get("ags", "")) == 8}
    assert {m.key: m.ags for m in of(Municipality, folder) if m.ags} == valid


def test_papers_and_texts_of_augsburg() -> None:
    folder = DATA / "augsburg"
    papers = [json.loads(line) for line in (folder / "papers.jsonl").read_text("utf-8").splitlines()]
    assert {(p.number, p.title) for p in of(Paper, folder)} == {
        (p["reference"], " ".join(p["name"].split())) for p in papers
    }
    numbers = [p["reference"] for p in papers]
    printed = {
        p["reference"]: [n for n in numbers if n in [x.strip() for x in p["full_text"][:1500].splitlines()]]
        for p in papers
    }
    wrong = {number for number, heads in printed.items() if heads and number not in heads}
    assert len(wrong) == 4
    told = {f.page for f in all_of(folder).findings if f.rule == "text-of-another-paper"}
    assert told == {p["id"] for p in papers if p["reference"] in wrong}
    for page in all_of(folder).texts:
        assert page.about is not None and page.about.number in page.text[:1500]


def test_the_examples_of_the_specification_give_all_twelve_types() -> None:
    values = raw("examples/*.json", DATA / "oparl-1.1-spec")
    types = {dict(page.ids)["type"] for page in all_of(DATA / "oparl-1.1-spec").objects}
    assert types | {"Organization"} == {
        "System", "Body", "LegislativeTerm", "Organization", "Person", "Membership", "Meeting", "AgendaItem", "Paper",
        "Consultation", "File", "Location",
    }  # fmt: skip
    files = {f["id"] for value in values for f in listed(value)}
    assert {f.key for f in of(File, DATA / "oparl-1.1-spec")} == {key(own) for own in files}


def test_a_year_of_karlsruhe_builds_and_answers(tmp_path: Path) -> None:
    source = tmp_path / "karlsruhe"
    papers = [p for p in inquiries() if p["reference"].startswith("2022/02")]
    wanted = {f["id"].rpartition("/")[2] for p in papers for f in p.get("auxiliaryFile", [])}
    for path in KARLSRUHE.rglob("*"):
        part = path.relative_to(KARLSRUHE)
        is_paper = part.parts[0] == "papers" and path.is_file() and json.loads(path.read_text("utf-8")) in papers
        is_text = path.suffix == ".txt" and path.stem in wanted
        if path.is_file() and (is_paper or is_text or part.name == "organizations.json" or part.parts[0] == "meetings"):
            (source / part).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, source / part)
    report = build([source], tmp_path / "graph")
    assert not [f for f in report.findings if f.severity == "violation" and "Alignment" not in f.rule]
    result = CliRunner().invoke(app, ["query", "papers", "--graph", str(tmp_path / "graph"), "--format", "csv"])
    rows = {row["number"]: row for row in csv.DictReader(io.StringIO(result.stdout))}
    meetings = {m["id"]: m for m in raw("meetings/*.json")}
    names = {o["id"]: o["name"] for o in raw("organizations.json")[0]}
    assert set(rows) == {p["reference"] for p in papers}
    for paper in papers:
        units = sorted(names[own] for own in paper.get("underDirectionOf", []) if own in names)
        assert rows[paper["reference"]]["lead_unit"] == ";".join(units)
        treated = [
            (c, i)
            for c in paper["consultation"]
            for i in meetings.get(c["meeting"], {}).get("agendaItem", [])
            if i["id"] == c["agendaItem"]
        ]
        assert rows[paper["reference"]]["agenda_number"] == ";".join(
            sorted({i["number"] for _, i in treated if i["number"]})
        )
        assert rows[paper["reference"]]["raw_outcome"] == ";".join(
            sorted({i["result"] for _, i in treated if i.get("result")})
        )


def test_every_collected_paper_of_magdeburg_is_there() -> None:
    folder = DATA / "magdeburg"
    papers = [paper for file in raw("papers/*.json", folder) for paper in file]
    read_pages = all_of(folder).texts
    assert len(papers) == len(read_pages) == 569
    assert Counter((p.value("number"), p.value("type")) for p in read_pages) == Counter(
        (p["reference"], p["type"]) for p in papers
    )
    stations = Counter((c["organization"], c["date"][:10], c["result"]) for p in papers for c in p["consultations"])
    assert stations == Counter(
        (s.body.value, s.date.value if s.date else None, s.outcome.value if s.outcome else None)
        for page in read_pages
        for s in page.sittings
    )
    assert Counter(c["agendaItem"] for p in papers for c in p["consultations"]) == Counter(
        s.number.value if s.number else None for page in read_pages for s in page.sittings
    )
    assert Counter((f["name"].strip(), f["url"]) for p in papers for f in p["files"]) == Counter(
        (page.text[link.span.start : link.span.end], link.target) for page in read_pages for link in page.links
    )
    assert {u.field for page in read_pages for u in page.uses if u.how == "unmapped"} == set()
