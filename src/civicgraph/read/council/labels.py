"""Reads labels of a council text's head: with a colon, several on a line, without a colon before a fitting value, or with values below."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest

import msgspec

from civicgraph.read.council.forms import CLOCK, at, body_field, day, fits, is_body, is_number
from civicgraph.read.page import Field, Line, collapse
from civicgraph.read.phrases import table

GROUPS = {"body": 0, "date": 0, "agenda_number": 0, "time": 0, "end": 0, "room": 0, "place": 0}
"""Fields of the meeting; all others are the paper's."""
_FORMED = frozenset(("number", "date", "agenda"))
_ALONE = frozenset(("number", "date", "agenda", "body"))
_CLOCKS = re.compile(rf"{CLOCK}(?:\s{{0,3}}(?:-|–|bis)\s{{0,3}}{CLOCK})?")


class Label(msgspec.Struct, frozen=True):
    """A row of the table of labels. form: what its value looks like; rank: where two labels give one field, the lower counts."""

    words: str
    name: str
    form: str
    rank: int


class Told(msgspec.Struct, frozen=True):
    """A label on a line with the stretch of its value, which may be empty."""

    label: Label
    line: Line
    start: int
    end: int

    @property
    def value(self) -> str:
        """The words behind the label, on one line."""
        return collapse(self.line.text[self.start : self.end])


@cache
def _labels(of: str) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, Label]]:
    rows = [row for row in table("council_labels") if row["of"] in (of, "both")]
    known = {row["label"].casefold(): Label(row["label"], row["name"], row["form"], int(row["rank"])) for row in rows}
    words = "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True))
    colon = re.compile(rf"(?:^|(?<=\s))({words})\s?:(?!//)", re.IGNORECASE)
    bare = re.compile(rf"\s*({words})(?:\s(?:Nr\.|am))?\s+(?=\S)", re.IGNORECASE)
    return colon, bare, known


def labels_of(line: Line, of: str) -> list[Told]:
    """Return the labels of a line that begins with one, each with the words behind it; [] where it begins with none.

    of: paper or minutes.
    """
    colon, bare, known = _labels(of)
    matches = list(colon.finditer(line.text))
    if matches and not line.text[: matches[0].start()].strip(" -•*\t\u00a0"):
        return [
            Told(known[one.group(1).casefold()], line, one.end(), following.start() if following else len(line.text))
            for one, following in zip_longest(matches, matches[1:])
        ]
    whole = known.get(collapse(line.text).casefold())
    if whole is not None and whole.form in _ALONE and whole.words == collapse(line.text):
        return [Told(whole, line, len(line.text), len(line.text))]
    alone = bare.match(line.text)
    if alone is None:
        return []
    found = Told(known[alone.group(1).casefold()], line, alone.end(), len(line.text))
    return [found] if found.label.form in _FORMED and fits(found.label.form, found.value) else []


def fields_of(label: Label, line: Line, start: int, end: int) -> Iterator[Field]:
    """Yield the fields that a label's value gives: a body without the sitting's number, a day and the time behind it."""
    group = GROUPS.get(label.name, 1)
    words = line.text[start:end]
    begin = start + len(words) - len(words.lstrip())
    if label.form == "date":
        found = day(line.text[begin:end])
        if found is None:
            return
        yield from _present(at(line, label.name, begin + found.start("day"), begin + found.end("day"), group))
        clock = _CLOCKS.search(line.text, begin + found.end("day"), end)
        if clock is not None and label.name == "date":
            yield from _present(at(line, "time", clock.start(), clock.end()))
    elif label.name == "body":
        yield from _present(body_field(line, start, end))
    elif label.form == "time":
        clock = _CLOCKS.search(line.text, start, end)
        if clock is not None:
            yield from _present(at(line, "time", clock.start(), clock.end()))
    else:
        yield from _present(at(line, label.name, start, end, group))


def accepts(label: Label, words: str) -> bool:
    """Tell whether words can be a label's value where they stand behind it: a number has a digit, a day is one.

    A label that may announce other things too ("Sitzung:", rank 2) needs the name of a body.
    """
    if label.form == "number":
        return is_number(words)
    if label.form == "body" and label.rank > 1:
        return is_body(words)
    return label.form not in ("date", "agenda") or fits(label.form, words)


def _present(field: Field | None) -> Iterator[Field]:
    if field is not None:
        yield field
