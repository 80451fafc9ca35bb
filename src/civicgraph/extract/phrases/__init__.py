"""Phrase tables of the extractors, one phrase a line; adding a phrase needs no code."""

import csv
import re
from functools import cache
from pathlib import Path


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Read a table beside this file once; rows in file order.

    Raises FileNotFoundError where there is no such table, ValueError for a row with more or fewer fields than the head.
    """
    path = Path(__file__).parent / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = []
        for row in reader:
            if None in row or None in row.values():
                msg = f"{path.name}:{reader.line_num}: not as many fields as the head has; put a phrase with a comma in quotes"
                raise ValueError(msg)
            rows.append(row)
    return tuple(rows)


@cache
def column(name: str, column_name: str) -> tuple[str, ...]:
    """Return one column of a table, longest phrase first."""
    return tuple(sorted((row[column_name] for row in table(name)), key=lambda w: (-len(w), w)))


def any_of(words: tuple[str, ...]) -> str:
    """Return a pattern that matches one of the phrases, with any white space between their words."""
    return "(?:" + "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in words) + ")"
