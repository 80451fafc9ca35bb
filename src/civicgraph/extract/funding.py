"""Finds applications for funding with programme and agency."""

import re

from civicgraph.dates import When
from civicgraph.extract.citing import place
from civicgraph.iri import slug
from civicgraph.read.page import Page, collapse
from civicgraph.record import About, Funding, Organisation, Thing

_QUOTED = r"[„“”\"»«‚](?P<{}>[^„“”\"»«‚‘\n]{{2,120}})[“”\"«»‘]"
_APPLICATION = re.compile(
    rf"(?P<word>(?:Förder|Zuwendungs|Fördermittel)antr(?:ag|ags|ages|äge)|Antrag\s+auf\s+(?:Förderung|Fördermittel|Zuwendung)(?:en)?|Antragstellung|(?:Förder)?[Bb]ewerbung)"
    rf"(?:[^\S\n]+(?:für|zum|zur|um)(?:[^\S\n]+(?:das|die|den)(?:[^\S\n]+Projekt)?)?)?[^\S\n]+{_QUOTED.format('name')}"
)
_PROGRAMME = re.compile(
    r"(?:im\s+Rahmen|aus|auf\s+Grundlage|innerhalb|nach|bei|zu|für)\s+(?:de[srnm]\s+)?"
    r"(?:Förder)?(?P<noun>[Aa]ufruf(?:s|es)?|[Pp]rogramm(?:s|es)?|[Ww]ettbewerb(?:s|es)?|[Rr]ichtlinie|[Mm]odellprojekte?)\s+"
    + _QUOTED.format("name")
)
_AGENCY = re.compile(
    r"\s*(?:de[srm]|vo[mn]|durch\s+(?:das|die|den))\s+(?P<name>(?:[A-ZÄÖÜ][\w.&-]*)(?:\s+(?:für|und|des|der|[A-ZÄÖÜ][\w.&-]*,?)){0,8})"
)


def applications(page: Page, start: int, end: int, about: About | None, when: When | None) -> list[Thing]:
    """Return the applications named between two offsets, with their programme and agency where the text gives them."""
    things: list[Thing] = []
    for match in _APPLICATION.finditer(page.prose, start, end):
        programme, agency, others = _context(page, match.end(), end)
        things += others
        name = collapse(match.group("name"))
        things.append(
            Funding(
                cites=place(page, "", match.start(), _last(others, match.end())),
                key=slug(name),
                name=name,
                programme=programme,
                agency=agency,
                when=when,
                about=about,
            )
        )
    return things


def _context(page: Page, start: int, end: int) -> tuple[str | None, str | None, list[Thing]]:
    """Return keys and records of the programme that follows an application, and of the agency that follows the programme."""
    match = _PROGRAMME.search(page.prose, start, min(end, start + 200))
    if match is None:
        return None, None, []
    name = collapse(match.group("name"))
    cites = place(page, "rdfs:label", match.start("name"), match.end("name"))
    things: list[Thing] = [Organisation(cites=cites, noun="programme", key=slug(name), name=name)]
    agency = _AGENCY.match(page.prose, match.end(), min(end, match.end() + 150))
    if agency is None:
        return slug(name), None, things
    raw = re.sub(r"\s+(?:für|und|des|der)$", "", collapse(agency.group("name"))).rstrip(",.")
    span = place(page, "rdfs:label", agency.start("name"), agency.end("name"))
    things.append(Organisation(cites=span, noun="agency", key=slug(raw), name=raw))
    return slug(name), slug(raw), things


def _last(things: list[Thing], end: int) -> int:
    return max([end, *(c.evidence.end for t in things for c in t.cites)])
