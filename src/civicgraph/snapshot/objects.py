"""Turns a JSON value into the OParl objects it holds, each alone as canonical JSON with ids where other objects stood.

An object is one that has an id and is one of the twelve types: by its `type`, else by the key that it stands under, else, where it
is marked as deleted, by nothing (OParl 1.1, 2.8).
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

import msgspec

from civicgraph.iri import canonical_id
from civicgraph.snapshot.tables import table

TYPES = (
    "System", "Body", "LegislativeTerm", "Organization", "Person", "Membership", "Meeting", "AgendaItem", "Paper",
    "Consultation", "File", "Location",
)  # fmt: skip
SCHEMA = "https://schema.oparl.org/1.1/"
DEEPEST = 100
"""Levels of a value that are looked into; no object of OParl needs ten."""
_TYPE = re.compile(
    rf"^\s*(?:https?://schema\.oparl\.org/[^/]+/|https?://oparl\.org/schema/[^/]+/|oparl:)?({'|'.join(TYPES)})/?\s*$"
)
_SCHEMA = re.compile(r"^\s*(?:https?://(?:schema\.)?oparl\.org/|oparl:)")
_ENCODE = msgspec.json.Encoder(order="sorted").encode


class Object(msgspec.Struct, frozen=True):
    """One object alone. id: canonical; type: one of TYPES, "" for a deleted stub that names none; modified: UTC, None where not given."""

    id: str
    type: str
    value: dict[str, Any]
    modified: datetime | None
    is_deleted: bool

    def content(self) -> bytes:
        """Return the object as canonical JSON: sorted keys, UTF-8, no blanks."""
        return _ENCODE(self.value)

    def refers(self) -> Iterator[tuple[str, str]]:
        """Yield (type, canonical id) of every object that this one names by its id."""
        for key, value in self.value.items():
            kind = referred(self.type, key, isinstance(value, str))
            if kind is not None:
                for each in value if isinstance(value, list) else (value,):
                    if isinstance(each, str) and each.strip():
                        yield kind, canonical_id(each)


class TextOf(msgspec.Struct, frozen=True):
    """A text that stood in an object. id: of the object; location: what stands in its place."""

    id: str
    type: str
    location: str
    text: str


class Odd(msgspec.Struct, frozen=True):
    """An object of OParl's form that is none of the twelve types, or one that is nested too deep. rule: type-unknown or too-deep."""

    rule: str
    value: str


@cache
def _keys() -> dict[str, str]:
    return {row["key"]: row["type"] for row in table("oparl_keys")}


@cache
def _texts() -> set[tuple[str, str]]:
    return {(row["type"], row["key"]) for row in table("oparl_texts")}


@cache
def _lists() -> set[tuple[str, str]]:
    """Return the keys of types whose string is the address of a list."""
    return {(row["type"], row["key"]) for row in table("oparl_lists")}


def referred(kind: str, key: str, is_one: bool) -> str | None:
    """Return the type of the objects that a key of a type names by id, None where it names none or only the address of a list."""
    return None if is_one and (kind, key) in _lists() else _keys().get(key)


def objects(value: Any) -> Iterator[Object | TextOf | Odd]:
    """Yield every object of a value at any depth, inner ones first."""
    yield from _walk(value, "", 0)[1]


Found = list[Object | TextOf | Odd]


def _walk(value: Any, key: str, depth: int) -> tuple[Any, Found]:
    """Return what stands for a value in its parent, and the objects found in it."""
    if depth > DEEPEST:
        return None, [Odd("too-deep", key)]
    if isinstance(value, list):
        walked = [_walk(each, key, depth + 1) for each in value]
        return [kept for kept, _ in walked], [each for _, found in walked for each in found]
    if not isinstance(value, dict):
        return value, []
    found: Found = []
    kept = {}
    if key == "geojson":
        return value, []
    for name, inner in value.items():
        kept[name], more = _walk(inner, name, depth + 1) if isinstance(inner, (dict, list)) else (inner, ())
        found += more
    kind = _type(value, key)
    if kind is None:
        return kept, found + _odd(value)
    if kind and not value.get("type"):
        kept["type"] = f"{SCHEMA}{kind}"  # the key told it, which the object alone would have lost
    written = str(value["id"]).strip()
    found += _taken_out(kept, canonical_id(written), kind)
    found.append(Object(canonical_id(written), kind, kept, moment(kept.get("modified")), is_deleted(kept)))
    return written, found


def _type(value: dict[str, Any], key: str) -> str | None:
    """Return the type of an object, "" for a deleted stub without one, None where it is no object of OParl."""
    own, written = value.get("id"), value.get("type")
    if not isinstance(own, str) or not own.strip():
        return None
    match = _TYPE.match(written) if isinstance(written, str) else None
    if match:
        return match.group(1)
    if written:
        return None
    if not re.match(r"\s*https?://", own):
        return None
    return _keys().get(key) or ("" if is_deleted(value) else None)


def _odd(value: dict[str, Any]) -> Found:
    written = value.get("type")
    if isinstance(written, str) and isinstance(value.get("id"), str) and _SCHEMA.match(written):
        return [Odd("type-unknown", f"{written} {value['id']}"[:200])]
    return []


def _taken_out(kept: dict[str, Any], own: str, kind: str) -> Found:
    """Take texts out of an object: they are read as pages of their own; their location stands in their place."""
    found: Found = []
    for name in [name for name in kept if (kind, name) in _texts()]:
        text = kept[name]
        if isinstance(text, str) and text.strip():
            kept[name] = f"{own}#{name}"
            found.append(TextOf(own, kind, kept[name], text))
    return found


def is_deleted(value: dict[str, Any]) -> bool:
    """Tell whether an object says that it is deleted: true, and what some servers write for it (1, "1", "true")."""
    said = value.get("deleted")
    return said is True or (not isinstance(said, bool) and str(said).strip().casefold() in ("1", "true"))


def moment(written: Any) -> datetime | None:
    """Return a time in UTC, None where it is none; without an offset it is taken as UTC, which only matters for the order of two copies."""
    if not isinstance(written, str):
        return None
    try:
        found = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return (found if found.tzinfo is not None else found.replace(tzinfo=UTC)).astimezone(UTC)
