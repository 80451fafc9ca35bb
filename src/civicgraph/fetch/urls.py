"""Turns the many spellings of a page's address into one."""

import re
from functools import cache

import httpx
import msgspec

from civicgraph.fetch.reasons import NotFetched
from civicgraph.fetch.tables import table

_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[A-Za-z0-9._:-]+")
_INVISIBLE = re.compile("[\t\n\r]")  # browsers leave them out of a link (WHATWG URL §4.4)


class Url(msgspec.Struct, frozen=True):
    """An absolute http or https address without fragment, user name, session ids and empty parameters.

    origin: scheme, host (ASCII, lower case) and port where it is not the scheme's own; query: its parts in their order.
    """

    scheme: str
    host: str
    port: int | None
    path: str
    query: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.origin}{self.path}{'?' if self.query else ''}{'&'.join(self.query)}"

    @property
    def origin(self) -> str:
        """Return the beginning of the address: scheme, host, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{f':{self.port}' if self.port else ''}"

    @property
    def site(self) -> str:
        """Return host and port without "www.": what http, https and www twins have in common."""
        return f"{self.host.removeprefix('www.')}{f':{self.port}' if self.port else ''}"

    @property
    def key(self) -> str:
        """Return what all spellings of this address have in common."""
        return f"{self.site}{self.path}?{'&'.join(_sorted(self.query))}"


def parsed(url: str, base: str = "") -> Url:
    """Read an address, or a link on the page `base`. Raises NotFetched where it is none that can be fetched."""
    cleaned = _INVISIBLE.sub("", url).strip()
    try:
        found = httpx.URL(base).join(cleaned) if base else httpx.URL(cleaned)
        host = found.raw_host.decode("ascii")
        path, _, query = found.raw_path.decode("ascii").partition("?")
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise NotFetched("address-invalid", why=str(error)[:80]) from None
    if found.scheme not in _PORTS:
        raise NotFetched("scheme", scheme=found.scheme or "–")
    if not _HOST.fullmatch(host) or not 0 < (found.port or 80) < 65536:
        raise NotFetched("address-invalid", why=f"host: {host[:60] or '–'}")
    parts = [_unescaped(part) for part in query.split("&")]
    port = None if found.port == _PORTS[found.scheme] else found.port
    return Url(found.scheme, host.lower(), port, _clean_path(path), _kept(parts))


class Spelling:
    """Knows how each site is written: as source.toml writes it, else as it was met first."""

    def __init__(self) -> None:
        self._homes: dict[str, Url] = {}
        self._live: dict[str, Url] = {}

    def canonical(self, url: str, base: str = "") -> str:
        """Return the one spelling of an address: the site's own scheme and host, parameters sorted by name."""
        found = parsed(url, base)
        return str(_at(self._homes.setdefault(found.site, found), found))

    def living(self, canonical: str) -> str:
        """Return the address to ask for: where a site only forwards from http to https or to www, ask there at once."""
        found = parsed(canonical)
        return str(_at(self._live.get(found.site, found), found))

    def moved(self, canonical: str, to: str) -> None:
        """Note that a site forwarded an address to another spelling of itself."""
        old, new = parsed(canonical), parsed(to)
        if old.key == new.key:
            self._live[old.site] = new


def key(url: str) -> str:
    """Return what all spellings of an address have in common."""
    return parsed(url).key


def _at(home: Url, found: Url) -> Url:
    return Url(home.scheme, home.host, found.port, found.path, _sorted(found.query))


def _sorted(query: tuple[str, ...]) -> tuple[str, ...]:
    """Sort by name alone: the order of equal names may mean something."""
    return tuple(sorted(query, key=lambda part: part.partition("=")[0]))


def _unescaped(text: str) -> str:
    """Write escapes as RFC 3986 §6.2.2 asks: letters, digits and -._~ plainly, all others with capital digits."""

    def plain(match: re.Match[str]) -> str:
        letter = chr(int(match[1], 16))
        return letter if letter in _UNRESERVED else match[0].upper()

    return _ESCAPE.sub(plain, text)


def _clean_path(path: str) -> str:
    for name, _, _ in _session_ids("path"):
        path = re.sub(rf";{name.pattern}=[^/;?]*", "", path, flags=re.IGNORECASE)
    return _unescaped(path) or "/"


def _kept(parts: list[str]) -> tuple[str, ...]:
    """Return the parts of a query that say which page it is."""
    said = [part for part in parts if part and not re.fullmatch(r"[^=]*=", part)]
    return tuple(part for part in said if not _is_session_id(part, alone=len(said) == 1))


def _is_session_id(part: str, alone: bool) -> bool:
    name, _, value = part.partition("=")
    return any(
        (dropped_alone or not alone) and written.fullmatch(name) and given.fullmatch(value)
        for written, given, dropped_alone in _session_ids("query")
    )


@cache
def _session_ids(place: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str], bool], ...]:
    return tuple(
        (re.compile(row["name"], re.IGNORECASE), re.compile(row["value"], re.IGNORECASE), row["alone"] == "yes")
        for row in table("session_ids")
        if row["place"] == place
    )
