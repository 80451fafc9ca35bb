"""Turns names of persons into one compiled pattern that finds them in any spelling, in one pass over a text.

The names share a trie, so that the time does not grow with their number: at each place of a text one path is followed.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Set
from urllib.parse import quote

from civicgraph.privacy.name import PARTICLES, Name, family_and_given, folded_family, words_of
from civicgraph.privacy.places import no_place_before, place_after
from civicgraph.privacy.prose import is_person
from civicgraph.privacy.trie import Trie, add, spelt, wording
from civicgraph.vocab import scheme

_GAP = r"(?:[\s\u00a0\u2007\u202f\u00ad,._+/'’ʼ-]|%20|%2C|%C2%A0|%0A|%27){0,40}"
_TITLES = r"(?:(?:Prof|Dr|Dipl|Ing|Mag|med|jur|phil|Herrn?|Frau)\b\.?" + _GAP + "){0,4}"
_PARTICLES = (
    r"(?:(?:von|van|vom|zu|zur|zum|de|del|den|der|di|da|dos|du|la|le|el|al|ten|ter)(?:[\s\u00a0+_-]|%20)+){0,3}"
)
_BREAK = r"(?:\u00ad|-[ \t\u00a0]*\n\s*)?"
_BEFORE = r"(?:(?<![^\W\d_])|(?<=%[0-9A-Fa-f]{2}))"
_AFTER = r"(?![^\W\d_])"
_GENITIVE = r"(?:['’ʼ]?s|['’ʼ])?"
_NO_ARTICLE = "".join(
    rf"(?<!\b{word} )" for word in ("zum", "zur", "im", "am", "beim", "ins", "das", "ein", "eine", "einem")
)
_NO_YEAR = r"(?![ \u00a0](?:19|20)\d\d)"
_SHORTEST = 4  # letters of a surname that is looked for without anything before it
_HONORIFICS = (
    "Herr", "Herrn", "Hr", "Frau", "Fr", "Dr", "Prof", "Kollege", "Kollegen", "Kollegin",
    "Bearbeiter", "Bearbeiterin", "Bearbeiter/-in", "Bearbeiter/in", "Bearbeiter*in", "Bearbeiter:in",
    "Sachbearbeiter", "Sachbearbeiterin", "Ansprechpartner", "Ansprechpartnerin", "Amtsleiter", "Amtsleiterin",
    "Fachbereichsleiter", "Fachbereichsleiterin", "Verwaltungsmitarbeiter", "Verwaltungsmitarbeiterin",
)  # fmt: skip
_SPELT: dict[str, tuple[str, ...]] = {
    "ä": ("ae",), "ö": ("oe",), "ü": ("ue",), "ß": ("ss",), "æ": ("ae",), "ø": ("oe", "o"), "å": ("aa", "a"),
    "ł": ("l",), "đ": ("d",),
}  # fmt: skip


def pattern(
    names: Iterable[Name], keys: Iterable[str], public: Collection[Name], common: Set[str] = frozenset()
) -> re.Pattern[str] | None:
    """Return the pattern of all spellings; None where there are no names. Group `keep` is a public name that must stay.

    Found are "Given Surname" and "Surname, Given" over any gap, with initials, hyphenation, genitive, ASCII and
    percent-encoded spellings; the surname alone after an honorific or role word, before "@", as the whole text where it
    is the whole name, and as a whole word where it is no public person's surname, no common word and no part of a place's
    name. Group `name` is what to take out where more was matched. keys: last parts of the persons' IRIs; common: words, in lower case.
    """
    full: Trie = {}
    alone: Trie = {}
    bare: Trie = {}
    whole: Trie = {}
    shared = {folded_family(name) for name in public}
    for name in names:
        family, given = family_and_given(name)
        if not family:
            continue
        add(alone, _word(family))
        if given:
            _add_full(full, name, family, given)
        else:
            add(whole, _word(family, exact=True))
        if folded_family(name) not in shared and _stands_alone(family, common):
            add(bare, _word(family, exact=True))
    for key in keys:
        if "-" in key:
            add(full, _word(key.split("-")))
    if not alone and not full:
        return None
    kept: Trie = {}
    for name in public:
        for spelling in {name.label, f"{name.given} {name.family}", f"{name.family}, {name.given}"}:
            if len(spelling.strip(" ,").split()) > 1:
                add(kept, [re.escape(char) for char in spelling])
    spellings = "|".join(_alternatives(full, alone, bare, whole, kept))
    return re.compile(f"{_BEFORE}(?:{spellings})", re.IGNORECASE)


def _stands_alone(family: list[str], common: Set[str]) -> bool:
    """A surname without a given name can be told from other words: long enough and, in part, nothing else in German."""
    return sum(map(len, family)) >= _SHORTEST and any(is_person(word) and word.lower() not in common for word in family)


def _alternatives(full: Trie, alone: Trie, bare: Trie, whole: Trie, kept: Trie) -> list[str]:
    public = f"(?-i:{spelt(kept)}){_AFTER}"
    parts = [f"(?P<keep>{public})"] if kept else ["(?P<keep>(?!))"]
    surname = spelt(alone) or "(?!)"
    either = "|".join(filter(None, (spelt(full), f"(?(lead){surname}|(?!))")))
    lead = f"(?P<lead>{_honorifics()}{f'(?!{public})' if kept else ''})?"
    parts.append(f"{lead}(?P<name>(?(lead){_PARTICLES})(?:{either}){_GENITIVE}){_AFTER}")
    parts.append(f"{surname}(?=@|%40)")
    if bare:
        parts.append(
            f"(?<!-){_NO_ARTICLE}{no_place_before()}(?-i:{spelt(bare)}){_GENITIVE}{_AFTER}{_NO_YEAR}(?!{place_after()})"
        )
    if whole:
        parts.append(f"\\A(?-i:{spelt(whole)})\\Z")
    return parts


def _honorifics() -> str:
    """One to four words such as "Herr Oberbürgermeister Dr."; role words are those of the concept scheme."""
    words: Trie = {}
    for concept in scheme("person-role").concepts.values():
        for phrase in concept.wordings:
            add(words, wording(phrase.rstrip(".")))
    for word in _HONORIFICS:
        add(words, wording(word))
    return rf"(?:{spelt(words)}{_AFTER}[.:,]?(?:[\s\u00a0]|%20|\+|(?<=[a-z])-){{0,20}}){{1,4}}"


def _add_full(trie: Trie, name: Name, family: list[str], given: list[str]) -> None:
    leading = [_PARTICLES] if PARTICLES.intersection(w.casefold() for w in words_of(name.family or name.label)) else []
    between = _GAP + _TITLES
    for first in {tuple(given), (given[0],)}:
        add(trie, [*_word(first), between + _PARTICLES, *_word(family)])
        add(trie, [*leading, *_word(family), between, *_word(first)])
    initial = _letter(given[0][0])
    add(trie, [initial, "[._-]", _GAP + _PARTICLES, *_word(family)])
    add(trie, [*leading, *_word(family), r",[\s\u00a0]*", initial, r"\."])


def _word(words: Iterable[str], exact: bool = False) -> list[str]:
    """Return the atoms of words: letters that may be hyphenated between, words with a gap between."""
    atoms: list[str] = []
    for word in words:
        atoms += [_GAP] if atoms else []
        letters = [_cased(char) if exact else _letter(char) for char in word]
        atoms += [letter + _BREAK for letter in letters[:-1]] + letters[-1:]
    return atoms


def _cased(char: str) -> str:
    """Return a pattern of one letter as written, composed or not."""
    spellings = {char, unicodedata.normalize("NFD", char)}
    return re.escape(char) if len(spellings) == 1 else f"(?:{'|'.join(sorted(map(re.escape, spellings)))})"


def _letter(char: str) -> str:
    """Return a pattern of one letter with its decomposed, ASCII and percent-encoded spellings."""
    if char.isascii():
        return char.lower()
    spellings = {char.lower(), unicodedata.normalize("NFD", char.lower())}
    spellings |= set(_ascii(char.lower()))
    for case in (char.lower(), char.upper()):
        spellings.add(quote(case))
        if len(case.encode("latin-1", "ignore")) == 1:
            spellings.add(quote(case, encoding="latin-1"))
    return f"(?:{'|'.join(re.escape(s) for s in sorted(spellings, key=lambda s: (-len(s), s)) if s)})"


def _ascii(char: str) -> Iterator[str]:
    yield from _SPELT.get(char, ())
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if c.isascii())
    yield plain or f"u{ord(char):x}"  # as keys spell letters that have no ASCII form
