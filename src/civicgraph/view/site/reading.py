"""Turns a graph as it may leave into the things of a site; one query for each class, so the time grows with the graph."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from civicgraph.iri import slug
from civicgraph.privacy.prose import BLOCK
from civicgraph.query.graph import Graph
from civicgraph.view.cited import Citations
from civicgraph.view.corrected import corrections
from civicgraph.view.ids import Ids
from civicgraph.view.kinds import Kinds, code, rows
from civicgraph.view.lineage.facts import Node
from civicgraph.view.lineage.words import word
from civicgraph.view.places import Places
from civicgraph.view.questions.model import Asking
from civicgraph.view.questions.reading import askings, name_of
from civicgraph.view.site.model import (
    Body,
    Differing,
    Edge,
    Item,
    Link,
    Meeting,
    Office,
    Paper,
    Person,
    Policy,
    Site,
)
from civicgraph.view.site.stops import Stops

_PUBLIC = "SELECT DISTINCT ?person WHERE { ?membership org:member ?person ; org:role ?role . ?role cg:publicRole true }"


def site_of(graph: Graph, private: bool) -> Site:
    """Return all things that have a page. graph: redacted already; private: persons without a public role too."""
    return _Reading(graph, private).site()


class _Reading:
    def __init__(self, graph: Graph, private: bool) -> None:
        self._kinds = kinds = Kinds(graph)
        self._places = Places(graph, kinds)
        self._private = private
        self._stops = Stops(kinds, self._places)
        self._citations = Citations(kinds, self._places, graph.generation.manifest.sources)
        self._public = {iri for (iri,) in rows(graph, _PUBLIC)}
        told = askings(kinds, self._places, Ids(graph.generation.manifest.sources))
        self._askings: dict[str, Asking] = {asking.paper.iri: asking for asking in told}
        self._differing: dict[str, list[Differing]] = defaultdict(list)
        for one in kinds.all("Contradiction"):
            for about in one.all("cg:about"):
                name = re.split(r"[#/]", one.one("cg:property"))[-1]
                self._differing[about].append(Differing(word("property", name), one.all("cg:value")))
        self._members = _by(kinds.all("Membership"), "org:organization", kinds)
        self._offices = _by(kinds.all("Membership"), "org:member", kinds)
        self._on_page = _by(kinds.all("Paper"), "dct:source", kinds)
        self._meetings = _by(kinds.all("Meeting"), "cg:body", kinds)
        self._items = _by(kinds.all("AgendaItem"), "dct:isPartOf", kinds)
        self._edges = self._lineage()
        self._followed: dict[str, list[Link]] = defaultdict(list)
        for paper in kinds.all("Paper"):
            for other in paper.all("cg:followsUp"):
                self._followed[other].append(self._stops.about(paper.iri))
        self._told_on: dict[str, list[Link]] = {}

    def site(self) -> Site:
        """Return all things, each kind in the order of its list."""
        families = {cls: self._families(cls) for cls in ("Policy", "Body", "Person", "Meeting")}
        policies = [self._policy(iri, nodes) for iri, nodes in families["Policy"].items()]
        self._told_on = _on_pages(policies)
        return Site(
            papers=sorted(
                map(self._paper, self._kinds.all("Paper")), key=lambda p: (p.day, p.number, p.iri), reverse=True
            ),
            policies=sorted(policies, key=_by_name),
            bodies=sorted((self._body(iri, nodes) for iri, nodes in families["Body"].items()), key=_by_name),
            persons=sorted(self._persons(families["Person"]), key=_by_name),
            meetings=sorted(map(self._meeting, self._kinds.all("Meeting")), key=lambda m: (m.day, m.iri), reverse=True),
            citations=self._citations,
            corrected=corrections(self._kinds),
        )

    def _families(self, cls: str) -> dict[str, list[Node]]:
        """Return the nodes that are taken to be one, by the one they are taken to be."""
        found: dict[str, list[Node]] = defaultdict(list)
        for node in self._kinds.all(cls):
            found[self._kinds.canonical(node.iri)].append(node)
        return found

    def _names(self, cls: str, iri: str, nodes: list[Node]) -> tuple[str, list[str]]:
        name = self._kinds.name(cls, iri)
        told = {
            text
            for node in nodes
            for key in ("skos:prefLabel", "skos:altLabel", "rdfs:label")
            for text in node.all(key)
        }
        return name, sorted(told - {name})

    def _actor(self, iri: str) -> Link:
        canonical = self._kinds.canonical(iri)
        return Link(name_of(self._kinds, canonical), canonical)

    def _paper(self, node: Node) -> Paper:
        asking = self._askings.get(node.iri)
        pages = asking.pages if asking else self._places.sources([node])
        policies = {link for page in pages for link in self._told_on.get(page.sha256, ())}
        follows = [Link(one.name, one.iri) for one in asking.follows] if asking else []
        return Paper(
            iri=node.iri,
            number=node.one("dct:identifier"),
            title=node.one("dct:title"),
            type=self._kinds.words(node.one("eli:work_type")),
            day=max((page.as_of for page in pages), default=""),
            authors=sorted(map(self._actor, node.all("dct:creator"))),
            unit=", ".join(self._kinds.name("AdministrativeUnit", iri) for iri in node.all("cg:leadUnit")),
            clerks=[self._actor(iri).name for iri in node.all("cg:clerk")] if self._private else [],
            stops=self._stops.by_about.get(node.iri, []),
            asking=asking,
            follows=follows or [self._stops.about(other) for other in node.all("cg:followsUp")],
            followed=sorted(self._followed.get(node.iri, ())),
            policies=sorted(policies),
            differing=self._differs([node.iri, *(s.iri for s in self._stops.by_about.get(node.iri, ()))]),
            pages=pages,
        )

    def _policy(self, iri: str, nodes: list[Node]) -> Policy:
        name, names = self._names("Policy", iri, nodes)
        stops = self._stops.by_about.get(iri, [])
        pages = self._places.sources(nodes)
        papers = {self._stops.about(paper.iri) for page in pages for paper in self._on_page.get(page.iri, ())}
        differing = self._differs([*(node.iri for node in nodes), *(stop.iri for stop in stops)])
        return Policy(iri, name, names, self._edges.get(iri, []), stops, sorted(papers), differing, pages)

    def _lineage(self) -> dict[str, list[Edge]]:
        said = self._places.of("Lineage")
        found: dict[str, list[Edge]] = defaultdict(list)
        for node in self._kinds.all("Lineage"):
            newer, older = (self._kinds.canonical(node.one(f"cg:{end}")) for end in ("newer", "older"))
            if newer == older:
                continue
            relation, kind = self._kinds.words(node.one("cg:relation")), self._kinds.words(node.one("cg:kind"))
            for here, there in ((newer, older), (older, newer)):
                other = Link(self._kinds.name("Policy", there), there)
                told = said.get(node.iri, [])
                found[here].append(Edge(other, here == newer, relation, kind, code(node.one("cg:kind")), told))
        return found

    def _body(self, iri: str, nodes: list[Node]) -> Body:
        name, names = self._names("Body", iri, nodes)
        kind = next((node.one("org:classification") for node in nodes if node.one("org:classification")), "")
        return Body(
            iri=iri,
            name=name,
            names=names,
            kind=self._kinds.words(kind),
            stops=self._stops.by_body.get(iri, [])[::-1],
            meetings=sorted((Link(_start(m), m.iri) for m in self._meetings.get(iri, ())), reverse=True),
            members=self._members_of(iri),
            pages=self._places.sources(nodes),
        )

    def _members_of(self, iri: str) -> list[Link]:
        members = {self._actor(person) for one in self._members.get(iri, ()) for person in one.all("org:member")}
        return sorted(member for member in members if self._may_be_named(member))

    def _may_be_named(self, person: Link) -> bool:
        return BLOCK not in person.name and (self._private or person.iri in self._public)

    def _persons(self, families: dict[str, list[Node]]) -> Iterator[Person]:
        wrote = _by(self._kinds.all("Paper"), "dct:creator", self._kinds)
        asked = _by(self._kinds.all("Question"), "cg:askedBy", self._kinds)
        answered = _by(self._kinds.all("Answer"), "cg:answeredBy", self._kinds)
        questions = {node.iri: node for node in self._kinds.all("Question")}
        for iri, nodes in families.items():
            if not (self._private or self._public & {iri, *(node.iri for node in nodes)}):
                continue
            name = self._kinds.name("Person", iri)
            if BLOCK in name:
                continue
            yield Person(
                iri=iri,
                name=name,
                offices=[self._office(node) for node in self._offices.get(iri, ())],
                wrote=sorted({self._stops.about(node.iri) for node in wrote.get(iri, ())}),
                asked=sorted({self._stops.about(p) for node in asked.get(iri, ()) for p in _wholes(node, questions)}),
                answered=sorted(
                    {self._stops.about(p) for node in answered.get(iri, ()) for p in node.all("cg:inResponseTo")}
                ),
                pages=self._places.sources(nodes),
            )

    def _office(self, node: Node) -> Office:
        of = node.one("org:organization")
        return Office(
            role=self._kinds.words(node.one("org:role")),
            raw=node.one("cg:rawRole"),
            of=self._actor(of) if of else None,
            since=node.one("cg:since"),
            until=node.one("cg:until"),
        )

    def _meeting(self, node: Node) -> Meeting:
        body = self._kinds.canonical(node.one("cg:body"))
        start, end = node.one("cg:start"), node.one("cg:end")
        items = sorted(self._items.get(node.iri, ()), key=lambda i: (_natural(i.one("cg:number")), i.iri))
        return Meeting(
            iri=node.iri,
            name=self._kinds.name("Body", body) if body else node.iri.rpartition("/")[2],
            body=Link(self._kinds.name("Body", body), body) if body else None,
            day=start[:10],
            time="–".join(text[11:16] for text in (start, end) if len(text) > 10),
            place=", ".join([*node.all("cg:room"), *node.all("cg:place")]),
            occasion=node.one("cg:occasion"),
            items=[self._item(item, node.iri) for item in items],
            pages=self._places.sources([node]),
        )

    def _item(self, node: Node, meeting: str) -> Item:
        papers = sorted({self._stops.about(paper) for paper in node.all("cg:paper")})
        about = {paper.iri for paper in papers}
        outcomes = {
            raw for stop in self._stops.by_meeting.get(meeting, ()) if stop.about.iri in about for raw in stop.outcomes
        }
        return Item(
            number=node.one("cg:number"),
            title=node.one("dct:title"),
            papers=papers,
            outcomes=sorted(outcomes | set(self._stops.loose.get(node.iri, ()))),
        )

    def _differs(self, iris: Iterable[str]) -> list[Differing]:
        return [one for iri in dict.fromkeys(iris) for one in self._differing.get(iri, ())]


def _wholes(node: Node, questions: Mapping[str, Node]) -> set[str]:
    """Return the papers that a question is part of; a sub-question is part of its main question's paper."""
    above, seen = list(node.all("eli:is_part_of")), {node.iri}
    while inner := [iri for iri in above if iri in questions and iri not in seen]:
        seen.update(inner)
        above = [iri for iri in above if iri not in questions]
        above += [iri for one in inner for iri in questions[one].all("eli:is_part_of")]
    return {iri for iri in above if iri not in questions}


def _by(nodes: Iterable[Node], name: str, kinds: Kinds) -> dict[str, list[Node]]:
    """Return nodes by what one of their properties points to, aliases as the node they are taken to be."""
    found: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        for target in node.all(name):
            found[kinds.canonical(target)].append(node)
    return found


def _on_pages(policies: Iterable[Policy]) -> dict[str, list[Link]]:
    """Return the policies that each page tells of, by sha256 of the page."""
    found: dict[str, list[Link]] = defaultdict(list)
    for policy in policies:
        for page in policy.pages:
            found[page.sha256].append(Link(policy.name, policy.iri))
    return found


def _start(meeting: Node) -> str:
    """Return the day of a meeting, or the end of its IRI where none is stated."""
    return meeting.one("cg:start")[:10] or meeting.iri.rpartition("/")[2]


def _by_name(thing: Policy | Body | Person) -> tuple[str, str]:
    return slug(thing.name), thing.iri


def _natural(number: str) -> list[tuple[int, str]]:
    """Sort "Ö 9" before "Ö 10"; what has no number stands last."""
    return [(int(part), "") if part.isdigit() else (1 << 30, part) for part in re.findall(r"\d+|\D+", number)] or [
        (1 << 31, "")
    ]
