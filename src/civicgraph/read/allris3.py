"""Reads ALLRIS 3 pages (to020 extract, vo020 paper) from HTML: cells of class kb1 are labels, their neighbours values."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from civicgraph.read.dom import Rendered
from civicgraph.read.header import number_and_title
from civicgraph.read.kinds import cut, not_read, without_title
from civicgraph.read.page import Field, Line, Page, Section, Sitting, Span, collapse, lines, span_field
from civicgraph.read.phrases import table
from civicgraph.read.plain import sections, title_of
from civicgraph.read.sight import Sight
from civicgraph.record import Finding, Snapshot

READER = "allris3-html"
VERSION = "2"

_CONTAINERS = ("#allriscontainer", "#bomain", ".allriscontent", "#rismain_raw", "body")
_DATE = re.compile(r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)\.?,?\s+)?(\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4})\W*$")
_ANCHORS = {
    "allrisSV": "facts",
    "allrisBV": "proposal",
    "allrisBS": "resolution",
    "allrisWP": "minutes",
    "allrisAE": "vote",
    "allrisFA": "costs",
}


class Allris3:
    """The reader of ALLRIS 3 pages saved as HTML."""

    name = READER
    version = VERSION
    order = 30
    german = "ALLRIS 3"

    def recognises(self, sight: Sight) -> bool:
        """Tell by the markup."""
        return sight.is_html and is_allris3(sight.html)

    def read(self, sight: Sight) -> Page | Finding:
        """Read an extract or a paper; other kinds of pages are named in a finding."""
        page = read_allris3(sight.html, sight.snapshot, cut(sight))
        if page is None:
            return without_title(sight)
        if page.kind in ("extract", "paper"):
            return page
        title = title_of(lines(page.text))
        return not_read(sight, title.german if title is not None else page.kind)


def is_allris3(parser: LexborHTMLParser) -> bool:
    """Tell by its markup whether a page is ALLRIS 3: the version in its description, or its title and label classes."""
    for meta in parser.css('meta[name="description"], meta[name="generator"]'):
        if re.search(r"ALLRIS\s*net\s+Version\s*3", meta.attributes.get("content") or "", re.IGNORECASE):
            return True
    return parser.css_first("#risname_raw h1, #allriscontainer h1") is not None or (
        parser.css_first("td.kb1") is not None and parser.css_first("h1") is not None
    )


def read_allris3(parser: LexborHTMLParser, snapshot: Snapshot, findings: tuple[Finding, ...] = ()) -> Page | None:
    """Read one page; None where it has no title of a council page."""
    containers = (node for css in _CONTAINERS if (node := parser.css_first(css)) is not None)
    root = next((node for node in containers if node.css_first("h1") is not None), None)
    if root is None:
        return None
    rendered = Rendered(root)
    title = title_of(lines(rendered.text))
    if title is None:
        return None
    reader = _Reader(root, rendered, title.kind, title.field)
    header_end = max([f.span.end for f in reader.fields] + [reader.rows_end])
    body = _body(root, rendered, header_end)
    return Page(
        snapshot=snapshot,
        reader=READER,
        reader_version=VERSION,
        kind=title.kind,
        text=rendered.text,
        fields=tuple(sorted(reader.fields, key=lambda f: (f.group, f.span.start))),
        sittings=tuple(reader.sittings),
        sections=_sections(root, rendered, body),
        body=body,
        findings=findings,
    )


class _Reader:
    """Takes the header's cells in document order."""

    def __init__(self, root: LexborNode, rendered: Rendered, kind: str, title: Field) -> None:
        self.fields: list[Field] = [title]
        self.sittings: list[Sitting] = []
        self.rows_end = 0
        self._rendered = rendered
        self._names = {row["label"]: row["name"] for row in table("labels")}
        self._group = 1 if kind == "paper" else 0
        self._title = title
        if kind == "paper":
            self.fields.append(Field("number", title.value, title.span, 1))
        for row in root.css("tr"):
            self._take_row(row)

    def _take_row(self, row: LexborNode) -> None:
        cells = _cells(row)
        if any(inner.mem_id != cell.mem_id for cell in cells for inner in cell.css("td.kb1")):
            return  # a layout row: its inner rows come on their own
        for index, cell in enumerate(cells):
            label = collapse(self._text(cell)).rstrip(" :")
            name = self._names.get(label) if "kb1" in (cell.attributes.get("class") or "") else None
            if name == "consultations":
                self._take_sittings(row)
            elif name is not None and index + 1 < len(cells):
                self._take(name, cells[index + 1])
            elif "text1" in (cell.attributes.get("class") or "") and not self._is_value(cells, index):
                self._take_heading(cell)

    def _is_value(self, cells: list[LexborNode], index: int) -> bool:
        return index > 0 and "kb1" in (cells[index - 1].attributes.get("class") or "")

    def _take(self, name: str, cell: LexborNode) -> None:
        span = self._rendered.span(cell)
        field = span_field(name, self._rendered.text, span.start, span.end, self._group)
        if field is not None:
            self.fields.append(field)

    def _take_heading(self, cell: LexborNode) -> None:
        """Take the meeting's name, or the cell that opens the paper's block."""
        if self._group == 1 or self.rows_end:
            return
        span = self._rendered.span(cell)
        line = Line(span.start, span.end, self._rendered.text[span.start : span.end])
        is_meeting = cell.css_first("a[href*='SILFDNR'], a[href*='to010']") is not None
        numbered = [] if is_meeting else number_and_title(line, self._title.value)
        if numbered:
            self._group = 1
            self.fields += numbered
        elif not line.is_blank and not any(f.name == "meeting_line" for f in self.fields):
            self._take("meeting_line", cell)

    def _take_sittings(self, label_row: LexborNode) -> None:
        following = label_row.next
        while following is not None and following.tag != "tr":
            following = following.next
        if following is None:
            return
        self.rows_end = self._rendered.span(following).end
        station: tuple[Field, Field | None] | None = None
        fresh = False
        for row in following.css("table tr"):
            if len(row.css("tr")) > 1 or row.mem_id == following.mem_id:
                continue
            fields = self._row_fields(row)
            date = next((f for f in fields if f.name == "date"), None)
            if date is None and fields:
                if station is not None and fresh:
                    self.sittings.append(Sitting(*station))
                station, fresh = (
                    (_named("body", fields[0]), _named("role", fields[1]) if len(fields) > 1 else None),
                    True,
                )
            elif date is not None and station is not None:
                self.sittings.append(_sitting(station, date, fields))
                fresh = False
        if station is not None and fresh:
            self.sittings.append(Sitting(*station))

    def _row_fields(self, row: LexborNode) -> list[Field]:
        """Return the cells that say something, dates named so, meetings and results by their markup."""
        found = []
        for cell in _cells(row):
            span = self._rendered.span(cell)
            field = span_field("", self._rendered.text, span.start, span.end, 1)
            if field is None:
                continue
            name = "date" if _DATE.fullmatch(field.value) else ""
            if not name and cell.css_first("a[href*='to010'], a[href*='SILFDNR']") is not None:
                name = "meeting"
            found.append(_named(name, field))
        return found

    def _text(self, node: LexborNode) -> str:
        span = self._rendered.span(node)
        return self._rendered.text[span.start : span.end]


