"""Finds the answers of a text without labels: below each question it repeats, else all of it as one."""

import re

import msgspec

from civicgraph.extract.asking import Stretch, sentence_end
from civicgraph.extract.inquiry import Parts, is_closing
from civicgraph.read.page import Line, Page
from civicgraph.record import Finding

MIN_PARAGRAPH = 60
"""The text of an answering paper without labels begins with the first paragraph that is so long and is a sentence."""
MAX_RESTATED = 700
"""A longer paragraph that ends with a question mark repeats no question."""


class Given(msgspec.Struct, frozen=True):
    """One answer as it stands on the page.

    numbers: those its heading or label names; restated: the questions it repeats; below: keys of this page's questions above it;
    tied: heading, label, word or below, by what ties it to them; number: its heading's label without blanks.
    """

    text: Stretch
    tied: str
    opener: Stretch | None = None
    number: str | None = None
    numbers: tuple[str, ...] = ()
    restated: tuple[Stretch, ...] = ()
    below: tuple[str, ...] = ()


def unlabelled(page: Page, parts: Parts) -> tuple[list[Given], list[Given], list[Finding]]:
    """Return the answers of a text without labels: below each repeated question, else all of it as one."""
    if not parts.answering:
        whole = _whole(parts.lines[(parts.answers or 0) + 1 :] if parts.answer_leadin is not None else [])
        return ([Given(whole, "whole")] if whole is not None else []), [], []
    texts = paragraphs(parts.lines[(parts.answer_leadin or -1) + 1 :])
    asking = [i for i, p in enumerate(texts) if _repeats(page, p)]
    if not asking:
        begin = next((i for i, p in enumerate(texts) if is_prose(page, p)), None)
        whole = Stretch(texts[begin].start, texts[-1].end) if begin is not None else None
        return ([Given(whole, "whole")] if whole is not None else []), [], []
    result: list[Given] = []
    again = [Given(_question_of(page, texts[i]), "label") for i in asking]
    pending: list[Stretch] = []
    for place in range(len(asking)):
        question = again[place].text
        stop = asking[place + 1] if place + 1 < len(asking) else len(texts)
        end = texts[stop - 1].end
        pending.append(question)
        below = page.text[question.end : end]
        if below.strip():
            start = question.end + len(below) - len(below.lstrip())
            result.append(Given(Stretch(start, end), "label", restated=tuple(pending)))
            pending = []
    return result, again, []


def paragraphs(lines: list[Line]) -> list[Stretch]:
    """Return the paragraphs of a text up to the end of its letter."""
    found: list[Stretch] = []
    fresh = True
    for line in lines:
        if is_closing(line.text) and found:
            break
        if line.is_blank:
            fresh = True
        elif fresh:
            found.append(Stretch(line.start, line.start + len(line.text.rstrip())))
            fresh = False
        else:
            found[-1] = Stretch(found[-1].start, line.start + len(line.text.rstrip()))
    return found


def _repeats(page: Page, paragraph: Stretch) -> bool:
    """Tell whether a paragraph begins with a question: nothing but its first sentences stands before the mark."""
    text = page.text[paragraph.start : min(paragraph.end, paragraph.start + MAX_RESTATED)]
    mark = text.find("?")
    return mark > 0 and sentence_end(text[:mark]) is None and _TOLD.search(text[:mark]) is None


def _question_of(page: Page, paragraph: Stretch) -> Stretch:
    """Return the question at the beginning of a paragraph, with those that follow at once."""
    text = page.text[paragraph.start : paragraph.end]
    end = text.index("?") + 1
    for mark in re.finditer(r"\?(?=\s|$)", text[:MAX_RESTATED]):
        if mark.end() > end and sentence_end(text[end : mark.start()]) is not None:
            break
        end = max(end, mark.end())
    return Stretch(paragraph.start, paragraph.start + end)


def is_prose(page: Page, paragraph: Stretch) -> bool:
    text = page.text[paragraph.start : paragraph.end]
    return len(text) >= MIN_PARAGRAPH and _ENDS.search(text[-3:]) is not None and _FIELD.match(text) is None


_TOLD = re.compile(r"[a-zäöüß)]{2}:\s(?!\s{0,20}\(?[a-h1-9][.)])")
_ENDS = re.compile(r"[.!?:)]\s*$")
_FIELD = re.compile(r"[^\n:.]{2,40}:(?:\s|$)")


def _whole(lines: list[Line]) -> Stretch | None:
    found = paragraphs(lines)
    return Stretch(found[0].start, found[-1].end) if found else None
