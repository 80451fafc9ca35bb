"""Turns a page's header into records: paper, people, unit, body; the sitting is the next module's."""

from datetime import date

import msgspec

from civicgraph.dates import When
from civicgraph.extract import bodies
from civicgraph.extract.citing import cite, day
from civicgraph.extract.paper_types import split_type, type_code
from civicgraph.extract.particulars import with_particulars
from civicgraph.extract.people import Named, people
from civicgraph.extract.publicity import is_public
from civicgraph.extract.sitting import sitting
from civicgraph.iri import paper_key, slug
from civicgraph.read.page import Field, Page
from civicgraph.record import (
    About,
    Body,
    Cited,
    Membership,
    Organisation,
    Paper,
    Person,
    Thing,
)


class Header(msgspec.Struct, frozen=True):
    """What the header says. creators: (noun, key) of the authors; as_of: the page's own date; body: key of the acting body.

    paper: key of the page's paper, None where the page is about an agenda item without one; subject: paper or agenda item.
    """

    things: tuple[Thing, ...]
    paper: str | None
    subject: About
    creators: tuple[tuple[str, str], ...]
    as_of: date | None
    body: str | None
    names: tuple[tuple[str, str], ...]
    paper_type: str | None


def header(page: Page, zone: str) -> Header:
    """Read the header. zone: IANA name for times without an offset."""
    key = own_key(page)
    day = own_day(page)
    body, body_things, names = own_body(page)
    creators, people_things = _people(page)
    paper, further = with_particulars(page, _paper(page, key, creators))
    subject = _subject(page, paper, body, day)
    things: list[Thing] = [
        *([paper, *further] if subject.noun == "paper" else []),
        *body_things,
        *people_things,
        *_unit(page),
    ]
    if body is not None:
        things += sitting(page, body, subject, day, zone)
    as_of = _as_of(page, day)
    own = key if subject.noun == "paper" else None
    return Header(tuple(things), own, subject, creators, as_of, body, names, paper.paper_type)


def _as_of(page: Page, held: When | None) -> date | None:
    """Return the day of the page itself: the paper's own where it prints one, else the meeting's; a paper is older than its meeting."""
    field = page.field("page_date") or page.field("own_date")
    own = day(field) if field is not None else held if page.field("body") is None or page.kind != "paper" else None
    return own.earliest if own is not None and own.earliest == own.latest else None


def _subject(page: Page, paper: Paper, body: str | None, day: When | None) -> About:
    """Return what the page is about: its paper, or, where no field speaks of a paper, the agenda item."""
    number, agenda = page.field("number"), page.field("agenda_number")
    told = number or page.field("subject") or page.field("type") or page.field("authors") or paper.paper_type
    if told is None and agenda is not None and body is not None and day is not None and day.earliest is not None:
        return About(noun="meeting", key=f"{body}/{day.earliest.isoformat()}/item/{slug(agenda.value)}")
    if told is None and page.kind == "extract":
        return About(noun="snapshot", key=page.snapshot.sha256)  # the header is lost: nothing says what this is about
    return About(noun="paper", key=paper.key)


def own_key(page: Page) -> str:
    """Return the paper's key: its number, else the place on the agenda, else its title."""
    number = page.field("number")
    if number is not None:
        return paper_key(number.value)
    place = [f.value for n in ("body", "date", "agenda_number") if (f := page.field(n)) is not None]
    title = _title_field(page)
    if len(place) < 3 and title is None:
        return page.snapshot.sha256
    return slug(" ".join(place) if len(place) == 3 or title is None else title.value)


def _title_field(page: Page) -> Field | None:
    """Return what the page calls its paper or item; None for a text that was saved without its header."""
    return page.field("subject") or page.field("title", 1) or page.field("page_title")


