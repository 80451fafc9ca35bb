"""Every leaf of an OParl object that counts as mapped is in the graph: as a literal, as the end of an IRI, or as the same moment."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from civicgraph.extract import extract
from civicgraph.iri import id_key
from civicgraph.lift import lift_page
from civicgraph.pipeline import build
from civicgraph.read import read
from civicgraph.read.page import Field, Page
from civicgraph.record import PageRecords, Snapshot
from civicgraph.snapshot import Stored
from civicgraph.snapshot.objects import SCHEMA, TYPES

HOST = "https://ris.aubruck.example/oparl"
WORDS = {
    "System": "license name contactEmail contactName website vendor product oparlVersion otherOparlVersions",
    "Body": "shortName name website rgs equivalent contactEmail contactName classification license",
    "LegislativeTerm": "name license",
    "Organization": "name shortName post organizationType classification website externalBody license",
    "Person": "name familyName givenName formOfAddress affix title gender phone email status life lifeSource license",
    "Membership": "role license",
    "Meeting": "name meetingState license",
    "AgendaItem": "number name result resolutionText license",
    "Paper": "name reference paperType license",
    "Consultation": "role license",
    "File": "name fileName mimeType sha1Checksum sha512Checksum accessUrl downloadUrl externalServiceUrl fileLicense license",
    "Location": "description streetAddress room postalCode subLocality locality license",
}
LINKS = {
    "System": "body",
    "Body": "system organization person paper legislativeTerm location mainOrganization meeting agendaItem consultation file membership",
    "LegislativeTerm": "body",
    "Organization": "body membership meeting consultation person subOrganizationOf location",
    "Person": "body membership location locationObject image",
    "Membership": "person organization onBehalfOf",
    "Meeting": "location organization participant invitation resultsProtocol verbatimProtocol auxiliaryFile agendaItem",
    "AgendaItem": "meeting consultation resolutionFile auxiliaryFile",
    "Paper": "body relatedPaper superordinatedPaper subordinatedPaper mainFile auxiliaryFile location originatorPerson "
    "originatorOrganization underDirectionOf consultation",
    "Consultation": "paper agendaItem meeting organization",
    "File": "masterFile derivativeFile meeting agendaItem person paper",
    "Location": "bodies organizations persons meetings papers",
}
DAYS = {
    "Body": "licenseValidSince oparlSince",
    "LegislativeTerm": "startDate endDate",
    "Organization": "startDate endDate",
    "Membership": "startDate endDate",
    "Paper": "date",
    "File": "date",
}
MOMENTS = {"Meeting": "start end", "AgendaItem": "start end"}
NUMBERS = {"AgendaItem": "order", "File": "size", "Organization": "memberCount votingMemberCount"}
TRUTHS = {"AgendaItem": "public", "Meeting": "cancelled", "Membership": "votingRight", "Consultation": "authoritative"}


def values(kind: str, several: bool) -> dict[str, Any]:
    """Return an object with every property of its type, each value another; several: every one a list of two."""
    found: dict[str, Any] = {}
    own = [(n, table, names) for n, (table, names) in enumerate(_named(kind))]
    for number, shape, name in own:
        two = [_value(shape, name, 2 * number), _value(shape, name, 2 * number + 1)]
        found[name] = two if several else two[0]
    return {"id": f"{HOST}/{kind.lower()}/1", "type": f"{SCHEMA}{kind}", "keyword": ["Wasser", "Wege"], **found}


def _named(kind: str) -> Iterator[tuple[str, str]]:
    yield "words", "web"
    yield "moment", "created"
    yield "moment", "modified"
    for shape, table in (
        ("words", WORDS),
        ("link", LINKS),
        ("day", DAYS),
        ("moment", MOMENTS),
        ("number", NUMBERS),
        ("truth", TRUTHS),
    ):
        for name in table.get(kind, "").split():
            yield shape, name
    if kind == "Body":
        yield "ags", "ags"


def _value(shape: str, name: str, number: int) -> Any:
    if shape == "words":
        return f"{name} Nr {number} Aubruck"
    if shape == "link":
        return f"{HOST}/{name.lower()}/{900 + number}"
    if shape == "day":
        return f"20{10 + number // 2}-03-{1 + number % 2:02}"
    if shape == "moment":
        return f"20{10 + number // 2}-06-{1 + number % 2:02}T15:00:00+02:00"
    if shape == "ags":
        return f"0599{number:04}"
    return 7000 + number if shape == "number" else number % 2 == 0


def told(value: dict[str, Any]) -> tuple[Page, PageRecords]:
    content = json.dumps(value, sort_keys=True).encode()
    snapshot = Snapshot(
        sha256=hashlib.sha256(content).hexdigest(),
        media_type="application/json",
        size=len(content),
        locations=(value["id"],),
    )
    page = read(Stored(snapshot, content), "aubruck")
    assert isinstance(page, Page), page
    return page, extract(page, "aubruck", "Europe/Berlin")


def graph(records: PageRecords) -> str:
    """Return the graph of what the records state, without the places that say so: a quote is no statement."""
    bare = tuple(msgspec.structs.replace(thing, cites=()) for thing in records.things)
    return b"\n".join(
        lift_page(msgspec.structs.replace(records, things=bare, text=""), "https://kg.aubruck.example")
    ).decode()


def stands(page: Page, field: Field, quads: str) -> bool:
    """Tell whether a leaf's value is in the graph."""
    if field.name in ("id", "type", "modified"):  # the node itself, its class, and the day of the page
        return True
    if field.value in ("true", "false"):
        return f'"{field.value}"' in quads
    if field.value.startswith(HOST):
        return f"/{id_key(field.value)}>" in quads
    if field.value[10:] == "T15:00:00+02:00":
        return f'"{field.value}"' in quads
    return field.value in quads  # a title may stand beside another in one literal


