"""Finds the running text of an ALLRIS 4 page: its embedded documents, each below a heading that may name it."""

from selectolax.lexbor import LexborNode

from civicgraph.read.account import Account
from civicgraph.read.allris4.opening import Opening
from civicgraph.read.page import Section, Span, collapse, line_after, lines
from civicgraph.read.sections import heading_of, sections

_DOCUMENT = "div.docPart"
_TABLES = frozenset(("Tagesordnung", "Beratungsfolge", "Grunddaten"))


def body_of(seen: Opening, header_end: int) -> Span:
    """Return where the running text stands: from the first embedded document to the last, else below header and tables."""
    text = seen.rendered.text
    spans = [seen.rendered.span(node) for node in seen.root.css(_DOCUMENT)]
    if spans:
        start, end = min(s.start for s in spans), max(s.end for s in spans)
    else:
        start, end = line_after(text, header_end), len(text)
    return Span(start, max(start, start + len(text[start:end].rstrip())))


def sections_of(seen: Opening, body: Span, account: Account) -> tuple[Section, ...]:
    """Return the embedded documents by their headings; one without a known heading by the headings inside it."""
    documents = seen.root.css(_DOCUMENT)
    if not documents:
        return sections(lines(seen.rendered.text, body.start, body.end))
    found: list[Section] = []
    for node in documents:
        span = seen.rendered.span(node)
        heading = _heading(seen, node)
        name = heading_of(heading)
        if heading and heading not in _TABLES:
            (account.mapped if name else account.left)(heading, seen.rendered.text[span.start : span.end])
        if name and seen.rendered.text[span.start : span.end].strip():
            found.append(Section(name, span))
        else:
            found += sections(lines(seen.rendered.text, span.start, span.end))
    return tuple(found)


def _heading(seen: Opening, document: LexborNode) -> str:
    """Return the words of the heading right before a document, "" where it has none."""
    node = document.prev
    while node is not None and (node.tag or "-").startswith("-"):
        node = node.prev
    if node is None or node.tag not in ("h2", "h3", "h4"):
        return ""
    span = seen.rendered.span(node)
    return collapse(seen.rendered.text[span.start : span.end])
