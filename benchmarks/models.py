"""Reads the same OParl objects into typed models with pydantic, and gives the same page: the peer of reading OParl."""

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict

from civicgraph.read.page import Field, Page, Span
from civicgraph.record import Use
from civicgraph.snapshot import Stored


class Thing(BaseModel):
    """What all objects of OParl have (OParl 1.1 §3)."""

    model_config = ConfigDict(extra="allow")

    id: str
    type: str
    created: dt.datetime | None = None
    modified: dt.datetime | None = None
    deleted: bool | None = None
    license: str | None = None
    keyword: list[str] | None = None
    web: str | None = None


class File(Thing):
    name: str | None = None
    fileName: str | None = None  # noqa: N815 - as OParl spells it
    mimeType: str | None = None  # noqa: N815
    date: dt.date | None = None
    size: int | None = None
    accessUrl: str  # noqa: N815
    downloadUrl: str | None = None  # noqa: N815


class Consultation(Thing):
    paper: str | None = None
    agendaItem: str | None = None  # noqa: N815
    meeting: str | None = None
    organization: list[str] | None = None
    authoritative: bool | None = None
    role: str | None = None


class Paper(Thing):
    body: str | None = None
    name: str | None = None
    reference: str | None = None
    date: dt.date | None = None
    paperType: str | None = None  # noqa: N815
    mainFile: File | None = None  # noqa: N815
    auxiliaryFile: list[File] | None = None  # noqa: N815
    consultation: list[Consultation] | None = None
    underDirectionOf: list[str] | None = None  # noqa: N815
    originatorOrganization: list[str] | None = None  # noqa: N815


class AgendaItem(Thing):
    meeting: str | None = None
    number: str | None = None
    order: int | None = None
    name: str | None = None
    public: bool | None = None
    consultation: str | None = None
    result: str | None = None
    resolutionText: str | None = None  # noqa: N815


class Meeting(Thing):
    name: str | None = None
    meetingState: str | None = None  # noqa: N815
    cancelled: bool | None = None
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    organization: list[str] | None = None
    agendaItem: list[AgendaItem] | None = None  # noqa: N815


_MODELS: dict[str, type[Thing]] = {"Paper": Paper, "Meeting": Meeting}
_MAPPED = {
    "Paper": frozenset(("id", "type", "modified", "date", "name", "paperType", "reference")),
    "Meeting": frozenset(("id", "type", "modified", "name", "organization[]", "start")),
}
"""The leaves that civicgraph maps of objects that it is given alone; what is embedded becomes an object of its own before."""


_GARBLED = re.compile("Ã[¤¶¼ŸÄÖÜ]|â€|Â[\u00a0§]")


def modelled(stored: Stored, kind: str) -> Page:
    """Read one object into its model, and write the leaves down in the order of their keys, as canonical JSON has them.

    Raises ValidationError where it is none of that type, UnicodeDecodeError or ValueError where its characters are garbled.
    """
    text = stored.content.decode()
    if "\ufffd" in text or _GARBLED.search(text):
        raise ValueError("garbled characters")
    model = _MODELS[kind].model_validate_json(text)
    value = model.model_dump(mode="json", exclude_unset=True)
    written, fields, uses = _written(value, _MAPPED[kind])
    return Page(
        snapshot=stored.snapshot,
        reader="oparl",
        reader_version="1",
        kind="oparl",
        text=written,
        fields=fields,
        sittings=(),
        sections=(),
        body=Span(0, 0),
        ids=(("id", model.id), ("type", kind)),
        uses=uses,
    )


def _written(value: Any, mapped: frozenset[str]) -> tuple[str, tuple[Field, ...], tuple[Use, ...]]:
    """Return the leaves as lines, each value with its place, and what became of each."""
    uses: dict[str, Use] = {}
    parts: list[str] = []
    fields: list[Field] = []
    length = 0
    for path, leaf in _leaves(value, ""):
        words = unicodedata.normalize("NFC", leaf).strip() if isinstance(leaf, str) else json.dumps(leaf)
        if leaf is None or not words:
            words = ""
        collapsed = " ".join(words.split())
        if path in mapped:
            uses[path] = Use(path, "mapped")
        elif path not in uses or not uses[path].example:
            uses[path] = Use(path, "unmapped", "", collapsed[:100])
        if not words:
            continue
        start = length + len(path) + 2
        fields.append(Field(path, collapsed, Span(start, start + len(words))))
        parts.append(f"{path}: {words}\n")
        length = start + len(words) + 1
    return "".join(parts), tuple(fields), tuple(uses.values())


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in sorted(value.items()):
            yield from _leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, f"{path}[]")
    else:
        yield path, value
