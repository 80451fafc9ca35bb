"""Says when a found value is the value of the gold: one rule per field of every element."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TypeAlias

from civicgraph.extract.bodies import whole
from civicgraph.extract.people import faction_name, split_title
from civicgraph.iri import paper_key, slug

WORDS = 0.9
"""Share of the words of the longer text that two texts must have in common to be one."""
NEAR = 0.5
"""The same where a text only says which question or answer is meant."""

GoldValue: TypeAlias = str | tuple[str, ...] | None
FoundValue: TypeAlias = tuple[str, ...]
"""Wordings of one value, or the entries of a list; empty where nothing was found."""
Rule: TypeAlias = Callable[[GoldValue, FoundValue], bool]

_BROKEN = re.compile(r"(?<=\w)-\s+(?!und\b|oder\b|bzw\b|sowie\b|bis\b)(?=[a-zäöüß])")
_UNITS = {
    "euro": "eur",
    "€": "eur",
    "%": "prozent",
    "m": "meter",
    "km": "kilometer",
    "m²": "quadratmeter",
    "qm": "quadratmeter",
}


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Return text as it is compared: no case, single blanks, words broken at a line's end joined, dashes and quotes alike."""
    joined = _BROKEN.sub("", unicodedata.normalize("NFC", text).replace("\u00ad", ""))
    joined = re.sub(r"[‐-―]", "-", re.sub(r"[„“”\"»«‚‘’']", "", joined))
    return " ".join(joined.split()).casefold()


def shared(one: str, other: str) -> float:
    """Return the share of the longer text's words that both have; 1.0 for two texts without words."""
    first, second = _words(one), _words(other)
    longer = max(first.total(), second.total())
    return (first & second).total() / longer if longer else 1.0


@lru_cache(maxsize=50_000)
def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", plain(text)))


def person(name: str) -> str:
    """Return a person's name as it is compared: given name first, without titles."""
    family, comma, given = name.partition(",")
    return plain(split_title(f"{given} {family}".strip() if comma else name)[1])


def party(name: str) -> str:
    """Return a party or faction as it is compared: all wordings of one that the phrase table knows are one."""
    return plain(faction_name(name) or name)


def asker(name: str) -> str:
    """Return a person or a faction as it is compared."""
    return party(name) if faction_name(name) else person(name)


def policy(name: str) -> str:
    """Return a policy's name as it is compared: without quotation marks and the endings of inflected words."""
    return re.sub(r"(?<=[a-z]{4})(?:e[snrm]?|s)(?=-|$)", "", slug(name))


def one_of(same: Callable[[str, str], bool]) -> Rule:
    """Return the rule that one of the found wordings is the gold's; for None none may be found."""

    def holds(gold: GoldValue, found: FoundValue) -> bool:
        return not found if gold is None else any(same(str(gold), value) for value in found)

    return holds


def all_of(key: Callable[[str], str]) -> Rule:
    """Return the rule that a list holds the same entries, in any order."""

    def holds(gold: GoldValue, found: FoundValue) -> bool:
        return sorted(map(key, gold or ())) == sorted(map(key, found))

    return holds


def _as(key: Callable[[str], str]) -> Rule:
    return one_of(lambda gold, value: key(gold) == key(value))


def _number(text: str) -> str:
    return re.sub(r"[\s.():]", "", plain(text))


def _agenda_number(text: str) -> str:
    return re.sub(r"^(?:top)?\s*", "", re.sub(r"[\s\u00a0.]+$", "", plain(text))).replace(" ", "")


def _thing(text: str) -> str:
    """Return the key of a paper's number, a policy's name or an agenda item's number."""
    return _agenda_number(text) if len(text) < 8 else paper_key(text)


def _decimal(text: str) -> str:
    try:
        return str(Decimal(text).normalize())
    except InvalidOperation:
        return text


def _part_of(gold: str, value: str) -> bool:
    one, other = plain(gold), plain(value)
    return one in other or other in one


def _speaks_of(gold: str, value: str) -> bool:
    """Tell whether a subject has a word of the gold's: equal in the first five letters, for inflections."""
    return bool(_telling(gold) & _telling(value))


def _telling(text: str) -> set[str]:
    """Return the beginnings of a text's telling words: those of four letters and more, and short ones with three consonants ("Pkw")."""
    return {word[:5] for word in re.findall(r"\b(?:\w{4,}|[^\W\d_aeiouäöüy]{2,3})\b", plain(text))}


PLAIN = _as(plain)
PAPER = _as(paper_key)
NUMBER = _as(_number)
PERSON = _as(person)
WORDING = one_of(lambda gold, value: shared(gold, value) >= WORDS)
MEANT = one_of(lambda gold, value: shared(gold, value) >= NEAR)
ABOUT = _as(_thing)
BODY = _as(lambda text: whole(text).key)
UNIT = _as(lambda text: _UNITS.get(plain(text), plain(text)))


def _raw_date(gold: GoldValue, found: FoundValue) -> bool:
    """A meeting's day has no words of its own: its literal decides."""
    return not found or one_of(_part_of)(gold, found)


RULES: dict[str, dict[str, Rule]] = {
    "header": {"paper": PAPER, "field": PLAIN, "value": PLAIN},
    "questions": {"paper": PAPER, "number": NUMBER, "parent": NUMBER, "text": WORDING},
    "question-status": {"paper": PAPER, "number": NUMBER, "text": MEANT, "status": PLAIN},
    "askers": {"paper": PAPER, "number": NUMBER, "text": MEANT, "asked_by": all_of(asker)},
    "answers": {"paper": PAPER, "answers": all_of(_number), "text": WORDING},
    "answerers": {"paper": PAPER, "text": MEANT, "answered_by": PERSON, "role": PLAIN},
    "alignment": {"paper": PAPER, "number": NUMBER, "question": MEANT, "answer": MEANT},
    "consultations": {
        "paper": ABOUT, "body": BODY, "role": PLAIN, "date": PLAIN, "outcome": PLAIN, "raw_outcome": PLAIN, "status": PLAIN,
    },
    "outcomes": {"about": ABOUT, "raw": PLAIN, "code": PLAIN},
    "votes": {"about": ABOUT, "raw": PLAIN, "votes": PLAIN},
    "dates": {"raw": _raw_date, "edtf": PLAIN},
    "references": {"kind": PLAIN, "number": PAPER, "title": PLAIN, "date": PLAIN},
    "lineage": {"newer": _as(policy), "relation": PLAIN, "older": _as(policy), "kind": PLAIN},
    "claims": {"value": _as(_decimal), "modifier": PLAIN, "unit": UNIT, "subject": one_of(_speaks_of)},
    "persons": {"name": PERSON, "role": PLAIN, "party": _as(party)},
    "agenda": {"number": _as(_agenda_number), "title": WORDING, "paper": PAPER, "public": PLAIN, "outcome": PLAIN},
    "policies": {"name": _as(policy)},
}  # fmt: skip
"""What is compared, element by element; a field that the gold leaves out is not."""
HEADER: dict[str, Rule] = {
    "body": BODY,
    "agenda_number": _as(_agenda_number),
    "number": PAPER,
    "authors": PERSON,
    "clerk": PERSON,
    "author_factions": _as(party),
}
"""Header fields that are not compared as plain words."""
