"""Aligns answers with questions, across the pages and papers of one group: by headings, numbers, place, repeated words."""

import re
from collections import Counter, defaultdict

import msgspec
from rapidfuzz import fuzz

from civicgraph.record import Alignment, Answer, Finding, Question

ALIKE = 80.0
"""From this likeness on (0 to 100) repeated words alone say which question is meant."""
WITHIN = 90.0
"""From this likeness on a question's words stand in longer repeated words."""
MARGIN = 4.0
"""So much less like must the next best question be."""
SAME_NUMBER_ALIKE = 45.0
"""From this likeness on repeated words agree with an equal number."""
MIN_PART = 25
"""Repeated words of fewer letters are compared as a whole, not with a part of the question."""
MAX_COMPARED = 1200
"""So many letters of a text are compared."""


class Found(msgspec.Struct, frozen=True):
    """Which question an answer is to, and why."""

    question: str
    kind: str
    rule: str


class Asked:
    """The questions of a group, to be found by number, by place or by words."""

    def __init__(self, questions: list[Question]) -> None:
        self.all = questions
        self.keys = {q.key for q in questions}
        self.by_number: dict[str, list[str]] = defaultdict(list)
        for question in questions:
            if question.number is not None:
                self.by_number[plain_number(question.number)].append(question.key)
        self._words = {q.key: letters(q.text) for q in questions}
        self._turn: Counter[str] = Counter()

    def numbered(self, number: str) -> list[str]:
        """Return the keys of the questions with a number; "a" is the part "3a" where no other has an a."""
        known = self.by_number.get(plain_number(number))
        if known:
            return known
        if re.fullmatch(r"[a-h]", number):
            parts = [
                key for other, keys in self.by_number.items() if re.fullmatch(rf"\d+{number}", other) for key in keys
            ]
            return parts if len(parts) == 1 else []
        return []

    def within(self, restated: str) -> list[str]:
        """Return the keys of the questions whose whole words stand in repeated words that are longer, where there are several."""
        whole = letters(restated)
        found = [
            key
            for key, own in self._words.items()
            if MIN_PART <= len(own) < len(whole) and fuzz.partial_ratio(own, whole) >= WITHIN
        ]
        return found if len(found) > 1 else []

    def section(self, number: str) -> list[str]:
        """Return the keys of the questions that a number without a question of its own counts as parts: "2" for 2.1 and 2.2."""
        part = re.compile(rf"{re.escape(plain_number(number))}\.\d")
        return [key for other, keys in self.by_number.items() if part.match(other) for key in keys]

    def in_turn(self, number: str, keys: list[str]) -> str:
        """Return the next of several questions with equal numbers."""
        place = self._turn[number]
        self._turn[number] += 1
        return keys[min(place, len(keys) - 1)]

    def likeness(self, key: str, restated: str) -> float:
        """Return how alike a question and repeated words are, 0 to 100."""
        return likeness(self._words[key], letters(restated))

    def most_like(self, restated: str, among: list[str] | None = None) -> str | None:
        """Return the one question that repeated words are like, None where none or several are."""
        ranked = sorted(((self.likeness(k, restated), k) for k in (among or self._words)), reverse=True)
        if not ranked or ranked[0][0] < ALIKE or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
            return None
        return ranked[0][1]


def align(paper: str, questions: list[Question], answers: list[Answer]) -> tuple[list[Alignment], list[Finding]]:
    """Align answers with the questions of a paper; an answer that fits several, or none, is a finding and aligned with nothing."""
    asked = Asked(questions)
    found: list[Alignment] = []
    findings: list[Finding] = []
    per_text = Counter(_text(answer) for answer in answers)
    told = [a for a in answers if not (a.tied == "whole" or not (a.answers or a.below or a.restated))]
    for answer in answers:
        fits, doubts = _fits(asked, answer, answers)
        if not fits and not doubts and (answer.tied == "whole" or not answer.answers) and not answer.restated:
            fits = _whole(asked, answer, per_text, alone=not told)
        found += [_alignment(paper, one, answer) for one in fits]
        findings += doubts
    found = _once(found)
    return [*found, *_under_parents(paper, questions, found, {a.question for a in found})], findings


_SURER = ("stated", "derived", "inferred")


def _once(found: list[Alignment]) -> list[Alignment]:
    """Return each pair once, by the surest of the rules that hold for it, in the order in which the pairs were found."""
    pairs: dict[tuple[str, str, str], Alignment] = {}
    for one in sorted(found, key=lambda a: _SURER.index(a.kind)):
        pairs.setdefault((one.question, one.answer_paper, one.answer), one)
    order = {(a.question, a.answer_paper, a.answer): place for place, a in reversed(list(enumerate(found)))}
    return sorted(pairs.values(), key=lambda a: order[a.question, a.answer_paper, a.answer])


def _fits(asked: Asked, answer: Answer, answers: list[Answer]) -> tuple[list[Found], list[Finding]]:
    """Return the questions an answer is to, by the first rule that holds for each number or repeated question it has."""
    if answer.below and all(key in asked.keys for key in answer.below):
        word = answer.tied == "word"
        rule = "answer-word-below-question" if word else "text-below-question"
        return [Found(key, "derived" if word else "inferred", rule) for key in answer.below], []
    found: list[Found] = []
    findings: list[Finding] = []
    for place, number in enumerate(answer.answers):
        restated = answer.restated[place] if len(answer.restated) == len(answer.answers) else ""
        several = asked.within(restated) if restated and not asked.numbered(number) else []
        one = _numbered(asked, answer, number, restated, answers) if not several else None
        if several:
            found += [Found(key, "inferred", "restated-words") for key in several]
        elif one is not None:
            found.append(one)
        elif answer.tied == "heading" and asked.section(number):
            found += [Found(key, "derived", "heading-names-section") for key in asked.section(number)]
        elif asked.all:
            findings.append(_doubt(answer, number, restated))
    if not answer.answers:
        for restated in answer.restated:
            key = asked.most_like(restated)
            several = asked.within(restated) or ([key] if key is not None else [])
            if several:
                found += [Found(key, "inferred", "restated-words") for key in several]
            elif len(asked.all) == 1 and len(answer.restated) == 1 and len(answers) == 1:
                found.append(Found(asked.all[0].key, "derived", "one-question-one-answer"))
            elif asked.all:
                findings.append(_doubt(answer, "", restated))
    return found, findings


