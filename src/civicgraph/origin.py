"""Where the pages of a source are read from, as [read] of source.toml says it, and what can be told of it before any page is asked for."""

import math
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from civicgraph.errors import SourceInvalid

_BEGINNINGS = ("/", "*", "http://", "https://")


class Origin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the pages are read from, and how.

    urls: pages to fetch; oparl: a System or Body of an OParl endpoint; follow: patterns of links on fetched pages that are fetched too;
    reader: the reader's name where recognition must not decide ("" lets the page decide); delay: seconds between two requests to one
    host; max_pages: pages at most in one run.
    """

    urls: tuple[str, ...] = ()
    oparl: str = ""
    follow: tuple[str, ...] = ()
    reader: str = ""
    delay: float = 1.0
    max_pages: int = 10_000

    @property
    def homes(self) -> tuple[str, ...]:
        """The addresses that a run begins with."""
        return (*self.urls, *((self.oparl,) if self.oparl else ()))


def check_origin(file: Path, origin: Origin) -> None:
    """Raise SourceInvalid where a key of [read] can never be right; file: the source.toml."""
    if not (math.isfinite(origin.delay) and origin.delay >= 0):
        raise SourceInvalid(f"{file}: read.delay: {origin.delay} is no number of seconds: write e.g. delay = 1.0")
    if origin.max_pages < 1:
        raise SourceInvalid(f"{file}: read.max_pages: {origin.max_pages} fetches nothing: write a number above 0")
    for url in origin.homes:
        if not _is_address(url):
            raise SourceInvalid(f"{file}: read: {url!r} is no address with http or https: mend it")
    for glob in origin.follow:
        if not glob.startswith(_BEGINNINGS):
            raise SourceInvalid(
                f"{file}: read.follow: {glob!r}: begin a pattern with /, * or http, e.g. */to0040.asp?__ksinr=*"
            )
        if glob.count("[") != glob.count("]"):
            raise SourceInvalid(
                f"{file}: read.follow: {glob!r}: a bracket stands alone: write [[] for a bracket itself"
            )


def _is_address(url: str) -> bool:
    try:
        found = urlsplit(url.strip())
        return found.scheme in ("http", "https") and bool(found.hostname) and (found.port or 80) > 0
    except ValueError:
        return False
