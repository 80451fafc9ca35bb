"""Reads the head of minutes: whose sitting it was, on what day, from when to when, where, and whether it was public."""

import re
from functools import cache

from civicgraph.read.account import Account
from civicgraph.read.council import labels
from civicgraph.read.council.forms import CLOCK, DATE, MAX_LINE, at, fits, is_officer, nouns
from civicgraph.read.council.furniture import furniture
from civicgraph.read.page import Field, Line, collapse, span_field

HEAD_LINES = 60
WITHIN = 400
"""Characters behind the body's name in which the day stands."""
_TIME = re.compile(rf"{CLOCK}(?:\s{{0,3}}(?:-|–|bis)\s{{0,3}}{CLOCK})?")
_PERSONS = re.compile(
    r"(?:Vorsitz(?:ende[r]?|ender|ende/r|ende:r)?|Vorsitzende/r|Schriftführ(?:er|erin|ung|er/in)|Protokoll(?:führer|führerin|führung|ant|antin)?"
    r"|Anwesend(?:e|e\sMitglieder)?|Abwesend|Entschuldigt|Teilnehme(?:r|nde|rinnen)|Mitglieder|Gäste|Verwaltung|Ferner\sanwesend)\s?:.{0,150}"
)
_RECORDER = re.compile(r"(?:Schriftführer|Protokollführer)(?:in)?\s?:\s?[A-ZÄÖÜ].{2,60}")
_CHAIR = re.compile(r"Vorsitz(?:ende[r]?|ender|ende/r|ende:r)?\s?:\s?\S.{2,80}")
_OPENS = re.compile(r"Punkt\s\d{1,3}(?:\.\d{1,2})?\sder\sTagesordnung|TOP\s?\d{1,3}\b|Tagesordnung\s?:?")


@cache
def _named() -> re.Pattern[str]:
    further = r"(?:\s(?:für|der|des|von|und|Stadt)\s[^\n,;:()]{2,110}?)?(?:\s[A-ZÄÖÜ][\wäöüß-]{2,30}){0,2}?"
    body = rf"(?:[\wäöüß.-]{{2,30}}\s){{0,3}}?(?:{nouns()})(?![\wäöüß]){further}"
    return re.compile(
        rf"(?P<line>(?:\d{{1,3}}\.?\s)?(?-i:(?!über\s|die\s|der\s|des\s)[a-zäöüß()/-]{{3,30}}\s){{0,4}}\w*sitzung\s(?P<body>(?:(?:des|der)\s)?{body}))"
        rf"(?=\s+(?:am|vom)\s|\s*[,;:(]|[^\S\n]*(?:\n|$))",
        re.IGNORECASE,
    )


@cache
def _compound() -> re.Pattern[str]:
    """The words "Protokoll der Gemeinderatssitzung vom …", where the body stands inside the word."""
    return re.compile(
        rf"(?P<line>(?:\d{{1,3}}\.?\s)?(?:(?:nicht)?öffentlichen?\s)?(?<![\wäöüß])(?P<body>(?:[\wäöüß]{{2,30}}-)?(?:{nouns()}))s?-?sitzung)"
        rf"(?=\s+(?:am|vom|des|der|in)\s|\s*[,;:(]|[^\S\n]*(?:\n|$))",
        re.IGNORECASE,
    )


@cache
def _recorded() -> re.Pattern[str]:
    """The words "Auszug aus dem Protokoll der Stadtverordnetenversammlung vom …", where no word says "Sitzung"."""
    return re.compile(
        rf"(?P<line>(?:niederschrift|protokoll)\s(?:der|des)\s(?P<body>(?:{nouns()})(?:\s(?:der|des|für)\s[A-ZÄÖÜ][^\n,;:()]{{2,80}}?)?))"
        rf"(?=\s+(?:am|vom)\s|\s*[,;:(]|[^\S\n]*(?:\n|$))",
        re.IGNORECASE,
    )


