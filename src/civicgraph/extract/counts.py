"""Finds what running text counts: figures and number words with modifier, unit and the noun they count."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import msgspec

from civicgraph.extract.phrases import any_of, column, table
from civicgraph.vocab import scheme

_SCALES = {
    "tsd": 10**3, "tausend": 10**3, "mio": 10**6, "million": 10**6, "millionen": 10**6, "mrd": 10**9, "milliarde": 10**9,
    "milliarden": 10**9,
}  # fmt: skip
_RANGE = re.compile(r"\d[^\S\n]{0,3}(?:bis|–|-|und|auf|oder|/)[^\S\n]{0,3}$")
_GROUP = re.compile(r"(?<!\d)(?!(?:19|20)\d\d[^\S\n])\d{1,12}[^\S\n]$")
"""Digits before a number that are no year: both are groups of one longer number, as of a telephone."""
_RANGE_GOES_ON = re.compile(r"[^\S\n]{0,2}(?:bis|–|-|/|oder)[^\S\n]{0,2}\d")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_OF = re.compile(r"\b[Vv]on[^\S\n]{1,3}(?:(?:den|diesen|insgesamt|derzeit|rund|etwa)[^\S\n]{1,3}){0,2}$")
_VERBS = r"(?:sind|waren|wurden|werden|haben|hatten|stehen|gelten|liegen|verfügen|nutzen|konnten)"
_DAVON = re.compile(rf"\b(?:davon|darunter|hiervon)(?:[^\S\n]{_VERBS})?(?=[^\S\n])")
_LEADS_ON = re.compile(rf"[^\S\n]{_VERBS}(?=[^\S\n])|{_DAVON.pattern}")
NEAR = 70
"""The count that shares a noun is led to within so many characters."""


class Number(msgspec.Struct, frozen=True):
    """One counted thing at [start, end). value: canonical; noun: the page's word."""

    start: int
    end: int
    value: str
    modifier: str
    unit: str
    noun: str
    needs_subject: bool
    is_measure: bool = False


@cache
def _figure() -> str:
    words = any_of(tuple(sorted((r["word"] for r in table("number_words")), key=lambda w: (-len(w), w))))
    figure = r"(?:[+-]|−)?\d{1,3}(?:[.\u00a0\u202f ]\d{3}(?!\d)){1,4}(?:,\d{1,4})?(?:,[-–—]{1,2})?"
    figure = rf"{figure}|(?:[+-]|−)?\d{{1,12}}(?:,\d{{1,4}})?(?:,[-–—]{{1,2}})?"
    return rf"(?<![\wäöüß.,/:-])(?P<number>{figure}|(?i:{words})(?![\wäöüß]))"


@cache
def _modifier() -> str:
    modifiers = {w for c in scheme("claim-modifier").concepts.values() for w in c.wordings}
    words = any_of(tuple(sorted(modifiers, key=lambda w: (-len(w), w))))
    return rf"(?:(?<![\wäöüß])(?P<modifier>(?i:{words}))[^\S\n]{{1,3}}(?:nur[^\S\n]{{1,3}})?(?:mit[^\S\n]{{1,3}})?)?"


@cache
def _pattern() -> re.Pattern[str]:
    units = "|".join(f"(?P<u{i}>{row['pattern']})" for i, row in enumerate(table("claim_units")))
    return re.compile(
        rf"(?<![\wäöüß]){_modifier()}{_figure()}(?:[^\S\n]?(?P<scale>Mio\.?|Mrd\.?|Tsd\.?|Millionen|Milliarden|Tausend|Million))?"
        rf"[^\S\n]?(?:(?:waren|sind)(?=[^\S\n]))?(?:[^\S\n]{{0,3}}[a-zäöüß-]{{2,30}}(?:e|en|er|em|es)[^\S\n]{{1,3}}){{0,2}}[^\S\n]{{0,3}}(?:{units})(?![\wäöüß])"
    )


@cache
def _label() -> re.Pattern[str]:
    rows = "|".join(row["pattern"] for row in table("claim_labels"))
    return re.compile(rf"(?<![\wäöüß])(?:{rows})[^\S\n]{{0,3}}$", re.IGNORECASE)


