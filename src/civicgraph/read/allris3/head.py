"""Reads the header of an ALLRIS 3 page: cells of class kb1 are labels, their neighbours values."""

from functools import cache
from itertools import islice

from selectolax.lexbor import LexborNode

from civicgraph.read.account import Account
from civicgraph.read.allris3.opening import Opening
from civicgraph.read.grid import cells, inner_rows, rows_around
from civicgraph.read.header import OF_PAPER, UNTAKEN, number_and_title
from civicgraph.read.markup import classes, codes, is_document, target
from civicgraph.read.page import Field, Line, collapse, span_field
from civicgraph.read.phrases import table

_LABEL = "td.kb1, th.kb1"
_SECOND = "weitere Spalte"
_UNLABELLED = "Zelle ohne Beschriftung"


def _labelled_rows(root: LexborNode) -> list[LexborNode]:
    """Return the rows of the header: neither a row made for layout, which holds rows with labels, nor one inside a header's cell."""
    layout: set[int] = set()
    for label in root.css(_LABEL):
        for outer in islice(rows_around(label), 1, None):
            if outer in layout:
                break  # and so are those around it
            layout.add(outer)
    return [
        row for row in root.css("tr") if row.mem_id not in layout and all(outer in layout for outer in rows_around(row))
    ]


@cache
def names() -> dict[str, str]:
    """Return the labels of header fields with the fields' names."""
    return {row["label"]: row["name"] for row in table("labels")}


class Head:
    """Takes the header's cells in document order.

    fields: with the page's title first; consultations: the row that opens the Beratungsfolge, None where there is none.
    """

    def __init__(self, seen: Opening, before: int, account: Account) -> None:
        """Read the rows whose text begins before an offset."""
        self.fields: list[Field] = [seen.title]
        self.consultations: LexborNode | None = None
        self._text, self._span, self._rendered = seen.rendered.text, seen.rendered.span, seen.rendered
        self._kind, self._title, self._account = seen.kind, seen.title, account
        self._group = 1 if seen.kind == "paper" else 0
        self._has_classes = seen.root.css_first(_LABEL) is not None
        if seen.kind == "paper":
            self.fields.append(Field("number", seen.title.value, seen.title.span, 1))
        for row in _labelled_rows(seen.root) if self._has_classes else inner_rows(seen.root):
            if self._span(row).start < before and self.consultations is None:
                self._take_row(row)
        self._take_menus(seen.root)
        if seen.kind == "agenda" and not any(f.name == "meeting_line" for f in self.fields):
            self.fields.append(Field("meeting_line", seen.title.value, seen.title.span))

    def _take_menus(self, root: LexborNode) -> None:
        """Account for the column beside the header: links to documents are taken, those to parts of the page are a menu."""
        for menu in root.css("td.me1"):
            for link in self._rendered.inside(menu, "a[href]"):
                if (words := self._words(link)) and is_document(target(link)):
                    self._account.mapped("Anlagen", words)
            if words := self._words(menu):
                self._account.left("Menü", words)
            for button in self._rendered.inside(
                menu, "form[action*='do0'] input[type=submit], form[action*='do0'] button"
            ):
                named = button.attributes.get("value") or button.attributes.get("title") or button.text()
                self._account.left("Dokument hinter einem Knopf", collapse(named or ""))

    @property
    def day(self) -> str:
        """The date as printed, "" where there is none."""
        return next((field.value for field in self.fields if field.name == "date"), "")

    def _take_row(self, row: LexborNode) -> None:
        label, value = "", 0
        for cell in cells(row):
            words = self._words(cell)
            if self._is_label(cell, words):
                label, value = words.rstrip(" :"), 0
                if names().get(label) == "consultations":
                    self.consultations = row
                    self._account.mapped(label, "")
                    return
                if label:
                    self._note(label, "")
            elif label:
                self._take_value(label, cell, value)
                value += 1
            elif "text1" in classes(cell):
                self._take_heading(cell)
            elif words and "me1" not in classes(cell):
                self._account.left(_UNLABELLED, words)

    def _is_label(self, cell: LexborNode, words: str) -> bool:
        if self._has_classes:
            return "kb1" in classes(cell) and not self._rendered.inside(cell, "form, table")
        return words.endswith(":") and words.rstrip(" :") in names()

    def _note(self, label: str, value: str) -> None:
        if label in names() and names()[label] not in UNTAKEN:
            self._account.mapped(label, value)
        else:
            self._account.left(label, value)

    def _take_value(self, label: str, cell: LexborNode, index: int) -> None:
        """Take the cell beside a label; a further one is the column "aktuell" of a paper that was changed."""
        name, words = names().get(label), self._words(cell)
        if index and words:
            self._account.left(f"{label} ({_SECOND})", words, _SECOND)
        elif name is not None:
            self._note(label, words)
            self._take(name, cell)
        elif words:
            self._note(label, words)

    def _take(self, name: str, cell: LexborNode) -> None:
        span = self._span(cell)
        group = 1 if name in OF_PAPER and self._kind != "agenda" else self._group
        name = "meeting_line" if name == "subject" and self._kind == "agenda" else name
        field = span_field(name, self._text, span.start, span.end, group)
        if field is not None:
            self.fields.append(field)

    def _take_heading(self, cell: LexborNode) -> None:
        """Take the meeting's name, or the cell that opens the paper's block."""
        span = self._span(cell)
        line = Line(span.start, span.end, self._text[span.start : span.end])
        if line.is_blank:
            return
        if self._group == 1:
            self._account.left(_UNLABELLED, line.text)
            return
        numbered = [] if "to010" in codes(cell, self._rendered) else number_and_title(line, self._title.value)
        if numbered:
            self._group = 1
            self.fields += numbered
            self._account.mapped("Vorlage", line.text)
        elif not any(f.name == "meeting_line" for f in self.fields) and self._kind == "extract":
            self._account.mapped("Sitzung", line.text)
            self._take("meeting_line", cell)
        else:
            self._account.left(_UNLABELLED, line.text)

    def _words(self, node: LexborNode) -> str:
        span = self._span(node)
        return collapse(self._text[span.start : span.end])
