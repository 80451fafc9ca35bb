"""Turns German date expressions into what they say: raw text, EDTF literal, earliest and latest day."""

from civicgraph.dates.expression import (
    Found,
    When,
    found,
    leading,
    possibly_before,
    span,
    surely_before,
    when,
)
from civicgraph.dates.literal import bounds

__all__ = ["Found", "When", "bounds", "found", "leading", "possibly_before", "span", "surely_before", "when"]
