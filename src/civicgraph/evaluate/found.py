"""Turns what the pages of a case tell into items that are compared with its gold."""

from collections.abc import Iterable, Iterator

from civicgraph.evaluate.comparing import FoundValue, plain
from civicgraph.evaluate.header import header_items
from civicgraph.evaluate.items import Found, some
from civicgraph.evaluate.names import Names, item_address, local
from civicgraph.evaluate.stations import consultations, outcomes, votes
from civicgraph.evaluate.told import Told
from civicgraph.record import (
    AgendaItem,
    Answer,
    Claim,
    Decision,
    Funding,
    Lineage,
    Meeting,
    Membership,
    Paper,
    Participation,
    Person,
    Policy,
    Question,
    Reference,
    Step,
    Thing,
)


def found(told: Told) -> dict[str, list[Found]]:
    """Return every item, each thing once even where several pages tell it."""
    names = Names(told)
    made = {
        "header": (Found("header", v) for v in header_items(names)),
        "questions": _questions(names),
        "question-status": _statuses(names),
        "askers": _askers(names),
        "answers": _answers(names),
        "answerers": _answerers(names),
        "alignment": _alignment(names),
        "consultations": consultations(names),
        "outcomes": outcomes(names),
        "votes": votes(names),
        "dates": _dates(names),
        "references": _references(names),
        "lineage": _lineage(names),
        "claims": _claims(names),
        "persons": _persons(names),
        "agenda": _agenda(names),
        "policies": (Found("policies", {"name": names.of("policy", key)}) for key in _keys(names.all(Policy))),
    }
    return {element: distinct(items) for element, items in made.items()}


def distinct(items: Iterable[Found]) -> list[Found]:
    """Return every item once, in order: what differs only in case and white space is one."""
    kept: dict[tuple[tuple[str, FoundValue], ...], Found] = {}
    for item in items:
        kept.setdefault(tuple((k, tuple(map(plain, v))) for k, v in sorted(item.values.items())), item)
    return list(kept.values())


def _keys(things: Iterable[Policy | Person]) -> list[str]:
    return list(dict.fromkeys(thing.key for thing in things))


def _questions(names: Names) -> Iterator[Found]:
    numbers = {(q.paper, q.key): q.number for q in names.all(Question)}
    for q in names.all(Question):
        parent = some(numbers.get((q.paper, q.parent))) if q.parent else ()
        paper = names.of("paper", q.paper)
        yield Found("questions", {"paper": paper, "number": some(q.number), "parent": parent, "text": (q.text,)})


def _statuses(names: Names) -> Iterator[Found]:
    asked = {(q.paper, q.key): q for q in names.all(Question)}
    for links in names.told.links:
        for status in links.statuses:
            q = asked[status.paper, status.question]
            values = {"paper": names.of("paper", q.paper), "number": some(q.number), "text": (q.text,)}
            yield Found("question-status", {**values, "status": (status.status,)})


def _askers(names: Names) -> Iterator[Found]:
    for q in names.all(Question):
        if not q.asked_by:
            continue
        values = {"paper": names.of("paper", q.paper), "number": some(q.number), "text": (q.text,)}
        yield Found("askers", {**values, "asked_by": tuple(names.first(*who) for who in q.asked_by)})


def _answers(names: Names) -> Iterator[Found]:
    for a in names.all(Answer):
        yield Found("answers", {"paper": names.of("paper", a.paper), "answers": a.answers, "text": (a.text,)})


def _answerers(names: Names) -> Iterator[Found]:
    roles = _roles(names)
    for a in names.all(Answer):
        who = names.of(*a.answered_by) if a.answered_by else ()
        role = tuple(dict.fromkeys((*some(a.role), *(roles.get(a.answered_by[1], ()) if a.answered_by else ()))))
        values = {"paper": names.of("paper", a.paper), "text": (a.text,)}
        if who or role:
            yield Found("answerers", {**values, "answered_by": who, "role": role})


def _alignment(names: Names) -> Iterator[Found]:
    asked = {(q.paper, q.key): q for q in names.all(Question)}
    given = {(a.paper, a.key): a for a in names.all(Answer)}
    for links in names.told.links:
        for pair in links.alignments:
            q, a = asked[pair.paper, pair.question], given[pair.answer_paper or pair.paper, pair.answer]
            values = {"paper": names.of("paper", q.paper), "number": some(q.number)}
            yield Found("alignment", {**values, "question": (q.text,), "answer": (a.text,)})


def _dates(names: Names) -> Iterator[Found]:
    """Yield every date once, with all its wordings; a meeting's day has none of its own."""
    known: dict[tuple[str | None, str], dict[str, None]] = {}
    for thing in names.all(Thing):
        when = thing.when if isinstance(thing, Paper | Step | Decision | Reference | Funding | Participation) else None
        if when is not None:
            known.setdefault((when.edtf, "" if when.edtf else when.raw), {})[when.raw] = None
        if isinstance(thing, Meeting) and thing.start is not None:
            known.setdefault((local(thing.start)[:10], ""), {})
    return (Found("dates", {"edtf": some(edtf), "raw": tuple(raws)}) for (edtf, _), raws in known.items())


def _references(names: Names) -> Iterator[Found]:
    for r in names.all(Reference):
        when = some(r.when.edtf if r.when else None)
        values = {"kind": (r.reference_kind,), "number": some(r.number), "title": some(r.title)}
        yield Found("references", {**values, "date": when})


def _lineage(names: Names) -> Iterator[Found]:
    for edge in names.all(Lineage):
        newer, older = names.of("policy", edge.newer), names.of("policy", edge.older)
        yield Found("lineage", {"newer": newer, "relation": (edge.relation,), "older": older, "kind": (edge.kind,)})


def _claims(names: Names) -> Iterator[Found]:
    for c in names.all(Claim):
        values = {"value": (c.value,), "modifier": (c.modifier,), "unit": some(c.unit), "subject": (c.subject,)}
        yield Found("claims", values)


def _persons(names: Names) -> Iterator[Found]:
    roles, parties = _roles(names), _parties(names)
    for key in _keys(names.all(Person)):
        values = {"name": names.of("person", key), "role": roles.get(key, ()), "party": parties.get(key, ())}
        yield Found("persons", values)


def _roles(names: Names) -> dict[str, FoundValue]:
    told: dict[str, FoundValue] = {}
    for m in names.all(Membership):
        told[m.person] = tuple(dict.fromkeys((*told.get(m.person, ()), *some(m.role, m.raw_role))))
    return told


def _parties(names: Names) -> dict[str, FoundValue]:
    told: dict[str, FoundValue] = {}
    for m in names.all(Membership):
        if m.noun == "faction" and m.organisation:
            told[m.person] = (*told.get(m.person, ()), *names.of("faction", m.organisation))
    return told


def _agenda(names: Names) -> Iterator[Found]:
    decided = {(d.about.noun, d.about.key): d.raw_outcome for d in names.all(Decision)}
    for item in names.all(AgendaItem):
        outcome = decided.get(item_address(item)) or decided.get(("paper", item.paper or ""))
        public = () if item.is_public is None else ("yes" if item.is_public else "no",)
        paper = names.of("paper", item.paper) if item.paper else ()
        values = {"number": some(item.number), "title": some(item.title), "paper": paper}
        yield Found("agenda", {**values, "public": public, "outcome": some(outcome)})
