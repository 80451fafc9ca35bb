"""Turns the agenda of a meeting, printed as a table or as cards, into items in page order."""

import re
from bisect import bisect_right

import msgspec

from civicgraph.read.page import Field, Item, Span
from civicgraph.read.sessionnet.anchors import MARKS, Anchor, card_of, of_cards, of_rows
from civicgraph.read.sessionnet.heading import TIME
from civicgraph.read.sessionnet.pairs import Pair, pairs
from civicgraph.read.sessionnet.results import Results, account_boxes, results
from civicgraph.read.sessionnet.rows import Cell, Row, rows
from civicgraph.read.sessionnet.sheet import Sheet, distinct, ids_below
from civicgraph.read.sessionnet.words import label, part_is_public, taken

_STRUCK = "s, del, strike, [style*=line-through], [class*=abgesetzt]"
_LOADED = ".smcdv_ajax, .smcdv6_hidden"
_NOTHING = Results({}, ())
_PAPER = re.compile(r"(?=\S*\d)\S+(?:[\s\u00a0]\S+){0,3}")


class Agenda(msgspec.Struct, frozen=True):
    """The items, and what stands outside them: pairs of the meeting's header, the time that the first part's heading gives."""

    items: tuple[Item, ...]
    header: tuple[Pair, ...]
    time: Field | None


def agenda(sheet: Sheet) -> Agenda:
    """Read the items of a page. What stands in no item, and no header, is a finding."""
    table = rows(sheet)
    anchors = of_cards(sheet) or of_rows(sheet, table)
    owned = frozenset(cell.node.mem_id for row in table for cell in row.cells if cell.name)
    stops = tuple(anchor.span.start for anchor in anchors) + tuple(sheet.span(box).start for box in sheet.boxes)
    told = pairs(sheet, owned | _named_by_cards(anchors), stops)
    starts = [anchor.span.start for anchor in anchors]
    below: dict[int, list[Pair]] = {}
    header = []
    for pair in told:
        at = bisect_right(starts, pair.span.start) - 1
        if at >= 0 and pair.span.start < anchors[at].end:
            below.setdefault(at, []).append(pair)
        else:
            header.append(pair)
    treated = [_papers(sheet, anchor, _labelled(below.get(at, []))) for at, anchor in enumerate(anchors)]
    _account_rows(sheet, table, anchors, told, treated)
    _say_what_is_loaded(sheet)
    account_boxes(sheet, False)
    return Agenda(tuple(_items(sheet, anchors, below, treated)), tuple(header), _beginning(sheet, anchors))


def _items(sheet: Sheet, anchors: list[Anchor], below: dict[int, list[Pair]], treated: list[list[Field]]) -> list[Item]:
    found = []
    is_public: bool | None = None
    for at, anchor in enumerate(anchors):
        words = sheet.text[anchor.span.start : anchor.span.end]
        if anchor.is_group:
            told = part_is_public(words)
            is_public = told if told is not None else is_public
            note = sheet.account.mapped if told is not None else sheet.account.left
            note("Überschrift eines Teils" if told is not None else "Zwischenüberschrift", words)
            continue
        found.append(_item(sheet, anchor, below.get(at, []), treated[at], is_public))
    return found


