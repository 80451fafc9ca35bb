"""Says what the read pages hold on each question: about the structure of answers, not their quality."""

import re
from collections import defaultdict

from civicgraph.record import (
    Alignment,
    Answer,
    Question,
    QuestionStatus,
)
from civicgraph.vocab import scheme

_POINTS = re.compile(r"(?:siehe|s\.|vgl\.)\s+(?:(?:zu|unter|frage|nr\.)\s+)?\d")
SHORT_REFERRAL = 200
"""An answer of up to so many characters that points elsewhere answers nothing itself."""


def statuses(
    paper: str,
    questions: list[Question],
    answers: list[Answer],
    alignments: list[Alignment],
    snapshots: tuple[str, ...],
) -> list[QuestionStatus]:
    """Return the status of every question: about the structure of what was read, not about the quality of an answer."""
    texts: dict[str, list[str]] = defaultdict(list)
    for answer in answers:
        texts[answer.key].append(answer.text)
    of_question: dict[str, list[str]] = defaultdict(list)
    of_answer: dict[str, set[str]] = defaultdict(set)
    for alignment in alignments:
        of_question[alignment.question].append(alignment.answer)
        of_answer[alignment.answer].add(alignment.question)
    found = []
    for question in questions:
        own = of_question.get(question.key, [])
        if own:
            told = [_status_of_text(text) for key in own for text in texts[key]]
            joint = all(len(of_answer[key]) > 1 for key in own)
            status = told[0] if all(told) and told[0] else "answered-jointly" if joint else "answered"
        elif any(of_question.get(q.key) for q in questions if q.parent == question.key):
            status = "answered-in-parts"
        else:
            status = "unanswered"
        found.append(QuestionStatus(paper=paper, question=question.key, status=status, looked_in=snapshots))
    return found


def _status_of_text(text: str) -> str | None:
    """Return holding, refused or refers-elsewhere where the answer's words say so; else None."""
    wordings = scheme("answer-status").concepts
    folded = re.sub(r"\s+", " ", text).casefold()
    for code, room in (("holding", 400), ("refused", 400), ("refers-elsewhere", SHORT_REFERRAL)):
        if code == "refers-elsewhere" and len(folded) > SHORT_REFERRAL:
            continue
        if code == "refers-elsewhere" and _POINTS.match(folded):
            return code
        if any(
            re.search(rf"(?<!\w){re.escape(w.casefold())}", folded[:room])
            for w in wordings[code].wordings
            if len(w) > 3
        ):
            return code
    return None
