"""Turns oparl_fields.csv into what each leaf of an object of OParl means."""

from functools import cache, lru_cache

import msgspec

from civicgraph.read.phrases import table


class Row(msgspec.Struct, frozen=True):
    """What a leaf means. form: text, date, moment, integer, boolean, link:NOUN, back:NOUN, code, address, hidden or "".

    rule: why it is ignored; of an address only what tells no gender is taken (see address.py), the rest is ignored as private data.
    is_list: several may stand there.
    """

    form: str
    property: str
    rule: str
    is_list: bool


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
