"""Turns places in pages into citations: of each page its paper, body and agenda item are looked up once for the whole graph."""

import msgspec

from civicgraph.store import SourceInfo
from civicgraph.view.citation import Cited, bibtex, citation
from civicgraph.view.kinds import Kinds
from civicgraph.view.lineage.facts import Node
from civicgraph.view.lineage.model import Words
from civicgraph.view.places import Place, Places


class Citation(msgspec.Struct, frozen=True):
    """One place cited: in a sentence of either language, and as a BibTeX entry."""

    words: Words
    bibtex: str


class Citations:
    """Cites places of one graph. A page is cited by the paper it names first, and by its agenda item where it has just one."""

    def __init__(self, kinds: Kinds, places: Places, sources: tuple[SourceInfo, ...]) -> None:
        self._kinds = kinds
        self._publishers = {f"{source.base}/source": source.publisher or source.title for source in sources}
        self._papers = _first_on_page(kinds, places)
        self._items: dict[str, list[Node]] = {}
        for item in kinds.all("AgendaItem"):
            for page in item.all("dct:source"):
                self._items.setdefault(page, []).append(item)

    def of(self, place: Place, told: Words) -> Citation:
        """Return the citation of a place; told: what stands there, "Frage 3", in both languages."""
        german, english = (self._cited(place, told.of(lang)) for lang in ("de", "en"))
        return Citation(Words(citation(german, "de"), citation(english, "en")), bibtex(german))

    def _cited(self, place: Place, told: str) -> Cited:
        page = place.page
        items = self._items.get(page.iri, [])
        item = items[0] if len(items) == 1 else Node("")
        paper = self._kinds.one("Paper", self._papers.get(page.iri, ""))
        body = self._kinds.one("Meeting", item.one("dct:isPartOf")).one("cg:body")
        return Cited(
            key=f"{page.sha256[:12]}-{place.start}",
            publisher=self._publishers.get(page.source, ""),
            number=paper.one("dct:identifier"),
            title=paper.one("dct:title"),
            body=self._kinds.name("Body", body),
            as_of=page.stated,
            agenda_number=item.one("cg:number"),
            place=told,
            url=page.link,
            location=page.location,
            retrieved=page.retrieved,
            sha256=page.sha256,
        )


def _first_on_page(kinds: Kinds, places: Places) -> dict[str, str]:
    """Return IRI of a page to that of the paper that stands first in it; a paper without a place comes last."""
    starts = {(place.page.iri, paper): place.start for paper, found in places.of("Paper").items() for place in found}
    on_page: dict[str, list[tuple[float, str]]] = {}
    for paper in kinds.all("Paper"):
        for page in paper.all("dct:source"):
            on_page.setdefault(page, []).append((starts.get((page, paper.iri), float("inf")), paper.iri))
    return {page: min(found)[1] for page, found in on_page.items()}
