"""Says what the parts of an agenda's rows are: numbers, headings of parts, names of columns, remarks below a title."""

import re
from functools import cache

from civicgraph.read.page import Field, Line, collapse, lines, span_field
from civicgraph.read.phrases import table

_FORM = r"(?:TOP\s*)?(?:[A-ZÄÖÜ]{1,3}\s*[-.]?\s*)?\d{1,3}(?:\.\d{1,3}){0,5}\.?(?:\s?[a-z]\)?)?"
_NUMBER = re.compile(_FORM)
_AT_START = re.compile(rf"{_FORM}(?=\s|$)|\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}(?=[A-ZÄÖÜ][a-zäöüß])")
"""A number before a title; one of several parts may be glued to it."""
_ENUMERATION = re.compile(r"^(?:Teil\s+)?(?:[IVX]{1,4}|[A-Z]|\d)\s*[.):–-]\s*|^[-–•]\s*")
_REMARK = re.compile(r"\(.{3,300}\)\.?")
_OPEN, _CLOSED = re.compile(r"(?:TOP\s*)?Ö(?!\s*N)"), re.compile(r"(?:TOP\s*)?(?:N|ÖN\b)")


def is_number(words: str) -> bool:
    """Tell whether words are the number of an agenda item: "Ö 7.2", "N 3", "5.1.1", "12 a"."""
    return _NUMBER.fullmatch(collapse(words)) is not None


def number_at_start(text: str) -> int:
    """Return where the item number that opens a text ends, 0 where none does."""
    match = _AT_START.match(text)
    return match.end() if match else 0


def public_by_number(number: str) -> bool | None:
    """Return what the letter before an item's number says: Ö is public, N is not; None without such a letter."""
    if _OPEN.match(number):
        return True
    return False if _CLOSED.match(number) else None


@cache
def _parts() -> dict[str, bool]:
    return {row["heading"].casefold(): row["public"] == "yes" for row in table("agenda_parts")}


def public_by_part(words: str) -> bool | None:
    """Return whether words are the heading of an agenda's public or closed part; None where they are no such heading."""
    bare = _ENUMERATION.sub("", collapse(words)).strip(" :.-–").casefold()
    return _parts().get(bare)


@cache
def columns(kind: str) -> dict[str, str]:
    """Return the headings (and class names) that columns of a kind of table have, with what stands below them."""
    return {row["column"]: row["name"] for row in table("allris_columns") if row["table"] == kind}


def renamed(name: str, field: Field | None, group: int = 0) -> Field | None:
    """Return a field under another name, None for None."""
    return Field(name, field.value, field.span, group) if field is not None else None


def title_and_remark(text: str, start: int, end: int) -> tuple[Field | None, Field | None]:
    """Split a title's cell into the title and a remark that stands in brackets on the last of several lines."""
    told = [line for line in lines(text, start, end) if not line.is_blank]
    if len(told) > 1 and _REMARK.fullmatch(told[-1].text.strip()):
        return _field("title", text, told[0], told[-2]), _field("note", text, told[-1], told[-1])
    return span_field("title", text, start, end), None


def _field(name: str, text: str, first: Line, last: Line) -> Field | None:
    return span_field(name, text, first.start, last.end)
