"""Finds header fields by their labels in lines of text, also where fields are glued or share a line."""

import re
from functools import cache
from itertools import zip_longest

from civicgraph.read.page import Field, Line, Span, collapse, span_field
from civicgraph.read.phrases import table

NUMBER = re.compile(
    r"(?:[A-Z]{1,4}(?:-[A-Z]{2,4})?[\s/.]*)?(?:\d{1,6}|[IVX]{1,5})(?:\s?[/.–-]\s?[A-Z0-9]{1,8}){1,4}(?!\w|:\d)"
)
"""A printed paper number with at least one separator: 2023/0386, VO/2020/09309-01, 0195/5, VI/0969, 21-4290."""

OF_PAPER = frozenset(
    ("type", "authors", "lead_unit", "clerk", "involved", "file_number", "refers_to", "process", "joined")
)
"""Fields that only a paper has, wherever they stand."""

UNTAKEN = frozenset(("attachments", "process", "joined"))
"""Fields of which nothing reaches the graph: documents come from links; the account lists the others as not taken."""

_DATE = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}\b")


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {row["label"]: row["name"] for row in table("labels")}
    words = "|".join(re.escape(label) for label in sorted(names, key=len, reverse=True))
    # a label begins a line, follows white space, or is glued to a value that ends in a small letter, digit or bracket
    return re.compile(rf"(?:(?<=^)|(?<=[\s\-])|(?<=[a-zäöüß0-9)\]]))({words})\s?:(?!//)"), names


def begins_with_label(text: str) -> bool:
    """Tell whether a line's first words are a header label."""
    match = _labels()[0].search(text)
    return match is not None and not text[: match.start()].strip(" -\u00a0")


def has_columns(line: Line) -> bool:
    """Tell whether a line is the head of the columns Ursprung and aktuell, whose values are glued when a page is saved."""
    return _COLUMNS.search(line.text) is not None


def labelled(line: Line, group: int, columns: bool = False) -> list[Field]:
    """Return the fields of one line, in order; a label without a value gives none. columns: take the first of two glued values."""
    pattern, names = _labels()
    found = []
    matches = list(pattern.finditer(line.text))
    for match, following in zip_longest(matches, matches[1:]):
        end = following.start() if following else len(line.text)
        name = names[match.group(1)]
        if columns and name in ("authors", "type"):
            end = match.end() + len(_BETWEEN_COLUMNS.split(line.text[match.end() : end])[0])
        field = _field(name, line, match.end(), end, group)
        if field is not None:
            found.append(field)
    return found


def labels_of(line: Line) -> list[tuple[str, str]]:
    """Return the labels of one line with the words behind each, "" where nothing stands there."""
    matches = list(_labels()[0].finditer(line.text))
    return [
        (match.group(1), line.text[match.end() : following.start() if following else None].strip())
        for match, following in zip_longest(matches, matches[1:])
    ]


def open_label(line: Line) -> str | None:
    """Return the name of the label that ends a line without a value (its value stands on the next), or None."""
    pattern, names = _labels()
    matches = list(pattern.finditer(line.text))
    if matches and not line.text[matches[-1].end() :].strip():
        return names[matches[-1].group(1)]
    return None


_BETWEEN_COLUMNS = re.compile(r"(?<=[a-zäöüß)])(?=[A-ZÄÖÜ])|(?<=[A-ZÄÖÜ]{2})(?=[A-ZÄÖÜ][a-zäöüß])")
_COLUMNS = re.compile(r"\s*Ursprung\s*aktuell\s*$")


def _field(name: str, line: Line, start: int, end: int, group: int) -> Field | None:
    """Return the value at [start, end); of a table with the columns Ursprung and aktuell, glued when saved, one of two equal ones."""
    text = line.text[start:end].strip()
    if name == "publicity" and (columns := _COLUMNS.search(line.text[start:end])):
        end = start + columns.start()
    half = len(text) // 2
    if len(text) > 5 and text[:half] == text[half:]:
        end = line.text.index(text, start) + half
    field = span_field(name, line.text, start, end, group)
    return shifted(field, line.start) if field else None


def shifted(field: Field, by: int) -> Field:
    """Return a field found in a piece of text with offsets in the whole text."""
    return Field(field.name, field.value, Span(field.span.start + by, field.span.end + by), field.group)


def number_and_title(line: Line, page_title: str | None, group: int = 1) -> list[Field]:
    """Split the line that opens the paper's block ("2023/0386 Anfrage: …") into number and title; [] where it is none.

    A line that ends with the page's own title is one whatever its number looks like.
    """
    text = line.text
    stripped = text.strip()
    length = _number_length(stripped, page_title)
    if length is None:
        return []
    start = text.index(stripped[0]) if stripped else 0
    pieces = [("number", start, start + length), ("title", start + length, len(text))]
    found = [_field(name, line, begin, end, group) for name, begin, end in pieces]
    return [field for field in found if field is not None]


def _number_length(stripped: str, page_title: str | None) -> int | None:
    if page_title:
        title = collapse(page_title).rstrip(" .…")
        flat = collapse(stripped)
        at = flat.find(title)
        if 0 < at <= 30 and re.search(r"\d", flat[:at]) and len(title) > 5:
            return _end_of_word(stripped, len(flat[:at].split()))
    match = NUMBER.match(stripped)
    if match and re.search(r"\d", match.group(0)) and not _DATE.match(stripped) and stripped[match.end() :].strip():
        return match.end()
    return None


def _end_of_word(text: str, count: int) -> int:
    """Return where the first `count` words of a text end."""
    words = list(re.finditer(r"\S+", text))
    return words[count - 1].end()
