"""Tells the words of a person's name apart: family, given, particles, titles."""

import re
import unicodedata

import msgspec

from civicgraph.iri import slug

PARTICLES = frozenset((
    "von", "van", "vom", "zu", "zur", "zum", "de", "del", "den", "der", "di", "da", "dos", "du", "la", "le", "el", "al",
    "ten", "ter",
))  # fmt: skip
_TITLE_WORDS = frozenset(("dr", "prof", "dipl", "ing", "mag", "med", "jur", "phil", "herr", "herrn", "frau", "h", "c"))


class Name(msgspec.Struct, frozen=True):
    """How a person is called. label: as written; family and given: "" where the page does not tell them apart."""

    label: str
    family: str = ""
    given: str = ""


def family_and_given(name: Name) -> tuple[list[str], list[str]]:
    """Return the words of family and given name; where they are not told apart, the last word is the family name."""
    if name.family:
        return _surname(name.family), words_of(name.given)
    before, comma, after = name.label.partition(",")
    if comma:
        return _surname(before), words_of(after)
    before, _, after = name.label.strip().rpartition(" ")
    return _surname(after), [word for word in words_of(before) if word.casefold() not in PARTICLES]


def folded_family(name: Name) -> str:
    """Return the family name as keys spell it, "" where there is none."""
    family, _ = family_and_given(name)
    return slug(" ".join(family)) if family else ""


def _surname(text: str) -> list[str]:
    """Return the words of a family name without "von der": the pattern lets that stand before it."""
    words = words_of(text)
    return [word for word in words if word.casefold() not in PARTICLES] or words


def words_of(text: str) -> list[str]:
    """Return the words of a name without titles and salutations."""
    found = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text))
    return [word for word in found if word.casefold() not in _TITLE_WORDS]
