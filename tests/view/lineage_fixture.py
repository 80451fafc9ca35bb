"""The hand-made graph of the lineage tests, and generated ones."""

from datetime import date, timedelta
from pathlib import Path

import pyoxigraph

from civicgraph.view.days import in_words
from civicgraph.view.lineage import LineageModel, lineage_model
from civicgraph.view.lineage.model import FORMAT, Edge, Event, Lane, Policy, Questions, Words
from civicgraph.view.lineage.when import when
from civicgraph.view.lineage.words import NOTHING, same

BASE = "https://example.org/herne"
OLDER = f"{BASE}/policy/smart-people-city-konzept"
NEWER = f"{BASE}/policy/digitalstrategie-2030-plus"
RDFS_LABEL = pyoxigraph.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
SKOS_LABEL = pyoxigraph.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


TOPICS = ("Digitalisierung", "Planung", "Soziales", "Finanzen", "Mobilität")


class Graph:
    """A store in memory: named graphs, and each triple once in the default graph."""

    def __init__(self, trig: str) -> None:
        self.store = pyoxigraph.Store()
        self.store.load(trig.encode(), format=pyoxigraph.RdfFormat.TRIG)
        triples = {quad.triple for quad in self.store}
        self.store.extend(pyoxigraph.Quad(t.subject, t.predicate, t.object) for t in triples)

    def rename(self, iri: str, name: str) -> None:
        """Give a thing another name, wherever it is named."""
        node = pyoxigraph.NamedNode(iri)
        for predicate in (RDFS_LABEL, SKOS_LABEL):
            for quad in list(self.store.quads_for_pattern(node, predicate, None, None)):
                self.store.remove(quad)
                self.store.add(pyoxigraph.Quad(node, predicate, pyoxigraph.Literal(name), quad.graph_name))


class Withheld:
    """A redaction that withholds given names, code point by code point."""

    def __init__(self, *names: str) -> None:
        self.names = names
        self.seen: list[str] = []

    def text(self, text: str, /) -> str:
        """Return text without the names."""
        self.seen.append(text)
        for name in self.names:
            text = text.replace(name, "█" * len(name))
        return text

    def iri(self, iri: str, /) -> str:
        """Return the IRI without the names as they stand in IRIs."""
        for name in self.names:
            iri = iri.replace("-".join(name.lower().replace(",", "").split()), "withheld")
        return iri


def trig() -> str:
    """Return the hand-made graph of the Herne dossier as TriG."""
    return (Path(__file__).parent / "fixture.trig").read_text("utf-8")


def herne(*withheld: str) -> LineageModel:
    """Return the model of the hand-made graph."""
    return lineage_model(Graph(trig()), OLDER, NEWER, Withheld(*withheld))


def generated(events: int, lanes: int, by_kind: bool = False) -> LineageModel:
    """Return a model of so many events in so many lanes, the same each time; without a graph behind it.

    by_kind: every tenth body is an office, and a tenth of the events each are participation events and inquiries in lanes of
    their own.
    """
    first = date(2015, 3, 1)
    told = [_event(number, lanes, first, by_kind) for number in range(events)]
    days = sorted(event.when.earliest for event in told if event.when and event.when.earliest)
    policies = [
        Policy(
            f"policy/{n}", f"{BASE}/policy/{n}", f"Strategie mit langem Namen Nummer {n}", [], n, days[0], days[-1], []
        )
        for n in range(3)
    ]
    edges = [
        Edge(f"edge/{n}", f"{BASE}/edge/{n}", f"policy/{n + 1}", f"policy/{n}", "derived-from",
             same(f"baut auf „Strategie mit langem Namen Nummer {n}“ auf"), same("Titel"), "stated", ["stated"], [], [])
        for n in range(2)
    ]  # fmt: skip
    rows = [
        Lane(
            f"body/{n}", "bodies", same(f"Ausschuss für {TOPICS[n % 5]}, {TOPICS[n // 5 % 5]} und {TOPICS[n % 3]} {n}")
        )
        for n in range(lanes)
        if not (by_kind and n % 10 == 9)
    ]
    offices = [Lane(f"body/{n}", "administration", same(f"Fachbereich {n}")) for n in range(9, lanes, 10) if by_kind]
    kinds = [
        Lane("participation", "participation", same("Beteiligung")),
        Lane("inquiries", "inquiries", same("Anfragen")),
    ]
    rows = [*offices, *rows, *kinds]
    used = {event.lane for event in told}
    return LineageModel(
        FORMAT, same("Generated"), same("Generated."), same("Quelle: keine"), same("Nichts geschwärzt."),
        days[len(days) // 2], False, "", "", "",
        policies, edges, [lane for lane in rows if lane.id in used], told, Questions(), [],
    )  # fmt: skip


def _event(number: int, lanes: int, first: date, by_kind: bool) -> Event:
    lane = (number * 2654435761 >> 7) % lanes
    start = first + timedelta(days=(number * 7919) % 2600 + (1500 if number % 3 == 0 else 0))
    end = start + timedelta(days=45 if number % 11 == 0 else 0)
    told = when([], [f"roh {number}"])
    assert told is not None
    words = [Words(in_words(a, b, "de", short), in_words(a, b, "en", short)) for short in (False, True)
             for a, b in [(start.isoformat(), end.isoformat())]]  # fmt: skip
    dated = type(told)(told.raw, "", start.isoformat(), end.isoformat(), "", start != end, words[0], words[1])
    sort = ("consultation", "paper", "decision", "participation", "inquiry")[number % 5]
    row = f"body/{lane}"
    if by_kind:
        sort = {3: "participation", 4: "inquiry"}.get(number % 10, ("consultation", "paper", "decision")[number % 3])
        row = {"participation": "participation", "inquiry": "inquiries"}.get(sort, row)
    return Event(
        id=f"event/{number}", iri=f"{BASE}/event/{number}", sort=sort, lane=row, policy=f"policy/{number % 3}",
        title=same(f"Ereignis {number}"), label=same(f"2020/{number:04}: ungeändert beschlossen"),
        when=None if number % 37 == 5 else dated, order=number, actor=f"Ausschuss {lane}", actor_kind="committee",
        status="planned" if number % 9 == 0 else "held", status_words=NOTHING, kind="stated", kinds=["stated"],
        role=NOTHING, outcomes=[], details=[], quotes=[], otherwise=[], related=[], questions=None,
    )  # fmt: skip