def _numbered(asked: Asked, answer: Answer, number: str, restated: str, answers: list[Answer]) -> Found | None:
    """Return the question with a number, or, where the words beside the number repeat another one, that one."""
    keys = asked.numbered(number)
    if answer.tied == "heading" and len(keys) == 1:
        return Found(keys[0], "stated", "heading-names-number")
    if restated and len(keys) == 1 and asked.likeness(keys[0], restated) >= SAME_NUMBER_ALIKE:
        return Found(keys[0], "derived", "number-and-restated-words")
    if restated:
        key = asked.most_like(restated, keys if len(keys) > 1 else None) or asked.most_like(restated)
        if key is not None:
            return Found(key, "inferred", "restated-words")
        if len(keys) < 2:
            return (
                Found(keys[0], "inferred", "equal-number-other-words") if keys and _same_list(asked, answers) else None
            )
    if len(keys) == 1:
        return Found(keys[0], "derived", "equal-number")
    if keys:
        return Found(asked.in_turn(number, keys), "inferred", "equal-numbers-in-order")
    return _by_order(asked, number, answers)


def _same_list(asked: Asked, answers: list[Answer]) -> bool:
    """Tell whether the answers carry the same numbers as the questions."""
    return {plain_number(n) for a in answers for n in a.answers} == set(asked.by_number)


def _by_order(asked: Asked, number: str, answers: list[Answer]) -> Found | None:
    """Return the question at the place that a number names, where no question has a number and answers count them all."""
    numbers = [n for a in answers for n in a.answers]
    counted = [str(n) for n in range(1, len(asked.all) + 1)]
    if asked.by_number or numbers != counted or number not in counted:
        return None
    return Found(asked.all[int(number) - 1].key, "inferred", "order-of-questions")


def _whole(asked: Asked, answer: Answer, per_text: Counter[str], *, alone: bool) -> list[Found]:
    """One answer without a number answers the only question, or, as the only answer of its text, all questions together."""
    if len(asked.all) == 1:
        return [Found(asked.all[0].key, "derived", "one-question-one-answer")]
    if alone and per_text[_text(answer)] == 1:
        return [Found(q.key, "inferred", "one-answer-for-all") for q in asked.all]
    return []


def _text(answer: Answer) -> str:
    """Return which text an answer stands in."""
    return answer.cites[0].evidence.text if answer.cites else ""


def _under_parents(paper: str, questions: list[Question], found: list[Alignment], covered: set[str]) -> list[Alignment]:
    """A sub-question without an answer of its own stands under its main question's answer, if none of its siblings has one."""
    answered_families = {q.parent for q in questions if q.parent and q.key in covered}
    by_question: dict[str, list[Alignment]] = defaultdict(list)
    for one in found:
        by_question[one.question].append(one)
    return [
        msgspec.structs.replace(one, question=q.key, kind="inferred", rule="answer-to-main-question")
        for q in questions
        if q.parent and q.key not in covered and q.parent not in answered_families
        for one in by_question.get(q.parent, [])
    ]


def _alignment(paper: str, one: Found, answer: Answer) -> Alignment:
    elsewhere = answer.paper if answer.paper != paper else ""
    return Alignment(
        paper=paper, question=one.question, answer=answer.key, kind=one.kind, rule=one.rule, answer_paper=elsewhere
    )


def plain_number(number: str) -> str:
    """Return a number as it is compared: without signs around it, case and leading noughts."""
    bare = re.sub(r"[\s.)(:]+$", "", number.strip()).casefold()
    return re.sub(r"(?<![\d])0+(?=\d)", "", bare)


def letters(text: str) -> str:
    """Return a text's letters and digits in small, so that hyphens, wrapped lines and quotation marks do not count."""
    return re.sub(r"[\W_]+", "", text[: 2 * MAX_COMPARED].casefold())[:MAX_COMPARED]


def likeness(one: str, other: str) -> float:
    """Return how alike two texts of letters are, 0 to 100; a shortened question is as like as the part it repeats."""
    if not one or not other:
        return 0.0
    whole = fuzz.ratio(one, other)
    if min(len(one), len(other)) < MIN_PART or whole >= ALIKE:
        return whole
    return max(whole, 0.95 * fuzz.partial_ratio(one, other))


def _doubt(answer: Answer, number: str, restated: str) -> Finding:
    """Say that an answer names, or repeats, no one question that was read."""
    if number:
        return Finding(
            "warning",
            "answer-to-unknown-question",
            f"Die Antwort „{answer.number}“ nennt Frage {number}, die auf den gelesenen Seiten nicht steht.",
            f"The answer '{answer.number}' names question {number}, which stands on none of the pages read.",
            value=number,
        )
    return Finding(
        "warning",
        "answer-to-uncertain-question",
        "Die Worte, die eine Antwort wiederholt, passen zu keiner oder zu mehreren der gelesenen Fragen; sie ist keiner zugeordnet.",
        "The words that an answer repeats fit none or several of the questions read; it is aligned with none.",
        value=restated[:120],
    )
