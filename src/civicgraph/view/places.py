"""Turns evidence into the places that say so: the page, the quote and what stands around it, for all things of a class at once."""

from collections import defaultdict

import msgspec

from civicgraph.query.graph import Graph
from civicgraph.view.kinds import Kinds, rows
from civicgraph.view.lineage.facts import Node

_TEXTS = "SELECT ?text ?snapshot WHERE { ?text a cg:Text ; prov:wasDerivedFrom ?snapshot } ORDER BY ?text ?snapshot"
_EVIDENCE = """SELECT ?thing ?text ?start ?end ?exact ?prefix ?suffix WHERE {
  ?thing a cg:%s ; cg:evidence ?evidence . ?evidence oa:hasSource ?text ; oa:hasSelector ?place , ?quote . %s
  ?place oa:start ?start ; oa:end ?end . ?quote oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix }"""


class Page(msgspec.Struct, frozen=True):
    """A page that was read. location: address or path; link: web address, "" where it has none; html: a text fragment can point into it.

    as_of: the page's own day, or when an interface's object was last changed; stated: the page's own day alone;
    retrieved: from the fetch record; "" where not known; source: IRI of the source.
    """

    iri: str
    sha256: str
    location: str
    link: str
    html: bool
    as_of: str
    stated: str
    retrieved: str
    source: str


class Place(msgspec.Struct, frozen=True):
    """Where a page says it. start, end: code points in the page's text, end exclusive; before, after: what stands around."""

    page: Page
    start: int
    end: int
    exact: str
    before: str
    after: str


class Places:
    """The pages of a graph, and the places of its things by class."""

    def __init__(self, graph: Graph, kinds: Kinds) -> None:
        self._graph = graph
        self.pages = {node.iri: _page(node) for node in kinds.all("Snapshot")}
        self._page_of = {text: self.pages[snapshot] for text, snapshot in rows(graph, _TEXTS) if snapshot in self.pages}

    def of(self, cls: str, property_: str = "") -> dict[str, list[Place]]:
        """Return the widest place of each page for each thing of a class, earliest page first; property_: only evidence of this one."""
        only = f"?evidence cg:property {property_} ." if property_ else ""
        widest: dict[str, dict[str, Place]] = defaultdict(dict)
        for thing, text, start, end, exact, before, after in sorted(rows(self._graph, _EVIDENCE % (cls, only))):
            page = self._page_of.get(text)
            if page is None:
                continue
            place = Place(page, int(start), int(end), exact, before, after)
            known = widest[thing].get(page.sha256)
            if known is None or (known.start - known.end, known.start) > (place.start - place.end, place.start):
                widest[thing][page.sha256] = place
        return {thing: sorted(found.values(), key=_order) for thing, found in widest.items()}

    def sources(self, things: list[Node]) -> list[Page]:
        """Return the pages that things were read from, earliest first."""
        found = {iri for thing in things for iri in thing.all("dct:source") if iri in self.pages}
        return sorted((self.pages[iri] for iri in found), key=_day)


def _order(place: Place) -> tuple[str, str, int]:
    return (*_day(place.page), place.start)


def _day(page: Page) -> tuple[str, str]:
    """Sort by day; pages without one last."""
    return page.as_of or "9999", page.sha256


def _page(node: Node) -> Page:
    locations = node.all("schema:url")
    as_of = max(node.all("cg:asOf"), default="")
    link = next((url for url in locations if is_web_address(url)), "")
    return Page(
        iri=node.iri,
        sha256=node.one("cg:sha256") or node.iri.rpartition("/")[2],
        location=link or next(iter(locations), ""),
        link=link,
        html="html" in node.one("dct:format"),
        as_of=as_of,
        stated="" if "json" in node.one("dct:format") else as_of,
        retrieved=max(node.all("cg:retrieved"), default=""),
        source=node.one("dct:isPartOf"),
    )


def is_web_address(text: str) -> bool:
    """The text can stand as a link: http or https, and no blank in it."""
    return text.startswith(("https://", "http://")) and not any(char.isspace() for char in text)
