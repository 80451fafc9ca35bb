"""Reads from a graph what is not public, what hangs on it, and which places of the texts say it."""

import re
from collections.abc import Iterable, Iterator

import msgspec
import pyoxigraph

from civicgraph.extract.publicity import publicity_of
from civicgraph.query.graph import Graph
from civicgraph.query.rows import Row
from civicgraph.vocab import term

Span = tuple[int, int]

_MARKED = """SELECT DISTINCT ?g ?thing ?class ?words WHERE { GRAPH ?g { ?thing a ?class .
  { ?thing cg:isPublic false BIND("" AS ?words) } UNION { ?thing cg:publicity ?words } }
  FILTER(?class IN (cg:Paper, cg:Meeting, cg:AgendaItem)) }"""
_OPEN = "SELECT DISTINCT ?thing WHERE { ?thing cg:isPublic true }"
_ITEMS = "SELECT DISTINCT ?g ?item WHERE { GRAPH ?g { ?item a cg:AgendaItem } }"
_LINKS = "SELECT DISTINCT ?g ?snapshot WHERE { GRAPH ?g { ?g prov:wasDerivedFrom ?snapshot } }"
_PERSONS = """SELECT DISTINCT ?snapshot WHERE {
  ?person a cg:Person ; dct:source ?snapshot . ?snapshot cg:pageKind "oparl" }"""
_HOMES = """SELECT DISTINCT ?place ?snapshot WHERE { ?place a cg:Location ; dct:source ?snapshot .
  FILTER NOT EXISTS { ?thing schema:location ?place } }"""
"""A place that no meeting, body or unit has may be where a person lives."""
_HANGS_ON = (
    "eli:is_part_of", "cg:inResponseTo", "cg:about", "dct:isPartOf", "cg:paper", "cg:decision", "cg:fromPaper", "cg:toPaper",
    "cg:resolvedTo", "cg:statedIn", "cg:question", "cg:answer", "cg:step", "cg:parentQuestion", "oa:hasSource",
)  # fmt: skip
"""What points to a thing that is not public tells of it."""
_OF_PAGE = ("dct:source", "cg:snapshot", "prov:wasDerivedFrom")


class Closed(msgspec.Struct, frozen=True):
    """What is not public. hidden: IRIs of graphs, pages and things.

    shown: text to the only places that may be read there; covered: text to places that must not be read there.
    """

    hidden: frozenset[str] = frozenset()
    shown: dict[str, tuple[Span, ...]] = {}
    covered: dict[str, tuple[Span, ...]] = {}


def closed(graph: Graph) -> Closed:
    """Follow from what is marked as not public to all that tells of it.

    A page about such a paper or meeting is hidden whole; of a page with other items beside only what the open ones cite may be read.
    """
    marked = [row for row in graph.query(_MARKED) if not row["words"] or publicity_of(row["words"]) is False]
    reach = _Reach(graph)
    homes = graph.query(_HOMES)
    partly = {row["snapshot"] for row in homes}
    reach.hide({row["place"] for row in homes})
    if marked:
        opened = {row["thing"] for row in graph.query(_OPEN)}
        whole = _whole_pages(graph, marked)
        partly |= {_snapshot(row["g"]) for row in marked} - whole
        reach.hide({row["thing"] for row in marked} - opened)
        reach.hide(reach.only_on(whole))
        reach.papers(partly | whole, opened)
    reach.evidence()
    persons = {row["snapshot"] for row in graph.query(_PERSONS)}
    shown, covered = _places(reach, partly | persons)
    return Closed(frozenset(reach.hidden), shown, covered)


def _whole_pages(graph: Graph, marked: list[Row]) -> set[str]:
    """Return the snapshots about a paper or meeting that is not public, or with no other item than such."""
    paged = [row for row in marked if "/graph/snapshot/" in row["g"]]
    whole = {_snapshot(row["g"]) for row in paged if not row["class"].endswith("AgendaItem")}
    closed_items = {(row["g"], row["thing"]) for row in paged}
    mixed = {row["g"] for row in graph.query(_ITEMS) if (row["g"], row["item"]) not in closed_items}
    return whole | {_snapshot(row["g"]) for row in paged if row["g"] not in mixed}


def _snapshot(graph: str) -> str:
    return re.sub(r"/graph/snapshot/(?=[^/]*\Z)", "/snapshot/", graph)