def lost(value: dict[str, Any]) -> set[str]:
    """Return the leaves that count as mapped, are not in the graph, and are in no finding."""
    page, records = told(value)
    quads = graph(records)
    hows = {use.field: use.how for use in page.uses}
    said = {finding.value for finding in records.findings}
    return {
        f"{field.name}: {field.value}"
        for field in page.fields
        if hows[field.name] == "mapped"
        and not stands(page, field, quads)
        and f"{field.name}: {field.value}" not in said
    }


@pytest.mark.parametrize("several", [False, True], ids=["one", "two"])
@pytest.mark.parametrize("kind", TYPES)
def test_every_leaf_that_counts_as_mapped_is_in_the_graph(kind: str, several: bool) -> None:
    value = values(kind, several)
    assert lost(value) == set()
    page, _ = told(value)
    unmapped = {use.field: use.example for use in page.uses if use.how == "unmapped"}
    assert all(name.endswith("[]") and unmapped[name] for name in unmapped)
    assert not unmapped or several


def test_a_second_value_where_a_thing_has_one_is_not_taken_and_told() -> None:
    page, records = told({**values("Paper", several=False), "name": ["Steg am Bach", "Brücke am Bach"]})
    assert [(use.field, use.example) for use in page.uses if use.how == "unmapped"] == [("name[]", "Brücke am Bach")]
    assert "Steg am Bach" in graph(records) and "Brücke am Bach" not in graph(records)


def test_objects_with_two_values_of_each_property_pass_the_gate(tmp_path: Path) -> None:
    for kind in TYPES:
        (tmp_path / f"{kind}.json").write_text(json.dumps(values(kind, several=True)), "utf-8")
    report = build([tmp_path], tmp_path / "graph")
    assert {(f.rule, f.page) for f in report.findings if f.severity == "violation"} == set()
    assert (report.pages, report.quarantined) == (len(TYPES), 0)
