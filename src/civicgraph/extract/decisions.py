"""Finds decisions on policies that are told in prose; what the sentence does not say stays empty."""

import re
from functools import cache

from civicgraph import dates
from civicgraph.dates import When
from civicgraph.extract import bodies
from civicgraph.extract.citing import place
from civicgraph.extract.phrases import any_of, column
from civicgraph.extract.prose import Sentence, is_denied, is_question, phrases
from civicgraph.read.page import Page, collapse
from civicgraph.record import About, Body, Decision, Thing
from civicgraph.vocab import scheme


def decisions(page: Page, found: list[Sentence]) -> list[Thing]:
    """Return at most one decision per policy and sentence, with the bodies that the sentence names."""
    things: list[Thing] = []
    for sentence in found:
        if not _outcomes().search(sentence.masked):
            continue
        told: set[str] = set()
        asks = is_question(sentence)
        for pattern, row in phrases("decision_phrases", "P"):
            for match in pattern.finditer(sentence.masked):
                policy = sentence.mentions[int(match.group("p"))]
                relative = row["pattern"].startswith("P") and "welche" in row["pattern"]
                if policy.key in told or _denied(match) or _is_attribute(match) or (asks and not relative):
                    continue
                told.add(policy.key)
                things += _told(page, sentence, match, policy.key)
    return things


@cache
def _outcomes() -> re.Pattern[str]:
    """Return what every row of the table needs: an outcome, or the noun of one."""
    words = (*column("prose_outcomes", "word"), *_OF_ADOPTION)
    return re.compile(any_of(tuple(words)), re.IGNORECASE)


def _told(page: Page, sentence: Sentence, match: re.Match[str], policy: str) -> list[Thing]:
    raw = collapse(match.group("outcome"))
    clause = " ".join(g for n in ("clause", "clause3", "clause2") if (g := match.groupdict().get(n)))
    body, things = _body(page, sentence, clause)
    return [
        *things,
        Decision(
            cites=place(page, "cg:rawOutcome", sentence.start, sentence.end),
            about=About(noun="policy", key=policy),
            raw_outcome=raw,
            outcome=scheme("outcome").code(raw),
            body=body,
            when=_when(clause),
        ),
    ]


def _body(page: Page, sentence: Sentence, clause: str) -> tuple[str | None, list[Thing]]:
    """Return the one body that the clause names; with several, nobody can tell which decided."""
    named = bodies.found(clause)
    if len({b.key for b in named}) != 1:
        return None, []
    start = page.prose.find(clause[named[0].start : named[0].end], sentence.start, sentence.end)
    cites = place(page, "rdfs:label", start, start + named[0].end - named[0].start) if start >= 0 else ()
    body = Body(cites=cites, key=named[0].key, name=named[0].name, classification=named[0].classification)
    return named[0].key, [body]


def _when(clause: str) -> When | None:
    """Return the date that the clause itself gives."""
    exact = [f.when for f in dates.found(clause) if f.when.edtf is not None and f.when.earliest is not None]
    return exact[0] if len(exact) == 1 else None


_ATTRIBUTE = re.compile(
    r"(?P<noun>[A-ZÄÖÜ][\wäöüß-]+)\s+(?:des|der|zum|zur|für\s+(?:das|die|den)|auf\s+\w+\s+des)\s+(?:\w+\s+)?[„“\"»«]?$"
)
_OF_ADOPTION = ("Verabschiedung", "Beschluss", "Annahme", "Ablehnung")


def _is_attribute(match: re.Match[str]) -> bool:
    """Tell whether the policy only belongs to what was decided: "Die Maßnahmen des P wurden beschlossen"."""
    before = _ATTRIBUTE.search(match.string[: match.string.rfind("\ue000", 0, match.start("p"))])
    return before is not None and not before.group("noun").startswith(_OF_ADOPTION)


def _denied(match: re.Match[str]) -> bool:
    """Tell whether the stretch up to the outcome denies or intends it, or "werden" behind it does."""
    begin = min(match.start("p"), match.start("outcome"))
    after = match.string[match.end("outcome") : match.end("outcome") + 20].casefold().split()
    return (
        is_denied(match.string[begin : match.start("outcome")]) or after[:1] == ["werden"] or _is_future(match, begin)
    )


def _is_future(match: re.Match[str], begin: int) -> bool:
    """Tell whether "wird … beschlossen" only announces it."""
    words = match.string[begin : match.start("outcome")].casefold().split()
    return "wird" in words or "werden" in words