def _sitting(station: tuple[Field, Field | None], date: Field, fields: list[Field]) -> Sitting:
    """Put a dated row together: the linked cell is the meeting, the last other one the result."""
    meeting = next((f for f in fields if f.name == "meeting"), None)
    others = [f for f in fields if f is not meeting and f is not date]
    if meeting is None and len(others) > 1:
        meeting = _named("meeting", others[0])
        others = others[1:]
    outcome = _named("outcome", others[-1]) if others else None
    return Sitting(*station, date=date, meeting=meeting, outcome=outcome)


def _named(name: str, field: Field) -> Field:
    return Field(name, field.value, field.span, field.group)


def _cells(row: LexborNode) -> list[LexborNode]:
    found = []
    child = row.child
    while child is not None:
        if child.tag in ("td", "th"):
            found.append(child)
        child = child.next
    return found


def _body(root: LexborNode, rendered: Rendered, header_end: int) -> Span:
    """Return where the running text stands: from the first embedded document on, else below the header."""
    anchors = [rendered.span(node).start for node in root.css("a[name^='allris']")]
    starts = [start for start in anchors if start >= header_end]
    start = min(starts) if starts else _line_end(rendered.text, header_end)
    foot = root.css_first("#content_unten, .zurueck, #foot, #risfoot")
    end = rendered.span(foot).start if foot is not None and rendered.span(foot).start > start else len(rendered.text)
    return Span(start, max(start, start + len(rendered.text[start:end].rstrip())))


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def _sections(root: LexborNode, rendered: Rendered, body: Span) -> tuple[Section, ...]:
    """Return the embedded documents by their anchors, else the parts that headings in the text name."""
    starts = [
        (name, rendered.span(node).start)
        for node in root.css("a[name^='allris']")
        if (name := _ANCHORS.get(node.attributes.get("name") or "")) and rendered.span(node).start >= body.start
    ]
    if not starts:
        return sections(lines(rendered.text, body.start, body.end))
    ends = [start for _, start in starts[1:]] + [body.end]
    return tuple(Section(name, Span(start, end)) for (name, start), end in zip(starts, ends, strict=True))
