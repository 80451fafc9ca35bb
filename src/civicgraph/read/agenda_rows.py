"""Turns the rows of an agenda's table into items: numbers, titles, papers, outcomes, and what is unfolded below an item."""

import msgspec

from civicgraph.read.account import Account, ignoring
from civicgraph.read.dom import Rendered
from civicgraph.read.grid import Cell, Row, icon_of
from civicgraph.read.header import NUMBER
from civicgraph.read.kinds import row_not_read
from civicgraph.read.markup import classes, codes, ids, page_code
from civicgraph.read.page import Field, Item, Line, Span, collapse, lines, span_field
from civicgraph.read.rows import columns, is_number, public_by_number, public_by_part, renamed, title_and_remark
from civicgraph.read.sight import Sight
from civicgraph.read.unfolded import opens, unfolded
from civicgraph.record import Finding

_BUTTON = "input[class*='il1_na'], button[class*='il1_na']"
_STRUCK = "s, del, strike, [style*='line-through']"
_REMARK = "span.zusatzinfo"
"""How ALLRIS 4 marks a remark behind an item's title."""


class Agenda(msgspec.Struct, frozen=True):
    """The items of a page, and what is to be said of rows that are none."""

    items: tuple[Item, ...]
    findings: tuple[Finding, ...]


def agenda_of(sight: Sight, rendered: Rendered, account: Account, rows: list[Row], day: str) -> Agenda:
    """Return the items of rows in page order; a row that fits no pattern is a finding. day: the meeting's date as printed."""
    taken = _Rows(sight, rendered, account, day)
    for row in rows:
        taken.take(row)
    findings = taken.findings if taken.finished() else [*taken.findings, no_items(sight)]
    return Agenda(tuple(taken.items), tuple(findings))


def stretch(rendered: Rendered, rows: list[Row]) -> Span:
    """Return where rows stand in the text, with the head of their table; the end of the text where there are none."""
    end = len(rendered.text)
    if not rows:
        return Span(end, end)
    table = rows[0].node.parent
    while table is not None and table.tag in ("tbody", "thead", "tfoot"):
        table = table.parent
    first = table if table is not None and table.tag == "table" else rows[0].node
    return Span(rendered.span(first).start, max(rendered.span(row.node).end for row in rows))


def no_items(sight: Sight) -> Finding:
    """Say that an agenda shows no item."""
    return sight.finding(
        "agenda-without-items",
        "Auf dieser Seite einer Tagesordnung steht kein einziger Punkt: die ganze Seite speichern.",
        "No item stands on this page of an agenda: save the whole page.",
    )


