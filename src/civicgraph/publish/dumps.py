"""Writes all statements of each source: N-Quads and TriG with the graphs that say where, Turtle and JSON-LD with each once."""

from collections.abc import Iterator

from civicgraph.export.lines import triples
from civicgraph.publish.pieces import Write, json_ld, trig, turtle, written, zipped
from civicgraph.publish.publication import Distribution, Publication
from civicgraph.store import SourceInfo
from civicgraph.vocab import CG

_DE = "Alle Aussagen mit Belegstellen und Herkunft."
_EN = "All statements with evidence and provenance."


def dumps(publication: Publication) -> Iterator[Distribution]:
    """Write four forms of each source's graph, each split where it is too long for one file."""
    notice = publication.taken_out.notice
    for source in publication.sources:
        with publication.quads(source) as lines:
            yield _form(publication, source, ".nq.gz", lines, zipped(notice))
        yield _form(publication, source, ".trig", publication.by_graph(source), trig(notice))
        for ending, write in ((".ttl", turtle(notice)), (".jsonld", json_ld)):
            with publication.quads(source) as lines:
                yield _form(publication, source, ending, triples(lines), write)


FORMS = {
    ".nq.gz": ("N-Quads", "application/n-quads", "RDF_N_QUADS", "application/gzip"),
    ".nt.gz": ("N-Triples", "application/n-triples", "RDF_N_TRIPLES", "application/gzip"),
    ".trig": ("TriG", "application/trig", "RDF_TRIG", ""),
    ".ttl": ("Turtle", "text/turtle", "RDF_TURTLE", ""),
    ".jsonld": ("JSON-LD", "application/ld+json", "JSON_LD", ""),
}
"""Ending to name, media type, EU file type and compression."""


def _form(
    publication: Publication, source: SourceInfo, ending: str, lines: Iterator[bytes], write: Write
) -> Distribution:
    files = written(publication.into, f"dumps/{source.slug}/graph", ending, lines, publication.limit, write)
    return described(source, "graph", ending, files, (_DE, _EN))


def described(
    source: SourceInfo, what: str, ending: str, files: tuple[str, ...], words: tuple[str, str]
) -> Distribution:
    """Return what the catalogue says of one form of a dump. words: description in German and English."""
    name, media_type, file_type, compress = FORMS[ending]
    title = f"{source.title}: {'Graph' if what == 'graph' else 'Aussagen'} ({name})"
    english = f"{source.title}: {'graph' if what == 'graph' else 'statements'} ({name})"
    key = f"{source.slug}-{what}-{ending.split('.')[1]}"
    return Distribution(
        source.slug, key, files, title, english, *words, media_type, file_type, (CG.rstrip("#"),), compress
    )
