"""Turns the data file words.toml into tables of German date words, once, on first use."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

Bare = Literal["alone", "joined", "word", "first"]
Way = Literal["idle", "at", "about", "from", "until", "before", "after", "between"]
Join = Literal["range", "list", "choice"]


class Form(msgspec.Struct, frozen=True):
    """One row of the forms: how an expression looks, how it is read, and where it may stand (see words.toml)."""

    kind: str
    text: str
    year: Literal["may", "must", "no"]
    bare: Bare
    number: int | None = None
    sign: int = 0


class Code(msgspec.Struct, frozen=True):
    """Part of a year with an EDTF code: first and last month (13 is the next January), and whether it is written."""

    months: tuple[int, int]
    written: bool


class Lead(msgspec.Struct, frozen=True):
    """What a word before an expression makes of it, and whether it alone turns a number into a year."""

    way: Way
    year: bool = False


class Words(msgspec.Struct, frozen=True):
    """The tables of words.toml; keys are case-folded with single blanks, but for `days`, where case counts."""

    tables: dict[str, dict[str, int]]
    names: dict[str, dict[str, str]]
    lists: dict[str, list[str]]
    across: dict[str, tuple[int, int]]
    codes: dict[int, Code]
    leads: dict[str, Lead]
    joins: dict[str, Join]
    forms: list[Form]
    not_dates: list[str]

    def number(self, table: str, text: str) -> int:
        """Return the number a word of the text stands for. Raises KeyError where the table lacks it."""
        return self.tables[table][text if table == "days" else folded(text)]


def folded(text: str) -> str:
    """Return a phrase as the tables spell it: case-folded, any white space as one blank.

    Dotted and dotless I become "i", since `re` takes them for one when case is ignored.
    """
    return " ".join(text.split()).translate({0x130: "i", 0x131: "i"}).casefold()


@cache
def words() -> Words:
    """Return the tables. Raises msgspec.ValidationError where words.toml does not have their shape."""
    source: dict[str, Any] = msgspec.toml.decode(Path(__file__).with_name("words.toml").read_bytes())
    plain = ("months", "short_months", "seasons", "thirds", "year_thirds", "numbers", "year_phrases", "decades")
    tables = {name: {folded(key): value for key, value in source[name].items()} for name in plain}
    tables["days"] = source["days"]
    tables["ordinals"] = _inflected(source["ordinals"]) | source["ordinals"]["words"]
    tables["shifts"] = _inflected(source["shifts"])
    made = {
        "tables": tables,
        "names": {name: {folded(k): v for k, v in source[name].items()} for name in ("units", "periods")},
        "lists": {name: row["words"] for name, row in source.items() if isinstance(row, dict) and "words" in row},
        "across": source["across"],
        "codes": {int(code): row for code, row in source["codes"].items()},
        "joins": {folded(key): kind for key, kind in source["joins"].items()},
        "leads": {folded(key): row for key, row in source["leads"].items()},
        "forms": source["forms"],
        "not_dates": source["not_dates"]["patterns"],
    }
    made["lists"].pop("ordinals")
    return msgspec.convert(made, Words)


def _inflected(table: dict[str, Any]) -> dict[str, int]:
    return {folded(stem + end): number for stem, number in table["stems"].items() for end in table["endings"]}
