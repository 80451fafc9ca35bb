"""Reads council texts that come as bare files: inquiries, answers, motions, letters, minutes, known by their own words."""

import re

import msgspec

from civicgraph.read.account import Account
from civicgraph.read.agenda_rows import no_items
from civicgraph.read.council.forms import DATE
from civicgraph.read.council.head import Head
from civicgraph.read.council.items import Part, item, parts
from civicgraph.read.council.labels import labels_of
from civicgraph.read.council.opening import opening
from civicgraph.read.council.signs import kind_of
from civicgraph.read.council.sitting import Sitting
from civicgraph.read.header import NUMBER
from civicgraph.read.page import Field, Item, Line, Page, Section, Span, lines, span_field
from civicgraph.read.page import Sitting as Station
from civicgraph.read.sections import sections
from civicgraph.read.sight import Sight
from civicgraph.record import Finding

READER = SYSTEM = "council-text"
VERSION = "1"
_ANSWERED = re.compile(
    r"\b(?:Ihre[nr]?|die|der|Deine)\s(?:\w{4,14}e[nr]?\s)?(?P<asks>Anfrage)\b(?P<which>[^?!]{0,220}?)\b(?:beantworten?|wird|nehmen?|darf|möchte|kann|teilen?)\b",
)
_IN_SUBJECT = re.compile(r"\b(?:Ihre|zur|auf\sdie|auf\sIhre)\s(?:\w{4,14}e[nr]?\s)?(?P<asks>Anfrage)\b")
_ABOUT = re.compile(
    rf"(?:\s(?:Nr\.?\s|Nummer\s)?{NUMBER.pattern})?(?:,?\s(?:vom|v\.)\s{DATE})?,?(?:\s?[:–-]|\s(?:zum\sThema|zum|zur|betreffend|betr\.):?)\s"
)
OPENING = 6
"""So many lines below an item's title may say what its paper is."""
LETTER = 1500
"""Characters of a letter's text in which it says what it answers."""


class CouncilText:
    """The reader of council texts without objects or a page around them."""

    name = READER
    version = VERSION
    order = 90
    german = "Texte von Anfragen, Antworten, Anträgen und Niederschriften"

    def recognises(self, sight: Sight) -> bool:
        """Tell by enough signs in the text's own words."""
        return not sight.is_binary and not sight.is_html and kind_of(sight.text) is not None

    def read(self, sight: Sight) -> Page | Finding:
        """Read a paper, an answer, the minutes of one item or of a whole meeting."""
        if kind_of(sight.text) == "minutes":
            return _minutes(sight)
        return _paper(sight)


def _paper(sight: Sight) -> Page:
    account = Account(SYSTEM)
    head = Head(sight.text, account)
    end = len(sight.text.rstrip())
    body = Span(min(head.end, end), end)
    fields = _one_title(sight.text, head.fields)
    fields += _what_it_is(sight.text, head, fields, body)
    if not any(field.name in ("answers", "own_date") for field in fields):
        fields = [_as(field, "own_date") if field.name == "page_date" else field for field in fields]
    return _page(sight, "paper", fields, account, body, head.sittings)


def _one_title(text: str, fields: list[Field]) -> list[Field]:
    """Return the fields with the parts of the title as one."""
    told = [field for field in fields if field.name == "title"]
    if len(told) < 2:
        return list(fields)
    whole = span_field("title", text, told[0].span.start, told[-1].span.end, 1)
    return [field for field in fields if field.name != "title"] + ([whole] if whole is not None else [])


def _what_it_is(text: str, head: Head, fields: list[Field], body: Span) -> list[Field]:
    """Return the fields that say of which type the paper is, and that this text answers it.

    A text that answers and prints one number is a part of the inquiry with that number; one that names the inquiry's number beside its
    own is a paper of its own.
    """
    told = head.opening
    if told is not None and not told.answers:
        return [_as(told.document, "type")]
    if told is not None:
        names_other = any(field.name == "refers_to" for field in fields)
        kind = _as(told.document, "type") if told.asks is None or names_other else told.asks
        return [kind, _as(told.document, "answers")]
    subject = next((field for field in fields if field.name == "title"), None)
    stretches = [(subject.span, _IN_SUBJECT)] if subject is not None else []
    for span, pattern in [*stretches, (Span(body.start, min(body.end, body.start + LETTER)), _ANSWERED)]:
        match = pattern.search(text, span.start, span.end)
        if match is not None:
            asks = span_field("type", text, match.start("asks"), match.end("asks"), 1)
            answers = span_field("answers", text, match.start(), match.end(), 1)
            found = [asks, answers, *_number(text, fields, match.end("asks"), match.end("asks") + 60)]
            fields[:] = [_shorter(text, field, match.end("asks")) if field is subject else field for field in fields]
            return [field for field in found if field is not None]
    return []