def _item(sheet: Sheet, anchor: Anchor, told: list[Pair], papers: list[Field], is_public: bool | None) -> Item:
    """Put an item together: its row or card, the labels below it, the papers it links."""
    below = results(sheet, told, "item", "Tagesordnungspunkt[] ", _untaken(anchor, told, papers)) if told else _NOTHING
    fields = {name: anchor.row.field(name) for name in ("outcome", "vote", "note", "role")} if anchor.row else {}
    fields |= {name: field for name, field in below.fields.items() if fields.get(name) is None}
    others = [paper.span for paper in papers] + [pair.span for pair in told] + [s.span for s in below.sections]
    stretches = _apart(sheet, anchor.title, others)
    title = stretches[0] if stretches else None
    if anchor.number is not None:
        sheet.account.mapped("TOP", anchor.number.value)
    if title is not None:
        sheet.account.mapped("Betreff", title.value)
    if papers:
        sheet.account.mapped("Vorlage", papers[0].value)
    _say_struck(sheet, anchor)
    return Item(
        title=title,
        number=anchor.number,
        paper=papers[0] if papers else None,
        outcome=fields.get("outcome"),
        vote=fields.get("vote"),
        note=_note(sheet, fields.get("note"), [*([anchor.note] if anchor.note else []), *stretches[1:]]),
        is_public=_public_by_number(anchor.number, is_public),
        sections=below.sections,
        ids=_ids(sheet, anchor),
        role=fields.get("role"),
        papers=tuple(papers[1:]),
        counts=_counts(anchor.row),
    )


def _labelled(told: list[Pair]) -> Field | None:
    """Return the paper that a label below an item names."""
    return next((pair.value for pair in told if label(pair.label, "item") == "paper"), None)


def _untaken(anchor: Anchor, told: list[Pair], papers: list[Field]) -> frozenset[str]:
    """Return the fields that go nowhere on this item: what its row says in columns, and a role where it treats no paper."""
    held = {cell.name for cell in anchor.row.filled} & taken("item") if anchor.row is not None and told else set()
    return frozenset(held if papers else {*held, "role"})


def _counts(row: Row | None) -> tuple[Field, ...]:
    """Return how many voted how, where columns of their own say so, each under its column's heading."""
    cells = [cell for cell in row.filled if _is_count(cell)] if row is not None else []
    return tuple(Field(cell.heading, cell.value, cell.field.span) for cell in cells if cell.field is not None)


def _is_count(cell: Cell) -> bool:
    return cell.name == "count" and cell.value.isascii() and cell.value.isdigit()


def _note(sheet: Sheet, told: Field | None, others: list[Field]) -> Field | None:
    """Return an item's remark: a column or label says it, else what stands beside number or title; more than one are accounted for."""
    for at, other in enumerate(others):
        note = sheet.account.left if told is not None or at else sheet.account.mapped
        note("Tagesordnungspunkt[] weiterer Text", other.value)
    return told or (Field("note", others[0].value, others[0].span) if others else None)


def _public_by_number(number: Field | None, otherwise: bool | None) -> bool | None:
    letters = re.match(r"(?:TOP\s*)?(ÖN|NÖ|N|Ö)(?=[\s\d.])", number.value) if number is not None else None
    return letters.group(1) == "Ö" if letters else otherwise


def _say_struck(sheet: Sheet, anchor: Anchor) -> None:
    words = sheet.text[anchor.span.start : anchor.span.end]
    if sheet.rendered.inside(anchor.node, _STRUCK):
        sheet.say(
            "item-struck",
            "Der Tagesordnungspunkt ist auf der Seite durchgestrichen oder abgesetzt.",
            "The agenda item is struck out or taken off on the page.",
            words,
            severity="info",
        )


def _papers(sheet: Sheet, anchor: Anchor, labelled: Field | None) -> list[Field]:
    """Return the printed numbers of the papers: words of links to papers that look like a number, else the paper's own cell."""
    found: dict[str, Field] = {}
    for link in sheet.linked("vo0050", anchor.span.start, anchor.end):
        field = sheet.field("paper", link.span.start, link.span.end)
        if field is not None and _PAPER.fullmatch(field.value):
            found.setdefault(field.value, field)
    own = anchor.row.field("paper") if anchor.row is not None else None
    for other in (own, labelled):
        if other is not None and not found and _PAPER.fullmatch(other.value):
            found[other.value] = Field("paper", other.value, other.span)
    return list(found.values())


