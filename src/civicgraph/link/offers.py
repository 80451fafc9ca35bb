"""Turns the records of a page into the words by which others find it when they are linked: paper, title, number, station, meeting."""

from collections.abc import Iterator
from typing import NamedTuple

from civicgraph.iri import paper_key
from civicgraph.record import (
    About,
    AgendaItem,
    Answer,
    Consultation,
    Location,
    Meeting,
    PageRecords,
    Paper,
    Question,
    Thing,
)
from civicgraph.vocab import fold

OBJECT = "oparl"
"""Kind of the pages that are objects."""
ANSWERING = "answering"
"""The word of every paper that answers and asks nothing on some page; what it leads to is the paper."""


class Offer(NamedTuple):
    """One word, and the key it leads to; "" where it leads to the page itself."""

    word: str
    leads_to: str = ""


def offers(page: PageRecords) -> set[Offer]:
    """Return all words of a page."""
    found = set(_of_papers(page))
    if page.page_kind == OBJECT:
        found |= set(_of_objects(page))
    return found


def papers_of(page: PageRecords) -> tuple[str, ...]:
    """Return the papers whose group a page belongs to: its own, else those of which a meeting's minutes ask or answer something."""
    if page.paper is not None:
        return (page.paper,)
    return tuple(sorted({t.paper for t in page.things if isinstance(t, Question | Answer)}))


def named(thing: Thing, name: str) -> list[str]:
    """Return the keys of the things that a record names by a property."""
    return [
        d.value.key for d in thing.details if d.property == name and d.subject is None and isinstance(d.value, About)
    ]


def _of_papers(page: PageRecords) -> Iterator[Offer]:
    for paper in papers_of(page):
        yield Offer(f"paper {paper}")
        if any(isinstance(t, Answer) and (page.paper or t.paper) == paper for t in page.things):
            yield Offer(ANSWERING, paper)
    for thing in page.things:
        if isinstance(thing, Paper) and thing.key == page.paper:
            if thing.title:
                yield Offer(f"title {fold(thing.title)}", thing.key)
            if thing.number:
                yield Offer(f"number {paper_key(thing.number)}", thing.key)


def _of_objects(page: PageRecords) -> Iterator[Offer]:
    for thing in page.things:
        if isinstance(thing, Consultation):
            yield Offer(f"step {thing.key}")
            if thing.about is not None:
                yield Offer(f"steps of {thing.about.key}", thing.key)
            yield from (Offer(f"items of {thing.key}", item) for item in named(thing, "cg:agendaItem"))
            if thing.meeting is not None:
                yield Offer(f"meetings of step {thing.key}", thing.meeting)
        elif isinstance(thing, AgendaItem):
            own = thing.key.removeprefix("/agenda-item/")
            yield Offer(f"item {own}")
            yield from (Offer(f"items of {step}", own) for step in named(thing, "cg:step"))
            if thing.meeting is not None:
                yield Offer(f"meetings of item {own}", thing.meeting)
        elif isinstance(thing, Meeting):
            yield Offer(f"meeting {thing.key}")
            yield from (Offer(f"places of {thing.key}", place) for place in named(thing, "schema:location"))
        elif isinstance(thing, Location):
            yield Offer(f"place {thing.key}")
        yield from _listed(thing)


def _listed(thing: Thing) -> Iterator[Offer]:
    """Yield what an object says of those that it lists."""
    for detail in thing.details:
        if detail.subject is None or not isinstance(detail.value, About):
            continue
        if (detail.subject.noun, detail.property) == ("step", "cg:about"):
            yield Offer(f"step {detail.subject.key}")
            yield Offer(f"steps of {detail.value.key}", detail.subject.key)
        elif (detail.subject.noun, detail.property) == ("agenda-item", "dct:isPartOf"):
            yield Offer(f"item {detail.subject.key}")
            yield Offer(f"meetings of item {detail.subject.key}", detail.value.key)
