"""Turns records and links into N-Quads text: the only stage that writes RDF terms."""

from civicgraph.lift.corrected import Corrected, corrected, corrected_links, unused, without_rejected
from civicgraph.lift.derived import lift_concepts, lift_identity, lift_links, lift_snapshot, lift_source
from civicgraph.lift.page import lift_page

__all__ = [
    "Corrected",
    "corrected",
    "corrected_links",
    "lift_concepts",
    "lift_identity",
    "lift_links",
    "lift_page",
    "lift_snapshot",
    "lift_source",
    "unused",
    "without_rejected",
]
