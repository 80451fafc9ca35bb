"""Finds printed numbers of papers in running text: behind a word that announces one, in the forms that only papers have, or in brackets."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec

from civicgraph.extract.openings import matches_at
from civicgraph.extract.phrases import table

_TAIL = r"(?![\w]|[.,:]\d|[/–-]\d|\s?(?:Euro|EUR|€|Prozent|%|Uhr))"
_PREFIX = r"(?:[A-ZÄÖÜ]{1,5}(?:-[A-ZÄÖÜ]{1,5}){0,2}(?:[ /]|(?=\d)))?"
_CORE = r"(?:\d{1,6}|[IVX]{1,5})(?:\s?/\s?[A-Z0-9]{1,6}|[–-]\d{1,6}|-[A-Z]{1,2}\d{1,2}){1,4}"
_ELECTORAL_TERM = r"\d\d-\d\d\s?/\s?[A-Z]\s?\d{4,5}"
_HYPHENED = r"[A-ZÄÖÜ]{1,4}-\d{2,5}/(?:\d{4}|\d{2})(?:-\d{1,2})?"
_ANNOUNCED = (
    rf"(?:{_ELECTORAL_TERM}|{_HYPHENED}|{_PREFIX}{_CORE}|(?:19|20)\d\d \d{{4}}"
    rf"|[A-Z]{{1,4}}\d{{3,5}}/\d{{2,4}}|[A-Z]{{1,3}} \d{{2,5}}(?:/\d{{1,4}})?){_TAIL}"
)
_EVIDENT = (
    r"(?:[A-ZÄÖÜ]{2,5}(?:-[A-ZÄÖÜ]{2,5}){0,2}/\d{2,4}/\d{2,6}(?:-\d{1,3}){0,2}"
    r"|[A-ZÄÖÜ]{2,5}/\d{3,6}(?:-\d{1,3})?/(?:(?:19|20)\d\d|\d\d|[IVX]{1,5})"
    r"|[A-ZÄÖÜ]{2,4} ?(?:19|20)\d\d/\d{3,5}(?:-\d{1,2}){0,2}"
    r"|[A-ZÄÖÜ]{1,4}\d{4}/\d\d(?:-\d{1,2})?"
    rf"|{_ELECTORAL_TERM}"
    r"|[A-ZÄÖÜ]{2,4}-\d{3,5}/(?:\d{4}|\d{2})"
    r"|\d\d/[A-Z]{2,4}/\d{4}|(?:19|20)\d\d/[A-Z]{2,4}/\d{3,5}"
    r"|[IVX]{1,5}/(?:19|20)\d\d/\d{3,5}(?:-\d{1,2})?"
    r"|(?<=\()(?:19|20)\d\d/\d{3,5}(?:-\d{1,2})?(?=[),;]))"
)


class Printed(msgspec.Struct, frozen=True):
    """A number at [start, end) as printed. begin: where the words that announce it begin."""

    number: str
    start: int
    end: int
    begin: int


@cache
def _words() -> str:
    return "|".join(row["pattern"] for row in table("paper_words"))


@cache
def _announcing() -> re.Pattern[str]:
    joined = r"(?:[-\s]{0,2}(?:Nrn?\.?|Nummern?))?\s?:?\s{0,3}\(?\s?"
    return re.compile(
        rf"(?<![\wäöüß-])(?![A-ZÄÖÜ]{{1,4}}\d{{4}}/)(?:{_words()}){joined}(?P<number>{_ANNOUNCED})|(?<![\wäöüß/.–-])(?P<evident>{_EVIDENT}{_TAIL})"
    )


_WORD = re.compile(r"[\w-]+[^\w\s-]{0,4}")
_MORE = re.compile(rf"\s?(?:,|/|und|sowie|u\.|bis)\s{{1,3}}(?:Nr\.\s)?(?P<number>{_PREFIX}{_CORE}{_TAIL})")


@cache
def _others() -> re.Pattern[str]:
    rows = "|".join(row["pattern"] for row in table("not_papers"))
    return re.compile(rf"(?<![\wäöüß-])(?:{rows})[.:]?(?:[-\s](?:Nr|Nummer)\.?)?:?\s{{0,3}}$")


def printed(text: str, start: int, end: int) -> Iterator[Printed]:
    """Yield the numbers of papers between two offsets, left to right; several may follow one word ("Vorlagen 1/2020 und 2/2020")."""
    done = start
    for match in _announced(text, start, end):
        group = "number" if match.group("number") is not None else "evident"
        if match.start(group) < done or _is_other(text, match, group):
            continue
        at: re.Match[str] | None = match
        while at is not None:
            name = "evident" if at.group("number") is None else "number"
            if is_number(at.group(name)):
                yield Printed(at.group(name), at.start(name), at.end(name), match.start())
            done = at.end(name)
            at = _MORE.match(text, done, end)


def _announced(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Return what the pattern finds, tried only at words that it can begin with."""
    words = (word.start() for word in _WORD.finditer(text, start, end) if _opens(word.group()))
    return matches_at(_announcing(), words, text, start, end)


@lru_cache(maxsize=65536)
def _opens(word: str) -> bool:
    """Tell whether a word with the marks behind it announces a paper, or begins as a number of one does."""
    return _opening().match(word) is not None


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words()})|\d|[A-ZÄÖÜ]{{2}}|[A-ZÄÖÜ][\d/]")


def _is_other(text: str, match: re.Match[str], group: str) -> bool:
    """Tell whether the words before say that the number is a file's, a telephone's, a law's …; a word that announces a paper wins."""
    return group == "evident" and _others().search(text, max(0, match.start() - 40), match.start()) is not None


def is_number(written: str) -> bool:
    """Tell a paper's number from a date, a fraction, two years, a law of the Union and a telephone number."""
    bare = re.sub(r"\s", "", written)
    if re.fullmatch(r"(?:(?:19|20)\d\d[/–-](?:(?:19|20)\d\d|\d\d)|\d{1,2}[./-]\d{1,2}(?:[./-](?:\d\d|\d{4}))?)", bare):
        return False
    if re.search(
        r"/E[UGW]G?$|^0\d{2,5}/\d{3,}-\d{3,}$|^(?:EG|EU|DIN|ISO|EN|VDI|RAL|BGBL|GVBL|IBAN|EWG|AZ|VGH|OVG|VG)(?![A-Z])",
        bare,
        re.IGNORECASE,
    ):
        return False
    return (
        re.search(r"\d{3}|[A-ZÄÖÜ]{2}\W?\d{2}", bare) is not None
        or re.search(r"[IVX]/\d{2}|\d{2}/[IVX]|/\d\d$", bare) is not None
    )