def _paper(page: Page, key: str, creators: tuple[tuple[str, str], ...]) -> Paper:
    title_field = _title_field(page)
    type_field, number = page.field("type"), page.field("number")
    title: str | None = None
    title_type: str | None = None
    if title_field is not None:
        title, title_type = split_type(title_field.value)
        if title_field.name == "page_title" and page.kind == "paper" and number is not None:
            title_field, title = None, None  # the page's title is its number
    clerks = tuple(n for n in people(page.value("clerk")) if n.noun == "person")
    publicity = page.field("publicity", 1) or (page.field("publicity") if page.kind == "paper" else None)
    agenda = page.field("agenda_number")
    is_of_no_sitting = page.kind == "paper" and page.field("body") is None
    dated = page.field("own_date") or (page.field("date") if is_of_no_sitting else None)
    return Paper(
        cites=(
            *cite(page, "dct:title", title_field),
            *cite(page, "dct:identifier", number),
            *cite(page, "cg:rawType", type_field),
            *cite(page, "cg:publicity", publicity),
            *cite(page, "cg:date", dated),
        ),
        key=key,
        number=number.value if number is not None else None,
        title=title,
        paper_type=type_code(type_field.value) if type_field is not None else title_type,
        raw_type=type_field.value if type_field is not None else None,
        creators=creators,
        lead_unit=_first_key(page, "lead_unit"),
        clerks=tuple(n.key for n in clerks),
        is_public=is_public(publicity, agenda, page.field("publicity", 0)),
        publicity=publicity.value if publicity is not None else None,
        when=day(dated) if dated is not None else None,
    )


def _first_key(page: Page, name: str) -> str | None:
    field = page.field(name)
    return slug(field.value) if field is not None else None


def officers(page: Page) -> list[Thing]:
    """Return the records of those who led a meeting or kept its minutes, with their office."""
    return [
        thing
        for field in page.all("officers")
        for named in people(field.value)
        for thing in person_things(named, cite(page, "", field))
    ]


def _people(page: Page) -> tuple[tuple[tuple[str, str], ...], list[Thing]]:
    """Return the authors as (noun, key), and the records of authors and clerks with their roles and parties."""
    creators: list[tuple[str, str]] = []
    things: list[Thing] = []
    fields = [field for name in ("authors", "clerk", "rapporteur", "officers") for field in page.all(name)]
    for name, field in [(field.name, field) for field in fields]:
        for named in people(field.value):
            cites = cite(page, {"authors": "dct:creator", "clerk": "cg:clerk"}.get(name, ""), field)
            things += person_things(named, cites)
            if name == "authors" and (named.noun, named.key) not in creators:
                creators.append((named.noun, named.key))
    return tuple(creators), things


def person_things(named: Named, cites: tuple[Cited, ...]) -> list[Thing]:
    """Return the records of one named person or group: itself, its role, its party."""
    if named.noun == "body":
        return [Body(cites=cites, key=named.key, name=named.name, classification=bodies.classify(named.name))]
    if named.noun != "person":
        return [Organisation(cites=cites, noun=named.noun, key=named.key, name=named.name)]
    things: list[Thing] = [
        Person(
            cites=cites,
            key=named.key,
            name=named.name,
            family_name=named.family_name,
            given_name=named.given_name,
            title=named.title,
        )
    ]
    if named.raw_role is not None:
        things.append(Membership(cites=cites, person=named.key, role=named.role, raw_role=named.raw_role))
    if named.faction is not None:
        faction = slug(named.faction)
        things.append(Organisation(cites=cites, noun="faction", key=faction, name=named.faction))
        things.append(Membership(cites=cites, person=named.key, organisation=faction, noun="faction"))
    return things


def _unit(page: Page) -> list[Thing]:
    field = page.field("lead_unit")
    if field is None:
        return []
    return [Organisation(cites=cite(page, "cg:leadUnit", field), noun="unit", key=slug(field.value), name=field.value)]


def own_body(page: Page) -> tuple[str | None, list[Thing], tuple[tuple[str, str], ...]]:
    """Return the acting body's key, its records, and pairs of keys that this page uses for one body."""
    field, line = page.field("body"), page.field("meeting_line")
    own = field or line
    if own is None:
        return None, [], ()
    named = bodies.whole(own.value)
    things: list[Thing] = [body_record(page, own, named, preferred=field is not None)]
    other = bodies.other_name(named, line.value) if field is not None and line is not None else None
    if other is None:
        return named.key, things, ()
    things.append(body_record(page, line, other))
    return named.key, things, ((other.key, named.key),)


def body_record(page: Page, field: Field | None, named: bodies.BodyName, preferred: bool = False) -> Body:
    """Return the record of a body named in a header cell."""
    return Body(
        cites=cite(page, "rdfs:label", field),
        key=named.key,
        name=named.name,
        classification=named.classification,
        preferred=preferred,
    )


def own_day(page: Page) -> When | None:
    """Return the meeting's day, None where the page gives none."""
    field = page.field("date")
    found = day(field) if field is not None else None
    return found if found is not None and found.edtf is not None else None
