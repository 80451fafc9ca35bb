"""Reads ALLRIS 4 pages saved as text: the heading, below "Grunddaten" a label and its value on two lines, then documents."""

import re
from functools import cache

import msgspec

from civicgraph.read.account import Account
from civicgraph.read.header import NUMBER, OF_PAPER, number_and_title
from civicgraph.read.page import Field, Line, Sitting, Span, collapse, span_field
from civicgraph.read.phrases import table
from civicgraph.read.rows import number_at_start
from civicgraph.read.sections import heading_of
from civicgraph.read.sittings import is_row, sittings

_EXTRACT = re.compile(r"\s*(\d{1,2}\.\d{1,2}\.\d{4})\s+[-–]\s+(?=\S)")
_AGENDA = re.compile(r"\s*(\S.*?)\s+[-–]\s+(\d{1,2}\.\d{1,2}\.\d{4})\s*$")
_PAPER = re.compile(r"\s*([A-ZÄÖÜ]\S.{0,60}?)\s+[-–]\s+(?=\S*\d)")
_LABEL = re.compile(r"(\s*[-•]\s+)?([A-ZÄÖÜ][^:]{1,39}?)\s?:\s*(?:$|[-•]?\s*(\S.*)$)")
_BASE = "Grunddaten"
_WITHIN = 8
"""The line "Grunddaten" stands within so many lines that are not blank below the heading."""
_STATE = re.compile(r"\s*\([^()]*\)\s*$")


class Heading(msgspec.Struct, frozen=True):
    """The line that opens a page. kind: extract, agenda or paper; index: where it stands; base: where "Grunddaten" stands."""

    kind: str
    index: int
    base: int


def heading_in(all_lines: list[Line]) -> Heading | None:
    """Return the line that opens an ALLRIS 4 page: right above "Grunddaten", of one of the three forms; None where none does."""
    told = [index for index, line in enumerate(all_lines) if not line.is_blank]
    for place, index in enumerate(told):
        if collapse(all_lines[index].text).strip("-# ") == _BASE:
            for above in reversed(told[max(0, place - _WITHIN) : place]):
                kind = _kind(all_lines[above].text)
                if kind is not None:
                    return Heading(kind, above, index)
    return None


def _kind(text: str) -> str | None:
    if _EXTRACT.match(text):
        return "extract"
    if _AGENDA.match(text):
        return "agenda"
    match = _PAPER.match(text)
    return "paper" if match and NUMBER.fullmatch(collapse(text[match.end() :])) else None


@cache
def _names() -> dict[str, str]:
    return {row["label"]: row["name"] for row in (*table("labels"), *table("allris4_labels"))}


