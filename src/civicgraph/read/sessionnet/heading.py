"""Turns the headline of a SessionNet page, or its document's title, into fields: body, date, time, number, title."""

import re
from collections.abc import Iterator

from civicgraph.read.header import NUMBER
from civicgraph.read.page import Field, Span
from civicgraph.read.sessionnet.sheet import DATE, Sheet
from civicgraph.vocab import scheme

TIME = re.compile(r"(?:ab\s+)?\d{1,2}[:.]\d{2}(?:\s*Uhr)?(?:\s*(?:-|–|bis)\s*\d{1,2}[:.]\d{2})?(?:\s*Uhr)?")
ITEM_NUMBER = re.compile(
    r"(?:TOP\s*)?(?:(?:Ö|N|NÖ|ÖN)\s*)?(?:\d{1,3}(?:\.\d{1,3}){0,5}\.?|[IVX]{1,5}(?:\.\d{1,3}){1,4}\.?|[IVX]{1,5}\.)(?:\s?[a-z](?:\)|(?!\w)))?(?!\w)"
)
_SEGMENT = re.compile(r"\s+[-–|]\s+|\s*\|\s*")
_SITE = re.compile(
    r"(?i)SessionNet|B[üu]rgerinfo(?:rmation(?:ssystem|sportal)?)?|Ratsinfo(?:rmationssystem)?|Gremieninfo(?:rmation)?"
)
_DAYS = "Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|Mo|Di|Mi|Do|Fr|Sa|So"
_BEFORE_DATE = re.compile(rf"(?:[\s,:(–-]|\b(?:am|den)\b|\b(?:{_DAYS})\b\.?)+$")
_OF_ANOTHER_DAY = re.compile(r"\b(?:vom|des|der|zum|bis|seit|ab)$")
"""A day behind such a word belongs to what is named before it ("Niederschrift vom 02.06.2026"), and is not the meeting's."""
_KIND = re.compile(
    r"(?:(?:Tagesordnung(?:spunkt)?|Auszug(?:\s+aus\s+der\s+Niederschrift)?|Sitzung(?:sdetails|sdaten|skalender)?|Details?|Vorlage|Niederschrift)"
    r"(?:\s+(?:der|zur|die)(?=\s|$))?\s*){1,3}:?\s*"
)


def segments(sheet: Sheet) -> list[Span]:
    """Return the parts of the headline, else of the document's title, without the site's name."""
    node = sheet.headline if sheet.headline is not None else sheet.title
    if node is None:
        return []
    return [part for part in _parts(sheet, sheet.span(node)) if not _SITE.fullmatch(_words(sheet, part))]


def page_title(sheet: Sheet) -> list[Field]:
    """Return the headline, else the document's title, without the word for the kind of page before it; [] where there is none."""
    parts = segments(sheet)
    own = [part for at, part in enumerate(parts) if at or not _KIND.fullmatch(_words(sheet, part))] or parts
    field = sheet.field("page_title", own[0].start, own[-1].end) if own else None
    return [field] if field is not None else []


def title_segments(sheet: Sheet) -> list[Span]:
    """Return the parts of the document's title where it stands in the text beside a headline."""
    if sheet.title is None or sheet.headline is None:
        return []
    return [part for part in _parts(sheet, sheet.span(sheet.title)) if not _SITE.fullmatch(_words(sheet, part))]


def _words(sheet: Sheet, span: Span) -> str:
    return sheet.text[span.start : span.end].strip()


def _parts(sheet: Sheet, span: Span) -> Iterator[Span]:
    """Yield the parts between bars and dashes; a dash between two times parts nothing."""
    start = span.start
    for match in _SEGMENT.finditer(sheet.text, span.start, span.end):
        around = sheet.text[max(span.start, match.start() - 9) : min(span.end, match.end() + 5)]
        if TIME.search(around) and re.search(r"\d{1,2}[:.]\d{2}(?:\s*Uhr)?\s+[-–]\s+\d{1,2}[:.]\d{2}", around):
            continue
        yield from _unless_empty(sheet, start, match.start())
        start = match.end()
    yield from _unless_empty(sheet, start, span.end)


def _unless_empty(sheet: Sheet, start: int, end: int) -> Iterator[Span]:
    field = sheet.field("", start, end)
    if field is not None:
        yield field.span


