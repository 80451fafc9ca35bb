"""Reads the table of a paper's stations in its head: `Gremium Termin TOP Ergebnis` in any order, cells parted by gaps or blanks."""

import re
from functools import cache

import msgspec

from civicgraph.read.council.cells import Cell, cells_of
from civicgraph.read.council.forms import DATE, body_field, fits
from civicgraph.read.page import Field, Line, Span, collapse, lines, span_field
from civicgraph.read.phrases import table
from civicgraph.vocab import scheme

_MARKS = "xX☒☐☑□■✓✗"
_TOP = r"(?:TOP\s?)?(?:[ÖN]\s?)?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?"
_ROW = re.compile(
    rf"^[^\S\n]{{0,40}}(?P<body>[A-ZÄÖÜ][^\n]{{2,90}}?)\s{{1,40}}(?P<date>{DATE})(?:\s{{1,40}}(?P<top>{_TOP})(?!\S))?"
    rf"(?P<marks>(?:\s{{1,40}}[{_MARKS}](?=\s|$)){{0,2}})[^\S\n]{{0,40}}(?P<rest>[^\n]{{0,80}})$",
    re.MULTILINE,
)
_DAY_FIRST = re.compile(
    rf"^[^\S\n]{{0,40}}(?P<date>{DATE})[^\S\n]{{1,40}}(?P<body>[A-ZÄÖÜ][^\n]{{2,90}}?)"
    rf"(?:[^\S\n]{{1,40}}(?P<top>{_TOP})(?!\S))?(?P<marks>)(?:[^\S\n]{{1,40}}(?P<rest>[a-zäöü][^\n]{{2,80}}))?[^\S\n]{{0,40}}$",
    re.MULTILINE,
)
ROWS_WITHIN = 1500
"""Characters below the names of the columns in which rows may stand."""
_HEAD_GOES_ON = re.compile(r"\s{0,40}(?:Ergebnis|Beschluss|nö|ö|Status)\s*\n")
_EMPTY = re.compile(r"[-–—./]{0,3}")


class Row(msgspec.Struct, frozen=True):
    """A row. Every cell but the body's is None where the row has none."""

    body: Field
    date: Field | None
    agenda_number: Field | None
    publicity: Field | None
    end: int
    role: Field | None = None
    outcome: Field | None = None


@cache
def _names() -> dict[str, str]:
    return {row["column"].casefold(): row["name"] for row in table("council_columns")}


@cache
def _columns() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(row["column"]) for row in table("council_columns")), key=len, reverse=True))
    return re.compile(rf"\s*(?:{words})(?:\s+(?:{words})){{1,8}}\s*")


@cache
def _words() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(row["column"]) for row in table("council_columns")), key=len, reverse=True))
    return re.compile(rf"(?<!\S)(?:{words})(?!\S)")


def columns(line: Line) -> list[tuple[str, Cell]]:
    """Return the columns that a line names with their places, [] where it is no head: one of them is the body's, one more is known."""
    told = cells_of(line)
    if len(told) > 1:
        named = [(_names().get(collapse(cell.text).rstrip(":").casefold(), ""), cell) for cell in told]
    elif _columns().fullmatch(line.text) is not None:
        named = [(_names()[m.group().casefold()], Cell(m.start(), m.group())) for m in _words().finditer(line.text)]
    else:
        return []
    known = [name for name, _ in named if name]
    enough = "body" in known and len(known) > 1 and len(known) * 2 > len(named)
    return named if enough and ("date" in known or known[0] == "body") else []


def is_head(line: Line) -> bool:
    """Tell whether a line names the columns of a table of stations."""
    return bool(columns(line))


def rows_below(text: str, head: Line) -> list[Row]:
    """Return the rows below the names of the columns, each right behind the one before."""
    named = columns(head)
    found: list[Row] = []
    start = head.end + 1
    goes_on = _HEAD_GOES_ON.match(text, start)
    start = goes_on.end() if goes_on is not None else start
    limit = min(len(text), start + ROWS_WITHIN)
    while start < limit:
        row = _next(text, head, named, start, limit)
        if row is None:
            break
        found.append(row)
        start = row.end
    return found


