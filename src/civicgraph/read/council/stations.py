"""Reads the table of a paper's stations in its head: `Gremium Termin TOP ö nö` and the rows below, with cells on one line or several."""

import re
from functools import cache

import msgspec

from civicgraph.read.council.forms import DATE, body_field
from civicgraph.read.page import Field, Line, Span, span_field
from civicgraph.read.phrases import table

_MARKS = "xX☒☐☑□■✓✗"
_ROW = re.compile(
    rf"^[^\S\n]{{0,40}}(?P<body>[A-ZÄÖÜ][^\n]{{2,90}}?)\s{{1,40}}(?P<date>{DATE})(?:\s{{1,40}}(?P<top>\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}[a-z]?)(?!\S))?"
    rf"(?P<marks>(?:\s{{1,40}}[{_MARKS}](?=\s|$)){{0,2}})[^\n]{{0,80}}$",
    re.MULTILINE,
)
ROWS_WITHIN = 1500
"""Characters below the names of the columns in which rows may stand."""
_HEAD_GOES_ON = re.compile(r"\s{0,40}(?:Ergebnis|Beschluss|nö|ö|Status)\s*\n")


class Row(msgspec.Struct, frozen=True):
    """A row. date, agenda number and publicity are None where the row has no such cell."""

    body: Field
    date: Field
    agenda_number: Field | None
    publicity: Field | None
    end: int


@cache
def _columns() -> re.Pattern[str]:
    words = "|".join(re.escape(row["column"]) for row in table("council_columns"))
    return re.compile(rf"\s*(?P<first>{words})(?:\s+(?:{words})){{1,8}}\s*$")


@cache
def _names() -> dict[str, str]:
    return {row["column"]: row["name"] for row in table("council_columns")}


def is_head(line: Line) -> bool:
    """Tell whether a line names the columns, the body's first."""
    match = _columns().match(line.text)
    return match is not None and _names()[match.group("first")] == "body"


def rows_below(text: str, head: Line) -> list[Row]:
    """Return the rows below the names of the columns, each right behind the one before."""
    found: list[Row] = []
    start = head.end + 1
    goes_on = _HEAD_GOES_ON.match(text, start)
    start = goes_on.end() if goes_on is not None else start
    limit = min(len(text), start + ROWS_WITHIN)
    while (match := _ROW.search(text, start, limit)) is not None and not text[start : match.start()].strip():
        row = _row(text, head, match)
        if row is None:
            break
        found.append(row)
        start = match.end()
    return found


def _row(text: str, head: Line, match: re.Match[str]) -> Row | None:
    body = Line(match.start("body"), match.end("body"), match.group("body"))
    named = body_field(body, 0, len(body.text))
    day = span_field("date", text, match.start("date"), match.end("date"))
    if named is None or day is None:
        return None
    number = span_field("agenda_number", text, match.start("top"), match.end("top")) if match.group("top") else None
    return Row(named, day, number, _publicity(text, head, match.group("marks").split()), match.end())


def _publicity(text: str, head: Line, marks: list[str]) -> Field | None:
    """Return the heading of the column that is ticked: of two boxes the ticked one; a mark alone is the first column's."""
    columns = [match.start() for match in re.finditer(r"(?<!\S)n?ö(?!\S)", head.text)]
    ticked = [index for index, mark in enumerate(marks) if mark not in "☐□"]
    if len(columns) != 2 or len(ticked) != 1:
        return None
    start = head.start + columns[ticked[0]]
    return Field(
        "publicity", text[start : start + 2].strip(), Span(start, start + len(text[start : start + 2].strip())), 1
    )
