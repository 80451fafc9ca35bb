"""Finds the papers that a paper names: by title and date, or by number; a follow-up names what it follows."""

import re
from functools import cache

from civicgraph import dates
from civicgraph.dates import When
from civicgraph.extract.citing import place
from civicgraph.extract.phrases import table
from civicgraph.iri import paper_key
from civicgraph.read.header import NUMBER
from civicgraph.read.page import Field, Page, collapse
from civicgraph.record import Reference

_NAMED_NUMBER = re.compile(
    rf"\b(?:Vorlage|Drucksache|Beschlussvorlage|Berichtsvorlage|Antrag|Anfrage|Mitteilung|VO|DS|Drs\.?)(?:[-\s]*Nr\.?)?:?[^\S\n]{{1,3}}\(?(?P<number>{NUMBER.pattern})"
)
_QUOTES = " „“”\"»«‚‘'"


@cache
def _follow_up() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("follow_up_phrases")))


def references(page: Page, paper: str, number: str | None) -> list[Reference]:
    """Return the follow-up that the title states, and the papers that the running text names by number, each once."""
    found: dict[tuple[str, str], Reference] = {}
    title = page.field("title", 1) or page.field("subject") or page.field("page_title")
    if title is not None:
        for reference in _of_title(page, paper, title):
            found.setdefault((reference.reference_kind, reference.paper or reference.title or ""), reference)
    field = page.field("refers_to")
    if field is not None and NUMBER.match(field.value):
        made = _numbered(page, paper, field.value, field.span.start, field.span.end, "follows-up")
        found.setdefault(("follows-up", made.paper or ""), made)
    for match in _NAMED_NUMBER.finditer(page.prose, page.body.start, page.body.end):
        made = _numbered(page, paper, match.group("number"), match.start("number"), match.end("number"), "mentions")
        if made.paper != paper and _is_number(match.group("number")):
            found.setdefault(("mentions", made.paper or ""), made)
    return list(found.values())


def _of_title(page: Page, paper: str, title: Field) -> list[Reference]:
    """Read "Rückfragen zur Anfrage TITLE vom DATE" in a title; number, title or date must be there."""
    text = page.text[title.span.start : title.span.end]
    match = _follow_up().search(text)
    if match is None:
        return []
    rest_start = title.span.start + match.end()
    rest = page.text[rest_start : title.span.end]
    numbered = next((m for m in NUMBER.finditer(rest) if _is_number(m.group(0))), None)
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
            cites=place(page, "dct:title", title.span.start + match.start(), title.span.end),
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


def _is_number(text: str) -> bool:
    """Tell a paper's number from a date, a fraction or a page count: a part with three digits or a year-like pair."""
    if re.fullmatch(r"\s*\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}\s*", text):
        return False
    return (
        re.search(r"\d{3}", text) is not None
        or re.search(r"[A-Z]{2}", text) is not None
        or ("/" in text and len(text) > 4)
    )
