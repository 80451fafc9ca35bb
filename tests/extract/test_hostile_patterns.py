"""Every pattern of the extractors comes to its end on repeated pieces, and trying it only at likely words loses nothing."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings

import civicgraph.extract
from civicgraph.extract import mentioned, paper_numbers
from civicgraph.extract.openings import matches_at
from civicgraph.extract.prose import MAX_SENTENCE
from tests.extract.test_any_prose import HOSTILE, TEXTS


def _in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _in(part)


def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the patterns of the modules and of their cached functions without parameters, by place and number."""
    found: dict[str, re.Pattern[str]] = {}
    for info in pkgutil.walk_packages(civicgraph.extract.__path__, "civicgraph.extract."):
        for name, value in vars(importlib.import_module(info.name)).items():
            is_cached = hasattr(value, "cache_info") and value.__module__ == info.name
            told = value() if is_cached and not inspect.signature(value).parameters else value
            for number, pattern in enumerate(_in(told)):
                found[f"{info.name.removeprefix('civicgraph.extract.')}.{name}.{number}"] = pattern
    return found


PATTERNS = _patterns()


def test_patterns_of_modules_and_of_cached_functions_are_found() -> None:
    assert {"counts._YEAR.0", "counts._pattern.0", "mentioned._patterns.5", "policies._pattern.0"} <= PATTERNS.keys()
    assert len(PATTERNS) >= 200


@pytest.mark.parametrize("place", PATTERNS)
def test_every_pattern_comes_to_its_end(place: str) -> None:
    for piece in HOSTILE:
        text = piece * (MAX_SENTENCE // len(piece))
        ends = [match.end() for match in PATTERNS[place].finditer(text)]
        assert ends == sorted(ends)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_numbers_are_looked_for_at_every_word_that_can_begin_one(text: str) -> None:
    told = [match.span() for match in paper_numbers._announced(text, 0, len(text))]
    assert told == [match.span() for match in paper_numbers._announcing().finditer(text)]


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_persons_are_looked_for_at_every_word_that_can_begin_one(text: str) -> None:
    *opened, of_party = mentioned._patterns()
    words = [(form, word.start()) for word in mentioned._RUN.finditer(text) for form in mentioned._opens(word.group())]
    for form, pattern in enumerate(opened):
        offsets = [start for of, start in words if of == form]
        told = [match.span() for match in matches_at(pattern, offsets, text, 0, len(text))]
        assert told == [match.span() for match in pattern.finditer(text)]
    told = [match.span() for match in mentioned._bracketed(of_party, text, 0, len(text))]
    assert told == [match.span() for match in of_party.finditer(text)]
