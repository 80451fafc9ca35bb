"""Gathers from OParl objects which objects came, which ones they refer to, and which files they describe."""

from functools import cache
from typing import Any

from civicgraph.fetch.oparl_json import texts, type_of
from civicgraph.fetch.reasons import NotFetched
from civicgraph.fetch.tables import table
from civicgraph.fetch.urls import key

_TEXT_ENDINGS = (".pdf", ".txt")


class Gathered:
    """Objects that came, and addresses of what they name.

    references, files: address by key, and whether the object that names it came or changed in this run.
    """

    def __init__(self) -> None:
        self.carried: set[str] = set()
        self.references: dict[str, tuple[str, bool]] = {}
        self.files: dict[str, tuple[str, bool]] = {}

    def take(self, value: Any, new: bool, alone: bool = False) -> None:
        """Walk through an object and all that is embedded in it. alone: it was asked for by its own address, no list carried it."""
        left = [value]
        while left:  # not by recursion: an object may be nested deeper than Python's stack
            inner = left.pop()
            if isinstance(inner, list):
                left += inner
            elif isinstance(inner, dict):
                left += inner.values()
                self._take_one(inner, new, carried=inner is not value or not alone)

    def _take_one(self, value: dict[str, Any], new: bool, carried: bool) -> None:
        if carried:
            self.carried.update(_keys(value.get("id")))
        for name in _reference_properties(type_of(value)) & set(value):
            _add(self.references, texts(value[name]), new)
        if _is_text_file(value):
            _add(self.files, (texts(value.get("downloadUrl")) + texts(value.get("accessUrl")))[:1], new)

    def name(self, url: str, new: bool) -> None:
        """Take the address of an object that a list names and does not embed."""
        _add(self.references, (url,), new)

    def wanted(self) -> dict[str, tuple[str, bool]]:
        """Return the references to objects that no list carried."""
        return {k: reference for k, reference in sorted(self.references.items()) if k not in self.carried}


def _add(into: dict[str, tuple[str, bool]], urls: tuple[str, ...], new: bool) -> None:
    for url in urls:
        for known_as in _keys(url):
            before = into.get(known_as)
            into[known_as] = (before[0], before[1] or new) if before else (url, new)


def _keys(url: Any) -> tuple[str, ...]:
    """Return the key of an address; none for what is no address."""
    try:
        return (key(url),) if isinstance(url, str) else ()
    except NotFetched:
        return ()


def _is_text_file(value: dict[str, Any]) -> bool:
    """Tell whether an object describes a PDF or text file, or a file of which it does not say the kind."""
    if value.get("deleted") is True or not (value.get("accessUrl") or value.get("downloadUrl")):
        return False
    media_type, name = value.get("mimeType"), value.get("fileName")
    if isinstance(media_type, str) and media_type and media_type != "application/octet-stream":
        return media_type.startswith(("application/pdf", "text/"))
    return not isinstance(name, str) or "." not in name or name.lower().endswith(_TEXT_ENDINGS)


@cache
def _reference_properties(type_name: str) -> frozenset[str]:
    """Return the properties of a type that hold ids of other objects; of an unknown type those that mean nothing else in any type."""
    rows = table("oparl_references")
    if any(row["type"] == type_name for row in rows):
        return frozenset(row["property"] for row in rows if row["type"] == type_name)
    lists = {row["property"] for row in table("oparl_lists")}
    return frozenset(row["property"] for row in rows) - lists
