"""Parts the words below a label or heading into the question and what stands behind it: where the asking ends."""

import re

import msgspec

from civicgraph.extract.sequence import asks
from civicgraph.extract.speakers import Speaker
from civicgraph.extract.wording import is_abbreviated
from civicgraph.read.page import Line

MAX_RESTATED = 900
"""A question put in more characters than this before its question mark is no repeated question."""
LOOK_AHEAD = 3
"""So many paragraphs below a label may pass before the sentence that asks."""
_QUESTION_END = re.compile(r"\?[\s)\]”“\"»’*.…]{0,20}")
_STOP = re.compile(r"(?<=[a-zäöüß)\]”“\"»0-9]{2})[.!](?=\s|$)")
_CONTINUES = re.compile(
    r"[\s\u00a0]{0,20}(?:[(\[]|[-–•*]\s|\.\.\.|…|(?:Und|Oder|Wenn|Falls|Sofern|Sollte|Bitte|Bejahendenfalls|Ggf\.|Gegebenenfalls)\b|[a-zäöüß])"
)
_REQUEST = re.compile(
    r"[\s\u00a0]{0,20}[(\[]?(?:(?:Wir|Ich)\s)?(?:[^.?!]{0,120}\s)?[Bb]itten?\s(?!um\s(?:Verständnis|Beachtung|Kenntnisnahme))"
)


class Stretch(msgspec.Struct, frozen=True):
    """A piece of the page's text: offsets in code points, end exclusive."""

    start: int
    end: int


class Asked(msgspec.Struct, frozen=True):
    """One question as it stands on the page. below: the text under it that may answer it; word: its "Antwort:"; by: who puts it."""

    key: str
    number: str | None
    parent: str | None
    text: Stretch
    below: Stretch | None = None
    word: Stretch | None = None
    by: Speaker | None = None


def puts_a_question(text: str) -> bool:
    """Tell whether words ask by a question mark or are a request: "Bitte listen Sie …"."""
    return "?" in text or _REQUEST.match(text) is not None


def sentence_end(text: str) -> re.Match[str] | None:
    """Return the first full stop that ends a sentence, or None; one behind an abbreviation ends none."""
    return next((m for m in _STOP.finditer(text) if not is_abbreviated(text, m.start())), None)


def stretch(lines: list[Line]) -> Stretch | None:
    full = [line for line in lines if not line.is_blank]
    if not full:
        return None
    first = full[0]
    lead = len(first.text) - len(first.text.lstrip())
    return Stretch(first.start + lead, full[-1].start + len(full[-1].text.rstrip()))


