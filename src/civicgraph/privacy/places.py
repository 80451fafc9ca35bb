"""Turns the table of words that make a name a street's, school's, church's, firm's or town's into patterns around a surname."""

import csv
import re
from functools import cache
from pathlib import Path

from civicgraph.privacy.trie import Trie, add, spelt

_BLANK = "[ \\u00a0]"


def words(stands: str) -> tuple[str, ...]:
    """Return the words that stand "before" or "after" a surname in such a name."""
    with (Path(__file__).parent / "place_words.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["word"] for row in csv.DictReader(file) if row["stands"] == stands)


@cache
def no_place_before() -> str:
    """Return a pattern that fails behind "Kita St. "."""
    return "".join(rf"(?<!\b{re.escape(word)}{_BLANK})" for word in words("before"))


@cache
def place_after() -> str:
    """Return a pattern of what makes a surname a part of such a name: "-Lohse-Straße", " GmbH"."""
    trie: Trie = {}
    for word in words("after"):
        add(trie, [_BLANK if char == " " else re.escape(char) for char in word])
    return rf"(?:-[^\W\d_]+){{0,3}}[ \u00a0-]{spelt(trie)}(?![^\W\d_])"


@cache
def _after() -> re.Pattern[str]:
    return re.compile(place_after())


def is_place(text: str, end: int) -> bool:
    """What ends there is a part of the name of a street, school or firm."""
    return _after().match(text, end) is not None