def _apart(sheet: Sheet, place: Field | None, others: list[Span]) -> list[Field]:
    """Return the stretches of a title's place that are nothing else: no paper's number, no label with its value."""
    if place is None:
        return []
    start, end = place.span.start, place.span.end
    inside = sorted((s for s in others if s.end > start and s.start < end), key=lambda s: (s.start, s.end))
    found = []
    for span in [*inside, Span(end, end)]:
        field = sheet.field("title", start, max(start, span.start))
        if field is not None and field.value.strip(MARKS + "()"):
            found.append(field)
        start = max(start, span.end)
    return found


def _ids(sheet: Sheet, anchor: Anchor) -> tuple[tuple[str, str], ...]:
    """Return the item's own identifier and that of its first paper; those of meetings and persons in its links are not its own."""
    holder = anchor.node
    if anchor.row is None:
        holder = card_of(anchor.node) or anchor.node
    found: dict[str, str] = {}
    for name, told in ids_below(holder, sheet.rendered):
        if name in ("ktonr", "kvonr"):
            found.setdefault(name, told)
    return tuple(found.items())


def _named_by_cards(anchors: list[Anchor]) -> frozenset[int]:
    """Return the elements inside the headers of cards: their words are numbers and titles, no labels."""
    return frozenset(
        inner.mem_id for anchor in anchors if anchor.row is None or anchor.is_group for inner in anchor.node.css("*")
    )


def _beginning(sheet: Sheet, anchors: list[Anchor]) -> Field | None:
    """Return the time at which the first part begins, where its heading says so: then the meeting does."""
    first = anchors[0] if anchors and anchors[0].is_group else None
    if first is None:
        return None
    at = re.search(r"\bBeginn\b\D{0,5}", sheet.text[first.span.start : first.span.end])
    match = TIME.match(sheet.text, first.span.start + at.end(), first.span.end) if at else None
    return sheet.field("time", match.start(), match.end()) if match else None


def _say_what_is_loaded(sheet: Sheet) -> None:
    """Say where cards hold texts that the page shows only after a click, and that were not saved with it."""
    empty = [node for node in distinct(sheet.root, _LOADED) if not sheet.words(node)]
    if empty:
        sheet.say(
            "texts-not-saved",
            "Texte zu Tagesordnungspunkten zeigt die Seite erst nach einem Klick; sie sind nicht mitgespeichert: "
            "die Seiten der einzelnen Punkte speichern.",
            "The page shows texts of agenda items only after a click; they were not saved with it: save the pages of the single items.",
            str(len(empty)),
            severity="info",
        )


def _account_rows(
    sheet: Sheet, table: list[Row], anchors: list[Anchor], told: list[Pair], treated: list[list[Field]]
) -> None:
    """Account for the columns of items, and name each row that nobody took. treated: the papers of each item."""
    taken_by = {anchor.node.mem_id: at for at, anchor in enumerate(anchors)}
    starts = sorted([pair.span.start for pair in told] + [sheet.span(node).start for node in sheet.root.css("h1")])
    for row in table:
        own = taken_by.get(row.node.mem_id)
        if own is None:
            at = bisect_right(starts, row.span.start - 1)
            if not (at < len(starts) and starts[at] < row.span.end):
                sheet.row_not_read(sheet.text[row.span.start : row.span.end])
        elif not anchors[own].is_group:
            without = _untaken(anchors[own], [], treated[own])
            for cell in row.filled:
                _account_cell(sheet, cell, without)


def _account_cell(sheet: Sheet, cell: Cell, without: frozenset[str]) -> None:
    if cell.name in ("number", "title", "paper"):
        return  # taken, or a finding, by the item
    field = f"Spalte {cell.heading}" if cell.heading else "Spalte ohne Überschrift"
    if cell.name in taken("item") - without and (cell.name != "count" or _is_count(cell)):
        sheet.account.mapped(field, cell.value)
    else:
        sheet.account.left(field, cell.value, cell.name)
