"""Tells a council text by its own signs: each has a weight, and only a text with enough of them is one."""

import re
from functools import cache

import msgspec

from civicgraph.read.council.cells import cells_of
from civicgraph.read.council.forms import MAX_LINE, is_group, is_member, nouns
from civicgraph.read.page import collapse, lines
from civicgraph.read.phrases import table

ENOUGH = 5
"""The sum of weights from which on a text is a council's."""
HEAD = 6000
"""Characters at the top in which signs count."""
HEAD_LINES = 60
TITLE_LINES = 12
"""The word "Niederschrift" stands within so many lines at the top of minutes."""
_NEEDED = {
    "paper": frozenset(("type", "number", "columns", "by-faction", "asking", "answering")),
    "minutes": frozenset(("sitting", "body")),
}


_BEHIND = (
    r"\s\(?(?:der|des|von|vom|nr\.?|nummer|gem(?:äß|\.)|nach|an|zu|zum|zur|betreffend|betr\.|über|für)(?!\w).{0,100}"
    r"|\s[\dA-Z][\w/.-]*\d.{0,100}"
)
"""What may follow the word for a paper on its line: who wrote it, by which rule, about what, its number."""


class Sign(msgspec.Struct, frozen=True):
    """One row of the table of signs.

    where: line (a whole line of the head), title (of its first lines) or text; of: paper, minutes or both.
    """

    name: str
    where: str
    weight: int
    of: str
    pattern: re.Pattern[str]


@cache
def types(*acts: str) -> str:
    """Return the words that name papers which ask, answer or do something else, as one pattern. acts: none means all."""
    return "|".join(f"(?:{row['pattern']})" for row in table("council_types") if not acts or row["acts"] in acts)


@cache
def _columns() -> str:
    every = sorted((row for row in table("council_columns")), key=lambda row: -len(row["column"]))
    words = "|".join(re.escape(row["column"]) for row in every)
    bodies = "|".join(re.escape(row["column"]) for row in every if row["name"] == "body")
    return rf"(?=.{{0,80}}\b(?:{bodies})\b)(?:{words})(?:\s+(?:{words})){{2,8}}"


@cache
def minutes_words() -> str:
    """Return the words that open minutes, as one pattern."""
    return "|".join(f"(?:{row['pattern']})" for row in table("council_minutes"))


@cache
def _signs() -> tuple[Sign, ...]:
    parts = {
        "TYPE": rf"(?:{types()})\s?:?(?:{_BEHIND})?",
        "ANSWERS": rf"(?:{types('answers')})\b.{{0,100}}",
        "COLUMNS": _columns(),
        "MINUTES": rf"(?:{minutes_words()})\b.{{0,140}}",
    }
    found = []
    for row in table("council_signs"):
        pattern = parts.get(row["pattern"], row["pattern"]).replace("BODY", f"(?:{nouns()})")
        found.append(Sign(row["sign"], row["where"], int(row["weight"]), row["of"], re.compile(pattern, re.IGNORECASE)))
    return tuple(found)


def kind_of(text: str) -> str | None:
    """Return what a text is: "paper" or "minutes" of a council, or None where its signs are too few."""
    head = text[:HEAD]
    told = [words for line in head.split("\n") if (words := collapse(line))][:HEAD_LINES]
    beside = [collapse(cell.text) for line in lines(head) if len(cells := cells_of(line)) > 1 for cell in cells]
    short = [words for words in (*told, *beside) if len(words) <= MAX_LINE]
    flat = " ".join(told)
    kind = "minutes" if any(_stands(sign, short, flat) for sign in _signs() if sign.where == "title") else "paper"
    weights: dict[str, int] = {}
    for sign in _signs():
        if (
            sign.of in (kind, "both")
            and (abs(sign.weight) > abs(weights.get(sign.name, 0)))
            and _stands(sign, short, flat)
        ):
            weights[sign.name] = sign.weight
    enough = sum(weights.values()) >= ENOUGH and bool(_NEEDED[kind] & weights.keys())
    return kind if enough else None


def _stands(sign: Sign, short: list[str], flat: str) -> bool:
    """Tell whether a sign stands in a text's head. short: its lines that are no running text; flat: the head on one line."""
    if sign.where == "text":
        return sign.pattern.search(flat) is not None
    if sign.name == "faction":
        return any(is_group(words) for words in short)
    if sign.name == "member":
        return any(is_member(words) for words in short)
    told = short[:TITLE_LINES] if sign.where == "title" else short
    return any(sign.pattern.fullmatch(words) for words in told)
