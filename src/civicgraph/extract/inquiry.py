"""Parts the running text of an inquiry: preamble, questions, answers, by lead-ins and headings; tells asking from answering texts."""

import re
from collections.abc import Callable
from functools import cache

import msgspec

from civicgraph.extract.glued import unglued
from civicgraph.extract.labels import LISTED, MONTH, at_start, expanded
from civicgraph.extract.phrases import table
from civicgraph.extract.wording import is_furniture
from civicgraph.read.page import Line, Page, collapse, lines
from civicgraph.read.plain import heading_of

_END = r"(?P<end>(?:[.):]{1,3}\*{0,2}|[-–](?=\s|$)|$|(?=(?<=\s)[A-ZÄÖÜ„“\"])))(?P<rest>.*)$"
_TOGETHER = re.compile(
    rf"^[\s•*]{{0,40}}(?:Die\s)?Fragen?\s(?P<listed>{LISTED})[.)]{{0,2}}"
    r"(?:\swerden\s[^.:?]{0,100}\bbeantwortet\s?[.:](?=\s{0,40}$)|\*{0,2}\s{0,3}:)\*{0,2}(?P<rest>.*)$"
)
_ANSWER_WORD = re.compile(
    r"^[\s•*–-]{0,40}(?:(?:(?:Die\s)?Antwort(?:\s(?:(?:der|des|von|durch)\s[^:\n]{1,80}|[A-ZÄÖÜ]\w{4,30}))?|ANTWORT|Antw\.|Beantwortung"
    r"|Stellungnahme(?:/Antwort)?(?:\s(?:der|des)\s[^:\n]{1,80})?|A)\*{0,2}\s{0,3}:|(?:Antwort|ANTWORT)\s{0,3}$)\*{0,2}\s{0,9}(?P<rest>.*)$"
)
_FURTHER = re.compile(
    r"^[\s•*]{0,40}(?:Antwort\s{1,3})?(?:[Zz]ur?|[Aa]uf\sdie)\s{1,3}(?:Nach|Zusatz)frage\s{0,3}:\s{0,9}(?P<rest>.*)$"
)
_ZUR = re.compile(r"^[\s•*]{0,40}(?:Antwort(?:en)?\s{1,3})?[Zz]ur")
MAX_LEADIN = 2000
"""A line that announces something is looked at up to so many characters."""
MAX_HEAD = 60
"""The words that say what a text is stand in so many of its first lines."""


class Heading(msgspec.Struct, frozen=True):
    """An answer's heading. listed: its label as written; rest_start: where the text after it on the same line begins."""

    line: Line
    listed: str
    rest_start: int
    worded: bool
    follow_up: bool = False


class Parts(msgspec.Struct, frozen=True):
    """An inquiry's lines by their place.

    answers: index of the first line of the answers, None where none begins;
    asking, answering: the text says of itself that it asks, or that it answers a paper that asks; announcing: indices of the lines that
    announce questions; parting: those of headings of other sections and of closings, which part one list from another.
    """

    lines: list[Line]
    first_question: int
    answers: int | None
    leadin: int | None
    answer_leadin: int | None
    asking: bool = False
    answering: bool = False
    announcing: frozenset[int] = frozenset()
    parting: frozenset[int] = frozenset()


@cache
def _heading() -> re.Pattern[str]:
    """Return the pattern of a heading: a preposition before a number ("Zu Frage 3a:"), or a word for an answer ("Antwort 3:"), or "A3:"."""
    answers, nouns = ("|".join(row["pattern"] for row in table(f"heading_{name}")) for name in ("answers", "nouns"))
    preposition = r"(?:[Zz]u|ZU|[Zz]ur|[Aa]uf|[Aa]d)\s{1,3}(?:(?:den|der|die)\s{1,3})?"
    return re.compile(
        rf"^[\s•*]{{0,40}}(?:(?:(?:{answers})\s{{1,3}})?{preposition}|(?P<word>{answers})\s{{1,3}}(?:der\s)?|A(?=\d))"
        rf"(?P<noun>{nouns})?\s{{0,3}}(?:Nr\.\s{{0,3}})?\(?(?P<listed>{LISTED})\s{{0,3}}{_END}"
    )


