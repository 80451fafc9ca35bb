"""Compares what a reader makes of a saved page with what stands beside it, written by hand from looking at the page."""

import json
from pathlib import Path
from typing import Any

from civicgraph.read.page import Field, Gathering, Item, Page, Sitting

CASES = Path(__file__).parents[1] / "cases"


def cases(reader: str) -> list[Path]:
    """Return the case folders of one reader."""
    return sorted(path for path in (CASES / reader).iterdir() if path.is_dir())


def input_of(case: Path) -> Path:
    """Return the saved page of a case."""
    (path,) = case.glob("input.*")
    return path


def expected_of(case: Path) -> dict[str, Any]:
    """Return what must come out of a case."""
    told: dict[str, Any] = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    return told


def told(page: Page) -> dict[str, Any]:
    """Return what a page says, in plain values; what it does not say is left out."""
    return {
        "kind": page.kind,
        "fields": [_fields(page, group) for group in (0, 1)],
        "items": [_item(page, item) for item in page.items],
        "sittings": [_sitting(sitting) for sitting in page.sittings],
        "gatherings": [_gathering(one) for one in page.gatherings],
        "sections": [_section(page, s.name, s.span.start, s.span.end) for s in page.sections],
        "links": [link.target for link in page.links],
        "ids": [list(pair) for pair in page.ids],
        "body": " ".join(page.text[page.body.start : page.body.end].split()),
        "findings": [finding.rule for finding in page.findings],
        "unmapped": [use.field for use in page.uses if use.how == "unmapped"],
        "ignored": sorted({use.rule for use in page.uses if use.how == "ignored"}),
        "mapped": sorted({use.field for use in page.uses if use.how == "mapped"}),
    }


def _fields(page: Page, group: int) -> dict[str, str]:
    return {
        name: " | ".join(f.value for f in page.fields if f.name == name and f.group == group)
        for name in dict.fromkeys(f.name for f in page.fields if f.group == group)
    }


def _values(**fields: Field | None) -> dict[str, str]:
    return {name: field.value for name, field in fields.items() if field is not None}


def _item(page: Page, item: Item) -> dict[str, Any]:
    made: dict[str, Any] = _values(
        number=item.number,
        title=item.title,
        paper=item.paper,
        outcome=item.outcome,
        vote=item.vote,
        note=item.note,
        role=item.role,
    )
    if item.papers:
        made["papers"] = [paper.value for paper in item.papers]
    if item.is_public is not None:
        made["public"] = item.is_public
    if item.ids:
        made["ids"] = " ".join(f"{name}={value}" for name, value in item.ids)
    if item.sections:
        made["sections"] = [_section(page, s.name, s.span.start, s.span.end) for s in item.sections]
    if item.sittings:
        made["sittings"] = [_sitting(sitting) for sitting in item.sittings]
    return made


def _sitting(one: Sitting) -> dict[str, str]:
    return _values(body=one.body, role=one.role, date=one.date, meeting=one.meeting, outcome=one.outcome)


def _gathering(one: Gathering) -> dict[str, str]:
    made = _values(date=one.date, body=one.body, time=one.time, room=one.room, place=one.place, note=one.note)
    return made | ({"ids": " ".join(f"{name}={value}" for name, value in one.ids)} if one.ids else {})


def _section(page: Page, name: str, start: int, end: int) -> str:
    return f"{name}: {' '.join(page.text[start:end].split())}"


def every_field(page: Page) -> list[Field]:
    """Return all fields of a page, wherever they stand."""
    rows: list[Item | Gathering | Sitting] = [*page.items, *page.gatherings, *page.sittings]
    rows += [sitting for item in page.items for sitting in item.sittings]
    inside = [getattr(row, name) for row in rows for name in row.__struct_fields__]
    return [*page.fields, *(value for value in inside if isinstance(value, Field))]
