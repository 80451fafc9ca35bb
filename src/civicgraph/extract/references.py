"""Finds the papers that a paper names: by number, by title and date, or by the suffix of its own number."""

import re
from functools import cache

from civicgraph import dates
from civicgraph.dates import Found, When
from civicgraph.extract.citing import place
from civicgraph.extract.paper_numbers import Printed, is_number, printed
from civicgraph.extract.phrases import table
from civicgraph.iri import paper_key
from civicgraph.read.header import NUMBER
from civicgraph.read.page import Line, Page, collapse, lines
from civicgraph.record import Reference

_QUOTES = " „“”\"»«‚‘'"
_SUFFIXED = re.compile(r"(?:[A-ZÄÖÜ]{2,5}-(?=[A-ZÄÖÜ]{2,5}/))?(?P<base>\S{1,20}?\d{3,}(?:/\d{2,4})?)-\d{1,2}")
MAX_LINE = 300
"""A longer line opens with no reference."""


@cache
def _follow_up() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("follow_up_phrases")))


@cache
def _openings(where: str) -> re.Pattern[str]:
    """Return the words that tell of what kind a reference is: at a line's beginning, or right before the paper is named."""
    rows = [row for row in table("reference_openings") if where == "any" or row["where"] == where]
    words = "|".join(row["pattern"] for row in rows)
    if where == "line":
        return re.compile(rf"[\s(–-]{{0,5}}(?:{words})")
    return re.compile(
        rf"(?:{words})\s{{0,2}}(?:(?:die|der|den|dem|das|unsere[rn]?|Ihre[rn]?|meine[rn]?)\s)?(?:(?:[A-ZÄÖÜa-zäöü]\w{{1,20}})\s)?$"
    )


def references(page: Page, paper: str, number: str | None) -> list[Reference]:
    """Return the follow-up that the title states, and the papers that the running text names, each once; the page's own is none.

    number: the paper's printed number, None where it has none.
    """
    found: dict[str, Reference] = {}
    own = {paper, paper_key(number) if number else paper}
    for reference in (*_stated(page, paper), *_named(page, paper), *_of_suffix(page, paper)):
        key = reference.paper or f"{reference.title} {reference.when}"
        if reference.paper in own or key in found:
            continue
        found[key] = reference
    return list(found.values())


def _stated(page: Page, paper: str) -> list[Reference]:
    """Return what title and header say: the follow-ups."""
    title = page.field("title", 1) or page.field("subject") or page.field("page_title")
    stated = _of_title(page, paper, title.span.start, title.span.end) if title is not None else []
    field = page.field("refers_to")
    if field is not None and NUMBER.match(field.value):
        named = [reference for reference in stated if reference.number is not None or reference.when is not None]
        return [*named, _numbered(page, paper, field.value, field.span.start, field.span.end, "follows-up")]
    return stated


def _named(page: Page, paper: str) -> list[Reference]:
    """Return what lines that open with "Bezug:" and their like refer to, then every number of a paper in the running text."""
    opened: list[Reference] = []
    for line in lines(page.prose, page.body.start, page.body.end):
        opened += _of_line(page, paper, line)
    told = [_of_number(page, paper, one) for one in printed(page.prose, page.body.start, page.body.end)]
    return [*opened, *sorted(told, key=lambda r: r.reference_kind != "follows-up")]


def _of_line(page: Page, paper: str, line: Line) -> list[Reference]:
    """Return what a line such as "Bezug: Anfrage „Radwege“ vom 7. März 2023" refers to, by numbers or by title and date."""
    match = _openings("line").match(line.text) if len(line.text) <= MAX_LINE else None
    if match is None:
        return []
    begin = line.start + match.end()
    numbers = list(printed(page.prose, line.start, line.end)) or _bare(page.prose, begin, line.end)
    if numbers:
        return [_numbered(page, paper, n.number, n.start, n.end, "follows-up") for n in numbers]
    named = _titled(page.prose[begin : line.end])
    return _by_title(page, paper, begin, line.end, named) if named is not None else []


def _bare(text: str, start: int, end: int) -> list[Printed]:
    """Return the number that stands right behind "Bezug:" without a word that announces it."""
    match = re.compile(rf"\s{{0,3}}(?P<number>{NUMBER.pattern})").match(text, start, end)
    if match is None or not is_number(match.group("number")):
        return []
    return [Printed(match.group("number"), match.start("number"), match.end("number"), start)]


_TITLED = re.compile(
    r"\s{0,3}(?:(?:die|der|den|dem|das|unsere|Ihre|meine)\s)?(?:[\w-]{0,30}?(?:[Aa]nfrage|[Aa]ntrag|[Vv]orlage|[Dd]rucksache))(?:\s[^„\"»\n]{0,80}?)??"
    r"\s?(?::\s|[„\"»])(?P<title>[^“”\"«\n]{4,150}?)[“”\"«]?\s{1,2}vom\s"
)


