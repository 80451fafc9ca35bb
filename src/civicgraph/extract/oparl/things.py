"""Turns one OParl object into the records of what it states itself; what needs two objects is link's."""

from collections.abc import Callable
from datetime import datetime

from civicgraph.extract import bodies
from civicgraph.extract.citing import cite
from civicgraph.extract.oparl.details import details
from civicgraph.extract.oparl.given import Given
from civicgraph.extract.oparl.kinds import kind_of
from civicgraph.extract.paper_types import split_type, type_code
from civicgraph.extract.sitting import decided
from civicgraph.iri import id_key
from civicgraph.read.page import Field
from civicgraph.record import (
    About,
    AgendaItem,
    Body,
    Cited,
    Consultation,
    Detail,
    File,
    LegislativeTerm,
    Location,
    Meeting,
    Membership,
    Municipality,
    Organisation,
    Paper,
    Person,
    Reference,
    System,
    Thing,
)
from civicgraph.vocab import scheme

Plain = tuple[tuple[Detail, ...], tuple[Cited, ...]]
RELATED = {"relatedPaper": "related", "superordinatedPaper": "superordinate", "subordinatedPaper": "subordinate"}


def organisation(key: str) -> str:
    """Return the key of an organisation whose class its own object tells: a path below the base."""
    return f"/organization/{key}"


def things(given: Given) -> list[Thing]:
    """Return the records of an object."""
    return _MADE[given.type](given, details(given))


def _system(given: Given, plain: Plain) -> list[Thing]:
    cites = (*given.cited("rdfs:label", "name"), *plain[1])
    return [System(cites=cites, details=plain[0], key=given.key, name=given.text("name"))]


def _municipality(given: Given, plain: Plain) -> list[Thing]:
    ags = given.one("ags")
    digits = ags.value if ags is not None and len(ags.value) == 8 and ags.value.isdecimal() else None
    if ags is not None and digits is None:
        given.malformed(ags)
    cites = (*given.cited("rdfs:label", "name"), *plain[1])
    return [Municipality(cites=cites, details=plain[0], key=given.key, name=given.text("name"), ags=digits)]


def _term(given: Given, plain: Plain) -> list[Thing]:
    cites = (*given.cited("rdfs:label", "name"), *plain[1])
    return [LegislativeTerm(cites=cites, details=plain[0], key=given.key, name=given.text("name"))]


def _location(given: Given, plain: Plain) -> list[Thing]:
    cites = (*given.cited("dct:description", "description"), *plain[1])
    return [Location(cites=cites, details=plain[0], key=given.key, description=given.text("description"))]


def _file(given: Given, plain: Plain) -> list[Thing]:
    cites = (*given.cited("rdfs:label", "name"), *plain[1])
    return [File(cites=cites, details=plain[0], key=given.key, name=given.text("name"))]


def _organization(given: Given, plain: Plain) -> list[Thing]:
    name, kind = given.text("name") or given.text("shortName") or "", kind_of(given)
    cites = (*given.cited("rdfs:label", "name"), *plain[1])
    key = organisation(given.key)
    if kind == "body":
        sort = bodies.classify(name)
        return [Body(cites=cites, details=plain[0], key=key, name=name, classification=sort, preferred=bool(name))]
    return [Organisation(cites=cites, details=plain[0], noun=kind, key=key, name=name)]


def _person(given: Given, plain: Plain) -> list[Thing]:
    family, first = given.text("familyName"), given.text("givenName")
    title = " ".join(field.value for field in given.all("title")) or None
    name = given.text("name") or " ".join(part for part in (title, first, family) if part)
    found: list[Thing] = [
        Person(
            cites=(*given.cited("rdfs:label", "name"), *given.cited("foaf:familyName", "familyName"), *plain[1]),
            details=plain[0],
            key=given.key,
            name=name,
            family_name=family,
            given_name=first,
            title=title,
        )
    ]
    for field in (*given.all("status"), *given.all("formOfAddress")):
        code = scheme("person-role").code(field.value)
        cites = cite(given.page, "cg:rawRole", field)
        if not field.name.startswith("formOfAddress") or code is not None:  # "Dr." is no role
            found.append(Membership(cites=cites, person=given.key, role=code, raw_role=field.value))
    return found


