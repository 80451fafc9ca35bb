"""Turns the page of a meeting, and a calendar of meetings, into records: meetings, agenda items, papers, stations, decisions, votes."""

import re

import msgspec

from civicgraph import dates
from civicgraph.dates import When
from civicgraph.extract import bodies
from civicgraph.extract.citing import cite, day
from civicgraph.extract.header import body_record, own_body, own_day
from civicgraph.extract.outcomes import outcome_code
from civicgraph.extract.sitting import (
    NO_DECISION,
    counted_in_columns,
    decided,
    meeting,
    start_and_end,
)
from civicgraph.extract.stations import stations
from civicgraph.extract.votes import tally
from civicgraph.iri import paper_key, slug
from civicgraph.read.page import Field, Gathering, Item, Page, Span
from civicgraph.record import About, AgendaItem, Detail, Finding, Meeting, Paper, Step, Thing, Vote
from civicgraph.vocab import scheme

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
        things += _treated(page, row, row.paper, body, when, f"{body}/{when.earliest.isoformat()}", key)
        for treated in row.papers:  # decided together in one vote, which is stated once
            further = _treated(page, row, treated, body, when, f"{body}/{when.earliest.isoformat()}", key)
            things += [thing for thing in further if not isinstance(thing, Vote)]
        if row.paper is not None:
            before, pairs = stations(page, About(noun="paper", key=paper_key(row.paper.value)), row.sittings)
            things, names = [*things, *before], (*names, *pairs)
    return things, names, []


def item_pages(page: Page) -> list[Page]:
    """Return the items of a meeting that have minutes, each as a page of its own over the same text."""
    found = []
    for row in page.items:
        if not any(section.name == "minutes" for section in row.sections):
            continue
        named = (("page_title", 0, row.title), ("agenda_number", 0, row.number), ("number", 1, row.paper))
        own = tuple(Field(name, f.value, f.span, group) for name, group, f in named if f is not None)
        body = Span(min(s.span.start for s in row.sections), max(s.span.end for s in row.sections))
        single = msgspec.structs.replace(
            page, kind="extract", fields=(*page.fields, *own), sections=row.sections, items=(), body=body
        )
        found.append(single)
    return found


def _item(page: Page, row: Item, sitting: str, key: str, position: int) -> list[Thing]:
    """Return the agenda item, and the papers it treats by their numbers."""
    told = [field for field in (row.paper, *row.papers) if field is not None]
    keys = [paper_key(field.value) for field in told]
    item = AgendaItem(
        cites=(
            *cite(page, "cg:number", row.number),
            *cite(page, "dct:title", row.title),
            *cite(page, "cg:paper", *told),
            *cite(page, "cg:remark", row.note),
        ),
        details=(Detail(property="cg:remark", value=row.note.value),) if row.note is not None else (),
        meeting=sitting,
        key=key,
        number=row.number.value if row.number is not None else None,
        title=row.title.value if row.title is not None else None,
        paper=keys[0] if keys else None,
        is_public=row.is_public,
        position=position,
        papers=tuple(keys[1:]),
    )
    named = zip(keys, told, strict=True)
    return [item, *(Paper(cites=cite(page, "dct:identifier", f), key=paper, number=f.value) for paper, f in named)]


def _treated(
    page: Page, row: Item, treated: Field | None, body: str, when: When, sitting: str, key: str
) -> list[Thing]:
    """Return the station of one of the item's papers, and what was decided and how the body voted, where the row says so.

    treated: the paper's number, None for an item without one.
    """
    told = row.outcome is not None and outcome_code(row.outcome.value) not in NO_DECISION
    voted = (row.vote is not None and tally(row.vote.value).says_something) or counted_in_columns(row.counts) != ""
    things: list[Thing] = []
    step = None
    about = About(noun="meeting", key=f"{sitting}/item/{key}")
    if treated is not None:
        about = About(noun="paper", key=paper_key(treated.value))
        step = Step(
            cites=(*cite(page, "cg:about", treated), *cite(page, "cg:rawRole", row.role)),
            about=about,
            body=body,
            event="consultation",
            when=when,
            role=scheme("consultation-role").code(row.role.value) if row.role is not None else None,
            raw_role=row.role.value if row.role is not None else None,
            status="held" if told or voted else None,  # an agenda has no day of its own to compare with
            meeting=sitting,
        )
        things.append(step)
    return [*things, *decided(page, row.outcome, row.vote, about, body, when, step, row.counts)]


def calendar(page: Page, zone: str) -> tuple[list[Thing], list[Finding]]:
    """Return the meetings that a calendar lists; a row without a body or a readable day is a finding."""
    things: list[Thing] = []
    findings: list[Finding] = []
    for row in page.gatherings:
        when, month = _day(page, row)
        if row.body is None or when.earliest is None or when.earliest != when.latest:
            findings.append(_not_a_meeting(page, row))
            continue
        named = bodies.whole(row.body.value)
        start, end = start_and_end(when.earliest, row.time.value if row.time is not None else "", zone)
        occasion = row.state or row.occasion
        things += [
            body_record(page, row.body, named),
            Meeting(
                cites=(
                    *cite(page, "cg:body", row.body),
                    *cite(page, "cg:start", row.date, month, row.time),
                    *cite(page, "cg:room", row.room),
                    *cite(page, "cg:place", row.place),
                    *cite(page, "cg:occasion", occasion),
                    *cite(page, "cg:publicity", row.publicity),
                ),
                key=f"{named.key}/{when.earliest.isoformat()}",
                body=named.key,
                start=start,
                end=end,
                room=row.room.value if row.room is not None else None,
                place=row.place.value if row.place is not None else None,
                occasion=occasion.value if occasion is not None else None,
                publicity=row.publicity.value if row.publicity is not None else None,
            ),
        ]
    return things, findings


_DAY_OF_MONTH = re.compile(r"(?:\w{2,10}[.,]*\s+)?(\d{1,2})\.?")
_MONTH_IN_FIGURES = re.compile(r"(\d{1,2})\s*[/.]\s*(\d{4})")


def _day(page: Page, row: Gathering) -> tuple[When, Field | None]:
    """Return the day of a row, and the page's month where the row gives only a day of it."""
    month, alone = page.field("month"), _DAY_OF_MONTH.fullmatch(row.date.value)
    if month is None or alone is None:
        return day(row.date), None
    figures = _MONTH_IN_FIGURES.fullmatch(month.value)
    named = f"{figures.group(1)}.{figures.group(2)}" if figures else f" {month.value}"
    return dates.when(f"{alone.group(1)}.{named}"), month


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
