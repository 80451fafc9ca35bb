"""Turns the page of a paper, or of one agenda item with its minutes, into fields, sittings, sections and running text."""

import re
from bisect import bisect_left
from collections import Counter

import msgspec

from civicgraph.read.header import NUMBER
from civicgraph.read.page import Field, Section, Sitting, Span, lines
from civicgraph.read.sections import heading_of
from civicgraph.read.sessionnet import heading
from civicgraph.read.sessionnet.pairs import Pair, pairs
from civicgraph.read.sessionnet.results import account_boxes, fields_of_lines, results, with_end
from civicgraph.read.sessionnet.rows import LAID_OUT, Row, rows
from civicgraph.read.sessionnet.sheet import Sheet, distinct
from civicgraph.read.sessionnet.stations import Table, sittings, tables
from civicgraph.read.sessionnet.unheaded import known_by_form, say_lost
from civicgraph.read.sessionnet.words import label

_OF_PAPER = frozenset(
    (
        "number",
        "title",
        "subject",
        "type",
        "authors",
        "lead_unit",
        "clerk",
        "rapporteur",
        "refers_to",
        "file_number",
        "involved",
    )
)
"""Fields of an item's page that speak of its paper and not of the meeting."""
_NO_FIELDS = frozenset(("consultations", "attachments", "end"))
"""Labels whose value is a table or a list, read on its own, or part of another field."""


class Document(msgspec.Struct, frozen=True):
    """What the page of a paper or an item says."""

    fields: tuple[Field, ...]
    sittings: tuple[Sitting, ...]
    sections: tuple[Section, ...]
    body: Span


def document(sheet: Sheet, kind: str) -> Document:
    """Read one page. kind: "paper" or "extract"."""
    table = rows(sheet)
    consulted = _consulted(sheet, table) if kind == "paper" else []
    table = [*table, *(row for one in consulted for row in one.rows)]
    listed = {*_lists(table), *(t.span for t in consulted)}
    owned = frozenset(cell.node.mem_id for row in table if row.table in listed for cell in row.cells if cell.name)
    others = [*sorted(listed, key=lambda span: span.start), *(sheet.span(box) for box in sheet.boxes)]
    told = pairs(sheet, owned, tuple(span.start for span in others))
    held = [s for t in consulted for s in sittings(sheet, t, told)]
    own = [pair for pair in told if not any(span.start <= pair.span.start < span.end for span in others)]
    with_files = kind == "paper" and bool(sheet.linked("getfile", 0, len(sheet.text)))
    said = results(sheet, _header(own, kind), kind, without=frozenset() if with_files else frozenset(("attachments",)))
    account_boxes(sheet, with_files)
    if kind == "paper" and not held:
        say_lost(sheet, said.fields.get("consultations"))
    fields = _fields(sheet, said.fields, kind)
    _account_rows(sheet, [row for row in table if row.table in listed - {t.span for t in consulted}], told, with_files)
    ends = [field.span.end for field in fields] + [p.span.end for p in own if p.in_cell or _is_known(p, kind)]
    body = _body(sheet, said.sections, max(ends, default=0), _with_headings(sheet, others))
    return Document(tuple(fields), tuple(held), said.sections, body)


def _consulted(sheet: Sheet, table: list[Row]) -> list[Table]:
    """Return the tables that are a Beratungsfolge; without known headings, those and the blocks whose cells have the form of one."""
    return tables(table) or tables([known_by_form(sheet, row) for row in (*table, *rows(sheet, LAID_OUT))])


def _lists(table: list[Row]) -> set[Span]:
    """Return the tables that list things in columns: with headings that are known, or several rows of several known cells.

    A single row of cells that carry their labels is part of the header.
    """
    known = [row for row in table if any(cell.name for cell in row.cells)]
    wide = Counter(row.table for row in known if sum(cell.name != "" for cell in row.cells) >= 2)
    return {row.table for row in known if row.is_headed or wide[row.table] >= 2}


def _header(told: list[Pair], kind: str) -> list[Pair]:
    """Return the pairs of the header, and those of the running text that are known: there, other labels are part of the text."""
    start = next((p.span.start for p in told if heading_of(p.label) and not label(p.label, kind)), None)
    return [pair for pair in told if start is None or pair.span.start < start or _is_known(pair, kind)]


