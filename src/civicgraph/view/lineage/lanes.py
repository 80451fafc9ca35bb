"""Sorts events into lanes, and joins those that tell of one day in one body."""

from collections import defaultdict
from itertools import groupby

import msgspec

from civicgraph.view.lineage.facts import Facts
from civicgraph.view.lineage.model import Event, Lane, Related
from civicgraph.view.lineage.words import same, word

GROUPS = ("funding", "administration", "bodies", "participation", "publications", "inquiries")
BY_LANE = {"funding": "funding", "participation": "participation", "publication": "publications",
           "inquiries": "inquiries", "adoption": "bodies", "nobody": "bodies"}  # fmt: skip


def lanes(events: list[Event]) -> list[Lane]:
    """Return the lanes that hold events: groups in a fixed order, committees by first day, the council below them."""
    by_lane: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_lane[event.lane].append(event)

    def order(lane: str) -> tuple[int, int, str, str]:
        own = by_lane[lane]
        days = [event.when.earliest or event.when.latest for event in own if event.when]
        last = 2 if lane in BY_LANE else 1 if own[0].actor_kind == "council" else 0
        return GROUPS.index(group(own[0])), last, min((d for d in days if d), default="9999"), lane

    return [
        Lane(lane, group(by_lane[lane][0]), word("lane", lane) if lane in BY_LANE else same(by_lane[lane][0].actor))
        for lane in sorted(by_lane, key=order)
    ]


def group(event: Event) -> str:
    """Return the group of an event's lane."""
    if event.lane in BY_LANE:
        return BY_LANE[event.lane]
    return "administration" if event.actor_kind == "administration" else "bodies"


def related(events: list[Event], facts: Facts) -> list[Event]:
    """Join events of one body on one exact day, and inquiries that follow up on each other.

    A same day is no proof of a same thing: each keeps its own outcome.
    """
    found: dict[str, list[Related]] = defaultdict(list)
    exact = [e for e in events if e.actor and e.when and e.when.earliest and e.when.earliest == e.when.latest]
    exact.sort(key=lambda e: (e.actor, e.when.earliest if e.when else "", e.id))
    for _, together in groupby(exact, key=lambda e: (e.actor, e.when.earliest if e.when else "")):
        same_day = list(together)
        for event in same_day:
            found[event.id] += [Related(other.id, word("why", "same_day")) for other in same_day if other is not event]
    by_iri = {event.iri: event for event in events}
    for event in events:
        for earlier in facts.node(event.iri).all("cg:followsUp"):
            if earlier in by_iri:
                found[event.id].append(Related(by_iri[earlier].id, word("why", "follows_up")))
                found[by_iri[earlier].id].append(Related(event.id, word("why", "followed_up")))
    return [msgspec.structs.replace(event, related=found[event.id]) for event in events]
