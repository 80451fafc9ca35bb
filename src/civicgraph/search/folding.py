"""Turns text into words as they are compared: "Straße", "STRASSE" and "strasse" are one word, "Bäume", "Baeume" and "Baume" too."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_SPELT = re.compile(r"([aou])e")
_SOFT_HYPHEN = "\u00ad"


def folded(word: str) -> str:
    """Return a word in lower case without accents; ß as ss, and a spelt umlaut as its vowel.

    The view's search.js does the same: what is changed here must be changed there.
    """
    decomposed = unicodedata.normalize("NFKD", word.lower().replace("ß", "ss"))
    plain = "".join(char for char in decomposed if char.isalnum())
    return _SPELT.sub(r"\1", plain)


def tokens(text: str) -> list[str]:
    """Return the words of a text in their order, folded. A soft hyphen does not part a word."""
    whole = unicodedata.normalize("NFC", text.replace(_SOFT_HYPHEN, ""))
    return [word for found in _WORD.findall(whole) if (word := folded(found))]


def spans(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a text with where each begins and ends in it. Text as records have it: NFC."""
    return [(word, found.start(), found.end()) for found in _WORD.finditer(text) if (word := folded(found[0]))]