def _is_known(pair: Pair, kind: str) -> bool:
    return label(pair.label, kind) is not None or heading_of(pair.label) is not None


def _fields(sheet: Sheet, said: dict[str, Field], kind: str) -> list[Field]:
    """Return the labelled fields, and what only the headline says."""
    found = {name: _grouped(field, kind) for name, field in said.items() if name not in _NO_FIELDS}
    if kind == "extract":
        found = {field.name: field for field in fields_of_lines(lines(sheet.text))} | found
    number = found.get("number")
    if number is not None:
        del found["number"]
        if re.search(r"\d", number.value):
            found["number"] = _number(sheet, number)
        elif kind == "paper":  # "Name:" may give the title
            found.setdefault("subject", Field("subject", number.value, number.span, 1))
    for field in _of_headline(sheet, kind):
        if field.name != "title" or "subject" not in found:
            found.setdefault(field.name, field)
    times = with_end(sheet, found.pop("time", None), said.get("end")) if kind == "extract" else []
    return sorted([*times, *found.values()], key=lambda f: (f.group, f.span.start))


def _of_headline(sheet: Sheet, kind: str) -> list[Field]:
    parts = heading.segments(sheet)
    if kind == "paper":
        return [*heading.page_title(sheet), *heading.paper(sheet, parts)]
    dated = heading.meeting(sheet, parts)
    if dated:
        return dated
    return heading.item(sheet, parts) + heading.meeting(sheet, heading.title_segments(sheet))


def _grouped(field: Field, kind: str) -> Field:
    return Field(field.name, field.value, field.span, 1 if kind == "paper" or field.name in _OF_PAPER else 0)


def _number(sheet: Sheet, told: Field) -> Field:
    """Return the number at the start of a value: "VO/2024/017 - Radweg" names the title too."""
    match = NUMBER.match(sheet.text, told.span.start, told.span.end)
    if match is None or sheet.text[match.end() : match.end() + 1] not in ("", " ", ":", "\u00a0", "\n"):
        return told
    return sheet.field("number", match.start(), match.end(), 1) or told


def _body(sheet: Sheet, sections: tuple[Section, ...], header_end: int, others: list[Span]) -> Span:
    """Return where the running text stands: the sections, else what follows the header and no table or list of documents."""
    if sections:
        return Span(min(s.span.start for s in sections), max(s.span.end for s in sections))
    start = header_end
    for span in others:
        if not sheet.text[start : span.start].strip():
            start = max(start, span.end)
    end = min((span.start for span in others if span.start >= start), default=len(sheet.text))
    field = sheet.field("", start, max(start, end))
    return field.span if field is not None else Span(start, start)


def _with_headings(sheet: Sheet, others: list[Span]) -> list[Span]:
    """Return the tables and lists, and the headings directly above them, which are no running text either."""
    headings = [sheet.span(node) for node in distinct(sheet.root, "h2, h3, h4, h5, h6")]
    above = [h for h in headings if any(h.end <= o.start and not sheet.text[h.end : o.start].strip() for o in others)]
    return sorted([*others, *above], key=lambda s: (s.start, s.end))


def _account_rows(sheet: Sheet, table: list[Row], told: list[Pair], with_files: bool) -> None:
    """Account for rows of other tables: files are taken by their links; a row that links nothing known is a finding.

    with_files: the graph takes the page's files.
    """
    starts = [pair.span.start for pair in told]
    for row in table:
        labels = told[bisect_left(starts, row.span.start) : bisect_left(starts, row.span.end)]
        if labels:
            for pair in labels:
                sheet.account.left(pair.label, pair.example)
            continue
        files = with_files and bool(sheet.linked("getfile", row.span.start, row.span.end))
        for cell in row.filled:
            field = f"Spalte {cell.heading}" if cell.heading else "Spalte ohne Überschrift"
            (sheet.account.mapped if files else sheet.account.left)(field, cell.value)
        if not files and not sheet.linked("vo0050", row.span.start, row.span.end):
            sheet.row_not_read(sheet.text[row.span.start : row.span.end])
