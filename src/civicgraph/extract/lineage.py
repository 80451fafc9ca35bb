"""Finds which policy came from which, by the phrases of lineage_phrases.csv."""

import re

from civicgraph.extract.citing import place
from civicgraph.extract.phrases import table
from civicgraph.extract.prose import Sentence, is_denied, is_question, phrases
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
            if is_denied(match.group(0)):
                continue
            newer, older = (members[int(match.group(g))] for g in "no")
            keys = {(sentence.mentions[n].key, sentence.mentions[o].key) for n in newer for o in older}
            found += [(n, o, row["relation"], row["kind"]) for n, o in sorted(keys) if n != o]
    return found


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
    stems = tuple(row["stem"] for row in table("wishes"))
    return "beschlossen" not in words and any(word.startswith(stems) for word in words) and " zu" in masked
