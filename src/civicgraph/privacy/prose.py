"""Finds in running text who is named after a salutation, title or role word and holds no public office that is known.

One pass: a pattern finds such words; from there words are read one by one, each with a bounded look ahead.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from functools import cache

import msgspec

from civicgraph.extract.people import faction_name, one
from civicgraph.iri import slug
from civicgraph.privacy.name import PARTICLES, Name, family_and_given
from civicgraph.privacy.places import is_place
from civicgraph.privacy.trie import Trie, add, spelt, wording
from civicgraph.vocab import fold, scheme

BLOCK = "█"
_BLANK = r"[ \t\u00a0\u2007\u2009\u202f]"
_SALUTATION = r"Herrn?|HERRN?|Frau|FRAU|Hrn?\.|Fr\.|Eheleuten?|(?<!für )(?<!und )Familie"
_TITLE = r"(?:Dr|Prof|Dipl|Ing|Kfm|Mag|med|jur|phil|rer|nat|pol|oec|habil|h|c)\.|Professor(?:in)?(?![\w-])"
_TITLES = re.compile(rf"(?:(?:{_TITLE})[\s\u00a0-]{{0,9}}){{0,8}}")
_WORD = r"[^\W\d_](?:[\w\u00ad\u0300-\u036f]|['’ʼ](?=[^\W\d_]))*"
_TOKEN = re.compile(rf"{_WORD}(?:-(?:{_BLANK}{{0,20}}\r?\n{_BLANK}{{0,20}})?{_WORD})*")
_NEXT_HEAD = re.compile(rf"(?P<colon>:)?{_BLANK}{{0,20}}(?P<line>\r?\n{_BLANK}{{0,20}})?")
_NEXT_WORD = re.compile(rf"{_BLANK}{{1,20}}|{_BLANK}{{0,20}}\r?\n{_BLANK}{{0,20}}")
_GIVEN = re.compile(rf"(?P<gap>,{_BLANK}{{1,3}}){_TOKEN.pattern}(?![\w(:-])")
_LOWER = re.compile(r"(?<![\w\u00ad@./%+-])(?<!-\n)[a-zäöüß]{4,}(?![\w\u00ad@/%-]|\.\w)")
_ARTICLE = (
    r"(?<!von )(?<!van )(?<!zu )\b(?:[Dd](?:er|ie|as|es|em|en)|[Ee]ine?[rsmn]?|[IiAa]m|[Zz]u[mr]|[Vv]om|[Bb]eim|[Ii]ns)"
)
_NOUN = re.compile(rf"{_ARTICLE}{_BLANK}([A-ZÄÖÜ][a-zäöüß]{{3,}})(?![\w\u00ad-])")
_PLACE = re.compile(
    r"(?:str(?:aße|asse)?|platz|weg|allee|ring|ufer|brücke|schule|gymnasium|haus|park|halle)\Z", re.IGNORECASE
)
_MOST_WORDS = 4
_MOST_PARTICLES = 3
_OFTEN = 2  # times after an article: one "die Gresch" makes no noun
_NOT_NAMES = frozenset((
    "der", "die", "das", "des", "den", "dem", "ein", "eine", "einer", "eines", "ich", "wir", "sie", "er", "es", "ihr",
    "in", "im", "am", "an", "auf", "aus", "zu", "zur", "zum", "bei", "mit", "für", "als", "und", "oder", "wie", "was",
    "wer", "wo", "wann", "warum", "welche", "welcher", "welches", "hat", "ist", "wird", "war", "kann", "soll",
    "bitte", "nach", "vor", "zudem", "dies", "diese", "dieser", "auch", "da", "damen", "herren",
))  # fmt: skip
_OTHER_ROLES = (
    "Kollege", "Kollegen", "Kollegin", "Bearbeiter*in", "Bearbeiter:in", "Sachbearbeiter*in", "Sachbearbeiter:in",
    "Sachbearbeiter/in", "Sachbearbeiter/-in", "Anwohner*in", "Anwohner/in", "Ansprechpartner/in", "Ansprechpartner*in",
)  # fmt: skip
_BODIES = {"stadtrat", "gemeinderat", "marktgemeinderat", "marktrat", "personalrat"}
_LONG_ROLE = 8  # letters: a shorter role such as "Abg" may end a surname


class Found(msgspec.Struct, frozen=True):
    """A name at its place: words without particles, family name last. sure: it follows a salutation, or has a given name."""

    start: int
    end: int
    words: tuple[str, ...]
    sure: bool = True


class _Head(msgspec.Struct):
    """What stands before a name: where it ends, and what it says."""

    end: int
    is_public: bool = False
    has_salutation: bool = False
    has_title: bool = False
    after_colon: bool = False


class Prose:
    """Tells in a text who is to be withheld; knows the names of persons in public office, and words that are no names."""

    def __init__(self, public: Iterable[Name], common: Set[str] = frozenset()) -> None:
        self._common = common
        self._public: dict[str, set[str]] = {}
        for name in public:
            family, given = family_and_given(name)
            if family:
                self._public.setdefault(slug(" ".join(family)), set()).add(slug(given[0]) if given else "")

    def blocked(self, text: str) -> str:
        """Return text with each such name replaced by as many blocks as it has code points; what is before it stays."""
        parts, at = [], 0
        for found in self.names(text):
            parts += [text[at : found.start], BLOCK * (found.end - found.start)]
            at = found.end
        return "".join([*parts, text[at:]]) if parts else text

    def names(self, text: str) -> Iterator[Found]:
        """Yield the names of whoever is to be withheld, in order."""
        at = 0
        while (match := _heads().search(text, at)) is not None:
            head = _head(text, match)
            found = self._name(text, head)
            at = max(head.end, found.end) if found else head.end
            if found and not head.is_public and not self._is_public(found.words):
                yield found

    def _name(self, text: str, head: _Head) -> Found | None:
        """Read the capitalised words that follow; particles go with them, what is no part of a name ends them."""
        start = head.end
        words: list[str] = []
        at, end, particles = start, start, 0
        while len(words) < _MOST_WORDS and (token := _TOKEN.match(text, at)) is not None:
            word = token[0]
            if word in PARTICLES and particles < _MOST_PARTICLES:
                particles += 1
                after = token.end()
            elif not self._is_name_part(text, token, head, words):
                break
            else:
                words.append(_plain(word))
                end = after = token.end()
                if len(word) == 1 and text[after : after + 1] == ".":
                    after += 1
            gap = _NEXT_WORD.match(text, after)
            at = gap.end() if gap else after
            if at == token.end():
                break
            if (len(words) > 1 and self._is_public(tuple(words))) or (len(words) == 1 and self._is_genitive(words[0])):
                break
        return self._found(text, head, words, end)

    def _is_name_part(self, text: str, token: re.Match[str], head: _Head, words: list[str]) -> bool:
        word = token[0]
        if not _is_capitalised(word) or fold(word) in _NOT_NAMES or _heads().match(text, token.start()):
            return False
        if not words:
            return head.has_salutation or self._is_no_noun(word)
        starts_line = "\n" in text[max(0, token.start() - 20) : token.start()]
        labels = text[token.end() : token.end() + 1] == ":"
        return not (labels and (starts_line or text[token.start() - 2 : token.start()].isspace())) and self._is_no_noun(
            word
        )

    def _is_no_noun(self, word: str) -> bool:
        """The word is no party, office, institution or common noun."""
        if len(word) == 1:
            return True
        return is_person(word) and word.lower() not in self._common

    def _found(self, text: str, head: _Head, words: list[str], end: int) -> Found | None:
        if not head.has_salutation and all(len(word) == 1 for word in words):
            return None
        if not words or (head.has_title and not head.has_salutation and _PLACE.search(words[-1])):
            return None
        if len(words) == 1 and not head.has_salutation and is_place(text, end):
            return None
        if len(words) == 1 and head.after_colon and (match := _GIVEN.match(text, end)):
            given = text[end + len(match["gap"]) : match.end()]
            if _is_capitalised(given) and self._is_no_noun(given):
                return Found(head.end, match.end(), (_plain(given), words[0]))
        return Found(head.end, end, tuple(words), head.has_salutation or head.has_title or len(words) > 1)

    def _is_public(self, words: tuple[str, ...]) -> bool:
        """Someone in public office is called so: the surname alone, or with a given name or initial that fits."""
        return any(
            self._fits(words[:cut], words[cut:]) or (cut and self._fits(words[cut:], words[:cut]))
            for cut in range(len(words))
        )

    def _is_genitive(self, word: str) -> bool:
        """A genitive such as "Winds" where Wind is in public office: what follows is no name."""
        key = slug(word)
        return key not in self._public and key.endswith("s") and key[:-1] in self._public

    def _fits(self, given: tuple[str, ...], family: tuple[str, ...]) -> bool:
        key = slug(" ".join(family))
        known = self._public.get(key) or self._public.get(key.removesuffix("s"), set())
        if not given:
            return bool(known)
        first = slug(given[0])
        return any(other == first or (len(first) == 1 and other.startswith(first)) for other in known)


def names_in_prose(texts: Iterable[str], public: Iterable[Name], common: Set[str]) -> tuple[Name, ...]:
    """Return the names that stand in texts after a salutation or role, so that they can be looked for in other places."""
    prose = Prose(public, common)
    found = {found.words for text in texts for found in prose.names(text) if found.sure}
    names = {words for words in found if len(words) > 1 or not _is_office(words[0])}
    return tuple(
        Name(" ".join(words), words[-1], " ".join(words[:-1])) for words in sorted(names) if len(words[-1]) > 1
    )


def _is_office(word: str) -> bool:
    """The word is a public office or ends in one, also where a line end parted it: "Finanzbürgermeisterin", "Ober-bürgermeister"."""
    plain = fold(word.replace("-", ""))
    return any(plain.endswith(role) for role in _public_wordings() if len(role) >= _LONG_ROLE)


def common_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that are no names, in lower case: those written so, and those that articles stand before."""
    lower: set[str] = set()
    nouns: Counter[str] = Counter()
    for text in texts:
        lower.update(_LOWER.findall(text))
        nouns.update(_NOUN.findall(text))
    return frozenset(lower | {noun.lower() for noun, times in nouns.items() if times >= _OFTEN})


