"""Finds counts, sums, shares and durations with modifier, unit and subject."""

import re
from decimal import Decimal
from functools import cache

import msgspec

from civicgraph.extract.phrases import any_of, table
from civicgraph.read.page import Page, collapse
from civicgraph.record import About, Answer, Cited, Claim, Question
from civicgraph.vocab import scheme

_SCALES = {
    "tsd": 10**3,
    "tausend": 10**3,
    "mio": 10**6,
    "million": 10**6,
    "millionen": 10**6,
    "mrd": 10**9,
    "milliarde": 10**9,
    "milliarden": 10**9,
    "t": 10**3,
}
_VERB = r"(?:von|beträgt|betrug|betragen|lag\s+bei|liegt\s+bei|dauerte?|umfasste?)"
_SUBJECT_BEFORE = re.compile(
    rf"(?P<subject>[A-ZÄÖÜ][\wäöüß-]+)(?:[^\S\n]+(?:der|des|von)[^\S\n]+[A-ZÄÖÜ][\wäöüß-]+)?[^\S\n]+{_VERB}[^\S\n]+$"
)
_RANGE = re.compile(r"\d(?:[^\S\n]*(?:bis|–|-|und|auf|oder)[^\S\n]*)$")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_TAKES_PART = re.compile(r"Teilnehm|Teilnahm|Antwort|Rückmeldung")
_POINTS_BACK = re.compile(r"\b(?:daran|dabei|davon|hieran|hierbei)\b")
_SUBJECT_FOR = re.compile(
    r"[Ff]ür[^\S\n]+(?:die|der|das|den)[^\S\n]+(?P<subject>[A-ZÄÖÜ][\wäöüß-]+)[^\S\n]+(?:standen|stehen|stand|blieben|waren|war|gab\s+es)[^\S\n]+$"
)
_SUBJECT_VERB = re.compile(
    r"(?:betrug|beträgt|betrugen|betragen|lag|liegt|umfasst|umfasste)[^\S\n]+(?P<subject>(?:die|der|das)[^\S\n]+[^.,;:\n\d]{3,80}?)[^\S\n]+(?:bei[^\S\n]+)?$"
)


class Number(msgspec.Struct, frozen=True):
    """One counted thing at [start, end). value: canonical; noun: the page's word."""

    start: int
    end: int
    value: str
    modifier: str
    unit: str
    noun: str
    needs_subject: bool


@cache
def _pattern() -> re.Pattern[str]:
    modifiers = {w for c in scheme("claim-modifier").concepts.values() for w in c.wordings}
    modifier = any_of(tuple(sorted(modifiers, key=lambda w: (-len(w), w))))
    words = any_of(tuple(sorted((r["word"] for r in table("number_words")), key=lambda w: (-len(w), w))))
    units = "|".join(f"(?P<u{i}>{row['pattern']})" for i, row in enumerate(table("claim_units")))
    figure = r"(?:[+-]|−)?\d{1,3}(?:[.\u00a0\u202f]\d{3})+(?:,\d{1,4})?|(?:[+-]|−)?\d{1,12}(?:,\d{1,4})?(?:,-+)?"
    return re.compile(
        rf"(?:(?<![\wäöüß])(?P<modifier>(?i:{modifier}))[^\S\n]+(?:nur[^\S\n]+)?(?:mit[^\S\n]+)?)?"
        rf"(?<![\wäöüß.,/:-])(?P<number>{figure}|(?i:{words})(?![\wäöüß]))(?:[^\S\n]?(?P<scale>Mio\.?|Mrd\.?|Tsd\.?|Millionen|Milliarden|Tausend|Million))?"
        rf"[^\S\n]?(?:[^\S\n]*[a-zäöüß]+(?:e|en|er|em|es)[^\S\n]+){{0,2}}[^\S\n]*(?:{units})(?![\wäöüß])"
    )


def numbers(text: str, start: int, end: int) -> list[Number]:
    """Return everything counted between two offsets, left to right."""
    rows = table("claim_units")
    found = []
    for match in _pattern().finditer(text, start, end):
        index = next(i for i in range(len(rows)) if match.group(f"u{i}") is not None)
        if _RANGE.search(text, max(start, match.start("number") - 12), match.start("number")) or _is_year(
            match, rows[index]
        ):
            continue  # one end of a range is no count, and a year is none either
        value = _value(match.group("number"), match.group("scale"), match.group(f"u{index}"))
        if value is None:
            continue
        modifier = scheme("claim-modifier").code(match.group("modifier")) if match.group("modifier") else "exactly"
        if re.search(r"\b[Kk]eine[^\S\n]+$", text[max(start, match.start() - 8) : match.start()]):
            modifier = "under"  # "keine 10 Personen"
        row = rows[index]
        noun = match.group(f"u{index}")
        found.append(
            Number(
                match.start(), match.end(), value, modifier or "exactly", row["unit"], noun, bool(row["needs_subject"])
            )
        )
    return found