@cache
def _part_of(kind: str) -> re.Pattern[str]:
    """Return the pattern of a count whose noun stands with another number.

    before: "11.240 von 15.800 Laternen"; after: what follows the verb or word that leads to it, as in "Von 38 Stellen sind sieben
    unbesetzt" and "…, davon 12 mit Balkon".
    """
    number = f"{_modifier()}{_figure()}"
    if kind == "before":
        return re.compile(
            rf"{number}[^\S\n]{{1,3}}von[^\S\n]{{1,3}}(?:(?:den|insgesamt|rund|etwa|ca\.)[^\S\n]{{1,3}}){{0,2}}$"
        )
    bare = rf"{number}(?=[^\S\n]{{1,3}}(?!von\b|bis\b|oder\b|Prozent|Jahr)[a-zäöüß]|[.,;)]\D|[.,;)]?$)"
    return re.compile(rf"[^.,;:\d]{{0,30}}?[^\S\n]{bare}")


def numbers(text: str, start: int, end: int) -> list[Number]:
    """Return everything counted between two offsets, left to right."""
    rows = table("claim_units")
    found: dict[int, Number] = {}
    for match in _pattern().finditer(text, start, end):
        index = next(i for i in range(len(rows)) if match.group(f"u{i}") is not None)
        row, noun = rows[index], match.group(f"u{index}")
        if _is_none(text, match, row, noun, start):
            continue
        value = _value(match.group("number"), match.group("scale"), noun)
        if value is None:
            continue
        modifier = _modifier_code(text, match, start)
        needs, measures = bool(row["needs_subject"]), bool(row["is_measure"])
        number = Number(match.start(), match.end(), value, modifier, row["unit"], noun, needs, measures)
        found.setdefault(number.start, number)
        for part in _parts(text, number, start, end):
            found.setdefault(part.start, part)
    totals = _totals(text, start, end) if text.find("ahl", start, end) >= 0 else ()
    sums = _sums(text, start, end) if _leading_currency().search(text, start, end) else ()
    for further in (*totals, *sums):
        found.setdefault(further.start, further)
    return [number for _, number in sorted(found.items())]


def _is_none(text: str, match: re.Match[str], row: dict[str, str], noun: str, start: int) -> bool:
    """Tell whether a number counts nothing: an end of a range, a bare year, a name ("Seite 14"), a noun that is not counted."""
    near = text[max(start, match.start("number") - 12) : match.start("number")]
    if _RANGE.search(near) or _GROUP.search(near) or _is_year(match, row):
        return True
    is_sum = row["unit"] in ("EUR", "Prozent") or match.group("modifier")
    if not is_sum and _label().search(text, max(start, match.start() - 60), match.start()):
        return True
    return row["unit"] == "Anzahl" and not _is_countable(noun, text, match.end())


def _is_countable(noun: str, text: str, end: int) -> bool:
    """Tell whether a noun is counted and no word of a vote, a month or a part of a text; a hyphen behind it leaves it open."""
    return noun.casefold() not in _uncounted() and not text.startswith("-", end)


@cache
def _uncounted() -> frozenset[str]:
    words = (*column("claim_uncounted", "word"), *column("vote_counts", "word"))
    return frozenset(word.casefold() for word in words)


@cache
def _total() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:Zahl|Anzahl)[^\S\n]{{1,3}}(?:der|an|von)[^\S\n]{{1,3}}(?:[a-zäöüß-]{{2,30}}[^\S\n]{{1,3}})?(?P<noun>[A-ZÄÖÜ][\wäöüß-]{{2,40}})"
        rf"(?=(?:[^.;:\d\n]{{1,60}}?(?:auf|bei|beträgt|betrug|waren|war|liegt|lag)[^\S\n]{{1,3}}(?:derzeit[^\S\n])?|[^\S\n]?:[^\S\n]{{1,3}}){_modifier()}{_figure()}"
        r"(?:[^\S\n]{1,3}(?!Prozent|bis|oder|Uhr)[a-zäöüß]|[.,;)](?!\d)|$))"
    )


def _totals(text: str, start: int, end: int) -> Iterator[Number]:
    """Yield the numbers that say how many there are, with the noun before: "Die Zahl der Anträge liegt bei 900"."""
    for match in _total().finditer(text, start, end):
        value = _value(match.group("number"), None, match.group("noun"))
        if value is not None:
            begin = match.start("modifier") if match.group("modifier") else match.start("number")
            code = scheme("claim-modifier").code(match.group("modifier")) if match.group("modifier") else None
            yield Number(begin, match.end("number"), value, code or "exactly", "Anzahl", match.group("noun"), False)


@cache
def _leading_currency() -> re.Pattern[str]:
    return re.compile(rf"(?:€|EUR|Euro)[^\S\n]{{1,2}}{_figure()}")


