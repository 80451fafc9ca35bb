"""Parts minutes into their agenda items: "TOP 3", "Punkt 3 der Tagesordnung", "Ö 3", "zu 3", or bare numbers that run on."""

import re

import msgspec

from civicgraph.read.account import Account
from civicgraph.read.council import labels
from civicgraph.read.council.forms import at, fits, is_group, is_member
from civicgraph.read.council.opening import opening
from civicgraph.read.council.results import results
from civicgraph.read.page import Field, Item, Line, Span, collapse
from civicgraph.read.rows import public_by_number, public_by_part
from civicgraph.read.sections import heading_of

_NUMBER = r"(?P<number>(?:[ÖN]\s?)?\d{1,3}(?:\.\d{1,3}){0,3}\s?[a-z]?)(?![\w/-])"
_FORMS = (
    re.compile(
        rf"\s*(?:[Zz]u\s)?(?:(?:TOP|Top|T\s?O\s?P|Tagesordnungspunkt)\s?(?:Nr\.\s?)?{_NUMBER}\.?\s?[:.–)-]?"
        rf"|Punkt\s{_NUMBER.replace('number', 'point')}\.?\sder\sTagesordnung\s?:?)"
        r"\s*(?P<title>.*)"
    ),
    re.compile(
        r"\s*§\s?(?P<number>\d{1,3}[a-z]?)\.?(?!\s?(?:Abs|Satz|Nr|GO|Gem|Bau|der\s))\s?[:.–-]?\s*(?P<title>(?:[A-ZÄÖÜ„\"].*)?)"
    ),
    re.compile(rf"\s*(?:[Zz]u\s)?Punkt\s{_NUMBER}\.?\s?[:.–)-]?\s+(?P<title>[A-ZÄÖÜ„\"].*)"),
    re.compile(r"\s*(?P<number>[ÖN]\s?\d{1,3}(?:\.\d{1,3}){0,3})\.?\s{1,20}(?P<title>\S.*|$)"),
    re.compile(rf"\s*(?:[Zz]u\s){_NUMBER}[.:)]{{0,2}}\s{{1,9}}(?P<title>[A-ZÄÖÜ„\"].*)"),
    re.compile(r"\s*(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s{1,20}(?P<title>[A-ZÄÖÜ„\"].*)"),
)
PLAIN = len(_FORMS) - 1
"""The form of a bare number, the last: it must run on from the last one."""
PART = 80
"""Characters of a heading of a part at most."""
TITLE_LINES = 4
_BETWEEN_MARKS = re.compile(
    r"\s*[-–(\[]\s?(?:[Vv]orlage|[Dd]rucksache|DS|Drs\.?|[Aa]ntrag|[Aa]nfrage|[Bb]eschlussvorlage)[-\s]{0,3}(?:Nr\.?)?:?\s?"
    r"(?P<number>(?:[A-ZÄÖÜ]{1,5}[\s/-]?)?\d{1,6}(?:\s?[/.–-]\s?[A-Z0-9]{1,6}){1,3})\s?[-–)\]]\s*"
)
"""A paper's number alone on its line between marks: "- Drucksache 0147/2022 -", "(Vorlage 17/2023)"."""
_SENTENCE = re.compile(r".{40,}[.?!]")


class Part(msgspec.Struct, frozen=True):
    """One item of minutes. lines: all of it, the heading first; titled: how many of them are its title; title: where that begins."""

    number: Field
    title: Field | None
    lines: list[Line]
    titled: int
    is_public: bool | None

    @property
    def below(self) -> list[Line]:
        """The lines below the title."""
        return self.lines[self.titled :]


def parts(told: list[Line]) -> list[Part]:
    """Return the items of minutes in page order; where the agenda stands above them, its rows are left out."""
    for form in range(len(_FORMS)):
        heads = _heads(told, form)
        if heads:
            public = _publicities(told)
            return _with_text([_part(told, heads, place, public[heads[place][0]]) for place in range(len(heads))])
    return []


def _heads(told: list[Line], form: int) -> list[tuple[int, re.Match[str]]]:
    """Return the lines that open items in one form, with the match; bare numbers count where they run on, two at least."""
    found: list[tuple[int, re.Match[str]]] = []
    last: tuple[int, ...] = ()
    for index, line in enumerate(told):
        match = _FORMS[form].fullmatch(line.text[:300]) if line.text else None
        if match is None or (_SENTENCE.fullmatch(match.group("title")) and form > 1):
            continue
        if form == 0 and re.match(r"[a-zäöü,)]", match.group("title")):
            continue  # a sentence that speaks of an item
        if form == PLAIN:
            number = tuple(int(one) for one in match.group("number").split("."))
            alone = index == 0 or told[index - 1].is_blank or bool(found and found[-1][0] == index - 1)
            if not alone or not _runs_on(last, number):
                continue
            last = number
        found.append((index, match))
    return found if form != PLAIN or len(found) > 1 else []


