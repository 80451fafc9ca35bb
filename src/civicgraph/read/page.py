"""The page as every reader hands it on: kind, header fields, consultation rows, sections, one text.

A page has thousands of these records; they hold text and one another, never in a circle, so that Python's collector need not watch them.
"""

import hashlib
import unicodedata

import msgspec

from civicgraph.record import CONTEXT, Attached, Evidence, Finding, Snapshot, Use


class Span(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the page's text: offsets in code points, end exclusive."""

    start: int
    end: int


class Field(msgspec.Struct, frozen=True, gc=False):
    """One header value.

    name: what it is (column 2 of labels.csv); value: white space collapsed; group: 0 for the meeting's block, 1 for the paper's.
    """

    name: str
    value: str
    span: Span
    group: int = 0


class Sitting(msgspec.Struct, frozen=True, gc=False):
    """One row of a Beratungsfolge: a body's station with one sitting. None where the page has no such cell.

    number: that of the agenda item at which the body treated the paper.
    """

    body: Field
    role: Field | None = None
    date: Field | None = None
    meeting: Field | None = None
    outcome: Field | None = None
    vote: Field | None = None
    number: Field | None = None


class Item(msgspec.Struct, frozen=True, gc=False):
    """One row of an agenda. None where the page has no such cell.

    paper: the printed number of the paper it treats; note: remarks such as "vertagt auf …"; vote: counts or words;
    is_public: from the part of the agenda it stands in or its number's "Ö"/"N", None where neither says so;
    sections: embedded documents of this item (proposal, resolution, minutes); ids: see Page; role: what the body is asked for
    ("Vorberatung"); sittings: earlier sittings on its paper, where the agenda unfolds them below the item;
    papers: the printed numbers of further papers that it treats; counts: how many voted how where each has a column of its own, each
    under the column's heading ("Ja", "Nein").
    """

    title: Field | None = None
    number: Field | None = None
    paper: Field | None = None
    outcome: Field | None = None
    vote: Field | None = None
    note: Field | None = None
    is_public: bool | None = None
    sections: "tuple[Section, ...]" = ()
    ids: tuple[tuple[str, str], ...] = ()
    role: Field | None = None
    sittings: tuple[Sitting, ...] = ()
    papers: tuple[Field, ...] = ()
    counts: tuple[Field, ...] = ()


class Gathering(msgspec.Struct, frozen=True):
    """One row of a calendar of meetings. None where the page has no such cell.

    state: that it does not take place as planned ("abgesagt", "Termin fällt aus").
    """

    date: Field
    body: Field | None = None
    time: Field | None = None
    room: Field | None = None
    place: Field | None = None
    note: Field | None = None
    ids: tuple[tuple[str, str], ...] = ()
    state: Field | None = None
    occasion: Field | None = None
    publicity: Field | None = None


class Link(msgspec.Struct, frozen=True, gc=False):
    """A link of the page: where its words stand in the text, and its target as written."""

    span: Span
    target: str


class FileLink(Link, frozen=True, gc=False):
    """A link that the source itself calls a file, whatever its address looks like."""


class Section(msgspec.Struct, frozen=True, gc=False):
    """A named part of the page's text. name: code of sections.csv."""

    name: str
    span: Span


class Page(msgspec.Struct, frozen=True, dict=True):
    """What a reader made of one snapshot.

    kind: extract (one agenda item with its minutes), paper, agenda (a meeting with its items), calendar, file (the text of a paper's
    document) or oparl; body: where the running text stands.
    flow: the text with soft line breaks as blanks, offsets unchanged; empty where every line is a paragraph of its own.
    ids: identifiers that the source itself uses, as (name, value), such as ("VOLFDNR", "22821"); uses: what became of every field.
    """

    snapshot: Snapshot
    reader: str
    reader_version: str
    kind: str
    text: str
    fields: tuple[Field, ...]
    sittings: tuple[Sitting, ...]
    sections: tuple[Section, ...]
    body: Span
    findings: tuple[Finding, ...] = ()
    flow: str = ""
    items: tuple[Item, ...] = ()
    gatherings: tuple[Gathering, ...] = ()
    links: tuple[Link, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    uses: tuple[Use, ...] = ()
    about: Attached | None = None

    @property
    def prose(self) -> str:
        """The text to find sentences in; quotes are always taken from the text itself."""
        return self.flow or self.text

    def field(self, name: str, group: int | None = None) -> Field | None:
        """Return the first header field of that name (and group), or None where the page has none."""
        for field in self.fields:
            if field.name == name and (group is None or field.group == group):
                return field
        return None

    def value(self, name: str) -> str:
        """Return the value of the first header field of that name, "" where the page has none."""
        field = self.field(name)
        return field.value if field is not None else ""

    def all(self, name: str) -> tuple[Field, ...]:
        """Return all header fields of that name, in page order."""
        return tuple(field for field in self.fields if field.name == name)

    @property
    def text_sha256(self) -> str:
        """The text's identity: sha256 of its UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def evidence(self, start: int, end: int) -> Evidence:
        """Return the place [start, end) as evidence, outer white space left out.

        Raises ValueError where nothing but white space stands there.
        """
        quote = self.text[start:end]
        start += len(quote) - len(quote.lstrip())
        quote = quote.strip()
        if not quote:
            raise ValueError(f"nothing stands at {start}:{end}")
        end = start + len(quote)
        return Evidence(
            text=self._digest(),
            start=start,
            end=end,
            quote=quote,
            prefix=self.text[max(0, start - CONTEXT) : start],
            suffix=self.text[end : end + CONTEXT],
        )

    def _digest(self) -> str:
        known: str | None = self.__dict__.get("_sha256")
        if known is None:
            known = self.__dict__["_sha256"] = self.text_sha256
        return known


class Line(msgspec.Struct, frozen=True, gc=False):
    """One line of a text with its offsets, without its line feed."""

    start: int
    end: int
    text: str

    @property
    def is_blank(self) -> bool:
        """True where nothing but white space stands in it."""
        return not self.text.strip()


def lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """Return the lines between two offsets; a stretch that begins inside a line begins there."""
    stop = len(text) if end is None else end
    found = []
    while start <= stop:
        feed = text.find("\n", start, stop)
        line_end = stop if feed < 0 else feed
        found.append(Line(start, line_end, text[start:line_end]))
        if feed < 0:
            break
        start = feed + 1
    return found


def line_after(text: str, offset: int) -> int:
    """Return where the line after an offset begins: the offset itself where a line feed stands right before it."""
    if offset > 0 and text[offset - 1 : offset] == "\n":
        return offset
    feed = text.find("\n", offset)
    return len(text) if feed < 0 else feed + 1


def collapse(text: str) -> str:
    """Return text on one line with single blanks: for cells and names, never for quotes."""
    if "  " not in text and text.isprintable():
        return text.strip(" ")  # of all white space only the blank is printable, and the soft hyphen is not
    if "\u00ad" in text:
        text = text.replace("\u00ad", "")
    return " ".join(text.split())


def one_text(raw: str) -> str:
    """Return a page's text: NFC, line feeds only, no byte order mark, NBSP kept."""
    text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x00", "\ufffd")
    return unicodedata.normalize("NFC", text)


def span_field(name: str, text: str, start: int, end: int, group: int = 0) -> Field | None:
    """Return the field that stands at [start, end), outer white space left out; None where nothing stands there."""
    raw = text[start:end]
    stripped = raw.strip()
    if not stripped:
        return None
    if len(stripped) != len(raw):
        start += len(raw) - len(raw.lstrip())
    return Field(name, collapse(stripped), Span(start, start + len(stripped)), group)
