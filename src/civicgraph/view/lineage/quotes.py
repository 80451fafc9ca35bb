"""Turns evidence nodes into quotes in their paragraph, with page, place and citation."""

import re
from collections.abc import Iterable, Set
from itertools import pairwise
from typing import Protocol, TypeAlias

from civicgraph.view.citation import Cited, bibtex, citation, csl
from civicgraph.view.fragment import link_to_quote
from civicgraph.view.lineage.facts import Facts, Node
from civicgraph.view.lineage.model import Further, Page, Quote, Words
from civicgraph.view.lineage.words import NOTHING, word

AROUND = 240
NEAR = 200
_PARAGRAPH = re.compile(r"\n(?:[ \t\u00a0]*\n)+")


_Span: TypeAlias = tuple[int, int, str]
"""Start, end and the property that the place supports."""


class RedactionLike(Protocol):
    """What withholds names. `text` keeps the number of code points."""

    def text(self, text: str, /) -> str:
        """Return text without withheld names."""

    def iri(self, iri: str, /) -> str:
        """Return an IRI without withheld names."""


class Quotes:
    """Hands out quotes and pages. A page is kept once; `pages` holds those that were used, sorted.

    hidden: snapshots of which nothing may leave.
    """

    def __init__(self, facts: Facts, redaction: RedactionLike, hidden: Set[str] = frozenset()) -> None:
        self._facts, self._redaction, self._hidden = facts, redaction, hidden
        self._pages: dict[str, Page] = {}
        self._texts: dict[str, str] = {}
        self._places: dict[str, list[tuple[int, int, Words]]] = {}

    @property
    def pages(self) -> list[Page]:
        """All pages handed out so far, by own date and hash."""
        return sorted(self._pages.values(), key=lambda page: (page.as_of, page.sha256))

    def of(self, things: Iterable[Node]) -> list[Quote]:
        """Return the quotes that support these things, each place once; those of the first things first.

        A place inside another one is left out; places of one paragraph are one quote.
        """
        spans: dict[str, list[_Span]] = {}
        ranks: dict[tuple[str, int], int] = {}
        for rank, thing in enumerate(things):
            for evidence in self._facts.nodes(thing.all("cg:evidence")):
                text, span = evidence.one("oa:hasSource"), self._span(evidence)
                if span is not None and self._page_of(text):
                    spans.setdefault(text, []).append((*span, evidence.one("cg:property")))
                    ranks.setdefault((text, span[0]), rank)
        groups = [(text, group) for text, found in spans.items() for group in _paragraphs(_widest(found))]
        groups.sort(key=lambda told: min(ranks[told[0], start] for start, _, _ in told[1]))
        return [self._quote(text, group) for text, group in groups]

    def page(self, snapshot: str) -> Page:
        """Return what is known of a snapshot."""
        node = self._facts.node(snapshot)
        sha256 = node.one("cg:sha256") or snapshot.rpartition("/")[2]
        if sha256 not in self._pages:
            self._pages[sha256] = self._described(node, sha256)
        return self._pages[sha256]

    def note_place(self, thing: Node, place: Words) -> None:
        """Remember that what this thing's evidence covers is called so: "Antwort zu Frage 5–5a"."""
        for evidence in self._facts.nodes(thing.all("cg:evidence")):
            span = self._span(evidence)
            if span is not None:
                self._places.setdefault(evidence.one("oa:hasSource"), []).append((*span, place))

    def _described(self, node: Node, sha256: str) -> Page:
        source = self._facts.node(node.one("dct:isPartOf"))
        locations = node.all("schema:url")
        link = next((url for url in locations if re.match(r"https?://\S+\Z", url)), "")
        papers = self._facts.pointing("dct:source", [node.iri], "cg:Paper")
        paper = min(papers, key=self._first_place, default=Node(""))
        items = self._facts.pointing("dct:source", [node.iri], "cg:AgendaItem")
        item = items[0] if len(items) == 1 else Node("")
        body = self._facts.node(item.one("dct:isPartOf")).one("cg:body")
        return Page(
            sha256=sha256,
            location=link or next(iter(locations), ""),
            link=link,
            html="html" in node.one("dct:format"),
            as_of=max(node.all("cg:asOf"), default=""),
            retrieved=max(node.all("cg:retrieved"), default=""),
            source=source.one("rdfs:label"),
            publisher=source.one("dct:publisher"),
            licence=source.one("dct:license"),
            paper_number=paper.one("dct:identifier"),
            paper_title=paper.one("dct:title"),
            body=self._facts.name(self._facts.canonical(body)),
            agenda_number=item.one("cg:number"),
        )

    def _first_place(self, thing: Node) -> tuple[int, str]:
        spans = [self._span(node) for node in self._facts.nodes(thing.all("cg:evidence"))]
        return min((span[0] for span in spans if span), default=1 << 30), thing.iri

    def _span(self, evidence: Node) -> tuple[int, int] | None:
        for selector in self._facts.nodes(evidence.all("oa:hasSelector")):
            start, end = selector.number("oa:start"), selector.number("oa:end")
            if start is not None and end is not None:
                return start, end
        return None

    def _text(self, iri: str) -> str:
        """Return a whole text, redacted before it is cut: a name cut in two would not be found any more."""
        if iri not in self._texts:
            text = self._facts.node(iri).one("schema:text")
            page = getattr(self._redaction, "page", None)
            self._texts[iri] = page(iri, text) if page else self._redaction.text(text)
        return self._texts[iri]

    def _page_of(self, text: str) -> str:
        """Return the first snapshot that a text was read from and that may be shown, "" for none."""
        told = self._facts.node(text).all("prov:wasDerivedFrom")
        return next((snapshot for snapshot in told if snapshot not in self._hidden), "")

    def _quote(self, source: str, group: "list[_Span]") -> Quote:
        (start, end, supports), last = group[0], group[-1][1]
        text, page = self._text(source), self.page(self._page_of(source))
        holding = [(e - s, place) for s, e, place in self._places.get(source, []) if s <= start and end <= e]
        place = min(holding, key=lambda found: found[0])[1] if holding else NOTHING
        german = cited(page, place, start, "de")
        return Quote(
            page=page.sha256,
            before=paragraph_before(text, start),
            exact=text[start:end],
            further=[
                Further(_PARAGRAPH.sub("\n", text[before[1] : s]), text[s:e], s, e)
                for before, (s, e, _) in pairwise(group)
            ],
            after=paragraph_after(text, last),
            start=start,
            end=end,
            text_sha256=source.rpartition("/")[2],
            place=place,
            supports=word("property", re.split(r"[#/]", supports)[-1]) if supports else NOTHING,
            link=link_to_quote(page.link, text[start:end], page.html),
            citation=Words(citation(german, "de"), citation(cited(page, place, start, "en"), "en")),
            bibtex=bibtex(german),
            csl=csl(german),
        )