def _membership(given: Given, plain: Plain) -> list[Thing]:
    role, organization = given.text("role"), given.key_of("organization")
    return [
        Membership(
            cites=(
                *given.cited("org:member", "person"),
                *given.cited("org:organization", "organization"),
                *given.cited("cg:rawRole", "role"),
                *plain[1],
            ),
            details=plain[0],
            person=given.key_of("person") or "",
            key=given.key,
            role=scheme("person-role").code(role) if role is not None else None,
            raw_role=role,
            organisation=organization,
            noun="organization" if organization is not None else None,
        )
    ]


def _meeting(given: Given, plain: Plain) -> list[Thing]:
    end = given.moment(given.one("end"))
    return [
        Meeting(
            cites=(*given.cited("cg:start", "start"), *given.cited("cg:end", "end"), *plain[1]),
            details=plain[0],
            key=given.key,
            body="",
            start=given.moment(given.one("start")),
            end=end if isinstance(end, datetime) else None,
            room=given.text("location.room"),
            place=given.text("location.description"),
        )
    ]


def _agenda_item(given: Given, plain: Plain) -> list[Thing]:
    about = About(noun="agenda-item", key=given.key)
    item = AgendaItem(
        cites=(
            *given.cited("dct:title", "name"),
            *given.cited("cg:number", "number"),
            *given.cited("dct:isPartOf", "meeting"),
            *plain[1],
        ),
        details=plain[0],
        meeting=given.key_of("meeting"),
        key=f"/agenda-item/{given.key}",
        number=given.text("number"),
        title=given.text("name"),
        is_public=given.truth(given.one("public")),
        position=given.integer(given.one("order")),
    )
    return [item, *decided(given.page, given.one("result"), None, about, None, None, None)]


def _consultation(given: Given, plain: Plain) -> list[Thing]:
    paper, role = given.key_of("paper"), given.text("role")
    return [
        Consultation(
            cites=(
                *given.cited("cg:about", "paper"),
                *given.cited("cg:meeting", "meeting"),
                *given.cited("cg:rawRole", "role"),
                *plain[1],
            ),
            details=plain[0],
            key=given.key,
            about=About(noun="paper", key=paper) if paper is not None else None,
            role=scheme("consultation-role").code(role) if role is not None else None,
            raw_role=role,
            meeting=given.key_of("meeting"),
        )
    ]


def _paper(given: Given, plain: Plain) -> list[Thing]:
    kind, name = given.text("paperType"), given.text("name")
    by: list[tuple[str, Field]] = [("person", f) for f in given.all("originatorPerson")]
    by += [("organization", f) for f in given.all("originatorOrganization")]
    leading = given.all("underDirectionOf")
    also = tuple(
        Detail(property="cg:leadUnit", value=About(noun="organization", key=id_key(f.value))) for f in leading[1:]
    )
    paper = Paper(
        cites=(
            *given.cited("dct:title", "name"),
            *given.cited("dct:identifier", "reference"),
            *given.cited("cg:rawType", "paperType"),
            *given.cited("cg:date", "date"),
            *cite(given.page, "dct:creator", *(field for _, field in by)),
            *cite(given.page, "cg:leadUnit", *leading),
            *plain[1],
        ),
        details=(*plain[0], *also),
        key=given.key,
        number=given.text("reference"),
        title=split_type(name)[0] if name is not None else None,
        paper_type=type_code(kind) if kind is not None else None,
        raw_type=kind,
        creators=tuple((noun, id_key(field.value)) for noun, field in by),
        lead_unit=organisation(id_key(leading[0].value)) if leading else None,
        when=given.when(given.one("date")),
    )
    return [paper, *_related(given)]


def _related(given: Given) -> list[Thing]:
    """Return the papers that a paper names by their ids, each once for each relation."""
    return [
        Reference(
            cites=cite(given.page, "cg:toPaper", field),
            details=(Detail(property="cg:toPaper", value=About(noun="paper", key=id_key(field.value))),),
            from_paper=given.key,
            reference_kind=kind,
            paper=id_key(field.value),
        )
        for path, kind in RELATED.items()
        for field in given.all(path)
    ]


_MADE: dict[str, Callable[[Given, Plain], list[Thing]]] = {
    "System": _system,
    "Body": _municipality,
    "LegislativeTerm": _term,
    "Organization": _organization,
    "Person": _person,
    "Membership": _membership,
    "Meeting": _meeting,
    "AgendaItem": _agenda_item,
    "Paper": _paper,
    "Consultation": _consultation,
    "File": _file,
    "Location": _location,
}
