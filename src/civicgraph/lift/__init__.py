"""Turns records and links into N-Quads text: the only stage that writes RDF terms."""

from civicgraph.lift.corrected import Corrected, corrected, corrected_links, unused, without_rejected
from civicgraph.lift.derived import lift_catalog, lift_concepts, lift_identity, lift_links
from civicgraph.lift.page import lift_page

__all__ = [
    "Corrected",
    "corrected",
    "corrected_links",
    "lift_catalog",
    "lift_concepts",
    "lift_identity",
    "lift_links",
    "lift_page",
    "unused",
    "without_rejected",
]
