"""Tables of the snapshot stage: which key of OParl holds which type of object, which field holds a text, which records are no OParl."""

import csv
from functools import cache
from pathlib import Path


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Read a table beside this file once; rows in file order."""
    with (Path(__file__).parent / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
