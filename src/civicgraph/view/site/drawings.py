"""Turns a policy into the drawings of what led to it and of what it led to, each as a picture and as a view of its own."""

import re

import msgspec

from civicgraph.query.graph import Graph
from civicgraph.view.lineage import lineage_html, lineage_model, lineage_svg
from civicgraph.view.site.model import Policy


class Drawing(msgspec.Struct, frozen=True):
    """One drawing. svg, page: paths from the root of the site; width, height: of the picture; story: what it shows, in words."""

    title: str
    story: str
    svg: str
    page: str
    width: int
    height: int
    files: list[tuple[str, str]]


class Redacted:
    """A graph that is redacted already has nothing more to take out. private: it shows withheld names, and views say so."""

    hidden: frozenset[str] = frozenset()

    def __init__(self, private: bool) -> None:
        self.private = private

    def text(self, text: str, /) -> str:
        """Return the text as it is."""
        return text

    def iri(self, iri: str, /) -> str:
        """Return the IRI as it is."""
        return iri


def drawings(graph: Graph, policy: Policy, path: str, lang: str, private: bool) -> list[Drawing]:
    """Return what led to a policy and what it led to, as far as there is lineage. graph: as it may leave; path: of the policy's page."""
    ends = {"older": (None, policy.iri), "newer": (policy.iri, None)}
    shown = [name for name, older in (("older", True), ("newer", False)) if any(e.older is older for e in policy.edges)]
    return [_drawing(graph, ends[name], f"{path.removesuffix('.html')}/{name}", lang, private) for name in shown]


def _drawing(graph: Graph, ends: tuple[str | None, str | None], stem: str, lang: str, private: bool) -> Drawing:
    model = lineage_model(graph, *ends, Redacted(private))
    svg = lineage_svg(model, lang)
    size = re.search(r'\bwidth="(\d+)" height="(\d+)"', svg)
    return Drawing(
        title=model.title.of(lang),
        story=model.story.of(lang),
        svg=f"{stem}.svg",
        page=f"{stem}.html",
        width=int(size[1]) if size else 0,
        height=int(size[2]) if size else 0,
        files=[(f"{stem}.svg", svg), (f"{stem}.html", lineage_html(model, lang))],
    )