def meeting(sheet: Sheet, parts: list[Span], of_meeting: bool = False) -> list[Field]:
    """Return body or name of the meeting, its day and its time, as far as the headline's parts say so.

    of_meeting: the page is a meeting's own, so that "Sitzung des Rates vom 03.02.2020" speaks of it and of no other one.
    """
    dated = next((part for part in parts if DATE.search(sheet.text, part.start, part.end)), None)
    if dated is None:
        return []
    match = DATE.search(sheet.text, dated.start, dated.end)
    assert match is not None  # `dated` is the part in which it was found
    found = [sheet.field("date", match.start(), match.end()), _clock(sheet, match.end(), parts[-1].end)]
    own = _BEFORE_DATE.sub("", sheet.text[dated.start : match.start()])
    if of_meeting and "itzung" in own:
        own = re.sub(r"\s+vom$", "", own)
    after = sheet.text[match.end() : dated.end].strip(" ,|()–-um\n\u00a0")
    if _OF_ANOTHER_DAY.search(own) or (after and not TIME.match(after)):
        return []
    names = [part for part in parts if part.end <= dated.start and not _KIND.fullmatch(_words(sheet, part))]
    if own and not _KIND.fullmatch(own.strip()):
        names.append(Span(dated.start, dated.start + len(own)))
    if names:
        start = names[-1].start + _kind_before(_words(sheet, names[-1]))
        words = sheet.text[start : names[-1].end]
        found.insert(0, sheet.field("meeting_line" if "itzung" in words else "body", start, names[-1].end))
    return [field for field in found if field is not None]


def _kind_before(words: str) -> int:
    """Return how many characters the kind of the page takes at the start ("Tagesordnung: Bauausschuss")."""
    match = re.match(rf"(?:{_KIND.pattern})(?<=:)\s*", words)
    return match.end() if match else 0


def _clock(sheet: Sheet, start: int, end: int) -> Field | None:
    match = TIME.search(sheet.text, start, end)
    return sheet.field("time", match.start(), match.end()) if match else None


def paper(sheet: Sheet, parts: list[Span]) -> list[Field]:
    """Return type, number and title of a paper: "Beschlussvorlage - 2024/0117", "VO/2024/12: Radweg", "Radweg am Nordring"."""
    found: list[Field | None] = []
    start: int | None = None
    for part in parts:
        words = _words(sheet, part)
        number = NUMBER.match(words)
        if scheme("paper-type").code(words) and words != "Vorlage":
            found.append(sheet.field("type", part.start, part.end, 1))
        elif number is not None and not any(f is not None and f.name == "number" for f in found):
            found.append(sheet.field("number", part.start, part.start + number.end(), 1))
            start = part.start + len(words) - len(words[number.end() :].lstrip(" :-–\u00a0"))
        elif not _KIND.fullmatch(words):
            start = part.start
        if start is not None and start < part.end:
            break
    if start is not None:
        found.append(sheet.field("title", start, parts[-1].end, 1))
    return [field for field in found if field is not None]


def item(sheet: Sheet, parts: list[Span]) -> list[Field]:
    """Return number and title of an agenda item: "Auszug - TOP Ö 7.2: Radweg am Nordring"."""
    own = [part for part in parts if not _KIND.fullmatch(_words(sheet, part))]
    if not own:
        return []
    start = own[0].start + _kind_before(_words(sheet, own[0]))
    number = ITEM_NUMBER.match(sheet.text, start, own[0].end)
    if number is not None and not _is_sure(sheet, number, own[0].end, parts[0]):
        number = None
    found = []
    if number is not None:
        begin = number.end() - len(re.sub(r"^TOP\s*", "", number.group()))
        found.append(sheet.field("agenda_number", begin, number.end()))
        rest = sheet.text[number.end() : own[-1].end]
        start = own[-1].end - len(rest.lstrip(" :.-–|\u00a0"))
    found.append(sheet.field("page_title", start, own[-1].end))
    return [field for field in found if field is not None]


def _is_sure(sheet: Sheet, number: re.Match[str], end: int, first: Span) -> bool:
    """Tell whether digits that open a title number its item: "1. Änderung der Satzung" and "12 neue Bäume" are titles."""
    if DATE.match(sheet.text, number.start(), end):
        return False
    lettered = re.match(r"TOP|Ö|N|.*\d\.\d", number.group()) is not None
    announced = re.match(r"Tagesordnungspunkt|TOP", sheet.text[first.start : first.end]) is not None
    return lettered or announced or sheet.text[number.end() : number.end() + 1] == ":"
