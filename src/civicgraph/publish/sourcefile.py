"""Turns a source's settings into the text of a source.toml that says the same."""

import json
from datetime import date, datetime

import msgspec

from civicgraph.source import Source


def source_file(source: Source) -> str:
    """Return the TOML of a source: what has its default, and comments, are left out."""
    plain = msgspec.structs.asdict(source)
    own = {name: value for name, value in plain.items() if not isinstance(value, (msgspec.Struct, tuple))}
    lines = _keys(own)
    for name, value in plain.items():
        if isinstance(value, msgspec.Struct):
            lines += _table(f"[{name}]", value)
        elif isinstance(value, tuple):
            lines += [line for one in value for line in _table(f"[[{name}]]", one)]
    return "\n".join(lines) + "\n"


def _table(head: str, value: msgspec.Struct) -> list[str]:
    defaults = dict(zip(reversed(value.__struct_fields__), reversed(value.__struct_defaults__), strict=False))
    said = {name: told for name, told in msgspec.structs.asdict(value).items() if told != defaults.get(name)}
    return ["", head, *_keys(said)] if said else []


def _keys(values: dict[str, object]) -> list[str]:
    return [f"{name} = {_value(value)}" for name, value in values.items() if value is not None]


def _value(value: object) -> str:
    """Return one value; TOML's basic strings are written as JSON's (TOML 1.0, String), where DEL must be escaped too."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
