"""Turns the words of a vote into counts and a result: "Ja: 4, Nein: 0", "einstimmig bei 2 Enthaltungen", "mit 13-0-0 Stimmen"."""

import re
from functools import cache

import msgspec

from civicgraph.extract.phrases import any_of, column
from civicgraph.extract.vote_groups import groups
from civicgraph.extract.vote_words import counts_of, label, label_first, number_first, number_of
from civicgraph.iri import slug
from civicgraph.read.page import collapse
from civicgraph.record import Cited, Decision, Organisation, Thing, Vote
from civicgraph.vocab import fold, scheme

COUNTS = ("yes", "no", "abstentions", "biased", "present")


class Tally(msgspec.Struct, frozen=True):
    """How a vote went. result: code of a vote-result concept; None where the words say nothing of it; groups: name and counts of each."""

    result: str | None = None
    yes: int | None = None
    no: int | None = None
    abstentions: int | None = None
    biased: int | None = None
    present: int | None = None
    groups: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()

    @property
    def says_something(self) -> bool:
        """True where there is a result or a count."""
        return self.result is not None or any(getattr(self, name) is not None for name in COUNTS)


def tally(words: str) -> Tally:
    """Read the words of a vote; a Tally without anything where they tell no vote."""
    text = collapse(words)
    counts = (
        _in_slashes(text)
        or _labelled(text)
        or _in_columns(text)
        or _in_pairs(text)
        or _counted(text)
        or _in_a_row(text)
    )
    counts = {**two_sides(text, counts), **counts}
    return Tally(result=_result(text), groups=groups(text), **counts)


def votes(words: str, decision: Decision, cites: tuple[Cited, ...]) -> list[Thing]:
    """Return the vote on a decision: of all members, then of each group that the words count; none where they tell no vote."""
    told = tally(words)
    if not told.says_something:
        return []
    raw = collapse(words)
    whole = Vote(
        cites=cites,
        decision=decision,
        raw=raw,
        result=told.result,
        yes=told.yes,
        no=told.no,
        abstentions=told.abstentions,
        biased=told.biased,
        present=told.present,
    )
    organisations = [Organisation(cites=cites, noun="faction", key=slug(name), name=name) for name, _ in told.groups]
    return [whole, *organisations, *(_of_group(name, counts, whole) for name, counts in told.groups)]


def without_vote(words: str) -> str:
    """Return an outcome's words without those that tell how the vote went: "einstimmig zugestimmt" gives "zugestimmt"."""
    bare = _result_words().sub(" ", words)
    return without_counts(bare)


def without_counts(words: str) -> str:
    """Return an outcome's words without the counts of its vote: "bei 2 Enthaltungen beschlossen" gives "beschlossen"."""
    bare = SIDES.sub(" ", words)
    bare = re.sub(rf"(?:\b(?:bei|mit|gegen|und|sowie)\s+)?{number_first().pattern}", " ", bare, flags=re.IGNORECASE)
    bare = re.sub(r"\(\s*[,;/]*\s*\)|(?<=[,;])\s*[,;]", " ", label_first().sub(" ", bare))
    return re.sub(r"(?:\s|[,;/–-]|\b(?:und|bei|mit)$)+$|^[\s,;/–-]+", "", collapse(bare))


def _of_group(name: str, counts: tuple[tuple[str, int], ...], whole: Vote) -> Vote:
    found = dict(counts)
    return Vote(
        cites=whole.cites,
        decision=whole.decision,
        raw=whole.raw,
        yes=found.get("yes"),
        no=found.get("no"),
        abstentions=found.get("abstentions"),
        group=slug(name),
    )


_SPOKEN = re.compile(r"\b(?:stimmten?|stimmen|votierten?|votieren)\b")


def _labelled(text: str) -> dict[str, int]:
    """Read `Ja: 11, Nein: 0`; the first count of a label holds."""
    found = _gathered(label_first(), text)
    return {**_counted(text), **found} if found and _SPOKEN.search(text) else found


@cache
def _token() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{label()}|(?P<number>\d{{1,4}})(?![.,]\d))(?!\w)", re.IGNORECASE)


def _in_pairs(text: str) -> dict[str, int]:
    """Read `Ja 9 Nein 0 Enthaltung 2`: label and number in turn, label first; any other order is left to the other forms."""
    tokens = list(_token().finditer(text))
    labels, numbers = tokens[::2], tokens[1::2]
    if not numbers or len(labels) != len(numbers):
        return {}
    if not all(t.group("label") for t in labels) or not all(t.group("number") for t in numbers):
        return {}
    if any(re.search(r"[\w.!?]", text[one.end() : two.start()]) for one, two in zip(labels, numbers, strict=True)):
        return {}
    found: dict[str, int] = {}
    for one, two in zip(labels, numbers, strict=True):
        found.setdefault(counts_of()[fold(one.group("label"))], int(two.group("number")))
    return found


def _counted(text: str) -> dict[str, int]:
    """Read `10 Ja-Stimmen, 3 Enthaltungen` and `bei einer Gegenstimme`."""
    return _gathered(number_first(), text)


