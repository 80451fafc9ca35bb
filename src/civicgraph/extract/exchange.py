"""Turns the running text of an inquiry, or of an answer to one, into questions, answers and who speaks in them."""

import msgspec

from civicgraph.extract import questions as asking
from civicgraph.extract.answerer import Answerer, answerer, of_speaker, speaker
from civicgraph.extract.answers import given, records
from civicgraph.extract.asking import Asked, Stretch, puts_a_question
from civicgraph.extract.header import person_things
from civicgraph.extract.inquiry import Parts, is_answering, is_asking, parts
from civicgraph.extract.letterhead import Asker, askers
from civicgraph.extract.signers import signers
from civicgraph.extract.speakers import Speaker, below_answer, speaker_label
from civicgraph.extract.whole import Given
from civicgraph.read.page import Line, Page, lines
from civicgraph.record import Answer, Cited, Finding, Organisation, Question, Thing
from civicgraph.vocab import scheme

ASKING_TYPES = {"inquiry", "resident-question"}
INQUIRY_TYPES = {*ASKING_TYPES, "answer-paper"}


class Exchange(msgspec.Struct, frozen=True):
    """What a page asks and answers.

    things: who answers; announced: a lead-in says that questions follow; heads: whom the letter head names as asking.
    """

    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    things: tuple[Thing, ...] = ()
    findings: tuple[Finding, ...] = ()
    announced: bool = False
    heads: tuple[Asker, ...] = ()

    @property
    def is_spoken_inquiry(self) -> bool:
        """True where an agenda item's text asks to be answered: an announcement, numbers, an answer, or a clear verb of asking."""
        if not self.questions:
            return False
        clear = sum("?" in q.text for q in self.questions) * 2 >= len(self.questions)
        told = any(q.number is not None or "?" not in q.text for q in self.questions)
        return (clear and (self.announced or told)) or bool(self.answers) or (told and not clear and not self.announced)


def holds_inquiry(page: Page, paper_type: str | None) -> bool:
    """Tell whether a page may hold questions or answers: not where its paper is of a type that asks nothing, unless it is minutes."""
    if paper_type in INQUIRY_TYPES or page.kind == "extract":
        return True
    if page.kind != "file" or page.about is None:
        return paper_type is None or is_answering(page, paper_type)
    own = scheme("paper-type").code(page.about.type)
    return own in INQUIRY_TYPES if own is not None else is_answering(page, paper_type) or is_asking(page)


def counts(told: Exchange, page: Page, paper_type: str | None) -> bool:
    """Tell whether what was found on a page is an inquiry: its type says so, or its words do.

    Without a type, an announcement of questions; with another type, speakers whose names stand before questions and answers, or
    answers whose headings or repeated questions say what they answer.
    """
    if paper_type in INQUIRY_TYPES or page.kind == "file":
        return True
    if told.questions:
        spoken = all(any(c.property == "cg:askedBy" for c in q.cites) for q in told.questions)
        return told.announced if paper_type is None else spoken and bool(told.answers)
    return bool(told.answers) and all(a.tied == "heading" or a.restated for a in told.answers)


def exchange(page: Page, paper: str, paper_type: str | None, asked_by: tuple[tuple[str, str], ...]) -> Exchange:
    """Return the questions and answers of one page of an inquiry, or of a paper that answers one.

    In a text that answers a paper that asks, a repeated question is no second question: its words stand with the answer, and where
    the text carries the number of the asking paper itself, the question is that paper's, marked as repeated.
    Elsewhere the questions repeated among the answers are the inquiry's questions, where it shows no others.
    """
    divided = parts(page, paper_type)
    asked = [] if divided.answering else asking.asked(page, divided)
    found, again, findings = given(page, divided, asked)
    if not divided.answering:
        asked += _as_asked(_new(again, asked))
    elif _carries_asking_number(page, paper_type):
        asked = _as_asked(_repeated(page, again, found))
    heads = [] if asked_by or not divided.asking else askers(_above(divided, asked)) or signers(divided.lines)
    by = answerer(page, divided)
    parted = [_without_label(page, one) for one in found]
    speakers = [_speaker(page, one, label, by) for one, label in parted]
    made = records(page, [one for one, _ in parted], paper, speakers)
    named = [(who, answer) for who, answer in zip(speakers, made, strict=True) if who is not None]
    return Exchange(
        tuple(
            msgspec.structs.replace(_question(page, q, paper, n, asked_by, heads), repeated=divided.answering)
            for n, q in enumerate(asked, 1)
        ),
        tuple(made),
        (*_askers(page, asked, heads), *_named(named)),
        tuple(findings),
        divided.leadin is not None,
        tuple(heads),
    )


