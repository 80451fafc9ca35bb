"""Turns one thing of the graph into the OParl object that properties.csv spells, with what OParl has no words for beside."""

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph

from civicgraph.publish.oparl import values
from civicgraph.publish.oparl.known import CLASSES, Known, Thing
from civicgraph.publish.oparl.order import orders
from civicgraph.publish.oparl.said import Said
from civicgraph.publish.oparl.told import Told
from civicgraph.query.labels import label_of
from civicgraph.query.rows import Value
from civicgraph.vocab import CONCEPT, term

SCHEMA = "https://schema.oparl.org/1.1/"
Object = dict[str, Any]
_WITH_BODY = {"Organization", "Person", "Paper", "LegislativeTerm"}
_KINDS = ("Gremium", "Partei", "Fraktion", "Verwaltungsbereich", "externes Gremium", "Institution", "Sonstiges")
"""The words that OParl 1.1 recommends for organizationType."""
_KIND_OF_CLASS = {"cg:Body": "Gremium", "cg:Faction": "Fraktion", "cg:AdministrativeUnit": "Verwaltungsbereich"}
_FILES = ("mainFile", "invitation", "resultsProtocol", "verbatimProtocol")
_PLAIN: dict[str, Callable[[Value], Any]] = {
    "text": values.text, "url": values.url, "day": values.day, "moment": values.moment,
    "integer": values.integer, "boolean": values.boolean,
}  # fmt: skip


class Row(NamedTuple):
    """One property: its name in OParl, how it is written, and the terms of the graph that tell it."""

    name: str
    form: str
    terms: str


@cache
def rows(kind: str) -> tuple[Row, ...]:
    """Return the properties of a type, those of all types last."""
    with (Path(__file__).parent / "properties.csv").open(encoding="utf-8", newline="") as file:
        found = [row for row in csv.DictReader(file) if row["type"] in (kind, "*")]
    return tuple(Row(row["name"], row["form"], row["terms"]) for row in found)


class Objects:
    """Makes the objects of one source."""

    def __init__(self, store: pyoxigraph.Store, known: Known, told: Told) -> None:
        self._store, self._known, self._told = store, known, told
        self._said = Said(store, known, told)

    def made(self, thing: Thing) -> Object:
        """Return an object with id, type, the properties that the graph has, and its node under the vendor's prefix."""
        head = [("id", self._known.url(thing)), ("type", SCHEMA + thing.type)]
        if thing.type in _WITH_BODY:
            head.append(("body", self._known.body))
        found = values.filled([*head, *self.properties(thing).items(), *self._own(thing)])
        return {**_without_twins(found), "civicgraph:iri": thing.iri, **self._said.of(thing)}

    def properties(self, thing: Thing) -> Object:
        """Return the properties that rows of the table tell.

        Where several pages give one thing two values and OParl has room for one, the others stand in `civicgraph:otherValues`.
        """
        found: Object = {}
        others: Object = {}
        for row in rows(thing.type):
            given = [each for each in self._told.values(thing.iri, row.terms) if each != thing.iri]
            made = self._each(row, given)
            if row.form.partition(":")[0] in ("texts", "urls", "links", "objects"):
                found[row.name] = made
            elif made:
                found[row.name] = made[0]
                if len(made) > 1:
                    others[row.name] = made[1:]
        return {**found, "civicgraph:otherValues": others}

    def _each(self, row: Row, given: list[Value]) -> list[Any]:
        form, _, kind = row.form.partition(":")
        if form in ("link", "links", "object", "objects"):
            return self._linked(form, kind, [str(iri) for iri in given])
        if form == "interval":
            return [made for iri in given if (made := self._day_of(str(iri))) is not None]
        if form == "concept":
            return [self._worded(str(each)) for each in given if str(each).strip()]
        plain = _PLAIN[form.removesuffix("s")]
        return [made for each in given if (made := plain(each)) is not None]

    def _linked(self, form: str, kind: str, iris: list[str]) -> list[Any]:
        """Return addresses or whole objects, of those alone that are objects."""
        found = [Thing(kind, iri) for iri in iris if self._known.url(Thing(kind, iri)) is not None]
        return [self.made(thing) if form.startswith("object") else self._known.url(thing) for thing in found]

    def _worded(self, given: str) -> str:
        return label_of(self._store, given) if given.startswith(CONCEPT) else given

    def _day_of(self, interval: str) -> str | None:
        """Return the day of an interval that is one; what spans several is told under the vendor's prefix."""
        earliest, latest = self._told.first(interval, "cg:earliest"), self._told.first(interval, "cg:latest")
        return earliest if earliest == latest else None

    def _own(self, thing: Thing) -> list[tuple[str, Any]]:
        """Return what no single row can tell."""
        if thing.type == "Organization":
            return self._sorts(thing)
        if thing.type == "AgendaItem":
            decisions = [
                i
                for i in self._told.iris(thing.iri, "^cg:about")
                if term("cg:Decision") in self._told.iris(i, "rdf:type")
            ]
            words = [word for decision in decisions for word in self._told.iris(decision, "cg:rawOutcome")]
            return [("order", orders(self._told, thing.iri)[thing.iri]), ("result", words[0] if words else None)]
        if thing.type == "Consultation":
            stations = self._told.iris(thing.iri, "^cg:step")
            roles = [
                self._worded(role) for s in stations for role in self._told.iris(s, "cg:rawRole|cg:consultationRole")
            ]
            return [("role", sorted(roles)[0] if roles else None)]
        if thing.type == "Meeting" and self._known.url(place := Thing("Location", thing.iri)) is not None:
            return [("location", self.made(place))]
        return []

    def _sorts(self, thing: Thing) -> list[tuple[str, Any]]:
        """Return the kind of an organisation and its class: both may be written freely, the graph keeps them in one property."""
        raw = self._told.iris(thing.iri, "cg:rawType")
        kinds = [word for word in raw if word in _KINDS]
        types = set(self._told.iris(thing.iri, "rdf:type"))
        by_class = [
            _KIND_OF_CLASS[name] for name in CLASSES["Organization"] if term(name) in types and name in _KIND_OF_CLASS
        ]
        sorts = [word for word in raw if word not in _KINDS]
        sorts = sorts or [self._worded(iri) for iri in self._told.iris(thing.iri, "org:classification")]
        return [
            ("organizationType", next(iter(kinds + by_class), None)),
            ("classification", next(iter(sorts), None)),
        ]


def _without_twins(found: Object) -> Object:
    """Leave out of the other files those that have a property of their own."""
    own = {found[name]["id"] for name in _FILES if name in found}
    other = [file for file in found.get("auxiliaryFile", ()) if file["id"] not in own]
    return values.filled({**found, "auxiliaryFile": other}.items())
