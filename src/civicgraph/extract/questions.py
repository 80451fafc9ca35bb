"""Finds the questions of an inquiry: numbered ones with their parts, bullets, or unnumbered sentences that ask."""

import re
from itertools import zip_longest

from civicgraph.extract.asking import Asked, Stretch
from civicgraph.extract.blocks import Block, blocks, speaks_in_answers
from civicgraph.extract.inquiry import (
    Parts,
    answer_word,
    is_answer_leadin,
    is_closing,
    is_section,
)
from civicgraph.extract.numbering import Numbering
from civicgraph.extract.sequence import Accepted, accepted, candidates
from civicgraph.extract.unnumbered import sentences
from civicgraph.extract.wording import words
from civicgraph.read.page import Page

_BULLET = re.compile(
    r"^[\s\u00a0]{0,40}(?:[•*–\-\uf0b7\uf0a7\uf0d8▪‣◦➢✓■□●○→>]|o(?=\s{1,9}[A-ZÄÖÜ]))[\s\u00a0]{1,20}(?=\S)"
)


def asked(page: Page, parts: Parts) -> list[Asked]:
    """Return a text's questions in its order; [] where nothing in it asks.

    A numbered list counts where a lead-in announces it or at least half of its items ask; a list that asks
    nothing (parts of a resolution, phases of a project) is none.
    """
    stop = len(parts.lines) if parts.answers is None else parts.answers
    best: list[Block] = []
    for first in dict.fromkeys((parts.first_question, 0)):
        announced = parts.leadin is not None and first == parts.first_question
        labels = numbered(parts, first, stop, answering=False)
        found = blocks(parts.lines, first, stop, labels, answering=False)
        counts = found and (announced or _asks_enough(page, parts, found))
        if counts and (not best or _marks(page, found) > _marks(page, best)):
            best = found
    if best:
        return _numbered_questions(page, parts, best)
    return _bullets(page, parts, stop) or sentences(page, parts, stop)


def _marks(page: Page, found: list[Block]) -> int:
    return sum("?" in _text(page, block) for block in found)


def _asks_enough(page: Page, parts: Parts, found: list[Block]) -> bool:
    """Tell whether at least half of a list's items, or of its main items, ask; in a text that says it asks, a request is enough."""
    main = [b for b in found if b.label is not None and b.label.depth == 0]
    if parts.asking and any(b.label is not None and b.label.asks for b in main):
        return True
    return any(_marks(page, some) * 2 >= len(some) for some in (found, main) if some)


def numbered(parts: Parts, first: int, stop: int, *, answering: bool) -> list[Accepted]:
    """Return the labels between two lines that number questions, or the answers to them."""
    announcing = set(parts.announcing)
    if parts.leadin is not None and first == parts.first_question:
        announcing.add(first - 1)
    found = candidates(parts.lines[:stop], announcing | parts.parting, announcing)
    found = [c for c in found if c.line >= first]
    return accepted(found, answering)


def _text(page: Page, block: Block) -> str:
    return page.text[block.asked.start : block.asked.end] if block.asked is not None else ""


def _numbered_questions(page: Page, parts: Parts, found: list[Block]) -> list[Asked]:
    answered = _is_interleaved(page, parts, found)
    numbering = Numbering()
    result: list[Asked] = []
    known: set[str] = set()
    for index, block in enumerate(found):
        if block.label is None:
            continue
        place = numbering.place(block.label)
        if block.asked is None or not page.text[block.asked.start : block.asked.end].strip():
            continue
        takes = block.word is not None or answered or _answers_alone(page, parts, found, index)
        end = block.asked.end if takes else max(block.asked.end, block.loose)
        below = block.below if takes else None
        parent = place.parent if place.parent in known else None
        known.add(place.key)
        result.append(Asked(place.key, place.number, parent, Stretch(block.asked.start, end), below, block.word))
    return result


def _is_interleaved(page: Page, parts: Parts, found: list[Block]) -> bool:
    """Tell whether answers stand unmarked below the questions: most questions have a text below them that asks nothing."""
    if parts.asking or parts.answers is not None or len(found) < 2:
        return False
    leaves = [b for b, following in zip_longest(found, found[1:]) if not _has_parts(b, following)]
    below = [b for b in leaves[:-1] if b.below is not None and b.word is None]
    return len(leaves) > 1 and bool(below) and len(below) * 5 >= (len(leaves) - 1) * 3 and leaves[-1].below is not None


def _has_parts(block: Block, following: Block | None) -> bool:
    if block.label is None or following is None or following.label is None:
        return False
    return block.label.depth < following.label.depth


def _answers_alone(page: Page, parts: Parts, found: list[Block], index: int) -> bool:
    """Tell whether the text below one question speaks in answers."""
    below = found[index].below
    if below is None or parts.asking or parts.answers is not None:
        return False
    return speaks_in_answers(page.text[below.start : below.end])


def _bullets(page: Page, parts: Parts, stop: int) -> list[Asked]:
    """Return the bullets below an announcement, where they carry no numbers; keys p1, p2, … and no number."""
    if parts.leadin is None:
        return []
    found: list[Stretch] = []
    opened = False
    for line in parts.lines[parts.first_question : stop]:
        match = _BULLET.match(line.text)
        if match is not None:
            found.append(Stretch(line.start + match.end(), line.start + len(line.text.rstrip())))
            opened = True
        elif line.is_blank or _ends_questions(line.text) or answer_word(line) is not None:
            opened = False
            if found and not line.is_blank:
                break
        elif opened and re.search(r"[.?!;]\s{0,9}$", page.text[max(0, found[-1].end - 3) : found[-1].end]) is None:
            found[-1] = Stretch(found[-1].start, line.start + len(line.text.rstrip()))
        elif found:
            break
    full = [s for s in found if page.text[s.start : s.end].strip()]
    return [Asked(f"p{n}", None, None, s) for n, s in enumerate(full, 1)] if len(full) > 1 else []


def _ends_questions(text: str) -> bool:
    return is_closing(text) or is_section(text) or is_answer_leadin(text)


def text_of(page: Page, question: Asked) -> str:
    """Return a question's words on one line."""
    return words(page.text[question.text.start : question.text.end])
