"""Turns the reason why a page did not come into one sentence that says how to mend it."""

from functools import cache

from civicgraph.fetch.tables import table
from civicgraph.record import Finding


class NotFetched(Exception):
    """A page did not come.

    rule: a row of reasons.csv; passing: another attempt may bring it; asked: the addresses that were asked for; values: what the row's
    sentence names.
    """

    def __init__(self, rule: str, passing: bool = False, asked: tuple[str, ...] = (), **values: object) -> None:
        super().__init__(rule)
        self.asked = asked
        self.rule = rule
        self.passing = passing
        self.values = {name: str(value) for name, value in values.items()}

    def again(self) -> "NotFetched":
        """Return a fresh exception that says the same."""
        copy = NotFetched(self.rule)
        copy.values = self.values
        return copy

    @property
    def outcome(self) -> str:
        """Return "refused" or "failed"."""
        return _reasons()[self.rule]["outcome"]


def finding(rule: str, source: str, page: str, **values: object) -> Finding:
    """Return a row of reasons.csv as a finding about a page."""
    row = _reasons()[rule]
    severity = "info" if row["outcome"] == "note" else "warning"
    shown = {name: _printable(str(value)) for name, value in values.items()}
    german, english = (row[language].format(**shown) for language in ("de", "en"))
    return Finding(severity, f"fetch-{rule}", german, english, source=source, page=page)


def _printable(text: str) -> str:
    """Return a server's words without signs that a terminal obeys."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


@cache
def _reasons() -> dict[str, dict[str, str]]:
    return {row["rule"]: row for row in table("reasons")}