@cache
def _leadins(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table(name)), re.IGNORECASE)


@cache
def _kinds(name: str, where: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table(name) if row["where"] == where), re.IGNORECASE)


def is_answering(page: Page, paper_type: str | None) -> bool:
    """Tell whether a text answers an inquiry that stands elsewhere: by its paper's type, its file's name, or its letter head."""
    if page.field("answers") is not None:
        return True
    names = [page.value("type"), page.about.name if page.about is not None else ""]
    if paper_type == "answer-paper" or any(_kinds("answering_texts", "name").search(name) for name in names):
        return True
    return page.kind == "file" and _heads(page) == "answering_texts"


def is_asking(page: Page) -> bool:
    """Tell whether a file's text says in its letter head, or its name, that it is an inquiry."""
    if page.kind != "file":
        return False
    named = page.about is not None and _kinds("asking_texts", "name").search(page.about.name) is not None
    return named or _heads(page) == "asking_texts"


def _heads(page: Page) -> str | None:
    """Return the table whose words stand alone on one of a text's first lines, or, as a running head, on its first page."""
    short = [
        line.text.strip() for line in lines(page.text, 0, min(len(page.text), 4000)) if 0 < len(line.text.strip()) < 150
    ]
    for pieces in (short[:MAX_HEAD], short[MAX_HEAD:]):
        for text in pieces:
            for name in ("answering_texts", "asking_texts"):
                if _kinds(name, "line").fullmatch(text):
                    return name
    return None


def parts(page: Page, paper_type: str | None = None) -> Parts:
    """Find where questions and answers of a page's running text begin.

    Where "Antwort:" stands after each question, no line parts the two: then `answers` is None.
    """
    whole = lines(page.text, page.body.start, page.body.end)
    body = unglued([line for line in _once_blank(whole) if not is_furniture(line)])
    parting = frozenset(
        i for i, line in enumerate(body) if not line.is_blank and (is_section(line.text) or is_closing(line.text))
    )
    if is_answering(page, paper_type):
        leadin = _first(body, lambda i: _announces_answers(body, i))
        return Parts(body, 0, 0, None, leadin, answering=True, parting=parting)
    words = {i for i, line in enumerate(body) if answer_word(line) is not None}
    answer_leadin = _first(body, lambda i: _announces_answers(body, i) and (i not in words or len(words) < 2))
    asked_before = any(at_start(line.text) for line in body[: answer_leadin or 0])
    interleaved = len(words) > 1 and (answer_leadin is None or not asked_before)
    answers = None if interleaved else answer_leadin
    asking = is_asking(page)
    asked = _first(body, lambda i: "?" in body[i].text or at_start(body[i].text) is not None)
    first_heading = _first(body, lambda i: _is_heading_here(body[i], i, answers, asked))
    if first_heading is not None and not asking and (answers is None or first_heading < answers):
        answers = first_heading
    section = next((s.span.start for s in page.sections if s.name == "answer"), None)
    if answers is None and section is not None and not interleaved:
        answers = _first(body, lambda i: body[i].start >= section)
    stop = len(body) if answers is None else answers
    announcing = frozenset(i for i in range(stop) if announces_questions(body, i))
    leadin = min(announcing, default=None)
    begins = max((i + 1 for i in (leadin, answer_leadin if interleaved else None) if i is not None), default=0)
    told = leadin if leadin is not None or not interleaved else answer_leadin
    return Parts(body, begins, answers, told, answer_leadin, asking, False, announcing, parting)


def _once_blank(whole: list[Line]) -> list[Line]:
    """Return the lines with one empty line where several stand together: more part nothing further."""
    return [line for i, line in enumerate(whole) if i == 0 or not (line.is_blank and whole[i - 1].is_blank)]


def _first(body: list[Line], is_so: Callable[[int], bool]) -> int | None:
    return next((i for i in range(len(body)) if is_so(i)), None)