def _runs_on(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Tell whether a number follows the last one, or begins again."""
    if number in ((1,), (1, 1)):
        return True
    nexts = {(*last[:depth], last[depth] + 1) for depth in range(len(last))} | {(*last, 1)}
    return bool(last) and number in nexts


def _part(told: list[Line], heads: list[tuple[int, re.Match[str]]], place: int, is_public: bool | None) -> Part:
    index, match = heads[place]
    stop = heads[place + 1][0] if place + 1 < len(heads) else len(told)
    own = told[index:stop]
    while len(own) > 1 and (own[-1].is_blank or public_by_part(own[-1].text) is not None):
        own = own[:-1]
    group = "number" if match.group("number") else "point"
    number = at(own[0], "number", match.start(group), match.end(group))
    assert number is not None  # the form has one
    titled = _titled(own, bool(match.group("title").strip()))
    start = own[0].start + match.start("title")
    end = own[titled - 1].start + len(own[titled - 1].text.rstrip())
    value = collapse(" ".join([own[0].text[match.start("title") :], *(line.text for line in own[1:titled])]))
    title = _without_rest(Field("title", value, Span(start, end)), own) if value else None
    public = public_by_number(number.value)
    return Part(number, title, own, titled, public if public is not None else is_public)


def _without_rest(title: Field, own: list[Line]) -> Field:
    """Return the title without white space at its ends."""
    first = own[0].text[title.span.start - own[0].start :] if title.span.start <= own[0].end else ""
    lead = (
        len(first) - len(first.lstrip())
        if first.strip()
        else own[1].start + len(own[1].text) - len(own[1].text.lstrip()) - title.span.start
    )
    return Field("title", title.value, Span(title.span.start + lead, title.span.end))


def _titled(own: list[Line], has_title: bool) -> int:
    """Return how many lines the title takes: up to an empty line, a label, or a sentence."""
    count = 1
    if not has_title:
        while count < len(own) and own[count].is_blank:
            count += 1
        if count == len(own) or (_opens_text(own[count]) and not _names_paper(own[count])):
            return 1
        count += 1
    while count < len(own) and count <= TITLE_LINES and not own[count].is_blank and not _opens_text(own[count]):
        count += 1
    return count


def _names_paper(line: Line) -> bool:
    """Tell whether a line says of a paper what it is and about what: below a bare number that is the item's title."""
    told = opening(line)
    return told is not None and any(field.name == "title" for field in told.fields)


def _opens_text(line: Line) -> bool:
    """Tell whether a line below a title is none of it: a label, a heading, who asks, a sentence."""
    words = collapse(line.text)
    return (
        bool(labels.labels_of(line, "minutes"))
        or _BETWEEN_MARKS.fullmatch(words) is not None
        or re.match(r"(?:Beschlu(?:ss|ß)|Abstimmung|Ergebnis|Beratungsergebnis)\w*\s?:?", words) is not None
        or heading_of(words) is not None
        or opening(line) is not None
        or is_group(words)
        or is_member(words)
        or words.endswith((".", ":", "?", "!"))
        or len(words) > 120
    )


def _publicities(told: list[Line]) -> list[bool | None]:
    """Return for each line what the last heading of a part above it says."""
    found: list[bool | None] = []
    last: bool | None = None
    for line in told:
        found.append(last)
        part = public_by_part(line.text) if len(line.text) < PART else None
        last = part if part is not None else last
    return found


def _with_text(found: list[Part]) -> list[Part]:
    """Leave out the rows of an agenda whose numbers come again below with text."""
    kept: dict[str, Part] = {}
    for part in found:
        key = re.sub(r"\W", "", part.number.value.casefold())
        known = kept.pop(key, None)
        if known is not None and not _has_text(part):
            part = known
        kept[key] = part
    return sorted(kept.values(), key=lambda part: part.number.span.start)


def _has_text(part: Part) -> bool:
    return any(not line.is_blank for line in part.below)


def item(text: str, part: Part, account: Account) -> tuple[Item, list[Field]]:
    """Return an item with its paper, outcome, vote and sections, and who moved or asked it."""
    account.mapped("TOP[]", part.number.value)
    paper: Field | None = None
    by: list[Field] = []
    for line in [line for line in part.below if not line.is_blank][: TITLE_LINES * 2]:
        marked = _BETWEEN_MARKS.fullmatch(line.text)
        if marked is not None and paper is None:
            paper = at(line, "paper", marked.start("number"), marked.end("number"))
            account.mapped("TOP[] Vorlage", marked.group("number"))
        for one in labels.labels_of(line, "minutes"):
            found = list(labels.fields_of(one.label, line, one.start, one.end))
            if one.label.name == "number" and paper is None and found and fits("number", found[0].value):
                paper = Field("paper", found[0].value, found[0].span)
                account.mapped("TOP[] Vorlage", paper.value)
            elif one.label.name == "authors" and found and (is_group(one.value) or is_member(one.value)):
                by += found
                account.mapped("TOP[] Verfasser", one.value)
    paper, title = _paper_in_title(text, part.title, paper)
    told = results(text, part.below, account)
    made = Item(
        title=title,
        number=part.number,
        paper=paper,
        outcome=told.outcome,
        vote=told.vote,
        is_public=part.is_public,
        sections=told.sections,
    )
    return made, by


_IN_TITLE = re.compile(
    r"\s*[-–(,]?\s*(?:Vorlage|Drucksache|DS|Drs\.?|Antrag|Anfrage)?[-\s]*(?:Nr\.?)?:?\s?\(?(?P<number>(?:[A-ZÄÖÜ]{1,5}[\s/-]?)?\d{1,6}(?:[/.-][A-Z0-9]{1,6}){1,3})\)?\s*$"
)


def _paper_in_title(text: str, title: Field | None, paper: Field | None) -> tuple[Field | None, Field | None]:
    """Part the number of a paper from the end of a title: "Haushalt 2024 (Vorlage 2023/112)"."""
    if title is None or paper is not None:
        return paper, title
    raw = text[title.span.start : title.span.end]
    match = _IN_TITLE.search(raw)
    if match is None or not match.start() or fits("date", match.group("number")):
        return paper, title
    if not re.search(r"Vorlage|Drucksache|DS|Drs|Antrag|Anfrage|\(", match.group(0)):
        return paper, title
    start = title.span.start
    number = Field("paper", match.group("number"), Span(start + match.start("number"), start + match.end("number")))
    words = raw[: match.start()].rstrip()
    return number, Field("title", collapse(words), Span(start, start + len(words)))