def _is_year(match: re.Match[str], row: dict[str, str]) -> bool:
    """Tell whether a number is a bare year ("im Jahr 2022 Besucher"): four digits, no modifier, no sum."""
    is_bare = _YEAR.fullmatch(match.group("number")) is not None and not match.group("modifier")
    return is_bare and row["unit"] not in ("EUR", "Prozent")


def claims(
    page: Page, spans: list[tuple[int, int]], asked: list[Question], answered: list[Answer], subject: About
) -> list[Claim]:
    """Return the page's claims in order; a duration counts only where the text says of what."""
    found = []
    for start, end in spans:
        for number in numbers(page.prose, start, end):
            counted = _subject(page, number, start, end)
            if counted is None:
                continue
            found.append(
                Claim(
                    cites=(Cited(property="cg:value", evidence=page.evidence(start, end)),),
                    subject=counted,
                    value=number.value,
                    modifier=number.modifier,
                    unit=number.unit,
                    stated_in=_stated_in(number.start, asked, answered, subject),
                )
            )
    return found


def _value(figure: str, scale: str | None, noun: str) -> str | None:
    """Return a number in canonical form: integer or decimal without trailing zeros."""
    words = {row["word"]: row["value"] for row in table("number_words")}
    text = words.get(figure.casefold()) or re.sub(r"[.\u00a0\u202f](?=\d{3})", "", figure).replace("−", "-").rstrip(
        ",-"
    ).replace(",", ".")
    factor = _SCALES.get((scale or "").rstrip(".").casefold(), 1) * (1000 if noun in ("T€", "TEUR") else 1)
    try:
        value = Decimal(text) * factor
    except ArithmeticError:
        return None
    return canonical(value)


def canonical(value: Decimal) -> str:
    """Return a decimal as xsd:integer or canonical xsd:decimal writes it: 18, 2.5, -0.75."""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _subject(page: Page, number: Number, start: int, end: int) -> str | None:
    """Return what is counted, in the page's words: what stands before ("Zeitspanne von …"), else the noun and its topic."""
    before = re.sub(r"\s+in\s+Höhe\s+von\s+$", " ", page.prose[start : number.start])
    stated = next((m for p in (_SUBJECT_BEFORE, _SUBJECT_VERB, _SUBJECT_FOR) if (m := p.search(before))), None)
    if stated is not None:
        return collapse(re.sub(r"^(?:die|der|das)\s+", "", stated.group("subject")))
    if number.needs_subject:
        return None
    if number.unit in ("EUR", "Prozent"):
        return _sum_of(
            page,
            before,
            start,
            "Betrag" if number.unit == "EUR" else "Anteil",
            not page.prose[number.end : end].strip(),
        )
    topic = _topic(page, number, start, end)
    return (
        f"{number.noun} ({topic})"
        if topic and topic not in number.noun and number.unit in ("Personen", "Rückmeldungen")
        else number.noun
    )


def _sum_of(page: Page, before: str, start: int, word: str, is_row: bool) -> str:
    """Return what a sum or share is of: the last telling noun before it, else the cell or short line before it in a table.

    is_row: nothing follows the number, not even a full stop, as in a table's row.
    """
    silent = {row["word"] for row in table("claim_silent_nouns")}
    nouns = [n for n in re.findall(r"(?:^|(?<=[\s(„]))[A-ZÄÖÜ][\wäöüß-]{3,}", before) if n not in silent]
    if nouns:
        return str(nouns[-1])
    cell = collapse(before).strip(" :–-+")
    if is_row and cell and len(cell) < 60 and not re.search(r"\d", cell):
        return f"{word} ({cell})"
    above = [line for line in page.prose[max(page.body.start, start - 200) : start].split("\n") if line.strip()]
    if above and len(above[-1]) < 60 and not re.search(r"\d", above[-1]):
        return f"{word} ({collapse(above[-1])})"
    return word


@cache
def _topics() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("claim_topics")))


def _topic(page: Page, number: Number, start: int, end: int) -> str | None:
    """Return the survey, conference or project that the sentence, or else the one before it, speaks of."""
    if re.match(r"Einwohner", number.noun):
        return None
    stretches = [(start, number.start), (number.end, end)]
    if _TAKES_PART.match(number.noun) or _POINTS_BACK.search(page.prose, start, end):
        paragraph = page.prose.rfind("\n", page.body.start, start) + 1
        stretches.append((max(page.body.start, paragraph, start - 300), start))
    for begin, stop in stretches:
        matches = list(_topics().finditer(page.prose, begin, stop))
        if matches:
            return collapse(matches[-1].group(0))
    return None


def _stated_in(offset: int, asked: list[Question], answered: list[Answer], subject: About) -> tuple[str, str]:
    """Return (noun, key) of the question or answer whose text holds an offset, else what the page is about."""
    for noun, things in (("question", asked), ("answer", answered)):
        for thing in things:
            place = thing.cites[0].evidence
            if place.start <= offset < place.end:
                return noun, thing.key
    return subject.noun, subject.key
