"""Turns what pyshifty's quick judgement says of one thing into findings, where all of it is that values are missing.

Most of what pages are found to lack is a missing value, and a report costs three times as long as the quick judgement. A result is taken
without a report where the shape of a property has sh:minCount and no other constraint, belongs to a shape with a target, and its
message is that shape's alone: then SHACL §4.2.1 leaves nothing open.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from civicgraph.record import Finding

if TYPE_CHECKING:
    import shifty

_LACKS = """
    PREFIX sh: <http://www.w3.org/ns/shacl#>
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    SELECT ?owner ?shape WHERE {
        ?owner sh:property ?shape ; sh:targetClass|sh:targetSubjectsOf|sh:targetObjectsOf|sh:targetNode ?target .
        ?shape sh:minCount 1
        FILTER NOT EXISTS {
            ?shape ?other []
            FILTER (?other NOT IN (rdf:type, sh:path, sh:minCount, sh:severity, sh:message))
        }
    }
"""


class Missing:
    """The shapes that say nothing but that a value must be there."""

    def __init__(self, shapes: ox.Store, messages: Mapping[str, Mapping[str, str]]) -> None:
        """Take the shapes, and what each of them says in each language."""
        self._messages = messages
        self._lacking: dict[tuple[str, str], str | None] = {}
        for row in shapes.query(_LACKS):  # type: ignore[union-attr]
            owner, shape = row["owner"].value, row["shape"].value
            self._enter(owner, shape)

    def _enter(self, owner: str, shape: str) -> None:
        """Note both orders in which pyshifty joins the messages; None where two shapes say the same."""
        german, english = self._messages[shape]["de"], self._messages[shape]["en"]
        for said in (f"{german}; {english}", f"{english}; {german}"):
            known = self._lacking.get((owner, said), shape)
            self._lacking[owner, said] = shape if known == shape else None

    def findings(self, violation: "shifty.Violation") -> list[Finding] | None:
        """Return what is missing of a focus node that is an IRI; None where anything else was found of it."""
        focus = violation.focus_node
        if not (focus.startswith("<") and focus.endswith(">")) or "\\" in focus:
            return None
        found = []
        for reason in violation.reasons:
            shape = self._lacking.get((violation.shape_name or "", reason.author_message or ""))
            if shape is None:
                return None
            said = self._messages[shape]
            rule = shape.rpartition("#")[2]
            found.append(Finding(reason.severity.lower(), rule, said["de"], said["en"], subject=focus[1:-1]))
        return found
