"""Turns HTML pages of systems that no reader knows into lines of labels, tables and prose, and reads those as a council text."""

import html
import re
from collections.abc import Iterator
from functools import cache

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from civicgraph.read.council import CouncilText
from civicgraph.read.council.signs import kind_of
from civicgraph.read.dom import parse
from civicgraph.read.page import Field, Page, collapse, one_text, span_field
from civicgraph.read.phrases import table
from civicgraph.read.sight import Sight
from civicgraph.record import Finding

READER = "council-page"
VERSION = "1"
_NOISE = (
    "head, nav, footer, aside, noscript, select, button, svg, object, dialog, [hidden], [aria-hidden='true'], [role='navigation'], "
    "[role='contentinfo'], [role='search'], [role='dialog'], [id*='cookie'], [class*='cookie'], [class*='consent'], [class*='breadcrumb'], "
    "[style*='display:none'], [style*='display: none']"
)
_ROOTS = ("main", "[role='main']", "article", "body")
_TAG = re.compile(r"<(?:!--.*?-->|(/?)([a-zA-Z][\w:-]*)[^>]*>)", re.DOTALL)
_BLOCKS = "address article blockquote center div dl dt fieldset form h1 h2 h3 h4 h5 h6 header hr legend li main ol p pre section ul"
_LINES = frozenset(f"{_BLOCKS} caption details figure summary table tbody tfoot thead tr".split(" "))
_APART = frozenset(
    ["article", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "section", "table", "ul", "dl"]
)
"""An empty line stands around these."""
_CELLS = frozenset(("td", "th"))
LABEL = 40
"""Characters of a label in the first of two cells at most."""


class GeneralPage:
    """The reader of HTML pages that are plainly a council's, whatever system made them. What links point to is not taken."""

    name = READER
    version = VERSION
    order = 95
    german = "HTML-Seiten unbekannter Systeme mit den üblichen Angaben eines Rates"

    def recognises(self, sight: Sight) -> bool:
        """Tell by the signs of a council text in the words that the page shows."""
        return not sight.is_binary and sight.is_html and kind_of(flattened(sight.text)[0]) is not None

    def read(self, sight: Sight) -> Page | Finding:
        """Read the shown words as a council text; the page's heading is the title where no label names one."""
        text, heading = flattened(sight.text)
        page = CouncilText().read(sight.with_text(text))
        if isinstance(page, Finding):
            return page
        note = sight.finding(
            "read-without-its-system",
            "Das System dieser Seite ist nicht bekannt; sie wurde an ihren Wörtern und Tabellen gelesen: Stichproben prüfen.",
            "The system of this page is not known; it was read by its words and tables: check some values.",
            severity="info",
        )
        return msgspec.structs.replace(
            page,
            reader=READER,
            reader_version=VERSION,
            fields=_titled(page, heading),
            findings=(*page.findings, note),
        )


def _titled(page: Page, heading: str) -> tuple[Field, ...]:
    """Return the fields of a paper with the page's heading as its title, unless a label names one or the heading is only its number."""
    at = page.text.find(heading) if heading else -1
    if page.kind != "paper" or at < 0 or any(f.name == "title" and _is_labelled(page.text, f) for f in page.fields):
        return page.fields
    number = next((field.value for field in page.fields if field.name == "number"), "")
    lead = re.match(rf"(?:[\w.-]{{1,30}}\s){{0,2}}?{re.escape(number)}\s*[:–-]?\s*", heading) if number else None
    skip = lead.end() if lead is not None else 0
    title = span_field("title", page.text, at + skip, at + len(heading), 1)
    if title is None or len(title.value) < LABEL // 4:
        return page.fields
    body = [field for field in page.fields if field.name != "title"]
    return (*body, title)


def _is_labelled(text: str, field: Field) -> bool:
    """Tell whether a label stands before a field's words on their line."""
    return ":" in text[text.rfind("\n", 0, field.span.start) + 1 : field.span.start]


def flattened(markup: str) -> tuple[str, str]:
    """Return what a page shows as lines, and its first heading.

    A row is one line with its cells parted by tabs; a label and its value, of a list of definitions or of a row with two cells, are
    joined by a colon. Navigation, footers, banners and what is hidden are left out.
    """
    tree = parse(markup)
    for node in tree.css(_NOISE):
        if node.tag not in ("body", "main", "html"):
            node.decompose()
    root = next((found for one in _ROOTS if (found := _largest(tree, one)) is not None), None)
    if root is None:
        return "", ""
    heading = next((collapse(node.text()) for node in tree.css("h1") if collapse(node.text())), "")
    lines = [_labelled(line) for line in _lines(root.html or "")]
    text = one_text("\n".join(lines))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n", one_text(heading)


def _largest(tree: LexborHTMLParser, selector: str) -> LexborNode | None:
    """Return the element with the most words that a selector finds, None where it finds none with words."""
    found = [node for node in tree.css(selector) if node.text().strip()]
    return max(found, key=lambda node: len(node.text()), default=None)


def _lines(markup: str) -> Iterator[str]:
    """Yield the lines that an element shows, in one pass over its tags."""
    parts: list[str] = []
    numbers: list[int] = []  # the count of each open list, -1 for one without numbers
    cells = 0
    pieces = _TAG.split(markup)
    for is_end, name, text in zip(("", *pieces[1::3]), ("", *pieces[2::3]), pieces[0::3], strict=True):
        tag = (name or "").lower()
        if tag in ("ol", "ul"):
            numbers = numbers[:-1] if is_end else [*numbers, 0 if tag == "ol" else -1]
        if tag == "table":
            cells = 0
        if tag in _CELLS:
            if not is_end and parts and "".join(parts).strip():
                parts.append("\t")
            cells += -1 if is_end else 1
        elif tag == "dd" and not is_end:
            joined = collapse("".join(parts))
            parts = [f"{joined.rstrip(' :')}: "] if joined else []
        elif (tag in _LINES and not (tag == "dt" and is_end)) or tag in ("br", "dd"):
            if cells > 0 and tag != "tr":
                parts.append(" ")
            else:
                cells = 0
                line = _tidy("".join(parts))
                parts = []
                if line:
                    yield line
                if tag in _APART:
                    yield ""
        if tag == "li" and not is_end and numbers:
            numbers[-1] += numbers[-1] >= 0
            parts.append(f"{numbers[-1]}. " if numbers[-1] > 0 else "- ")
        parts.append(html.unescape(re.sub(r"\s+", " ", text)))
    yield _tidy("".join(parts))


def _tidy(line: str) -> str:
    """Return a line without outer blanks, its cells without theirs; an empty cell between others stays."""
    return "\t".join(collapse(cell) for cell in line.split("\t")).strip()


@cache
def _known() -> frozenset[str]:
    return frozenset(row["label"].casefold() for row in table("council_labels"))


def _labelled(line: str) -> str:
    """Return a row of a label and its value with a colon between them."""
    label, mark, value = line.partition("\t")
    bare = label.rstrip(" :")
    if not mark or "\t" in value or len(bare) > LABEL or not (label.endswith(":") or bare.casefold() in _known()):
        return line
    return f"{bare}: {value}"
