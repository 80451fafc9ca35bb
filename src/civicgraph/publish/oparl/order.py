"""Puts the items of one agenda in order, which OParl asks for: by position where all have one, else by number."""

import re

from civicgraph.publish.oparl.told import Told


def orders(told: Told, item: str) -> dict[str, int]:
    """Return each item of an item's meeting to its place; a page's own positions stay as they are."""
    meeting = told.first(item, "dct:isPartOf")
    items = told.iris(meeting, "^dct:isPartOf") if meeting is not None else [item]
    positions = {each: told.first(each, "cg:position") for each in items}
    if all(position is not None for position in positions.values()):
        return {each: int(position or 0) for each, position in positions.items()}
    ranked = sorted(items, key=lambda each: (_natural(told.first(each, "cg:number") or ""), each))
    return {each: place for place, each in enumerate(ranked, start=1)}


def _natural(number: str) -> list[tuple[int, str]]:
    """Return a key under which "Ö 9" stands before "Ö 10"."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.findall(r"\d{1,9}|[^\d\s.]+", number)]