def _new(again: list[Given], asked: list[Asked]) -> list[Given]:
    """Return the questions among the answers that were not asked before: all where there are no others, else the further ones."""
    numbers = {q.number for q in asked}
    return [
        one for one in again if not asked or (one.number not in numbers and (one.number or "").startswith("Nachfrage"))
    ]


def _carries_asking_number(page: Page, paper_type: str | None) -> bool:
    """Tell whether an answering text is known by the paper that asks: no file of a paper, no paper of its own that names the other."""
    return page.kind == "paper" and paper_type in ASKING_TYPES and page.field("refers_to") is None


def _repeated(page: Page, again: list[Given], found: list[Given]) -> list[Given]:
    """Return the questions that an answering text repeats: those that ask or request, with an answer below them."""
    last = max((one.text.start for one in found), default=0)
    return [
        one
        for one in again
        if len(one.numbers) < 2 and one.text.end <= last and puts_a_question(page.text[one.text.start : one.text.end])
    ]


def _as_asked(again: list[Given]) -> list[Asked]:
    """Return the questions that stand only above their answers."""
    found: list[Asked] = []
    keys: dict[str, int] = {}
    for place, one in enumerate(again, 1):
        base = (one.number or f"p{place}").lower().replace(" ", "-")
        keys[base] = keys.get(base, 0) + 1
        key = base if keys[base] == 1 else f"{base}-{keys[base]}"
        found.append(Asked(key, one.number, _parent(base, keys), one.text))
    return found


def _parent(key: str, known: dict[str, int]) -> str | None:
    """Return the key of the main question: "3" for "3a" and "3.1", where it was asked before."""
    main = key[:-1] if key[-1].isalpha() else key.rpartition(".")[0]
    return main if main and main in known else None


def _without_label(page: Page, one: Given) -> tuple[Given, Speaker | None]:
    """Part the name of the speaker, or of who signs, from the words of an answer."""
    label = speaker_label(page.text, one.text.start, one.text.end) if one.tied in ("below", "whole") else None
    if label is not None and label.text_start < one.text.end:
        return msgspec.structs.replace(one, text=Stretch(label.text_start, one.text.end)), label
    below = lines(page.text, one.text.start, one.text.end)
    count, signed = below_answer(below)
    if not count:
        return one, None
    last = [line for line in below if not line.is_blank][-count - 1]
    return msgspec.structs.replace(one, text=Stretch(one.text.start, last.end)), signed


def _speaker(page: Page, one: Given, label: Speaker | None, by: Answerer | None) -> Answerer | None:
    if label is not None:
        return of_speaker(label)
    own = speaker(page, one.text.start, one.text.end) if one.tied in ("below", "word", "whole") else None
    return own or by


def _above(divided: Parts, asked: list[Asked]) -> list[Line]:
    """Return the lines of a text before its first question."""
    first = min((q.text.start for q in asked), default=0)
    return [line for line in divided.lines if line.end <= first]


def _question(
    page: Page, one: Asked, paper: str, position: int, asked_by: tuple[tuple[str, str], ...], heads: list[Asker]
) -> Question:
    cites = [Cited(property="schema:text", evidence=page.evidence(one.text.start, one.text.end))]
    named: list[Asker] | list[Speaker] = [one.by] if one.by is not None else heads
    if named:
        asked_by = tuple((who.named.noun, who.named.key) for who in named)
        cites += [Cited(property="cg:askedBy", evidence=page.evidence(who.start, who.end)) for who in named]
    return Question(
        cites=tuple(cites),
        paper=paper,
        key=one.key,
        position=position,
        text=asking.text_of(page, one),
        number=one.number,
        parent=one.parent,
        asked_by=asked_by,
    )


def _askers(page: Page, asked: list[Asked], heads: list[Asker]) -> list[Thing]:
    """Return the records of those whose names stand before questions, or in the letter head above them."""
    found: dict[str, list[Thing]] = {}
    named: list[Asker | Speaker] = [*heads, *(one.by for one in asked if one.by is not None)]
    for who in named:
        if who.named.key not in found:
            cites = (Cited(property="", evidence=page.evidence(who.start, who.end)),)
            found[who.named.key] = person_things(who.named, cites)
    return [thing for things in found.values() for thing in things]


def _named(pairs: list[tuple[Answerer, Answer]]) -> list[Thing]:
    """Return the records of those who answer, each once, with the place that names them."""
    found: dict[tuple[str | None, str | None], list[Thing]] = {}
    for who, answer in pairs:
        if who.named is None or (who.noun, who.key) in found:
            continue
        cites = answer.cites[-1:]
        office = [Organisation(cites=cites, noun="unit", key=who.named.key, name=who.named.name)]
        found[who.noun, who.key] = person_things(who.named, cites) if who.noun == "person" else list(office)
    return [thing for things in found.values() for thing in things]
