"""Turns the leaves that a row of oparl_fields.csv explains into statements; what they take more to understand is code of things.py."""

from collections.abc import Iterator
from datetime import date, datetime

from civicgraph.extract.citing import cite
from civicgraph.extract.oparl.given import Given
from civicgraph.iri import id_key
from civicgraph.read.address import is_academic
from civicgraph.read.oparl import Row, is_one, row_of
from civicgraph.read.page import Field
from civicgraph.record import About, Cited, Detail

NOUNS = {
    "System": "system",
    "Body": "municipality",
    "LegislativeTerm": "legislative-term",
    "Organization": "organization",
    "Person": "person",
    "Membership": "membership",
    "Meeting": "meeting",
    "AgendaItem": "agenda-item",
    "Paper": "paper",
    "Consultation": "step",
    "File": "file",
    "Location": "location",
}
_PARTS = {"cg:mainFile", "cg:invitation", "cg:resultsProtocol", "cg:verbatimProtocol"}
"""Properties that say which file of a thing a file is; each such file is a cg:file too."""


def details(given: Given) -> tuple[tuple[Detail, ...], tuple[Cited, ...]]:
    """Return the statements of an object that one leaf makes each, and their places."""
    found: list[Detail] = []
    cites: list[Cited] = []
    own = About(noun=NOUNS[given.type], key=given.key)
    for field in given.page.fields:
        row = row_of(given.type, field.name)
        if row is None or not row.property or row.form == "code":
            continue
        if is_one(row, field.name) and given.one(field.name.removesuffix("[]")) is not field:
            continue
        made = list(_details(given, field, row, own))
        found += made
        cites += cite(given.page, row.property, field) if made else ()
    return tuple(found), tuple(cites)


def _details(given: Given, field: Field, row: Row, own: About) -> Iterator[Detail]:
    form, _, noun = row.form.partition(":")
    if form == "address" and not is_academic(field.value):
        return  # an office is no title: things.py makes it a role
    if form in ("link", "back"):
        other = About(noun=noun, key=id_key(field.value))
        if form == "back":
            yield Detail(property=row.property, value=own, subject=other)
            return
        yield Detail(property=row.property, value=other)
        if row.property in _PARTS:
            yield Detail(property="cg:file", value=other)
        return
    value = _literal(given, field, form)
    if value is not None:
        yield Detail(property=row.property, value=value)


def _literal(given: Given, field: Field, form: str) -> str | bool | int | date | datetime | None:
    if form == "date":
        return given.day(field)
    if form == "moment":
        return given.moment(field)
    if form == "integer":
        return given.integer(field)
    if form == "boolean":
        return given.truth(field)
    return given.page.text[field.span.start : field.span.end]
