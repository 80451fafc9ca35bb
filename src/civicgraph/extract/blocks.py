"""Parts the lines of an inquiry or an answering text into blocks: a label or heading, the words that ask, the text below them."""

import re
from functools import cache
from itertools import pairwise, zip_longest

import msgspec

from civicgraph.extract.asking import Paragraphs, Stretch, stretch
from civicgraph.extract.inquiry import (
    Heading,
    answer_word,
    heading,
    is_answer_leadin,
    is_closing,
    is_section,
    joint_label,
)
from civicgraph.extract.labels import at_start
from civicgraph.extract.phrases import table
from civicgraph.extract.sequence import Accepted
from civicgraph.read.page import Line

MAX_REST = 300
"""So many characters may a repeated question go on behind its mark: a quotation, what is to be listed."""
MAX_HEAD = 120
"""More characters than this above a list of parts are a text of their own."""


class Block(msgspec.Struct, frozen=True):
    """One question, or answer heading, with what stands below it.

    A block without label and heading is what stands below a later announcement.
    opener: where its label or heading stands; asked: the words that ask, None where it repeats none; below: what follows them;
    loose: end of the paragraph that asks; word: where "Antwort:" stands in it, None where it does not.
    """

    label: Accepted | None
    heading: Heading | None
    opener: Stretch
    asked: Stretch | None
    below: Stretch | None
    loose: int
    word: Stretch | None = None


class _Raw(msgspec.Struct):
    """A block whose lines are being gathered; rest of the opener's line first."""

    label: Accepted | None
    heading: Heading | None
    opener: Stretch
    lines: list[Line]
    word: Stretch | None = None
    answer: list[Line] | None = None


def blocks(lines: list[Line], first: int, stop: int, labels: list[Accepted], *, answering: bool) -> list[Block]:
    """Return the blocks between two lines, in order; lines before the first label or heading belong to none."""
    by_line = {label.line: label for label in labels}
    raw: list[_Raw] = []
    opened: _Raw | None = None
    for index in range(first, stop):
        line = lines[index]
        begun = _begun(line, by_line.get(index), answering)
        word = answer_word(line) if begun is None else None
        if begun is not None:
            opened = begun
            raw.append(begun)
        elif word is not None and opened is not None and opened.answer is None and opened.heading is None:
            opened.word, opened.answer = (
                Stretch(line.start, word),
                [Line(word, line.end, line.text[word - line.start :])],
            )
        elif answering and raw and is_answer_leadin(line.text):
            opened = _Raw(None, None, Stretch(line.end, line.end), [])
            raw.append(opened)
        elif is_closing(line.text) or is_answer_leadin(line.text) or (not answering and is_section(line.text)):
            opened = None
        elif opened is not None:
            (opened.lines if opened.answer is None else opened.answer).append(line)
    if answering:
        _part_sections(raw)
    restating, blank_parts = _restates(raw), answering and _blank_parts(raw)
    made = [_block(one, answering, restating, blank_parts, index + 1 == len(raw)) for index, one in enumerate(raw)]
    return [_only_heads(one, following) for one, following in zip_longest(made, made[1:])]


def _only_heads(block: Block, following: Block | None) -> Block:
    """Let a label with a few words above a list of parts ("1. Kosten:") be the beginning of its parts, and no answer."""
    if (
        block.label is None
        or following is None
        or following.label is None
        or following.label.depth <= block.label.depth
    ):
        return block
    if block.asked is not None or block.below is None or block.below.end - block.below.start > MAX_HEAD:
        return block
    return msgspec.structs.replace(block, asked=block.below, below=None)


def _begun(line: Line, label: Accepted | None, answering: bool) -> _Raw | None:
    found = (heading(line) if label is None else joint_label(line)) if answering else None
    if found is not None:
        rest = Line(found.rest_start, line.end, line.text[found.rest_start - line.start :])
        return _Raw(None, found, Stretch(line.start, found.rest_start), [rest])
    if label is None:
        return None
    at = line.start + label.label.length
    return _Raw(label, None, Stretch(line.start, at), [Line(at, line.end, line.text[label.label.length :])])


