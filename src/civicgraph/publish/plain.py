"""Writes the statements about things alone: without evidence, texts, snapshots and where each was read."""

import re
from collections.abc import Iterator

from civicgraph.export.lines import triples
from civicgraph.publish.dumps import described
from civicgraph.publish.pieces import json_ld, turtle, written, zipped
from civicgraph.publish.publication import Distribution, Publication
from civicgraph.store import SourceInfo

_DE = "Nur die Aussagen über Vorlagen, Fragen, Beschlüsse, Gremien und Konzepte, ohne Belegstellen und Herkunft."
_EN = "Only the statements about papers, questions, decisions, bodies and policies, without evidence and provenance."
_ORIGIN = ("evidence", "text", "snapshot", "page", "graph", "correction")


def plain(publication: Publication) -> Iterator[Distribution]:
    """Write three forms of what is said of each source's things."""
    notice = publication.taken_out.notice
    writers = {".nt.gz": zipped(notice), ".ttl": turtle(notice), ".jsonld": json_ld}
    for source in publication.sources:
        for ending, write in writers.items():
            with publication.quads(source) as lines:
                kept = without_origin(triples(lines), source)
                stem = f"dumps/{source.slug}/plain"
                files = written(publication.into, stem, ending, kept, publication.limit, write)
            yield described(source, "plain", ending, files, (_DE, _EN))


def without_origin(lines: Iterator[bytes], source: SourceInfo) -> Iterator[bytes]:
    """Yield the N-Triples lines that neither tell of evidence, text, snapshot, page or correction nor point to one."""
    below = rf"<{re.escape(source.base)}/(?:{'|'.join(_ORIGIN)})/[^>]*>".encode()
    origin = re.compile(rb"(?:" + below + rb" |\S+ \S+ " + below + rb" \.\n\Z)")
    return (line for line in lines if origin.match(line) is None)
