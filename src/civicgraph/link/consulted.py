"""Turns the objects around a paper's consultations into what no single one says: the day of a station, what a decision is about.

A consultation names its meeting and agenda item, or the item names the consultation, or the lists of paper and meeting name them:
each side may be missing (OParl 1.1, 3.9 and 3.11).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from civicgraph.dates import When
from civicgraph.extract.citing import status_of
from civicgraph.link.offers import OBJECT, named
from civicgraph.record import (
    About,
    AgendaItem,
    Cited,
    Consultation,
    Consulted,
    Decision,
    Detail,
    Location,
    Meeting,
    PageRecords,
    Place,
    Thing,
)


class Told(NamedTuple):
    """A record and the page that tells it."""

    thing: Thing
    page: PageRecords


class Council:
    """The consultations, agenda items, meetings and places of some pages, and how they name each other."""

    def __init__(self, pages: Iterable[PageRecords]) -> None:
        self.steps: dict[str, Told] = {}
        self.items: dict[str, Told] = {}
        self.meetings: dict[str, Told] = {}
        self.places: dict[str, Told] = {}
        self.paper_of_step: dict[str, str] = {}
        self.meeting_of_item: dict[str, str] = {}
        self.listing: dict[str, PageRecords] = {}
        self.items_of_step: dict[str, set[str]] = defaultdict(set)
        self.steps_of_paper: dict[str, set[str]] = defaultdict(set)
        for page in pages:
            if page.page_kind == OBJECT:
                self._take(page)
        for step, told in self.steps.items():
            if isinstance(told.thing, Consultation) and told.thing.about is not None:
                self.paper_of_step[step] = told.thing.about.key
        for step, paper in self.paper_of_step.items():
            self.steps_of_paper[paper].add(step)

    def _take(self, page: PageRecords) -> None:
        for thing in page.things:
            told = Told(thing, page)
            if isinstance(thing, Consultation):
                self.steps[thing.key] = told
                self.items_of_step[thing.key] |= set(named(thing, "cg:agendaItem"))
            elif isinstance(thing, AgendaItem):
                own = thing.key.removeprefix("/agenda-item/")
                self.items[own] = told
                if thing.meeting is not None:
                    self.meeting_of_item[own] = thing.meeting
                for step in named(thing, "cg:step"):
                    self.items_of_step[step].add(own)
            elif isinstance(thing, Meeting):
                self.meetings[thing.key] = told
            elif isinstance(thing, Location):
                self.places[thing.key] = told
            for detail in thing.details:
                self._list(detail, page)

    def _list(self, detail: Detail, page: PageRecords) -> None:
        """Take what an object says of those that it lists."""
        if detail.subject is None or not isinstance(detail.value, About):
            return
        if (detail.subject.noun, detail.property) == ("step", "cg:about"):
            self.paper_of_step.setdefault(detail.subject.key, detail.value.key)
            self.listing[detail.subject.key] = page
        elif (detail.subject.noun, detail.property) == ("agenda-item", "dct:isPartOf"):
            self.meeting_of_item.setdefault(detail.subject.key, detail.value.key)

    def stations(self, step: str) -> Iterator[tuple[str | None, str | None]]:
        """Yield (item, meeting) of every treatment of a consultation; (None, None) where nothing tells of one."""
        items = sorted(self.items_of_step.get(step, ()))
        told = self.steps.get(step)
        own = told.thing.meeting if told is not None and isinstance(told.thing, Consultation) else None
        meetings = set()
        for item in items:
            meeting = self.meeting_of_item.get(item, own)
            meetings.add(meeting)
            yield item, meeting
        if own not in meetings:
            yield None, own

    def place(self, meeting: str) -> Told | None:
        """Return the place that a meeting names."""
        told = self.meetings.get(meeting)
        places = named(told.thing, "schema:location") if told is not None else []
        return next((self.places[key] for key in places if key in self.places), None)

    def around(self, paper: str) -> Iterator[PageRecords]:
        """Yield the pages of a paper's consultations, their items, meetings and places."""
        for step in sorted(self.steps_of_paper.get(paper, ())):
            if step in self.steps:
                yield self.steps[step].page
            for item, meeting in self.stations(step):
                if item in self.items:
                    yield self.items[item].page
                if meeting in self.meetings:
                    yield self.meetings[meeting].page
                    place = self.place(meeting)
                    if place is not None:
                        yield place.page


def consulted(papers: Iterable[str], pages: Iterable[PageRecords]) -> tuple[list[Consulted], list[Place]]:
    """Return what the objects around some papers tell together: consultations with day and decisions, places of meetings."""
    council = Council(pages)
    found: list[Consulted] = []
    for paper in sorted(set(papers)):
        for step in sorted(council.steps_of_paper.get(paper, ())):
            found += _treatments(council, paper, step)
    meetings = sorted({one.meeting for one in found if one.meeting is not None})
    return found, [place for meeting in meetings for place in _places(council, meeting)]


def _treatments(council: Council, paper: str, step: str) -> Iterator[Consulted]:
    consultation = council.steps.get(step)
    for item, meeting in council.stations(step):
        dated = council.meetings.get(meeting or "")
        treated = council.items.get(item or "")
        first = dated or treated or consultation
        page = first.page if first is not None else council.listing.get(step)
        if page is None:
            continue
        when = _day(dated)
        yield Consulted(
            step=step,
            paper=paper,
            source=page.snapshot.sha256,
            meeting=meeting,
            item=item,
            bodies=_bodies(consultation) or _bodies(dated),
            when=when,
            status=status_of(when, dated.page.as_of) if dated is not None and not _is_cancelled(dated) else None,
            decisions=_decisions(treated),
            cites=_cited(dated, "cg:start"),
        )


def _places(council: Council, meeting: str) -> Iterator[Place]:
    told = council.place(meeting)
    if told is None or not isinstance(told.thing, Location):
        return
    room = next((str(d.value) for d in told.thing.details if d.property == "cg:room"), None)
    if room is not None or told.thing.description is not None:
        yield Place(meeting=meeting, room=room, place=told.thing.description)


def _bodies(told: Told | None) -> tuple[str, ...]:
    return tuple(f"/organization/{key}" for key in named(told.thing, "cg:body")) if told is not None else ()


def _is_cancelled(told: Told) -> bool:
    return any(d.property == "cg:isCancelled" and d.value is True for d in told.thing.details)


def _decisions(told: Told | None) -> tuple[Decision, ...]:
    return tuple(t for t in told.page.things if isinstance(t, Decision)) if told is not None else ()


def _cited(told: Told | None, name: str) -> tuple[Cited, ...]:
    return tuple(c for c in told.thing.cites if c.property == name) if told is not None else ()


def _day(told: Told | None) -> When | None:
    """Return a meeting's day, with the words that give it."""
    if told is None or not isinstance(told.thing, Meeting) or told.thing.start is None:
        return None
    start = told.thing.start
    day = start.date() if isinstance(start, datetime) else start
    raw = next((c.evidence.quote for c in told.thing.cites if c.property == "cg:start"), day.isoformat())
    return When(raw, day.isoformat(), day, day)
