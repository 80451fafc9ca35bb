"""Reads ALLRIS 3 pages (to010 agenda, to020 extract, vo020 paper, si010 calendar) from HTML."""

import re

from selectolax.lexbor import LexborHTMLParser

from civicgraph.read.account import Account
from civicgraph.read.agenda_rows import Agenda, agenda_of, stretch
from civicgraph.read.allris3.agenda import agenda_rows
from civicgraph.read.allris3.consultations import consultations, lost
from civicgraph.read.allris3.documents import body_of, first_document, sections_of
from civicgraph.read.allris3.head import Head
from civicgraph.read.allris3.opening import Opening, opening
from civicgraph.read.gatherings import gatherings_of
from civicgraph.read.kinds import consultations_not_read, cut, not_read, without_title
from civicgraph.read.markup import ids, links, own_ids
from civicgraph.read.page import Page, Span
from civicgraph.read.sight import Sight
from civicgraph.record import Finding

SYSTEM = "allris3"
READER = "allris3-html"
VERSION = "4"

_OWN_IDS = {"agenda": ("SILFDNR",), "extract": ("SILFDNR", "TOLFDNR", "VOLFDNR"), "paper": ("VOLFDNR",), "calendar": ()}
_VERSION = re.compile(r"ALLRIS®?\s*net\s+Version\s*(\d)", re.IGNORECASE)
_MARKS = "#risname_raw h1, #allriscontainer h1, #rismain_raw, input[class^='il1_'], input[class^='il2_'], form[action*='to010.asp']"


class Allris3:
    """The reader of ALLRIS 3 pages saved as HTML."""

    name = READER
    version = VERSION
    order = 30
    german = "ALLRIS 3"

    def recognises(self, sight: Sight) -> bool:
        """Tell by the version that the page names, else by its markup."""
        return sight.is_html and is_allris3(sight.html)

    def read(self, sight: Sight) -> Page | Finding:
        """Read an agenda, an extract, a paper or a calendar; other kinds of pages are named in a finding."""
        seen = opening(sight.html)
        if seen is None:
            return without_title(sight)
        if seen.kind not in _OWN_IDS:
            return not_read(sight, seen.german)
        return _calendar(sight, seen) if seen.kind == "calendar" else _page(sight, seen)


def is_allris3(parser: LexborHTMLParser) -> bool:
    """Tell whether a page is ALLRIS 3: by the version in its description, or its containers, buttons and label cells."""
    for meta in parser.css('meta[name="description"], meta[name="generator"]'):
        match = _VERSION.search(meta.attributes.get("content") or "")
        if match:
            return match.group(1) == "3"
    if parser.css_first(_MARKS) is not None:
        return True
    return parser.css_first("td.kb1") is not None and parser.css_first("h1") is not None


def _page(sight: Sight, seen: Opening) -> Page:
    """Read an agenda, an extract or a paper."""
    account = Account(SYSTEM)
    told = agenda_rows(seen) if seen.kind == "agenda" else []
    agenda = stretch(seen.rendered, told)
    head = Head(seen, agenda.start if told else first_document(seen), account)
    rows, rows_end = consultations(seen, head.consultations, account)
    findings = list(cut(sight))
    if head.consultations is not None and not rows and (words := lost(seen, head.consultations)):
        account.left("Beratungsfolge[] Zeile", words)
        findings.append(consultations_not_read(sight, words))
    end = max([f.span.end for f in head.fields] + [rows_end])
    body = body_of(seen, agenda.end if told else end)
    found = agenda_of(sight, seen.rendered, account, told, head.day) if seen.kind == "agenda" else Agenda((), ())
    return Page(
        snapshot=sight.snapshot,
        reader=READER,
        reader_version=VERSION,
        kind=seen.kind,
        text=seen.rendered.text,
        fields=tuple(sorted(head.fields, key=lambda f: (f.group, f.span.start))),
        sittings=tuple(rows),
        sections=sections_of(seen, body),
        body=body,
        findings=(*findings, *found.findings),
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
