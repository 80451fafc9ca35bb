"""What becomes of a quote when its page is read again."""

from collections import Counter

import msgspec

STATES = ("same", "moved", "changed", "gone")


class Check(msgspec.Struct, frozen=True):
    """One quote looked for in the present page.

    state: same (at its offsets), moved (word for word elsewhere), changed (similar words: `now`), gone (nothing like it, or no such page);
    start, end: offsets in the text that was read; now_start, now_end: offsets in the present text, None where it is gone.
    """

    state: str
    subject: str
    property: str
    page: str
    quote: str
    start: int
    end: int
    now_start: int | None = None
    now_end: int | None = None
    now: str = ""


class Verification(msgspec.Struct, frozen=True):
    """All quotes of a graph, in the order of page and place. source: which source's pages they were looked for in, "" for all."""

    checks: tuple[Check, ...]
    source: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How many quotes are in each state."""
        found = Counter(check.state for check in self.checks)
        return {state: found[state] for state in STATES}

    @property
    def holds(self) -> bool:
        """True where nothing changed and nothing is gone."""
        return not self.counts["changed"] and not self.counts["gone"]
