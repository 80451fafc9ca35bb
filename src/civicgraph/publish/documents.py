"""Writes a document per resource: HTML for people, Turtle and JSON-LD for machines under the same path, and sitemap.xml."""

import itertools
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from xml.sax.saxutils import escape

from civicgraph.export.lines import triples
from civicgraph.publish.addresses import file_address
from civicgraph.publish.pieces import json_ld, paths, turtle
from civicgraph.publish.plain import without_origin
from civicgraph.publish.publication import Distribution, Publication
from civicgraph.store import SourceInfo
from civicgraph.view.ids import Ids
from civicgraph.view.site import Alternate, public_files
from civicgraph.view.site.addresses import path_of
from civicgraph.vocab import CG

FORMS = {".ttl": "text/turtle", ".jsonld": "application/ld+json"}
"""Ending to media type of the documents for machines."""
IN_SITEMAP = 50_000
"""Addresses that one sitemap takes (sitemaps.org)."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def documents(publication: Publication) -> Iterator[Distribution]:
    """Write `paper/1.html`, `paper/1.ttl` and `paper/1.jsonld` for the resource `{base}/paper/1`, and so on for each.

    Where the folder is served at the base, adding an ending to a resource's IRI gives its document. Questions, stations and
    the like have documents for machines alone: people read them on the page of their paper.
    """
    for source in publication.sources:
        _for_machines(publication, source)
    pages = []
    for path, content in public_files(publication.published, alternates=_alternates):
        _write(publication, path, content.encode())
        if path.endswith(".html"):
            pages.append(file_address(publication, path))
    _sitemap(publication, sorted(pages))
    for source in publication.sources:
        yield Distribution(
            source.slug, f"{source.slug}-site", ("index.html",), f"{source.title}: Webseiten", f"{source.title}: web pages",
            "Eine Seite je Vorlage, Konzept, Gremium, Person und Sitzung, mit Suche; jede verweist auf Turtle und JSON-LD.",
            "A page for each paper, policy, body, person and meeting, with a search; each links to Turtle and JSON-LD.",
            "text/html", "HTML", (CG.rstrip("#"),),
        )  # fmt: skip


def _for_machines(publication: Publication, source: SourceInfo) -> None:
    ids, as_turtle = Ids(publication.sources), turtle(publication.taken_out.notice)
    with publication.quads(source) as lines:
        told = without_origin(triples(lines), source)
        for subject, group in itertools.groupby(told, key=lambda line: line[1 : line.index(b"> ")]):
            iri = subject.decode()
            if iri.startswith(f"{source.base}/"):
                piece, path = list(group), path_of(ids.of(iri))
                _write(publication, f"{path}.ttl", as_turtle(piece))
                _write(publication, f"{path}.jsonld", json_ld(piece))


def _alternates(iri: str, path: str) -> Sequence[Alternate]:
    """Return the other forms of a thing: they lie beside its page."""
    stem = PurePosixPath(path).stem
    return [Alternate(stem + ending, media_type) for ending, media_type in FORMS.items()]


def _sitemap(publication: Publication, pages: Sequence[str]) -> None:
    """Write the addresses of all pages: one file, or several and an index of them."""
    parts = [pages[start : start + IN_SITEMAP] for start in range(0, len(pages), IN_SITEMAP)]
    if len(parts) == 1:
        _write(publication, "sitemap.xml", _listed("urlset", "url", parts[0]))
        return
    names = paths("sitemap", ".xml", len(parts))
    for name, part in zip(names, parts, strict=True):
        _write(publication, name, _listed("urlset", "url", part))
    addresses = [file_address(publication, name) for name in names]
    _write(publication, "sitemap.xml", _listed("sitemapindex", "sitemap", addresses))


def _listed(root: str, each: str, addresses: Sequence[str]) -> bytes:
    entries = "".join(f"<{each}><loc>{escape(address)}</loc></{each}>\n" for address in addresses)
    return f"{_HEAD}<{root} {_NAMESPACE}>\n{entries}</{root}>\n".encode()


def _write(publication: Publication, path: str, content: bytes) -> None:
    """Write one file; two things on one path would be a defect, and are refused."""
    file = publication.into / path
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as out:
        out.write(content)
