"""Turns what a paper's page tells beside its header into records: file number, units involved, who presents it, documents."""

from urllib.parse import urljoin

import msgspec

from civicgraph.extract.citing import cite, place
from civicgraph.extract.people import people
from civicgraph.iri import digest, id_key, slug
from civicgraph.read.markup import is_document
from civicgraph.read.page import Field, FileLink, Link, Page, collapse, lines, span_field
from civicgraph.record import About, Cited, Detail, File, Organisation, Paper, Thing


def with_particulars(page: Page, paper: Paper) -> tuple[Paper, list[Thing]]:
    """Return the page's paper with what the page tells beside its header, and the records of units and documents it leads to."""
    details: list[Detail] = []
    cites: list[Cited] = []
    things: list[Thing] = []
    number = page.field("file_number")
    if number is not None:
        details.append(Detail(property="cg:fileNumber", value=number.value))
        cites += cite(page, "cg:fileNumber", number)
    for field in _each_line(page, "rapporteur"):
        for named in people(field.value):
            if named.noun == "person":
                details.append(Detail(property="cg:rapporteur", value=About(noun="person", key=named.key)))
                cites += cite(page, "cg:rapporteur", field)
    for unit in _each_line(page, "involved"):
        own = slug(unit.value)
        details.append(Detail(property="cg:involvedUnit", value=About(noun="unit", key=own)))
        cites += cite(page, "cg:involvedUnit", unit)
        things.append(Organisation(cites=cite(page, "rdfs:label", unit), noun="unit", key=own, name=unit.value))
    for file in _documents(page):
        details.append(Detail(property="cg:file", value=About(noun="file", key=file.key)))
        cites += (Cited(property="cg:file", evidence=file.cites[0].evidence),)
        things.append(file)
    told = msgspec.structs.replace(
        paper, details=(*paper.details, *dict.fromkeys(details)), cites=(*paper.cites, *cites)
    )
    return told, things


def _each_line(page: Page, name: str) -> list[Field]:
    """Return what stands on each line of the header fields of that name."""
    found = []
    for field in page.all(name):
        told = lines(page.text, field.span.start, field.span.end)
        found += [f for line in told if (f := span_field(name, page.text, line.start, line.end)) is not None]
    return found


def _documents(page: Page) -> list[File]:
    """Return the documents that a paper's page links, each once; of other pages they belong to what the page only names."""
    if page.kind != "paper":
        return []
    found: dict[str, File] = {}
    for link in page.links:
        if isinstance(link, FileLink) or is_document(link.target):
            made = _file(page, link)
            found.setdefault(made.key, made)
    return list(found.values())


def _file(page: Page, link: Link) -> File:
    """Return the record of a linked document; without a web address of the page its target is known as the page writes it."""
    base = next((where for where in page.snapshot.locations if where.startswith(("http://", "https://"))), "")
    try:
        target = urljoin(base, link.target.strip())
    except ValueError:  # no address at all: kept as written
        target = link.target.strip()
    is_address = target.startswith(("http://", "https://"))
    return File(
        cites=place(page, "rdfs:label", link.span.start, link.span.end),
        details=(Detail(property="schema:url", value=target),),
        key=id_key(target) if is_address else digest(page.snapshot.locations[0], target),
        name=collapse(page.text[link.span.start : link.span.end]),
    )
