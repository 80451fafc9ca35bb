"""Reads one object of OParl 1.0 or 1.1: every leaf a line of the text and a field, every leaf accounted for by a table."""

from typing import Any

from civicgraph.iri import canonical_id
from civicgraph.read.oparl.rows import Row, is_one, row_of
from civicgraph.read.oparl.walk import Walk
from civicgraph.read.page import Page, Span
from civicgraph.read.sight import Sight
from civicgraph.record import Finding
from civicgraph.snapshot.objects import type_named

READER = "oparl"
VERSION = "1"


class OParl:
    """The reader of OParl objects, each alone."""

    name = READER
    version = VERSION
    order = 10
    german = "Objekte von OParl 1.0 und 1.1"

    def recognises(self, sight: Sight) -> bool:
        """Tell by the object's type and id."""
        return _type(sight.json) is not None

    def read(self, sight: Sight) -> Page | Finding:
        """Read one object."""
        value = sight.json
        kind = _type(value)
        if kind is None:
            return sight.finding(
                "no-oparl-object",
                "Das ist kein Objekt von OParl 1.0 oder 1.1: Es braucht id und type.",
                "This is no object of OParl 1.0 or 1.1: it needs an id and a type.",
            )
        walk = Walk(kind, sight.decoded.text)
        walk.through(value)
        return Page(
            snapshot=sight.snapshot,
            reader=READER,
            reader_version=VERSION,
            kind="oparl",
            text=walk.text,
            fields=tuple(walk.fields),
            sittings=(),
            sections=(),
            body=_NOWHERE,
            ids=(("id", canonical_id(value["id"])), ("type", kind)),
            uses=walk.uses,
        )


_NOWHERE = Span(0, 0)


def _type(value: dict[str, Any]) -> str | None:
    own = value.get("id")
    return type_named(value.get("type")) if isinstance(own, str) and own.strip() else None


__all__ = ["OParl", "Row", "is_one", "row_of"]
