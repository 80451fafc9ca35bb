"""Tells what the cells of a Beratungsfolge without headings hold by their own form, and says where one cannot be read at all."""

import re
from functools import cache

import msgspec

from civicgraph.read.page import Field, collapse
from civicgraph.read.phrases import table
from civicgraph.read.sessionnet.results import COUNTS, is_known_outcome
from civicgraph.read.sessionnet.rows import Cell, Row
from civicgraph.read.sessionnet.sheet import DATE, Sheet, distinct
from civicgraph.vocab import scheme

_MEETINGS = ("si0057", "si0056", "si0050", "to0040", "gr0040", "gr0050")
_HEADINGS = "h2, h3, h4, h5, h6, caption, legend, dt, th, strong, b, .smc-h2, [class*=label], [class*=cell-head]"
_NONE = re.compile(r"(?i)\W*(?:kein|entfällt|nicht vorhanden|\Z)")
LONGEST_BODY = 80
"""Characters of a body's name."""


def known_by_form(sheet: Sheet, row: Row) -> Row:
    """Return a row that names no body with its unnamed cells known by their form: a day, a body, a role, an outcome, a vote."""
    if row.cell("body") or row.cell("meeting"):
        return row
    held = {cell.name for cell in row.filled}
    cells = []
    for cell in row.cells:
        name = cell.name or _form(sheet, cell)
        if cell.name == "" and name in held:
            name = ""
        held.add(name)
        cells.append(msgspec.structs.replace(cell, name=name))
    return row.holding(tuple(cells)) if {"body", "date"} <= held else row


def _form(sheet: Sheet, cell: Cell) -> str:
    field = cell.field
    if field is None:
        return ""
    if any(sheet.linked(code, field.span.start, field.span.end) for code in _MEETINGS):
        return "body" if DATE.fullmatch(field.value) is None else "date"
    if DATE.search(field.value) is not None and len(field.value) < 40:
        return "date"
    if scheme("consultation-role").code(field.value) is not None:
        return "role"
    if COUNTS.search(field.value) is not None:
        return "vote"
    if is_known_outcome(field.value):
        return "outcome"
    return "body" if len(field.value) <= LONGEST_BODY and body_noun().search(field.value) else ""


@cache
def body_noun() -> re.Pattern[str]:
    """The nouns that end a body's name."""
    return re.compile("|".join(f"(?:{row['noun']})(?![a-zäöüß])" for row in table("council_bodies")), re.IGNORECASE)


def say_lost(sheet: Sheet, told: Field | None) -> None:
    """Say that a page on which no sitting could be read announces some. told: what stands behind a label."""
    words = told.value if told is not None else _announced(sheet)
    if _NONE.match(words):
        return
    sheet.account.left("Beratungsfolge", words)
    sheet.say(
        "consultations-not-read",
        "Eine Beratungsfolge ist angekündigt, doch ihr Aufbau ist nicht bekannt: keine Station wurde übernommen.",
        "A sequence of consultations is announced, but its layout is not known: no station was taken.",
        words,
    )


def _announced(sheet: Sheet) -> str:
    """Return what stands between the heading of a Beratungsfolge and the next one, "" where there is neither."""
    spans = [sheet.span(node) for node in distinct(sheet.root, _HEADINGS)]
    for at, span in enumerate(spans):
        if collapse(sheet.text[span.start : span.end]).rstrip(" :").casefold() in _names():
            following = (one.start for one in spans[at + 1 :] if one.start >= span.end > 0)
            words = sheet.text[span.end : next(following, len(sheet.text))].lstrip(" :")
            if collapse(words):
                return collapse(words)
    return ""


@cache
def _names() -> frozenset[str]:
    return frozenset(row["heading"].casefold() for row in table("sessionnet_sequences"))
