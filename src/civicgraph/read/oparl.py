"""Reads one object of OParl 1.0 or 1.1: every leaf a line of the text and a field, every leaf accounted for by a table."""

import re
from functools import cache, lru_cache
from typing import Any

import msgspec

from civicgraph.iri import canonical_id
from civicgraph.read.leaves import Leaf, Lines, leaves, written
from civicgraph.read.page import Page, Span, collapse
from civicgraph.read.phrases import table
from civicgraph.read.sight import Sight
from civicgraph.record import Finding, Use

READER = "oparl"
VERSION = "1"
EXAMPLE = 100
"""Characters of the example of an unmapped field."""
_TYPE = re.compile(
    r"^\s*(?:https?://(?:schema\.oparl\.org/[^/]+|oparl\.org/schema/[^/]+)/|oparl:)?([A-Z][A-Za-z]+)/?\s*$"
)
_DECODE = msgspec.json.Decoder(dict[str, Any]).decode


class Row(msgspec.Struct, frozen=True):
    """What a leaf means. form: text, date, moment, integer, boolean, link:NOUN, back:NOUN, code, hidden or ""; rule: why it is ignored."""

    form: str
    property: str
    rule: str


class OParl:
    """The reader of OParl objects, each alone."""

    name = READER
    version = VERSION
    order = 10
    german = "Objekte von OParl 1.0 und 1.1"

    def recognises(self, sight: Sight) -> bool:
        """Tell by the object's type and id."""
        return sight.content.startswith(b"{") and _type(_object(sight.content)) is not None

    def read(self, sight: Sight) -> Page | Finding:
        """Read one object."""
        value = _object(sight.content)
        kind = _type(value)
        if kind is None:
            return sight.finding(
                "no-oparl-object",
                "Das ist kein Objekt von OParl 1.0 oder 1.1: Es braucht id und type.",
                "This is no object of OParl 1.0 or 1.1: it needs an id and a type.",
            )
        lines = Lines()
        uses: dict[str, Use] = {}
        without: set[str] = set()  # paths that are mapped or ignored, or have their example
        hidden: set[str] = set()
        for path, leaf in leaves(value):
            if path not in without:
                row = row_of(kind, path)
                uses[path] = use = _use(path, row, leaf)
                if row is not None or use.example:
                    without.add(path)
                if row is not None and row.form == "hidden":
                    hidden.add(path)
            if path not in hidden:
                lines.add(path, written(leaf))
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
    return {(row["type"], row["path"]): Row(row["form"], row["property"], row["rule"]) for row in table("oparl_fields")}


@cache
def types() -> frozenset[str]:
    """Return the types of objects that the table knows."""
    return frozenset(kind for kind, _ in _rows() if kind != "*")


def _use(path: str, row: Row | None, leaf: Leaf) -> Use:
    if row is None:
        return Use(path, "unmapped", "", collapse(written(leaf))[:EXAMPLE])
    return _known(path, row.rule)


@cache
def _known(path: str, rule: str) -> Use:
    return Use(path, "ignored", rule) if rule else Use(path, "mapped")


def _object(content: bytes) -> dict[str, Any]:
    try:
        return _DECODE(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}


def _type(value: dict[str, Any]) -> str | None:
    own, kind = value.get("id"), value.get("type")
    match = _TYPE.match(kind) if isinstance(kind, str) and isinstance(own, str) and own.strip() else None
    return match.group(1) if match and match.group(1) in types() else None
