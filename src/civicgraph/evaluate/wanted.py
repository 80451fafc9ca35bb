"""Turns the gold of a case into the items that should be found."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import UNSET, UnsetType

from civicgraph.errors import SourceInvalid
from civicgraph.evaluate.comparing import GoldValue
from civicgraph.evaluate.gold import AnswerGold, Case, Gold, HeaderGold, OutcomeGold, QuestionGold, VotesGold
from civicgraph.evaluate.items import Wanted


def wanted(case: Case) -> dict[str, list[Wanted]]:
    """Return the items of every element that the case scores, an empty list where the pages hold none.

    Raises SourceInvalid where an alignment names no question or answer of the gold.
    """
    gold = case.gold
    found: dict[str, list[Wanted]] = {}
    if gold.header is not UNSET:
        found["header"] = list(_header(headers(gold.header)))
    if gold.questions is not UNSET:
        found |= _questions(gold.questions)
    if gold.answers is not UNSET:
        found |= _answers(gold.answers)
    if gold.alignment is not UNSET:
        found["alignment"] = list(_alignment(case))
    if gold.policies is not UNSET:
        found["policies"] = [Wanted("policies", {"name": name}) for name in gold.policies]
    if gold.outcomes is not UNSET:
        found |= _outcomes(gold.outcomes)
    for element in ("consultations", "dates", "references", "lineage", "claims", "persons", "agenda"):
        entries = getattr(gold, element)
        if entries is not UNSET:
            found[element] = [Wanted(element, _given(entry)) for entry in entries]
    return found


def headers(gold: HeaderGold | tuple[HeaderGold, ...]) -> tuple[HeaderGold, ...]:
    """Return the headers of a case: one for each paper."""
    return (gold,) if isinstance(gold, HeaderGold) else gold


def scored_fields(header: HeaderGold) -> set[str]:
    """Return the header fields that the gold speaks of, by saying a value or that there is none."""
    return {name for name in header.__struct_fields__ if getattr(header, name) is not UNSET}


def _given(entry: Gold, *without: str) -> dict[str, GoldValue]:
    """Return the fields that the gold gives, booleans as yes and no."""
    fields = ((name, getattr(entry, name)) for name in entry.__struct_fields__ if name not in without)
    return {name: _spelt(value) for name, value in fields if value is not UNSET}


def _spelt(value: Any) -> GoldValue:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if value is None or isinstance(value, tuple) else str(value)


def _header(known: tuple[HeaderGold, ...]) -> Iterator[Wanted]:
    """Yield one item per header value; with several papers each says which one it belongs to."""
    for header in known:
        paper: dict[str, GoldValue] = {"paper": str(header.number)} if len(known) > 1 and header.number else {}
        for field, value in _given(header).items():
            for one in value if isinstance(value, tuple) else (value,):
                if one is not None:
                    yield Wanted("header", {**paper, "field": field, "value": one})


def _questions(known: tuple[QuestionGold, ...]) -> dict[str, list[Wanted]]:
    found = {"questions": [Wanted("questions", _given(q, "status", "asked_by")) for q in known]}
    for element, field in (("question-status", "status"), ("askers", "asked_by")):
        if known and all(getattr(question, field) is not UNSET for question in known):
            dropped = {"parent", "status", "asked_by"} - {field}
            told = (question for question in known if getattr(question, field))
            found[element] = [Wanted(element, _given(question, *dropped)) for question in told]
    return found


def _answers(known: tuple[AnswerGold, ...]) -> dict[str, list[Wanted]]:
    found = {"answers": [Wanted("answers", _given(a, "label", "answered_by", "role")) for a in known]}
    if known and all(answer.answered_by is not UNSET for answer in known):
        told = (answer for answer in known if answer.answered_by is not None)
        found["answerers"] = [Wanted("answerers", _given(answer, "label", "answers")) for answer in told]
    return found


def _outcomes(known: tuple[OutcomeGold, ...]) -> dict[str, list[Wanted]]:
    found = {"outcomes": [Wanted("outcomes", _given(o, "votes")) for o in known]}
    counted = [o for o in known if o.votes is not UNSET and o.votes is not None]
    if counted:
        found["votes"] = [Wanted("votes", {**_given(o, "votes", "code"), "votes": _votes(o.votes)}) for o in counted]
    return found


def _votes(votes: VotesGold | str | UnsetType | None) -> str:
    """Return votes as they are compared: `unanimous`, `majority`, or yes, no and abstentions with colons between."""
    if isinstance(votes, VotesGold):
        return ":".join("" if count is None else str(count) for count in (votes.yes, votes.no, votes.abstain))
    return str(votes)


def _alignment(case: Case) -> Iterable[Wanted]:
    questions = case.gold.questions if case.gold.questions is not UNSET else ()
    answers = case.gold.answers if case.gold.answers is not UNSET else ()
    for pair in case.gold.alignment or ():
        asked = [q for q in questions if pair.paper is UNSET or q.paper in (UNSET, pair.paper)]
        given = [a for a in answers if pair.paper is UNSET or a.paper in (UNSET, pair.paper)]
        question = asked[_place(case, pair.question, [q.number for q in asked], "question")]
        answer = given[_place(case, pair.answer, [a.label for a in given], "answer")]
        paper: dict[str, GoldValue] = {} if pair.paper is UNSET else {"paper": pair.paper}
        number: dict[str, GoldValue] = {} if question.number is UNSET else {"number": question.number}
        yield Wanted("alignment", {**paper, **number, "question": question.text, "answer": answer.text})


def _place(case: Case, name: str, labels: Sequence[object], noun: str) -> int:
    """Return where the named entry stands: by its label, or as `#2` by its place."""
    if name in labels:
        return labels.index(name)
    if name.startswith("#") and name[1:].isdigit() and 0 < int(name[1:]) <= len(labels):
        return int(name[1:]) - 1
    raise SourceInvalid(
        f"{case.folder}: alignment: no {noun} {name!r} in the gold: name one of its list, or its place (#2)"
    )
