"""Finds decisions in clauses that name one policy: by the verb of deciding, the body that acts and the place of the policy."""

import re
from functools import cache

import msgspec

from civicgraph.extract import bodies
from civicgraph.extract.bodies import BodyName
from civicgraph.extract.clause_places import PREPOSITIONS, TOKEN, Place, is_article, place_of
from civicgraph.extract.lineage_clauses import simplified
from civicgraph.extract.outcomes import is_open
from civicgraph.extract.phrases import table
from civicgraph.extract.prose import is_denied

_PART = re.compile(r"[,;:]\s|\s[–-]\s")
_HINT = re.compile(
    r"beschl|verabsch|billigt|nehmigt|stimmt|lehn|nahm|nomm|vertag|stellt|wies|gesetzt|setzte|empf", re.IGNORECASE
)
"""A stem of every verb of the table: sentences without one are not looked at any further."""
_INFINITIVE = re.compile(r"\bzu\s[a-zäöüß]+e?[rl]?n\b|\b[a-zäöüß]{2,}zu[a-zäöüß]{3,}n\b|\b(?:wird|werden)\b")
"""What is still to be done."""
_JOINED = re.compile(r"\b(?:und|oder|sowie|aber|sondern)\b")
_DELIBERATION = r"(?:Beratung|Beschlussfassung|Entscheidung|Verabschiedung|Abstimmung|Behandlung|Vorberatung)"
_ON_DELIBERATION = re.compile(rf"\b{_DELIBERATION}\s$")
_OF_PROCEDURE = frozenset({"deferred", "held-over", "removed", "referred", "referred-back"})
"""Outcomes that say the same of a policy and of its deliberation."""
_AGENT = re.compile(r"\b(?:vom|von\s(?:der|dem)|durch\s(?:den|die|das))\s(?:\w+e[nr]\s)?$")
_WORD = re.compile(r"(\S+)\s$")


class ToldDecision(msgspec.Struct, frozen=True):
    """A decision on a policy. number: of its token; raw: the words of the outcome; part: the clause; body: None if unclear."""

    number: int
    code: str
    raw: str
    part: str
    body: BodyName | None


def clause_decisions(masked: str, stems: dict[int, str]) -> list[ToldDecision]:
    """Return what the clauses of a masked sentence tell that was decided on a policy; clauses that wish, deny or plan tell nothing.

    stems: the head noun of each policy, for its gender.
    """
    if _HINT.search(masked) is None:
        return []
    told = []
    for part in _PART.split(simplified(masked)):
        tokens = list(TOKEN.finditer(part))
        if len(tokens) != 1 or is_open(part) or is_denied(part) or _INFINITIVE.search(part):
            continue
        number = int(tokens[0].group(1))
        decision = _decision(part, number, tokens[0], place_of(part, tokens[0].start(), stems.get(number, "")))
        if decision is not None:
            told.append(decision)
    return told


def _decision(part: str, number: int, token: re.Match[str], place: Place) -> ToldDecision | None:
    for verb, row in _verbs():
        match = verb.search(part)
        if match is None or not _is_decided(part, token, place, row):
            continue
        named = bodies.found(part)
        if _JOINED.search(_between(part, token, match, named)):
            continue
        acting = _subjects(part, named) if row["voice"] == "active" else _agents(part, named)
        if row["voice"] == "active" and len({b.key for b in acting}) != 1:
            continue  # who acts may be a party or a state, whose word decides nothing here
        body = acting[0] if len({b.key for b in acting}) == 1 else None
        raw = " … ".join(w for w in (match.group("a"), match.groupdict().get("b")) if w)
        return ToldDecision(number, row["code"], raw, part, body)
    return None


def _is_decided(part: str, token: re.Match[str], place: Place, row: dict[str, str]) -> bool:
    """Tell whether the policy itself is what the verb decides on, or its deliberation where that is the same."""
    if row["code"] in _OF_PROCEDURE:
        if not place.preposition and re.fullmatch(_DELIBERATION, place.noun):
            return True
        if place.preposition in ("über", "zu") and _ON_DELIBERATION.search(part[: place.start]):
            return True
    if place.preposition or place.noun or row["case"] not in place.case.split("/"):
        return False
    words = part[place.start : token.start()].split()
    return not any(w[0].isupper() and not is_article(w) and not w.endswith("er") for w in words)  # "die Ziele des P"


def _between(part: str, token: re.Match[str], verb: re.Match[str], named: list[BodyName]) -> str:
    """Return what stands between policy and verb, without the names of bodies."""
    text = part
    for body in named:
        text = text[: body.start] + "-" * (body.end - body.start) + text[body.end :]
    return text[min(token.end(), verb.end("a")) : max(token.start(), verb.start("a"))]


def _subjects(part: str, named: list[BodyName]) -> list[BodyName]:
    """Return the bodies that can be the subject: behind an article that no preposition and no noun governs."""
    found = []
    for body in named:
        article = _WORD.search(part[: body.start])
        if article is None or article.group(1).casefold() not in ("der", "die", "das"):
            if not part[: body.start].strip():
                found.append(body)
            continue
        before = _WORD.search(part[: article.start()])
        word = before.group(1) if before else ""
        is_noun = word[:1].isupper() and before is not None and before.start() > 0
        if word.casefold() not in PREPOSITIONS and not is_noun:
            found.append(body)
    return found


def _agents(part: str, named: list[BodyName]) -> list[BodyName]:
    """Return the bodies by which something was done; without one that is named so, all bodies."""
    return [b for b in named if _AGENT.search(part[: b.start])] or named


@cache
def _verbs() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    return tuple((re.compile(row["verb"]), row) for row in table("decision_verbs"))
