"""Turns the pages of a case into records and links, by the same building blocks as a build, without graph and store."""

from pathlib import Path

import msgspec

from civicgraph.errors import SourceUnreadable
from civicgraph.evaluate.gold import GOLD
from civicgraph.extract import extract
from civicgraph.link import links_of
from civicgraph.read import read
from civicgraph.record import Finding, Links, PageRecords
from civicgraph.snapshot import snapshots
from civicgraph.source import Located, locate


class Told(msgspec.Struct, frozen=True):
    """What the pages of one case say. unread: why a file gave no page."""

    pages: tuple[PageRecords, ...]
    links: tuple[Links, ...]
    unread: tuple[Finding, ...]


def told(folder: Path) -> Told:
    """Read, extract and link the pages of a case. A folder without any page tells nothing."""
    located = _located(folder)
    pages: list[PageRecords] = []
    unread: list[Finding] = []
    for item in snapshots(located) if located else ():
        page = item if isinstance(item, Finding) else read(item, "case")
        if isinstance(page, Finding):
            unread.append(page)
        else:
            pages.append(extract(page, "case", "Europe/Berlin"))
    return Told(tuple(pages), tuple(links_of(pages).values()), tuple(unread))


def _located(folder: Path) -> Located | None:
    """Return the case's pages, its gold left out; None where no file is of a kind that is read."""
    try:
        located = locate(folder)
    except SourceUnreadable:
        return None
    return msgspec.structs.replace(located, files=tuple(f for f in located.files if f.name != GOLD))
