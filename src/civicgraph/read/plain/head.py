"""Reads the header of an ALLRIS 3 page saved as text: labels glued together or two on a line, site lines before it."""

import re

from civicgraph.read.account import Account
from civicgraph.read.header import (
    begins_with_label,
    has_columns,
    labelled,
    labels_of,
    number_and_title,
    open_label,
)
from civicgraph.read.page import Field, Line, Sitting, Span, collapse, span_field
from civicgraph.read.plain.title import Title
from civicgraph.read.sections import heading_of
from civicgraph.read.sittings import is_row, sittings

_GENITIVE = re.compile(r"^\s*(?:\d+\.\s+)?(?:\S+\s+){0,3}?(?:Sitzung\s+)?(?:des|der)\s+[A-ZÄÖÜ]")
_NUMBERED_VALUE = re.compile(r"^\s*[2-9]\.\s+\S.{0,80}$")
_NOISE = re.compile(r"^\s*(?:ALLRIS®? Office Integration [\d.]+|!\[\]\(\)|\|+)\s*$")
_UNKNOWN = re.compile(r"^\s*([A-ZÄÖÜ][\w/.()-]{1,30}(?:[ -][\w/.-]{1,20}){0,2})\s?:(?:\s+(\S.*))?$")
"""A line that begins with a word and a colon as a label does."""

LABELS_WITHIN = 8
"""A line without a label belongs to the header where a label begins one of so many lines below it."""


class Header:
    """Walks the lines below the title until the running text begins."""

    def __init__(self, title: Title, all_lines: list[Line], account: Account) -> None:
        self.fields: list[Field] = [title.field]
        self.sittings: list[Sitting] = []
        self._lines, self._account = all_lines, account
        self._title = title
        self._group = 1 if title.kind == "paper" else 0
        self._open: str | None = None
        self._columns = False
        if title.kind == "paper":
            self.fields.append(Field("number", title.field.value, title.field.span, 1))
        self.end_offset = self._walk(title.index + 1)

    def _walk(self, index: int) -> int:
        end = index
        while index < len(self._lines):
            line = self._lines[index]
            taken = self._take(line, index)
            if taken == 0:
                break
            index += taken
            if not line.is_blank:
                end = index
        return self._lines[end].start if end < len(self._lines) else self._lines[-1].end

    def _take(self, line: Line, index: int) -> int:
        """Take a line (and those that belong to it) into the header; 0 where the running text begins."""
        if line.is_blank or _NOISE.match(line.text):
            return 1
        if begins_with_label(line.text):
            self._columns = self._columns or has_columns(line)
            self.fields += labelled(line, self._group, self._columns)
            for label, value in labels_of(line):
                self._account.mapped(label, value)
            self._open = open_label(line)
            return 1 + (self._take_sittings(index + 1) if self._open == "consultations" else 0)
        if _NUMBERED_VALUE.match(line.text) and self.fields[-1].name == "authors":
            self._append("authors", line)
            return 1
        if self._open not in (None, "consultations") and self._is_value(line):
            self._append(self._open or "", line)
            self._open = None
            return 1
        if self._group == 0 and not heading_of(line.text) and self._take_unlabelled(line):
            return 1
        if self._group == 0 and self._title.kind != "agenda":
            return 1 if self._is_unknown(line, index) else 0
        if self._is_unknown(line, index):
            return 1
        return 1 if self._continues(line, index) else 0

    def _is_unknown(self, line: Line, index: int) -> bool:
        """Account for a label that nobody knows between labels that are known."""
        match = _UNKNOWN.match(line.text)
        following = self._lines[index + 1 : index + 1 + LABELS_WITHIN]
        if match is None or heading_of(line.text) or not any(begins_with_label(f.text) for f in following):
            return False
        self._account.left(match.group(1), match.group(2) or "")
        return True

    def _continues(self, line: Line, index: int) -> bool:
        """Let a line between labels go on with the field above it: a subject in two lines."""
        following = self._lines[index + 1 : index + 1 + LABELS_WITHIN]
        if heading_of(line.text) or len(line.text) > 250 or not any(begins_with_label(f.text) for f in following):
            return False
        last = self.fields[-1]
        above = next((f for f in reversed(self._lines[:index]) if not f.is_blank), None)
        ends_above = above is not None and not above.text[max(0, last.span.end - above.start) :].strip()
        if last.name == "page_title" or not ends_above or any(heading_of(f.text) for f in following[:1]):
            return False
        value = collapse(f"{last.value} {line.text}")
        end = line.start + len(line.text.rstrip())
        self.fields[-1] = Field(last.name, value, Span(last.span.start, end), last.group)
        return True

    def _take_unlabelled(self, line: Line) -> int:
        """Take the meeting's name, or the line that opens the paper's block."""
        numbered = number_and_title(line, self._title.field.value)
        if numbered:
            self._group = 1
            self.fields += numbered
            return 1
        if not any(f.name == "meeting_line" for f in self.fields) and (
            _GENITIVE.match(line.text) or "Sitzung" in line.text
        ):
            self._append("meeting_line", line)
            return 1
        if collapse(line.text) == self._title.field.value:  # an agenda item without a paper repeats its title
            self._group = 1
            return 1
        return 0

    def _is_value(self, line: Line) -> bool:
        return (
            not heading_of(line.text) and not number_and_title(line, self._title.field.value) and len(line.text) < 200
        )

    def _append(self, name: str, line: Line) -> None:
        field = span_field(name, line.text, 0, len(line.text), self._group)
        if field is not None:
            moved = Span(field.span.start + line.start, field.span.end + line.start)
            self.fields.append(Field(name, field.value, moved, self._group))

    def _take_sittings(self, index: int) -> int:
        """Take the rows of the Beratungsfolge; return how many lines they fill."""
        first = index
        while index < len(self._lines):
            line = self._lines[index]
            if heading_of(line.text) or begins_with_label(line.text) or len(line.text) > 250:
                break
            if line.is_blank and self._rows_end(index):
                break
            if not line.is_blank and not is_row(line.text):
                break
            index += 1
        self.sittings += sittings(self._lines[first:index])
        return index - first

    def _rows_end(self, index: int) -> bool:
        """Two blank lines in a row, or the end of the page, end the rows."""
        following = self._lines[index + 1 : index + 2]
        return not following or following[0].is_blank
