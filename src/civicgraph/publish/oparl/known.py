"""Decides which things of a graph become OParl objects, and under which address each stands."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from civicgraph.iri import digest
from civicgraph.publish.addresses import file_address
from civicgraph.publish.oparl.told import Told
from civicgraph.publish.publication import Publication
from civicgraph.store import SourceInfo
from civicgraph.vocab import concept

FOLDER = "oparl"
CLASSES = {
    "Person": ("cg:Person",),
    "Organization": ("cg:Body", "cg:Faction", "cg:AdministrativeUnit", "cg:Organization"),
    "Membership": ("cg:Membership",),
    "LegislativeTerm": ("cg:LegislativeTerm",),
    "Meeting": ("cg:Meeting",),
    "AgendaItem": ("cg:AgendaItem",),
    "Paper": ("cg:Paper",),
    "Consultation": ("cg:Step",),
    "File": ("cg:File",),
    "Location": ("cg:Location",),
}
"""OParl's types to the classes of the graph; persons go first, since memberships of those who are withheld do not leave."""
_SAFE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,150}")
WEB = re.compile(r"https?://[^\s/]\S*")


class Thing(NamedTuple):
    """An object to be: its OParl type and the node that tells of it. The Location of a meeting may be told by the meeting alone."""

    type: str
    iri: str


class Known:
    """The objects of one source. Links lead to these alone, so that none leads nowhere."""

    def __init__(self, publication: Publication, source: SourceInfo, told: Told) -> None:
        self.source, self._publication, self._told = source, publication, told
        withheld = Told(publication.graph.store).of_class("cg:Person", source.base)
        self._withheld = {publication.taken_out.iri(p) for p in withheld if publication.taken_out.withholds(p)}
        self._paths: dict[Thing, str] = {}
        for kind in CLASSES:
            for thing in self._things(kind):
                self._paths[thing] = self._path(thing)

    def of_type(self, kind: str) -> list[Thing]:
        """Return the objects of a type, sorted by their nodes."""
        return sorted(thing for thing in self._paths if thing.type == kind)

    def path(self, thing: Thing) -> str:
        """Return the path of an object's file below the publication."""
        return self._paths[thing]

    def url(self, thing: Thing) -> str | None:
        """Return the address of an object, which is its id; None where it is none."""
        path = self._paths.get(thing)
        return file_address(self._publication, path) if path is not None else None

    @property
    def body(self) -> str:
        """The address of the source's Body."""
        return file_address(self._publication, f"{FOLDER}/body/{self.source.slug}.json")

    def listed(self, name: str, number: int = 1) -> str:
        """Return the address of a page of a list."""
        return file_address(self._publication, self.list_path(name, number))

    def list_path(self, name: str, number: int) -> str:
        """Return the path of a page of a list."""
        return f"{FOLDER}/{self.source.slug}/{name}/{number}.json"

    def _things(self, kind: str) -> Iterator[Thing]:
        for name in CLASSES[kind]:
            for iri in self._told.of_class(name, self.source.base):
                if self._is_object(kind, iri):
                    yield Thing(kind, iri)
        if kind == "Location":
            for meeting in self.of_type("Meeting"):
                is_placed = self._told.values(meeting.iri, "cg:place") or self._told.values(meeting.iri, "cg:room")
                if is_placed and not self._told.values(meeting.iri, "schema:location"):
                    yield Thing(kind, meeting.iri)

    def _is_object(self, kind: str, iri: str) -> bool:
        """Tell whether OParl has an object for a thing: no File without an address, no Consultation of anything but a body."""
        if kind == "Person":
            return iri not in self._withheld
        if kind == "Membership":
            return all(Thing("Person", person) in self._paths for person in self._told.iris(iri, "org:member"))
        if kind == "File":
            return any(WEB.fullmatch(url) for url in self._told.iris(iri, "schema:url|schema:contentUrl"))
        if kind == "Consultation":
            events = self._told.iris(iri, "cg:event")
            return concept("event-kind", "consultation") in events or not events
        return True

    def _path(self, thing: Thing) -> str:
        own = thing.iri.removeprefix(f"{self.source.base}/")
        if thing.type == "Location" and not own.startswith("location/"):
            own += "/location"
        return f"{FOLDER}/{self.source.slug}/{'/'.join(map(_segment, own.split('/')))}.json"


def _segment(name: str) -> str:
    """Return a part of an IRI as a name that file systems and URLs take as it is."""
    if _SAFE.fullmatch(name):
        return name
    return f"{re.sub(r'[^A-Za-z0-9_-]+', '-', name)[:100]}-{digest(name)}".lstrip("-")
