"""Turns labels and what stands behind them into pairs, however they are nested: cells, lists of terms, bold words in a paragraph."""

from bisect import bisect_left
from collections.abc import Iterator

import msgspec
from selectolax.lexbor import LexborNode

from civicgraph.read.markup import children, classes
from civicgraph.read.page import Field, Span
from civicgraph.read.sections import heading_of
from civicgraph.read.sessionnet.sheet import Sheet, distinct
from civicgraph.read.sessionnet.words import by_class, has_label_class, is_label, label, plain_label

LONGEST = 60
"""Characters of a label."""
_CANDIDATES = "dt, th, td, strong, b, label, span, div, p, h2, h3, h4, h5, h6, [data-label]"
_INLINE = frozenset(("strong", "b", "label", "span", "em"))
_BESIDE = frozenset(("div", "td", "span", "p"))
_DEEPEST = 6


class Pair(msgspec.Struct, frozen=True, gc=False):
    """A label and its value.

    span: from the label's first character to the value's last; after: where the label ends; reach: where what holds both ends;
    by_class: the field that classes name, "" where they name none; in_cell: the label is a cell or a term, not a bold word in a paragraph.
    """

    label: str
    span: Span
    value: Field | None
    after: int
    reach: int
    by_class: str = ""
    in_cell: bool = False

    @property
    def example(self) -> str:
        """The value's words, for the account."""
        return self.value.value if self.value is not None else ""


class _Label(msgspec.Struct, frozen=True, gc=False):
    """A label: its words, where they stand, and what holds it and its value."""

    words: str
    span: Span
    holder: Span
    by_class: str
    in_cell: bool


def pairs(sheet: Sheet, without: frozenset[int] = frozenset(), stops: tuple[int, ...] = ()) -> list[Pair]:
    """Return the pairs in page order. without: mem_id of cells that are no labels; stops: offsets where no value goes on.

    A value ends where the next label or a table begins, or what holds both ends.
    """
    labels = list(_labels(sheet, without))
    tables = [sheet.span(node).start for node in sheet.root.css("table")]
    halts = sorted(stops)
    edges = sorted({*stops, *tables, *(one.span.start for one in labels)})
    found = []
    for one in labels:
        begin = max(one.span.end, one.span.start + 1)
        end = min(one.holder.end, _next(edges, begin, one.holder.end))
        start = one.span.end
        if sheet.text[start:end].lstrip().startswith(":"):
            start = sheet.text.index(":", start) + 1
        value = sheet.field("", start, end)
        stop = value.span.end if value is not None else one.span.end
        reach = min(one.holder.end, _next(halts, begin, one.holder.end))
        found.append(Pair(one.words, Span(one.span.start, stop), value, start, reach, one.by_class, one.in_cell))
    return found


def _next(edges: list[int], start: int, otherwise: int) -> int:
    """Return the first of sorted offsets from `start` on."""
    at = bisect_left(edges, start)
    return edges[at] if at < len(edges) else otherwise


def _labels(sheet: Sheet, without: frozenset[int]) -> Iterator[_Label]:
    seen: set[Span] = set()
    for node in distinct(sheet.root, _CANDIDATES):
        span = sheet.span(node)
        if span.end <= span.start or span in seen or node.mem_id in without:
            continue
        if not _is_label(sheet, node, span):
            yield from _in_attribute(sheet, node, span)
            continue
        seen.add(span)
        outer = _outermost(sheet, node, span)
        if outer is not None and outer.mem_id not in without and outer.parent is not None:
            in_cell = outer.tag in ("td", "th", "dt") or has_label_class(node) or has_label_class(outer)
            yield _Label(
                plain_label(sheet.words(node)), span, sheet.span(outer.parent), _class_of(node, outer), in_cell
            )


def _is_label(sheet: Sheet, node: LexborNode, span: Span) -> bool:
    """Tell whether an element's words are a label: short, on one line, with a colon, or in a place that only labels have."""
    if span.end - span.start > LONGEST:
        return False
    words = sheet.text[span.start : span.end].strip()
    if not words or "\n" in words or not any(c.isalpha() for c in words):
        return False
    if label(words, "vote") is not None:
        return False
    if words.endswith(":"):
        return node.tag not in _INLINE or _opens(sheet, span) or is_label(words)
    if node.tag in _INLINE and sheet.text[span.end : span.end + 2].lstrip().startswith(":"):
        return _opens(sheet, span) or is_label(words)
    if node.tag == "dt" or has_label_class(node):
        return True
    if node.tag in ("h2", "h3", "h4", "h5", "h6", "strong", "b") and heading_of(words):
        return _opens(sheet, span) and sheet.text[span.end : span.end + 1] in ("\n", "")
    if node.tag in _BESIDE and is_label(words):
        return _is_beside_value(node)
    return node.tag == "th" and _stands_beside_value(node)


def _opens(sheet: Sheet, span: Span) -> bool:
    """Tell whether the words there begin a line or a cell."""
    before = sheet.text[max(0, span.start - 2) : span.start].rstrip(" \u00a0")
    return not before or before.endswith("\n") or span.start in sheet.cell_starts


def _stands_beside_value(node: LexborNode) -> bool:
    following = node.next
    while following is not None and following.tag not in ("td", "th"):
        following = following.next
    return following is not None and following.tag == "td"


def _is_beside_value(node: LexborNode) -> bool:
    """Tell whether the one other element beside a block of known words is a value: classes say so, or it is no label itself."""
    if node.parent is None:
        return False
    inner = children(node.parent)
    if len(inner) < 2 or inner[0].mem_id != node.mem_id:
        return False
    if by_class(inner[1], "field"):
        return True
    words = inner[1].text().strip()
    return len(inner) == 2 and words != "" and not is_label(words)


def _outermost(sheet: Sheet, node: LexborNode, span: Span) -> LexborNode | None:
    """Return the outermost element that holds nothing but the label: its neighbour, or what follows it, is the value."""
    outer = node
    for _ in range(_DEEPEST):
        parent = outer.parent
        if parent is None or outer.mem_id == sheet.root.mem_id:
            return None
        told = sheet.span(parent)
        if sheet.text[told.start : told.end].strip(" \n:\u00a0") != sheet.text[span.start : span.end].strip(
            " \n:\u00a0"
        ):
            return outer
        outer = parent
    return None


def _class_of(node: LexborNode, outer: LexborNode) -> str:
    """Return the field that the classes of the label, or of the element beside it, name."""
    following = outer.next
    while following is not None and (following.tag or "-").startswith("-"):
        following = following.next
    beside = by_class(following, "field") if following is not None else ""
    return beside or by_class(outer, "field") or by_class(node, "field")


def _in_attribute(sheet: Sheet, node: LexborNode, span: Span) -> Iterator[_Label]:
    """Yield the label that stands only in an attribute of its value's element."""
    words = plain_label(node.attributes.get("data-label") or "")
    if (
        words
        and len(words) <= LONGEST
        and not sheet.words(node).startswith(words)
        and "smc-table-head" not in classes(node)
    ):
        yield _Label(words, Span(span.start, span.start), span, by_class(node, "field"), True)
