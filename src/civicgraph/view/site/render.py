"""Turns the things of a site into its files: (path, content), the same for the same graph."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from civicgraph import __version__
from civicgraph.privacy import published
from civicgraph.query.graph import Graph
from civicgraph.search.documents import Document, documents
from civicgraph.view.about import About, about
from civicgraph.view.ids import Ids
from civicgraph.view.lineage.model import Words
from civicgraph.view.network import Ask, network_page
from civicgraph.view.places import Page, is_web_address
from civicgraph.view.questions.page import FOLDER as QUESTIONS
from civicgraph.view.questions.page import story
from civicgraph.view.rendering import SHARED, environment, wording
from civicgraph.view.site.addresses import Addresses, root_of
from civicgraph.view.site.drawings import Drawing, drawings
from civicgraph.view.site.feed import entries, in_one_language
from civicgraph.view.site.lists import Lists, Thing, figures
from civicgraph.view.site.model import Alternates, Body, Meeting, Paper, Person, Policy, Site
from civicgraph.view.site.reading import site_of
from civicgraph.view.site.shards import shards

FOLDER = Path(__file__).parent
TEMPLATES = FOLDER / "templates"
IN_LIST = 500
"""Things on one page of a list."""
SHOWN = 10
"""Papers on the start page in each of its lists."""
KINDS = ("papers", "policies", "bodies", "persons", "meetings")

File = tuple[str, str]
_TEMPLATE = {Paper: "paper", Policy: "policy", Body: "body", Person: "person", Meeting: "meeting"}


def files(
    opened: Graph, lang: str | None = None, private: bool = False, alternates: Alternates | None = None
) -> Iterator[File]:
    """Yield every file of the site of a graph. lang: None for the source's; private: with withheld names, and marked so.

    alternates: by IRI of a thing and path of its page, the other forms that the page's head links with rel="alternate".
    """
    yield from public_files(published(opened, private=private), lang, private, alternates)


def public_files(
    public: Graph, lang: str | None = None, private: bool = False, alternates: Alternates | None = None
) -> Iterator[File]:
    """Yield the same files of a graph from which is taken already what must not leave."""
    yield from Rendering(public, site_of(public, private), lang, private, alternates).files()


class Rendering:
    """One site on its way into files."""

    def __init__(
        self, graph: Graph, site: Site, lang: str | None, private: bool, alternates: Alternates | None = None
    ) -> None:
        self._graph, self._site, self._private, self._alternates = graph, site, private, alternates
        self._about = about(graph, [page for paper in site.papers for page in paper.pages], private)
        self._lang = lang or self._about.lang
        self._ids = Ids(graph.generation.manifest.sources)
        things: list[Thing] = [thing for name in KINDS for thing in getattr(site, name)]
        self._addresses = Addresses((thing.iri for thing in things), self._ids)
        self._words = {**wording(SHARED), **wording(QUESTIONS), **wording(FOLDER)}
        self._environment = environment(TEMPLATES)
        self._environment.filters |= {"is_web_address": is_web_address, "is_day": is_day}
        self._news = entries(
            site.papers,
            {p.iri: self._addresses.of(p.iri) for p in site.papers},
            in_one_language(self._words, self._lang),
        )
        self._lists = [(name, f"{name}.html") for name in KINDS if getattr(site, name)]
        self._rows = Lists(self._words, self._lang, self._addresses)
        self._drawn = network_page(
            graph,
            Ask(fitting=True),
            "de" if self._lang == "de" else "en",
            private=private,
            page_of=self._addresses.of,
        )
        if self._drawn.nodes:
            self._lists.append(("network", "network.html"))

    def files(self) -> Iterator[File]:
        """Yield every file of the site."""
        yield from self._assets()
        yield from self._start()
        for name in KINDS:
            if things := getattr(self._site, name):
                yield from self._list(name, things)
        if self._drawn.nodes:
            yield "network.html", self._drawn.html
        plain: list[Thing] = [thing for name in KINDS if name != "policies" for thing in getattr(self._site, name)]
        for thing in plain:
            yield self._thing(thing, [])
        for policy in self._site.policies:
            drawn = drawings(self._graph, policy, self._addresses.of(policy.iri), self._lang, self._private)
            yield self._thing(policy, drawn)
            for drawing in drawn:
                yield from drawing.files
        for name, script in shards(self._documents(), self._about.lang):
            yield f"search/{name}.js", script
        if self._news:
            yield self._feed()

    def _say(self, words: Words | str) -> str:
        return words if isinstance(words, str) else words.of(self._lang)

    def _page(self, template: str, path: str, heading: str, pages: list[Page] | None, **values: Any) -> File:
        """Render one page. pages: those it was made of; None: all of the graph."""
        around = self._about if pages is None else about(self._graph, pages, self._private)
        context: Mapping[str, Any] = {
            "about": self._about,
            "line": around.line,
            "licences": self._licences(around),
            "footer": self._footer(),
            "lists": self._lists,
            "lang": self._lang,
            "content_lang": self._about.lang,
            "root": root_of(path),
            "here": path,
            "heading": heading,
            "w": self._words,
            "say": self._say,
            "address": self._addresses.of,
            "has_feed": bool(self._news),
            "version": __version__,
            "alternates": (),
            "cite": self._site.citations.of,
            "corrected": self._site.corrected,
            "in_drawing": self._drawn.iris,
            **values,
        }
        return path, self._environment.get_template(f"{template}.html.j2").render(context)

    def _licences(self, around: About) -> list[str]:
        return sorted({s.licence or self._say(self._words["no_licence"]) for s in around.sources})

    def _footer(self) -> list[tuple[str, str]]:
        """Return the links that every page ends with: label and address, for each source that names one."""
        sources = self._graph.generation.manifest.sources
        found = []
        for source in sources:
            for name in ("imprint", "privacy", "accessibility", "contact"):
                address = getattr(source.site, name)
                if is_web_address(address) or re.match(r"mailto:\S+\Z", address):
                    label = self._say(self._words[name])
                    found.append((label if len(sources) == 1 else f"{label} ({source.title})", address))
        return found

    def _assets(self) -> Iterator[File]:
        style = "".join(f.read_text("utf-8") for f in (SHARED / "base.css", TEMPLATES / "site.css"))
        script = "".join(f.read_text("utf-8") for f in (SHARED / "fold.js", TEMPLATES / "search.js"))
        yield "assets/site.css", style
        yield "assets/search.js", f'(() => {{\n"use strict";\n{script}}})();\n'
        yield "assets/icon.svg", (TEMPLATES / "icon.svg").read_text("utf-8")

    def _start(self) -> Iterator[File]:
        dated = [paper for paper in self._site.papers if paper.day]
        open_ = [paper for paper in self._site.papers if paper.asking and paper.asking.open]
        yield self._page(
            "index", "index.html", "", None,
            story=story([paper.asking for paper in self._site.papers if paper.asking], self._words),
            figures=figures(self._site, self._graph.generation.manifest.pages),
            latest=[self._rows.row(paper) for paper in dated[:SHOWN]],
            open=[self._rows.open_row(paper) for paper in open_[:SHOWN]],
        )  # fmt: skip

    def _list(self, name: str, things: list[Thing]) -> Iterator[File]:
        starts = range(0, len(things), IN_LIST)
        siblings = [f"{name}{f'-{number}' if number > 1 else ''}.html" for number, _ in enumerate(starts, start=1)]
        for path, start in zip(siblings, starts, strict=True):
            part = things[start : start + IN_LIST]
            yield self._page(
                "list", path, self._say(self._words[name]), None,
                entries=[self._rows.row(thing) for thing in part],
                first=start + 1,
                last=start + len(part),
                total=len(things),
                siblings=siblings,
            )  # fmt: skip

    def _thing(self, thing: Thing, drawn: list[Drawing]) -> File:
        path = self._addresses.of(thing.iri)
        values: dict[str, Any] = {
            "thing": thing,
            "drawings": drawn,
            "alternates": self._alternates(thing.iri, path) if self._alternates else (),
        }
        if isinstance(thing, Paper) and thing.asking:
            values["story"] = story([thing.asking], self._words)
            values["has_days"] = any(question.days is not None for question in thing.asking.questions)
        return self._page(_TEMPLATE[type(thing)], path, thing.name, thing.pages, **values)

    def _documents(self) -> Iterator[tuple[Document, str, str]]:
        """Yield what can be searched and has a place in the site."""
        for document in documents(self._graph):
            path = self._addresses.of(document.owner)
            if path:
                fragment = "" if document.owner == document.iri else f"#{self._ids.of(document.iri)}"
                yield document, path + fragment, self._heading(document)

    def _heading(self, document: Document) -> str:
        if document.kind in ("question", "answer"):
            label = self._say(self._words[f"kind_{document.kind}"])
            return " ".join(part for part in (document.paper, label, document.number) if part)
        return document.heading or document.text

    def _feed(self) -> File:
        sources = self._graph.generation.manifest.sources
        return "feed.xml", self._environment.get_template("feed.xml.j2").render(
            lang=self._lang,
            id=f"{sources[0].base}/feed",
            where=self._about.where,
            updated=self._news[0].updated,
            author=", ".join(dict.fromkeys(source.publisher or source.title for source in sources)),
            rights=self._about.line.of(self._lang),
            entries=self._news,
            version=__version__,
        )


def is_day(text: str) -> bool:
    """The text is an ISO 8601 day."""
    return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None
