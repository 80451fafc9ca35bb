"""Turns the words of the data file into a cheap first look: can anything of interest start with these letters?"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import takewhile

from civicgraph.dates.words import folded, words

_LENGTH = 3


def may_start_form(text: str, place: int) -> bool:
    """Whether a form may start at a place; True is no promise."""
    return _stem(text[place : place + _LENGTH]) in _form_stems()


def may_start(text: str, place: int) -> bool:
    """Whether a form, a lead word or something that only looks like a date may start at a place; True is no promise."""
    return _stem(text[place : place + _LENGTH]) in _stems()


@lru_cache(maxsize=4096)
def _stem(letters: str) -> str:
    """Return the letters some characters start with, case-folded; nothing where they start with a digit or a sign."""
    return folded("".join(takewhile(str.isalpha, letters)))[:_LENGTH]


@cache
def _form_stems() -> frozenset[str]:
    table = words()
    said = [*table.lists["weekdays"], *table.lists["year_nouns"], *table.lists["vague"], *table.across]
    for name in ("months", "short_months", "seasons", "thirds", "year_thirds", "decades", "days", "ordinals", "shifts"):
        said.extend(table.tables[name])
    return _made(said) | _made(_letters(form.text for form in table.forms))


@cache
def _stems() -> frozenset[str]:
    return _form_stems() | _made(words().leads) | _made(_letters(words().not_dates))


def _made(said: Iterable[str]) -> frozenset[str]:
    return frozenset(_stem(word[:_LENGTH]) for word in said) | {""}


def _letters(templates: Iterable[str]) -> list[str]:
    """Return the runs of letters before the first fragment that must be there: more than can start one, never less."""
    begins = (re.sub(r"\{(?:within|weekday|about|in|sp)\}|\\\w", " ", text).partition("{")[0] for text in templates)
    return [word for text in begins for word in re.findall(r"[^\W\d_]+", text)]
