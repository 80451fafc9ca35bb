"""Reads dated lists ("02. März 2021  Rat der Stadt") as the sequence of steps of the policy that heads them."""

import re
from datetime import date
from functools import cache
from itertools import pairwise

import msgspec

from civicgraph import dates
from civicgraph.dates import Found, When
from civicgraph.extract import bodies, funding, participation
from civicgraph.extract.citing import place, status_of
from civicgraph.extract.phrases import table
from civicgraph.extract.policies import Mention, inside
from civicgraph.read.page import Line, Page, collapse, lines
from civicgraph.record import About, Body, Cited, Decision, Finding, Step, Thing
from civicgraph.vocab import scheme

MIN_HEADED, MIN_BARE = 1, 2
"""How many dated lines make a sequence: one under a heading that names a policy, two without."""


class Dated(msgspec.Struct, frozen=True):
    """A line that begins with a date. rest: what follows it, with offsets; when: with the end that the line may add."""

    line: Line
    when: When
    rest_start: int
    rest_end: int
    date_spans: tuple[tuple[int, int], ...]


def sequences(
    page: Page, named: list[Mention], subject: About, as_of: date | None
) -> tuple[list[Thing], list[Finding], set[str]]:
    """Return the records of all dated lists, findings for lines nobody understands, and keys of the policies that head one."""
    things: list[Thing] = []
    findings: list[Finding] = []
    heads: set[str] = set()
    for head, block in _blocks(page, named, as_of):
        about = About(noun="policy", key=head.key) if head is not None else subject
        if head is not None:
            heads.add(head.key)
        made: list[Step] = []
        for dated in block:
            records = _records(page, dated, about, len(made) + 1, as_of)
            if records is None:
                findings.append(_not_understood(page, dated))
                continue
            made += [r for r in records if isinstance(r, Step)]
            things += [r for r in records if not isinstance(r, Step)]
        things += _chained(made)
    return things, findings, heads


def _chained(steps: list[Step]) -> list[Step]:
    """Tell each step which one comes next on the page."""
    return [msgspec.structs.replace(a, precedes=b) for a, b in pairwise(steps)] + steps[-1:]


def _blocks(page: Page, named: list[Mention], as_of: date | None) -> list[tuple[Mention | None, list[Dated]]]:
    """Return runs of dated lines with the policy of the heading above each, None where no heading names one."""
    blocks: list[tuple[Mention | None, list[Dated]]] = []
    head: Mention | None = None
    block: list[Dated] = []
    for line in lines(page.prose, page.body.start, page.body.end):
        if line.is_blank:
            continue
        dated = _dated(line, as_of)
        if dated is not None:
            block.append(dated)
            continue
        blocks.append((head, block))
        head, block = _head(line, named), []
    blocks.append((head, block))
    return [(h, b) for h, b in blocks if len(b) >= (MIN_HEADED if h is not None else MIN_BARE)]


def _head(line: Line, named: list[Mention]) -> Mention | None:
    """Return the policy that a heading is about: a short line that ends with a colon and names it first."""
    text = line.text.strip()
    if len(text) > 200 or not (text.endswith(":") or len(text) < 80) or text.endswith((".", "?", "!")):
        return None
    within = inside(named, line.start, line.end)
    return within[0] if within else None


def _dated(line: Line, as_of: date | None) -> Dated | None:
    """Return a line that opens with a date and says something after it."""
    first = dates.leading(line.text, as_of)
    if first is None or first.when.earliest is None:
        return None
    rest = line.text[first.end :]
    label = rest.strip(" \t\u00a0:–-,|")
    if not label or len(label) > 300 or re.match(r"[a-zäöüß]", label):
        return None
    return _with_end(line, first)


def _with_end(line: Line, first: Found) -> Dated:
    """Join the leading date with an end that stands later on the line ("Dezember 2022 … bis Anfang 2023")."""
    start = line.start + first.end
    for later in dates.found(line.text[first.end :]):
        ends_line = not line.text[first.end + later.end :].strip()
        if ends_line and later.when.edtf is not None and later.when.edtf.startswith("../"):
            when = dates.span(first.when, later.when, f"{first.when.raw} … {later.when.raw}")
            spans = ((line.start + first.start, start), (start + later.start, start + later.end))
            return Dated(line, when, start, start + later.start, spans)
    return Dated(line, first.when, start, line.end, ((line.start + first.start, start),))


