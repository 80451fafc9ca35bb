"""Reads JSON records of other forms than OParl: a table says which of their leaves is which header field or cell of a Beratungsfolge."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from civicgraph.read.leaves import Lines, leaves, written
from civicgraph.read.page import Field, Page, Sitting, Span, collapse
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
        lines, uses, told = Lines(), dict[str, Use](), list[tuple[str, Field]]()
        for path, leaf in leaves(value):
            target, rule = _rows(shape).get(path) or _rows(shape).get(f"{path}[]", ("", ""))
            how = "ignored" if rule else "mapped" if target else "unmapped"
            example = "" if how == "mapped" else collapse(written(leaf))[:EXAMPLE]
            uses.setdefault(path, Use(path, how, rule, example))
            known = len(lines.fields)
            lines.add(path, leaf)
            if target and len(lines.fields) > known:
                told.append((target, lines.fields[-1]))
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
            ids=tuple((target, field.value) for target, field in told if target == "id"),
            uses=tuple(uses.values()),
        )


def _header(told: list[tuple[str, Field]]) -> Iterator[Field]:
    """Yield the header fields; the number opens the page as a paper's own page would."""
    for target, field in told:
        if target == "title":
            yield Field("page_title", field.value, field.span)
        if target != "id" and not target.startswith("sitting."):
            yield Field(target, field.value, field.span, 1)


def _sittings(told: list[tuple[str, Field]]) -> Iterator[Sitting]:
    """Yield the rows of the Beratungsfolge: a cell that comes again begins the next; a row without a body is none."""
    row: dict[str, Field] = {}
    for target, field in [*((t.partition(".")[2], f) for t, f in told if t.startswith("sitting.")), ("", None)]:
        if field is None or target in row:
            if "body" in row:
                yield Sitting(row["body"], row.get("role"), row.get("date"), row.get("meeting"), row.get("outcome"))
            row = {}
        if field is not None:
            row[target] = _day_of(field) if target == "date" else field


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
