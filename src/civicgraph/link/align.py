"""Aligns the answers of a paper with its questions, by the numbers that headings name."""

import re
from collections import defaultdict

from civicgraph.record import (
    Alignment,
    Answer,
    Finding,
    Question,
)


def align(paper: str, questions: list[Question], answers: list[Answer]) -> tuple[list[Alignment], list[Finding]]:
    """Align answers with questions: by the numbers that headings name; one text for all where no heading names any."""
    by_number: dict[str, list[str]] = defaultdict(list)
    for question in questions:
        if question.number is not None:
            by_number[_number(question.number)].append(question.key)
    found: list[Alignment] = []
    findings: list[Finding] = []
    turn: dict[str, int] = defaultdict(int)
    for answer in answers:
        if not answer.answers:
            found += _unnumbered(paper, questions, answers, answer)
        for number in answer.answers:
            keys = by_number.get(_number(number), [])
            if not keys:
                findings.append(_unknown_number(answer, number))
            elif len(keys) == 1:
                found.append(_alignment(paper, keys[0], answer, "stated", "heading-names-number"))
            else:
                key = keys[min(turn[number], len(keys) - 1)]
                turn[number] += 1
                found.append(_alignment(paper, key, answer, "inferred", "equal-numbers-in-order"))
    covered = {a.question for a in found}
    found += _under_parents(paper, questions, found, covered)
    return found, findings


def _unnumbered(paper: str, questions: list[Question], answers: list[Answer], answer: Answer) -> list[Alignment]:
    """One answer without a number answers the only question, or, as the only answer, all questions together."""
    if len(questions) == 1:
        return [_alignment(paper, questions[0].key, answer, "derived", "one-question-one-answer")]
    if len(answers) == 1:
        return [_alignment(paper, q.key, answer, "inferred", "one-answer-for-all") for q in questions]
    return []


def _under_parents(paper: str, questions: list[Question], found: list[Alignment], covered: set[str]) -> list[Alignment]:
    """A sub-question without an answer of its own stands under its main question's answer, if none of its siblings has one."""
    answered_families = {q.parent for q in questions if q.parent and q.key in covered}
    return [
        Alignment(paper=paper, question=q.key, answer=a.answer, kind="inferred", rule="answer-to-main-question")
        for q in questions
        if q.parent and q.key not in covered and q.parent not in answered_families
        for a in found
        if a.question == q.parent
    ]


def _alignment(paper: str, question: str, answer: Answer, kind: str, rule: str) -> Alignment:
    return Alignment(paper=paper, question=question, answer=answer.key, kind=kind, rule=rule)


def _number(number: str) -> str:
    return re.sub(r"[\s.)(:]+$", "", number.strip()).casefold()


def _unknown_number(answer: Answer, number: str) -> Finding:
    return Finding(
        "warning",
        "answer-to-unknown-question",
        f"Die Antwort „{answer.number}“ nennt Frage {number}, die auf den gelesenen Seiten nicht steht.",
        f"The answer '{answer.number}' names question {number}, which stands on none of the pages read.",
        value=number,
    )