def _gathered(pattern: re.Pattern[str], text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for match in pattern.finditer(text):
        found.setdefault(counts_of()[fold(match.group("label"))], number_of(match.group("number")))
    return found


SIDES = re.compile(
    r"(?<![\d.,:/])(?:\b[Mm]it\s+)?\(?(?P<yes>\d{1,3})\s?(?::|zu|gegen|Stimmen\s+gegen)\s?(?P<no>\d{1,3})(?![\d:]|[.,]\d)"
    r"(?:(?P<said>\s+Stimmen)\b|\)?)"
)
"""Two sides of a vote: "mit 12 : 5 Stimmen", "22 gegen 19 Stimmen"."""
_ALONE = re.compile(r"\b[Mm]it\s+(?P<yes>\d{1,3})\s+Stimmen\s+(?:bei|und)\s")


def two_sides(text: str, known: dict[str, int]) -> dict[str, int]:
    """Read `mit 12 : 5 Stimmen`, `(6:6)` behind the word for a tie, and `mit 8 Stimmen bei …`, where `known` has no yes."""
    if "yes" in known:
        return {}
    match = next((m for m in SIDES.finditer(text) if m.group("said") or "gleichheit" in text.casefold()), None)
    if match is not None and "no" not in known:
        return {"yes": int(match.group("yes")), "no": int(match.group("no"))}
    alone = _ALONE.search(text)
    is_yes = alone is not None and known and not re.search(r"[Aa]bgelehnt|lehnt", text)
    return {"yes": int(alone.group("yes"))} if alone is not None and is_yes else {}


_SLASHES = r"\d{1,4}(?:\s?/\s?\d{1,4}){1,4}"


@cache
def _slashed() -> re.Pattern[str]:
    word = any_of(column("vote_counts", "word"))
    heads = rf"{word}(?:\s?/\s?{word}){{1,4}}"
    return re.compile(
        rf"(?<![\w/])(?:(?P<heads>{heads})\s?:?\s?(?P<counts>{_SLASHES})|(?P<first>{_SLASHES})\s?\(?(?P<behind>{heads}))(?![\w/])",
        re.IGNORECASE,
    )


def _in_slashes(text: str) -> dict[str, int]:
    """Read `Ja/Nein/Enthaltungen: 9/2/1` and `9/2/1 (Ja/Nein/Enthaltung)`: as many heads as numbers."""
    match = _slashed().search(text)
    if match is None:
        return {}
    heads = re.split(r"\s?/\s?", match.group("heads") or match.group("behind"))
    numbers = re.findall(r"\d+", match.group("counts") or match.group("first"))
    if len(heads) != len(numbers):
        return {}
    return {counts_of()[fold(head)]: int(number) for head, number in zip(heads, numbers, strict=True)}


_ROW_OF_THREE = re.compile(r"(?<![\d.])(\d{1,3})\s?([:–-])\s?(\d{1,3})\s?\2\s?(\d{1,3})(?![\d.])")


def _in_a_row(text: str) -> dict[str, int]:
    """Read `5:5:3` and `mit 13-0-0 Stimmen` as yes, no, abstentions, where the words speak of voting or say nothing else."""
    match = _ROW_OF_THREE.search(text)
    if match is None or not (
        match.group() == text or re.search(r"[Ss]timm|[Aa]bgelehnt|[Aa]ngenommen|[Bb]eschl", text)
    ):
        return {}
    return {"yes": int(match.group(1)), "no": int(match.group(3)), "abstentions": int(match.group(4))}


@cache
def _columns() -> re.Pattern[str]:
    word = any_of(column("vote_counts", "word"))
    return re.compile(
        rf"(?<!\w)(?P<heads>(?:{word}[\s|]+){{2,5}})(?:Stimmen[\s|]+)?(?P<counts>\d{{1,4}}(?:[\s|]+\d{{1,4}})+)(?![\w:])",
        re.IGNORECASE,
    )


def _in_columns(text: str) -> dict[str, int]:
    """Read `Anwesend Ja Nein Stimmen 11 10 1`: heads, then as many numbers."""
    match = _columns().search(text)
    if match is None:
        return {}
    heads = re.findall(any_of(column("vote_counts", "word")), match.group("heads"), re.IGNORECASE)
    numbers = re.findall(r"\d+", match.group("counts"))
    if len(heads) != len(numbers):
        return {}
    return {counts_of()[fold(head)]: int(number) for head, number in zip(heads, numbers, strict=True)}


@cache
def _result_words() -> re.Pattern[str]:
    wordings = sorted(scheme("vote-result").by_wording, key=lambda w: (-len(w), w))
    words = any_of(tuple(wordings)).replace("ss", "(?:ss|ß)")  # the scheme folds "ß"
    return re.compile(rf"(?<!\w){words}(?:e[nrsm]?)?(?!\w)", re.IGNORECASE)


def _result(text: str) -> str | None:
    """Return the code of the first words that say how the vote went; "nicht einstimmig" says nothing."""
    for match in _result_words().finditer(text):
        if re.search(r"\bnicht\s+$", text[: match.start()], re.IGNORECASE):
            continue
        word = fold(match.group())
        codes = scheme("vote-result").by_wording
        return codes.get(word) or next(code for wording, code in codes.items() if word.startswith(wording))
    return None
