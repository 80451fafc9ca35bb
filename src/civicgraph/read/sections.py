"""Finds the named parts of running text by the lines that are headings."""

from functools import cache
from itertools import zip_longest

from civicgraph.read.page import Line, Section, Span, collapse
from civicgraph.read.phrases import table


@cache
def _headings() -> dict[str, str]:
    return {row["heading"].casefold(): row["name"] for row in table("sections")}


def heading_of(text: str) -> str | None:
    """Return the section code of a line that is a section's heading and nothing else, or None."""
    return _headings().get(collapse(text).rstrip(" :").casefold())


def sections(body: list[Line]) -> tuple[Section, ...]:
    """Return the named parts of the running text, each up to the next heading; headings without text give none."""
    starts = [(name, line) for line in body if (name := heading_of(line.text))]
    found = []
    for (name, line), following in zip_longest(starts, starts[1:]):
        end = following[1].start if following else body[-1].end
        if any(not b.is_blank for b in body if line.end < b.start < end):
            found.append(Section(name, Span(line.end, end)))
    return tuple(found)
