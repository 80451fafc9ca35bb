"""Turns steps with their stations and decisions into the stops of papers, policies and bodies."""

from collections import defaultdict

from civicgraph.view.days import in_words
from civicgraph.view.kinds import Kinds, code
from civicgraph.view.lineage.facts import Node
from civicgraph.view.lineage.model import Words
from civicgraph.view.lineage.words import same
from civicgraph.view.places import Place, Places
from civicgraph.view.site.model import Link, Stop

_EMPTY = Words("", "")


class Stops:
    """All stops of a graph by what they are about and by body, read once."""

    def __init__(self, kinds: Kinds, places: Places) -> None:
        self._kinds = kinds
        self._said = places.of("Station") | places.of("Decision")
        self._stations: dict[str, list[Node]] = defaultdict(list)
        for station in kinds.all("Station"):
            self._stations[station.one("cg:step")].append(station)
        self._decisions: dict[str, list[Node]] = defaultdict(list)
        self.loose: dict[str, list[str]] = defaultdict(list)
        self.by_about: dict[str, list[Stop]] = defaultdict(list)
        self.by_body: dict[str, list[Stop]] = defaultdict(list)
        self.by_meeting: dict[str, list[Stop]] = defaultdict(list)
        self._gather()

    def _gather(self) -> None:
        for decision in self._kinds.all("Decision"):
            if step := decision.one("cg:step"):
                self._decisions[step].append(decision)
            else:
                for about in decision.all("cg:about"):
                    self.loose[about] += decision.all("cg:rawOutcome")
        steps = self._kinds.all("Step")
        nodes = [*steps, *(d for d in self._kinds.all("Decision") if not d.one("cg:step"))]
        for node in nodes:
            for about in node.all("cg:about"):
                if not self._kinds.one("AgendaItem", about).is_a("cg:AgendaItem"):
                    self._note(self._stop(node, about))
        for stops in (*self.by_about.values(), *self.by_body.values(), *self.by_meeting.values()):
            stops.sort(key=lambda stop: (stop.day or "9999", stop.iri))

    def _note(self, stop: Stop) -> None:
        self.by_about[stop.about.iri].append(stop)
        if stop.body is not None:
            self.by_body[stop.body.iri].append(stop)
        if stop.meeting:
            self.by_meeting[stop.meeting].append(stop)

    def _stop(self, node: Node, about: str) -> Stop:
        stations = self._stations.get(node.iri, [])
        decisions = [node] if node.is_a("cg:Decision") else self._decisions.get(node.iri, [])
        statuses = {status for station in stations for status in station.all("cg:status")}
        status = min(statuses, key=code, default="")  # held outweighs planned
        roles = sorted({role for station in stations for role in station.all("cg:consultationRole")})
        body = self._kinds.canonical(node.one("cg:body"))
        day, when = self._when(node, stations)
        places = [place for one in (*stations, *decisions) for place in self._said.get(one.iri, ())]
        return Stop(
            iri=node.iri,
            day=day,
            when=when,
            about=self.about(about),
            body=Link(self._kinds.name("Body", body), body) if body else None,
            what=self._kinds.words(node.one("cg:event")) if node.one("cg:event") else same(node.one("rdfs:label")),
            meeting=node.one("cg:meeting"),
            status=code(status),
            status_words=self._kinds.words(status) if status else _EMPTY,
            role=self._kinds.words(roles[0]) if roles else _EMPTY,
            outcomes=sorted({raw for decision in decisions for raw in decision.all("cg:rawOutcome")}),
            places=_once(places),
        )

    def about(self, iri: str) -> Link:
        """Return a paper or policy by name; an alias as the policy it is taken to be."""
        canonical = self._kinds.canonical(iri)
        if self._kinds.one("Policy", canonical).is_a("cg:Policy"):
            return Link(self._kinds.name("Policy", canonical), canonical)
        paper = self._kinds.one("Paper", canonical)
        name = " ".join(part for part in (paper.one("dct:identifier"), paper.one("dct:title")) if part)
        return Link(name or canonical.rpartition("/")[2], canonical)

    def _when(self, node: Node, stations: list[Node]) -> tuple[str, Words]:
        """Return the first day and the words of a date; where it means no day, the words of the page."""
        intervals = [self._kinds.one("Interval", iri) for iri in node.all("cg:date")]
        for interval in intervals:
            first, last = interval.one("cg:earliest"), interval.one("cg:latest")
            if first or last:
                return first or last, Words(in_words(first, last, "de"), in_words(first, last, "en"))
        raw = [text for interval in intervals for text in interval.all("cg:raw")]
        raw += [text for station in stations for text in station.all("cg:rawDate")]
        return "", same(f"„{raw[0]}“") if raw else _EMPTY


def _once(places: list[Place]) -> list[Place]:
    """Return places without those that lie inside another one."""
    found: list[Place] = []
    for place in sorted(places, key=lambda p: (p.page.as_of or "9999", p.page.sha256, p.start, -p.end)):
        if not any(p.page.sha256 == place.page.sha256 and p.start <= place.start and place.end <= p.end for p in found):
            found.append(place)
    return found
