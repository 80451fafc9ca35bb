"""Finds where an ALLRIS 3 page's own content stands, what it is called and of which kind it is."""

import re
from functools import cache

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from civicgraph.read.dom import Rendered
from civicgraph.read.grid import find_table
from civicgraph.read.markup import classes, page_code
from civicgraph.read.page import Field, Line, Span, collapse, span_field
from civicgraph.read.phrases import table
from civicgraph.read.plain.title import title_of
from civicgraph.read.rows import columns

_CONTAINERS = ("#allriscontainer", "#bomain", ".allriscontent", "#rismain_raw", "body")
_RESULT_BUTTON = "il1_na"
"""How the class of a button begins that leads to an item's minutes; on an agenda its title is the item's outcome."""
_LABELLED = (("Vorlage-Art", "paper"), ("Drucksache-Art", "paper"), ("TOP", "extract"))


class Opening(msgspec.Struct, frozen=True):
    """A page's content: its element and text, its kind (with its German name) and the title that its heading gives."""

    root: LexborNode
    rendered: Rendered
    kind: str
    german: str
    title: Field


def opening(parser: LexborHTMLParser) -> Opening | None:
    """Return what a page opens with; None where no heading or no known kind is to be found."""
    containers = [node for css in _CONTAINERS if (node := parser.css_first(css)) is not None]
    root = next((node for node in containers if node.css_first("h1") is not None), None)
    if root is None:
        return None
    kind = _by_code(parser) or _by_word(root)
    rendered = Rendered(root, _result_classes(root) if kind is None or kind[0] == "agenda" else frozenset())
    heading = _heading(root, rendered)
    kind = kind or _by_markup(root, rendered)
    if heading is None or kind is None:
        return None
    told = title_of([heading])
    title = told.field if told is not None else _after_dash(heading)
    return Opening(root, rendered, *kind, title)


def _result_classes(root: LexborNode) -> frozenset[str]:
    """Return the classes of the buttons that carry outcomes on an agenda; elsewhere their titles only name the target."""
    return frozenset(
        name
        for node in root.css(f"input[class*='{_RESULT_BUTTON}'], button[class*='{_RESULT_BUTTON}']")
        for name in classes(node)
        if name.startswith(_RESULT_BUTTON)
    )


def _heading(root: LexborNode, rendered: Rendered) -> Line | None:
    for node in root.css("h1"):
        span = rendered.span(node)
        text = rendered.text[span.start : span.end]
        if text.strip():
            return Line(span.start, span.start + len(text), text.replace("\n", " "))
    return None


def _after_dash(heading: Line) -> Field:
    """Return the title of a heading whose first word is no known kind: what follows the dash, else all of it."""
    match = re.match(r"\s*[^\s–-]+\s+[-–]\s+(?=\S)", heading.text)
    start = match.end() if match else 0
    field = span_field("page_title", heading.text, start, len(heading.text))
    assert field is not None  # the heading holds a visible character
    return Field(field.name, field.value, Span(field.span.start + heading.start, field.span.end + heading.start))


@cache
def _codes() -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["kind"], row["german"]) for row in table("allris_pages")}


def _by_code(parser: LexborHTMLParser) -> tuple[str, str] | None:
    """Return the kind that the class of the page's container names ("to010")."""
    node = parser.css_first("#allriscontainer")
    names = classes(node) if node is not None else frozenset()
    return next((_codes()[code] for name in sorted(names) if (code := page_code(name)) in _codes()), None)


def _by_word(root: LexborNode) -> tuple[str, str] | None:
    """Return the kind that the first word of the heading names ("Auszug - …")."""
    words = [collapse(node.text()) for node in root.css("h1")]
    told = title_of([Line(0, len(text), text) for text in words if text][:1])
    return (told.kind, told.german) if told is not None else None


def _by_markup(root: LexborNode, rendered: Rendered) -> tuple[str, str] | None:
    """Return the kind that tables and labels tell of."""
    if find_table(root, rendered, columns("agenda")) is not None:
        return _codes()["to010"]
    labels = {collapse(node.text()).rstrip(" :") for node in root.css("td.kb1")}
    kind = next((kind for label, kind in _LABELLED if label in labels), None)
    return next((told for told in _codes().values() if told[0] == kind), None)