def _restates(raw: list[_Raw]) -> bool:
    """Tell whether the labels of a text stand before questions rather than before answers: at least half of them ask."""
    labelled = [one for one in raw if one.label is not None]
    return sum(one.label.asks for one in labelled if one.label) * 2 >= len(labelled)


MIN_PARTED = 3
"""So many questions with an empty line below them show that empty lines part questions from answers."""


def _blank_parts(raw: list[_Raw]) -> bool:
    """Tell whether empty lines part the repeated questions of a text from their answers: below three of four of them one stands."""
    told = [Paragraphs(one.lines).first_asks() for one in raw if one.label is not None and one.answer is None]
    parted = sum(one is True for one in told)
    return parted >= MIN_PARTED and parted * 4 >= sum(one is not None for one in told) * 3


def _goes_on_asking(more: str, is_own_line: bool) -> bool:
    """Tell whether what stands behind a question's mark in its paragraph belongs to it: on the same line, or as labelled parts below."""
    return at_start(more) is not None if is_own_line else not speaks_in_answers(more)


def _part_sections(raw: list[_Raw]) -> None:
    """Take the head of the next section ("2. The matter at hand." above 2.1, "B Costs") from the end of the answer before it."""
    for one, following in pairwise(raw):
        if following.label is None:
            continue
        kept = one.lines if one.answer is None else one.answer
        main = following.label.label.main if following.label.label.style == "dotted" else None
        if main is not None and (one.label is None or one.label.label.main != main):
            _drop_head(kept, main)
        if main is not None or following.label.depth == 0:
            _drop_section_line(kept)


def _drop_head(kept: list[Line], main: str) -> None:
    """Drop what begins, behind an empty line, with a number that the next label counts on: "2. …" above 2.1."""
    for place in range(len(kept) - 1, 0, -1):
        label = at_start(kept[place].text)
        if label is not None and label.style == "number" and label.main == main and kept[place - 1].is_blank:
            del kept[place:]
            return


def _drop_section_line(kept: list[Line]) -> None:
    """Drop a section's heading from the end of some lines: "B Costs", "C) Further questions:"."""
    last = next((place for place in range(len(kept) - 1, 0, -1) if not kept[place].is_blank), 0)
    if last and kept[last - 1].is_blank and _SECTION_LINE.fullmatch(kept[last].text.strip()) is not None:
        del kept[last:]


_SECTION_LINE = re.compile(r"[A-H](?:[.)]{1,2}|\s)\s{0,3}[A-ZÄÖÜ„\"].{0,90}[^.!?]")


def _block(raw: _Raw, answering: bool, restating: bool, blank_parts: bool, is_last: bool) -> Block:
    text = Paragraphs(raw.lines)
    if raw.heading is not None:
        asked = text.restated(strict=True)
    elif raw.label is None:
        asked = None
    elif answering:
        asked = text.restated(strict=False) or (text.first_statement() if restating or raw.word else None)
        rest = text.first_paragraph() if blank_parts and asked is not None else None
        if asked is not None and rest is not None and asked.end < rest.end < asked.end + MAX_REST:
            asked = rest if _goes_on_asking(*text.behind(asked.end)) else asked
    else:
        asked = text.asked(is_last)
    loose = text.paragraph_end(asked) if asked is not None else raw.opener.end
    if raw.answer is not None:
        return Block(raw.label, raw.heading, raw.opener, asked or text.all(), stretch(raw.answer), loose, raw.word)
    below = text.after(asked.end) if asked is not None else text.all()
    return Block(raw.label, raw.heading, raw.opener, asked, below, loose)


@cache
def _openings() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("answer_openings")))


def speaks_in_answers(text: str) -> bool:
    """Tell whether a text opens as answers do: "Ja,", "Die Verwaltung teilt mit", "Herr Ott antwortet"."""
    return _openings().match(text.lstrip(" \u00a0\n\t•*-–")[:300]) is not None
