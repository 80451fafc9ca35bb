"""Finds where the items of an agenda begin and end: rows of a table, or headers of cards."""

import re
from collections.abc import Callable

import msgspec
from selectolax.lexbor import LexborNode

from civicgraph.read.page import Field, Span
from civicgraph.read.sessionnet.heading import ITEM_NUMBER
from civicgraph.read.sessionnet.rows import Row
from civicgraph.read.sessionnet.sheet import Sheet, distinct
from civicgraph.read.sessionnet.words import part_is_public

_CARD_HEADS = ".card-header, .accordion-header, .panel-heading, [id^=smcacchead]:not(.collapse):not(.card-body)"
_CARD = frozenset(("card", "accordion-item", "panel", "smc-card"))
_CARD_TITLE = ".smc-card-text-title, .smc-card-title, [class*=tobetr], [class*=topht]"
MARKS = " \n\t\u00a0*·-–,:"
"""What may stand around a title or remark and says nothing."""


class Anchor(msgspec.Struct, frozen=True, gc=False):
    """Where an item or the heading of a part begins. number and title: what stands there; end: where its own place ends.

    row: the table's row, None for a card; is_group: it is a heading.
    """

    node: LexborNode
    span: Span
    end: int
    number: Field | None
    title: Field | None
    note: Field | None = None
    row: Row | None = None
    is_group: bool = False


def of_rows(sheet: Sheet, table: list[Row]) -> list[Anchor]:
    """Return the rows that are items or headings of parts."""
    found: list[Anchor] = []
    for row in table:
        made = _group(sheet, row) or _of_row(sheet, row)
        if made is not None:
            found.append(made)
    return _ended(sheet, found, lambda anchor: anchor.row.table.end if anchor.row is not None else anchor.span.end)


def _group(sheet: Sheet, row: Row) -> Anchor | None:
    words = " ".join(cell.value for cell in row.filled)
    alone = len(row.filled) == 1 and len(row.cells) == 1
    if not row.is_group and not (alone and part_is_public(words) is not None):
        return None
    if row.is_group and row.cell("number") is not None and len(row.filled) > 1:
        return None
    return Anchor(row.node, row.span, row.span.end, None, None, row=row, is_group=True)


def _of_row(sheet: Sheet, row: Row) -> Anchor | None:
    number, title = row.field("number"), row.field("title")
    if number is None and title is None:
        number, title = _by_form(row)
    if len(row.cells) == 1 or (number is None and (title is None or row.cell("body") or row.cell("date"))):
        return None
    note = None
    if number is not None:
        number, note = _number_and_note(sheet, number)
    return Anchor(row.node, row.span, row.span.end, number, title, note, row)


def _by_form(row: Row) -> tuple[Field | None, Field | None]:
    """Return number and title of a row of a table without headings: a number in its first cell, words in the next."""
    filled = row.filled
    if len(filled) < 2 or any(cell.name for cell in filled[:2]) or not ITEM_NUMBER.fullmatch(filled[0].value):
        return None, None
    return filled[0].field, filled[1].field


def _number_and_note(sheet: Sheet, told: Field) -> tuple[Field | None, Field | None]:
    """Split what stands in the number's cell: "3.1 Nachtrag: 01.09.2026" is a number and a remark."""
    match = ITEM_NUMBER.match(sheet.text, told.span.start, told.span.end)
    if match is None:
        return Field("number", told.value, told.span), None
    begin = match.end() - len(re.sub(r"^TOP\s*", "", match.group()))
    rest = sheet.text[match.end() : told.span.end]
    start = told.span.end - len(rest.lstrip(MARKS))
    note = sheet.field("note", start, start + len(rest.strip(MARKS)))
    return sheet.field("number", begin, match.end()), note


def of_cards(sheet: Sheet) -> list[Anchor]:
    """Return the headers of cards that are items or headings of parts; none where no card has an item's number."""
    heads: list[LexborNode] = []
    for node in distinct(sheet.root, _CARD_HEADS):
        span = sheet.span(node)
        if span.end > span.start and not (heads and sheet.span(heads[-1]).end > span.start):
            heads.append(node)
    made = [_card(sheet, node) for node in heads]
    if not any(anchor.number is not None for anchor in made):
        return []
    return _ended(sheet, made, lambda anchor: _end_of_card(sheet, anchor))


def _ended(sheet: Sheet, found: list[Anchor], end_of: Callable[[Anchor], int]) -> list[Anchor]:
    """Let each anchor's place end where the next begins, or where what holds it ends."""
    following = [anchor.span.start for anchor in found[1:]] + [len(sheet.text)]
    return [
        msgspec.structs.replace(anchor, end=min(start, end_of(anchor)))
        for anchor, start in zip(found, following, strict=False)
    ]


def _end_of_card(sheet: Sheet, anchor: Anchor) -> int:
    card = card_of(anchor.node)
    holder = card if card is not None else anchor.node.parent
    return sheet.span(holder).end if holder is not None else anchor.span.end


def card_of(node: LexborNode) -> LexborNode | None:
    """Return the card that an element stands in, None where it stands in none."""
    parent = node.parent
    while parent is not None:
        if not _CARD.isdisjoint((parent.attributes.get("class") or "").split()):
            return parent
        parent = parent.parent
    return None


def _card(sheet: Sheet, node: LexborNode) -> Anchor:
    span = sheet.span(node)
    badges = [sheet.span(badge) for badge in node.css(".badge, [class*=badge], [class*=tofnum], [class*=tophn]")]
    named = node.css_first(_CARD_TITLE)
    numbers = [s for s in badges if ITEM_NUMBER.fullmatch(sheet.text[s.start : s.end].strip())]
    start = next((s.start for s in numbers), span.start)
    match = ITEM_NUMBER.match(sheet.text, start, span.end)
    number = None
    if match is not None:
        number, _ = _number_and_note(sheet, Field("number", match.group(), Span(match.start(), match.end())))
    title = sheet.span(named) if named is not None else None
    if title is None:
        title = Span(match.end() if match is not None else span.start, span.end)
    field = sheet.field("title", title.start, title.end)
    return Anchor(node, span, span.end, number, field, is_group=number is None and named is None)
