"""Reads what place each policy of a clause has in its grammar: preposition, governing noun, case."""

import re
from functools import cache

import msgspec

from civicgraph.extract.phrases import table
from civicgraph.extract.policy_names import gender

TOKEN = re.compile("\ue000(\\d+)\ue001")
"""A policy in a masked sentence; see `prose.Sentence`."""
_WORD = re.compile(r"(\S+)\s+$")
_CONTRACTED = {"vom": "von dem", "zum": "zu dem", "zur": "zu der", "im": "in dem", "ins": "in das", "am": "an dem"} | {
    "ans": "an das",
    "beim": "bei dem",
    "aufs": "auf das",
    "durchs": "durch das",
    "fürs": "für das",
}
PREPOSITIONS = frozenset(
    [
        "an",
        "anstelle",
        "auf",
        "aus",
        "bei",
        "bis",
        "durch",
        "für",
        "gegen",
        "gemäß",
        "hinter",
        "in",
        "laut",
        "mit",
        "mittels",
        "nach",
        "neben",
        "ohne",
        "per",
        "seit",
        "statt",
        "um",
        "unter",
        "über",
        "von",
        "vor",
        "wegen",
        "während",
        "zu",
        "zugunsten",
        "zwischen",
        "als",
        "wie",
        "nebst",
        "samt",
    ]
)
_LINKS = frozenset(["für", "von", "zu", "an"])
"""Prepositions by which a noun governs another: "Grundlage für", "Nachfolger von", "Ergänzung zu", "Anlehnung an"."""
_ARTICLE = re.compile(
    r"(?:der|die|das|den|dem|des|(?:k?ein|dies|jen|jed|unser|ihr|sein|welch)(?:e[rsnm]?)?)", re.IGNORECASE
)
_ADJECTIVE = re.compile(r"(?:[a-zäöüß][a-zäöüß-]*|[A-ZÄÖÜ][\wäöüß]+-?)(?:e[nrsm]?)|(?:19|20)\d\der")
_ATTRIBUTE = re.compile(
    r"\b(der|die|das|den|dem|des)\s(?:im|in|am|vom|von|seit|zuletzt|bereits|erst|schon|noch)\s[^,;\ue000\ue001]{0,60}?[a-zäöü](?:t|n)e[nrsm]?\s$"
)
_NOUN = re.compile(r"[A-ZÄÖÜ][\wäöüß-]{2,60}")
_CASES = {
    "der": {"m": "nom", "f": "dat/gen", "p": "gen", "": "nom"},
    "die": {"": "nom/acc"},
    "das": {"": "nom/acc"},
    "den": {"m": "acc", "p": "dat", "": "acc"},
    "dem": {"": "dat"},
    "des": {"": "gen"},
    "e": {"": "nom/acc"},
    "er": {"m": "nom", "f": "dat/gen", "": "nom"},
    "es": {"n": "nom/acc", "": "gen"},
    "en": {"m": "acc", "p": "dat", "": "acc"},
    "em": {"": "dat"},
}
"""Case by article (or its ending) and the noun's gender; "" any other gender. "dieses" before a neuter is read as nom/acc."""


class Place(msgspec.Struct, frozen=True):
    """What governs a policy. start: where its whole phrase begins; noun: "Fortschreibung" in "in die Fortschreibung des P"."""

    start: int
    preposition: str
    noun: str
    case: str

    def __str__(self) -> str:
        """Return the form that lineage_cues.csv is written in: "auf dat", "auf Grundlage", "nom"."""
        return " ".join(part for part in (self.preposition, self.noun or self.case) if part)


def place_of(text: str, start: int, stem: str) -> Place:
    """Return the place of the phrase whose noun begins at start of text. stem: its head noun in the nominative, for the gender."""
    return _outward(text, start, gender(stem), depth=0)


def _outward(text: str, start: int, of_gender: str, depth: int) -> Place:
    begin, article = _article(text, start)
    case = _case(article, of_gender) if article else "nom/acc"
    before = _WORD.search(text, 0, begin)
    word = before.group(1) if before else ""
    preposition = word.casefold() if word.casefold() in PREPOSITIONS else ""
    if before and not preposition and word.casefold() in _CONTRACTED and not article:
        preposition, _, contracted = _CONTRACTED[word.casefold()].partition(" ")
        case = _case(contracted, of_gender)
    if before and preposition:
        begin = before.start(1)
    governing = _WORD.search(text, 0, begin)
    if governing and depth < 3 and _NOUN.fullmatch(governing.group(1)) and _attaches(preposition, case):
        outer = _outward(text, governing.start(1), "", depth + 1)
        if _is_part(governing.group(1)):
            return outer
        return Place(
            outer.start, outer.preposition, outer.noun if outer.noun and outer.preposition else governing.group(1), ""
        )
    return Place(begin, preposition, "", "" if preposition and not article and case == "nom/acc" else case)


def _attaches(preposition: str, case: str) -> bool:
    """Tell whether a phrase can belong to the noun before it: a genitive, or one behind "für", "von", "zu", "an"."""
    return preposition in _LINKS or (not preposition and case.endswith("gen"))


def _article(text: str, start: int) -> tuple[int, str]:
    """Return where the article of the noun at start stands, and the article in small letters; start and "" where there is none."""
    longer = _ATTRIBUTE.search(text, max(0, start - 90), start)
    at = start
    for _ in range(5):
        word = _WORD.search(text, max(0, at - 80), at)
        if word is None:
            break
        if _ARTICLE.fullmatch(word.group(1)):
            return word.start(1), word.group(1).casefold()
        if word.group(1).casefold() in _CONTRACTED or word.group(1).casefold() in PREPOSITIONS:
            return at, ""
        if not _ADJECTIVE.fullmatch(word.group(1)) or (word.group(1)[0].isupper() and not word.group(1).endswith("en")):
            break
        at = word.start(1)
    return (longer.start(1), longer.group(1).casefold()) if longer else (start, "")


def _case(article: str, of_gender: str) -> str:
    by_gender = _CASES.get(article) or _CASES.get(re.sub(r"^(?:k?ein|dies|jen|jed|unser|ihr|sein|welch)", "", article))
    if by_gender is None:
        return "nom/acc"
    if article.endswith("ein") or article == "eines":
        return "nom/acc" if article.endswith("ein") else "gen"
    return by_gender.get(of_gender, by_gender[""])


def is_article(word: str) -> bool:
    """Tell whether a word is an article or stands for one ("dieses", "seine")."""
    return _ARTICLE.fullmatch(word) is not None


def _is_part(noun: str) -> bool:
    """Tell whether a noun names a part or the making of what follows: "die Ziele des P" has the place of P."""
    return _parts().fullmatch(noun) is not None


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(row['stem'] for row in table('lineage_parts')))})(?:e[nrs]?|n|s)?")
