"""Accounts for every field of a page: what was mapped, what a named rule ignores, what nobody took."""

from functools import cache

from civicgraph.read.page import collapse
from civicgraph.read.phrases import table
from civicgraph.record import Use

EXAMPLE = 100
"""Characters of an example."""


class Account:
    """What became of the fields of one page; a field is named once for each way, with its first example that is not empty."""

    def __init__(self, system: str) -> None:
        """Open the account of a page. system: column 1 of ignored.csv."""
        self.system = system
        self._uses: dict[tuple[str, str], Use] = {}

    def mapped(self, field: str, example: str) -> None:
        """Note that a field was taken."""
        self._note(field, "mapped", "", example)

    def left(self, field: str, example: str, kind: str = "") -> None:
        """Note that a field was not taken: ignored where a rule names it or its kind, else unmapped."""
        rule = ignoring(self.system, field) or ignoring(self.system, kind)
        self._note(field, "unmapped" if rule is None else "ignored", rule or "", example)

    def ignored(self, field: str, rule: str, example: str) -> None:
        """Note that a named rule ignores a part of the page."""
        self._note(field, "ignored", rule, example)

    def _note(self, field: str, how: str, rule: str, example: str) -> None:
        known = self._uses.get((field, how))
        if known is None or (not known.example and example):
            self._uses[(field, how)] = Use(field, how, rule, _beginning(example))

    @property
    def uses(self) -> tuple[Use, ...]:
        """All fields, in the order in which the page shows them."""
        return tuple(self._uses.values())


def _beginning(example: str) -> str:
    """Return the first characters of an example on one line; a long one is not read to its end."""
    told = collapse(example[: 4 * EXAMPLE])
    return told[:EXAMPLE] if len(told) > EXAMPLE else collapse(example)[:EXAMPLE]


@cache
def _rules() -> dict[tuple[str, str], str]:
    return {(row["system"], row["field"]): row["rule"] for row in table("ignored")}


def ignoring(system: str, field: str) -> str | None:
    """Return the name of the rule that ignores a field of a system, or None where none does."""
    return _rules().get((system, field))
