"""Reads the text layer of an ALLRIS 4 paper: type and number, labels with values below, Beratungsfolge, title, then the text."""

import re
from functools import cache

from civicgraph.read.account import Account
from civicgraph.read.header import NUMBER
from civicgraph.read.page import Field, Line, Sitting, collapse, lines, span_field
from civicgraph.read.phrases import table

_FOOT = re.compile(r"\s*Seite\s+\d+\s*(?:/|von)\s*\d+\s*$")
_CONSULTATIONS = "Beratungsfolge"
_COLUMNS = frozenset(("Geplante Sitzungstermine", "Öffentlichkeitsstatus", "Sitzungstermine", "Sitzungstermin"))
_NONE = re.compile(r"\s*Für diese Vorlage erfolgt keine Beratung\b")
_PUBLICITY = re.compile(r"(?:^|\s)\(?((?:nicht\s?-?\s?)?öffentlich|vertraulich)\)?\s*$", re.IGNORECASE)
_DATE = re.compile(r"\s*(\d{1,2}\.\d{1,2}\.\d{4})\s*$")
_ROLE = re.compile(r"\(([^()]+)\)\s*$")
_END = re.compile(r"\[Dokumentende\]")
_LABEL = re.compile(r"\s*([A-ZÄÖÜ][\w/ -]{1,40}?)\s?:\s*$")
_BETWEEN_COMMAS = re.compile(r"[^,]+")
HEAD_LINES = 80
"""So many lines at the top of a document can belong to its header."""
TYPE_LINES = 5
"""So many lines above the number can belong to the type, and so many to the title."""
FOOT_LINES = 4


@cache
def _names() -> dict[str, str]:
    return {row["label"]: row["name"] for row in table("labels")}


def is_paper(text: str) -> bool:
    """Tell whether a text is such a paper: a number on its own line, below it "Federführung:" or "Initiator:", a Beratungsfolge."""
    head = [collapse(line) for line in text.split("\n", HEAD_LINES)[:HEAD_LINES]]
    labels = {line.rstrip(" :") for line in head if line.endswith(":")}
    has_flow = _CONSULTATIONS in head or any(_NONE.match(line) for line in head)
    numbered = any(_is_number(line) for line in head)
    return bool(labels & {"Federführung", "Federführend"}) and has_flow and numbered


def without_feet(text: str, account: Account) -> str:
    """Return the text without the lines that every page repeats at its foot: they cut through sentences."""
    kept: list[str] = []
    is_below_foot = False
    for line in text.split("\n"):
        if _FOOT.match(line):
            _take_foot(kept, line, account)
            is_below_foot = True
        elif line.strip() or not is_below_foot:
            kept.append(line)
            is_below_foot = False
    return "\n".join(kept)


def _take_foot(kept: list[str], last: str, account: Account) -> None:
    """Take the lines of a foot, which blank lines part from the text above, off what was kept."""
    foot = [last]
    while kept and kept[-1].strip() and len(foot) < FOOT_LINES:
        foot.append(kept.pop())
    while kept and not kept[-1].strip():
        kept.pop()
    account.left("Seitenfuß", " ".join(reversed(foot)))


