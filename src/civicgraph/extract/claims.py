"""Finds counts, sums, shares and durations with modifier, unit and subject."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from civicgraph.extract.counts import Number, numbers
from civicgraph.extract.phrases import table
from civicgraph.extract.prose import MAX_SENTENCE
from civicgraph.extract.wording import is_furniture
from civicgraph.read.page import Line, Page, collapse
from civicgraph.read.plain import heading_of
from civicgraph.record import About, Answer, Cited, Claim, Question

_VERB = (
    r"(?:von|beträgt|betrug|betragen|lag\s+bei|liegt\s+bei|lag|liegt|dauerte?|dauern|umfasste?"
    r"|beläuft\s+sich\s+auf|belief\s+sich\s+auf)"
)
_SUBJECT_BEFORE = re.compile(
    rf"(?P<subject>[A-ZÄÖÜ][\wäöüß-]{{1,60}})(?:[^\S\n]{{1,3}}(?:der|des|von)[^\S\n]{{1,3}}[A-ZÄÖÜ][\wäöüß-]{{1,60}})?[^\S\n]{{1,3}}{_VERB}"
    rf"(?:[^\S\n]{{1,3}}(?:derzeit|aktuell|zurzeit|zuletzt|insgesamt|durchschnittlich|jährlich|demnach|damit|somit|im\s+(?:Durchschnitt|Schnitt|Mittel)"
    rf"|einschließlich\s+[^.,;:\d\n]{{3,40}}|inklusive\s+[^.,;:\d\n]{{3,40}}))?[^\S\n]{{1,3}}$"
)
NEAR = 300
"""What a number counts is looked for within so many characters before and behind it."""
_SHARE_OF = re.compile(
    r"[^\S\n]{1,3}(?:de[rs]|aller|dieser|von|vom)[^\S\n]{1,3}(?:[a-zäöüß-]{2,30}[^\S\n]{1,3}){0,2}(?P<subject>[A-ZÄÖÜ][\wäöüß-]{2,60})"
)
_PRONOUNS = frozenset(("Sie", "Er", "Es", "Diese", "Dieser", "Dieses"))
_BEHIND = re.compile(r"[^\S\n]{1,3}(?:[a-zäöüß-]{2,30}e[nrs]?[^\S\n]{1,3})?(?P<subject>[A-ZÄÖÜ][\wäöüß-]{2,60})")
_COSTS = re.compile(
    r"[^\S\n]{1,3}(?:kostet|kosten|kostete|kosteten|beträgt|betragen|betrug|betrugen)[^\S\n]{1,3}(?:der|die|das)[^\S\n]{1,3}"
    r"(?:[a-zäöüß-]{2,30}[^\S\n]{1,3}){0,2}(?P<subject>[A-ZÄÖÜ][\wäöüß-]{2,60})"
)
_POINTS_TO = re.compile(rf"\s{{0,3}}(?:{'|'.join(sorted(_PRONOUNS))})\s")
_TAKES_PART = re.compile(r"Teilnehm|Teilnahm|Antwort|Rückmeldung")
_POINTS_BACK = re.compile(r"\b(?:daran|dabei|davon|hieran|hierbei)\b")
_SUBJECT_FOR = re.compile(
    r"[Ff]ür[^\S\n]+(?:die|der|das|den)[^\S\n]+(?P<subject>[A-ZÄÖÜ][\wäöüß-]+)[^\S\n]+(?:standen|stehen|stand|blieben|waren|war|gab\s+es)[^\S\n]+$"
)
_SUBJECT_VERB = re.compile(
    r"(?:betrug|beträgt|betrugen|betragen|lag|liegt|umfasst|umfasste)[^\S\n]+(?P<subject>(?:die|der|das)[^\S\n]+[^.,;:\n\d]{3,80}?)[^\S\n]+(?:bei[^\S\n]+)?$"
)


def claims(
    page: Page, spans: list[tuple[int, int]], asked: list[Question], answered: list[Answer], subject: About
) -> list[Claim]:
    """Return the page's claims in order; a duration counts only where the text says of what."""
    found: list[Claim] = []
    told = [_places("question", asked), _places("answer", answered)]
    for start, end in spans:
        if is_furniture(Line(start, end, page.prose[start:end])):
            continue
        for number in numbers(page.prose, start, end):
            counted = _shared_noun(page, number, found, start) or _subject(page, number, start, end)
            if counted is None:
                continue
            near = (start, end) if end - start <= MAX_SENTENCE else (number.start, number.end)
            found.append(
                Claim(
                    cites=(Cited(property="cg:value", evidence=page.evidence(*near)),),
                    subject=counted,
                    value=number.value,
                    modifier=number.modifier,
                    unit=number.unit,
                    stated_in=next(
                        (t for places in told if (t := _at(places, number.start))), (subject.noun, subject.key)
                    ),
                )
            )
    return found


_SHARES = re.compile(r"\b(?:davon|darunter|hiervon)\b[^.;:\d\n]{0,40}$")


def _shared_noun(page: Page, number: Number, found: Sequence[Claim], start: int) -> str | None:
    """Return what the count before is of, where a share is led to from it: "6.100 Gebäude, davon werden 44 Prozent beheizt"."""
    if number.unit != "Prozent" or not found or found[-1].unit in ("EUR", "Prozent"):
        return None
    before = page.prose[max(start, number.start - 60) : number.start]
    same = found[-1].cites[0].evidence.start >= start
    return found[-1].subject if same and _SHARES.search(before) else None


