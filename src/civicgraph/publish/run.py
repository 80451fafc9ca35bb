"""Turns a built graph into a published folder: settings, what may leave, parts, catalogue, texts beside, switch, review table."""

import tempfile
from pathlib import Path

from civicgraph.privacy import redaction
from civicgraph.publish import settings
from civicgraph.publish.accompanying import accompany
from civicgraph.publish.catalogue import catalogue
from civicgraph.publish.changes import changes
from civicgraph.publish.folder import MARK, replacing
from civicgraph.publish.parts import PARTS
from civicgraph.publish.publication import Profile, Publication, leave
from civicgraph.publish.review import review
from civicgraph.query import Graph

LIMIT = 50_000_000
"""Bytes of one file that a portal's harvester takes without a question."""


def publish(graph: Graph, folder: Path, profile: Profile = "3.0", limit: int = LIMIT) -> int:
    """Write everything that may leave of a graph into a folder, whole or not at all; return how many files there are.

    The folder is served at `catalogue.url` or the base. `<folder>-privacy-review.csv` beside it is for the publisher's eyes only.
    The same graph gives the same bytes; changes.json alone depends on the publication that is replaced, and stays where the
    graph is the same.
    Raises SourceInvalid where source.toml lacks what a publication must say, OutputRefused where the folder is something else.
    """
    sources = graph.generation.manifest.sources
    address = settings.checked(sources)
    taken_out = redaction(graph)
    with replacing(folder) as (into, previous), tempfile.TemporaryDirectory(prefix="civicgraph-") as scratch:
        published = leave(graph, taken_out, Path(scratch))
        try:
            publication = Publication(
                graph, taken_out, published, sources, address, into, Path(scratch), limit, profile, previous
            )
            _write(publication)
        finally:
            published.close()
        count = sum(path.is_file() for path in into.rglob("*"))
    review(graph, taken_out, folder.with_name(f"{folder.name}-privacy-review.csv"))
    return count


def _write(publication: Publication) -> None:
    made = [distribution for part in PARTS for distribution in part(publication)]
    changes(publication)
    catalogue(publication, made)
    (publication.into / MARK).write_text(f"{publication.fingerprint}\n", "utf-8", newline="\n")
    accompany(publication, made)