def is_public_role(words: str) -> bool:
    """A salutation or role before a name says that it is a public one: "Herr Stadtrat", "SVO"."""
    match = _heads().search(words)
    return match is not None and _head(words, match).is_public


@cache
def _heads() -> re.Pattern[str]:
    words: Trie = {}
    for concept in scheme("person-role").concepts.values():
        for phrase in concept.wordings:
            add(words, wording(phrase))
    for phrase in _OTHER_ROLES:
        add(words, wording(phrase))
    titles = r"(?:Dr|Prof)\.(?=[\s\u00a0])|Professor(?:in)?"
    role = f"(?P<role>{spelt(words)})"
    return re.compile(
        rf"(?<![^\W\d_])(?<!-)(?:(?P<salutation>{_SALUTATION})|(?P<title>{titles})|{role})(?![\w*/-]|:[a-z])"
    )


@cache
def _public_wordings() -> frozenset[str]:
    return frozenset(fold(w) for c in scheme("person-role").concepts.values() if c.public for w in c.wordings)


def _head(text: str, match: re.Match[str]) -> _Head:
    """Read salutations, roles and titles up to where a name may begin."""
    head = _Head(match.start())
    following: re.Match[str] | None = match
    previous = ""
    for _ in range(6):
        if following is None:
            break
        _say(head, following, previous)
        previous = following[0]
        gap = _NEXT_HEAD.match(text, following.end())
        if gap is None or gap.end() == following.end():
            head.end = following.end()
            return head
        if gap["line"] and not gap["colon"] and following["role"]:
            head.end = following.end()
            return head
        head.after_colon = head.after_colon or bool(gap["colon"])
        if gap["colon"] and head.is_public:
            previous = ":"
        head.end = gap.end()
        following = _heads().match(text, head.end)
    titles = _TITLES.match(text, head.end)
    if titles is not None and titles.end() > head.end:
        head.has_title, head.end = True, titles.end()
    return head


def _say(head: _Head, match: re.Match[str], previous: str) -> None:
    if match["salutation"]:
        bare = previous and not head.has_salutation
        if bare and (previous == ":" or len(previous) <= 4 or fold(previous) in _BODIES):
            head.is_public = False  # "Gemeinderat Frau N.", "BV: Herr N.": a body or a label, not an office
        head.has_salutation = True
    elif match["title"]:
        head.has_title = True
    else:
        head.is_public = head.is_public or fold(match["role"]) in _public_wordings()


@cache
def is_person(word: str) -> bool:
    """Extraction reads the word as a person, not as a party, body or unit."""
    named = one(word)
    return named is not None and named.noun == "person" and not any(map(faction_name, word.split("-")))


def _is_capitalised(word: str) -> bool:
    return any(char.isupper() for char in word) or not word[0].islower()


def _plain(word: str) -> str:
    """Return a word as it is written on one line."""
    return re.sub(r"\u00ad|(?<=-)\s+", "", word)
