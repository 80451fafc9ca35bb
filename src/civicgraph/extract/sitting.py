"""Turns the meeting's part of a header into records: the sitting, its agenda item, this page's station and its outcome."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from civicgraph.dates import When
from civicgraph.extract.citing import cite
from civicgraph.extract.publicity import is_public
from civicgraph.iri import slug
from civicgraph.read.page import Field, Page, collapse
from civicgraph.record import (
    About,
    AgendaItem,
    Decision,
    Meeting,
    Step,
    Thing,
)
from civicgraph.vocab import scheme

NO_DECISION = {"open"}
"""Outcome codes that say that nothing was decided."""
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")


def sitting(page: Page, body: str, subject: About, day: When | None, zone: str) -> list[Thing]:
    """Return the meeting, the agenda item, this page's station of the paper, and the outcome it states."""
    things: list[Thing] = []
    fields = {
        n: page.field(n)
        for n in ("date", "time", "occasion", "room", "place", "agenda_number", "outcome", "body", "meeting_line")
    }
    publicity = page.field("publicity", 0)
    meeting = None
    if day is not None and day.earliest is not None:
        start, end = _start_and_end(day.earliest, page.value("time"), zone)
        meeting = f"{body}/{day.earliest.isoformat()}"
        things.append(
            Meeting(
                cites=(
                    *cite(page, "cg:body", fields["body"] or fields["meeting_line"]),
                    *cite(page, "cg:start", fields["date"], fields["time"]),
                    *cite(page, "cg:room", fields["room"]),
                    *cite(page, "cg:place", fields["place"]),
                ),
                key=meeting,
                body=body,
                start=start,
                end=end,
                room=page.value("room") or None,
                place=page.value("place") or None,
                occasion=page.value("occasion") or None,
                publicity=publicity.value if publicity is not None else None,
            )
        )
        if fields["agenda_number"] is not None:
            things.append(_agenda_item(page, fields["agenda_number"], meeting, subject))
    acting = fields["body"] or fields["meeting_line"]
    return things + station(page, body, subject, day, meeting, (fields["outcome"], acting, fields["date"]))


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
        return _outcome(page, outcome, subject, body, day, None)
    step = Step(
        cites=(*cite(page, "cg:body", acting), *cite(page, "cg:date", dated)),
        about=subject,
        body=body,
        event="consultation",
        when=day,
        status="held" if day is not None and day.latest is not None else None,
        meeting=meeting,
    )
    return [step, *outcome_of(page, step, outcome)]


def outcome_of(page: Page, step: Step, outcome: Field | None) -> list[Thing]:
    """Return the decision of a station, none where the outcome is missing or says that nothing was decided."""
    return _outcome(page, outcome, step.about, step.body, step.when, step)


def outcome_code(raw: str) -> str | None:
    """Return the code of an outcome's words; a remark in brackets does not count."""
    return scheme("outcome").code(raw) or scheme("outcome").code(re.sub(r"\s*\([^()]*\)\s*$", "", raw))


def _outcome(
    page: Page, outcome: Field | None, about: About, body: str | None, when: When | None, step: Step | None
) -> list[Thing]:
    code = outcome_code(outcome.value) if outcome is not None else None
    if outcome is None or code in NO_DECISION:
        return []
    return [
        Decision(
            cites=cite(page, "cg:rawOutcome", outcome),
            about=about,
            raw_outcome=outcome.value,
            outcome=code,
            body=body,
            when=when,
            step=step,
        )
    ]


def _start_and_end(day: date, clock: str, zone: str) -> tuple[datetime | date, datetime | None]:
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
