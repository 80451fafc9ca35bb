"""Compares the questions of a paper with those of the paper it follows up on: what is asked again, in nearly the same words."""

import re
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from civicgraph.record import AskedAgain, Question

NEARLY = 85.0
"""From this similarity on, of 100, two questions ask the same thing; the order of the words does not count."""
SHORTEST = 3
"""A question of fewer words ("Wann?") asks nothing that could be told to be asked again."""


def again(asked: Iterable[Question], earlier: Iterable[Question]) -> Iterator[AskedAgain]:
    """Yield each question with the one earlier question that is most like it, where it is like enough; the first of equals counts."""
    before = [(question, _plain(question.text)) for question in earlier]
    for question in asked:
        words = _plain(question.text)
        if len(words.split()) < SHORTEST:
            continue
        scored = [(fuzz.token_sort_ratio(words, other), -place) for place, (_, other) in enumerate(before)]
        score, place = max(scored, default=(0.0, 0))
        if score >= NEARLY:
            known = before[-place][0]
            yield AskedAgain(paper=question.paper, question=question.key, earlier_paper=known.paper, earlier=known.key)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
