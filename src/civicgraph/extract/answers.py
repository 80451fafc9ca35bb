"""Finds answers: under headings ("Zu Frage 3a:"), behind "Antwort:", below questions, below questions that are repeated."""

import re
from itertools import zip_longest

import msgspec

from civicgraph.extract.answerer import Answerer
from civicgraph.extract.asking import Asked
from civicgraph.extract.blocks import Block, blocks
from civicgraph.extract.inquiry import Heading, Parts
from civicgraph.extract.labels import expanded
from civicgraph.extract.numbering import Numbering
from civicgraph.extract.questions import numbered
from civicgraph.extract.sequence import Accepted
from civicgraph.extract.whole import Given, is_prose, paragraphs, unlabelled
from civicgraph.extract.wording import words
from civicgraph.iri import slug
from civicgraph.read.page import Page, collapse
from civicgraph.record import Answer, Cited, Finding


def given(page: Page, parts: Parts, questions: list[Asked]) -> tuple[list[Given], list[Given], list[Finding]]:
    """Return the answers of a page, the questions that the answers repeat, and a finding for every heading without a text.

    The second list holds the repeated questions in order, each with its number in `numbers`; its `text` is the question's.
    """
    found = [_under_question(q) for q in questions if q.below is not None]
    if len(found) == 1 and len(questions) > 1 and questions[-1].below is not None:
        found = [msgspec.structs.replace(found[0], tied="whole", number=None, numbers=(), below=())]
    again: list[Given] = []
    findings: list[Finding] = []
    if parts.answers is not None:
        more, again, findings = _from_answers_on(page, parts)
        found += more
    return sorted(found, key=lambda g: g.text.start), again, findings


def _under_question(question: Asked) -> Given:
    assert question.below is not None  # the caller has asked
    numbers = (question.number,) if question.number is not None else ()
    place = "word" if question.word is not None else "below"
    return Given(question.below, place, question.word, question.number, numbers, below=(question.key,))


def _from_answers_on(page: Page, parts: Parts) -> tuple[list[Given], list[Given], list[Finding]]:
    """Return the answers from the first answer line on, and the questions repeated there."""
    first = parts.answers or 0
    stop = len(parts.lines)
    found = blocks(parts.lines, first, stop, numbered(parts, first, stop, answering=True), answering=True)
    if not found or (parts.answering and _lists_in_prose(page, parts, found)):
        return unlabelled(page, parts)
    if parts.answering and all(b.label is not None and b.label.label.style == "letter" for b in found):
        bare = unlabelled(page, parts)
        if len(bare[1]) > 2 * len(found):
            return bare  # most questions are repeated without a label: the letters are parts of some
    return _gathered(page, found)


def _lists_in_prose(page: Page, parts: Parts, found: list[Block]) -> bool:
    """Tell whether the labels of an answering text only list what its running text speaks of: prose stands before, none asks."""
    if any(b.heading is not None or b.asked is not None for b in found):
        return False
    before = [line for line in parts.lines if line.start < found[0].opener.start]
    return any(is_prose(page, paragraph) for paragraph in paragraphs(before))


class _Gathering:
    """Walks through blocks; questions repeated one below the other wait for the answer that follows them."""

    def __init__(self, page: Page) -> None:
        self.answers: list[Given] = []
        self.again: list[Given] = []
        self.findings: list[Finding] = []
        self._page = page
        self._numbering = Numbering()
        self._waiting: list[tuple[Block, str, str | None]] = []
        self._named: tuple[str, ...] = ()

    def take(self, block: Block, following: Block | None) -> None:
        """Take the next block."""
        if block.heading is not None:
            self._under_heading(block, block.heading)
        elif block.label is not None:
            self._under_label(block, block.label, following)
        else:
            self._under_announcement(block)

    def _under_announcement(self, block: Block) -> None:
        """What is announced below a list of repeated questions answers them all; labels that follow begin anew."""
        if block.below is not None:
            numbers = tuple(dict.fromkeys(number for _, number, _ in self._waiting))
            restated = tuple(b.asked for b, _, _ in self._waiting if b.asked is not None)
            tied = "label" if numbers else "whole"
            self.answers.append(Given(block.below, tied, None, "+".join(numbers) or None, numbers, restated))
        self._waiting = []

    def _under_heading(self, block: Block, heading: Heading) -> None:
        """A heading names its questions itself: those repeated above it wait no longer."""
        self._waiting = []
        self._named = _named(heading, self._named)
        if block.below is not None:
            restated = (block.asked,) if block.asked is not None else ()
            self.answers.append(Given(block.below, "heading", block.opener, _printed(heading), self._named, restated))
        elif block.asked is None:
            self.findings.append(_without_text(self._page, block))
        if block.asked is not None:
            self.again.append(Given(block.asked, "label", block.opener, _printed(heading), self._named))

    def _under_label(self, block: Block, label: Accepted, following: Block | None) -> None:
        place = self._numbering.place(label)
        if label.depth == 0:
            self._named = (place.number,)
        if block.asked is not None:
            self.again.append(Given(block.asked, "label", block.opener, place.number, (place.number,)))
        self._waiting.append((block, place.number, place.parent))
        if block.below is None:
            return
        more = following is not None and following.label is not None and following.label.depth > 0
        waiting = self._waiting if len(self._waiting) == 1 else [w for w in self._waiting if self._counts(w[0], more)]
        numbers = tuple(dict.fromkeys(number for _, number, _ in waiting))
        restated = tuple(b.asked for b, _, _ in waiting if b.asked is not None)
        self.answers.append(Given(block.below, "label", waiting[0][0].opener, "+".join(numbers), numbers, restated))
        self._waiting = []

    def _counts(self, block: Block, more: bool) -> bool:
        """Tell whether a question that waits is answered here: not a main question of which further parts follow, or that asks nothing."""
        if (
            block.label is None
            or block.label.depth > 0
            or not any(b.label and b.label.depth for b, _, _ in self._waiting)
        ):
            return True
        return not more and block.asked is not None and "?" in self._page.text[block.asked.start : block.asked.end]


