"""Turns templates and words into HTML in which every text of a source stays text."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from civicgraph.view.days import day
from civicgraph.view.fragment import link_to_quote
from civicgraph.view.lineage.model import Words
from civicgraph.view.lineage.words import NOTHING, filled
from civicgraph.view.places import Place

SHARED = Path(__file__).parent / "shared"
SIGNS = {
    "answered": "✓",
    "answered-in-parts": "◐",
    "answered-jointly": "✓",
    "holding": "…",
    "refused": "✕",
    "refers-elsewhere": "→",
    "unanswered": "○",
}
"""A sign for each answer-status; the words stand beside it."""
LONGEST = 360
"""Characters of a quote that are shown where the whole text stands above it."""


@cache
def wording(folder: Path) -> Mapping[str, Words]:
    """Return the words of a folder's words.toml."""
    content = tomllib.loads((folder / "words.toml").read_text("utf-8"))
    return {key: Words(*pair) for key, pair in content.items()}


def environment(folder: Path) -> jinja2.Environment:
    """Return what renders the templates of a folder and the shared ones: escapes everything, refuses what is not given."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([folder, SHARED]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "brief": brief,
        "counted": counted,
        "day": on_day,
        "filled": with_values,
        "numbered": numbered,
        "to_place": to_place,
    }
    made.globals |= {"nothing_told": NOTHING, "signs": SIGNS}
    return made


def both(words: Words | str) -> Markup:
    """Return a text in both languages; the page shows the one that its `lang` names. A text of the source stands as it is."""
    if isinstance(words, str) or words.de == words.en:
        return Markup("{}").format(words if isinstance(words, str) else words.de)
    return Markup('<span class="de" lang="de">{}</span><span class="en" lang="en">{}</span>').format(words.de, words.en)


def brief(text: str) -> str:
    """Return a quote, a long one without its middle."""
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST // 2].rpartition(' ')[0]} […] {text[-LONGEST // 2 :].partition(' ')[2]}"


def on_day(iso: str) -> Words:
    """Return an ISO 8601 day in words; "" for ""."""
    return Words(day(iso, "de"), day(iso, "en")) if iso else Words("", "")


def with_values(words: Words, **values: Words | str | int) -> Words:
    """Return words with their {…} filled in."""
    return filled(words, **{name: str(value) if isinstance(value, int) else value for name, value in values.items()})


def numbered(words: Words, number: str) -> Words:
    """Return "Frage 3"; the word alone where there is no number."""
    return Words(f"{words.de} {number}".rstrip(), f"{words.en} {number}".rstrip())


def counted(words: Mapping[str, Words], name: str, number: int) -> Words:
    """Return `name_one` for 1, else `name_many` with the number."""
    return words[f"{name}_one"] if number == 1 else with_values(words[f"{name}_many"], n=number)


def to_place(link: str, place: Place) -> str:
    """Return the address of a quote, at the quote itself where the page is HTML; "" without a link."""
    return link_to_quote(link, place.exact, place.page.html)
