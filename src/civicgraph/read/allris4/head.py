"""Reads the header of an ALLRIS 4 page: labels in dt elements, in older pages in div elements, values beside them."""

from functools import cache

from selectolax.lexbor import LexborNode

from civicgraph.read.account import Account
from civicgraph.read.allris4.opening import LABELS, Opening
from civicgraph.read.header import NUMBER, OF_PAPER, UNTAKEN, number_and_title
from civicgraph.read.markup import children, classes
from civicgraph.read.page import Field, Line, collapse, span_field
from civicgraph.read.phrases import table

_GENERIC = frozenset(("Vorlage", "Drucksache", "Auszug"))
_PANELS = "aside .frameHeader, #headRight .frameHeader"


@cache
def names() -> dict[str, str]:
    """Return the labels of header fields, and the identifiers of their values, with the fields' names."""
    return {row["label"]: row["name"] for row in (*table("labels"), *table("allris4_labels"))}


class Head:
    """Takes the header's labels in document order. end: where the last of its values ends in the text."""

    def __init__(self, seen: Opening, account: Account) -> None:
        self.fields: list[Field] = [seen.title]
        self._seen, self._account = seen, account
        self._text, self._span = seen.rendered.text, seen.rendered.span
        self._group = 1 if seen.kind == "paper" else 0
        self._take_heading()
        self.end = self._span(seen.root).start
        for label in {node.mem_id: node for node in seen.root.css(LABELS)}.values():
            self._take_label(label)
        self._complete()
        self.end = max([self.end, *(field.span.end for field in self.fields)])
        for panel in seen.root.css(_PANELS):
            account.mapped(self._words(panel), "")

    @property
    def day(self) -> str:
        """The date as printed, "" where there is none."""
        return next((field.value for field in self.fields if field.name == "date"), "")

    def _has(self, name: str) -> bool:
        return any(field.name == name for field in self.fields)

    def _take_heading(self) -> None:
        """Take the number that the heading of a paper gives."""
        if self._seen.kind == "paper":
            self.fields.append(Field("number", self._seen.title.value, self._seen.title.span, 1))

    def _complete(self) -> None:
        """Take from the heading what no label gives: date and number of an item, type of a paper, name of a meeting."""
        lead, number, title = self._seen.lead, self._seen.number, self._seen.title
        if self._seen.kind == "extract" and lead is not None and not self._has("date"):
            self.fields.append(Field("date", lead.value, lead.span))
        if number is not None and not self._has("agenda_number"):
            self.fields.append(number)
        if self._seen.kind == "paper" and lead is not None and lead.value not in _GENERIC and not self._has("type"):
            self.fields.append(Field("type", lead.value, lead.span, 1))
        if self._seen.kind == "agenda" and not self._has("meeting_line") and not self._has("body"):
            self.fields.append(Field("meeting_line", title.value, title.span))

    def _take_label(self, label: LexborNode) -> None:
        words = self._words(label).rstrip(" :")
        values = self._values(label)
        first = values[0] if values else None
        marks = [first.attributes.get("id") or "" if first is not None else "", *sorted(classes(label))]
        name = names().get(words) or next((names()[mark] for mark in marks if mark in names()), None)
        if words == "" and name is None:
            return
        for extra in values[1:]:
            self._account.left(f"{words} (Zusatz)", self._words(extra), "Bearbeitungsstand")
        told = self._words(first) if first is not None else ""
        self.end = max([self.end, self._span(label).end, *(self._span(value).end for value in values)])
        if name is None or (name == "paper" and told and not self._take_paper(first)):
            self._account.left(words, told)
            return
        (self._account.left if name in UNTAKEN else self._account.mapped)(words or name, told)
        if name != "paper" and first is not None:
            self._take(name, first)

    def _values(self, label: LexborNode) -> list[LexborNode]:
        """Return the elements that hold a label's values: those with an identifier, else what stands beside the label."""
        found: list[LexborNode] = []
        beside = label.next
        while beside is not None and beside.tag != "dt" and "colTitle" not in classes(beside):
            if not (beside.tag or "-").startswith("-"):
                marked = [node for node in children(beside) if node.attributes.get("id") and self._words(node)]
                found += marked or ([beside] if self._words(beside) else [])
            beside = beside.next
        return found

    def _take(self, name: str, node: LexborNode) -> None:
        span = self._span(node)
        field = span_field(name, self._text, span.start, span.end, self._group_of(name))
        if field is None:
            return
        if name == "subject" and self._seen.kind == "agenda":
            field = Field("meeting_line", field.value, field.span)
        if name == "subject" and self._seen.kind == "extract":
            self.fields[0] = Field("page_title", field.value, field.span)  # the heading cuts long titles
        elif name == "number" and self._seen.kind == "paper":
            self.fields = [f for f in self.fields if f.name != "number"] + [field]
        else:
            self.fields.append(field)

    def _group_of(self, name: str) -> int:
        """Return the block that a field belongs to: the second status of an extract is the paper's."""
        is_second = name == "publicity" and self._has("publicity")
        if self._seen.kind == "extract" and (name in OF_PAPER or name == "number" or is_second):
            return 1
        return self._group

    def _take_paper(self, node: LexborNode | None) -> bool:
        """Take number and title of the paper that an extract names; tell whether the words begin with a number."""
        if node is None:
            return False
        span = self._span(node)
        line = Line(span.start, span.end, self._text[span.start : span.end].replace("\n", " "))
        found = number_and_title(line, self._seen.title.value)
        if not found and NUMBER.fullmatch(collapse(line.text)):
            whole = span_field("number", self._text, span.start, span.end, 1)
            found = [whole] if whole is not None else []
        self.fields += found
        return bool(found)

    def _words(self, node: LexborNode) -> str:
        span = self._span(node)
        return collapse(self._text[span.start : span.end])