class Head:
    """Walks the lines of a document from its top. end: where the running text begins in the text."""

    def __init__(self, text: str, account: Account) -> None:
        self.fields: list[Field] = []
        self.sittings: list[Sitting] = []
        self._text, self._account = text, account
        self._lines = lines(text)
        index = self._take_labels(self._take_type())
        index = self._take_title(self._take_rows(index))
        self.end = self._lines[index].start if index < len(self._lines) else len(text)

    def _told(self, index: int) -> int:
        """Return the index of the next line that is not blank, from an index on."""
        while index < len(self._lines) and self._lines[index].is_blank:
            index += 1
        return index

    def _take_type(self) -> int:
        """Take the lines above the number as type and publicity, and the number; return the index of the line behind them."""
        at = next(i for i, line in enumerate(self._lines) if _is_number(line.text))
        above = [line for line in self._lines[max(0, at - TYPE_LINES) : at] if not line.is_blank]
        if above:
            publicity = _PUBLICITY.search(above[-1].text)
            end = above[-1].start + (publicity.start() if publicity else len(above[-1].text))
            self._add("type", above[0].start, end)
            if publicity:
                self._add("publicity", above[-1].start + publicity.start(1), above[-1].start + publicity.end(1))
        number = self._lines[at]
        self._add("page_title", number.start, number.end, 0)
        self._add("number", number.start, number.end)
        self._account.mapped("Vorlagennummer", number.text)
        self._account.mapped("Vorlageart", above[0].text if above else "")
        return at + 1

    def _take_labels(self, index: int) -> int:
        """Take labels with the lines below each; return the index of the first line that belongs to none."""
        index = self._told(index)
        while index < len(self._lines):
            match = _LABEL.match(self._lines[index].text)
            if match is None or _names().get(match.group(1)) == "consultations":
                break
            index = self._take_value(match.group(1), self._told(index + 1))
        return index

    def _take_value(self, label: str, index: int) -> int:
        values = []
        while index < len(self._lines) and not self._ends_value(index):
            values.append(self._lines[index])
            index += 1
        words = " ".join(line.text.strip() for line in values)
        name = _names().get(label)
        if name is None:
            self._account.left(label, words)
        else:
            self._account.mapped(label, words)
            if values:
                self._take_named(name, values[0].start, values[-1].end)
        return self._told(index)

    def _take_named(self, name: str, start: int, end: int) -> None:
        """Take a value; authors that commas part, each with given and family name, are one field each."""
        parts = list(_BETWEEN_COMMAS.finditer(self._text, start, end)) if name == "authors" else []
        if len(parts) > 1 and all(len(part.group(0).split()) > 1 for part in parts):
            for part in parts:
                self._add(name, part.start(), part.end())
        else:
            self._add(name, start, end)

    def _ends_value(self, index: int) -> bool:
        text = self._lines[index].text
        return (
            not text.strip()
            or _LABEL.match(text) is not None
            or collapse(text) == _CONSULTATIONS
            or bool(_NONE.match(text))
        )

    def _take_rows(self, index: int) -> int:
        """Take the Beratungsfolge: a date or none, the body with its role in brackets, the publicity; each on its own lines."""
        if index < len(self._lines) and _NONE.match(self._lines[index].text):
            self._account.left("Beratungsfolge entfällt", self._lines[index].text)
            return self._told(index + 1)
        if index >= len(self._lines) or collapse(self._lines[index].text).rstrip(":") != _CONSULTATIONS:
            return index
        self._account.mapped(_CONSULTATIONS, "")
        index = self._told(index + 1)
        while index < len(self._lines) and collapse(self._lines[index].text) in _COLUMNS:
            self._account.left(f"{_CONSULTATIONS}[] {collapse(self._lines[index].text)}", "", "Spaltenkopf")
            index = self._told(index + 1)
        return self._take_stations(index)

    def _take_stations(self, index: int) -> int:
        while index < len(self._lines):
            date = _DATE.match(self._lines[index].text)
            first = self._told(index + 1) if date else index
            last = first
            while (
                last < len(self._lines)
                and not self._lines[last].is_blank
                and not _PUBLICITY.match(self._lines[last].text)
            ):
                last += 1
            is_row = first < last < len(self._lines) and not self._lines[last].is_blank
            if not is_row:
                break
            self._take_station(self._lines[index] if date else None, self._lines[first:last])
            self._account.left(
                f"{_CONSULTATIONS}[] Öffentlichkeitsstatus", self._lines[last].text, "Öffentlichkeitsstatus"
            )
            index = self._told(last + 1)
        return index

    def _take_station(self, dated: Line | None, rows: list[Line]) -> None:
        """Take one station: the body's name, in brackets at its end the role."""
        start, end = rows[0].start, rows[-1].end
        words = "\n".join(line.text for line in rows)
        role = _ROLE.search(words)
        body = self._field("body", start, start + role.start() if role else end)
        if body is None:
            return
        date = self._field("date", dated.start, dated.end) if dated is not None else None
        told = self._field("role", start + role.start(1), start + role.end(1)) if role else None
        self.sittings.append(Sitting(body, told, date))
        self._account.mapped(f"{_CONSULTATIONS}[] Gremium", body.value)

    def _take_title(self, index: int) -> int:
        """Take the paragraph above the running text as the title; return the index of the line behind it."""
        last = index
        while last < len(self._lines) and not self._lines[last].is_blank and last - index < TYPE_LINES:
            last += 1
        if last > index:
            self._add("title", self._lines[index].start, self._lines[last - 1].end)
            self._account.mapped("Betreff", self._lines[index].text)
        return self._told(last)

    def _add(self, name: str, start: int, end: int, group: int = 1) -> None:
        field = self._field(name, start, end, group)
        if field is not None:
            self.fields.append(field)

    def _field(self, name: str, start: int, end: int, group: int = 1) -> Field | None:
        return span_field(name, self._text, start, end, group)


def end_of(text: str, start: int, account: Account) -> int:
    """Return where a document's own text ends: at the mark that the system puts there; attached documents may follow it."""
    mark = _END.search(text, start)
    if mark is None:
        return len(text)
    if attached := text[mark.end() :].strip():
        account.left("Text der Anlagen", attached)
    return mark.start()


def _is_number(text: str) -> bool:
    return NUMBER.fullmatch(collapse(text)) is not None and not _DATE.match(text)
