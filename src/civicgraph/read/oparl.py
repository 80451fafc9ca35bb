"""Reads one object of OParl 1.0 or 1.1: every leaf a line of the text and a field, every leaf accounted for by a table."""

from functools import cache, lru_cache
from typing import Any

import msgspec

from civicgraph.iri import canonical_id
from civicgraph.read.address import public_address
from civicgraph.read.leaves import Leaf, Lines, listed, written
from civicgraph.read.page import Page, Span, collapse
from civicgraph.read.phrases import table
from civicgraph.read.sight import Sight
from civicgraph.record import Finding, Use
from civicgraph.snapshot.objects import type_named

READER = "oparl"
VERSION = "1"
EXAMPLE = 100
"""Characters of the example of an unmapped field."""


class Row(msgspec.Struct, frozen=True):
    """What a leaf means. form: text, date, moment, integer, boolean, link:NOUN, back:NOUN, code, address, hidden or "".

    rule: why it is ignored; of an address only what tells no gender is taken (see address.py), the rest is ignored as private data.
    is_list: several may stand there.
    """

    form: str
    property: str
    rule: str
    is_list: bool


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
        lines = Lines()
        found = listed(value)
        withheld: dict[str, Use] = {}
        if kind == "Person":
            found, withheld = _public(found)
        uses = withheld | _accounted(kind, found)
        hidden = [path for path in uses if _is_hidden(kind, path)]
        lines.add_all([(path, leaf) for path, leaf in found if path not in hidden] if hidden else found)
        return Page(
            snapshot=sight.snapshot,
            reader=READER,
            reader_version=VERSION,
            kind="oparl",
            text=lines.text,
            fields=tuple(lines.fields),
            sittings=(),
            sections=(),
            body=Span(0, 0),
            ids=(("id", canonical_id(value["id"])), ("type", kind)),
            uses=tuple(uses.values()),
        )


def _public(found: list[tuple[str, Leaf]]) -> tuple[list[tuple[str, Leaf]], dict[str, Use]]:
    """Return a person's leaves without what tells the gender in a form of address, and the account of the paths it was taken from."""
    kept: list[tuple[str, Leaf]] = []
    withheld: dict[str, Use] = {}
    for path, leaf in found:
        row = row_of("Person", path)
        if row is not None and row.form == "address":
            withheld[path] = Use(path, "ignored", "private-data")
            leaf = public_address(written(leaf))
            if not leaf:
                continue
        kept.append((path, leaf))
    return kept, withheld


@lru_cache(maxsize=8192)
def row_of(kind: str, path: str) -> Row | None:
    """Return what a leaf of a type means: by the type's own row, else by the one for all types; None where no row knows it.

    One value instead of a list, and a list instead of one value, mean the same.
    """
    rows = _rows()
    other = path.removesuffix("[]") if path.endswith("[]") else f"{path}[]"
    return rows.get((kind, path)) or rows.get(("*", path)) or rows.get((kind, other)) or rows.get(("*", other))


@cache
def _rows() -> dict[tuple[str, str], Row]:
    return {
        (row["type"], row["path"]): Row(row["form"], row["property"], row["rule"], row["path"].endswith("[]"))
        for row in table("oparl_fields")
    }


def is_one(row: Row, path: str) -> bool:
    """Tell whether a list stands where a thing has one value: only the first one is taken."""
    return path.endswith("[]") and not row.is_list


@lru_cache(maxsize=8192)
def _known(kind: str, path: str) -> Use | None:
    """Return what becomes of a leaf that a row explains."""
    row = row_of(kind, path)
    if row is None:
        return None
    return Use(path, "ignored", row.rule) if row.rule else Use(path, "mapped")


@lru_cache(maxsize=8192)
def _is_hidden(kind: str, path: str) -> bool:
    row = row_of(kind, path)
    return row is not None and row.form == "hidden"


def _accounted(kind: str, found: list[tuple[str, Leaf]]) -> dict[str, Use]:
    """Return what becomes of every path; the example of an unmapped one is its first value that is not empty."""
    uses: dict[str, Use] = {}
    again: set[str] = set()  # paths whose further values matter
    for path, leaf in found:
        if path not in uses or (path in again and written(leaf)):
            use = _known(kind, path) if path not in uses else None
            uses[path] = use or Use(path, "unmapped", "", collapse(written(leaf))[:EXAMPLE])
            if _is_lost_again(kind, path) if use is not None else not uses[path].example:
                again.add(path)
            else:
                again.discard(path)
    return uses


@lru_cache(maxsize=8192)
def _is_lost_again(kind: str, path: str) -> bool:
    """Tell whether a second value of a path is not taken."""
    row = row_of(kind, path)
    return row is not None and not row.rule and is_one(row, path)


def _type(value: dict[str, Any]) -> str | None:
    own = value.get("id")
    return type_named(value.get("type")) if isinstance(own, str) and own.strip() else None
