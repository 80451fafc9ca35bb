"""Finds decisions on policies that are told in prose; what the sentence does not say stays empty."""

import re

from civicgraph import dates
from civicgraph.dates import When
from civicgraph.extract import bodies
from civicgraph.extract.citing import place
from civicgraph.extract.prose import Sentence, phrases
from civicgraph.read.page import Page, collapse
from civicgraph.record import About, Body, Decision, Thing
from civicgraph.vocab import scheme


def decisions(page: Page, found: list[Sentence]) -> list[Thing]:
    """Return at most one decision per policy and sentence, with the bodies that the sentence names."""
    things: list[Thing] = []
    for sentence in found:
        told: set[str] = set()
        for pattern, _row in phrases("decision_phrases", "P"):
            for match in pattern.finditer(sentence.masked):
                policy = sentence.mentions[int(match.group("p"))]
                if policy.key in told or _denied(match):
                    continue
                told.add(policy.key)
                things += _told(page, sentence, match, policy.key)
    return things


def _told(page: Page, sentence: Sentence, match: re.Match[str], policy: str) -> list[Thing]:
    raw = collapse(match.group("outcome"))
    clause = " ".join(g for n in ("clause", "clause2") if (g := match.groupdict().get(n)))
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


def _denied(match: re.Match[str]) -> bool:
    """A negation or an intention just before the outcome says that nothing was decided."""
    before = match.string[max(0, match.start("outcome") - 40) : match.start("outcome")].casefold().split()
    after = match.string[match.end("outcome") : match.end("outcome") + 20].casefold().split()
    return any(w in before for w in ("nicht", "kein", "keine", "soll", "sollte", "sollen", "noch")) or after[:1] == [
        "werden"
    ]
