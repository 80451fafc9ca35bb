"""The two kinds of items that are compared: what the gold wants, and what the pages of a case give."""

import msgspec

from civicgraph.evaluate.comparing import FoundValue, GoldValue


class Wanted(msgspec.Struct, frozen=True):
    """One thing that the gold says. values: only the fields that are compared."""

    element: str
    values: dict[str, GoldValue]


class Found(msgspec.Struct, frozen=True):
    """One thing that was found. values: a field that nothing was found for is left out or empty."""

    element: str
    values: dict[str, FoundValue]


def some(*values: str | None) -> FoundValue:
    """Return the values that are there."""
    return tuple(value for value in values if value)
