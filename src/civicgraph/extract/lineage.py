"""Finds which policy came from which, by the phrases of lineage_phrases.csv."""

from civicgraph.extract.citing import place
from civicgraph.extract.prose import Sentence, phrases
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
    """Return (newer, older, relation, kind) of every phrase that a sentence holds."""
    if len({m.key for m in sentence.mentions}) < 2:
        return []
    found = []
    for pattern, row in phrases("lineage_phrases", "NO"):
        for match in pattern.finditer(sentence.masked):
            newer, older = (sentence.mentions[int(match.group(g))].key for g in "no")
            if newer != older and not _negated(match.group(0)):
                found.append((newer, older, row["relation"], row["kind"]))
    return found


def _negated(text: str) -> bool:
    return any(word in text.casefold().split() for word in ("nicht", "kein", "keine", "keinen", "keinem", "keiner"))
