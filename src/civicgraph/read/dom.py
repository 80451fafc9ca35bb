"""Turns an HTML tree into one text with the offsets of every element: what a person sees, line by line."""

import re
import unicodedata

from selectolax.lexbor import LexborHTMLParser, LexborNode

from civicgraph.read.page import Span

_BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    )
)
_CELLS = frozenset(("td", "th"))
_UNSEEN = frozenset(
    ("script", "style", "head", "title", "noscript", "template", "select", "button", "svg", "iframe", "object")
)
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
MAX_DEPTH = 400


class Rendered:
    """The text of an element and where each element inside it stands.

    Blocks and rows begin lines, cells of a row are parted by a blank, list items get the number that a browser shows.
    Paragraphs in a cell stay on the row's line (word processors wrap every cell in one), unless the cell holds several.
    """

    def __init__(self, root: LexborNode) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._spans: dict[int, Span] = {}
        self._fresh = True
        self._space = False
        self._in_cell = self._cell_is_empty = self._break_is_due = False
        self._walk(root, 0)
        self.text = "".join(self._parts)

    def span(self, node: LexborNode) -> Span:
        """Return where an element's text stands; an element outside the root is empty at 0."""
        return self._spans.get(node.mem_id, Span(0, 0))

    def _walk(self, node: LexborNode, depth: int) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._write(node.text_content or "")
            return
        if tag in _UNSEEN or tag.startswith("-") or depth > MAX_DEPTH:
            return
        if tag == "br":
            self._break()
        if tag in _BLOCKS:
            self._end_line()
        if tag in _CELLS and node.css_first("table") is None:
            self._walk_cell(node, depth)
            return
        if tag in _CELLS:
            self._space = not self._fresh
        self._walk_children(node, depth)
        if tag in _BLOCKS:
            self._end_line()

    def _walk_cell(self, cell: LexborNode, depth: int) -> None:
        """Walk a cell without a table in it."""
        self._space = not self._fresh
        self._in_cell = self._cell_is_empty = True
        self._walk_children(cell, depth)
        self._in_cell = self._cell_is_empty = self._break_is_due = False

    def _walk_children(self, node: LexborNode, depth: int) -> None:
        """Walk what an element holds, and note where its text stands."""
        tag = node.tag or ""
        start = self._length
        if tag == "li":
            self._write(_marker(node))
        child = node.child
        while child is not None:
            self._walk(child, depth + 1)
            child = child.next
        self._spans[node.mem_id] = Span(start, self._length)

    def _write(self, raw: str) -> None:
        text = _SPACE.sub(" ", unicodedata.normalize("NFC", raw))
        if text.startswith(" ") and not self._fresh:
            self._space = True
        trailing = text.endswith(" ")
        text = text.strip(" ")
        if not text:
            return
        if self._break_is_due:
            self._break()
        if self._space and not self._fresh:
            self._append(" ")
        self._append(text)
        self._cell_is_empty = self._break_is_due = False
        self._fresh = False
        self._space = trailing

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _break(self) -> None:
        self._append("\n")
        self._fresh, self._space = True, False

    def _end_line(self) -> None:
        if self._in_cell:
            self._break_is_due = not self._cell_is_empty
        elif not self._fresh:
            self._break()


def _marker(item: LexborNode) -> str:
    """Return the number or letter that a browser puts before a list item."""
    parent = item.parent
    if parent is None or parent.tag != "ol":
        return "• "
    start = parent.attributes.get("start")
    number = int(start) if start and start.isdigit() and len(start) < 5 else 1
    before = item.prev
    while before is not None:
        number += before.tag == "li"
        before = before.prev
    value = item.attributes.get("value")
    number = int(value) if value and value.isdigit() and len(value) < 5 else number
    return _numeral(number, parent.attributes.get("type") or "1") + " "


def _numeral(number: int, kind: str) -> str:
    if kind in "aA" and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)})"
    if kind in "iI" and 1 <= number <= 20:
        roman = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][number % 10]
        text = ("X" if 10 <= number < 20 else "XX" if number == 20 else "") + roman
        return (text if kind == "I" else text.lower()) + "."
    return f"{number}."


def parse(html: str) -> LexborHTMLParser:
    """Parse HTML as a browser would; documents inside the document (as ALLRIS embeds them) become part of it."""
    return LexborHTMLParser(html)
