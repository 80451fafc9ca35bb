"""Reads, for the things of a network, the first sentence that says so, its page and day, and what kind of statement it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from civicgraph.view.lineage.events import code, kinds
from civicgraph.view.lineage.facts import Facts, GraphLike, Node
from civicgraph.view.lineage.model import Page, Quote
from civicgraph.view.lineage.quotes import Quotes
from civicgraph.view.network.meta import Nothing, Redaction, Words

LONGEST_QUOTE = 400
"""Characters of a quote, with what stands around it, that a page holds for each thing."""
AROUND = 110
"""Characters before a quote, and after it, where it leaves room for them."""


_STATING = (
    ("cg:newer", "cg:Lineage"),
    ("cg:older", "cg:Lineage"),
    ("cg:about", "cg:Step"),
    ("cg:about", "cg:Decision"),
)


class Said(msgspec.Struct, frozen=True):
    """Where it says so. quote: redacted, cut with "…", "" where the thing has no place of its own; more: further places.

    before, after: what stands around it, as a bare name says little.
    start, end: code points in the page's text; place: the question or answer it stands in; page: None without a quote.
    link: address of the page at the quote, "" where it has none.
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
    link: str = ""
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
    telling = _telling(facts, things)
    _fetch(facts, [node for told in telling.values() for node in told.origins])
    found = {iri: _said(quotes, stations[iri], nodes, telling.get(iri, _Telling())) for iri, nodes in things.items()}
    return {iri: said for iri, said in found.items() if said != Said()}


def _stations(facts: Facts, things: dict[str, list[Node]]) -> dict[str, list[Node]]:
    """Return the stations of those things that are steps: what the pages say of a step stands there."""
    of = {node.iri: iri for iri, nodes in things.items() for node in nodes if node.is_a("cg:Step")}
    found: dict[str, list[Node]] = defaultdict(list)
    for station in facts.pointing("cg:step", of, "cg:Station"):
        found[next(of[step] for step in station.all("cg:step") if step in of)].append(station)
    return found


class _Telling(msgspec.Struct):
    """What tells of a policy, beside the places that name it.

    origins: statements how it came from another, or another from it; pages: statements about it by sha256 of the page, as a page
    that only mentions a policy makes none.
    """

    origins: list[Node] = msgspec.field(default_factory=list)
    pages: Counter[str] = msgspec.field(default_factory=Counter)


def _telling(facts: Facts, things: dict[str, list[Node]]) -> dict[str, _Telling]:
    """Return what tells of each of those things that are policies."""
    of = {node.iri: iri for iri, nodes in things.items() for node in nodes if node.is_a("cg:Policy")}
    found: dict[str, _Telling] = defaultdict(_Telling)
    for predicate, cls in _STATING:
        for node in facts.pointing(predicate, of, cls):
            for policy in sorted({of[iri] for iri in node.all(predicate) if iri in of}):
                found[policy].pages.update(iri.rpartition("/")[2] for iri in node.all("dct:source"))
                if cls == "cg:Lineage":
                    found[policy].origins.append(node)
    return found


def _places(quotes: Quotes, told: list[Node], telling: _Telling) -> list[Quote]:
    """Return the quotes, the most telling first: of a policy, where it came from, then the page that says most about it."""
    first = quotes.of(telling.origins)[:1]
    others = sorted(quotes.of(told), key=lambda quote: -telling.pages[quote.page])
    return first + [
        quote for quote in others if not (first and (quote.page, quote.start) == (first[0].page, first[0].start))
    ]


def _fetch(facts: Facts, nodes: Iterable[Node]) -> None:
    """Describe all evidence in a few queries: one by one it would be several for each thing."""
    evidence = facts.nodes(sorted({iri for node in nodes for iri in node.all("cg:evidence")}))
    facts.nodes(sorted({iri for node in evidence for iri in node.all("oa:hasSelector")}))


def _said(quotes: Quotes, stations: list[Node], nodes: list[Node], telling: _Telling) -> Said:
    statuses = {code(status) for station in stations for status in station.all("cg:status")}
    status = next((name for name in ("held", "planned") if name in statuses), "")
    told = [*stations, *nodes]
    kinded = tuple(kinds(told)) if any(node.all("cg:kind") for node in told) else ()
    found = _places(quotes, told, telling)
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
        link=first.link,
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