@cache
def _sum() -> re.Pattern[str]:
    return re.compile(
        rf"{_modifier()}(?:€|EUR|Euro)[^\S\n]{{1,2}}{_figure()}(?![\wäöüß]|[^\S\n]?(?:Euro|EUR|€|Mio|Mrd|Tsd))"
    )


def _sums(text: str, start: int, end: int) -> Iterator[Number]:
    """Yield the sums whose currency stands before them: "€ 12.000,00"; a figure before the currency has it already."""
    for match in _sum().finditer(text, start, end):
        near = text[max(start, match.start() - 12) : match.start()]
        value = _value(match.group("number"), None, "EUR")
        if value is not None and not re.search(r"\d[^\S\n]?$", near):
            yield Number(match.start(), match.end(), value, _modifier_code(text, match, start), "EUR", "Euro", False)


def _parts(text: str, whole: Number, start: int, end: int) -> Iterator[Number]:
    """Yield the counts that share the noun of another one, before and behind it in its sentence."""
    is_of = _OF.search(text, max(start, whole.start - 30), whole.start) is not None
    offset = max(start, whole.start - 60)
    before = _part_of("before").search(text[offset : whole.start]) if is_of else None
    if before is not None:
        yield from _part(text, before, whole, offset)
        is_of = False
    lead = (_LEADS_ON if is_of else _DAVON).search(text, whole.end, min(end, whole.end + NEAR))
    if lead is not None and not re.search(r"[.;:\d]", text[whole.end : lead.start()]):
        after = _part_of("after").match(text, lead.end(), end)
        if after is not None:
            yield from _part(text, after, whole, 0)


def _part(text: str, match: re.Match[str], whole: Number, offset: int) -> Iterator[Number]:
    value = _value(match.group("number"), None, whole.noun)
    begin = (match.start("number") if match.group("modifier") is None else match.start("modifier")) + offset
    is_end = _RANGE_GOES_ON.match(text, match.end("number") + offset) is not None
    if value is None or is_end or whole.needs_subject or whole.unit in ("EUR", "Prozent"):
        return
    modifier = scheme("claim-modifier").code(match.group("modifier")) if match.group("modifier") else None
    yield Number(begin, match.end("number") + offset, value, modifier or "exactly", whole.unit, whole.noun, False)


def _modifier_code(text: str, match: re.Match[str], start: int) -> str:
    if re.search(r"\b[Kk]eine[^\S\n]{1,3}$", text[max(start, match.start() - 8) : match.start()]):
        return "under"  # "keine 10 Personen"
    words = match.group("modifier")
    if words == "unter" and _among().search(text, max(start, match.start() - 40), match.start()):
        return "exactly"  # "eine Umfrage unter 612 Fahrgästen" asked just so many
    if words == "über" and _sum_over().search(text, max(start, match.start() - 40), match.start()):
        return "exactly"  # "ein Auftrag über 612.000 Euro" is one of just that sum
    return (scheme("claim-modifier").code(words) if words else None) or "exactly"


@cache
def _among() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\wäöüß])(?:{'|'.join(row['pattern'] for row in table('claim_among_nouns'))})[^\S\n]{{1,3}}$"
    )


@cache
def _sum_over() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\wäöüß])(?:{'|'.join(row['pattern'] for row in table('claim_sum_nouns'))})[^\S\n]{{1,3}}$"
    )


def _is_year(match: re.Match[str], row: dict[str, str]) -> bool:
    """Tell whether a number is a bare year ("im Jahr 2022 Besucher"): four digits, no modifier, no sum."""
    is_bare = _YEAR.fullmatch(match.group("number")) is not None and not match.group("modifier")
    return is_bare and row["unit"] not in ("EUR", "Prozent")


def _value(figure: str, scale: str | None, noun: str) -> str | None:
    """Return a number in canonical form: integer or decimal without trailing zeros."""
    words = {row["word"]: row["value"] for row in table("number_words")}
    bare = re.sub(r"[.\u00a0\u202f ](?=\d{3})", "", figure).replace("−", "-").rstrip(",-–—").replace(",", ".")
    factor = _SCALES.get((scale or "").rstrip(".").casefold(), 1) * (1000 if noun in ("T€", "TEUR") else 1)
    try:
        value = Decimal(words.get(figure.casefold()) or bare) * factor
    except ArithmeticError:
        return None
    return canonical(value)


def canonical(value: Decimal) -> str:
    """Return a decimal as xsd:integer or canonical xsd:decimal writes it: 18, 2.5, -0.75."""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
