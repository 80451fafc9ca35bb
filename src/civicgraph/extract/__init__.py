"""Turns a page into records: what it states of papers, people, meetings, questions, answers, steps, policies, claims."""

import msgspec

from civicgraph.extract import answers as answer_extractor
from civicgraph.extract import claims, decisions, lineage, participation, references, steps
from civicgraph.extract.agenda import agenda, calendar
from civicgraph.extract.citing import place
from civicgraph.extract.flow import flowing
from civicgraph.extract.funding import applications
from civicgraph.extract.header import Header, header, person_things
from civicgraph.extract.inquiry import parts
from civicgraph.extract.merge import merged
from civicgraph.extract.policies import Mention
from civicgraph.extract.prose import policy_mentions, sentences, spans
from civicgraph.extract.questions import questions
from civicgraph.extract.stations import stations
from civicgraph.extract.wholeness import wholeness
from civicgraph.read.page import Page
from civicgraph.record import (
    Answer,
    Cited,
    Decision,
    Finding,
    Join,
    Organisation,
    PageRecords,
    Policy,
    Question,
    Thing,
)

VERSION = "1"
INQUIRY_TYPES = {"inquiry", "resident-question", "answer-paper"}


def extract(page: Page, source: str, zone: str) -> PageRecords:
    """Extract everything that one page states. zone: IANA name for times without an offset. Never raises on any text."""
    if page.kind in ("agenda", "calendar"):
        return _gathered(page, source, zone)
    page = msgspec.structs.replace(page, flow=flowing(page))
    head = header(page, zone)
    rows, row_names = stations(page, head.subject)
    asked, answered, inquiry_things, findings = _inquiry(page, head)
    stretches = list(spans(page))
    told, told_findings = _told(page, head, stretches)
    number = page.field("number")
    spoken = claims.claims(page, stretches, asked, answered, head.subject)
    named = references.references(page, head.paper, number.value if number is not None else None) if head.paper else []
    things: list[Thing] = [
        *head.things,
        *rows,
        *asked,
        *answered,
        *inquiry_things,
        *told,
        *spoken,
        *named,
    ]
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
            (*page.findings, *findings, *told_findings, *differing, *wholeness(page, asked)), source, page
        ),
    )


def _gathered(page: Page, source: str, zone: str) -> PageRecords:
    """Extract the page of a meeting or a calendar: rows, and no prose."""
    names: tuple[tuple[str, str], ...] = ()
    if page.kind == "agenda":
        told, names, findings = agenda(page, zone)
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
    )


def _inquiry(page: Page, head: Header) -> tuple[list[Question], list[Answer], list[Thing], list[Finding]]:
    """Return questions, answers, who answers, and findings; a page of another type is no inquiry unless it asks to be answered."""
    divided = parts(page)
    if head.paper is None:
        return [], [], [], _without_paper(questions(page, divided, "", ()))
    if head.paper_type not in INQUIRY_TYPES and (divided.leadin is None or head.paper_type is not None):
        return [], [], [], []
    asked = questions(page, divided, head.paper, head.creators)
    by = answer_extractor.answerer(page, divided)
    answered, findings = answer_extractor.answers(page, divided, asked, head.paper, by)
    things: list[Thing] = []
    if by is not None and by.named is not None and answered:
        cites = answered[0].cites[-1:]
        things += person_things(by.named, cites) if by.noun == "person" else _office(by.named.key, by.named.name, cites)
    return asked, answered, things, findings


def _without_paper(asked: list[Question]) -> list[Finding]:
    """Say that an agenda item without a paper holds questions, which have no inquiry to stand in."""
    if sum("?" in question.text for question in asked) * 2 <= len(asked):
        return []
    return [
        Finding(
            "warning",
            "questions-without-paper",
            "Zu diesem Tagesordnungspunkt gibt es keine Vorlage; seine Fragen wurden nicht übernommen.",
            "This agenda item has no paper; its questions were not taken.",
            value=str(len(asked)),
        )
    ]


def _office(key: str, name: str, cites: tuple[Cited, ...]) -> list[Thing]:
    return [Organisation(cites=cites, noun="unit", key=key, name=name)]


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
