"""Short ways from a written page to what is read and extracted from it."""

from pathlib import Path
from typing import TypeVar

import msgspec

from civicgraph.extract import extract
from civicgraph.read import read
from civicgraph.read.page import Page
from civicgraph.record import Finding, PageRecords, Thing
from civicgraph.snapshot import Stored, snapshots
from civicgraph.source import locate

T = TypeVar("T", bound=Thing)


def read_file(path: Path) -> Page | Finding:
    """Read one file as the pipeline would."""
    (item,) = snapshots(locate(path))
    return read(item, "test") if isinstance(item, Stored) else item


def page_of(path: Path) -> Page:
    """Read one file that must be a page."""
    page = read_file(path)
    assert isinstance(page, Page), page
    return page


def records_of(path: Path) -> PageRecords:
    """Read and extract one file; every quote must stand at its offsets."""
    page = page_of(path)
    records = extract(page, "test", "Europe/Berlin")
    for thing in records.things:
        for cited in thing.cites:
            place = cited.evidence
            assert page.text[place.start : place.end] == place.quote != ""
    return records


def things(records: PageRecords, kind: type[T]) -> list[T]:
    """Return the records of one kind."""
    return [thing for thing in records.things if isinstance(thing, kind)]


def without_evidence(records: PageRecords) -> list[tuple[str, str]]:
    """Return what the records say, without where they say it: equal for two forms of one page."""
    return sorted((_bare(msgspec.to_builtins(t)), type(t).__name__) for t in records.things)


def _bare(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{k}:{_bare(v)}" for k, v in sorted(value.items()) if k != "cites") + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(_bare(v) for v in value) + "]"
    return repr(value)
