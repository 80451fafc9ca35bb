"""Turns an RDF file that describes a catalogue into what the shapes of a catalogue profile find in it; nothing is fetched."""

from pathlib import Path

from civicgraph.bundled import folder
from civicgraph.gate import Gate
from civicgraph.query.findings import graphs
from civicgraph.record import Finding

PROFILES = ("dcat-ap-de",)
"""Folders below shapes/, each with its code lists in codes/."""


def catalogue_findings(path: Path, profile: str) -> list[Finding]:
    """Return what is missing or wrong in a catalogue, all named graphs taken as one.

    dcat-ap-de is version 3.0: what is mandatory there is a violation, what is recommended a warning.
    Raises UsageError where the file cannot be read as what its name says.
    """
    shapes = folder("shapes") / profile
    return Gate(shapes, shapes / "codes").findings(b"".join(graphs(path)))