def _records(page: Page, dated: Dated, about: About, position: int, as_of: date | None) -> list[Thing] | None:
    """Return the step of a dated line with what it tells of; None where neither body nor kind of event is known."""
    begin = dated.rest_start + len(re.match(r"[\s:–|,-]*", page.prose[dated.rest_start : dated.rest_end]).group(0))  # type: ignore[union-attr]
    label = collapse(page.prose[begin : dated.rest_end])
    event = event_of(label)
    body = bodies.leading(page.prose, begin, dated.rest_end) if event != "funding-application" else None
    if body is not None:
        event = "consultation"
    if event is None:
        return None
    things, involves = _told_of(page, begin, dated, about, event)
    step = Step(
        cites=(
            Cited(property="", evidence=page.evidence(dated.line.start, dated.line.end)),
            *(c for a, b in dated.date_spans for c in place(page, "cg:date", a, b)),
        ),
        about=about,
        body=body.key if body is not None else None,
        event=event,
        when=dated.when,
        label=_label(label, body, begin, dated.rest_end),
        position=position,
        status=status_of(dated.when, as_of),
        involves=tuple(involves),
    )
    if body is not None:
        cites = place(page, "rdfs:label", body.start, body.end)
        things.append(Body(cites=cites, key=body.key, name=body.name, classification=body.classification))
        things += _outcome(page, step, body.end, dated.rest_end)
    return [step, *things]


def _label(label: str, body: bodies.BodyName | None, start: int, end: int) -> str | None:
    """Return a step's own words; a line that names a body and nothing else has none beside the body's name."""
    return None if body is not None and body.end - start >= len(label) - 1 and body.end <= end else label


def _told_of(
    page: Page, begin: int, dated: Dated, about: About, event: str
) -> tuple[list[Thing], list[tuple[str, str]]]:
    """Return the funding application or the participations that a line tells of, with their (noun, key)."""
    if event == "funding-application":
        things = funding.applications(page, begin, dated.rest_end, about, dated.when)
    elif event == "participation":
        things = [*participation.participations(page, begin, dated.rest_end, about, dated.when)]
    else:
        things = []
    nouns = {"Funding": "funding", "Participation": "participation"}
    involves = [(nouns[type(t).__name__], t.key) for t in things if hasattr(t, "key") and type(t).__name__ in nouns]
    return things, involves


def _outcome(page: Page, step: Step, start: int, end: int) -> list[Thing]:
    """Return the decision where the rest of a line is an outcome phrase ("Rat der Stadt: beschlossen")."""
    rest = page.prose[start:end].strip(" \u00a0:–-,().")
    code = scheme("outcome").code(rest) if rest else None
    if code is None or code == "open":
        return []
    return [
        Decision(
            cites=place(page, "cg:rawOutcome", start, end),
            about=step.about,
            raw_outcome=collapse(rest),
            outcome=code,
            body=step.body,
            when=step.when,
            step=step,
        )
    ]


@cache
def _event_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"(?<![\w-])(?:{row['pattern']})(?!\w)"), row["event"]) for row in table("event_words"))


def event_of(label: str) -> str | None:
    """Return the kind of event that a line's words tell of, by the first table row that matches; None where none does."""
    return next((event for pattern, event in _event_words() if pattern.search(label)), None)


def _not_understood(page: Page, dated: Dated) -> Finding:
    quote = collapse(dated.line.text)[:200]
    return Finding(
        "info",
        "dated-line-not-understood",
        "Eine Zeile mit Datum nennt weder ein Gremium noch eine bekannte Art von Ereignis; sie wurde nicht übernommen.",
        "A dated line names neither a body nor a known kind of event; it was not taken.",
        page=page.snapshot.locations[0],
        value=quote,
    )
