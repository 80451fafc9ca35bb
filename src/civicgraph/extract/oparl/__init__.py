"""Turns the page of one OParl object into records: what the object states itself."""

from datetime import datetime

import msgspec

from civicgraph.extract.oparl.given import Given
from civicgraph.extract.oparl.things import things
from civicgraph.read.page import Page
from civicgraph.record import Consultation, PageRecords, Paper, Thing

VERSION = "1"


def oparl(page: Page, source: str, zone: str) -> PageRecords:
    """Extract what an object states. zone: IANA name for times without an offset. Its own date is the day of its last change."""
    given = Given(page, zone)
    found = things(given)
    where = page.snapshot.locations[0]
    changed = given.moment(given.one("modified"))
    return PageRecords(
        snapshot=page.snapshot,
        text_sha256=page.text_sha256,
        text=page.text,
        reader=page.reader,
        reader_version=f"{page.reader_version}.{VERSION}",
        page_kind=page.kind,
        as_of=changed.date() if isinstance(changed, datetime) else changed,
        paper=_paper(found),
        things=tuple(found),
        findings=tuple(
            msgspec.structs.replace(f, source=source, page=where) for f in (*page.findings, *given.findings)
        ),
        uses=page.uses,
    )


def _paper(found: list[Thing]) -> str | None:
    """Return the key of the paper that an object is or consults on."""
    first = found[0]
    if isinstance(first, Paper):
        return first.key
    return first.about.key if isinstance(first, Consultation) and first.about is not None else None
