"""Reads, for the things of a network, the first sentence that says so, its page and day, and what kind of statement it is."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from civicgraph.view.lineage.events import code, kinds
from civicgraph.view.lineage.facts import Facts, GraphLike, Node
from civicgraph.view.lineage.model import Page
from civicgraph.view.lineage.quotes import Quotes
from civicgraph.view.network.meta import Nothing, Redaction, Words

LONGEST_QUOTE = 400
"""Characters of a quote, with what stands around it, that a page holds for each thing."""
AROUND = 110
"""Characters before a quote, and after it, where it leaves room for them."""


class Said(msgspec.Struct, frozen=True):
    """Where it says so. quote: redacted, cut with "…", "" where the thing has no place of its own; more: further places.

    before, after: what stands around it, as a bare name says little.
    start, end: code points in the page's text; place: the question or answer it stands in; page: None without a quote.
    status: held, planned or "" (steps only); kinds: codes of statement-kind, the strongest first, () where nothing is known.
    """

    quote: str = ""
    before: str = ""
    after: str = ""
    more: int = 0
    start: int = 0
    end: int = 0
    place: Words = Words("", "")
    page: Page | None = None
    status: str = ""
    kinds: tuple[str, ...] = ()


def sayings(graph: GraphLike, iris: Iterable[str], redaction: Redaction | None = None) -> dict[str, Said]:
    """Return what is said of each thing for which there is a quote, a status or a kind of statement.

    redaction: withholds names in whole texts before they are cut; the pages of things it hides are not quoted.
    """
    facts = Facts(graph.store)
    hidden = frozenset(getattr(redaction, "hidden", ()))
    quotes = Quotes(facts, redaction or Nothing(), hidden)
    things = {iri: facts.nodes(facts.family([iri])) for iri in sorted(iris)}
    stations = _stations(facts, things)
    _fetch(facts, [node for told in (*things.values(), *stations.values()) for node in told])
    found = {iri: _said(quotes, stations[iri], nodes) for iri, nodes in things.items()}
    return {iri: said for iri, said in found.items() if said != Said()}


def _stations(facts: Facts, things: dict[str, list[Node]]) -> dict[str, list[Node]]:
    """Return the stations of those things that are steps: what the pages say of a step stands there."""
    of = {node.iri: iri for iri, nodes in things.items() for node in nodes if node.is_a("cg:Step")}
    found: dict[str, list[Node]] = defaultdict(list)
    for station in facts.pointing("cg:step", of, "cg:Station"):
        found[next(of[step] for step in station.all("cg:step") if step in of)].append(station)
    return found


def _fetch(facts: Facts, nodes: Iterable[Node]) -> None:
    """Describe all evidence in a few queries: one by one it would be several for each thing."""
    evidence = facts.nodes(sorted({iri for node in nodes for iri in node.all("cg:evidence")}))
    facts.nodes(sorted({iri for node in evidence for iri in node.all("oa:hasSelector")}))


def _said(quotes: Quotes, stations: list[Node], nodes: list[Node]) -> Said:
    statuses = {code(status) for station in stations for status in station.all("cg:status")}
    status = next((name for name in ("held", "planned") if name in statuses), "")
    told = [*stations, *nodes]
    kinded = tuple(kinds(told)) if any(node.all("cg:kind") for node in told) else ()
    found = quotes.of(told)
    if not found:
        return Said(status=status, kinds=kinded)
    first = found[0]
    quote = _short(" … ".join([first.exact, *(further.exact for further in first.further)]), LONGEST_QUOTE)
    room = min(AROUND, (LONGEST_QUOTE - len(quote)) // 2)
    return Said(
        quote=quote,
        before=_short(first.before, room, at_end=True),
        after=_short(first.after, room),
        more=len(found) - 1,
        start=first.start,
        end=max([first.end, *(further.end for further in first.further)]),
        place=Words(first.place.de, first.place.en),
        page=next(page for page in quotes.pages if page.sha256 == first.page),
        status=status,
        kinds=kinded,
    )


def _short(passage: str, room: int, at_end: bool = False) -> str:
    """Return a passage on one line in at most `room` characters and "…", cut at a word; at_end: its end is kept."""
    text = " ".join(passage.split())
    if len(text) <= room:
        return text
    if room <= 0:
        return "…"
    return f"… {text[-room:].partition(' ')[2]}" if at_end else f"{text[:room].rpartition(' ')[0]} …"
