"""Turns the sentences of an inquiry without numbers into its questions, with the text below one that speaks as its answer."""

import re
from functools import cache

import msgspec

from civicgraph.extract.asking import Asked, Stretch
from civicgraph.extract.blocks import speaks_in_answers
from civicgraph.extract.inquiry import Parts, answer_word, heading, is_closing, is_section
from civicgraph.extract.phrases import table
from civicgraph.extract.prose import spans
from civicgraph.extract.speakers import Speaker, speaker_label
from civicgraph.read.page import Line, Page

MIN_QUESTION = 8
"""A sentence of fewer characters before its mark is no question of its own ("Warum?")."""


def sentences(page: Page, parts: Parts, stop: int) -> list[Asked]:
    """Return the sentences that ask, where an inquiry has no numbers; text below one is its answer where it speaks so."""
    asking = parts.lines[parts.first_question : stop]
    last = _end_of_asking(asking)
    if not asking[:last]:
        return []
    told = list(spans(page, asking[0].start, asking[last - 1].end))
    marks = [mark for mark in (_marked(page, index, span) for index, span in enumerate(told)) if mark is not None]
    if not marks and (parts.asking or page.kind == "paper"):
        reported = [(i, (a, b)) for i, (a, b) in enumerate(told) if _is_reported(page.text[a:b])]
        marks = [_Mark(i, Stretch(_begin(page, a, b), b), None) for i, (a, b) in reported]
    if parts.asking:
        marks = [_with_request(page, told, mark) for mark in marks]
    return [_with_text_below(page, parts, told, marks, place) for place in range(len(marks))]


class _Mark(msgspec.Struct, frozen=True):
    """A sentence that asks: its place among the sentences, where it stands, and who is labelled as asking it."""

    index: int
    text: Stretch
    by: Speaker | None


def _with_request(page: Page, told: list[tuple[int, int]], mark: _Mark) -> _Mark:
    """Let a question go on over the sentence behind it that says how to answer: "Wenn möglich, bitte nach Jahren auflisten."."""
    following = told[mark.index + 1] if mark.index + 1 < len(told) else None
    if following is None or _HOW.match(page.text[following[0] : following[1]]) is None:
        return mark
    return msgspec.structs.replace(mark, index=mark.index + 1, text=Stretch(mark.text.start, following[1]))


_HOW = re.compile(r"\s{0,9}(?:[A-ZÄÖÜ][\w\s]{0,40},\s)?[Bb]itte\s[^?]{1,200}$")


def _marked(page: Page, index: int, span: tuple[int, int]) -> _Mark | None:
    """Return a sentence that ends in a question mark, without the name of its speaker."""
    begin, mark = _begin(page, *span), page.text.rfind("?", *span)
    by = speaker_label(page.text, begin, mark) if mark > begin else None
    begin = by.text_start if by is not None else begin
    return _Mark(index, Stretch(begin, mark + 1), by) if mark - begin > MIN_QUESTION else None


def _begin(page: Page, start: int, end: int) -> int:
    text = page.text[start:end]
    bullet = re.match(r"\s{0,40}o\s{1,9}(?=[A-ZÄÖÜ])", text)
    return start + (bullet.end() if bullet is not None else len(text) - len(text.lstrip(_SIGNS)))


_SIGNS = " \u00a0\t\n•*-–\uf0b7\uf0a7\uf0d8▪‣◦➢✓■□●○→>"
"""White space and the signs that open items of a list."""


def _end_of_asking(asking: list[Line]) -> int:
    """Return the index of the line before which unnumbered questions end: the reasons below them, or the end of the letter."""
    seen = False
    for index, line in enumerate(asking):
        if heading(line) is not None or (
            seen and (is_closing(line.text) or (answer_word(line) is None and is_section(line.text)))
        ):
            return index
        seen = seen or "?" in line.text or _is_reported(line.text)
    return len(asking)


def _with_text_below(page: Page, parts: Parts, told: list[tuple[int, int]], marks: list[_Mark], place: int) -> Asked:
    """Return a sentence that asks with the text up to the next such sentence, where that is marked or speaks as an answer."""
    mark = marks[place]
    question = Asked(f"p{place + 1}", None, None, mark.text, by=mark.by)
    stop = marks[place + 1].index if place + 1 < len(marks) else len(told)
    if mark.index + 1 >= stop or parts.asking:
        return question
    start, end = told[mark.index + 1][0], told[stop - 1][1]
    word = _ANSWER_WORD_HERE.match(page.text[start : start + 200])
    if word is not None:
        below = _trimmed(page, start + word.end(), end)
        return msgspec.structs.replace(question, below=below, word=Stretch(start, start + word.end()))
    if parts.answers is not None:
        return question
    if speaker_label(page.text, start, end) is not None:
        feed = page.prose.find("\n", start, end)
        return msgspec.structs.replace(question, below=_trimmed(page, start, end if feed < 0 else feed))
    if speaks_in_answers(page.text[start:end]):
        return msgspec.structs.replace(question, below=_trimmed(page, start, end))
    return question


_ANSWER_WORD_HERE = re.compile(r"\s{0,40}(?:Antwort|Stellungnahme)(?:\s(?:der|des|von)\s[^:\n]{1,80})?\s{0,3}:\s{0,9}")


def _trimmed(page: Page, start: int, end: int) -> Stretch | None:
    text = page.text[start:end]
    if not text.strip():
        return None
    return Stretch(start + len(text) - len(text.lstrip()), start + len(text.rstrip()))


@cache
def _reported() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("asking_verbs")))


def _is_reported(sentence: str) -> bool:
    """Tell whether a sentence reports a question with a clear verb of asking: "Frau Ott fragt, ob …"."""
    return _reported().search(sentence[:600]) is not None
