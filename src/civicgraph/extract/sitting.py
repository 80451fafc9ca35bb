"""Turns the meeting's part of a header into records: the sitting, its agenda item, this page's station and its outcome."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from civicgraph.dates import When
from civicgraph.extract.citing import cite
from civicgraph.extract.outcomes import outcome_code
from civicgraph.extract.publicity import is_public
from civicgraph.extract.votes import tally, votes
from civicgraph.iri import slug
from civicgraph.read.page import Field, Page, collapse, span_field
from civicgraph.record import (
    About,
    AgendaItem,
    Decision,
    Meeting,
    Step,
    Thing,
)

NO_DECISION = {"open"}
"""Outcome codes that say that nothing was decided."""
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")


def sitting(page: Page, body: str, subject: About, day: When | None, zone: str) -> list[Thing]:
    """Return the meeting, the agenda item, this page's station of the paper, and the outcome it states."""
    things: list[Thing] = []
    number, outcome = page.field("agenda_number"), page.field("outcome")
    held = meeting(page, body, day, zone)
    if held is not None:
        things.append(held)
        if number is not None:
            things.append(_agenda_item(page, number, held.key, subject))
    acting = page.field("body") or page.field("meeting_line")
    key = held.key if held is not None else None
    return things + station(page, body, subject, day, key, (outcome, acting, page.field("date")))


def meeting(page: Page, body: str, day: When | None, zone: str) -> Meeting | None:
    """Return the meeting that the header tells of, None where it gives no day."""
    if day is None or day.earliest is None:
        return None
    clock = " ".join(dict.fromkeys(field.value for field in page.all("time")))
    start, end = start_and_end(day.earliest, clock, zone)
    publicity = page.field("publicity", 0)
    return Meeting(
        cites=(
            *cite(page, "cg:body", page.field("body") or page.field("meeting_line")),
            *cite(page, "cg:start", page.field("date"), *page.all("time")),
            *cite(page, "cg:room", page.field("room")),
            *cite(page, "cg:place", page.field("place")),
            *cite(page, "cg:occasion", page.field("occasion")),
            *cite(page, "cg:publicity", publicity),
        ),
        key=f"{body}/{day.earliest.isoformat()}",
        body=body,
        start=start,
        end=end,
        room=page.value("room") or None,
        place=page.value("place") or None,
        occasion=page.value("occasion") or None,
        publicity=publicity.value if publicity is not None else None,
    )


def _agenda_item(page: Page, number: Field, meeting: str, subject: About) -> AgendaItem:
    title = page.field("page_title")
    return AgendaItem(
        cites=cite(page, "cg:number", number),
        meeting=meeting,
        key=slug(number.value),
        number=re.sub(r"\s*(?:Beschluss|Beschluß)\s*:.*$", "", collapse(number.value)),
        title=title.value if title is not None else None,
        paper=subject.key if subject.noun == "paper" else None,
        is_public=is_public(None, number),
    )


def station(
    page: Page,
    body: str,
    subject: About,
    day: When | None,
    meeting: str | None,
    fields: tuple[Field | None, Field | None, Field | None],
) -> list[Thing]:
    """Return the station that an extract is about, and the decision where an outcome is written.

    fields: those of outcome, body and date. An agenda item without a paper has no station: nothing goes from body to body.
    """
    outcome, acting, dated = fields
    if subject.noun != "paper":
        return decided(page, outcome, vote_field(page), subject, body, day, None)
    is_held = day is not None and day.latest is not None and page.kind != "paper"  # a paper announces its meeting
    step = Step(
        cites=(*cite(page, "cg:body", acting), *cite(page, "cg:date", dated)),
        about=subject,
        body=body,
        event="consultation",
        when=day,
        status="held" if is_held else None,
        meeting=meeting,
    )
    return [step, *decided(page, outcome, vote_field(page), subject, body, day, step)]


def outcome_of(page: Page, step: Step, outcome: Field | None, voted: Field | None = None) -> list[Thing]:
    """Return the decision of a station and its vote, none where the outcome is missing or says that nothing was decided."""
    return decided(page, outcome, voted, step.about, step.body, step.when, step)


def decided(
    page: Page,
    outcome: Field | None,
    voted: Field | None,
    about: About,
    body: str | None,
    when: When | None,
    step: Step | None,
    counts: tuple[Field, ...] = (),
) -> list[Thing]:
    """Return the decision that a page states and the vote on it, none where it states neither.

    outcome, voted: the cells that say so; the words of the outcome may tell the vote too ("einstimmig beschlossen");
    counts: cells that each hold one count of the vote, under the heading of its column.
    """
    code = outcome_code(outcome.value) if outcome is not None else None
    counted = voted if voted is not None and tally(voted.value).says_something else None
    told = outcome if code not in NO_DECISION else None
    words = counted_in_columns(counts) if counted is None else ""
    told = told or counted or (Field("vote", words, counts[0].span) if words else None)
    if told is None:
        return []
    made = Decision(
        cites=cite(page, "cg:rawOutcome", told),
        about=about,
        raw_outcome=told.value,
        outcome=outcome_code(told.value),
        body=body,
        when=when,
        step=step,
    )
    if words:
        return [made, *votes(words, made, cite(page, "cg:rawVote", *counts))]
    counted = counted or told
    return [made, *votes(counted.value, made, cite(page, "cg:rawVote", counted))]


def counted_in_columns(counts: tuple[Field, ...]) -> str:
    """Return a vote as words from its counts and the headings of their columns, "" where they tell none."""
    words = ", ".join(f"{one.name}: {one.value}" for one in counts)
    return words if tally(words).says_something else ""


def vote_field(page: Page) -> Field | None:
    """Return the words of the page's own vote: its header cell, else the section of that name without its heading."""
    cell = page.field("vote")
    if cell is not None:
        return cell
    for section in page.sections:
        if section.name == "vote":
            return span_field("vote", page.text, section.span.start, min(section.span.end, section.span.start + 600))
    return None


def start_and_end(day: date, clock: str, zone: str) -> tuple[datetime | date, datetime | None]:
    """Return start and end in the zone; the bare day where no time is stated. An end before the start is on the next day."""
    times = [
        time(int(h), int(m)) for h, m in _CLOCK.findall(re.sub(r"\(.*?\)", "", clock)) if int(h) < 24 and int(m) < 60
    ]
    if not times:
        return day, None
    start = datetime.combine(day, times[0], ZoneInfo(zone))
    if len(times) < 2:
        return start, None
    end = datetime.combine(day, times[1], ZoneInfo(zone))
    return start, end if end >= start else end + timedelta(days=1)
