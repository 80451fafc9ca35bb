"""Turns the robots.txt of a host into what may be fetched there, and how slowly (RFC 9309)."""

from collections.abc import Callable

from protego import Protego

from civicgraph.fetch.reasons import NotFetched
from civicgraph.fetch.urls import parsed

PRODUCT = "civicgraph"  # the name that a robots.txt addresses

_ABOUT_THE_HOST = frozenset(("private-address", "name-unknown", "certificate"))


class Robots:
    """Asks each host once in a run for its robots.txt.

    text: returns a robots.txt by its URL, None where the host has none; raises NotFetched where it cannot be had.
    """

    def __init__(self, text: Callable[[str], str | None]) -> None:
        self._text = text
        self._rules: dict[str, Protego | NotFetched] = {}

    def check(self, url: str) -> None:
        """Raise NotFetched where the page may not be fetched, or where that cannot be known."""
        site = parsed(url)
        if site.origin not in self._rules:
            self._rules[site.origin] = self._asked(site.origin, site.host)
        rules = self._rules[site.origin]
        if isinstance(rules, NotFetched):
            raise rules.again()
        if not rules.can_fetch(url, PRODUCT):
            raise NotFetched("robots-forbid", host=site.host)

    def delay(self, url: str) -> float:
        """Return the seconds that the host wants between two requests; 0 where it says nothing or was not asked yet."""
        rules = self._rules.get(parsed(url).origin)
        return (rules.crawl_delay(PRODUCT) or 0.0) if isinstance(rules, Protego) else 0.0

    def _asked(self, origin: str, host: str) -> Protego | NotFetched:
        try:
            return Protego.parse(self._text(f"{origin}/robots.txt") or "")
        except NotFetched as reason:
            if reason.rule in _ABOUT_THE_HOST:
                return reason
            return NotFetched("robots-missing", host=host, why=reason.values.get("status", reason.rule))
