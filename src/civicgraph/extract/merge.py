"""Lets a thing that one page tells of in several places be one record, and notes where the places differ."""

from collections.abc import Callable

import msgspec

from civicgraph.dates import When
from civicgraph.record import (
    AgendaItem,
    Answer,
    Claim,
    Decision,
    Finding,
    Funding,
    Lineage,
    Meeting,
    Membership,
    Paper,
    Participation,
    Person,
    Question,
    Reference,
    Step,
    Thing,
    Vote,
)

_BY_KEY: dict[type, Callable[..., tuple[str, ...]]] = {
    Person: lambda t: (t.key,),
    Paper: lambda t: (t.key,),
    Meeting: lambda t: (t.key,),
    AgendaItem: lambda t: (t.meeting, t.key),
    Membership: lambda t: (t.person, t.role or t.organisation or t.raw_role or ""),
    Question: lambda t: (t.key,),
    Answer: lambda t: (t.key,),
    Step: lambda t: step_identity(t),
    Decision: lambda t: (t.about.key, *_decided_at(t), t.raw_outcome),
    Vote: lambda t: (t.decision.about.key, *_decided_at(t.decision), t.decision.raw_outcome, t.group or ""),
    Lineage: lambda t: (t.newer, t.relation, t.older),
    Funding: lambda t: (t.key,),
    Participation: lambda t: (t.about.key if t.about else "", t.key),
    Claim: lambda t: (*t.stated_in, t.subject, t.value, t.modifier, t.unit or ""),
    Reference: lambda t: (t.reference_kind, t.paper or "", t.title or "", _written(t.when)),
}
_JOINED = {"cites", "details", "involves", "creators", "clerks", "asked_by"}
_UNCOMPARED = {"precedes", "step", "decision", "raw", "label", "name", "when", "position"}
"""Fields in which two places of one page may differ without contradicting each other: the first counts."""


def step_identity(step: Step) -> tuple[str, ...]:
    """Return what makes two dated lines one step: what it is about, who or what, and the date or else the place."""
    date = step.when.edtf if step.when is not None and step.when.edtf is not None else f"p{step.position or 0}"
    return step.about.noun, step.about.key, step.body or step.event or "", date


def merged(things: list[Thing]) -> tuple[list[Thing], list[Finding]]:
    """Merge records of one thing: the first value of a field counts, citations add up, a difference is a finding."""
    found: dict[tuple[str, ...], Thing] = {}
    findings: list[Finding] = []
    for thing in things:
        identity = _BY_KEY.get(type(thing))
        if identity is None:
            found[str(len(found)), ""] = thing
            continue
        mark = (type(thing).__name__, *identity(thing))
        known = found.get(mark)
        found[mark] = thing if known is None else _joined(known, thing, findings)
    return _chained_once(list(found.values())), findings


def _joined(known: Thing, other: Thing, findings: list[Finding]) -> Thing:
    changes: dict[str, object] = {}
    for name in known.__struct_fields__:
        first, second = getattr(known, name), getattr(other, name)
        if name in _JOINED:
            changes[name] = (*first, *(x for x in second if x not in first))
        elif first is None or first == "":
            changes[name] = second
        elif second not in (None, "", first) and name not in _UNCOMPARED:
            findings.append(_differs(known, name, first, second))
    return msgspec.structs.replace(known, **changes)


def _chained_once(things: list[Thing]) -> list[Thing]:
    """A step that merged into another must not follow itself."""
    return [
        msgspec.structs.replace(t, precedes=None)
        if isinstance(t, Step) and t.precedes is not None and step_identity(t.precedes) == step_identity(t)
        else t
        for t in things
    ]


def _decided_at(decision: Decision) -> tuple[str, ...]:
    if decision.step is not None:
        return step_identity(decision.step)
    return decision.body or "", _written(decision.when)


def _written(when: When | None) -> str:
    return when.raw if when is not None else ""


def _differs(thing: Thing, name: str, first: object, second: object) -> Finding:
    return Finding(
        "warning",
        "one-page-two-values",
        f"Eine Seite gibt einem Ding zwei Werte ({type(thing).__name__}.{name}): der erste zählt.",
        f"One page gives one thing two values ({type(thing).__name__}.{name}): the first counts.",
        value=f"{first} / {second}",
    )
