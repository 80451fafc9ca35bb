"""Says what the read pages hold on each question: about the structure of answers, not their quality."""

import re
from collections import defaultdict
from functools import cache

from civicgraph.extract.phrases import table
from civicgraph.record import (
    Alignment,
    Answer,
    Question,
    QuestionStatus,
)
from civicgraph.vocab import scheme

ROOM = {"holding": 400, "refused": 400, "refers-elsewhere": 200}
"""Where a wording of the concept scheme says how an answer stands, it stands in so many of its first characters."""
ONLY_SHORT = frozenset({"refers-elsewhere"})
"""A longer answer answers something itself, whatever else it points to."""


def statuses(
    paper: str,
    questions: list[Question],
    answers: list[Answer],
    alignments: list[Alignment],
    snapshots: tuple[str, ...],
) -> list[QuestionStatus]:
    """Return the status of every question: about the structure of what was read, not about the quality of an answer."""
    texts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for answer in answers:
        texts[answer.paper, answer.key].append(answer.text)
    of_question: dict[str, list[tuple[str, str]]] = defaultdict(list)
    of_answer: dict[tuple[str, str], set[str]] = defaultdict(set)
    for alignment in alignments:
        key = (alignment.answer_paper or alignment.paper, alignment.answer)
        of_question[alignment.question].append(key)
        of_answer[key].add(alignment.question)
    parts = defaultdict(list)
    for question in questions:
        if question.parent is not None:
            parts[question.parent].append(question.key)
    found = []
    for question in questions:
        own = of_question.get(question.key, [])
        if own:
            told = [_status_of_text(text) for key in own for text in texts[key]]
            joint = all(len(of_answer[key]) > 1 for key in own)
            status = told[0] if all(told) and told[0] else "answered-jointly" if joint else "answered"
        elif any(of_question.get(part) for part in parts[question.key]):
            status = "answered-in-parts"
        else:
            status = "unanswered"
        found.append(QuestionStatus(paper=paper, question=question.key, status=status, looked_in=snapshots))
    return found


@cache
def _rows() -> tuple[tuple[str, re.Pattern[str], int], ...]:
    return tuple(
        (row["status"], re.compile(row["pattern"], re.IGNORECASE), int(row["longest"])) for row in table("status_words")
    )


def _status_of_text(text: str) -> str | None:
    """Return holding, refused or refers-elsewhere where the answer's words say so; else None.

    The rows of status_words.csv count in answers of up to so many characters as they say; then the wordings of the concept scheme.
    """
    folded = re.sub(r"\s+", " ", text[: 2 * max(ROOM.values())]).casefold()
    for status, pattern, longest in _rows():
        if len(text) <= longest and pattern.search(folded):
            return status
    wordings = scheme("answer-status").concepts
    for status, room in ROOM.items():
        if status in ONLY_SHORT and len(text) > room:
            continue
        words = [w.casefold() for w in wordings[status].wordings if len(w) > 3]
        if any(re.search(rf"(?<!\w){re.escape(w)}", folded[:room]) for w in words):
            return status
    return None