class _Rows:
    """Takes an agenda's rows one by one; the lines below an item are kept until the next one comes."""

    def __init__(self, sight: Sight, rendered: Rendered, account: Account, day: str) -> None:
        self.items: list[Item] = []
        self.findings: list[Finding] = []
        self._sight, self._rendered, self._account, self._day = sight, rendered, account, day
        self._is_public: bool | None = None
        self._below: list[Line] = []

    def take(self, row: Row) -> None:
        """Take one row: an item, the heading of a part, or something unfolded below the last item."""
        cells = self._by_name(row)
        carried = ids(row.node, self._rendered)
        number = cells.get("number")
        is_item = number is not None and is_number(number.value)
        if is_item or (any(name == "TOLFDNR" for name, _ in carried) and "title" in cells):
            self._close()
            self.items.append(self._item(row, cells, carried))
        elif row.filled:
            self._take_other(row)

    def finished(self) -> bool:
        """Give the last item what stands below it; tell whether there is any item."""
        self._close()
        return bool(self.items)

    def _take_other(self, row: Row) -> None:
        words = " ".join(cell.value for cell in row.filled)
        part = public_by_part(words)
        if part is not None:
            self._close()
            self._is_public = part
            self._account.mapped("Überschrift eines Teils", words)
            return
        span = self._rendered.span(row.node)
        told = [line for line in lines(self._rendered.text, span.start, span.end) if not line.is_blank]
        if self.items and (self._below or len(told) > 1 or any(opens(line.text) for line in told)):
            self._below += told
        elif len(row.filled) == 1:
            self._account.left("Zwischenüberschrift", words)
        else:
            self.findings.append(row_not_read(self._sight, words))

    def _close(self) -> None:
        """Give the last item what was unfolded below it."""
        if not self._below:
            return
        found = unfolded(self._below, self._day)
        last = self.items[-1]
        self.items[-1] = msgspec.structs.replace(last, sections=found.sections, sittings=found.sittings)
        for sitting in found.sittings:
            self._account.mapped("TOP[] frühere Sitzung", sitting.body.value)
        for line in found.rest:
            self._account.left("TOP[] Text darunter", line.text)
        self._below = []

    def _by_name(self, row: Row) -> dict[str, Field]:
        """Return the row's cells by what their columns hold; without columns by their links and form."""
        found: dict[str, Field] = {}
        for index, cell in enumerate(row.filled):
            name = None if self._is_button(cell) else _by_column(cell) or self._by_form(cell, index, found)
            if name is not None and cell.field is not None:
                found.setdefault(cell.column if name == "count" else name, cell.field)
        return found

    def _by_form(self, cell: Cell, index: int, found: dict[str, Field]) -> str | None:
        """Return what a cell without a heading holds, by its link or form."""
        if cell.column:
            return None
        if index == 0 and is_number(cell.value):
            return "number"
        targets = codes(cell.node, self._rendered)
        if "vo020" in targets:
            return "paper"
        return "title" if "to020" in targets or ("title" not in found and "number" in found) else None

    def _note(self, row: Row, cells: dict[str, Field]) -> None:
        """Account for an item's cells; those in which only a picture stands tell by its words."""
        names = {field.span: name for name, field in cells.items()}
        for cell in row.cells:
            name = names.get(cell.field.span) if cell.field is not None else None
            if name is not None:
                self._account.mapped(f"TOP[] {cell.column or name}", cell.value)
            elif cell.value and not self._is_button(cell):
                self._account.left(_column(cell), cell.value)
            elif cell.column and cell.field is None and (icon := icon_of(cell.node, self._rendered)):
                self._account.left(_column(cell), icon, f"Bild {icon}")

    def _is_button(self, cell: Cell) -> bool:
        """Tell whether nothing but a result button's title stands in a cell."""
        buttons = self._rendered.inside(cell.node, _BUTTON)
        if not buttons:
            return False
        shown = self._rendered.field(buttons[0])
        return (shown.value if shown is not None else "") == cell.value

    def _item(self, row: Row, cells: dict[str, Field], carried: tuple[tuple[str, str], ...]) -> Item:
        self._note(row, cells)
        self._note_struck(row)
        number, title = cells.get("number"), cells.get("title")
        named, remark = self._title(row, title) if title is not None else (None, None)
        papers = self._papers(row, cells.get("paper"))
        by_number = public_by_number(number.value) if number is not None else None
        return Item(
            title=named,
            number=renamed("number", number),
            paper=papers[0] if papers else None,
            outcome=renamed("outcome", cells.get("outcome")) or self._outcome(row),
            vote=renamed("vote", cells.get("vote")),
            note=remark or renamed("note", cells.get("note")),
            is_public=by_number if by_number is not None else self._is_public,
            ids=tuple(pair for pair in carried if pair[0] in ("TOLFDNR", "VOLFDNR")),
            role=renamed("role", cells.get("role")),
            papers=tuple(papers[1:]),
            counts=_counts(row),
        )

    def _note_struck(self, row: Row) -> None:
        """Say that an item's words are struck out: a reader sees it, the text does not tell it."""
        for node in self._rendered.inside(row.node, _STRUCK)[:1]:
            span = self._rendered.span(node)
            if words := collapse(self._rendered.text[span.start : span.end]):
                self.findings.append(
                    self._sight.finding(
                        "item-struck",
                        "Ein Tagesordnungspunkt ist durchgestrichen; was das heißt, sagt die Seite nicht: nachsehen.",
                        "An agenda item is struck out; the page does not say what that means: look it up.",
                        value=words[:200],
                        severity="info",
                    )
                )

    def _title(self, row: Row, cell: Field) -> tuple[Field | None, Field | None]:
        """Split a title's cell into title and remark: the remark is marked up, or stands in brackets on its own line."""
        marked = self._rendered.inside(row.node, _REMARK)
        remark = self._rendered.field(marked[0], "note") if marked else None
        if remark is not None and cell.span.start < remark.span.start:
            return span_field("title", self._rendered.text, cell.span.start, remark.span.start), remark
        return title_and_remark(self._rendered.text, cell.span.start, cell.span.end)

    def _papers(self, row: Row, cell: Field | None) -> list[Field]:
        """Return the numbers of the item's papers: the links in their cell, or its lines where each is a number, else the cell's words."""
        if cell is None:
            return []
        links = self._rendered.inside(row.node, "a[href]")
        nodes = [a for a in links if page_code(a.attributes.get("href") or "") == "vo020"]
        linked = [field for node in nodes if (field := self._rendered.field(node, "paper")) is not None]
        found = {f.value: f for f in linked if cell.span.start <= f.span.start and f.span.end <= cell.span.end}
        if len(found) > 1:
            return list(found.values())
        told = lines(self._rendered.text, cell.span.start, cell.span.end)
        parts = [
            f for line in told if (f := span_field("paper", self._rendered.text, line.start, line.end)) is not None
        ]
        if len(parts) > 1 and all(NUMBER.fullmatch(part.value) for part in parts):
            return list({part.value: part for part in parts}.values())
        return [Field("paper", cell.value, cell.span)]

    def _outcome(self, row: Row) -> Field | None:
        """Return the title of the item's result button; titles that only name its target are ignored by a rule."""
        for node in self._rendered.inside(row.node, _BUTTON):
            field = self._rendered.field(node, "outcome")
            if field is None:
                continue
            if ignoring(self._account.system, f"Knopf {field.value}") is None:
                self._account.mapped("TOP[] Ergebnis", field.value)
                return field
            self._account.left(f"Knopf {field.value}", field.value)
        return None


def _counts(row: Row) -> tuple[Field, ...]:
    """Return the cells that each hold one count of a vote, under the headings of their columns."""
    known = columns("agenda")
    told = [(cell.column, cell.field) for cell in row.filled if known.get(cell.column) == "count"]
    return tuple(Field(heading, field.value, field.span) for heading, field in told if field is not None)


def _column(cell: Cell) -> str:
    return f"Spalte {cell.column}" if cell.column else "Spalte ohne Überschrift"


def _by_column(cell: Cell) -> str | None:
    """Return what a cell holds by the heading of its column, else by its own class."""
    known = columns("agenda")
    return known.get(cell.column) or next((known[name] for name in sorted(classes(cell.node)) if name in known), None)