class _Reach:
    """Hides things, and with each what tells of it."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.hidden: set[str] = set()

    def hide(self, things: Iterable[str]) -> None:
        """Hide things and all that hangs on them."""
        waiting = sorted(things)
        while waiting:
            thing = waiting.pop()
            if thing in self.hidden:
                continue
            self.hidden.add(thing)
            for name in _HANGS_ON:
                waiting += self.subjects(name, thing)
            for step in {*self.subjects("cg:agendaItem", thing), *self.objects(thing, "cg:step")}:
                waiting += [one for one in self.subjects("cg:step", step) if "/decision/" in one]
            files = [file for file in self.objects(thing, "cg:file") if self._only_hidden("cg:file", file)]
            waiting += files
            texts = [text for file in files for text in self.subjects("cg:textOf", file)]
            read = [text for text in texts if self.hidden.union(files).issuperset(self.objects(text, "cg:textOf"))]
            waiting += self.only_on({page for text in read for page in self.objects(text, "prov:wasDerivedFrom")})

    def only_on(self, snapshots: set[str]) -> set[str]:
        """Return snapshots, their graphs, what is derived from them, and the things that stand on no other page."""
        found = snapshots | {re.sub(r"/snapshot/(?=[^/]*\Z)", "/graph/snapshot/", iri) for iri in snapshots}
        if snapshots:
            found |= {row["g"] for row in self._graph.query(_LINKS) if row["snapshot"] in snapshots}
        for snapshot in sorted(snapshots):
            for name in _OF_PAGE:
                found |= {t for t in self.subjects(name, snapshot) if snapshots.issuperset(self.objects(t, name))}
        return found

    def papers(self, pages: set[str], opened: set[str]) -> None:
        """Hide the papers that only items that are not public name, on no page but theirs."""
        for item in sorted(self.hidden):
            for paper in self.objects(item, "cg:paper"):
                if (
                    paper not in opened
                    and self._only_hidden("cg:paper", paper)
                    and pages.issuperset(self.objects(paper, "dct:source"))
                ):
                    self.hide([paper])

    def evidence(self) -> None:
        """Hide the evidence of what is hidden, and its selectors where no other evidence has them."""
        mine = {
            e
            for thing in self.hidden
            for e in self.objects(thing, "cg:evidence")
            if self._only_hidden("cg:evidence", e)
        }
        self.hidden |= mine
        selectors = {one for evidence in mine for one in self.objects(evidence, "oa:hasSelector")}
        self.hidden |= {one for one in selectors if self._only_hidden("oa:hasSelector", one)}

    def spans(self, text: str) -> Iterator[tuple[Span, bool]]:
        """Yield the places of a text that are cited, and whether something hidden cites them there."""
        for evidence in self.subjects("oa:hasSource", text):
            for selector in self.objects(evidence, "oa:hasSelector"):
                if match := re.search(r"/position/(\d+)-(\d+)\Z", selector):
                    yield (int(match[1]), int(match[2])), evidence in self.hidden

    def texts(self, snapshot: str) -> list[str]:
        """Return the texts of a snapshot that is not hidden."""
        return (
            []
            if snapshot in self.hidden
            else [t for t in self.subjects("prov:wasDerivedFrom", snapshot) if "/text/" in t]
        )

    def subjects(self, name: str, iri: str) -> list[str]:
        """Return what points to a thing by a property, sorted."""
        quads = self._graph.store.quads_for_pattern(
            None, pyoxigraph.NamedNode(term(name)), pyoxigraph.NamedNode(iri), pyoxigraph.DefaultGraph()
        )
        return sorted(str(getattr(quad.subject, "value", "")) for quad in quads)

    def objects(self, iri: str, name: str) -> list[str]:
        """Return what a thing points to by a property, sorted."""
        quads = self._graph.store.quads_for_pattern(
            pyoxigraph.NamedNode(iri), pyoxigraph.NamedNode(term(name)), None, pyoxigraph.DefaultGraph()
        )
        return sorted(str(getattr(quad.object, "value", "")) for quad in quads)

    def _only_hidden(self, name: str, iri: str) -> bool:
        return self.hidden.issuperset(self.subjects(name, iri))


def _places(reach: _Reach, partly: set[str]) -> tuple[dict[str, tuple[Span, ...]], dict[str, tuple[Span, ...]]]:
    """Return what alone may be read in texts of pages with something else, and what must not be read in other texts."""
    shown = {}
    for text in (text for snapshot in sorted(partly) for text in reach.texts(snapshot)):
        shown[text] = tuple(sorted({span for span, is_hidden in reach.spans(text) if not is_hidden}))
    covered = {}
    for text in sorted(
        {text for thing in reach.hidden if "/evidence/" in thing for text in reach.objects(thing, "oa:hasSource")}
    ):
        found = list(reach.spans(text))
        opened = {span for span, is_hidden in found if not is_hidden}
        covered[text] = tuple(sorted({span for span, is_hidden in found if is_hidden} - opened))
    return shown, covered
