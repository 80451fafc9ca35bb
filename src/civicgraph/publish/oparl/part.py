"""Writes oparl/: a System, a Body for each source, every object as a file of its own, and the pages of lists."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from civicgraph.publish.addresses import file_address
from civicgraph.publish.oparl.known import FOLDER, Known, Thing
from civicgraph.publish.oparl.lists import write_list
from civicgraph.publish.oparl.objects import SCHEMA, Object, Objects
from civicgraph.publish.oparl.said import Said
from civicgraph.publish.oparl.told import Told
from civicgraph.publish.oparl.values import filled
from civicgraph.publish.publication import Distribution, Publication
from civicgraph.store import SourceInfo
from civicgraph.vocab import CG

LISTS = {
    "organization": ("Organization", "organizations"), "person": ("Person", "persons"), "meeting": ("Meeting", "meetings"),
    "paper": ("Paper", "papers"), "agendaItem": ("AgendaItem", "agenda-items"), "file": ("File", "files"),
    "consultation": ("Consultation", "consultations"), "locationList": ("Location", "locations"),
    "legislativeTermList": ("LegislativeTerm", "legislative-terms"), "membership": ("Membership", "memberships"),
}  # fmt: skip
"""Property of a Body to the type that its list holds, and the list's folder."""
_ALWAYS = {"organization", "person", "meeting", "paper"}
"""Lists that a Body must have, be they empty."""


def oparl(publication: Publication) -> Iterator[Distribution]:
    """Write all sources as one OParl system."""
    told = Told(publication.published.store)
    bodies = []
    for source in publication.sources:
        known = Known(publication, source, told)
        objects = Objects(publication.published.store, known, told)
        for name, (kind, folder) in LISTS.items():
            if _has_list(known, name):
                _listed(publication, known, objects, kind, folder)
        body = _body(publication, known, objects, told)
        _write(publication.into / FOLDER / "body" / f"{source.slug}.json", body)
        bodies.append(f"{FOLDER}/body/{source.slug}.json")
    _system(publication, bodies)
    for source, path in zip(publication.sources, bodies, strict=True):
        yield Distribution(
            source.slug, f"{source.slug}-oparl-system", (f"{FOLDER}/system.json",), f"{source.title}: OParl 1.1 (System)",
            f"{source.title}: OParl 1.1 (System)", "Das System-Objekt der Schnittstelle: diese Adresse nennt man einem OParl-Client.",
            "The System object of the interface: the address that an OParl client is given.", "application/json", "JSON", (SCHEMA,),
        )  # fmt: skip
        yield Distribution(
            source.slug, f"{source.slug}-oparl", (path,), f"{source.title}: OParl 1.1", f"{source.title}: OParl 1.1",
            "Das Body-Objekt einer Schnittstelle nach OParl 1.1; von hier führen Adressen zu allen Listen und Objekten.",
            "The Body object of an interface by OParl 1.1; from here addresses lead to all lists and objects.",
            "application/json", "JSON", (SCHEMA,),
        )  # fmt: skip


def _listed(publication: Publication, known: Known, objects: Objects, kind: str, name: str) -> None:
    """Write the objects of a type, each alone, then the list of them all."""
    paths = []
    for thing in known.of_type(kind):
        paths.append(publication.into / known.path(thing))
        _write(paths[-1], objects.made(thing))
    write_list(publication, lambda number: known.list_path(name, number), paths)


def _has_list(known: Known, name: str) -> bool:
    """A list without objects is written only where OParl asks for it."""
    return name in _ALWAYS or bool(known.of_type(LISTS[name][0]))


def _body(publication: Publication, known: Known, objects: Objects, told: Told) -> Object:
    """Return the Body of a source: what its own Body says where the graph has just one, else what source.toml says."""
    source = known.source
    own = [iri for iri in told.of_class("cg:Municipality", source.base) if iri != f"{source.base}/municipality"]
    node = own[0] if len(own) == 1 else f"{source.base}/municipality"
    terms = [objects.made(thing) for thing in known.of_type("LegislativeTerm")]
    return {
        **_stated(publication, source, told.first(node, "rdfs:label")),
        **filled(objects.properties(Thing("Body", node)).items()),
        "license": source.licence,
        "legislativeTerm": terms,
        **{name: known.listed(LISTS[name][1]) for name in LISTS if _has_list(known, name)},
        **filled([
            ("civicgraph:iri", node), ("civicgraph:attribution", source.attribution),
            ("civicgraph:policy", Said(publication.published.store, known, told).policies()),
        ]),
    }  # fmt: skip


def _stated(publication: Publication, source: SourceInfo, name: str | None) -> Object:
    """Return what source.toml says of a Body."""
    return filled([
        ("id", file_address(publication, f"{FOLDER}/body/{source.slug}.json")), ("type", f"{SCHEMA}Body"),
        ("system", file_address(publication, f"{FOLDER}/system.json")), ("name", name or source.place.name or source.title),
        ("ags", source.place.ags), ("contactEmail", source.catalogue.contact_email),
        ("contactName", source.catalogue.contact_name),
    ])  # fmt: skip


def _system(publication: Publication, bodies: list[str]) -> None:
    first = publication.sources[0]
    licences = {source.licence for source in publication.sources}
    found = filled([
        ("id", file_address(publication, f"{FOLDER}/system.json")), ("type", f"{SCHEMA}System"), ("oparlVersion", SCHEMA),
        ("name", " · ".join(source.title for source in publication.sources)),
        ("license", licences.pop() if len(licences) == 1 else None),
        ("body", file_address(publication, f"{FOLDER}/bodies/1.json")), ("contactEmail", first.catalogue.contact_email),
        ("contactName", first.catalogue.contact_name), ("website", f"{publication.address}/"), ("vendor", CG.rstrip("#")),
        ("product", CG.rstrip("#")),
    ])  # fmt: skip
    _write(publication.into / FOLDER / "system.json", found)
    paths = [publication.into / path for path in bodies]
    write_list(publication, lambda number: f"{FOLDER}/bodies/{number}.json", paths)


def _write(path: Path, value: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.encode(value))
