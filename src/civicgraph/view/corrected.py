"""Turns the corrections of a graph into what stands beside the thing that a person corrected: what, when and why."""

from collections import defaultdict
from collections.abc import Mapping

import msgspec

from civicgraph.view.kinds import Kinds
from civicgraph.view.lineage.model import Words
from civicgraph.view.lineage.words import word


class Corrected(msgspec.Struct, frozen=True):
    """One correction. property: in words; action: reject, replace or add; day: ISO 8601; reason: as the person wrote it."""

    property: Words
    action: str
    day: str
    reason: str


def corrections(kinds: Kinds) -> Mapping[str, list[Corrected]]:
    """Return IRI of a thing to the corrections that took effect on it, the earliest first."""
    found: dict[str, set[tuple[str, str, str, str]]] = defaultdict(set)
    for node in kinds.all("Correction"):
        name = node.one("cg:property").rpartition("/")[2].rpartition("#")[2] if node.one("cg:property") else ""
        told = (node.one("cg:correctedOn"), name, node.one("cg:action"), node.one("cg:reason"))
        for thing in node.all("cg:about"):
            found[thing].add(told)
    return {
        thing: [Corrected(word("property", name), action, day, reason) for day, name, action, reason in sorted(told)]
        for thing, told in found.items()
    }
