"""Finds the running text of an ALLRIS 3 page: the documents that the page embeds, each behind an anchor that names it."""

from selectolax.lexbor import LexborNode

from civicgraph.read.allris3.opening import Opening
from civicgraph.read.page import Section, Span, line_after, lines
from civicgraph.read.sections import sections

_ANCHORS = {
    "allrisSV": "facts",
    "allrisBV": "proposal",
    "allrisBS": "resolution",
    "allrisWP": "minutes",
    "allrisAE": "vote",
    "allrisFA": "costs",
}
_FOOT = "#content_unten, .zurueck, #foot, #risfoot"


def _anchors(root: LexborNode) -> list[LexborNode]:
    return root.css("a[name^='allris']")


def first_document(seen: Opening) -> int:
    """Return where the first embedded document begins; the end of the text where there is none."""
    starts = [seen.rendered.span(node).start for node in _anchors(seen.root)]
    return min(starts, default=len(seen.rendered.text) + 1)


def body_of(seen: Opening, header_end: int) -> Span:
    """Return where the running text stands: from the first embedded document on, else below the header."""
    text = seen.rendered.text
    starts = [start for node in _anchors(seen.root) if (start := seen.rendered.span(node).start) >= header_end]
    start = min(starts) if starts else line_after(text, header_end)
    foot = seen.root.css_first(_FOOT)
    end = seen.rendered.span(foot).start if foot is not None and seen.rendered.span(foot).start >= start else len(text)
    return Span(start, max(start, start + len(text[start:end].rstrip())))


def sections_of(seen: Opening, body: Span) -> tuple[Section, ...]:
    """Return the embedded documents by their anchors, else the parts that headings in the text name."""
    starts = [
        (name, start)
        for node in _anchors(seen.root)
        if (name := _ANCHORS.get(node.attributes.get("name") or ""))
        and (start := seen.rendered.span(node).start) >= body.start
    ]
    if not starts:
        return sections(lines(seen.rendered.text, body.start, body.end))
    ends = [start for _, start in starts[1:]] + [body.end]
    return tuple(
        Section(name, Span(start, end)) for (name, start), end in zip(starts, ends, strict=True) if start < end
    )