def _widest(spans: "list[_Span]") -> "list[_Span]":
    """Return spans in the order of the text, without those that lie inside another one."""
    found: list[_Span] = []
    for span in sorted(set(spans), key=lambda s: (s[0], -s[1], s[2])):
        if not found or span[1] > found[-1][1]:
            found.append(span)
    return found


def _paragraphs(spans: "list[_Span]") -> "list[list[_Span]]":
    """Group spans that stand near each other; overlapping ones stay apart."""
    groups: list[list[_Span]] = []
    for span in spans:
        if groups and 0 <= span[0] - groups[-1][-1][1] <= NEAR:
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def paragraph_before(text: str, start: int) -> str:
    """Return what stands before a quote: as many whole paragraphs as fit, else cut at a word with "…"."""
    window = text[max(0, start - AROUND) : start]
    if start > AROUND:
        whole = _PARAGRAPH.search(window)
        window = window[whole.end() :] if whole else "… " + window.partition(" ")[2]
    return _PARAGRAPH.sub("\n", window)


def paragraph_after(text: str, end: int) -> str:
    """Return what stands after a quote: as many whole paragraphs as fit, else cut at a word with "…"."""
    window = text[end : end + AROUND]
    if end + AROUND < len(text):
        breaks = [found.start() for found in _PARAGRAPH.finditer(window)]
        window = window[: breaks[-1]] if breaks else window.rpartition(" ")[0] + " …"
    return _PARAGRAPH.sub("\n", window)


def cited(page: Page, place: Words, start: int, lang: str) -> Cited:
    """Return what a citation of a place in a page names."""
    return Cited(
        key=f"{page.sha256[:12]}-{start}",
        publisher=page.publisher or page.source,
        number=page.paper_number,
        title=page.paper_title,
        body=page.body,
        as_of=page.as_of,
        agenda_number=page.agenda_number,
        place=place.of(lang),
        url=page.link,
        location=page.location,
        retrieved=page.retrieved,
        sha256=page.sha256,
    )
