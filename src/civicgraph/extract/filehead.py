"""Stands in for the header of a file's text: the paper that lists it, whether it is public, and who wrote it."""

import re
from functools import cache

import msgspec

from civicgraph.extract.header import Header
from civicgraph.extract.letterhead import Asker
from civicgraph.extract.paper_types import type_code
from civicgraph.extract.phrases import table
from civicgraph.extract.publicity import publicity_of
from civicgraph.read.page import Line, Page, lines
from civicgraph.record import About, Cited, Paper

HEAD_LINES = 40
"""A letter head stands in so many lines that are not empty."""


def file_header(page: Page) -> Header:
    """Return what is known of a text's paper: that it is public, where its letter head says so; the rest came with the file."""
    about = page.about
    paper = about.paper or None if about is not None else None
    told = _publicity(page) if paper is not None else None
    return Header(
        things=(told,) if told is not None else (),
        paper=paper,
        subject=About(noun="paper", key=paper)
        if paper is not None
        else About(noun="snapshot", key=page.snapshot.sha256),
        creators=(),
        as_of=None,
        body=None,
        names=(),
        paper_type=type_code(about.type) if about is not None and about.type else None,
    )


def written_by(page: Page, head: Header, asking: tuple[Asker, ...]) -> Header:
    """Return the header with those whom the letter head of an inquiry names as its authors. asking: who asks."""
    if page.kind != "file" or head.paper is None or not asking:
        return head
    known = next((t for t in head.things if isinstance(t, Paper)), Paper(cites=(), key=head.paper))
    cites = tuple(Cited(property="dct:creator", evidence=page.evidence(who.start, who.end)) for who in asking)
    creators = tuple((who.named.noun, who.named.key) for who in asking)
    paper = msgspec.structs.replace(known, cites=(*known.cites, *cites), creators=creators)
    return msgspec.structs.replace(head, things=(paper,), creators=creators)


def _publicity(page: Page) -> Paper | None:
    """Return the paper with what its letter head says of its publicity, or None where it says nothing, or both.

    A paper that one body treats in public is public, even where another treats it behind closed doors.
    """
    heads = [line for line in lines(page.text, 0, min(len(page.text), 6000)) if not line.is_blank][:HEAD_LINES]
    told = [(line, told) for line in heads if (told := _told(line)) is not None]
    if not told:
        return None
    is_public = any(public for _, public in told)
    line = next(line for line, public in told if public is is_public)
    cites = (Cited(property="cg:publicity", evidence=page.evidence(line.start, line.end)),)
    publicity = " ".join(line.text.split())
    return Paper(cites=cites, key=page.about.paper if page.about else "", is_public=is_public, publicity=publicity)


@cache
def _rows() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row["public"]) for row in table("publicity_lines"))


def _told(line: Line) -> bool | None:
    """Tell what a line of a letter head says of publicity, by the first row of the table that it matches whole."""
    text = line.text.strip("\n")[:200]
    for pattern, public in _rows():
        match = pattern.fullmatch(text)
        if match is not None:
            return publicity_of(match.group("words")) if public == "words" else public == "yes"
    return None
