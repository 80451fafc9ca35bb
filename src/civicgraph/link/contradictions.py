"""Compares what two pages of one paper say of one thing; nothing is overwritten."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import msgspec

from civicgraph.extract.merge import step_identity
from civicgraph.record import (
    Answer,
    Contradiction,
    Decision,
    Meeting,
    PageRecords,
    Paper,
    Question,
    Step,
    Thing,
    Vote,
)
from civicgraph.vocab import fold


class Group(msgspec.Struct, frozen=True):
    """The pages about one paper, in canonical order; related: those of the meetings, items and places that its consultations name.

    answering: the pages of other papers that answer it.
    """

    paper: str
    pages: tuple[PageRecords, ...]
    related: tuple[PageRecords, ...] = ()
    answering: tuple[PageRecords, ...] = ()


def contradictions(group: Group) -> list[Contradiction]:
    """Return what two pages of the group say differently of one step or of the paper; nothing is overwritten."""
    told: dict[tuple[str, str], list[tuple[Thing, str, str]]] = defaultdict(list)
    for page in group.pages:
        for thing in page.things:
            for subject, name, value in _comparable(thing):
                told[_identity(subject), name].append((subject, value, page.snapshot.sha256))
    found = []
    for (_, name), rows in sorted(told.items()):
        values = {fold(value): value for _, value, _ in sorted(rows, key=lambda r: r[1], reverse=True)}
        by_page: dict[str, set[str]] = defaultdict(set)
        for _, value, page_digest in rows:
            by_page[page_digest].add(fold(value))
        if len(values) > 1 and len({frozenset(v) for v in by_page.values()}) > 1:
            found.append(
                Contradiction(
                    about=rows[0][0],
                    property=name,
                    values=tuple(sorted(values.values())),
                    snapshots=tuple(sorted(by_page)),
                )
            )
    return found


def _comparable(thing: Thing) -> Iterable[tuple[Thing, str, str]]:
    """Yield (subject, property, value) of what pages can contradict each other in."""
    if isinstance(thing, Decision) and thing.step is not None:
        yield thing.step, "eli-dl:decision_outcome", thing.raw_outcome
    if isinstance(thing, Vote) and thing.decision.step is not None and thing.group is None:
        for name, count in (("cg:yes", thing.yes), ("cg:no", thing.no), ("cg:abstentions", thing.abstentions)):
            if count is not None:
                yield thing.decision.step, name, str(count)
    if isinstance(thing, Question | Answer):
        yield thing, "schema:text", thing.text
    if isinstance(thing, Meeting):
        for name, moment in (("cg:start", thing.start), ("cg:end", thing.end)):
            if isinstance(moment, datetime):
                yield thing, name, moment.isoformat()
        if thing.room is not None:
            yield thing, "cg:room", thing.room
    if isinstance(thing, Paper):
        for name, value in (
            ("dct:title", thing.title),
            ("eli:work_type", thing.paper_type),
            ("cg:leadUnit", thing.lead_unit),
        ):
            if value is not None:
                yield thing, name, value
        if thing.when is not None and thing.when.edtf is not None:
            yield thing, "cg:date", thing.when.edtf
        if thing.is_public is not None:
            yield thing, "cg:isPublic", str(thing.is_public).lower()


def _identity(thing: Thing) -> str:
    """Return a key that is equal where two pages speak of the same thing."""
    if isinstance(thing, Paper):
        return f"paper {thing.key}"
    if isinstance(thing, Step):
        return " ".join(("step", *step_identity(thing)))
    if isinstance(thing, Meeting | Question | Answer):
        return f"{type(thing).__name__} {thing.key}"
    raise TypeError(f"{type(thing).__name__} is not compared")
