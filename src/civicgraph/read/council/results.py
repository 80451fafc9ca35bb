"""Reads what minutes say was decided on an item: an outcome or a resolution behind "Beschluss:", a vote behind "Abstimmung:"."""

import re

import msgspec

from civicgraph.read.account import Account
from civicgraph.read.council.forms import at
from civicgraph.read.page import Field, Line, Section, Span, collapse, span_field
from civicgraph.read.sections import heading_of, sections
from civicgraph.vocab import scheme

_DECIDED = re.compile(
    r"\s*(?:Beschlu(?:ss|ß)(?:fassung|art)?|(?:Beratungs|Beschluss)?[Ee]rgebnis)\s?:\s*(?P<value>.*)$"
)
_VOTED = re.compile(r"\s*(?:Abstimmung(?:sergebnis)?|Abstimmungsverhalten)\s?:?\s*(?P<value>.*)$")
_COUNTED = re.compile(
    r"\d{1,3}\s{0,2}(?:Ja|Nein|Enthaltung|Gegenstimme|Stimme|dafür|dagegen|Zustimmung)|(?:Ja|Nein|dafür|dagegen)[^\d\n]{0,15}\d|einstimmig|mehrheitlich|einmütig",
    re.IGNORECASE,
)
_DECIDED_WITH = re.compile(r"\s*Beschlu(?:ss|ß)(?:fassung)?\s?\((?P<counts>[^()\n]{3,90})\)\s?:?.*$")
"""A resolution's heading with the vote in it: "Beschluss (12 Ja, 3 Nein):"."""
VOTE_LINES = 4
LONGEST_OUTCOME = 100


class Results(msgspec.Struct, frozen=True):
    """What stands below an item: None where the minutes are silent."""

    outcome: Field | None
    vote: Field | None
    sections: tuple[Section, ...]


def results(text: str, below: list[Line], account: Account) -> Results:
    """Return the outcome, the vote and the named parts of an item's lines; what is no named part is its minutes."""
    outcome = vote = None
    for index, line in enumerate(below):
        if outcome is None and (match := _DECIDED.match(line.text)) is not None:
            outcome = _outcome(below, index, match)
        if vote is None and (match := _VOTED.match(line.text)) is not None:
            vote = _vote(text, below, index, match)
        elif (
            vote is None
            and (match := _DECIDED_WITH.match(line.text)) is not None
            and _COUNTED.search(match.group("counts"))
        ):
            vote = at(line, "vote", match.start("counts"), match.end("counts"))
        elif vote is None and outcome is not None and outcome.span.start >= line.start:
            vote = _counts_behind(line, outcome)
    if outcome is None and vote is not None and is_outcome(vote.value):
        outcome = _without_counts(Field("outcome", vote.value, vote.span))
        counts = text[outcome.span.end : vote.span.end]
        start = outcome.span.end + len(counts) - len(counts.lstrip(" ("))
        vote = span_field("vote", text, start, vote.span.end - counts.endswith(")")) or vote
    for label, field in (("TOP[] Beschluss", outcome), ("TOP[] Abstimmung", vote)):
        if field is not None:
            account.mapped(label, field.value)
    return Results(outcome, vote, _sections(text, below))


def _outcome(below: list[Line], index: int, match: re.Match[str]) -> Field | None:
    """Return the outcome behind the label or on the line below; a resolution's sentences are none."""
    if match.group("value").strip():
        field = at(below[index], "outcome", match.start("value"), match.end("value"))
    else:
        following = next((line for line in below[index + 1 :] if not line.is_blank), None)
        field = at(following, "outcome", 0, len(following.text)) if following is not None else None
    return _without_counts(field) if field is not None and is_outcome(field.value) else None


def _without_counts(field: Field) -> Field:
    """Return an outcome without the counts in brackets behind it: those are the vote's."""
    bracket = re.search(r"\s*\([^()]*\d[^()]*\)\s*$", field.value)
    if bracket is None or not bracket.start():
        return field
    value = field.value[: bracket.start()]
    return Field("outcome", value, Span(field.span.start, field.span.start + len(value)))


def is_outcome(words: str) -> bool:
    """Tell whether words are an outcome: a known wording, or one with what it is about behind it ("Kenntnisnahme von …")."""
    if len(words) > LONGEST_OUTCOME:
        return False
    outcomes = scheme("outcome")
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", words).strip(" .")
    pieces = bare.split(" ")
    heads = [" ".join(pieces[:count]) for count in range(min(5, len(pieces)), 0, -1)]
    return any(outcomes.code(head.rstrip(",;")) is not None for head in heads)


def _vote(text: str, below: list[Line], index: int, match: re.Match[str]) -> Field | None:
    """Return the words of a vote: behind the label, and the lines right below that count on."""
    line = below[index]
    start, end = line.start + match.start("value"), line.start + len(line.text.rstrip())
    taken = 0
    for following in below[index + 1 :]:
        if (following.is_blank and taken) or taken >= VOTE_LINES or heading_of(following.text) is not None:
            break
        if following.is_blank:
            continue
        begins = not taken and not match.group("value").strip() and len(following.text) < LONGEST_OUTCOME
        if len(following.text) > 150 or not (begins or _COUNTED.search(following.text)):
            break
        taken += 1
        start = (
            start
            if match.group("value").strip() or taken > 1
            else following.start + len(following.text) - len(following.text.lstrip())
        )
        end = following.start + len(following.text.rstrip())
    words = collapse(text[start:end])
    return Field("vote", words, Span(start, end)) if words else None


def _counts_behind(line: Line, outcome: Field) -> Field | None:
    """Return the counts in brackets behind an outcome on its line."""
    bracket = re.match(r"\s*\((?P<counts>[^()]*\d[^()]*)\)\s*$", line.text[outcome.span.end - line.start :])
    if bracket is None:
        return None
    start = outcome.span.end - line.start
    return at(line, "vote", start + bracket.start("counts"), start + bracket.end("counts"))


def _sections(text: str, below: list[Line]) -> tuple[Section, ...]:
    """Return the parts under headings, and as minutes what stands before and between them."""
    told = [line for line in below if not line.is_blank]
    if not told:
        return ()
    named = sections(below)
    if not named:
        return (Section("minutes", Span(told[0].start, told[-1].end)),)
    covered = min(one.span.start for one in named)
    first = [line for line in told if line.end < covered]
    before = (Section("minutes", Span(first[0].start, first[-1].end)),) if len(first) > 1 else ()
    return (*before, *named)
