"""Turns an HTML tree into one text with the offsets of every element: what a person sees, line by line."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Any, TypeVar

from selectolax.lexbor import LexborHTMLParser, LexborNode

from civicgraph.read.page import Field, Span, span_field
from civicgraph.read.tags import Tags, one_line

T = TypeVar("T")
_UNESCAPED = "script, style, template, iframe, noembed, noframes, xmp, plaintext"
"""Elements whose content lexbor writes down without escapes. A browser shows only that of the last two."""
_AS_WRITTEN = frozenset(("xmp", "plaintext"))


class Rendered:
    """The text of an element and where each element inside it stands.

    Blocks and rows begin lines, cells of a row are parted by a blank, list items get the number that a browser shows.
    Paragraphs in a cell stay on the row's line (word processors wrap every cell in one), unless the cell holds several.
    The tree is not walked node by node, which would make several objects a node: lexbor writes it down (HTML Living Standard
    §13.3), and one pass over its tags gives the text; the elements come in the order of their start tags.
    """

    def __init__(
        self,
        root: LexborNode,
        titled: frozenset[str] = frozenset(),
        shown: frozenset[str] = frozenset(),
        without: frozenset[int] = frozenset(),
        before: LexborNode | None = None,
    ) -> None:
        """Render an element.

        titled: classes of buttons whose title attribute is shown as text, as it says what nothing else does;
        shown: tags shown although they mostly hold no words of the page ("button"); without: mem_id of elements left out;
        before: an element outside, such as the document's title, whose words open the text.
        """
        html = one_line(root.html or "")
        ids = _elements(root, html)
        opening = one_line(before.text()).strip(" ") if before is not None else ""
        tags = Tags(ids, without, _around_tables(root), unicodedata.normalize("NFC", opening))
        self.text = tags.text(html, titled, shown)
        self._starts, self._ends, self._lasts = tags.starts, tags.ends, tags.lasts
        self._root = root
        self._found: dict[str, tuple[list[int], list[LexborNode]]] = {}
        self._told: dict[tuple[str, Callable[[LexborNode], Any]], list[Any]] = {}
        self._fields: dict[int, Field | None] = {}
        self._places = dict(zip(ids, range(len(ids)), strict=True))
        if before is not None:
            self._places[before.mem_id] = len(ids)

    def span(self, node: LexborNode) -> Span:
        """Return where an element's text stands; an element outside the root is empty at 0."""
        place = self._places.get(node.mem_id)
        return Span(0, 0) if place is None else Span(self._starts[place], self._ends[place])

    def field(self, node: LexborNode, name: str = "", group: int = 0) -> Field | None:
        """Return an element's words as a field, None where it has none."""
        place = self._places.get(node.mem_id)
        if place is None:
            return None
        if place in self._fields:
            told = self._fields[place]
        else:
            told = self._fields[place] = span_field("", self.text, self._starts[place], self._ends[place])
        return told if told is None or not (name or group) else Field(name, told.value, told.span, group)

    def holds(self, node: LexborNode, other: LexborNode) -> bool:
        """Tell whether an element holds one that starts behind it on the page; what is not shown holds nothing."""
        first, second = self._places.get(node.mem_id, -1), self._places.get(other.mem_id, -1)
        return first >= 0 and first < second <= self._lasts[first]

    def each(self, node: LexborNode, css: str, of: Callable[[LexborNode], T]) -> list[T]:
        """Return what a function says of each element that a selector finds in an element; it is asked once for each.

        of: a function of the module, as what it said is known by it.
        """
        first = self._places.get(node.mem_id, -1)
        last = self._lasts[first]
        if last < 0:
            return [of(found) for found in self.inside(node, css)]
        places, nodes = self._found.get(css) or self._find(css)
        told = self._told.get((css, of))
        if told is None:
            told = self._told[css, of] = [of(found) for found in nodes]
        return told[bisect_left(places, first) : bisect_right(places, last)]

    def inside(self, node: LexborNode, css: str) -> list[LexborNode]:
        """Return what a selector finds in an element, itself included, in page order and each once.

        The page is asked once for each selector: to ask every row or cell of a table takes longer than to read it.
        """
        first = self._places.get(node.mem_id, -1)
        last = self._lasts[first]
        if last < 0:
            return list({found.mem_id: found for found in node.css(css)}.values())
        places, nodes = self._found.get(css) or self._find(css)
        return nodes[bisect_left(places, first) : bisect_right(places, last)] if nodes else []

    def _find(self, css: str) -> tuple[list[int], list[LexborNode]]:
        by_place = {self._places.get(node.mem_id, -1): node for node in self._root.css(css)}
        places = sorted(place for place in by_place if place >= 0)
        found = self._found[css] = places, [by_place[place] for place in places]
        return found


def _elements(root: LexborNode, html: str) -> list[int]:
    """Return the elements (mem_id) whose start tags are read, in their order; what stands in a drawing is not."""
    ids = [node.mem_id for node in root.css("*")]
    if "<svg" not in html:
        return ids
    drawn: set[int] = set()
    for drawing in root.css("svg"):
        if drawing.mem_id not in drawn:
            drawn.update(node.mem_id for node in drawing.css("*")[1:])
    return [own for own in ids if own not in drawn]


def _around_tables(root: LexborNode) -> frozenset[int]:
    """Return the elements (mem_id) that hold a table; each is looked at once, however deep tables are nested."""
    found: set[int] = set()
    for table in root.css("table"):
        outer = table.parent
        while outer is not None and outer.mem_id not in found:
            found.add(outer.mem_id)
            outer = outer.parent
    return frozenset(found)


def parse(html: str) -> LexborHTMLParser:
    """Parse HTML as a browser would; documents inside the document (as ALLRIS embeds them) become part of it.

    What a browser never shows is taken out: scripts, styles, templates, what old browsers show instead of frames.
    """
    parser = LexborHTMLParser(html)
    for node in parser.css(_UNESCAPED):
        if node.tag in _AS_WRITTEN:
            node.replace_with(node.text())
        else:
            node.decompose()
    return parser
