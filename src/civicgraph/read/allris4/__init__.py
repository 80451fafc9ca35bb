"""Reads ALLRIS 4 pages (to010 agenda, to020 extract, vo020 paper, si010 calendar) from HTML."""

from civicgraph.read.account import Account
from civicgraph.read.agenda_rows import Agenda, agenda_of, stretch
from civicgraph.read.allris4.agenda import agenda_rows
from civicgraph.read.allris4.consultations import consultations, lost
from civicgraph.read.allris4.documents import body_of, sections_of
from civicgraph.read.allris4.head import Head
from civicgraph.read.allris4.opening import Opening, is_allris4, opening
from civicgraph.read.gatherings import gatherings_of
from civicgraph.read.kinds import consultations_not_read, cut, not_read, without_title
from civicgraph.read.markup import ids, links, own_ids
from civicgraph.read.page import Page, Span
from civicgraph.read.sight import Sight
from civicgraph.record import Finding

SYSTEM = "allris4"
READER = "allris4-html"
VERSION = "2"

_OWN_IDS = {"agenda": ("SILFDNR",), "extract": ("SILFDNR", "TOLFDNR", "VOLFDNR"), "paper": ("VOLFDNR",), "calendar": ()}


class Allris4:
    """The reader of ALLRIS 4 pages saved as HTML."""

    name = READER
    version = VERSION
    order = 20
    german = "ALLRIS 4"

    def recognises(self, sight: Sight) -> bool:
        """Tell by the version that the page names, else by its markup."""
        return sight.is_html and is_allris4(sight.html)

    def read(self, sight: Sight) -> Page | Finding:
        """Read an agenda, an extract, a paper or a calendar; other kinds of pages are named in a finding."""
        seen = opening(sight.html)
        if seen is None:
            return without_title(sight)
        if seen.kind not in _OWN_IDS:
            return not_read(sight, seen.german)
        return _calendar(sight, seen) if seen.kind == "calendar" else _page(sight, seen)


def _page(sight: Sight, seen: Opening) -> Page:
    """Read an agenda, an extract or a paper."""
    account = Account(SYSTEM)
    head = Head(seen, account)
    told = agenda_rows(seen) if seen.kind == "agenda" else []
    found = agenda_of(sight, seen.rendered, account, told, head.day) if seen.kind == "agenda" else Agenda((), ())
    sittings, rows_end = consultations(seen, account)
    findings = [*cut(sight), *found.findings]
    if seen.kind == "paper" and not sittings and (words := lost(seen)):
        account.left("Beratungsfolge", words)
        findings.append(consultations_not_read(sight, words))
    body = body_of(seen, max(head.end, rows_end, stretch(seen.rendered, told).end if told else 0))
    return Page(
        snapshot=sight.snapshot,
        reader=READER,
        reader_version=VERSION,
        kind=seen.kind,
        text=seen.rendered.text,
        fields=tuple(sorted(head.fields, key=lambda f: (f.group, f.span.start))),
        sittings=tuple(sittings),
        sections=sections_of(seen, body, account) if seen.kind != "agenda" else (),
        body=body,
        findings=tuple(findings),
        items=found.items,
        links=links(seen.root, seen.rendered),
        ids=own_ids(ids(seen.root, seen.rendered), _OWN_IDS[seen.kind], sight.location),
        uses=account.uses,
    )


def _calendar(sight: Sight, seen: Opening) -> Page:
    """Read a calendar of meetings."""
    account = Account(SYSTEM)
    found = gatherings_of(sight, seen.root, seen.rendered, account)
    end = len(seen.rendered.text)
    return Page(
        snapshot=sight.snapshot,
        reader=READER,
        reader_version=VERSION,
        kind=seen.kind,
        text=seen.rendered.text,
        fields=tuple(field for field in (seen.title, found.month) if field is not None),
        sittings=(),
        sections=(),
        body=Span(end, end),
        findings=(*cut(sight), *found.findings),
        gatherings=found.gatherings,
        links=links(seen.root, seen.rendered),
        uses=account.uses,
    )
