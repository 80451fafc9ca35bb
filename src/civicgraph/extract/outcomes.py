"""Turns the words of an outcome into the code of its concept: by its wordings, without remarks, and last by the one verb it is built on."""

import re
from functools import cache

from civicgraph.extract.phrases import table
from civicgraph.extract.votes import tally, without_counts, without_vote
from civicgraph.read.page import collapse
from civicgraph.vocab import scheme

MAX_OUTCOME = 300
"""So many characters of an outcome's words are looked at."""
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
_OPEN = re.compile(
    r"\b(?:soll|sollen|sollte|möge|mögen|würde|würden|könnte|kann|falls|wenn|sofern|ob|beantragt|beantragen|bittet|bitten|schlägt|vorgeschlagen"
    r"|voraussichtlich|vorgesehen|geplant|siehe|vgl)\b|\?|\bantrag\w* (?:auf|zur)\b|\bänderungsantr|\bgeschäftsordnungsantr",
)
"""Words with which a sentence wishes, asks or plans, or speaks of another motion: it states no outcome."""
_AMENDED = re.compile(
    r"\bmit (?:der |den |einer )?(?:folgenden? |genannten )?(?:änderung|ergänzung|maßgabe)(?:en)?\b|\bgeänderte[rn]?\b|\bgeändert\b"
)
_DENIES = re.compile(
    r"\b(?:nicht|kein(?:e[nrms]?)?|weder|un(?:verändert|erledigt))\b(?! (?:gegen)?stimmen?\b| enthaltung)"
)
_RECOMMENDS_AGAINST = frozenset({"recommended", "rejected"})


def outcome_code(raw: str) -> str | None:
    """Return the code of an outcome's words; a remark in brackets, to whom or until when, and the words of a vote do not count.

    Words that are no known wording are understood by the verb of their sentence, where there is just one ("Die Verwaltung zieht die
    Vorlage zurück"); None where several or none are told, and where the sentence only wishes or plans.
    """
    bare = _REMARK.sub("", raw)
    for words in (raw, bare, without_counts(bare)):
        code = scheme("outcome").code(words) or scheme("outcome").code(_essence(words))
        if code is not None:
            return code
    told = without_vote(bare)
    code = scheme("outcome").code(told) or scheme("outcome").code(_essence(told)) or _by_verb(bare)
    return with_result(code, tally(raw).result) if code is not None else None


def with_result(code: str, result: str | None) -> str:
    """Return the code of an outcome with the vote that was taken: adopted and unanimous is adopted-unanimously, if that is a code."""
    ending = {"unanimous": "unanimously", "majority": "by-majority"}.get(result or "", "")
    return f"{code}-{ending}" if f"{code}-{ending}" in scheme("outcome").concepts else code


@cache
def _remarks() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in table("outcome_remarks"))


def _essence(words: str) -> str:
    """Return an outcome's words without what they are about, to whom, until when: "vertagt auf den 3. Mai" gives "vertagt"."""
    bare = collapse(words).rstrip(" .;:")[:MAX_OUTCOME]
    for remark in _remarks():
        bare = remark.sub(" ", bare)
    return collapse(bare).strip(" ,;:–-")


@cache
def _stems() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["code"], re.compile(row["pattern"])) for row in table("outcome_stems"))


def is_open(words: str) -> bool:
    """Tell whether a clause wishes, asks or plans, or speaks of another motion: it states no outcome."""
    return _OPEN.search(words.casefold()) is not None


def _by_verb(words: str) -> str | None:
    """Return the code of the only verb of deciding in a short sentence; a recommendation counts before what it recommends."""
    text = collapse(words).casefold()
    if len(text) > MAX_OUTCOME or is_open(text):
        return None
    told = {code for code, pattern in _stems() if pattern.search(text) is not None}
    if told >= _RECOMMENDS_AGAINST:
        return "not-recommended"
    if "recommended" in told and told <= {"recommended", "accepted", "approved", "adopted"}:
        told = {"recommended"}
    is_denied = _DENIES.search(text) is not None and told != {"rejected"}
    if len(told) != 1 or is_denied:
        return None
    code = told.pop()
    is_amended = f"{code}-amended" in scheme("outcome").concepts and _AMENDED.search(text) is not None
    return f"{code}-amended" if is_amended else code
