"""Joins a lineage edge with the decisions behind it: those on the newer policy that the pages name."""

import msgspec

from civicgraph.view.lineage.model import Edge, Event, Quote, Related, Words
from civicgraph.view.lineage.quotes import NEAR
from civicgraph.view.lineage.words import word


def behind(edge: Edge, events: list[Event]) -> Edge:
    """Return the edge with its decisions: first those told beside the lineage itself, each group in the order of the events.

    That one led to the other by this decision is the view's reading, no claim of a page: the reason stands with each.
    """
    decided = [event for event in events if event.outcomes and event.policy == edge.newer]
    beside = [event for event in decided if any(_are_near(one, other) for one in edge.quotes for other in event.quotes)]
    found = [Related(event.id, word("why", "told_beside")) for event in beside]
    found += [Related(event.id, word("why", "decided")) for event in decided if event not in beside]
    return msgspec.structs.replace(edge, decisions=found)


def in_short(edge: Edge, events: dict[str, Event]) -> Words:
    """Return the first decision as an edge's label names it: "beschlossen (Rat, 3. Mai 2021)"; nothing where there is none."""
    first = next((events[one.id] for one in edge.decisions), None)
    return Words(_named(first, "de"), _named(first, "en")) if first else Words("", "")


def _named(event: Event, lang: str) -> str:
    day = event.when.short.of(lang) or ", ".join(event.when.raw) if event.when else word("ui", "undated").of(lang)
    ends = " / ".join(outcome.raw or outcome.label.of(lang) for outcome in event.outcomes)
    return f"{ends} ({', '.join(part for part in (event.actor, day) if part)})"


def _are_near(one: Quote, other: Quote) -> bool:
    """True where two quotes stand in one paragraph of one text, or nearly so."""
    return one.text_sha256 == other.text_sha256 and one.start <= other.end + NEAR and other.start <= one.end + NEAR
