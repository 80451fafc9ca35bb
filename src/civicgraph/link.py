"""Turns the records of one paper's pages into alignments, answer statuses, resolved references and contradictions.

A pure function of the group: the pages that are about one paper, and what is known of the papers it names.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

import msgspec

from civicgraph.extract.merge import step_identity
from civicgraph.record import (
    Alignment,
    Answer,
    Contradiction,
    Decision,
    Finding,
    Links,
    Meeting,
    PageRecords,
    Paper,
    Question,
    QuestionStatus,
    Reference,
    ResolvedReference,
    Step,
    Thing,
)
from civicgraph.vocab import fold, scheme

T = TypeVar("T", Question, Answer)

_POINTS = re.compile(r"(?:siehe|s\.|vgl\.)\s+(?:(?:zu|unter|frage|nr\.)\s+)?\d")
SHORT_REFERRAL = 200
"""An answer of up to so many characters that points elsewhere answers nothing itself."""


class Group(msgspec.Struct, frozen=True):
    """The pages about one paper, in canonical order."""

    paper: str
    pages: tuple[PageRecords, ...]


class Known(msgspec.Struct, frozen=True):
    """What a title reference is compared with: a paper's key and its folded titles."""

    paper: str
    titles: frozenset[str]


def groups(pages: Iterable[PageRecords]) -> list[Group]:
    """Gather pages by the paper they are about, in the order of the papers' keys and the pages' digests."""
    by_paper: dict[str, list[PageRecords]] = defaultdict(list)
    for page in pages:
        if page.paper is not None:
            by_paper[page.paper].append(page)
    return [
        Group(paper, tuple(sorted(members, key=lambda p: p.snapshot.sha256)))
        for paper, members in sorted(by_paper.items())
    ]


def known_papers(all_groups: list[Group]) -> dict[str, Known]:
    """Return what every group says of its own paper."""
    return {
        group.paper: Known(
            group.paper,
            frozenset(fold(t.title) for p in group.pages for t in p.things if isinstance(t, Paper) and t.title),
        )
        for group in all_groups
    }


def link(group: Group, known: dict[str, Known]) -> Links:
    """Link one group."""
    questions = _unique(group, Question)
    answers = _unique(group, Answer)
    snapshots = tuple(page.snapshot.sha256 for page in group.pages)
    alignments, findings = align(group.paper, questions, answers)
    return Links(
        group=group.paper,
        snapshots=snapshots,
        alignments=tuple(alignments),
        statuses=tuple(statuses(group.paper, questions, _all_answers(group), alignments, snapshots)),
        references=tuple(_resolved(group, known)),
        contradictions=tuple(contradictions(group)),
        findings=tuple(findings),
    )


def _unique(group: Group, kind: type[T]) -> list[T]:
    """Return the questions or answers of all pages, each key once, in the order of the first page that has it."""
    found: dict[str, T] = {}
    for page in group.pages:
        for thing in page.things:
            if isinstance(thing, kind):
                found.setdefault(thing.key, thing)
    return sorted(found.values(), key=lambda t: (t.position, t.key))


def _all_answers(group: Group) -> list[Answer]:
    """Return every answer of every page: two pages may answer one question with two texts."""
    return [thing for page in group.pages for thing in page.things if isinstance(thing, Answer)]


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


def _resolved(group: Group, known: dict[str, Known]) -> Iterable[ResolvedReference]:
    """Yield references that meet a paper in the graph, by number, or by title where only one paper is titled so."""
    done: set[tuple[str, str]] = set()
    for page in group.pages:
        for thing in page.things:
            if not isinstance(thing, Reference):
                continue
            target = _target(thing, known)
            mark = (msgspec.json.encode(msgspec.structs.replace(thing, cites=())).decode(), target or "")
            if target is not None and target != group.paper and mark not in done:
                done.add(mark)
                yield ResolvedReference(reference=thing, paper=target)


def _target(reference: Reference, known: dict[str, Known]) -> str | None:
    if reference.paper is not None:
        return reference.paper if reference.paper in known else None
    if reference.title is None:
        return None
    titled = [k.paper for k in known.values() if fold(reference.title) in k.titles]
    return titled[0] if len(titled) == 1 else None


def contradictions(group: Group) -> list[Contradiction]:
    """Return what two pages of the group say differently of one step or of the paper; nothing is overwritten."""
    told: dict[tuple[str, str], list[tuple[Thing, str, str]]] = defaultdict(list)
    for page in group.pages:
        for thing in page.things:
            for subject, name, value in _comparable(thing):
                told[_identity(subject), name].append((subject, value, page.snapshot.sha256))
    found = []
    for (_, name), rows in sorted(told.items()):
        values = {fold(value): value for _, value, _ in sorted(rows, key=lambda r: r[1], reverse=True)}
        by_page: dict[str, set[str]] = defaultdict(set)
        for _, value, page_digest in rows:
            by_page[page_digest].add(fold(value))
        if len(values) > 1 and len({frozenset(v) for v in by_page.values()}) > 1:
            found.append(
                Contradiction(
                    about=rows[0][0],
                    property=name,
                    values=tuple(sorted(values.values())),
                    snapshots=tuple(sorted(by_page)),
                )
            )
    return found


def _comparable(thing: Thing) -> Iterable[tuple[Thing, str, str]]:
    """Yield (subject, property, value) of what pages can contradict each other in."""
    if isinstance(thing, Decision) and thing.step is not None:
        yield thing.step, "eli-dl:decision_outcome", thing.raw_outcome
    if isinstance(thing, Question | Answer):
        yield thing, "schema:text", thing.text
    if isinstance(thing, Meeting):
        for name, moment in (("cg:start", thing.start), ("cg:end", thing.end)):
            if isinstance(moment, datetime):
                yield thing, name, moment.isoformat()
        if thing.room is not None:
            yield thing, "cg:room", thing.room
    if isinstance(thing, Paper):
        for name, value in (
            ("dct:title", thing.title),
            ("eli:work_type", thing.paper_type),
            ("cg:leadUnit", thing.lead_unit),
        ):
            if value is not None:
                yield thing, name, value
        if thing.is_public is not None:
            yield thing, "cg:isPublic", str(thing.is_public).lower()


def _identity(thing: Thing) -> str:
    """Return a key that is equal where two pages speak of the same thing."""
    if isinstance(thing, Paper):
        return f"paper {thing.key}"
    if isinstance(thing, Step):
        return " ".join(("step", *step_identity(thing)))
    if isinstance(thing, Meeting | Question | Answer):
        return f"{type(thing).__name__} {thing.key}"
    raise TypeError(f"{type(thing).__name__} is not compared")


def _unknown_number(answer: Answer, number: str) -> Finding:
    return Finding(
        "warning",
        "answer-to-unknown-question",
        f"Die Antwort „{answer.number}“ nennt Frage {number}, die auf den gelesenen Seiten nicht steht.",
        f"The answer '{answer.number}' names question {number}, which stands on none of the pages read.",
        value=number,
    )
