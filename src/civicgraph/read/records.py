"""Reads JSON records of other forms than OParl: a table says which of their leaves is which header field or cell of a Beratungsfolge."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import Any

import msgspec

from civicgraph.read.leaves import Leaf, Lines, listed, written
from civicgraph.read.page import Field, FileLink, Page, Sitting, Span, collapse
from civicgraph.read.phrases import table
from civicgraph.read.sight import Sight
from civicgraph.record import Finding, Use

READER = "json-record"
VERSION = "1"
EXAMPLE = 100
"""Characters of the example of an unmapped field."""
NEEDED = {"number", "title"}
"""What a record must have to be recognised."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=[T ]\d)")


class Told(msgspec.Struct, frozen=True, gc=False):
    """A leaf that a row explains. target: header field, or `sitting.` or `file.` and a cell; element: of which object of a list."""

    target: str
    field: Field
    element: int


class JsonRecord:
    """The reader of papers that somebody collected as JSON."""

    name = READER
    version = VERSION
    order = 20
    german = "gesammelte Vorlagen als JSON"

    def recognises(self, sight: Sight) -> bool:
        """Tell by the keys: those of number and title of one shape."""
        return _shape(sight.json) is not None

    def read(self, sight: Sight) -> Page | Finding:
        """Read one record."""
        value = sight.json
        shape = _shape(value)
        if shape is None:
            return sight.finding(
                "record-not-known",
                "Für diese Form von JSON gibt es keine Tabelle: json_fields.csv ergänzen.",
                "There is no table for this form of JSON: add to json_fields.csv.",
            )
        lines, uses, told = Lines(), dict[str, Use](), list[Told]()
        for element, path, leaf in _elements(value):
            target, rule = _rows(shape).get(path) or _rows(shape).get(f"{path}[]", ("", ""))
            how = "ignored" if rule else "mapped" if target else "unmapped"
            example = "" if how == "mapped" else collapse(written(leaf))[:EXAMPLE]
            uses.setdefault(path, Use(path, how, rule, example))
            known = len(lines.fields)
            lines.add(path, leaf)
            if target and len(lines.fields) > known:
                told.append(Told(target, lines.fields[-1], element))
        return Page(
            snapshot=sight.snapshot,
            reader=READER,
            reader_version=VERSION,
            kind="paper",
            text=lines.text,
            fields=tuple(_header(told)),
            sittings=tuple(_sittings(told)),
            sections=(),
            body=Span(0, 0),
            findings=_lost_files(sight, told),
            links=tuple(_links(told)),
            ids=tuple((each.target, each.field.value) for each in told if each.target == "id"),
            uses=tuple(uses.values()),
        )


def _elements(value: dict[str, Any]) -> Iterator[tuple[int, str, Leaf]]:
    """Yield every leaf with a number that the leaves of one element of a list share."""
    numbers = count()
    for key, inner in value.items():
        several = isinstance(inner, list) and bool(inner)
        for each in inner if several else [inner]:
            number = next(numbers)
            for path, leaf in listed(each, f"{key}[]" if several else key):
                yield number, path, leaf


def _header(told: list[Told]) -> Iterator[Field]:
    """Yield the header fields; the number opens the page as a paper's own page would."""
    for each in told:
        if each.target == "title":
            yield Field("page_title", each.field.value, each.field.span)
        if each.target != "id" and "." not in each.target:
            yield Field(each.target, each.field.value, each.field.span, 1)


def _sittings(told: list[Told]) -> Iterator[Sitting]:
    """Yield the rows of the Beratungsfolge; one without a body is none."""
    for row in _rows_of("sitting", told):
        if "body" in row:
            date = _day_of(row["date"]) if "date" in row else None
            yield Sitting(
                row["body"], row.get("role"), date, row.get("meeting"), row.get("outcome"), number=row.get("number")
            )


def _links(told: list[Told]) -> Iterator[FileLink]:
    """Yield the files that have an address: each stands where its name does, else where the address does."""
    for row in _rows_of("file", told):
        if "address" in row:
            yield FileLink(row.get("name", row["address"]).span, row["address"].value)


def _lost_files(sight: Sight, told: list[Told]) -> tuple[Finding, ...]:
    """Name the files that have no address: nothing can say which documents they are."""
    return tuple(
        sight.finding(
            "file-without-address",
            "Diese Datei hat keine Adresse: Sie steht nur im Text.",
            "This file has no address: it stands in the text alone.",
            row["name"].value,
            "info",
        )
        for row in _rows_of("file", told)
        if "address" not in row
    )


def _rows_of(group: str, told: list[Told]) -> Iterator[dict[str, Field]]:
    """Yield the cells of each object of a list."""
    rows: dict[int, dict[str, Field]] = {}
    for each in told:
        name, _, cell = each.target.partition(".")
        if name == group and cell:
            rows.setdefault(each.element, {})[cell] = each.field
    yield from rows.values()


def _day_of(field: Field) -> Field:
    """Return the day of a time: a station is dated by its day."""
    match = _DAY.match(field.value)
    return Field(field.name, match.group(), Span(field.span.start, field.span.start + 10)) if match else field


@cache
def _rows(shape: str) -> dict[str, tuple[str, str]]:
    return {row["path"]: (row["target"], row["rule"]) for row in table("json_fields") if row["shape"] == shape}


def _shape(value: dict[str, Any]) -> str | None:
    for shape in dict.fromkeys(row["shape"] for row in table("json_fields")):
        if all(path in value for path, (target, _) in _rows(shape).items() if target in NEEDED):
            return shape
    return None
