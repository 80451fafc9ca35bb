"""Finds where an ALLRIS 4 page's own content stands, what it is called and of which kind it is."""

import re
from functools import cache

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from civicgraph.read.dom import Rendered
from civicgraph.read.grid import find_table
from civicgraph.read.page import Field, Span, collapse, span_field
from civicgraph.read.phrases import table
from civicgraph.read.rows import columns, number_at_start

LABELS = "dt, .colTitle"
"""What holds the label of a header field: a dt, in older pages a div."""
_ROOTS = ("#readOut", "#pageContent", "main", "body")
_MARKS = (
    "dt.colTitle, .colTitle + .colEntry, .colTitle + .colEntry3, #toTreeTable, table.toTable, table.bfTable, "
    "#bfTable, div.docPart, #sibetreff, #vobetreff, #tobetreff, "
    "dl.attributes dt[class^='vo'], dl.attributes dt[class^='si'], dl.attributes dt[class^='to'], "
    "dt.vobetreff, dt.sibetreff, dt.tobetreff, dt.voart, dt.sigremium, dt.togremium"
)
_VERSION = re.compile(r"ALLRIS®?\s*net\s+Version\s*(\d)", re.IGNORECASE)
_OF_EXTRACT = re.compile(r"\s*(\d{1,2}\.\d{1,2}\.\d{4})\s+[-–]\s+(?=\S)")
_WORD = re.compile(r"\s*(\S.{0,60}?)\s+[-–]\s+(?=\S)")


class Opening(msgspec.Struct, frozen=True):
    """A page's content: its element and text, its kind (with its German name), and what its heading says.

    title: behind the word, date and number that open the heading; lead: the word, date or body before it, None where there is none;
    number: of an agenda item, None elsewhere.
    """

    root: LexborNode
    rendered: Rendered
    kind: str
    german: str
    title: Field
    lead: Field | None = None
    number: Field | None = None


def is_allris4(parser: LexborHTMLParser) -> bool:
    """Tell whether a page is ALLRIS 4: by the version in its description, or by its lists of labels, tables and documents."""
    for meta in parser.css('meta[name="description"], meta[name="generator"]'):
        match = _VERSION.search(meta.attributes.get("content") or "")
        if match:
            return match.group(1) == "4"
    return parser.css_first(_MARKS) is not None


def opening(parser: LexborHTMLParser) -> Opening | None:
    """Return what a page opens with; None where no heading or no known kind is to be found."""
    roots = [node for css in _ROOTS if (node := parser.css_first(css)) is not None]
    root = next((node for node in roots if node.css_first("h1") is not None), None)
    if root is None:
        return None
    rendered = Rendered(root)
    heading = next((h for node in root.css("h1") if (h := _field(rendered, rendered.span(node), "page_title"))), None)
    kind = _kind(parser, root, rendered)
    if heading is None or kind is None:
        return None
    title, lead, number = _divided(rendered, heading, kind[0])
    return Opening(root, rendered, *kind, title, lead, number)


def _field(rendered: Rendered, span: Span, name: str) -> Field | None:
    return span_field(name, rendered.text, span.start, span.end)


def _divided(rendered: Rendered, heading: Field, kind: str) -> tuple[Field, Field | None, Field | None]:
    """Divide a heading: `DD.MM.YYYY - N TITLE` of an extract, `WORD - NR` of a paper; others stay whole."""
    start, end = heading.span.start, heading.span.end
    words = rendered.text[start:end]
    match = _OF_EXTRACT.match(words) if kind == "extract" else _WORD.match(words) if kind == "paper" else None
    if match is None:
        return heading, None, None
    lead = _field(rendered, Span(start + match.start(1), start + match.end(1)), "lead")
    at = start + match.end()
    length = number_at_start(rendered.text[at:end]) if kind == "extract" else 0
    title = _field(rendered, Span(at + length, end), "page_title")
    if title is None:
        return heading, lead, None
    return title, lead, _field(rendered, Span(at, at + length), "agenda_number") if length else None


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    found = {row["kind"]: (row["kind"], row["german"]) for row in table("allris_pages")}
    return found | {row["word"]: (row["kind"], row["german"]) for row in table("allris_pages")}


def _kind(parser: LexborHTMLParser, root: LexborNode, rendered: Rendered) -> tuple[str, str] | None:
    """Return the kind that labels, tables and identifiers tell of, else the one that the document's title names."""
    labels = {collapse(node.text()).rstrip(" :") for node in root.css(LABELS)}
    if "TOP" in labels:
        return _kinds()["extract"]
    if (
        "Vorlageart" in labels
        or root.css_first("#vobetreff, #voart, #bfTable, table.bfTable, dt.vobetreff, dt.voart") is not None
    ):
        return _kinds()["paper"]
    if root.css_first("#toTreeTable, table.toTable, #sibetreff, .tobetreff, dt.sigremium") is not None:
        return _kinds()["agenda"]
    named = _by_title(parser)
    if named is not None:
        return named
    if find_table(root, rendered, columns("agenda")) is not None:
        return _kinds()["agenda"]
    return _kinds()["calendar"] if find_table(root, rendered, columns("calendar")) is not None else None


def _by_title(parser: LexborHTMLParser) -> tuple[str, str] | None:
    """Return the kind that the document's title names ("ALLRIS - Auszug")."""
    node = parser.css_first("title")
    words = re.split(r"\s+[-–|]\s+", collapse(node.text())) if node is not None else []
    return next((_kinds()[word] for word in reversed(words) if word in _kinds()), None)