def _number(text: str, fields: list[Field], start: int, end: int) -> list[Field | None]:
    """Return the number of the inquiry that a letter answers, where its head prints none."""
    match = re.compile(rf"\s(?:Nr\.?\s|Nummer\s)?(?P<number>{NUMBER.pattern})").match(text, start, end)
    if match is None or any(field.name == "number" for field in fields):
        return []
    return [span_field("number", text, match.start("number"), match.end("number"), 1)]


def _shorter(text: str, title: Field, start: int) -> Field:
    """Return a letter's subject as the title of the inquiry that it names: "Ihre Anfrage vom … zum Zustand" is about the Zustand."""
    rest = _ABOUT.match(text, start, title.span.end) if title.span.start <= start else None
    named = span_field("title", text, rest.end(), title.span.end, 1) if rest is not None else None
    return named or title


def _as(field: Field, name: str) -> Field:
    return Field(name, field.value, field.span, 1)


def _minutes(sight: Sight) -> Page:
    account = Account(SYSTEM)
    told = lines(sight.text)
    found = parts(told)
    start = found[0].lines[0].start if found else len(sight.text)
    head = Sitting(sight.text, [line for line in told if line.start < start], account)
    if len(found) == 1:
        return _extract(sight, head.fields, found[0], account)
    made = [item(sight.text, part, account)[0] for part in found]
    if _is_open(head.fields) and not any(one.is_public is not None for one in made):
        made = [msgspec.structs.replace(one, is_public=True) for one in made]
    end = len(sight.text.rstrip())
    findings = () if made else (no_items(sight),)
    return _page(sight, "agenda", head.fields, account, Span(0, end), items=tuple(made), findings=findings)


def _is_open(fields: list[Field]) -> bool:
    """Tell whether the whole sitting was public: it says so, and no part of its minutes is headed as closed."""
    return any(
        field.name == "publicity" and re.fullmatch(r"öffentliche?", field.value, re.IGNORECASE) for field in fields
    )


def _extract(sight: Sight, fields: list[Field], part: Part, account: Account) -> Page:
    """Return the minutes of one item."""
    told, by = item(sight.text, part, account)
    named = {"page_title": (told.title, 0), "agenda_number": (told.number, 0), "number": (told.paper, 1)}
    named |= {"outcome": (told.outcome, 0), "vote": (told.vote, 0)}
    found = [Field(name, field.value, field.span, group) for name, (field, group) in named.items() if field is not None]
    found += [Field("title", told.title.value, told.title.span, 1)] if told.title is not None and told.paper else []
    found += [Field("authors", field.value, field.span, 1) for field in by]
    found += _opened(part.lines[1:], by)
    end = len(sight.text.rstrip())
    below = part.below[0].start if part.below else end
    return _page(sight, "extract", [*fields, *found], account, Span(below, end))


def _opened(below: list[Line], by: list[Field]) -> list[Field]:
    """Return the type of an item's paper, and who moved or asked it, where a line below the title says so: "Anfrage: SPD".

    Names that go on in the next line are left to the running text.
    """
    told = below[:OPENING]
    for place, line in enumerate(told):
        found = opening(line)
        if found is None:
            continue
        following = told[place + 1 : place + 2]
        ends = not following or following[0].is_blank or bool(labels_of(following[0], "minutes"))
        named = [field for field in found.fields if field.name == "authors" and ends and not by]
        return [_as(found.document, "type"), *named]
    return []


def _page(
    sight: Sight,
    kind: str,
    fields: list[Field],
    account: Account,
    body: Span,
    rows: list[Station] | None = None,
    items: tuple[Item, ...] = (),
    findings: tuple[Finding, ...] = (),
) -> Page:
    """Put a page together; an agenda's sections stand with its items."""
    named: tuple[Section, ...] = () if items else sections(lines(sight.text, body.start, body.end))
    return Page(
        snapshot=sight.snapshot,
        reader=READER,
        reader_version=VERSION,
        kind=kind,
        text=sight.text,
        fields=tuple(sorted(fields, key=lambda field: (field.group, field.span.start))),
        sittings=tuple(rows or ()),
        sections=named,
        body=body,
        findings=findings,
        items=items,
        uses=account.uses,
    )
