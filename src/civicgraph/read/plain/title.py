"""Finds the line that opens a council page in lines of text: `Auszug - TITLE`, `Vorlage - NR`, `Tagesordnung - MEETING`."""

import re
from functools import cache

import msgspec

from civicgraph.read.page import Field, Line, Span, span_field
from civicgraph.read.phrases import table

_TITLE = re.compile(r"^[\s\u00a0]*(?:ALLRIS\s*-\s*)?([A-ZÄÖÜ][a-zäöüß]+)[\s\u00a0]+[-–][\s\u00a0]+(\S.*)$")


class Title(msgspec.Struct, frozen=True):
    """The page's first own line: its kind, its title, and where it stands among the lines."""

    kind: str
    german: str
    field: Field
    index: int


@cache
def _kinds() -> dict[str, dict[str, str]]:
    return {row["word"]: row for row in table("pages")}


def title_of(all_lines: list[Line]) -> Title | None:
    """Return the first line such as `Auszug - TITLE`, or None where no line opens a council page."""
    for index, line in enumerate(all_lines):
        match = _TITLE.match(line.text)
        if match and match.group(1) in _kinds():
            row = _kinds()[match.group(1)]
            field = span_field("page_title", line.text, match.start(2), len(line.text))
            assert field is not None  # group 2 holds a visible character
            moved = Span(field.span.start + line.start, field.span.end + line.start)
            return Title(row["kind"], row["german"], Field(field.name, field.value, moved), index)
    return None
