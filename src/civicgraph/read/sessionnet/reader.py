"""Reads SessionNet pages from HTML: agendas, agenda items, papers and calendars, in the layouts 4 to 6."""

import msgspec

from civicgraph.read.kinds import cut, not_read, without_title
from civicgraph.read.page import Field, Page, Span
from civicgraph.read.sessionnet import heading
from civicgraph.read.sessionnet.agenda import agenda
from civicgraph.read.sessionnet.calendar import calendar
from civicgraph.read.sessionnet.document import document
from civicgraph.read.sessionnet.pairs import Pair
from civicgraph.read.sessionnet.results import results, with_end
from civicgraph.read.sessionnet.sheet import Sheet, is_sessionnet
from civicgraph.read.sessionnet.words import pages
from civicgraph.read.sight import Sight
from civicgraph.record import Finding

READER = "sessionnet"
VERSION = "1"


class SessionNet:
    """The reader of SessionNet pages saved as HTML."""

    name = READER
    version = VERSION
    order = 20
    german = "SessionNet"

    def recognises(self, sight: Sight) -> bool:
        """Tell by the page's own words or by its classes."""
        return sight.is_html and is_sessionnet(sight.html)

    def read(self, sight: Sight) -> Page | Finding:
        """Read an agenda, an item, a paper or a calendar; other kinds of pages are named in a finding."""
        sheet = Sheet(sight)
        kind = pages().get(sheet.code, {}).get("kind", "")
        if kind in ("paper", "extract"):
            return _document(sheet, kind)
        if kind == "agenda":
            return _agenda(sheet)
        if kind == "calendar":
            return _calendar(sheet)
        if not sheet.code:
            return without_title(sight)
        return not_read(sight, pages().get(sheet.code, {}).get("german", sheet.code))


def _document(sheet: Sheet, kind: str) -> Page | Finding:
    told = document(sheet, kind)
    if not told.fields and not told.sections:
        return without_title(sheet.sight)
    page = _page(sheet, kind, told.fields)
    return msgspec.structs.replace(page, sittings=told.sittings, sections=told.sections, body=told.body)


def _agenda(sheet: Sheet) -> Page | Finding:
    told = agenda(sheet)
    fields = _meeting(sheet, list(told.header), told.time)
    if not told.items and not fields:
        return without_title(sheet.sight)
    if not told.items:
        sheet.say(
            "agenda-without-items",
            "Auf dieser Seite einer Sitzung steht kein Tagesordnungspunkt.",
            "No agenda item stands on this page of a meeting.",
        )
    return msgspec.structs.replace(_page(sheet, "agenda", fields), items=told.items)


def _meeting(sheet: Sheet, header: list[Pair], beginning: Field | None) -> tuple[Field, ...]:
    """Return what the page says of the meeting: by labels, else in its headline, else in its document's title."""
    said = dict(results(sheet, header, "agenda").fields)
    for parts in (heading.segments(sheet), heading.title_segments(sheet)):
        for field in heading.meeting(sheet, parts, of_meeting=True):
            if field.name not in ("body", "meeting_line") or not {"body", "meeting_line"} & said.keys():
                said.setdefault(field.name, field)
    if beginning is not None:
        said.setdefault("time", beginning)
    times = with_end(sheet, said.get("time"), said.pop("end", None))
    said.pop("time", None)
    return tuple(sorted([*heading.page_title(sheet), *times, *said.values()], key=lambda f: f.span.start))


def _calendar(sheet: Sheet) -> Page | Finding:
    gatherings, month = calendar(sheet)
    if not gatherings:
        sheet.say(
            "calendar-without-meetings",
            "In diesem Kalender steht keine Sitzung: Ist das so, ist nichts zu tun; sonst die ganze Seite speichern.",
            "No meeting stands in this calendar: if that is so, nothing is to be done; else save the whole page.",
            severity="info",
        )
    fields = [*heading.page_title(sheet), *([month] if month is not None else [])]
    return msgspec.structs.replace(_page(sheet, "calendar", tuple(fields)), gatherings=tuple(gatherings))


def _page(sheet: Sheet, kind: str, fields: tuple[Field, ...]) -> Page:
    """Return the page with what all kinds share; rows and sections are the caller's."""
    return Page(
        snapshot=sheet.sight.snapshot,
        reader=READER,
        reader_version=VERSION,
        kind=kind,
        text=sheet.text,
        fields=fields,
        sittings=(),
        sections=(),
        body=Span(len(sheet.text), len(sheet.text)),
        findings=(*cut(sheet.sight), *sheet.findings),
        links=sheet.links,
        ids=sheet.ids,
        uses=sheet.account.uses,
    )