def _with_line_before(body: list[Line], index: int) -> str:
    """Return a line with the one before it, where that one was wrapped: an announcement may run over two lines."""
    text = body[index].text[:MAX_LEADIN]
    if index and not body[index - 1].is_blank and not re.search(r"[.:;?!]\s{0,9}$", body[index - 1].text[-20:]):
        return f"{body[index - 1].text[-300:]} {text}"
    return text


def announces_questions(body: list[Line], index: int) -> bool:
    """Tell whether a line announces questions ("Deshalb fragen wir:")."""
    if body[index].is_blank or answer_word(body[index]) is not None:
        return False
    return _leadins("question_leadins").search(_with_line_before(body, index)) is not None


def _announces_answers(body: list[Line], index: int) -> bool:
    if body[index].is_blank:
        return False
    whole = _with_line_before(body, index)
    return is_answer_leadin(body[index].text) or (len(whole) > len(body[index].text) and is_answer_leadin(whole))


def is_answer_leadin(text: str) -> bool:
    """Tell whether a line announces the answers ("… beantwortet die Fragen wie folgt:")."""
    return len(text) < 400 and _leadins("answer_leadins").search(collapse(text)) is not None


def is_closing(text: str) -> bool:
    """Tell whether a line ends a letter."""
    return len(text) < 200 and _leadins("closings").search(text) is not None


def is_section(text: str) -> bool:
    """Tell whether a line is the heading of another part of a paper: its reasons, its costs."""
    if len(text) > 120:
        return False
    return heading_of(text) is not None or _leadins("reasons").fullmatch(text.strip()) is not None


def heading(line: Line) -> Heading | None:
    """Return the answer heading that a line opens with, or None.

    "zum 3." and "zur 5." are dates and ordinals; "zu 3 Punkten" goes on in small letters; both are none.
    """
    further = _FURTHER.match(line.text)
    if further is not None:
        return Heading(line, "1", line.start + further.start("rest"), worded=True, follow_up=True)
    together = _TOGETHER.match(line.text)
    if together is not None and len(expanded(together.group("listed"))) > 1:
        return Heading(line, together.group("listed"), line.start + together.start("rest"), worded=True)
    match = _heading().match(line.text)
    if match is None or (
        match.group("word") and not match.group("noun") and not re.match(r"[.):]|$", match.group("end"))
    ):
        return None
    rest, end = match.group("rest"), match.group("end")
    bare = re.fullmatch(r"[a-h]", match.group("listed")) and rest.strip() and ")" not in end and ":" not in end
    if not match.group("noun") and (_ZUR.match(line.text) or bare):
        return None
    if rest.strip() and not end.strip(" ") and not match.group("noun"):
        return None
    if re.match(rf"\s{{0,9}}{MONTH}\b", rest):
        return None
    noun = match.group("noun") or ""
    follow_up = noun.startswith(("Nach", "Zusatz"))
    worded = bool(noun or match.group("word"))
    return Heading(line, match.group("listed"), line.start + match.start("rest"), worded, follow_up)


def joint_label(line: Line) -> Heading | None:
    """Return the numbers that open a line together ("1. + 2. Welche …", "3. und 4."), as the heading of one answer, or None."""
    match = _JOINT.match(line.text)
    return Heading(line, match.group("listed"), line.start + match.start("rest"), worded=False) if match else None


_JOINT = re.compile(
    r"^[\s•*]{0,40}(?P<listed>\d{1,2}[.)]{1,2}\s{0,3}(?:(?:\+|&|/|,|und|u\.|bis|–|-)\s{0,3}\d{1,2}[.)]{1,2}\s{0,3}){1,6})(?P<rest>(?:[A-ZÄÖÜ„“\"].*)?)$"
)


def answer_word(line: Line) -> int | None:
    """Return where the text after a bare "Antwort:" begins, or None where the line opens with no such word."""
    match = _ANSWER_WORD.match(line.text)
    return line.start + match.start("rest") if match else None


def _is_heading_here(line: Line, index: int, answers: int | None, asked: int | None) -> bool:
    """A heading before any announcement counts where it is worded ("Zu Frage 1:") or stands behind a question."""
    found = heading(line)
    if found is None:
        return False
    return found.worded or (answers is not None and index >= answers) or (asked is not None and asked < index)
