"""Finds which policy came from which, by the phrases of lineage_phrases.csv."""

import re
from functools import cache

from civicgraph.extract.citing import place
from civicgraph.extract.lineage_clauses import clause_edges
from civicgraph.extract.phrases import table
from civicgraph.extract.prose import Sentence, clause, is_denied, is_question, phrases
from civicgraph.read.page import Page
from civicgraph.record import Lineage


def lineage(page: Page, found: list[Sentence]) -> list[Lineage]:
    """Return one edge per pair and relation that sentences state, with every sentence that states it as evidence."""
    edges: dict[tuple[str, str, str], Lineage] = {}
    for sentence in found:
        for newer, older, relation, kind in _edges(sentence):
            cites = place(page, "", sentence.start, sentence.end)
            known = edges.get((newer, older, relation))
            if known is not None and cites[0] in known.cites:
                continue
            edges[newer, older, relation] = Lineage(
                cites=(*known.cites, *cites) if known is not None else cites,
                newer=newer,
                older=older,
                relation=relation,
                kind=kind,
            )
    return list(edges.values())


def _edges(sentence: Sentence) -> list[tuple[str, str, str, str]]:
    """Return (newer, older, relation, kind) of every phrase that a sentence holds; policies joined by "und" count each."""
    if len({m.key for m in sentence.mentions}) < 2 or is_question(sentence) or _wishes(sentence.masked):
        return []
    text, members = _coordinated(sentence.masked)
    found = []
    for pattern, row in phrases("lineage_phrases", "NO"):
        for match in pattern.finditer(text):
            if is_denied(clause(text, match.start(), match.end())) or _is_object(text, match):
                continue
            newer, older = (members[int(match.group(g))] for g in "no")
            if row["pattern"].startswith("N") and _is_oblique(text, match.start("n")):
                newer = _subject(text, match, members)
            keys = {(sentence.mentions[n].key, sentence.mentions[o].key) for n in newer for o in older}
            found += [(n, o, row["relation"], row["kind"]) for n, o in sorted(keys) if n != o]
    return [*found, *_further(sentence, text, members, found)]


def _further(
    sentence: Sentence, text: str, members: dict[int, list[int]], found: list[tuple[str, str, str, str]]
) -> list[tuple[str, str, str, str]]:
    """Return the edges that clauses tell of policies which no phrase joined."""
    mentions = sentence.mentions
    joined = {frozenset(edge[:2]) for edge in found}
    edges = []
    for newer, older, relation, kind in clause_edges(text, {n: m.stem for n, m in enumerate(mentions)}):
        keys = {(mentions[n].key, mentions[o].key) for n in members[newer] for o in members[older]}
        edges += [(n, o, relation, kind) for n, o in sorted(keys) if n != o and frozenset((n, o)) not in joined]
    return edges


def _is_object(text: str, match: re.Match[str]) -> bool:
    """Tell whether a phrase that begins with its subject met the object in front: "Den P1 ersetzt das P2"."""
    return match.start() == match.start("n") - 1 and text[: match.start()].strip() == "Den"


_OBLIQUE = re.compile(
    r"\b(?:dem|des|vom|beim|zum|im|am|(?:auf|aus|von|mit|in|zu|an)\s(?:der|den|dem)|zur)\s(?:[a-zäöüß]{2,30}\s)?$"
)


def _is_oblique(text: str, number: int) -> bool:
    """Tell whether a policy, given by where its number stands in the masked text, is no subject: "auf dem P auf und löst … ab"."""
    return _OBLIQUE.search(text, max(0, number - 50), number - 1) is not None


def _subject(text: str, match: re.Match[str], members: dict[int, list[int]]) -> list[int]:
    """Return the sentence's first policy where a verb shares it ("baut auf … auf und löst … ab"), else the one matched."""
    own = int(match.group("n"))
    first = re.search(_TOKEN, text)
    verb = text[match.end("n") : match.start("o")]
    if first is None or int(first.group(1)) == own or " und " not in verb or _is_oblique(text, first.start(1)):
        return members[own]
    return members[int(first.group(1))]


_TOKEN = "\ue000(\\d+)\ue001"
_JOINED = re.compile(
    rf"{_TOKEN}(?:[“”\"»«]?\s*(?:,|und|sowie)\s+(?:(?:dem|der|den|das|die|des)\s+)?[„“\"»«]?\ue000\d+\ue001)+"
)


def _coordinated(masked: str) -> tuple[str, dict[int, list[int]]]:
    """Fold "P1, P2 und dem P3" into the first token; return the text and which policies each token stands for."""
    members = {int(n): [int(n)] for n in re.findall(_TOKEN, masked)}

    def folded(match: re.Match[str]) -> str:
        joined = [int(n) for n in re.findall(_TOKEN, match.group(0))]
        members[joined[0]] = joined
        return f"\ue000{joined[0]}\ue001"

    return _JOINED.sub(folded, masked), members


def _wishes(masked: str) -> bool:
    """Tell whether a sentence only asks for something ("Die Fraktion beantragt, … weiterzuentwickeln")."""
    words = re.findall(r"[a-zäöüß]+", masked.casefold())
    stems, alone = _stems()
    if any(word.startswith(alone) for word in words):
        return True
    return "beschlossen" not in words and any(word.startswith(stems) for word in words) and " zu" in masked


@cache
def _stems() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the beginnings of words that wish: those that need an infinitive with "zu", and those that do not."""
    rows = table("wishes")
    return tuple(r["stem"] for r in rows), tuple(r["stem"] for r in rows if r["alone"])
