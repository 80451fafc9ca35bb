"""Reads the saved plain text of an ALLRIS page: site lines before it, fields glued together or two on a line."""

import re
from itertools import zip_longest

import msgspec

from civicgraph.read.header import begins_with_label, has_columns, labelled, number_and_title, open_label
from civicgraph.read.kinds import not_read, without_title
from civicgraph.read.page import Field, Line, Page, Section, Sitting, Span, collapse, lines, span_field
from civicgraph.read.phrases import table
from civicgraph.read.sight import Sight
from civicgraph.read.sittings import is_row, sittings
from civicgraph.record import Finding, Snapshot

READER = "allris-text"
VERSION = "1"

_TITLE = re.compile(r"^[\s\u00a0]*(?:ALLRIS\s*-\s*)?([A-ZÄÖÜ][a-zäöüß]+)[\s\u00a0]+[-–][\s\u00a0]+(\S.*)$")
_GENITIVE = re.compile(r"^\s*(?:\d+\.\s+)?(?:\S+\s+){0,3}?(?:Sitzung\s+)?(?:des|der)\s+[A-ZÄÖÜ]")
_NUMBERED_VALUE = re.compile(r"^\s*[2-9]\.\s+\S.{0,80}$")
_NOISE = re.compile(r"^\s*(?:ALLRIS®? Office Integration [\d.]+|!\[\]\(\)|\|+)\s*$")


LABELS_WITHIN = 8
"""A line without a label belongs to the header where a label begins one of so many lines below it."""


class SavedText:
    """The reader of ALLRIS pages saved as plain text."""

    name = READER
    version = VERSION
    order = 80
    german = "gespeicherter Text von ALLRIS-Seiten"

    def recognises(self, sight: Sight) -> bool:
        """Tell by the line that opens a council page."""
        return not sight.is_binary and not sight.is_html and title_of(lines(sight.text)) is not None

    def read(self, sight: Sight) -> Page | Finding:
        """Read an extract or a paper; other kinds of pages are named in a finding."""
        page = read_plain(sight.text, sight.snapshot)
        if page is None:
            return without_title(sight)
        if page.kind in ("extract", "paper"):
            return page
        title = title_of(lines(page.text))
        return not_read(sight, title.german if title is not None else page.kind)


class Title(msgspec.Struct, frozen=True):
    """The page's first own line: its kind, its title, and where it stands among the lines."""

    kind: str
    german: str
    field: Field
    index: int


def title_of(all_lines: list[Line]) -> Title | None:
    """Return the first line such as `Auszug - TITLE`, or None where no line opens a council page."""
    kinds = {row["word"]: row for row in table("pages")}
    for index, line in enumerate(all_lines):
        match = _TITLE.match(line.text)
        if match and match.group(1) in kinds:
            row = kinds[match.group(1)]
            field = span_field("page_title", line.text, match.start(2), len(line.text))
            assert field is not None  # group 2 holds a visible character
            moved = Span(field.span.start + line.start, field.span.end + line.start)
            return Title(row["kind"], row["german"], Field(field.name, field.value, moved), index)
    return None


def read_plain(text: str, snapshot: Snapshot, findings: tuple[Finding, ...] = ()) -> Page | None:
    """Read one page's text; None where it opens no page that this reader knows."""
    all_lines = lines(text)
    title = title_of(all_lines)
    if title is None:
        return None
    header = Header(title, all_lines)
    body = Span(header.end_offset, len(text.rstrip()))
    return Page(
        snapshot=snapshot,
        reader=READER,
        reader_version=VERSION,
        kind=title.kind,
        text=text,
        fields=tuple(header.fields),
        sittings=tuple(header.sittings),
        sections=sections(lines(text, body.start, max(body.start, body.end))),
        body=Span(body.start, max(body.start, body.end)),
        findings=findings,
    )


class Header:
    """Walks the lines below the title until the running text begins."""

    def __init__(self, title: Title, all_lines: list[Line]) -> None:
        self.fields: list[Field] = [title.field]
        self.sittings: list[Sitting] = []
        self._lines = all_lines
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
            self._open = open_label(line)
            return 1 + (self._take_sittings(index + 1) if self._open == "consultations" else 0)
        if _NUMBERED_VALUE.match(line.text) and self.fields[-1].name == "authors":
            self._append("authors", line)
            return 1
        if self._open not in (None, "consultations") and self._is_value(line):
            self._append(self._open or "", line)
            self._open = None
            return 1
        if self._group == 0 and not heading_of(line.text):
            return self._take_unlabelled(line)
        return 1 if self._continues(line, index) else 0

    def _continues(self, line: Line, index: int) -> bool:
        """Let a line between labels go on with the field above it: a subject in two lines."""
        following = self._lines[index + 1 : index + 1 + LABELS_WITHIN]
        if heading_of(line.text) or len(line.text) > 250 or not any(begins_with_label(f.text) for f in following):
            return False
        last = self.fields[-1]
        if last.name == "page_title" or any(heading_of(f.text) for f in following[:1]):
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


def heading_of(text: str) -> str | None:
    """Return the section code of a line that is a section's heading and nothing else, or None."""
    headings = {row["heading"].casefold(): row["name"] for row in table("sections")}
    return headings.get(collapse(text).rstrip(" :").casefold())


def sections(body: list[Line]) -> tuple[Section, ...]:
    """Return the named parts of the running text, each up to the next heading; headings without text give none."""
    starts = [(name, line) for line in body if (name := heading_of(line.text))]
    found = []
    for (name, line), following in zip_longest(starts, starts[1:]):
        end = following[1].start if following else body[-1].end
        if any(not b.is_blank for b in body if line.end < b.start < end):
            found.append(Section(name, Span(line.end, end)))
    return tuple(found)
