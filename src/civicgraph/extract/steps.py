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

MIN_BARE = 2
"""How many dated lines make a sequence where no heading names a policy."""


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
    made: dict[About, list[Step]] = {}
    for head, block in _blocks(page, named, as_of):
        about = About(noun="policy", key=head.key) if head is not None else subject
        steps = made.setdefault(about, [])
        for dated in block:
            records = _records(page, dated, about, len(steps) + 1, as_of)
            if records is None:
                findings.append(_not_understood(page, dated))
                continue
            steps += [r for r in records if isinstance(r, Step)]
            things += [r for r in records if not isinstance(r, Step)]
    for steps in made.values():
        things += _chained(steps)
    return things, findings, {about.key for about, steps in made.items() if about.noun == "policy" and steps}


def _chained(steps: list[Step]) -> list[Step]:
    """Tell each step which one comes next on the page."""
    return [msgspec.structs.replace(a, precedes=b) for a, b in pairwise(steps)] + steps[-1:]


class Heading(msgspec.Struct, frozen=True):
    """The line above a dated list. policy: the one it names first; is_of_sequence: it announces deliberations."""

    policy: Mention | None = None
    is_of_sequence: bool = False


def _blocks(page: Page, named: list[Mention], as_of: date | None) -> list[tuple[Mention | None, list[Dated]]]:
    """Return runs of dated lines with the policy of the heading above each.

    Without a policy a run counts only where its heading announces deliberations: dates of anything else are no steps.
    """
    blocks: list[tuple[Heading, list[Dated]]] = []
    heading, block = Heading(), list[Dated]()
    for line in lines(page.prose, page.body.start, page.body.end):
        if line.is_blank:
            continue
        dated = _dated(line, as_of)
        if dated is not None:
            block.append(dated)
            continue
        blocks.append((heading, block))
        heading, block = _heading(line, named), []
    blocks.append((heading, block))
    return [
        (h.policy, b) for h, b in blocks if b and (h.policy is not None or (h.is_of_sequence and len(b) >= MIN_BARE))
    ]


def _heading(line: Line, named: list[Mention]) -> Heading:
    """Read a line as a heading: short, without the end of a sentence."""
    text = line.text.strip()
    if len(text) > 200 or not (text.endswith(":") or len(text) < 80) or text.endswith((".", "?", "!")):
        return Heading()
    within = inside(named, line.start, line.end)
    return Heading(within[0] if within else None, _sequence_heading().search(text) is not None)


@cache
def _sequence_heading() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("sequence_headings")), re.IGNORECASE)


def _dated(line: Line, as_of: date | None) -> Dated | None:
    """Return a line that opens with a date, behind a bullet or not, and says something after it; or a body and then its date."""
    bullet = re.match(r"\s*[•*–-]?\s*", line.text)
    begin = bullet.end() if bullet else 0
    first = dates.leading(line.text[begin:], as_of)
    if first is None or first.when.earliest is None:
        return _dated_behind(line, begin, as_of)
    label = line.text[begin + first.end :].strip(" \t\u00a0:–-,|")
    return _with_end(line, begin, first) if label and len(label) <= 300 else None


def _dated_behind(line: Line, begin: int, as_of: date | None) -> Dated | None:
    """Return a line that is a body's name and its date ("Ausschuss für Bau, 12.02.2024")."""
    body = bodies.leading(line.text, begin, len(line.text))
    if body is None:
        return None
    gap = re.match(r"[\s,:–-]+", line.text[body.end :])
    start = body.end + (gap.end() if gap else 0)
    found = dates.leading(line.text[start:], as_of) if gap else None
    if found is None or found.when.earliest is None or line.text[start + found.end :].strip(" \u00a0.;"):
        return None
    span = (line.start + start + found.start, line.start + start + found.end)
    return Dated(line, found.when, line.start + body.start, line.start + body.end, (span,))


def _with_end(line: Line, begin: int, first: Found) -> Dated:
    """Join the leading date with an end that stands later on the line ("Dezember 2022 … bis Anfang 2023")."""
    own = (line.start + begin + first.start, line.start + begin + first.end)
    start = own[1]
    for later in dates.found(line.text[begin + first.end :]):
        ends_line = not line.text[begin + first.end + later.end :].strip()
        if ends_line and later.when.edtf is not None and later.when.edtf.startswith("../"):
            when = dates.span(first.when, later.when, f"{first.when.raw} … {later.when.raw}")
            spans = (own, (start + later.start, start + later.end))
            return Dated(line, when, start, start + later.start, spans)
    return Dated(line, first.when, start, line.end, (own,))


def _records(page: Page, dated: Dated, about: About, position: int, as_of: date | None) -> list[Thing] | None:
    """Return the step of a dated line with what it tells of; None where neither body nor kind of event is known."""
    begin = dated.rest_start + len(re.match(r"[\s:–|,-]*", page.prose[dated.rest_start : dated.rest_end]).group(0))  # type: ignore[union-attr]
    label = collapse(page.prose[begin : dated.rest_end])
    event = event_of(label)
    body = bodies.leading(page.prose, begin, dated.rest_end) if event != "funding-application" else None
    if body is not None:
        event = "consultation"
    if (
        event is None
        or re.match(r"[a-zäöüß]", label)
        or _is_off(page.prose[body.end if body else begin : dated.rest_end])
    ):
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


def _is_off(tail: str) -> bool:
    """Tell whether what follows a body says that nothing takes place, or that it is another body ("Rat der Nachbarstadt")."""
    words = "|".join(re.escape(row["pattern"]) for row in table("cancelled"))
    return re.search(rf"\b(?:{words})\b", tail) is not None or re.match(r"\s*(?:der|des|von|in|im)\s", tail) is not None


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
