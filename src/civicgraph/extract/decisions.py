"""Finds decisions on policies that are told in prose; what the sentence does not say stays empty."""

import re
from functools import cache

from civicgraph import dates
from civicgraph.dates import When
from civicgraph.extract import bodies
from civicgraph.extract.bodies import BodyName
from civicgraph.extract.citing import place
from civicgraph.extract.decision_clauses import clause_decisions
from civicgraph.extract.phrases import any_of, column
from civicgraph.extract.prose import Sentence, is_denied, is_question, phrases
from civicgraph.read.page import Page, collapse
from civicgraph.record import About, Body, Decision, Thing
from civicgraph.vocab import scheme


def decisions(page: Page, found: list[Sentence]) -> list[Thing]:
    """Return at most one decision per policy and sentence, with the bodies that the sentence names."""
    things: list[Thing] = []
    for sentence in found:
        told: set[str] = set()
        if _outcomes().search(sentence.masked):
            things += _by_phrase(page, sentence, told)
        if not is_question(sentence):
            things += _by_grammar(page, sentence, told)
    return things


def _by_phrase(page: Page, sentence: Sentence, told: set[str]) -> list[Thing]:
    """Return the decisions of the table's phrases. told: keys of policies whose decision was found; new ones are added."""
    things: list[Thing] = []
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


def _by_grammar(page: Page, sentence: Sentence, told: set[str]) -> list[Thing]:
    """Return the decisions that no phrase tells, from the grammar of clauses with one policy."""
    things: list[Thing] = []
    for one in clause_decisions(sentence.masked, {i: m.stem for i, m in enumerate(sentence.mentions)}):
        policy = sentence.mentions[one.number].key
        if policy in told:
            continue
        told.add(policy)
        body, named = _cited(page, sentence, one.part, one.body) if one.body is not None else (None, [])
        things += named
        things.append(_decision(page, sentence, policy, one.raw, one.code, body, one.part))
    return things


@cache
def _outcomes() -> re.Pattern[str]:
    """Return what every row of the table needs: an outcome, or the noun of one."""
    words = (*column("prose_outcomes", "word"), *_OF_ADOPTION)
    return re.compile(any_of(tuple(words)), re.IGNORECASE)


def _told(page: Page, sentence: Sentence, match: re.Match[str], policy: str) -> list[Thing]:
    raw = collapse(match.group("outcome"))
    clause = " ".join(g for n in ("clause", "clause3", "clause2") if (g := match.groupdict().get(n)))
    named = bodies.found(clause)
    is_one = len({b.key for b in named}) == 1  # with several, nobody can tell which decided
    body, things = _cited(page, sentence, clause, named[0]) if is_one else (None, [])
    return [*things, _decision(page, sentence, policy, raw, scheme("outcome").code(raw), body, clause)]


def _decision(
    page: Page, sentence: Sentence, policy: str, raw: str, code: str | None, body: str | None, clause: str
) -> Decision:
    return Decision(
        cites=place(page, "cg:rawOutcome", sentence.start, sentence.end),
        about=About(noun="policy", key=policy),
        raw_outcome=raw,
        outcome=code,
        body=body,
        when=_when(clause),
    )


def _cited(page: Page, sentence: Sentence, clause: str, named: BodyName) -> tuple[str, list[Thing]]:
    """Return the key and the record of a body that a clause names, with the place of its name."""
    start = page.prose.find(clause[named.start : named.end], sentence.start, sentence.end)
    cites = place(page, "rdfs:label", start, start + named.end - named.start) if start >= 0 else ()
    return named.key, [Body(cites=cites, key=named.key, name=named.name, classification=named.classification)]


_YEAR = re.compile(r"(?<![\w./§-])(?:19|20)\d\d(?![\w/-]|\.\d)")


def _when(clause: str) -> When | None:
    """Return the date that the clause itself gives, be it only a year ("wurde 2015 vom Rat beschlossen")."""
    found = list(dates.found(clause))
    exact = [f.when for f in found if f.when.edtf is not None and f.when.earliest is not None]
    years = _YEAR.findall(clause) if not found else []
    return exact[0] if len(exact) == 1 else dates.when(years[0]) if len(years) == 1 else None


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