class Sitting:
    """Takes the lines above the first item. fields: those of the meeting, group 0."""

    def __init__(self, text: str, told: list[Line], account: Account) -> None:
        self.fields: list[Field] = []
        self._text, self._account = text, account
        head = [line for line in told if not line.is_blank][:HEAD_LINES]
        end = head[-1].end if head else 0
        self._take_title(end)
        for line in head:
            self._take(line)
        self._take_day(end)

    def _take_title(self, end: int) -> None:
        """Take the words "12. öffentliche Sitzung des Bauausschusses", where lines name the body."""
        match = _named().search(self._text, 0, end) or _compound().search(self._text, 0, end)
        match = match or _recorded().search(self._text, 0, end)
        if match is None:
            return
        self._add(span_field("body", self._text, match.start("body"), match.end("body")), "Sitzung")
        self._add(span_field("meeting_line", self._text, match.start("line"), match.end("line")), "Sitzung")
        if (public := re.search(r"(?:nicht[\s-]?)?öffentliche?", match.group("line"), re.IGNORECASE)) is not None:
            start = match.start("line") + public.start()
            self._add(span_field("publicity", self._text, start, start + len(public.group())), "Öffentlichkeit")

    def _take(self, line: Line) -> None:
        words = collapse(line.text)
        kind = furniture(words)
        if kind is not None:
            self._account.left(kind, words)
        elif len(words) > MAX_LINE:
            return
        elif told := labels.labels_of(line, "minutes"):
            for one in told:
                self._take_label(one)
        elif fits("publicity", words):
            self._add(at(line, "publicity", 0, len(line.text)), "Öffentlichkeit")
        elif _RECORDER.fullmatch(words) is not None:
            self._take_officer(line, 0)
        elif _CHAIR.fullmatch(words) is not None and is_officer(words.partition(":")[2].strip()):
            self._take_officer(line, line.text.index(":") + 1)
        elif _PERSONS.fullmatch(words) is not None:
            self._account.left("Personen der Sitzung", words)
        elif not self._is_taken(line) and _OPENS.match(words) is None:
            self._take_place(line, words)

    def _take_officer(self, line: Line, start: int) -> None:
        """Take who led the sitting or kept its minutes: with the words of the office."""
        field = at(line, "officers", start, len(line.text))
        if field is not None:
            self._account.mapped("Vorsitz und Schriftführung", field.value)
            self.fields.append(field)

    def _take_label(self, one: labels.Told) -> None:
        found = list(labels.fields_of(one.label, one.line, one.start, one.end)) if one.value else []
        if one.label.name == "number" or not found:
            return
        self._account.mapped(one.label.words, found[0].value)
        for field in found:
            self._add(field, one.label.words)

    def _take_day(self, end: int) -> None:
        """Take the day, and the time behind it, that follow the body's name without a label."""
        body = next((f.span.end for f in self.fields if f.name == "body"), 0)
        known = next((f.span.end for f in self.fields if f.name == "date"), None)
        if known is None:
            match = re.compile(DATE).search(self._text, body, min(end, body + WITHIN))
            match = match or re.compile(DATE).search(self._text, 0, min(end, body + WITHIN))
            if match is None:
                return
            self._add(span_field("date", self._text, match.start(), match.end()), "Tag")
            known = match.end()
        clock = _TIME.search(self._text, known, min(end, known + 60))
        if clock is not None and "\n\n" not in self._text[known : clock.start()]:
            self._add(span_field("time", self._text, clock.start(), clock.end()), "Zeit")

    def _take_place(self, line: Line, words: str) -> None:
        """Take a line that names a room or house below the day: nothing else says where the sitting was."""
        if re.fullmatch(
            r"[A-ZÄÖÜ][^.:;?!]{0,30}(?:saal|rathaus|zimmer|haus|halle|zentrum|raum)\b[^.:;?!]{0,60}",
            words,
            re.IGNORECASE,
        ):
            self._add(at(line, "place", 0, len(line.text)), "Ort")

    def _is_taken(self, line: Line) -> bool:
        return any(line.start <= field.span.start < line.end for field in self.fields)

    def _add(self, field: Field | None, label: str) -> None:
        """Add a field; the first of its name counts, a beginning and an end are both times."""
        if field is None:
            return
        times = [one for one in self.fields if one.name == "time"]
        if any(one.name == field.name for one in self.fields) and not (
            field.name == "time"
            and len(times) == 1
            and field.value != times[0].value
            and label.casefold().startswith(_ENDS)
        ):
            return
        self._account.mapped(label, field.value)
        self.fields.append(field)


_ENDS = ("ende", "sitzungsende")
