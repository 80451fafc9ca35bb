"""Turns a JSON value into the OParl objects it holds, each alone as canonical JSON with ids where other objects stood.

An object is one that has an id and is one of the twelve types: by its `type`, else by the key that it stands under, else by a key that
only one type has, else, where it is marked as deleted, by nothing (OParl 1.1, 2.8). What looks like one and is none is told with its place.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache, lru_cache
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
    rf"(?:https?://schema\.oparl\.org/[^/]+/|https?://oparl\.org/schema/[^/]+/|oparl:)?({'|'.join(TYPES)})/?"
)
_SCHEMA = re.compile(r"https?://(?:schema\.)?oparl\.org/|oparl:")
_ADDRESS = re.compile(r"\s*https?://")
_KEPT_AS_LEAVES = {"type-missing", "id-missing", "object-unknown"}
"""Rules of what is told only where no object holds it: the leaves of an object's own parts stand in that object."""
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
    """What stands where objects stand and is none. rule: one of _BROKEN in containers.py; value: what and where."""

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
    yield from _walk(value, "", 0, "")[1]


Found = list[Object | TextOf | Odd]


def type_named(written: Any) -> str | None:
    """Return which of TYPES a `type` names, None where it names none; blanks do not count, of a list the first that names one does."""
    if isinstance(written, list):
        return next((kind for each in written if (kind := type_named(each))), None)
    return _by_type(written) if isinstance(written, str) else None


@lru_cache(maxsize=256)
def _by_type(written: str) -> str | None:
    match = _TYPE.fullmatch("".join(written.split()))
    return match.group(1) if match else None


def _walk(value: Any, key: str, depth: int, place: str) -> tuple[Any, Found]:
    """Return what stands for a value in its parent, and the objects found in it. place: of the value in the file, in JSON's own words."""
    if depth > DEEPEST:
        return None, [Odd("too-deep", place[:200])]
    if isinstance(value, list):
        return _walk_list(value, key, depth, place)
    if not isinstance(value, dict) or key == "geojson":
        return value, []
    found: Found = []
    kept = {}
    for name, inner in value.items():
        if isinstance(inner, (dict, list)):
            kept[name], more = _walk(inner, name, depth + 1, f"{place}.{name}" if place else name)
            found += more
        else:
            kept[name] = inner
    kind = _type(value, key)
    if kind is None:
        return kept, found + _odd(value, key, place)
    if kind and not _is_written(value.get("type")):
        kept["type"] = f"{SCHEMA}{kind}"  # the key told it, which the object alone would have lost
    found = [each for each in found if not (isinstance(each, Odd) and each.rule in _KEPT_AS_LEAVES)]
    written = str(value["id"]).strip()
    found += _taken_out(kept, canonical_id(written), kind)
    found.append(Object(canonical_id(written), kind, kept, moment(kept.get("modified")), is_deleted(kept)))
    return written, found


def _walk_list(value: list[Any], key: str, depth: int, place: str) -> tuple[list[Any], Found]:
    """Walk through a list; an element that is no object beside others that are is told."""
    walked = [_walk(each, key, depth + 1, f"{place}[{index}]") for index, each in enumerate(value)]
    found = [each for _, more in walked for each in more]
    if any(isinstance(each, dict) and isinstance(kept, str) for each, (kept, _) in zip(value, walked, strict=True)):
        found += [
            Odd("object-unknown", f"{place}[{index}]")
            for index, (kept, more) in enumerate(walked)
            if isinstance(kept, dict) and not more
        ]
    return [kept for kept, _ in walked], found


def _is_written(kind: Any) -> bool:
    """Tell whether an object names a type at all: an empty or blank one is none."""
    return bool(kind.strip() if isinstance(kind, str) else kind)


def _type(value: dict[str, Any], key: str) -> str | None:
    """Return the type of an object, "" for a deleted stub without one, None where it is no object of OParl."""
    own, written = value.get("id"), value.get("type")
    if not isinstance(own, str) or not own.strip():
        return None
    if _is_written(written):
        return type_named(written)
    if not _ADDRESS.match(own):
        return None
    return _keys().get(key) or _by_signs(value) or ("" if is_deleted(value) else None)


@cache
def _signs() -> dict[str, str]:
    return {row["key"]: row["type"] for row in table("oparl_signs")}


def _by_signs(value: dict[str, Any]) -> str | None:
    """Return the one type that the keys of an object can belong to, None where they tell none or several."""
    kinds = {_signs()[key] for key in value if key in _signs()}
    return kinds.pop() if len(kinds) == 1 else None


def _odd(value: dict[str, Any], key: str, place: str) -> Found:
    """Say what keeps an object from being one, where it looks like one: by its type, by its address or by its keys."""
    own, written = value.get("id"), value.get("type")
    has_id = isinstance(own, str) and bool(own.strip())
    told = f"{place}: {written or ''} {own or ''}".strip(": ")[:200]
    if has_id and _is_written(written) and (_SCHEMA.match(str(written).strip()) or _ADDRESS.match(str(own))):
        return [Odd("type-unknown", told)]
    if has_id and not _is_written(written) and _ADDRESS.match(str(own)):
        return [Odd("type-missing", told)]
    if not has_id and (type_named(written) or _by_signs(value) or (key in _keys() and "name" in value)):
        return [Odd("id-missing", told or place)]
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
