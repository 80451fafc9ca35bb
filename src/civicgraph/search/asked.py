"""Turns what somebody types into what has to stand in a text: words, beginnings of words, phrases."""

import re

import msgspec

from civicgraph.errors import QueryInvalid
from civicgraph.search.folding import tokens

_OPENING = '"„“”«»'
_PART = re.compile(rf"[{_OPENING}]([^{_OPENING}]*)[{_OPENING}](\*?)|([^\s{_OPENING}]+)|([{_OPENING}])")


class Sought(msgspec.Struct, frozen=True):
    """Words that have to stand in a row, folded. beginning: the last one may be the beginning of a word."""

    words: tuple[str, ...]
    beginning: bool


def sought(text: str) -> tuple[Sought, ...]:
    """Return all that has to be found together: `radweg` finds words that begin so, `"radweg"` this word alone, `"am Nordring"` a phrase.

    A star at the end of a phrase or word says that more letters may follow; for a bare word it is always so.
    Raises QueryInvalid where nothing is asked, a quotation mark is left open, or a star stands elsewhere.
    """
    found = [one for part in _PART.finditer(text) if (one := _one(part, text)) is not None]
    if not found:
        raise QueryInvalid(f"search: '{text}' holds no word: write at least one, for example civicgraph search Radweg")
    return tuple(dict.fromkeys(found))


def _one(part: re.Match[str], text: str) -> Sought | None:
    phrase, star, bare, left_open = part.groups()
    if left_open is not None:
        raise QueryInvalid(f"search: a quotation mark in '{text}' has no partner: close it, or leave it out")
    inside = phrase if phrase is not None else bare.removesuffix("*")
    if "*" in inside or (bare is not None and not inside):
        raise QueryInvalid(
            f"search: the star in '{part[0]}' stands for no end of a word: write it after letters, for example Radweg*"
        )
    words = tuple(tokens(inside))
    return Sought(words, phrase is None or bool(star)) if words else None
