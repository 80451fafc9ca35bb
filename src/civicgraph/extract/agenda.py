"""Turns the page of a meeting, and a calendar of meetings, into records: meetings, agenda items, papers, stations, decisions, votes."""

from civicgraph.dates import When
from civicgraph.extract import bodies
from civicgraph.extract.citing import cite, day
from civicgraph.extract.header import body_record, own_body, own_day
from civicgraph.extract.sitting import NO_DECISION, decided, meeting, outcome_code, start_and_end
from civicgraph.extract.votes import tally
from civicgraph.iri import paper_key, slug
from civicgraph.read.page import Gathering, Item, Page
from civicgraph.record import About, AgendaItem, Finding, Meeting, Paper, Step, Thing

Names = tuple[tuple[str, str], ...]


def agenda(page: Page, zone: str) -> tuple[list[Thing], Names, list[Finding]]:
    """Return the records of a meeting's page, pairs of keys that it uses for one body, and findings."""
    body, things, names = own_body(page)
    when = own_day(page)
    if body is None or when is None or when.earliest is None:
        return things, names, [_without_meeting(page)]
    held = meeting(page, body, when, zone)
    if held is not None:
        things = [*things, held]
    keys: dict[str, int] = {}
    for position, row in enumerate(page.items, 1):
        own = slug(row.number.value) if row.number is not None else f"p{position}"
        keys[own] = keys.get(own, 0) + 1
        key = own if keys[own] == 1 else f"{own}-{keys[own]}"
        things += _item(page, row, f"{body}/{when.earliest.isoformat()}", key, position)
        things += _treated(page, row, body, when, f"{body}/{when.earliest.isoformat()}", key)
    return things, names, []


def _item(page: Page, row: Item, sitting: str, key: str, position: int) -> list[Thing]:
    """Return the agenda item, and the paper it treats by its number."""
    paper = paper_key(row.paper.value) if row.paper is not None else None
    item = AgendaItem(
        cites=(
            *cite(page, "cg:number", row.number),
            *cite(page, "dct:title", row.title),
            *cite(page, "cg:paper", row.paper),
        ),
        meeting=sitting,
        key=key,
        number=row.number.value if row.number is not None else None,
        title=row.title.value if row.title is not None else None,
        paper=paper,
        is_public=row.is_public,
        position=position,
    )
    if paper is None or row.paper is None:
        return [item]
    return [item, Paper(cites=cite(page, "dct:identifier", row.paper), key=paper, number=row.paper.value)]


def _treated(page: Page, row: Item, body: str, when: When, sitting: str, key: str) -> list[Thing]:
    """Return the station of the item's paper, and what was decided and how the body voted, where the row says so."""
    told = row.outcome is not None and outcome_code(row.outcome.value) not in NO_DECISION
    voted = row.vote is not None and tally(row.vote.value).says_something
    things: list[Thing] = []
    step = None
    about = About(noun="meeting", key=f"{sitting}/item/{key}")
    if row.paper is not None:
        about = About(noun="paper", key=paper_key(row.paper.value))
        step = Step(
            cites=cite(page, "cg:about", row.paper),
            about=about,
            body=body,
            event="consultation",
            when=when,
            status="held" if told or voted else None,  # an agenda has no day of its own to compare with
            meeting=sitting,
        )
        things.append(step)
    return [*things, *decided(page, row.outcome, row.vote, about, body, when, step)]


def calendar(page: Page, zone: str) -> tuple[list[Thing], list[Finding]]:
    """Return the meetings that a calendar lists; a row without a body or a readable day is a finding."""
    things: list[Thing] = []
    findings: list[Finding] = []
    for row in page.gatherings:
        when = day(row.date)
        if row.body is None or when.earliest is None or when.earliest != when.latest:
            findings.append(_not_a_meeting(page, row))
            continue
        named = bodies.whole(row.body.value)
        start, end = start_and_end(when.earliest, row.time.value if row.time is not None else "", zone)
        things += [
            body_record(page, row.body, named),
            Meeting(
                cites=(*cite(page, "cg:body", row.body), *cite(page, "cg:start", row.date, row.time)),
                key=f"{named.key}/{when.earliest.isoformat()}",
                body=named.key,
                start=start,
                end=end,
                room=row.room.value if row.room is not None else None,
                place=row.place.value if row.place is not None else None,
            ),
        ]
    return things, findings


def _without_meeting(page: Page) -> Finding:
    return Finding(
        "warning",
        "meeting-without-body-or-day",
        "Die Seite nennt kein Gremium oder keinen Tag der Sitzung; ihre Tagesordnung wurde nicht übernommen: ganze Seite speichern.",
        "The page names no body or no day of the meeting; its agenda was not taken: save the whole page.",
        value=page.value("page_title")[:100],
    )


def _not_a_meeting(page: Page, row: Gathering) -> Finding:
    parts = [f.value for f in (row.date, row.time, row.body, row.note) if f is not None]
    return Finding(
        "info",
        "calendar-row-not-read",
        "Diese Zeile des Kalenders nennt kein Gremium oder keinen Tag.",
        "This row of the calendar names no body or no day.",
        value=" ".join(parts)[:200],
    )
