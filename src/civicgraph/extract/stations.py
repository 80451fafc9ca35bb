"""Turns the rows of a Beratungsfolge into steps, bodies and decisions, in the order of the page."""

from collections.abc import Sequence

from civicgraph.extract import bodies
from civicgraph.extract.citing import cite, day
from civicgraph.extract.header import body_record
from civicgraph.extract.outcomes import outcome_code
from civicgraph.extract.sitting import outcome_of
from civicgraph.iri import slug
from civicgraph.read.page import Page, Sitting
from civicgraph.read.rows import public_by_number
from civicgraph.record import About, AgendaItem, Step, Thing
from civicgraph.vocab import scheme


def stations(page: Page, subject: About, rows: Sequence[Sitting]) -> tuple[list[Thing], tuple[tuple[str, str], ...]]:
    """Return the records of a Beratungsfolge's rows, and pairs of keys that the page uses for one body (station and meeting)."""
    things: list[Thing] = []
    pairs: list[tuple[str, str]] = []
    for position, row in enumerate(rows, 1):
        named = bodies.whole(row.body.value)
        things.append(body_record(page, row.body, named, preferred=True))
        other = bodies.other_name(named, row.meeting.value) if row.meeting is not None else None
        if other is not None:
            things.append(body_record(page, row.meeting, other))
            pairs.append((other.key, named.key))
        step = _step(page, row, named.key, subject, position)
        things += [step, *_item(page, row, step), *outcome_of(page, step, row.outcome, row.vote)]
    return things, tuple(pairs)


def _item(page: Page, row: Sitting, step: Step) -> list[Thing]:
    """Return the agenda item that a row numbers, where its meeting is known."""
    if row.number is None or step.meeting is None or step.about.noun != "paper":
        return []
    item = AgendaItem(
        cites=cite(page, "cg:number", row.number),
        meeting=step.meeting,
        key=slug(row.number.value),
        number=row.number.value,
        paper=step.about.key,
        is_public=public_by_number(row.number.value),
    )
    return [item]


def _step(page: Page, row: Sitting, body: str, subject: About, position: int) -> Step:
    when = day(row.date) if row.date is not None else None
    decided = row.outcome is not None and outcome_code(row.outcome.value) not in (None, "open")
    return Step(
        cites=(*cite(page, "cg:body", row.body), *cite(page, "cg:date", row.date), *cite(page, "cg:rawRole", row.role)),
        about=subject,
        body=body,
        event="consultation",
        when=when,
        position=position,
        role=scheme("consultation-role").code(row.role.value) if row.role is not None else None,
        raw_role=row.role.value if row.role is not None else None,
        status="held" if decided else None,  # a paper's page has no day of its own to compare with
        meeting=f"{body}/{when.earliest.isoformat()}" if when is not None and when.earliest is not None else None,
    )