class Head:
    """Walks the lines below "Grunddaten" until the running text begins. end: index of the first line that is no header's."""

    def __init__(self, heading: Heading, all_lines: list[Line], account: Account) -> None:
        self.fields: list[Field] = []
        self.sittings: list[Sitting] = []
        self._kind, self._lines, self._account = heading.kind, all_lines, account
        self._is_listed: bool | None = None
        for line in all_lines[heading.index + 1 : heading.base]:
            if not line.is_blank:
                account.left(collapse(line.text), "")
        opening = all_lines[heading.index]
        self._take_heading(opening)
        self.end = self._walk(heading.base + 1)
        self._complete(opening)

    @property
    def day(self) -> str:
        """The date as printed, "" where there is none."""
        return next((field.value for field in self.fields if field.name == "date"), "")

    def _take_heading(self, line: Line) -> None:
        """Take the page's title: of an extract what follows date and number, of a paper its number, of an agenda all."""
        match = {"extract": _EXTRACT, "paper": _PAPER}[self._kind].match(line.text) if self._kind != "agenda" else None
        start = match.end() if match else 0
        length = number_at_start(line.text[start:]) if self._kind == "extract" else 0
        has_title = bool(line.text[start + length :].strip())
        self._add("page_title", line, start + length if has_title else start, len(line.text), 0)
        if self._kind == "paper":
            self._add("number", line, start, len(line.text), 1)

    def _complete(self, line: Line) -> None:
        """Take from the heading what no label gives: date and number of an item, name and day of a meeting, type of a paper."""
        names = {field.name for field in self.fields}
        match = {"extract": _EXTRACT, "agenda": _AGENDA, "paper": _PAPER}[self._kind].match(line.text)
        assert match is not None  # the form of the heading gave the kind
        if self._kind == "extract":
            length = number_at_start(line.text[match.end() :])
            if "agenda_number" not in names and line.text[match.end() + length :].strip():
                self._add("agenda_number", line, match.end(), match.end() + length, 0)
            if "date" not in names:
                self._add("date", line, match.start(1), match.end(1), 0)
        elif self._kind == "agenda":
            if not names & {"body", "meeting_line"}:
                self._add("body", line, match.start(1), match.end(1), 0)
            if "date" not in names:
                self._add("date", line, match.start(2), match.end(2), 0)
        elif "type" not in names and match.group(1) not in ("Vorlage", "Drucksache"):
            self._add("type", line, match.start(1), match.end(1), 1)

    def _walk(self, index: int) -> int:
        end = index
        while index < len(self._lines):
            line = self._lines[index]
            if line.is_blank:
                index += 1
                continue
            label = self._label(line)
            if label is None:
                break
            index = end = self._take(label, line, index)
        return self._take_sittings(end)

    def _label(self, line: Line) -> re.Match[str] | None:
        """Return a line's label; where the first label is an item of a list all are, so that a heading is none."""
        match = _LABEL.match(line.text)
        if match is None or (heading_of(line.text) and not match.group(1)):
            return None
        if self._is_listed is None:
            self._is_listed = bool(match.group(1))
        return match if self._is_listed == bool(match.group(1)) else None

    def _take(self, label: re.Match[str], line: Line, index: int) -> int:
        """Take a label and its value, on the same line or the next; return the index of the line behind them."""
        value, start = line, label.start(3)
        if label.group(3) is None:
            following = next((i for i in range(index + 1, len(self._lines)) if not self._lines[i].is_blank), None)
            if following is None or self._label(self._lines[following]) or not self._is_value(self._lines[following]):
                (self._account.mapped if label.group(2) in _names() else self._account.left)(label.group(2), "")
                return index + 1
            index, value = following, self._lines[following]
            bullet = re.match(r"\s*[-•]\s+", value.text)
            start = bullet.end() if bullet else 0
        self._note(label.group(2), value, start)
        return index + 1

    def _is_value(self, line: Line) -> bool:
        """Tell whether a line can be a value: an item of the list where the labels are such."""
        is_item = re.match(r"\s*[-•]\s+\S", line.text) is not None
        return is_item if self._is_listed else heading_of(line.text) is None

    def _note(self, label: str, line: Line, start: int) -> None:
        name = _names().get(label)
        words = line.text[start:].strip()
        if name == "paper":
            name = "" if self._take_paper(line, start) else None
        if name is None:
            self._account.left(label, words)
            return
        self._account.mapped(label, words)
        end = len(line.text)
        state = _STATE.search(line.text) if name == "publicity" else None
        if state is not None and state.start() > start:
            end = state.start()
            self._account.left(f"{label} (Zusatz)", state.group(0), "Bearbeitungsstand")
        if name:
            self._take_named(name, line, start, end)

    def _take_named(self, name: str, line: Line, start: int, end: int) -> None:
        is_second = name == "publicity" and any(field.name == "publicity" for field in self.fields)
        of_paper = self._kind == "paper" or (
            self._kind == "extract" and (name in OF_PAPER or name == "number" or is_second)
        )
        if name == "subject" and self._kind != "paper":
            name = "meeting_line" if self._kind == "agenda" else "page_title"
            self.fields = [field for field in self.fields if field.name != name]
        self._add(name, line, start, end, int(of_paper))

    def _take_paper(self, line: Line, start: int) -> bool:
        """Take number and title of the paper that an extract names; tell whether the words begin with a number."""
        rest = Line(line.start + start, line.end, line.text[start:])
        found = number_and_title(rest, None)
        self.fields += found
        if not found and NUMBER.fullmatch(rest.text.strip()):
            self._add("number", line, start, len(line.text), 1)
            return True
        return bool(found)

    def _take_sittings(self, index: int) -> int:
        """Take the rows below the heading "Beratungsfolge"; return the index of the line behind them."""
        told = [i for i in range(index, len(self._lines)) if not self._lines[i].is_blank]
        if self._kind != "paper" or not told or collapse(self._lines[told[0]].text).rstrip(":") != "Beratungsfolge":
            return index
        rows = []
        end = told[0] + 1
        for i in told[1:]:
            line = self._lines[i]
            if heading_of(line.text) or not is_row(line.text):
                break
            rows.append(line)
            end = i + 1
        self.sittings = sittings(rows)
        self._account.mapped("Beratungsfolge", rows[0].text if rows else "")
        return end

    def _add(self, name: str, line: Line, start: int, end: int, group: int) -> None:
        field = span_field(name, line.text, start, end, group)
        if field is not None:
            span = Span(field.span.start + line.start, field.span.end + line.start)
            self.fields.append(Field(name, field.value, span, group))