class Paragraphs:
    """The lines of a block as paragraphs; knows where the asking ends."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._paragraphs: list[list[Line]] = []
        fresh = True
        for line in lines:
            if line.is_blank:
                fresh = True
                continue
            if fresh:
                self._paragraphs.append([])
            self._paragraphs[-1].append(line)
            fresh = False

    def all(self) -> Stretch | None:
        """Return the whole text without white space around it."""
        return stretch(self._lines)

    def after(self, offset: int) -> Stretch | None:
        """Return what stands behind an offset."""
        rest = [
            line if line.start >= offset else Line(offset, line.end, line.text[offset - line.start :])
            for line in self._lines
            if line.end > offset
        ]
        return stretch(rest)

    def paragraph_end(self, asked: Stretch) -> int:
        """Return the end of the paragraph in which a stretch ends."""
        last = next((p for p in self._paragraphs if p[-1].end >= asked.end), None)
        return last[-1].end if last is not None else asked.end

    def first_asks(self) -> bool | None:
        """Tell whether the first of several paragraphs ends with its question; None where there is only one, or none asks."""
        if len(self._paragraphs) < 2 or "?" not in (first := _joined(self._paragraphs[0])):
            return None
        return re.search(r"\?[\s)\]”“\"»’]{0,9}$", first[-12:]) is not None

    def first_paragraph(self) -> Stretch | None:
        """Return the first of several paragraphs, None where there is only one."""
        return stretch(self._paragraphs[0]) if len(self._paragraphs) > 1 else None

    def behind(self, offset: int) -> tuple[str, bool]:
        """Return the rest of the line on which text stands behind an offset, and whether it is a line of its own."""
        for line in self._lines:
            place = max(0, offset - line.start)
            if line.text[place:].strip():
                return line.text[place:], not line.text[:place].strip()
        return "", True

    def asked(self, is_last: bool) -> Stretch | None:
        """Return the words of a question in a text that asks: up to its last question mark, else its first paragraph."""
        whole = self.all()
        if whole is None:
            return None
        ahead = self._paragraphs[: 1 + LOOK_AHEAD]
        texts = [_joined(p) for p in ahead]
        if "?" not in texts[0] and (asks(texts[0]) or is_last) and not texts[0].rstrip().endswith(":"):
            return Stretch(whole.start, self._end_of_statement())
        first = next((i for i, text in enumerate(texts) if "?" in text), None)
        if first is None:
            return Stretch(whole.start, self._end_of_statement())
        end = _last_asking(ahead[first])
        return Stretch(whole.start, self._with_following(first, end, generous=True))

    def restated(self, *, strict: bool) -> Stretch | None:
        """Return the question that a text repeats before it answers, or None. strict: nothing but the question stands before its mark."""
        if not self._paragraphs:
            return None
        whole = self.all()
        place = 0
        first = _joined(self._paragraphs[0])
        if "?" not in first and len(self._paragraphs) > 1 and (not strict and re.search(r"[^.!]\s*$", first[-5:])):
            place = 1
            first = _joined(self._paragraphs[1])
        mark = first.find("?")
        if whole is None or mark < 0 or mark > MAX_RESTATED:
            return None
        if (strict or place) and sentence_end(first[:mark]):
            return None
        end = _first_asking(self._paragraphs[place])
        return Stretch(whole.start, self._with_following(place, end, generous=False))

    def first_statement(self) -> Stretch | None:
        """Return the first paragraph, or sentence of the only one, where something follows it: a request that is repeated."""
        whole = self.all()
        if whole is None:
            return None
        if len(self._paragraphs) > 1:
            end = self._end_of_statement()
            return Stretch(whole.start, end) if end - whole.start < MAX_RESTATED else None
        for line in self._paragraphs[0]:
            if re.search(r"[.!]\s{0,9}$", line.text[-12:]) and line.end < whole.end:
                return Stretch(whole.start, line.end) if line.end - whole.start < MAX_RESTATED else None
        return None

    def _end_of_statement(self) -> int:
        """Return the end of the first paragraph, and of the bullets or the unfinished sentence that go on below it."""
        end = self._paragraphs[0][-1]
        for paragraph in self._paragraphs[1:]:
            goes_on = re.match(r"\s{0,20}(?:[-–•*]\s|[a-zäöüß])", paragraph[0].text) is not None
            if not goes_on or re.search(r"[.!]\s{0,9}$", end.text[-12:]):
                break
            end = paragraph[-1]
        return end.end

    def _with_following(self, index: int, end: int, *, generous: bool) -> int:
        """Move the end of a question over the paragraphs below that only ask on: "Wenn nein, warum nicht?"."""
        for place in range(index, len(self._paragraphs)):
            paragraph = self._paragraphs[place]
            if place == index:
                if _is_left(paragraph, end):
                    break
                continue
            text = _joined(paragraph)
            first = text.find("?")
            if first < 0 or sentence_end(text[:first]) or (not generous and not _CONTINUES.match(text)):
                break
            end = _last_asking(paragraph) if generous else _first_asking(paragraph)
            if _is_left(paragraph, end):
                break
        return end


def _joined(paragraph: list[Line]) -> str:
    return "\n".join(line.text for line in paragraph)


def _is_left(paragraph: list[Line], end: int) -> bool:
    """Tell whether a paragraph goes on behind an offset."""
    return any(line.text[max(0, end - line.start) :].strip() for line in paragraph if line.end > end)


def _offset(paragraph: list[Line], place: int) -> int:
    """Return the page's offset of a place in the joined text of a paragraph."""
    for line in paragraph:
        if place <= len(line.text):
            return line.start + place
        place -= len(line.text) + 1
    return paragraph[-1].end


def _last_asking(paragraph: list[Line]) -> int:
    """Return where the asking of a paragraph ends: behind its last question mark, and behind a request that follows."""
    text = _joined(paragraph)
    marks = [m.end() for m in _QUESTION_END.finditer(text)]
    return _offset(paragraph, _with_request(text, marks[-1]))


def _first_asking(paragraph: list[Line]) -> int:
    """Return where the first question of a paragraph ends, with those that only go on with it."""
    text = _joined(paragraph)
    ends = [m.end() for m in _QUESTION_END.finditer(text)]
    end = ends[0]
    for following in ends[1:]:
        between = text[end:following]
        if sentence_end(between[:-1]) and not _REQUEST.match(between):
            break
        end = following
    return _offset(paragraph, _with_request(text, end))


def _with_request(text: str, end: int) -> int:
    """Move an end behind "(bitte nach Jahren)" or "Bitte auflisten." that stands there."""
    rest = text[end:]
    closed = re.match(r"\s{0,20}\([^()]{1,200}\)[.?]?", rest)
    if closed is not None:
        return end + closed.end()
    if _REQUEST.match(rest):
        stop = sentence_end(rest)
        return end + (stop.end() if stop is not None else len(rest))
    return end
