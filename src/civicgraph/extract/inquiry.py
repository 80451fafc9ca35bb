"""Parts the running text of an inquiry: preamble, questions, answers, by lead-ins and headings."""

import re
from functools import cache
from itertools import pairwise

import msgspec

from civicgraph.extract.labels import LISTED, MONTH, at_start
from civicgraph.extract.phrases import table
from civicgraph.read.page import Line, Page, lines

_HEADING = re.compile(
    rf"""^[\s•*]*(?:Antwort(?:en)?\s+)?
    (?:[Zz]u|ZU|[Zz]ur|[Aa]uf|[Aa]d)\s+
    (?:(?:den|der|die)\s+)?
    (?P<noun>(?:Teil|Nach|Zusatz|Unter)?[Ff]ragen?|Ziffern?|Punkt(?:en|e)?|Nummern?|Nrn?\.)?\s*
    (?P<listed>{LISTED})
    \s*(?P<end>(?:[.):]+|[-–](?=\s)|$|(?=(?<=\s)[A-ZÄÖÜ„“"])))
    (?P<rest>.*)$""",
    re.VERBOSE,
)
_ANSWER_WORD = re.compile(r"^[\s•*]*(?:Antwort|Stellungnahme(?:/Antwort)?|A)\s*:\s*(?P<rest>.*)$")


class Heading(msgspec.Struct, frozen=True):
    """An answer's heading. listed: its label as written; rest_start: where the text after it on the same line begins."""

    line: Line
    listed: str
    rest_start: int
    worded: bool
    follow_up: bool = False


class Parts(msgspec.Struct, frozen=True):
    """An inquiry's lines by their place. answers: index of the first line of the answers, None where none begins."""

    lines: list[Line]
    first_question: int
    answers: int | None
    leadin: int | None
    answer_leadin: int | None


@cache
def _leadins(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table(name)), re.IGNORECASE)


def parts(page: Page) -> Parts:
    """Find where questions and answers of a page's running text begin.

    Where "Antwort:" stands after each question, no line parts the two: then `answers` is None.
    """
    body = [piece for line in lines(page.text, page.body.start, page.body.end) for piece in _unglued(line)]
    words = [i for i, line in enumerate(body) if answer_word(line) is not None]
    answer_leadin = next(
        (i for i, line in enumerate(body) if is_answer_leadin(line.text) and (i not in words or len(words) < 2)), None
    )
    asked_before = any(at_start(line.text) for line in body[: answer_leadin or 0])
    interleaved = len(words) > 1 and (answer_leadin is None or not asked_before)
    answers = None if interleaved else answer_leadin
    first_heading = next(
        (i for i, line in enumerate(body) if heading(line) is not None and _is_heading_here(body, i, answers)), None
    )
    if first_heading is not None and (answers is None or first_heading < answers):
        answers = first_heading
    section = next((s.span.start for s in page.sections if s.name == "answer"), None)
    if answers is None and section is not None and not interleaved:
        answers = next((i for i, line in enumerate(body) if line.start >= section), None)
    stop = len(body) if answers is None else answers
    leadin = next((i for i, line in enumerate(body[:stop]) if _leadins("question_leadins").search(line.text)), None)
    begins = max((i + 1 for i in (leadin, answer_leadin if interleaved else None) if i is not None), default=0)
    return Parts(
        body, begins, answers, leadin if leadin is not None or not interleaved else answer_leadin, answer_leadin
    )


_GLUED = re.compile(r"\?\s{0,3}(?=\d{1,2}[.)]\s*[A-ZÄÖÜ])")


def _unglued(line: Line) -> list[Line]:
    """Part a line on which one question follows another ("…?2. Welche …") into lines of their own."""
    cuts = [0, *(m.end() for m in _GLUED.finditer(line.text)), len(line.text)]
    if len(cuts) == 2:
        return [line]
    return [Line(line.start + a, line.start + b, line.text[a:b]) for a, b in pairwise(cuts)]


def is_answer_leadin(text: str) -> bool:
    """Tell whether a line announces the answers ("… beantwortet die Fragen wie folgt:")."""
    return len(text) < 400 and _leadins("answer_leadins").search(text) is not None


def is_closing(text: str) -> bool:
    """Tell whether a line ends a letter."""
    return len(text) < 200 and _leadins("closings").search(text) is not None


def heading(line: Line) -> Heading | None:
    """Return the answer heading that a line opens with, or None.

    "zum 3." and "zur 5." are dates and ordinals; "zu 3 Punkten" goes on in small letters; both are none.
    """
    match = _HEADING.match(line.text)
    if match is None:
        return None
    rest, end = match.group("rest"), match.group("end")
    zur = re.match(r"^[\s•*]*(?:Antwort(?:en)?\s+)?[Zz]ur", line.text)
    if (zur and not match.group("noun")) or (
        not match.group("noun") and re.fullmatch(r"[a-h]", match.group("listed")) and ")" not in end
    ):
        return None
    if rest.strip() and not end.strip(" ") and not match.group("noun"):
        return None
    if re.match(rf"\s*{MONTH}\b", rest):
        return None
    noun = match.group("noun") or ""
    follow_up = noun.startswith(("Nach", "Zusatz"))
    return Heading(line, match.group("listed"), line.start + match.start("rest"), bool(noun), follow_up)


def answer_word(line: Line) -> int | None:
    """Return where the text after a bare "Antwort:" begins, or None where the line opens with no such word."""
    match = _ANSWER_WORD.match(line.text)
    return line.start + match.start("rest") if match else None


def _is_heading_here(body: list[Line], index: int, answers: int | None) -> bool:
    """A heading before any announcement counts where it is worded ("Zu Frage 1:") or stands behind a question."""
    if answers is not None and index >= answers:
        return True
    found = heading(body[index])
    assert found is not None  # the caller has seen it
    return found.worded or any("?" in line.text or at_start(line.text) for line in body[:index])