_DATED = re.compile(
    r"\s{0,3}(?:(?:die|der|den|dem|das|unsere[nr]?|Ihre[nr]?|meine[nr]?)\s)?(?:[\w-]{0,30}?(?:[Aa]nfrage|[Aa]ntrag|[Vv]orlage|[Dd]rucksache))(?:\s[^„\"»:\n]{0,80}?)??\svom\s"
)
_TITLE_BEHIND = re.compile(
    r"\s?,?\s?(?:(?:zu[rm]?(?:\sThema)?|betreffend|betr\.)\s)?(?:[„\"»](?P<quoted>[^“”\"«\n]{4,150})[“”\"«]|[:–-]\s(?P<rest>[^\n]{4,150}?)\s{0,3}$)"
)


def _titled(text: str) -> tuple[str, When] | None:
    """Return title and date of "Anfrage „Radwege“ vom 7. März 2023" or "Anfrage vom 7. März 2023: Radwege"; None without both."""
    match = _TITLED.match(text)
    first = _exact_day(text[match.end() :]) if match is not None else None
    if match is not None and first is not None:
        return collapse(match.group("title")).strip(_QUOTES), first.when
    match = _DATED.match(text)
    first = _exact_day(text[match.end() :]) if match is not None else None
    behind = _TITLE_BEHIND.match(text, match.end() + first.end) if match is not None and first is not None else None
    if behind is None or first is None:
        return None
    return collapse(behind.group("quoted") or behind.group("rest")).strip(_QUOTES), first.when


def _exact_day(text: str) -> Found | None:
    """Return the day that a text opens with, None where it opens with none or with a longer time."""
    first = dates.leading(text)
    return (
        first
        if first is not None and first.when.earliest is not None and first.when.earliest == first.when.latest
        else None
    )


def _by_title(page: Page, paper: str, start: int, end: int, named: tuple[str, When]) -> list[Reference]:
    cites = place(page, "dct:title", start + len(page.prose[start:end]) - len(page.prose[start:end].lstrip()), end)
    return [Reference(cites=cites, from_paper=paper, reference_kind="follows-up", title=named[0], when=named[1])]


def _of_number(page: Page, paper: str, one: Printed) -> Reference:
    """Return a number in running text as a mention, or as a follow-up where the words before it say so."""
    before = page.prose[max(page.body.start, one.begin - 60) : one.begin]
    kind = "follows-up" if _openings("any").search(before) else "mentions"
    return _numbered(page, paper, one.number, one.start, one.end, kind)


def _of_suffix(page: Page, paper: str) -> list[Reference]:
    """Return the paper that the paper's own number extends: "VO/2020/09309-01" belongs to "VO/2020/09309"."""
    field = page.field("number")
    match = _SUFFIXED.fullmatch(field.value.strip()) if field is not None else None
    if field is None or match is None or not re.search(r"[/–-]", match.group("base")):
        return []
    base = match.group("base")
    cites = place(page, "cg:number", field.span.start, field.span.end)
    key = paper_key(base)
    return [
        Reference(cites=cites, from_paper=paper, reference_kind="follows-up", number=base, paper=key, kind="derived")
    ]


def _of_title(page: Page, paper: str, start: int, end: int) -> list[Reference]:
    """Read "Rückfragen zur Anfrage TITLE vom DATE" in a title at [start, end); number, title or date must be there."""
    text = page.text[start:end]
    match = _follow_up().search(text)
    if match is None:
        return []
    rest_start = start + match.end()
    rest = page.text[rest_start:end]
    numbered = next((m for m in NUMBER.finditer(rest) if is_number(m.group(0))), None)
    dated = _last_date(rest)
    if numbered is not None:
        return [
            _numbered(
                page, paper, numbered.group(0), rest_start + numbered.start(), rest_start + numbered.end(), "follows-up"
            )
        ]
    named = rest[: dated[0]] if dated else rest
    name = collapse(re.sub(r"\s*(?:vom|von|aus|v\.)\s*$", "", named)).strip(_QUOTES + ":-–,")
    if re.match(r"(?:der|des|von|vom|durch)\s", name):
        name = ""  # who asked, not what was asked
    if not name and dated is None:
        return []
    return [
        Reference(
            cites=place(page, "dct:title", start + match.start(), end),
            from_paper=paper,
            reference_kind="follows-up",
            title=name or None,
            when=dated[1] if dated else None,
        )
    ]


def _last_date(text: str) -> tuple[int, When] | None:
    """Return the last exact date of a text and where its expression begins."""
    exact = [f for f in dates.found(text) if f.when.earliest is not None and f.when.earliest == f.when.latest]
    return (exact[-1].start, exact[-1].when) if exact else None


def _numbered(page: Page, paper: str, number: str, start: int, end: int, kind: str) -> Reference:
    return Reference(
        cites=place(page, "cg:number", start, end),
        from_paper=paper,
        reference_kind=kind,
        number=collapse(number),
        paper=paper_key(number),
    )
