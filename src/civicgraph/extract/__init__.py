"""Turns a page into records: what it states of papers, people, meetings, questions, answers, steps, policies, claims."""

import msgspec

from civicgraph.extract import claims, decisions, lineage, participation, references, steps
from civicgraph.extract.agenda import agenda, calendar, item_pages
from civicgraph.extract.citing import cite, place
from civicgraph.extract.exchange import Exchange, counts, exchange, holds_inquiry
from civicgraph.extract.filehead import file_header, written_by
from civicgraph.extract.flow import flowing
from civicgraph.extract.funding import applications
from civicgraph.extract.header import Header, header, officers, own_body, own_day, own_key
from civicgraph.extract.mentioned import persons
from civicgraph.extract.merge import merged
from civicgraph.extract.oparl import oparl
from civicgraph.extract.policies import Mention
from civicgraph.extract.prose import policy_mentions, sentences, spans
from civicgraph.extract.resolutions import Sat, resolutions
from civicgraph.extract.signers import signed
from civicgraph.extract.stations import stations
from civicgraph.extract.wholeness import wholeness
from civicgraph.read.page import Page
from civicgraph.record import (
    Decision,
    Finding,
    Join,
    PageRecords,
    Paper,
    Policy,
    Step,
    Thing,
)

VERSION = "1"


def extract(page: Page, source: str, zone: str) -> PageRecords:
    """Extract everything that one page states. zone: IANA name for times without an offset. Never raises on any text."""
    if page.kind == "oparl":
        return oparl(page, source, zone)
    if page.kind in ("agenda", "calendar"):
        return _gathered(page, source, zone)
    page = msgspec.structs.replace(page, flow=flowing(page))
    head = file_header(page) if page.kind == "file" else header(page, zone)
    rows, row_names = stations(page, head.subject, page.sittings)
    head, told_of_inquiry = _inquiry(page, head)
    head = written_by(page, head, told_of_inquiry.heads)
    asked, answered = list(told_of_inquiry.questions), list(told_of_inquiry.answers)
    stretches = list(spans(page))
    told, told_findings = _told(page, head, stretches)
    number = page.about.number if page.about is not None else page.value("number")
    spoken = claims.claims(page, stretches, asked, answered, head.subject)
    named = references.references(page, head.paper, number or None) if head.paper else []
    things: list[Thing] = [
        *head.things,
        *rows,
        *asked,
        *answered,
        *told_of_inquiry.things,
        *told,
        *spoken,
        *named,
    ]
    things += signed(page)
    things += persons(page, things)
    things += resolutions(page, _sat(page, head), stretches, things)
    things, differing = merged(things)
    return PageRecords(
        snapshot=page.snapshot,
        text_sha256=page.text_sha256,
        text=page.text,
        reader=page.reader,
        reader_version=f"{page.reader_version}.{VERSION}",
        page_kind=page.kind,
        as_of=head.as_of,
        paper=head.paper,
        things=tuple(things),
        joins=_joins((*head.names, *row_names)),
        findings=_located(
            (*page.findings, *told_of_inquiry.findings, *told_findings, *differing, *wholeness(page, asked)),
            source,
            page,
        ),
        uses=page.uses,
        files=(page.about.file, *page.about.also) if page.about is not None and page.about.file else (),
    )


def _sat(page: Page, head: Header) -> Sat:
    """Return where the page's own item was treated: the station of the header that has no place in a sequence."""
    step = next((t for t in head.things if isinstance(t, Step) and t.position is None), None)
    return Sat(about=head.subject, body=own_body(page)[0], when=own_day(page), step=step)


def _gathered(page: Page, source: str, zone: str) -> PageRecords:
    """Extract the page of a meeting or a calendar: rows, and of prose only the minutes of a meeting's items."""
    names: tuple[tuple[str, str], ...] = ()
    if page.kind == "agenda":
        told, names, findings = agenda(page, zone)
        spoken, further = _minutes(page, zone, told)
        told, findings = [*told, *spoken], [*findings, *further]
    else:
        told, findings = calendar(page, zone)
    things, differing = merged(told)
    return PageRecords(
        snapshot=page.snapshot,
        text_sha256=page.text_sha256,
        text=page.text,
        reader=page.reader,
        reader_version=f"{page.reader_version}.{VERSION}",
        page_kind=page.kind,
        as_of=None,
        paper=None,
        things=tuple(things),
        joins=_joins(names),
        findings=_located((*page.findings, *findings, *differing), source, page),
        uses=page.uses,
    )


