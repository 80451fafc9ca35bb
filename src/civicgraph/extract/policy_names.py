"""Turns the words of a policy's name, inflected as the sentence needs them, into one form: head noun and adjectives in the nominative."""

import re
from functools import cache

from civicgraph.extract.phrases import table
from civicgraph.read.page import collapse

_ENDING = {"m": "er", "n": "es", "f": "e", "p": "e"}
"""The strong ending of an adjective by the gender of its noun: "Integriertes Konzept", "Digitale Strategie"."""
_ADJECTIVE = re.compile(
    r"([A-ZÄÖÜ][\wäöüß-]*(?:iert|isch|lich|ig|al|iv|ell|är|iär|ent|haft|weit|bezogen|übergreifend|sam|los|orientiert|gerecht|nah|arm|neu|strategisch))"
    r"(?:e[nrsm]?)(?=\s)"
)
_TOWN = re.compile(
    r"\b(?:(?:Hanse|Kreis|Universitäts|Landeshaupt|Samt|Verbands|Orts|Markt)?(?:[Ss]tadt|[Gg]emeinde)|Landkreis|Flecken|Markt|Bezirk)"
    r"[^\S\n]{1,3}([A-ZÄÖÜ][\wäöüß-]{2,40})"
)


@cache
def head_nouns() -> dict[str, str]:
    """Return every form of a head noun and its nominative, longest first."""
    forms: dict[str, str] = {}
    for row in table("policy_nouns"):
        for form in (row["noun"], *row["genitives"].split()):
            forms.setdefault(form, row["noun"])
    return dict(sorted(forms.items(), key=lambda item: (-len(item[0]), item[0])))


@cache
def no_policies(is_named: bool) -> frozenset[str]:
    """Return compounds that end like a policy and are none; some are one where a name stands behind them."""
    return frozenset(row["word"] for row in table("not_policies") if not (is_named and row["named"]))


@cache
def no_names() -> frozenset[str]:
    """Return words in capitals that may stand beside a policy's name and are no part of it."""
    return frozenset(row["word"] for row in table("not_in_names"))


@cache
def _head_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?i)({'|'.join(head_nouns())})(?![\wäöüß]|-[a-zäöü])")


@cache
def _genders() -> dict[str, str]:
    return {row["noun"]: row["gender"] for row in table("policy_nouns")}


def gender(noun: str) -> str:
    """Return m, f, n or p (plural) for a head noun in the nominative, "" for any other word."""
    return _genders().get(noun, "")


def is_headed(name: str) -> bool:
    """Tell whether a name holds a head noun."""
    return _head_pattern().search(name) is not None


def stem(name: str) -> str:
    """Return the nominative of a name's head noun, "" where it has none."""
    match = _head_pattern().search(name)
    return nominative(match.group(1)) if match else ""


def nominative(form: str) -> str:
    """Return a head noun's nominative in small letters."""
    return head_nouns().get(form.casefold(), form.casefold())


def in_nominative(name: str) -> str:
    """Return a name with its head noun, and the adjectives before it, in the nominative: "Integrierten Verkehrsplans" is a plan."""
    match = _head_pattern().search(name)
    if match is None:
        return name
    noun = nominative(match.group(1))
    head = noun.capitalize() if match.group(1)[:1].isupper() else noun
    before = _ADJECTIVE.sub(rf"\g<1>{_ENDING[gender(noun)]}", name[: match.start()])
    return before + head + name[match.end() :]


def settlements(text: str) -> frozenset[str]:
    """Return the names that a text gives to towns: what stands behind "Stadt", "Gemeinde" and their like."""
    return frozenset(match.group(1) for match in _TOWN.finditer(text))


def abbreviates(short: str, name: str) -> bool:
    """Tell whether a short form's capitals are letters of a name, in order, the first one first: "ISEK", "RVK 2030"."""
    letters = re.findall(r"[A-ZÄÖÜ]", short)
    if len(letters) < 2 or letters[0].casefold() != collapse(name)[:1].casefold():
        return False
    rest = iter(name.casefold())
    return all(letter.casefold() in rest for letter in letters)
