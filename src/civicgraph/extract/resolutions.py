"""Finds what minutes tell in prose of their own item: the decision where no cell gives one, and the vote where none is counted."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from civicgraph import dates
from civicgraph.dates import When
from civicgraph.extract import bodies
from civicgraph.extract.citing import place
from civicgraph.extract.outcomes import outcome_code, with_result
from civicgraph.extract.phrases import table
from civicgraph.extract.prose import MAX_SENTENCE, clause, is_denied
from civicgraph.extract.sitting import NO_DECISION
from civicgraph.extract.votes import tally, votes
from civicgraph.iri import slug
from civicgraph.read.page import Line, Page, collapse, lines
from civicgraph.record import About, Decision, Step, Thing, Vote

_LABEL = re.compile(r"\s{0,9}(?:Beschluss|Beschluß|Ergebnis|Beratungsergebnis)\s{0,3}:\s{0,3}(?P<words>\S[^\n]{2,160})")
_VOTED = re.compile(
    r"\s{0,9}(?:Abstimmung|Abstimmungsergebnis|Abstimmungsverhältnis|Namentliche Abstimmung)\s{0,3}:?\s{0,3}(?P<words>\S[^\n]{2,300})"
)
_PROPOSED = re.compile(
    r"\s{0,9}(?:Beschluss|Beschluß)(?:vorschlag|entwurf|empfehlung|antrag)\b|\s{0,9}Begründung|\s{0,9}Antrag\s{0,2}:",
    re.IGNORECASE,
)
MAX_VOTE = 200
"""A longer line is no vote alone."""
_WITH = r"\b(?:einstimmig|einmütig|mehrheitlich|mit\s|bei\s|gegen\s)"


class Sat(msgspec.Struct, frozen=True):
    """Where an item was treated: what it is about, the body and day of its sitting, its step."""

    about: About
    body: str | None
    when: When | None
    step: Step | None


def resolutions(page: Page, sat: Sat, stretches: Iterable[tuple[int, int]], known: Iterable[Thing]) -> list[Thing]:
    """Return the decision that prose tells where `known` has none on the item, and the vote on it where none is known."""
    if page.kind != "extract" or sat.about.noun == "snapshot":
        return []
    things = list(known)
    decided = next((t for t in things if isinstance(t, Decision) and t.about == sat.about and t.step == sat.step), None)
    if decided is None:
        return list(_of_labels(page, sat)) or list(_of_sentences(page, sat, stretches))
    if any(isinstance(t, Vote) and t.decision == decided for t in things):
        return []
    return _vote_line(page, decided) or _vote_of_outcome(page, decided)


def _vote_of_outcome(page: Page, decided: Decision) -> list[Thing]:
    """Return the vote of the last line that says the known outcome with its counts: "Mit 31 Ja-Stimmen geändert beschlossen."."""
    found: list[Thing] = []
    for line in lines(page.text, page.body.start, page.body.end):
        words = line.text.strip()
        told = tally(words) if 0 < len(words) <= MAX_VOTE else None
        if (
            told is None
            or told.yes is None
            or outcome_code(words) not in (decided.outcome, with_result(decided.outcome or "", told.result))
        ):
            continue
        found = votes(words, decided, place(page, "cg:rawVote", line.start, line.end)) or found
    return found


def _of_labels(page: Page, sat: Sat) -> Iterator[Thing]:
    """Yield the decision of a line such as "Beschluss: einstimmig angenommen" with the vote on it."""
    for line in lines(page.text, page.body.start, page.body.end):
        match = _LABEL.match(line.text)
        code = outcome_code(match.group("words")) if match is not None else None
        if match is None or code is None or code in NO_DECISION:
            continue
        start, end = line.start + match.start("words"), line.start + match.end("words")
        made = _decision(page, sat, match.group("words"), code, start, end)
        yield made
        yield from votes(match.group("words"), made, place(page, "cg:rawVote", start, end)) or _vote_line(page, made)
        return


def _of_sentences(page: Page, sat: Sat, stretches: Iterable[tuple[int, int]]) -> Iterator[Thing]:
    """Yield the last decision that the sentences tell, with its vote: what comes last holds."""
    for start, end in reversed(_not_proposed(page, stretches)):
        told = _told(page.prose[start : min(end, start + MAX_SENTENCE)], sat)
        if told is not None:
            break
    else:
        return
    words, code = told
    sentence = page.text[start:end]
    made = _decision(page, sat, words, with_result(code, tally(sentence).result), start, end)
    yield made
    yield from votes(sentence, made, place(page, "cg:rawVote", start, end)) or _vote_line(page, made)


def _not_proposed(page: Page, stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the sentences that stand below no heading of a proposal or of reasons."""
    found, is_proposed = [], False
    for start, end in stretches:
        head = page.prose[start : min(end, start + 60)]
        if _PROPOSED.match(head):
            is_proposed = True
        elif page.prose[end - 1 : end] == ":" or head.lstrip().startswith(("Abstimmung", "Wortprotokoll", "Protokoll")):
            is_proposed = False
        if not is_proposed:
            found.append((start, end))
    return found


