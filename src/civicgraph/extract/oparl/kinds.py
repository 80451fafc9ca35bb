"""Tells by words whether an OParl Organization is a body, a faction or a unit of the administration."""

import re
from functools import cache

from civicgraph.extract.oparl.given import Given
from civicgraph.extract.phrases import table

UNKNOWN = "organization"


def kind_of(given: Given) -> str:
    """Return body, faction, unit, or organization where nothing tells.

    What the object says of its type counts first, then its class, then its name; then the part of the id in which systems put the
    kind (`…/organizations/gr/12`, `…?typ=gr&id=12`), which is a habit of theirs and no rule of OParl.
    """
    for path in ("organizationType", "classification", "name"):
        for field in given.all(path):
            found = _by_words(field.value)
            if found is not None:
                return found
    parts = re.split(r"[/?&=-]", dict(given.page.ids)["id"].lower())
    by_part = {row["part"]: row["kind"] for row in table("organisation_ids")}
    return next((by_part[part] for part in reversed(parts) if part in by_part), UNKNOWN)


@cache
def _by_words(words: str) -> str | None:
    """Return the kind that the first telling word of a name has; the longest ending counts ("Referat" is no "Rat")."""
    rows = sorted(table("organisation_kinds"), key=lambda row: -len(row["word"]))
    for word in re.findall(r"[\wäöüß]+", words.casefold()):
        for row in rows:
            if word.endswith(row["word"]):
                return row["kind"]
    return None