def _minutes(page: Page, zone: str, agenda_things: list[Thing]) -> tuple[list[Thing], list[Finding]]:
    """Return what the minutes of a meeting's items tell, each read as the page of one item would be, and the persons of all of it.

    agenda_things: what the rows of the agenda told; prose adds the decision of an item whose row has none.
    """
    things: list[Thing] = []
    findings: list[Finding] = []
    single = item_pages(page)
    for one in single:
        one = msgspec.structs.replace(one, flow=flowing(one))
        head, told = _inquiry(one, header(one, zone))
        stretches = list(spans(one))
        prose, further = _told(one, head, stretches)
        asked, answered = list(told.questions), list(told.answers)
        number = one.value("number")
        things += [*asked, *answered, *told.things, *prose]
        things += claims.claims(one, stretches, asked, answered, head.subject)
        things += resolutions(one, _sat_of_item(one, head, agenda_things), stretches, agenda_things)
        things += references.references(one, head.paper, number) if head.paper and number else []
        findings += [*told.findings, *further]
    things += officers(page)
    return [*things, *(persons(page, things) if single else [])], findings


def _sat_of_item(page: Page, head: Header, agenda_things: list[Thing]) -> Sat:
    """Return where an item of the minutes was treated: its paper's station in this sitting, none for an item without a paper."""
    body, when = own_body(page)[0], own_day(page)
    step = next((t for t in agenda_things if isinstance(t, Step) and t.about == head.subject and t.when == when), None)
    return Sat(about=head.subject, body=body, when=when, step=step)


def _inquiry(page: Page, head: Header) -> tuple[Header, Exchange]:
    """Return questions, answers and who answers; a page of another type is no inquiry unless it asks to be answered.

    An agenda item without a paper that asks and is answered is an inquiry of its own, known by its place: body, day and number.
    """
    if not holds_inquiry(page, head.paper_type):
        return head, Exchange()
    if head.paper is not None:
        told = exchange(page, head.paper, head.paper_type, head.creators)
        return head, told if counts(told, page, head.paper_type) else Exchange()
    if head.subject.noun != "meeting":
        return head, Exchange()
    told = exchange(page, own_key(page), head.paper_type, head.creators)
    if not told.is_spoken_inquiry:
        return head, Exchange()
    title = page.field("page_title")
    item = Paper(
        cites=cite(page, "dct:title", title), key=own_key(page), title=title.value if title is not None else None
    )
    return msgspec.structs.replace(head, paper=item.key), msgspec.structs.replace(told, things=(item, *told.things))


def _told(page: Page, head: Header, stretches: list[tuple[int, int]]) -> tuple[list[Thing], list[Finding]]:
    """Return what the prose tells of policies: steps, decisions, lineage, funding, participation, and the policies themselves."""
    named = policy_mentions(page)
    sequence, findings, heads = steps.sequences(page, named, head.subject, head.as_of)
    found = list(sentences(page, named, stretches))
    edges = lineage.lineage(page, found)
    decided = decisions.decisions(page, found)
    told = heads | {key for edge in edges for key in (edge.newer, edge.older)}
    told |= {d.about.key for d in decided if isinstance(d, Decision)}
    joined = participation.in_prose(page, named, stretches, told)
    title = page.field("title", 1) or page.field("subject")
    funded = applications(page, title.span.start, title.span.end, head.subject, None) if title else []
    return [*_policies(page, named, told), *sequence, *joined, *edges, *decided, *funded], findings


def _policies(page: Page, named: list[Mention], told: set[str]) -> list[Policy]:
    """Return the policies that take part in something, each with every full mention of its name as evidence."""
    found: dict[str, Policy] = {}
    for mention in named:
        if mention.key not in told:
            continue
        known = found.get(mention.key)
        cites = place(page, "rdfs:label", mention.start, mention.end)
        found[mention.key] = Policy(
            cites=(*known.cites, *cites) if known else cites, key=mention.key, name=mention.name
        )
    return list(found.values())


def _joins(pairs: tuple[tuple[str, str], ...]) -> tuple[Join, ...]:
    """Return the bodies that one page names twice for one sitting, as joins."""
    return tuple(
        Join(noun="body", alias=alias, canonical=canonical, kind="derived", rule="one-sitting-two-names")
        for alias, canonical in sorted(set(pairs))
    )


def _located(findings: tuple[Finding, ...], source: str, page: Page) -> tuple[Finding, ...]:
    where = page.snapshot.locations[0]
    return tuple(msgspec.structs.replace(f, source=source, page=where) for f in findings)
