"""Tells what stands behind a label of an item or extract: an outcome, a vote, a remark, or the words of a resolution or minutes."""

import re
from functools import cache

import msgspec

from civicgraph.read.page import Field, Line, Section, Span, collapse, span_field
from civicgraph.read.sections import heading_of
from civicgraph.read.sessionnet.pairs import Pair
from civicgraph.read.sessionnet.sheet import Sheet
from civicgraph.read.sessionnet.words import label, taken
from civicgraph.vocab import scheme

LONGEST_OUTCOME = 120
FEW_WORDS = 5
LONGEST_VOTE = 250
LONGEST_VALUE = 500
TOGETHER = 40
"""Characters between a beginning and an end that stand together."""
"""Characters of a header field; what is longer is running text."""


class Results(msgspec.Struct, frozen=True):
    """What the labels of one item say: fields by name (each the first of its name), sections in page order."""

    fields: dict[str, Field]
    sections: tuple[Section, ...]


def results(
    sheet: Sheet, found: list[Pair], page: str, path: str = "", without: frozenset[str] = frozenset()
) -> Results:
    """Sort pairs into fields and sections, and account for each.

    page: kind of labels; path: prefix in the account; without: fields that the graph does not take in this place.
    """
    fields: dict[str, Field] = {}
    sections: list[Section] = []
    for place, pair in enumerate(found):
        name = label(pair.label, page) or pair.by_class
        section = _section(sheet, pair, found[place + 1 :], page) if page != "agenda" else None
        if pair.value is not None and name and name not in fields and _is_short(name, pair.value, sheet):
            fields[name] = Field(name, pair.value.value, pair.value.span)
            if name not in taken(page) or name in without:
                sheet.account.left(path + pair.label, pair.example, name)
                continue
        elif section is not None:
            sections.append(section)
        elif name is None or name == "" or pair.value is not None:
            sheet.account.left(path + pair.label, pair.example)
            continue
        sheet.account.mapped(path + pair.label, pair.example)
    return Results(fields, tuple(sections))


def _is_short(name: str, value: Field, sheet: Sheet) -> bool:
    """Tell whether a value is what its field says, and no running text under the same label."""
    if name == "outcome":
        return is_outcome(sheet.text[value.span.start : value.span.end])
    if name == "vote":
        says = re.search(r"\d", value.value) or _wordings().search(value.value)
        return len(value.value) <= LONGEST_VOTE and says is not None
    if name == "meeting_line" and not re.search(r"[a-zäöü]{3}", value.value):
        return False  # "SR/01/2025" is a meeting's reference and not its name
    return len(value.value) <= LONGEST_VALUE


def account_boxes(sheet: Sheet, with_files: bool) -> None:
    """Account for the boxes of documents. with_files: the graph takes the files that they link."""
    for box in sheet.boxes:
        words = sheet.words(box)
        if words and with_files:
            sheet.account.mapped("Dokumente", words)
        elif words:
            sheet.account.left("Dokumente", words, "documents")


def is_outcome(words: str) -> bool:
    """Tell whether words are an outcome ("einstimmig zugestimmt") and not the resolution itself ("Der Rat beschließt …")."""
    if len(words) > LONGEST_OUTCOME or "\n" in words.strip():
        return False
    return _wordings().search(words) is not None or len(words.split()) <= FEW_WORDS


def is_known_outcome(words: str) -> bool:
    """Tell whether words are an outcome that holds the wording of one, or of how a vote went."""
    return is_outcome(words) and _wordings().search(words) is not None


def with_end(sheet: Sheet, start: Field | None, end: Field | None) -> list[Field]:
    """Return when a meeting began and ended: one stretch where both stand together, two where they stand apart."""
    remark = collapse(_CLOCKS.sub(" ", start.value)).strip(" ,;()–-") if start is not None else ""
    if remark:
        sheet.account.left("Zusatz zur Zeit", remark)
    if start is None or end is None:
        if end is not None:
            sheet.account.left("Ende ohne Beginn", end.value)
        return [start] if start is not None else []
    if 0 <= end.span.start - start.span.end < TOGETHER:
        whole = sheet.field("time", start.span.start, end.span.end)
        return [whole or start]
    if end.span.start < start.span.start:
        sheet.account.left("Ende vor Beginn", end.value)
        return [start]
    return [start, Field("time", end.value, end.span, end.group)]


_CLOCKS = re.compile(r"\d{1,2}[:.]\d{2}|(?<!\w)(?:ab|von|bis|um|ca\.|gegen|Beginn|Ende|Uhr)(?!\w)|[-–:,]")
LABELLED = re.compile(r"^[\s\u00a0•*-]*([A-ZÄÖÜ][\wäöüß-]{2,40})\s?:[ \t\u00a0]*(.*?)\s*$")
COUNTS = re.compile(r"(?:Ja|Nein|Enthaltung(?:en)?|Befangen|Anwesend|Persönlich beteiligt)\s*:\s*\d+")


def fields_of_lines(told: list[Line]) -> list[Field]:
    """Return the outcome and the vote that lines of plain text give behind their label, each where it stands first."""
    found: dict[str, Field] = {}
    for line in told:
        match = LABELLED.match(line.text)
        name = label(match.group(1), "extract") if match is not None else None
        if match is None or name not in ("outcome", "vote") or name in found:
            continue
        words = match.group(2)
        says = is_known_outcome(words) or (
            COUNTS.search(words) is not None if name == "vote" else 0 < len(words.split()) <= FEW_WORDS
        )
        field = span_field(name, line.text, match.start(2), match.end(2)) if says else None
        if field is not None:
            found[name] = Field(name, field.value, Span(field.span.start + line.start, field.span.end + line.start))
    return list(found.values())


@cache
def _wordings() -> re.Pattern[str]:
    """Any wording of an outcome or of how a vote went."""
    words = {*scheme("outcome").by_wording, *scheme("vote-result").by_wording}
    spelt = "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<!\w)(?:{spelt})(?!\w)", re.IGNORECASE)


def _section(sheet: Sheet, pair: Pair, following: list[Pair], page: str) -> Section | None:
    """Return the running text below a label that is a section's heading, up to the next label that is known."""
    name = heading_of(pair.label)
    if name is None:
        return None
    known = (next_.span.start for next_ in following if label(next_.label, page) or heading_of(next_.label))
    end = min(pair.reach, next((start for start in known if start >= pair.after), pair.reach))
    words = sheet.text[pair.after : end]
    start = pair.after + len(words) - len(words.lstrip())
    return Section(name, Span(start, pair.after + len(words.rstrip()))) if words.strip() else None