def _gathered(page: Page, found: list[Block]) -> tuple[list[Given], list[Given], list[Finding]]:
    walk = _Gathering(page)
    for block, following in zip_longest(found, found[1:]):
        walk.take(block, following)
    headed = {number for one in walk.answers if one.tied == "heading" for number in one.numbers}
    return [_without(one, headed) for one in walk.answers], walk.again, walk.findings


def _without(one: Given, headed: set[str]) -> Given:
    """Leave the parts that headings of their own answer ("Zu 4a)") to these: what stands above them answers the rest."""
    kept = [place for place, number in enumerate(one.numbers) if number not in headed]
    if one.tied != "label" or not kept or len(kept) == len(one.numbers):
        return one
    numbers = tuple(one.numbers[place] for place in kept)
    restated = tuple(one.restated[place] for place in kept) if len(one.restated) == len(one.numbers) else one.restated
    return msgspec.structs.replace(one, numbers=numbers, number="+".join(numbers), restated=restated)


def _named(heading: Heading, above: tuple[str, ...]) -> tuple[str, ...]:
    """Return the numbers that a heading names; a letter alone belongs to the number named above it."""
    prefix = "Nachfrage " if heading.follow_up else ""
    found = tuple(f"{prefix}{n}" for n in expanded(heading.listed))
    main = re.match(r"\d+", above[0]) if above else None
    if main is not None and all(re.fullmatch(r"[a-h]", n) for n in found):
        return tuple(f"{main.group(0)}{n}" for n in found)
    return found


def _printed(heading: Heading) -> str:
    number = re.sub(r"[\s\u00a0).]+(?!\d)|\s+", "", heading.listed)
    return f"{'Nachfrage' if heading.follow_up else ''}{number}"


def records(page: Page, found: list[Given], paper: str, by: list[Answerer | None]) -> list[Answer]:
    """Return the records of answers, in the order of the page. by: who gives each."""
    prefix = f"{slug(page.about.file)}/" if page.kind == "file" and page.about is not None else ""
    keys: dict[str, int] = {}
    made: list[Answer] = []
    for position, (one, who) in enumerate(zip(found, by, strict=True), 1):
        base = slug(one.number) if one.number else f"p{position}"
        keys[base] = keys.get(base, 0) + 1
        key = base if keys[base] == 1 else f"{base}-{keys[base]}"
        made.append(_record(page, one, paper, who, position, prefix + key))
    return made


def _record(page: Page, one: Given, paper: str, by: Answerer | None, position: int, key: str) -> Answer:
    cites = [Cited(property="schema:text", evidence=page.evidence(one.text.start, one.text.end))]
    if one.opener is not None and page.text[one.opener.start : one.opener.end].strip():
        cites.append(Cited(property="cg:number", evidence=page.evidence(one.opener.start, one.opener.end)))
    if by is not None:
        cites.append(Cited(property="cg:answeredBy", evidence=page.evidence(by.start, by.end)))
    return Answer(
        cites=tuple(cites),
        paper=paper,
        key=key,
        position=position,
        text=words(page.text[one.text.start : one.text.end]),
        number=one.number,
        answers=one.numbers,
        answered_by=(by.noun, by.key) if by is not None and by.noun and by.key else None,
        role=by.role if by is not None else None,
        tied=one.tied,
        below=one.below,
        restated=tuple(words(page.text[s.start : s.end]) for s in one.restated),
    )


def _without_text(page: Page, block: Block) -> Finding:
    quote = collapse(page.text[block.opener.start : block.opener.end])
    return Finding(
        "warning",
        "answer-heading-without-text",
        f"Unter der Überschrift „{quote}“ steht kein Text.",
        f"No text stands under the heading '{quote}'.",
        page=page.snapshot.locations[0],
        value=quote,
    )
