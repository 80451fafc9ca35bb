"""Turns names of persons into one compiled pattern that finds them in any spelling, in one pass over a text.

The names share a trie, so that the time does not grow with their number: at each place of a text one path is followed.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from civicgraph.privacy.withheld import Name
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
_HONORIFICS = (
    "Herr", "Herrn", "Hr", "Frau", "Fr", "Dr", "Prof", "Kollege", "Kollegen", "Kollegin",
    "Bearbeiter", "Bearbeiterin", "Bearbeiter/-in", "Bearbeiter/in", "Bearbeiter*in", "Bearbeiter:in",
    "Sachbearbeiter", "Sachbearbeiterin", "Ansprechpartner", "Ansprechpartnerin", "Amtsleiter", "Amtsleiterin",
    "Fachbereichsleiter", "Fachbereichsleiterin", "Verwaltungsmitarbeiter", "Verwaltungsmitarbeiterin",
)  # fmt: skip
_SPELT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "ł": "l", "đ": "d"}
_PARTICLE_WORDS = frozenset((
    "von", "van", "vom", "zu", "zur", "zum", "de", "del", "den", "der", "di", "da", "dos", "du", "la", "le", "el", "al",
    "ten", "ter",
))  # fmt: skip
_TITLE_WORDS = frozenset(("dr", "prof", "dipl", "ing", "mag", "med", "jur", "phil", "herr", "herrn", "frau", "h", "c"))
_END = ""

Trie = dict[str, "Trie"]


def pattern(names: Iterable[Name], keys: Iterable[str], public: Iterable[Name]) -> re.Pattern[str] | None:
    """Return the pattern of all spellings; None where there are no names. Group `keep` is a public name that must stay.

    Found are "Given Surname" and "Surname, Given" over any gap, with initials, hyphenation, genitive, ASCII and
    percent-encoded spellings; the surname alone after an honorific or role word, before "@", and
    where it is the whole name. Group `name` is what to take out where more was matched. keys: last parts of the persons' IRIs.
    """
    full: Trie = {}
    alone: Trie = {}
    bare: Trie = {}
    for name in names:
        family, given = _parts(name)
        if not family:
            continue
        _add(alone, _word(family))
        if given:
            _add_full(full, name, family, given)
        else:
            _add(bare, _word(family, exact=True))
    for key in keys:
        if "-" in key:
            _add(full, _word(key.split("-")))
    if not alone and not full:
        return None
    kept: Trie = {}
    for name in public:
        for spelling in {name.label, f"{name.given} {name.family}", f"{name.family}, {name.given}"}:
            if len(spelling.strip(" ,").split()) > 1:
                _add(kept, [re.escape(char) for char in spelling])
    return re.compile(_alternation(full, alone, bare, kept), re.IGNORECASE)


def _alternation(full: Trie, alone: Trie, bare: Trie, kept: Trie) -> str:
    parts = [f"(?P<keep>{_BEFORE}(?-i:{_spelt(kept)}){_AFTER})"] if kept else ["(?P<keep>(?!))"]
    if full:
        parts.append(f"{_BEFORE}{_spelt(full)}{_GENITIVE}{_AFTER}")
    if alone:
        surname = _spelt(alone)
        whole = f"{_spelt(full)}|{surname}" if full else surname
        parts.append(f"{_BEFORE}{_honorifics()}(?P<name>{_PARTICLES}(?:{whole}){_GENITIVE}){_AFTER}")
        parts.append(f"{_BEFORE}{surname}(?=@|%40)")
    if bare:
        parts.append(f"{_BEFORE}(?-i:{_spelt(bare)}){_GENITIVE}{_AFTER}")
    return "|".join(parts)


def _honorifics() -> str:
    """One to four words such as "Herr Oberbürgermeister Dr."; role words are those of the concept scheme."""
    words: Trie = {}
    for concept in scheme("person-role").concepts.values():
        for wording in concept.wordings:
            _add(words, [r"[\s\u00a0]+" if char == " " else re.escape(char) for char in wording.rstrip(".")])
    for word in _HONORIFICS:
        _add(words, [re.escape(char) for char in word])
    return rf"(?:{_spelt(words)}{_AFTER}[.:,]?(?:[\s\u00a0]|%20|\+){{0,20}}){{1,4}}"


def _parts(name: Name) -> tuple[list[str], list[str]]:
    """Return the words of family and given name; where they are not told apart, the last word is the family name."""
    if name.family:
        return _surname(name.family), _words(name.given)
    before, comma, after = name.label.partition(",")
    if comma:
        return _surname(before), _words(after)
    before, _, after = name.label.strip().rpartition(" ")
    return _surname(after), [word for word in _words(before) if word.casefold() not in _PARTICLE_WORDS]


def _surname(text: str) -> list[str]:
    """Return the words of a family name without "von der": the pattern lets that stand before it."""
    words = _words(text)
    return [word for word in words if word.casefold() not in _PARTICLE_WORDS] or words


def _words(text: str) -> list[str]:
    found = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text))
    return [word for word in found if word.casefold() not in _TITLE_WORDS]


def _add_full(trie: Trie, name: Name, family: list[str], given: list[str]) -> None:
    leading = (
        [_PARTICLES] if _PARTICLE_WORDS.intersection(w.casefold() for w in _words(name.family or name.label)) else []
    )
    between = _GAP + _TITLES
    for first in {tuple(given), (given[0],)}:
        _add(trie, [*_word(first), between + _PARTICLES, *_word(family)])
        _add(trie, [*leading, *_word(family), between, *_word(first)])
    initial = _letter(given[0][0])
    _add(trie, [initial, "[._-]", _GAP + _PARTICLES, *_word(family)])
    _add(trie, [*leading, *_word(family), r",[\s\u00a0]*", initial, r"\."])


def _word(words: Iterable[str], exact: bool = False) -> list[str]:
    """Return the atoms of words: letters that may be hyphenated between, words with a gap between."""
    atoms: list[str] = []
    for word in words:
        atoms += [_GAP] if atoms else []
        letters = [re.escape(char) if exact else _letter(char) for char in word]
        atoms += [letter + _BREAK for letter in letters[:-1]] + letters[-1:]
    return atoms


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
    if char in _SPELT:
        yield _SPELT[char]
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if c.isascii())
    yield plain or f"u{ord(char):x}"  # as keys spell letters that have no ASCII form


def _add(trie: Trie, atoms: Iterable[str]) -> None:
    for atom in atoms:
        trie = trie.setdefault(atom, {})
    trie[_END] = {}


def _spelt(trie: Trie) -> str:
    """Return a trie as a pattern; longer names go first."""
    branches = [atom + (_spelt(below) if below else "") for atom, below in sorted(trie.items()) if atom != _END]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and _END not in trie else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if _END in trie else joined
