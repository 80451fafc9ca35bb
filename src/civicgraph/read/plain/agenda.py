"""Reads the items of an agenda saved as text: number, title and paper on lines of their own, or number and title on one."""

import re

import msgspec

from civicgraph.read.account import Account
from civicgraph.read.agenda_rows import Agenda, no_items
from civicgraph.read.header import NUMBER
from civicgraph.read.page import Field, Item, Line, Span, collapse, span_field
from civicgraph.read.rows import number_at_start, public_by_number, public_by_part
from civicgraph.read.sight import Sight
from civicgraph.read.unfolded import is_result, opens, unfolded

_HEAD = re.compile(r"\s*TOP\s+(?:\S+\s+)?Betreff\b.*$")
_PAPER = re.compile(r"(?:[A-Z]{1,5}[-/ ]?)?\d[\w./-]*\d[\w./-]*")
_REMARK = re.compile(r"\s*\(.{3,300}\)\.?\s*$")
_LETTER = re.compile(r"\s*(?:TOP\s*)?[ÖN]{1,2}\s*\d")
_NOISE = frozenset(("Enthält Anlagen", "Anlagen", "NA", "VO", "TO"))
FARTHEST = 5
"""How far the numbers of an agenda without letters may jump from one item to the next."""


def head_of(rows: list[Line]) -> int | None:
    """Return the index of the line that names the columns (`TOP   Betreff Vorlage`), or None where it is lost."""
    return next((index for index, line in enumerate(rows) if _HEAD.match(line.text)), None)


def first_item(rows: list[Line]) -> int:
    """Return the index of the first line that is an item's number or a part's heading; the number of lines where none is."""
    for index, line in enumerate(rows):
        if _LETTER.match(line.text) or public_by_part(line.text) is not None:
            return index
    return len(rows)


def agenda_items(sight: Sight, rows: list[Line], account: Account, day: str) -> Agenda:
    """Return the items of the lines below an agenda's header. day: the meeting's date as printed."""
    told = [line for line in rows if not line.is_blank]
    taken = _Items(account, any(_LETTER.match(line.text) for line in told), day)
    for index, line in enumerate(told):
        taken.take(line, told[index - 1] if index else None)
    taken.close()
    return Agenda(tuple(taken.items), () if taken.items else (no_items(sight),))


class _Items:
    """Takes the lines one by one."""

    def __init__(self, account: Account, has_letters: bool, day: str) -> None:
        self.items: list[Item] = []
        self._account, self._has_letters, self._day = account, has_letters, day
        self._is_public: bool | None = None
        self._below: list[Line] = []
        self._last: tuple[int, ...] = (0,)
        self._is_open = False

    def take(self, line: Line, before: Line | None) -> None:
        """Take one line: an item's number, or what belongs to the item above."""
        words = collapse(line.text)
        part = public_by_part(words)
        if words in _NOISE:
            self._account.left(words, words)
        elif self._awaits_title:
            self._set(title=_field("title", line))
        elif part is not None:
            self.close()
            self._is_public = part
            self._account.mapped("Überschrift eines Teils", words)
        elif (length := self._number(line)) and not (before is not None and is_result(before, line)):
            self._open_item(line, length)
        elif self._is_open and not self._below and not opens(line.text):
            self._take_part(line, before)
        elif self._is_open:
            self._below.append(line)
        else:
            self._account.left("Zeile vor dem ersten Punkt", words)

    def close(self) -> None:
        """Give the last item what was unfolded below it."""
        if self._below:
            found = unfolded(self._below, self._day)
            self._set(sections=found.sections, sittings=found.sittings)
            for sitting in found.sittings:
                self._account.mapped("TOP[] frühere Sitzung", sitting.body.value)
            for line in found.rest:
                self._account.left("TOP[] Text darunter", line.text)
        self._below = []

    @property
    def _awaits_title(self) -> bool:
        return self._is_open and not self._below and self.items[-1].title is None and self.items[-1].paper is None

    def _number(self, line: Line) -> int:
        """Return where the number ends that opens a line, 0 where none does.

        Where items have a letter (Ö, N) all have one; where they have none, a number must follow the last: a title may begin with one.
        """
        start = len(line.text) - len(line.text.lstrip())
        length = number_at_start(line.text[start:])
        if not length or (self._has_letters and not _LETTER.match(line.text)):
            return 0
        if not self._has_letters:
            number = tuple(int(part) for part in re.findall(r"\d+", line.text[start : start + length]))
            if not self._last < number or number[0] > self._last[0] + FARTHEST:
                return 0
        return start + length

    def _open_item(self, line: Line, length: int) -> None:
        self.close()
        number = _part("number", line, 0, length)
        self._last = tuple(int(part) for part in re.findall(r"\d+", line.text[:length]))
        by_number = public_by_number(number.value) if number is not None else None
        title = _part("title", line, length, len(line.text))
        self.items.append(Item(title, number, is_public=by_number if by_number is not None else self._is_public))
        self._is_open = True
        self._account.mapped("TOP[] TOP", number.value if number is not None else "")
        if title is not None:
            self._account.mapped("TOP[] Betreff", title.value)

    def _take_part(self, line: Line, before: Line | None) -> None:
        """Take a line below an item's title: its paper's number, a remark in brackets, the title's next line; sentences are none."""
        item, words = self.items[-1], collapse(line.text)
        if item.paper is None and (NUMBER.fullmatch(words) or _PAPER.fullmatch(words)):
            self._set(paper=_field("paper", line))
            self._account.mapped("TOP[] Vorlage", words)
        elif item.note is None and _REMARK.match(line.text):
            self._set(note=_field("note", line))
            self._account.mapped("TOP[] Bemerkung", words)
        elif item.paper is None and item.title is not None and _goes_on(item.title, words, before):
            span = Span(item.title.span.start, line.start + len(line.text.rstrip()))
            self._set(title=Field("title", collapse(f"{item.title.value} {words}"), span))
        else:
            self._below.append(line)

    def _set(self, **changed: object) -> None:
        self.items[-1] = msgspec.structs.replace(self.items[-1], **changed)
        title = changed.get("title")
        if isinstance(title, Field):
            self._account.mapped("TOP[] Betreff", title.value)


def _goes_on(title: Field, words: str, before: Line | None) -> bool:
    """Tell whether words are the next line of the title that ends on the line before; a sentence is none."""
    ends_before = before is not None and before.start <= title.span.end <= before.end
    return ends_before and not words.endswith((".", "!", "?"))


def _field(name: str, line: Line) -> Field | None:
    return _part(name, line, 0, len(line.text))


def _part(name: str, line: Line, start: int, end: int) -> Field | None:
    """Return the field that stands in a part of a line, with offsets in the whole text."""
    field = span_field(name, line.text, start, end)
    if field is None:
        return None
    return Field(name, field.value, Span(field.span.start + line.start, field.span.end + line.start))
