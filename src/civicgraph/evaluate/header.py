"""Turns the records of a case into header values: what its pages say of each paper, its authors and its sitting."""

from collections.abc import Iterable, Iterator

from civicgraph.evaluate.comparing import FoundValue
from civicgraph.evaluate.items import some
from civicgraph.evaluate.names import Names, item_address, local
from civicgraph.record import AgendaItem, Decision, Meeting, Membership, Paper


def header_items(names: Names) -> Iterator[dict[str, FoundValue]]:
    """Yield one value after the other, with the paper and the field that it belongs to."""
    papers = {paper.key: paper for paper in names.all(Paper)}
    for paper in names.all(Paper):
        yield from _values(names.of("paper", paper.key), _of_paper(names, paper))
    for key in papers or [None]:
        told = names.of("paper", key) if key is not None else ()
        yield from _values(told, _of_sitting(names, key, alone=len(papers) < 2))


def _values(paper: FoundValue, told: Iterable[tuple[str, FoundValue]]) -> Iterator[dict[str, FoundValue]]:
    for field, value in told:
        if value:
            yield {"paper": paper, "field": (field,), "value": value}


def _of_paper(names: Names, paper: Paper) -> Iterator[tuple[str, FoundValue]]:
    yield "number", some(paper.number)
    yield "title", some(paper.title)
    yield "type", some(paper.raw_type, paper.paper_type)
    yield "lead_unit", names.of("unit", paper.lead_unit) if paper.lead_unit else ()
    yield "public", () if paper.is_public is None else ("yes" if paper.is_public else "no",)
    for key in paper.clerks:
        yield "clerk", names.of("person", key)
    for noun, key in paper.creators:
        yield ("author_factions" if names.noun(noun, key) == "faction" else "authors"), names.of(noun, key)
    authors = {key for noun, key in paper.creators if noun == "person"}
    for m in names.all(Membership):
        if m.person in authors:
            yield "author_roles", some(m.raw_role, m.role)
            yield (
                "author_factions",
                names.of("faction", m.organisation) if m.noun == "faction" and m.organisation else (),
            )


def _of_sitting(names: Names, paper: str | None, alone: bool) -> Iterator[tuple[str, FoundValue]]:
    """Yield what is said of the sittings that treat a paper. alone: the case is about no other paper."""
    items = [i for i in names.all(AgendaItem) if i.paper == paper or (alone and i.paper is None)]
    sat = {item.meeting for item in items if item.meeting}
    treated = [one for links in names.told.links for one in links.consulted if one.paper == paper]
    sat |= {one.meeting for one in treated if one.meeting}
    places = {place.meeting: place for links in names.told.links for place in links.places}
    for meeting in names.all(Meeting):
        if meeting.key in sat or (alone and not sat):
            yield "body", names.body(meeting)
            yield "meeting_start", some(local(meeting.start) if meeting.start else None)
            yield "meeting_end", some(local(meeting.end) if meeting.end else None)
            place = places.get(meeting.key)
            yield "room", some(meeting.room, place.room if place else None)
            yield "place", some(meeting.place, place.place if place else None)
    for item in items:
        yield "agenda_number", some(item.number)
    about = {("paper", paper)} | {item_address(item) for item in items}
    about |= {("agenda-item", one.item) for one in treated if one.item}
    for d in names.all(Decision):
        if (d.about.noun, d.about.key) in about and (d.step is None or d.step.position is None):
            yield "outcome", some(d.raw_outcome)
