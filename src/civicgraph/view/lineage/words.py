"""Hands out the view's own words in German and English, from words.toml."""

import tomllib
from functools import cache
from pathlib import Path

from civicgraph.view.lineage.model import Words

NOTHING = Words("", "")


@cache
def _tables() -> dict[str, dict[str, Words]]:
    content = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
    return {name: {key: Words(*pair) for key, pair in table.items()} for name, table in content.items()}


def word(table: str, key: str) -> Words:
    """Return a word of a table; a key that is in no table is shown as it is."""
    return _tables()[table].get(key, Words(key, key))


def table(name: str) -> dict[str, Words]:
    """Return all words of a table, in the order of the file."""
    return _tables()[name]


def filled(words: Words, **values: Words | str) -> Words:
    """Return words with their {…} filled in; the values are put in as they are, never read as a pattern."""
    texts = {"de": words.de, "en": words.en}
    for lang, text in texts.items():
        parts = []
        for piece in text.split("{"):
            name, brace, rest = piece.partition("}")
            if brace and name in values:
                value = values[name]
                parts.append((value if isinstance(value, str) else value.of(lang)) + rest)
            else:
                parts.append(piece)
        texts[lang] = "".join(parts)
    return Words(texts["de"], texts["en"])


def same(text: str) -> Words:
    """Return a text of the source, which is the same in both languages."""
    return Words(text, text)


def counted(number: int, one: Words, many: Words) -> Words:
    """Return "1 Beratung", "3 Beratungen" in both languages."""
    chosen = one if number == 1 else many
    return Words(f"{number} {chosen.de}", f"{number} {chosen.en}")


def listed(parts: list[Words]) -> Words:
    """Join parts as "a, b und c"."""

    def joined(texts: list[str], last: str) -> str:
        return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} {last} {texts[-1]}"

    return Words(joined([p.de for p in parts], "und"), joined([p.en for p in parts], "and")) if parts else NOTHING
