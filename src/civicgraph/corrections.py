"""Reads corrections.toml: values that a person rejects, replaces or adds, each with the words of the page that show it."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from civicgraph.errors import SourceInvalid


class Correction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One value that a person rejects, replaces or adds (corrections.toml).

    thing: IRI; property: prefixed name, "" rejects the whole thing; old: the value meant where there are several; value: the new one;
    quote: words of the page that show it; reason, day and initials of who says so.
    """

    thing: str
    action: Literal["reject", "replace", "add"]
    quote: str
    reason: str
    date: date
    by: str
    property: str = ""
    old: str = ""
    value: str = ""


class _Corrections(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    correction: tuple[Correction, ...] = ()


def load_corrections(path: Path) -> tuple[Correction, ...]:
    """Read and check the corrections beside a source.toml, none where there is no such file.

    Raises SourceInvalid naming the file, the entry and what it must be.
    """
    return corrections_in(path.read_bytes(), path) if path.is_file() else ()


def corrections_in(content: bytes, path: Path) -> tuple[Correction, ...]:
    """Check what stands, or is to stand, in a corrections.toml. path: for messages. Raises SourceInvalid as load_corrections does."""
    try:
        found = msgspec.toml.decode(content, type=_Corrections).correction
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SourceInvalid(
            f"{path}: {where_and_what(error)}: mend this entry (docs/corrections.md lists all keys)"
        ) from None
    for number, one in enumerate(found, 1):
        wrong = _wrong(one)
        if wrong:
            raise SourceInvalid(f"{path}: correction {number} ({one.thing}): {wrong}")
    return found


def _wrong(correction: Correction) -> str:
    """Say what an entry lacks, "" where it is whole."""
    if not all((correction.thing, correction.quote.strip(), correction.reason.strip(), correction.by.strip())):
        return "thing, quote, reason and by must not be empty"
    if correction.action != "reject" and not (correction.property and correction.value):
        return f"{correction.action} needs property and value"
    if correction.property and not re.fullmatch(r"[a-z][a-z-]*:\w+", correction.property):
        return f'property {correction.property!r}: write a prefixed name such as "dct:title" (docs/graph-model.md)'
    return ""


_PLACE = re.compile(r"^(?P<what>.*) - at `\$\.?(?P<where>.*)`$")


def where_and_what(error: Exception) -> str:
    """Return a decoder's message with the place first: "expected.papers: Expected `int`, got `str`"."""
    told = _PLACE.match(str(error))
    if told is None:
        return str(error).replace("\n", "\\n")
    return f"{told['where'] or 'top level'}: {told['what']}"


def entry(correction: Correction) -> str:
    """Return a correction as an entry of corrections.toml; TOML's basic strings are written as JSON's (TOML 1.0, String)."""
    told = [
        f"{name} = {value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)}"
        for name, value in msgspec.structs.asdict(correction).items()
        if value != ""
    ]
    return "\n".join(["", "[[correction]]", *told, ""])
