"""Spells the IRIs of what the catalogue tells of, and the web addresses of files."""

from civicgraph.publish.publication import Publication
from civicgraph.store import SourceInfo


def part(publication: Publication, *names: str) -> str:
    """Return the IRI of a node of the catalogue: the catalogue itself, a dataset, a distribution, an agent."""
    return f"{publication.address}/catalog#{'-'.join(names)}"


def dataset(publication: Publication, source: SourceInfo) -> str:
    """Return the IRI of a source's dataset; it stays from one publication to the next, as portals require."""
    return part(publication, "dataset", source.slug)


def file_address(publication: Publication, path: str) -> str:
    """Return where a file of the folder can be downloaded."""
    return f"{publication.address}/{path}"
