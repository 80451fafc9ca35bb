"""Turns IRIs into the paths of their pages inside a site: `paper/2023-0386.html`."""

import re
from collections.abc import Iterable

from civicgraph.iri import digest
from civicgraph.view.ids import Ids

LONGEST = 120
"""Characters of one part of a path: file systems take 255 bytes, and backups add to them."""
_PART = re.compile(r"[a-z0-9][a-z0-9._+-]*\Z")


class Addresses:
    """The pages of a site by IRI. A thing without a page has no address."""

    def __init__(self, iris: Iterable[str], ids: Ids) -> None:
        self._paths = {iri: f"{path_of(ids.of(iri))}.html" for iri in iris}

    def of(self, iri: str) -> str:
        """Return the path of a thing's page from the root of the site, "" where it has none."""
        return self._paths.get(iri, "")


def path_of(key: str) -> str:
    """Return an id as a path: parts that no file system might take, or that lead elsewhere, become their digest."""
    return "/".join(_safe(part) for part in key.split("/"))


def _safe(part: str) -> str:
    if not _PART.match(part):
        return f"x{digest(part)}"
    return part if len(part) <= LONGEST else f"{part[: LONGEST - 21]}-{digest(part)}"


def root_of(path: str) -> str:
    """Return the way from a page to the root of its site: "" for `index.html`, `../` for `paper/1.html`."""
    return "../" * path.count("/")
