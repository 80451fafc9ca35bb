"""Turns what a generation's manifest says into what every page tells of its graph: place, language, source, licence, notice."""

from collections.abc import Iterable

import msgspec

from civicgraph.privacy import NOTICE, PRIVATE_NOTICE
from civicgraph.query.graph import Graph
from civicgraph.store import SourceInfo
from civicgraph.view.lineage.model import Words
from civicgraph.view.places import Page
from civicgraph.view.provenance import source_line
from civicgraph.view.rendering import SHARED, wording


class About(msgspec.Struct, frozen=True):
    """What a page says of its graph. where: municipalities or titles of the sources; lang: "de" or "en", the language it opens in.

    line: source, as of, retrieved, licence, fingerprint; notice: what was taken out, or that it is not for publication.
    sources: those that the pages are from.
    """

    where: str
    lang: str
    line: Words
    notice: Words
    private: bool
    fingerprint: str
    sources: tuple[SourceInfo, ...]


def about(graph: Graph, pages: Iterable[Page], private: bool) -> About:
    """Return what a page says that was made of some pages of a graph."""
    manifest = graph.generation.manifest
    used = list(pages)
    bases = {page.source.removesuffix("/source") for page in used}
    sources = [source for source in manifest.sources if source.base in bases] or list(manifest.sources)
    return About(
        where=", ".join(dict.fromkeys(source.municipality or source.title for source in sources)),
        lang="en" if {source.language for source in sources} == {"en"} else "de",
        line=line(sources, used, manifest.fingerprint),
        notice=Words(*(PRIVATE_NOTICE if private else NOTICE).split(" / ", 1)),
        private=private,
        fingerprint=manifest.fingerprint,
        sources=tuple(sources),
    )


def line(sources: list[SourceInfo], pages: list[Page], fingerprint: str) -> Words:
    """Return the one line that every page carries; it says so where no licence is stated."""

    def told(lang: str) -> str:
        return source_line(
            lang,
            sources=[source.attribution or source.publisher or source.title for source in sources],
            as_of=[page.as_of for page in pages],
            retrieved=[page.retrieved for page in pages],
            licences=[source.licence or wording(SHARED)["no_licence"].of(lang) for source in sources],
            fingerprint=fingerprint,
        )

    return Words(told("de"), told("en"))
