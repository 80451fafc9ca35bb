"""Turns a person's form of address into what of it may stand in a text: academic titles and offices, never what tells the gender."""

import re
from functools import cache

from civicgraph.read.phrases import table
from civicgraph.vocab import scheme

_WORD = re.compile(r"[^\W\d_]+")


def public_address(written: str) -> str:
    """Return the address without "Herr", "Frau" and their like, where a title or an office is left; "" where neither is."""
    kept = " ".join(part for part in written.split() if not _is_salutation(part))
    return kept if is_academic(kept) or scheme("person-role").code(kept) is not None else ""


def is_academic(written: str) -> bool:
    """Tell whether nothing but academic titles stands there ("Prof. Dr.-Ing.")."""
    words = _WORD.findall(written.casefold())
    return bool(words) and all(word in _words("academic_titles") for word in words)


def _is_salutation(part: str) -> bool:
    words = _WORD.findall(part.casefold())
    return all(word in _words("salutations") for word in words)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table(name))
