"""Reads ALLRIS pages saved as plain text: pages of ALLRIS 3 and 4, and the text layer of ALLRIS 4 papers."""

from civicgraph.read.account import Account
from civicgraph.read.agenda_rows import Agenda
from civicgraph.read.kinds import not_read, without_title
from civicgraph.read.page import Field, Line, Page, Section, Sitting, Span, lines
from civicgraph.read.plain import allris4, pdf
from civicgraph.read.plain.agenda import agenda_items, first_item, head_of
from civicgraph.read.plain.head import Header
from civicgraph.read.plain.lost import lost_title
from civicgraph.read.plain.title import Title, title_of
from civicgraph.read.sections import heading_of, sections
from civicgraph.read.sight import Sight
from civicgraph.record import Finding

SYSTEM = "allris-text"
READER = "allris-text"
VERSION = "2"

_KINDS = ("agenda", "extract", "paper")


class SavedText:
    """The reader of ALLRIS pages saved as plain text."""

    name = READER
    version = VERSION
    order = 80
    german = "gespeicherter Text von ALLRIS-Seiten"

    def recognises(self, sight: Sight) -> bool:
        """Tell by the line that opens a council page, the list of labels below it, or the top of a paper's text layer."""
        if sight.is_binary or sight.is_html:
            return False
        told = lines(sight.text)
        known = (allris4.heading_in(told), title_of(told), lost_title(told))
        return any(found is not None for found in known) or pdf.is_paper(sight.text)

    def read(self, sight: Sight) -> Page | Finding:
        """Read an agenda, an extract or a paper; other kinds of pages are named in a finding."""
        told = lines(sight.text)
        heading = allris4.heading_in(told)
        if heading is not None:
            return _allris4(sight, told, heading)
        if pdf.is_paper(sight.text):
            return _text_layer(sight)
        title = title_of(told)
        if title is not None:
            return _allris3(sight, told, title) if title.kind in _KINDS else not_read(sight, title.german)
        lost = lost_title(told)
        return _allris3(sight, told, lost, (_title_lost(sight),)) if lost is not None else without_title(sight)


def _allris3(sight: Sight, told: list[Line], title: Title, findings: tuple[Finding, ...] = ()) -> Page:
    """Read an ALLRIS 3 page by the line that opens it."""
    account = Account(SYSTEM)
    if title.kind == "agenda":
        return _allris3_agenda(sight, told, title, account)
    header = Header(title, told, account)
    return _page(sight, title.kind, header.fields, account, header.end_offset, header.sittings, findings=findings)


def _allris3_agenda(sight: Sight, told: list[Line], title: Title, account: Account) -> Page:
    """Read an ALLRIS 3 agenda: the header up to the names of the columns, the items below them."""
    columns = head_of(told)
    below = columns + 1 if columns is not None else first_item(told)
    header = Header(title, told[: columns if columns is not None else below], account)
    fields = header.fields
    if not any(field.name == "meeting_line" for field in fields):
        fields = [*fields, Field("meeting_line", title.field.value, title.field.span)]
    day = next((field.value for field in fields if field.name == "date"), "")
    found = agenda_items(sight, told[below:], account, day)
    return _page(sight, title.kind, fields, account, len(sight.text), agenda=found)


def _allris4(sight: Sight, told: list[Line], heading: allris4.Heading) -> Page:
    """Read an ALLRIS 4 page by the list of labels below its heading."""
    account = Account(SYSTEM)
    head = allris4.Head(heading, told, account)
    if heading.kind == "agenda":
        below = told[head.end :]
        columns = head_of(below)
        rows = below[columns + 1 :] if columns is not None else below[first_item(below) :]
        found = agenda_items(sight, rows, account, head.day)
        return _page(sight, heading.kind, head.fields, account, len(sight.text), agenda=found)
    start = told[head.end].start if head.end < len(told) else len(sight.text)
    return _page(sight, heading.kind, head.fields, account, start, head.sittings)


def _text_layer(sight: Sight) -> Page | Finding:
    """Read the text layer of an ALLRIS 4 paper, or say that nothing but the foot of a page shows that it is one."""
    account = Account(SYSTEM)
    text = pdf.without_feet(sight.text, account)
    if not pdf.is_paper(text):
        return without_title(sight)
    head = pdf.Head(text, account)
    end = pdf.end_of(text, head.end, account)
    return _page(sight, "paper", head.fields, account, head.end, head.sittings, text=text, end=end)


def _page(
    sight: Sight,
    kind: str,
    fields: list[Field],
    account: Account,
    start: int,
    rows: list[Sitting] | None = None,
    agenda: Agenda | None = None,
    findings: tuple[Finding, ...] = (),
    text: str | None = None,
    end: int | None = None,
) -> Page:
    """Put a page together. start, end: of its running text, None where it ends with the page; text: where it is not the snapshot's own."""
    text = sight.text if text is None else text
    body = Span(start, max(start, len(text[:end].rstrip())))
    return Page(
        snapshot=sight.snapshot,
        reader=READER,
        reader_version=VERSION,
        kind=kind,
        text=text,
        fields=tuple(sorted(fields, key=lambda field: (field.group, field.span.start))),
        sittings=tuple(rows or ()),
        sections=_sections(text, body),
        body=body,
        findings=(*findings, *(agenda.findings if agenda is not None else ())),
        items=agenda.items if agenda is not None else (),
        uses=account.uses,
    )


def _sections(text: str, body: Span) -> tuple[Section, ...]:
    return sections(lines(text, body.start, body.end))


def _title_lost(sight: Sight) -> Finding:
    """Say that the line that opens the page is lost."""
    return sight.finding(
        "title-lost",
        "Die Zeile, die die Seite eröffnet („Auszug - …“), fehlt; der Titel kommt aus der Zeile unter dem Kopf: neu speichern.",
        "The line that opens the page ('Auszug - …') is missing; its title is taken from the line below the header: save it again.",
    )


__all__ = ["SavedText", "heading_of"]
