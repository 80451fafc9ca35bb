"""Gives the patterns of what is counted in a vote: a label and a number, in either order, and what they stand for."""

import re
from functools import cache

from civicgraph.extract.phrases import any_of, column, table
from civicgraph.vocab import fold


@cache
def label() -> str:
    """Return the pattern of a label ("Ja", "Enthaltungen"), as group label."""
    return rf"(?P<label>{any_of(column('vote_counts', 'word'))})"


@cache
def counts_of() -> dict[str, str]:
    """Return what each folded label counts: a name of Tally."""
    return {fold(row["word"]): row["counts"] for row in table("vote_counts")}


@cache
def _number() -> str:
    words = sorted(_number_words(), key=lambda w: (-len(w), w))
    return rf"(?P<number>\d{{1,4}}|{'|'.join(re.escape(word) for word in words)})"


@cache
def _number_words() -> dict[str, int]:
    rows = (*table("number_words"), *table("vote_numbers"))
    return {row["word"].casefold(): int(row["value"]) for row in rows if row["value"].isdigit()}


def number_of(number: str) -> int:
    """Return the number that digits or a word stand for."""
    return int(number) if number.isdigit() else _number_words()[number.casefold()]


@cache
def label_first() -> re.Pattern[str]:
    """A label and its number: "Ja: 11"."""
    parted = r"(?:\s*[:=|]\s*|\s+(?-i:stimm(?:en|ten|te)|votier(?:en|ten)|von)\s+)"
    return re.compile(
        rf"(?<!\w){label()}(?:\.?{parted}|(?<=dagegen)\s+(?=\d+(?:[,;.]|\s+bei\b|\s+Stimmen|\s*$))){_number()}(?!\w|[.,]\d)",
        re.IGNORECASE,
    )


@cache
def number_first() -> re.Pattern[str]:
    """A number and its label: "10 Ja-Stimmen"."""
    return re.compile(
        rf"(?<![\w.,/]){_number()}\s*x?\s+(?:(?:Stimmen?|Mitglieder)\s+)?\(?{label()}(?!\w)(?:-(?!\w))?\)?",
        re.IGNORECASE,
    )