def _told(sentence: str, sat: Sat) -> tuple[str, str] | None:
    """Return words and code of the decision that one sentence tells of the sitting itself; None where it asks, wishes or quotes another."""
    if sentence.rstrip(' \u00a0)"“”').endswith("?") or _is_of_another(sentence, sat):
        return None
    for pattern, row in _phrases():
        match = pattern.search(sentence)
        if match is None or is_denied(clause(sentence, match.start("words"), match.end("words"))):
            continue
        groups = match.groupdict()
        return " … ".join(collapse(groups[name]) for name in ("words", "tail") if groups.get(name)), row["outcome"]
    return None


def _is_of_another(sentence: str, sat: Sat) -> bool:
    """Tell whether a sentence names another day or, as who acts, another body than the sitting's."""
    days = [f.when for f in dates.found(sentence) if f.when.earliest is not None]
    own = sat.when.earliest if sat.when is not None else None
    if any(not (when.earliest == own == when.latest) for when in days):
        return True
    acting = bodies.leading(sentence, *_after_article(sentence))
    return acting is not None and sat.body is not None and not _is_same(acting.key, sat.body)


def _after_article(sentence: str) -> tuple[int, int]:
    match = re.match(r"\s*(?:Der|Die|Das)\s+", sentence)
    return (match.end() if match else 0), len(sentence)


def _is_same(named: str, own: str) -> bool:
    """Tell whether a name in prose can be the sitting body's: "der Rat", "der Ausschuss" for a longer name."""
    return named == own or own.startswith(f"{named}-") or own.endswith(named) or slug(named) in own.split("-")


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    items = "|".join(row["pattern"] for row in table("resolution_items"))
    nouns = "|".join(sorted({row["noun"] for row in table("body_nouns")}, key=lambda n: (-len(n), n)))
    body = rf"\s*(?:Der|Die|Das)\s+(?:[\w-]{{0,40}}(?i:{nouns})(?:\s+(?:für|der|des|und)\s[^.;:,]{{1,80}}?)?|Gremium|Mitglieder)"
    filled = {"BODY": body, "ITEM": rf"\s*(?:{items})(?:\s[^.;:]{{1,80}}?)?", "WITH": _WITH}
    found = []
    for row in table("resolution_phrases"):
        pattern = row["pattern"]
        for name, words in filled.items():
            pattern = pattern.replace(name, words)
        found.append((re.compile(pattern), row))
    return tuple(found)


def _decision(page: Page, sat: Sat, words: str, code: str, start: int, end: int) -> Decision:
    return Decision(
        cites=place(page, "cg:rawOutcome", start, end),
        about=sat.about,
        raw_outcome=collapse(words),
        outcome=code,
        body=sat.body,
        when=sat.when,
        step=sat.step,
    )


def _vote_line(page: Page, decided: Decision) -> list[Thing]:
    """Return the vote of the last line that begins with "Abstimmung:" and its like."""
    found: list[Thing] = []
    for line in lines(page.text, page.body.start, page.body.end):
        found = _voted(page, line, decided) or found
    return found


def _voted(page: Page, line: Line, decided: Decision) -> list[Thing]:
    match = _VOTED.match(line.text)
    if match is None:
        return []
    start, end = line.start + match.start("words"), line.start + match.end("words")
    return votes(match.group("words"), decided, place(page, "cg:rawVote", start, end))
