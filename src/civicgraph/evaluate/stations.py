"""Turns the stations, outcomes and votes of a case into items that are compared with its gold."""

from collections import defaultdict
from collections.abc import Iterator

from civicgraph.evaluate.comparing import FoundValue
from civicgraph.evaluate.items import Found, some
from civicgraph.evaluate.names import Names
from civicgraph.record import Consultation, Consulted, Decision, Step, Vote


def consultations(names: Names) -> Iterator[Found]:
    """Yield the stations of papers and policies; what two pages say of one body and day is one station."""
    merged: dict[tuple[str, str, str, str], dict[str, FoundValue]] = {}
    decided: dict[tuple[str, str, str, str], list[Decision]] = defaultdict(list)
    for decision in names.all(Decision):
        if decision.step is not None:
            decided[_place(decision.step)].append(decision)
    for step in names.all(Step):
        if step.body is not None:
            place = _place(step)
            _merge(merged.setdefault(place, {}), _station(names, step, decided[place]))
    roles = {c.key: (c.role, c.raw_role) for c in names.all(Consultation)}
    for links in names.told.links:
        for number, treated in enumerate(links.consulted):
            merged["", "", links.group, str(number)] = _treated(names, treated, roles.get(treated.step, (None, None)))
    return (Found("consultations", values) for values in merged.values())


def _merge(known: dict[str, FoundValue], told: dict[str, FoundValue]) -> None:
    for field, value in told.items():
        known[field] = tuple(dict.fromkeys((*known.get(field, ()), *value)))


def _station(names: Names, step: Step, decisions: list[Decision]) -> dict[str, FoundValue]:
    return {
        "paper": names.of(step.about.noun, step.about.key),
        "body": names.of("body", step.body or ""),
        "role": some(step.role, step.raw_role),
        "date": some(step.when.edtf if step.when else None),
        "outcome": some(*(d.outcome for d in decisions)),
        "raw_outcome": some(*(d.raw_outcome for d in decisions)),
        "status": some(step.status),
    }


def _treated(names: Names, treated: Consulted, roles: tuple[str | None, str | None]) -> dict[str, FoundValue]:
    """Return a station that a source gives as an object of its own: link finds its day and outcome on the objects around it."""
    return {
        "paper": names.of("paper", treated.paper),
        "body": tuple(name for path in treated.bodies for name in names.of("", path)),
        "role": some(*roles),
        "date": some(treated.when.edtf if treated.when else None),
        "outcome": some(*(d.outcome for d in treated.decisions)),
        "raw_outcome": some(*(d.raw_outcome for d in treated.decisions)),
        "status": some(treated.status),
    }


def _place(step: Step) -> tuple[str, str, str, str]:
    when = (step.when.edtf or step.when.raw) if step.when else f"p{step.position}"
    return step.about.noun, step.about.key, step.body or "", when


def outcomes(names: Names) -> Iterator[Found]:
    """Yield every outcome that a page states."""
    for d in names.all(Decision):
        yield Found("outcomes", {"about": _about(names, d), "raw": (d.raw_outcome,), "code": some(d.outcome)})


def _about(names: Names, decision: Decision) -> FoundValue:
    """Return what a decision is about: a paper or policy, or an agenda item and the papers treated under it."""
    about = decision.about
    treated = (one for links in names.told.links for one in links.consulted)
    papers = (one.paper for one in treated if about.noun == "agenda-item" and one.item == about.key)
    return (*names.of(about.noun, about.key), *(name for paper in papers for name in names.of("paper", paper)))


def votes(names: Names) -> Iterator[Found]:
    """Yield the votes of whole bodies, in counts and in the word for them."""
    for vote in names.all(Vote):
        if vote.group is None:
            counts = (vote.yes, vote.no, vote.abstentions)
            spelt = ":".join("" if count is None else str(count) for count in counts)
            said_so = some(vote.result, spelt if any(count is not None for count in counts) else None)
            yield Found(
                "votes", {"about": _about(names, vote.decision), "raw": (vote.decision.raw_outcome,), "votes": said_so}
            )
