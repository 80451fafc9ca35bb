"""Turns what a person asks of a built graph (around, path, query, classes) into the page that shows it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from civicgraph.bundled import folder
from civicgraph.errors import UsageError
from civicgraph.privacy import NOTICE, PRIVATE_NOTICE
from civicgraph.view.network import select
from civicgraph.view.network.meta import Meta, Nothing, Redaction, Words
from civicgraph.view.network.page import Lang, network_html, no_page
from civicgraph.view.network.reading import readable, simplified
from civicgraph.view.network.said import sayings
from civicgraph.view.network.select import Graph, Selection
from civicgraph.view.network.terms import ontology_words

if TYPE_CHECKING:
    from civicgraph.query import Graph as Opened

NAMED = frozenset(
    {
        "Body",
        "Faction",
        "AdministrativeUnit",
        "Person",
        "Paper",
        "Policy",
        "FundingApplication",
        "FundingProgramme",
        "FundingAgency",
    }
)
"""Classes whose things have names of their own."""
_DAYS = {
    "as_of": "SELECT (MIN(?d) AS ?first) (MAX(?d) AS ?last) WHERE { ?s cg:asOf ?d }",
    "retrieved": "SELECT (MIN(?d) AS ?first) (MAX(?d) AS ?last) WHERE { ?s cg:retrieved ?d }",
}


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """What to show; nothing named: the whole graph.

    around, path: things as people call them; query: name of a question, or SPARQL; classes: local names of classes.
    depth: edges to walk from there; None: one from `around`, none from a path or a query. limit: neighbours of each node.
    everything: with the nodes that only help to state something else.
    fitting: of more than a page can show, take the classes that tell most instead of refusing.
    """

    around: tuple[str, ...] = ()
    path: tuple[str, str] | None = None
    query: str | None = None
    classes: tuple[str, ...] = ()
    depth: int | None = None
    limit: int = 40
    everything: bool = False
    fitting: bool = False


class Shown(msgspec.Struct, frozen=True):
    """A finished page and how much it shows. iris: of its nodes, as the graph has them."""

    html: str
    nodes: int
    edges: int
    iris: frozenset[str]
    notices: tuple[Words, ...]


def network_page(
    opened: "Opened",
    ask: Ask,
    lang: Lang | None = None,
    redaction: Redaction | None = None,
    private: bool = False,
    page_of: Callable[[str], str] = no_page,
) -> Shown:
    """Return the page that answers a person's wish.

    opened: the graph as it may leave, or redaction: what withholds names. private: the page says that it is not for publication.
    lang: language that the page opens in, None: the source's. page_of: path of a thing's own page beside this one, "" where it has none.

    Raises UsageError where nothing answers, or more than a page can show; ThingUnknown where a name means nothing.
    """
    sources = opened.generation.manifest.sources
    spoken = sources[0].language if sources else "de"
    words = ontology_words(folder("ontology") / "civic.ttl")
    read = readable(opened, words, spoken, redaction)
    named = asked_for(opened, read, ask)
    whole = Selection(read) if ask.everything else simplified(read, words, {*named, *ask.classes})
    selection = select.drawable(whole.graph, selected(whole.graph, ask, named))
    withheld = Words(*(PRIVATE_NOTICE if private else NOTICE).split(" / ", 1))
    meta = Meta(
        title=_title(opened, selection, ask, redaction or Nothing()),
        source="; ".join(dict.fromkeys(s.attribution or s.publisher or s.title for s in sources)),
        as_of=_span(opened, "as_of"),
        retrieved=_span(opened, "retrieved"),
        licence="; ".join(dict.fromkeys(s.licence for s in sources if s.licence)),
        fingerprint=opened.generation.manifest.fingerprint,
        content_lang=spoken,
        notices=(*selection.notices, *whole.notices, withheld),
        starts=selection.starts if ask.around or ask.path else (),
        path=selection.path,
        degrees={iri: select.connections(whole.graph, iri) for iri in selection.graph},
        classes=words,
        relations=words,
        private=private,
    )
    said = sayings(opened, selection.graph, redaction)
    html = network_html(selection.graph, meta, lang or ("de" if spoken == "de" else "en"), redaction, said, page_of)
    iris = frozenset(selection.graph)
    return Shown(html, len(iris), selection.graph.number_of_edges(), iris, meta.notices)


def asked_for(opened: "Opened", graph: "Graph[str]", ask: Ask) -> list[str]:
    """Return the IRIs of the things that are named, or that a query finds.

    Raises UsageError where more than one of around, path and query is given; ThingUnknown where a name means nothing.
    """
    if sum(map(bool, (ask.around, ask.path, ask.query))) > 1:
        raise UsageError("--around, --path and --query each choose what to show: give one of them")
    if (ask.depth or 0) < 0 or ask.limit < 1:
        raise UsageError("--depth counts steps from 0, --limit neighbours from 1: give larger numbers")
    if ask.query:
        return _iris(opened, ask.query)
    return [_thing(opened, graph, name) for name in ask.around or ask.path or ()]


def selected(graph: "Graph[str]", ask: Ask, named: Sequence[str]) -> Selection:
    """Return the part of the network that is asked for; named: what `asked_for` returned.

    Raises UsageError where nothing is found.
    """
    if ask.around:
        found = select.around(graph, named, 1 if ask.depth is None else ask.depth, ask.limit)
    elif ask.path:
        found = select.path(graph, named[0], named[1], ask.depth or 0, ask.limit)
    elif ask.query:
        found = select.listed(graph, named)
    else:
        found = select.whole(graph)
    if ask.classes:
        found = select.of_classes(found, ask.classes)
    if ask.depth and not ask.around and not ask.path:
        found = select.grown(graph, found, ask.depth, ask.limit)
    if ask.fitting and len(found.graph) > select.MOST and (classes := select.fitting(found.graph, select.MOST)):
        found = select.of_classes(found, classes)
    return found


def _thing(opened: "Opened", graph: "Graph[str]", name: str) -> str:
    """Return the one thing that a name means; a thing with a name of its own goes before steps that are called after it.

    Raises ThingUnknown where none or several are meant.
    """
    found = [iri for iri in opened.names.find(name) if iri in graph]
    own = [iri for iri in found if select.class_name(graph, iri) in NAMED]
    return own[0] if len(own) == 1 else opened.names.one(name)


def _iris(opened: "Opened", query: str) -> list[str]:
    """Return the IRIs of a query: of its column `iri`, as named questions have it, else of its first column."""
    rows = opened.query(query)
    column = rows.columns.index("iri") if "iri" in rows.columns else 0
    return [opened.names.canonical(str(row[column])) for row in rows if row[column] is not None]


def _title(opened: "Opened", selection: Selection, ask: Ask, guard: Redaction) -> Words:
    places = [s.municipality or s.title for s in opened.generation.manifest.sources]
    where = ", ".join(dict.fromkeys(places))
    names = [guard.text(select.label(selection.graph, iri)) for iri in selection.starts]
    if selection.path:
        return Words(f"Weg von „{names[0]}“ nach „{names[-1]}“", f"Path from “{names[0]}” to “{names[-1]}”")
    if ask.around:
        return Words("Netz um „" + "“, „".join(names) + "“", "Network around “" + "”, “".join(names) + "”")
    if not where:
        return Words("Netz", "Network")
    return Words(f"Netz: {where}", f"Network: {where}")


def _span(opened: "Opened", kind: str) -> str:
    """Return first and last day as ISO 8601, one day where they are equal, "" where none is known."""
    for row in opened.query(_DAYS[kind]):
        days = [str(day)[:10] for day in row if day is not None]
        return "/".join(dict.fromkeys(days))
    return ""