def _places(noun: str, things: Sequence[Question | Answer]) -> list[tuple[int, int, str, str]]:
    """Return where questions or answers stand, sorted: start, end, noun, key."""
    return sorted((t.cites[0].evidence.start, t.cites[0].evidence.end, noun, t.key) for t in things)


def _at(places: list[tuple[int, int, str, str]], offset: int) -> tuple[str, str] | None:
    """Return (noun, key) of the question or answer whose text holds an offset, None where none does."""
    last = bisect_right(places, offset, key=lambda place: place[0]) - 1
    if last < 0 or offset >= places[last][1]:
        return None
    return places[last][2:]


def _subject(page: Page, number: Number, start: int, end: int) -> str | None:
    """Return what is counted, in the page's words: what stands before ("Zeitspanne von …"), else the noun and its topic."""
    before = re.sub(
        r"\s{1,3}in\s{1,3}Höhe\s{1,3}von\s{1,3}$", " ", page.prose[max(start, number.start - NEAR) : number.start]
    )
    stated = next((m for p in (_SUBJECT_BEFORE, _SUBJECT_VERB, _SUBJECT_FOR) if (m := p.search(before))), None)
    if stated is not None and number.unit != "Anzahl" and stated.group("subject") not in _PRONOUNS:
        return collapse(re.sub(r"^(?:die|der|das)\s+", "", stated.group("subject")))
    if number.unit == "Mal":
        return next(reversed(_nouns(before)), None)
    if number.needs_subject:
        return _of_time(page, number, before, end)
    if number.is_measure:
        behind = _BEHIND.match(page.prose, number.end, end)
        if behind is not None:
            return str(behind.group("subject"))
        return next(reversed(_nouns(before)), number.noun)
    of = _SHARE_OF.match(page.prose, number.end, end) if number.unit == "Prozent" else None
    if of is not None:
        return str(of.group("subject"))
    costs = _COSTS.match(page.prose, number.end, end) if number.unit == "EUR" else None
    if costs is not None:
        return str(costs.group("subject"))
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


_AT_DAYS = re.compile(r"\ban[^\S\n]{1,3}(?:insgesamt[^\S\n]{1,3})?$")
_WERE = re.compile(
    r"\b(?:sind|waren|wurden|werden|fielen|entfielen|fallen|es)(?:[^\S\n]{1,3}(?:insgesamt|im[^\S\n]\w{4,12}(?:[^\S\n]\d{4})?))?[^\S\n]{1,3}$"
)


def _of_time(page: Page, number: Number, before: str, end: int) -> str | None:
    """Return what a number of days or hours is of where they are counted: "an 17 Tagen geschlossen", "1.386 Stunden Unterricht"."""
    if number.unit == "Tage" and _AT_DAYS.search(before):
        return next(reversed(_nouns(before)), None)
    if number.unit != "Stunden":
        return None
    behind = _BEHIND.match(page.prose, number.end, end)
    if behind is not None:
        return str(behind.group("subject"))
    return number.noun if _WERE.search(before) else None


def _sum_of(page: Page, before: str, start: int, word: str, is_row: bool) -> str:
    """Return what a sum or share is of: the last telling noun before it, else the cell or short line before it in a table.

    is_row: nothing follows the number, not even a full stop, as in a table's row.
    """
    nouns = _nouns(before)
    if nouns:
        return str(nouns[-1])
    if _POINTS_TO.match(before):
        nouns = _nouns(
            page.prose[
                max(page.body.start, page.prose.rfind("\n", max(0, start - NEAR), start) + 1, start - NEAR) : start
            ]
        )
        return str(nouns[-1]) if nouns else word
    cell = collapse(before).strip(" :–-+")
    if is_row and cell and len(cell) < 60 and not re.search(r"\d", cell):
        return f"{word} ({cell})"
    above = [
        line
        for line in page.prose[max(page.body.start, start - NEAR) : start].split("\n")
        if line.strip() and not is_furniture(Line(0, len(line), line))
    ]
    if above and page.prose[start : start + 40].lstrip()[:1].islower() and (nouns := _nouns(above[-1])):
        return nouns[-1]  # the sentence began on the page before
    if above and len(above[-1]) < 60 and not re.search(r"\d", above[-1]) and heading_of(above[-1]) is None:
        return f"{word} ({collapse(above[-1])})"
    return word


def _nouns(text: str) -> list[str]:
    """Return the telling nouns of a stretch, in order."""
    silent = {row["word"] for row in table("claim_silent_nouns")}
    return [n for n in re.findall(r"(?:^|(?<=[\s(„]))[A-ZÄÖÜ][\wäöüß-]{2,60}", text) if n not in silent]


@cache
def _topics() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("claim_topics")))


def _topic(page: Page, number: Number, start: int, end: int) -> str | None:
    """Return the survey, conference or project that the sentence, or else the one before it, speaks of."""
    if re.match(r"Einwohner", number.noun):
        return None
    stretches = [(max(start, number.start - NEAR), number.start), (number.end, min(end, number.end + NEAR))]
    points_back = _POINTS_BACK.search(page.prose, stretches[0][0], stretches[1][1])
    if _TAKES_PART.match(number.noun) or points_back:
        paragraph = page.prose.rfind("\n", max(page.body.start, start - NEAR), start) + 1
        stretches.append((max(page.body.start, paragraph, start - NEAR), start))
    for begin, stop in stretches:
        matches = list(_topics().finditer(page.prose, begin, stop))
        if matches:
            return collapse(matches[-1].group(0))
    return None