def _next(text: str, head: Line, named: list[tuple[str, Cell]], start: int, limit: int) -> Row | None:
    """Return the row that begins at the next line with words: by its cells, else by the order of its parts."""
    line = next((one for one in lines(text, start, limit) if not one.is_blank), None)
    if line is None:
        return None
    in_cells = _of_cells(line, named)
    if in_cells is not None:
        return in_cells
    is_day_first = next((name for name, _ in named if name in ("body", "date")), "") == "date"
    match = (_DAY_FIRST if is_day_first else _ROW).search(text, start, limit)
    if match is None or text[start : match.start()].strip():
        return None
    return _row(text, head, match, {name for name, _ in named})


def _of_cells(line: Line, named: list[tuple[str, Cell]]) -> Row | None:
    """Return the row whose cells stand below the columns, None where a line has no cells or no body and day among them."""
    told = cells_of(line)
    if len(told) < 2:
        return None
    by_tabs = "\t" in line.text and len(told) == len(named)
    placed: dict[str, Field] = {}
    for index, cell in enumerate(told):
        name = named[index][0] if by_tabs else _nearest(named, cell)
        field = span_field(name or "other", line.text, cell.start, cell.start + len(cell.text))
        if field is not None and name and name not in placed and _EMPTY.fullmatch(field.value) is None:
            placed[name] = Field(name, field.value, Span(field.span.start + line.start, field.span.end + line.start))
    body, date = placed.get("body"), placed.get("date")
    if body is None or not body.value[:1].isupper() or fits("date", body.value):
        return None
    if date is not None and not fits("date", date.value):
        return None
    if date is None and not {"role", "outcome", "publicity"} & placed.keys():
        return None
    named_body = body_field(line, body.span.start - line.start, body.span.end - line.start)
    public = placed.get("publicity")
    is_public = public is not None and fits("publicity", public.value)
    return Row(
        named_body or body,
        date,
        placed.get("agenda_number"),
        Field("publicity", public.value, public.span, 1) if is_public and public is not None else None,
        line.end,
        placed.get("role"),
        placed.get("outcome"),
    )


def _nearest(named: list[tuple[str, Cell]], cell: Cell) -> str:
    """Return the column below which a cell stands: that whose words begin nearest to its own."""
    return min(named, key=lambda column: abs(column[1].start - cell.start))[0]


def _row(text: str, head: Line, match: re.Match[str], known: set[str]) -> Row | None:
    body = Line(match.start("body"), match.end("body"), match.group("body"))
    named = body_field(body, 0, len(body.text))
    day = span_field("date", text, match.start("date"), match.end("date"))
    if named is None or day is None:
        return None
    number = span_field("agenda_number", text, match.start("top"), match.end("top")) if match.group("top") else None
    rest = span_field("rest", text, match.start("rest"), match.end("rest")) if match.group("rest") else None
    kind = _kind(rest.value, known) if rest is not None else ""
    told = Field(kind, rest.value, rest.span) if rest is not None and kind else None
    return Row(
        named,
        day,
        number,
        _publicity(text, head, match.group("marks").split()),
        match.end(),
        told if kind == "role" else None,
        told if kind == "outcome" else None,
    )


def _kind(words: str, known: set[str]) -> str:
    """Return which column the words behind a row's day belong to: those of a role, else the outcome's if there is such a column."""
    if "role" in known and scheme("consultation-role").code(words) is not None:
        return "role"
    return "outcome" if "outcome" in known and "role" not in known else ""


def _publicity(text: str, head: Line, marks: list[str]) -> Field | None:
    """Return the heading of the column that is ticked: of two boxes the ticked one; a mark alone is the first column's."""
    named = [match.start() for match in re.finditer(r"(?<!\S)n?ö(?!\S)", head.text)]
    ticked = [index for index, mark in enumerate(marks) if mark not in "☐□"]
    if len(named) != 2 or len(ticked) != 1:
        return None
    start = head.start + named[ticked[0]]
    return Field(
        "publicity", text[start : start + 2].strip(), Span(start, start + len(text[start : start + 2].strip())), 1
    )
