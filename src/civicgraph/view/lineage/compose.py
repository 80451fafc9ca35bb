"""Composes the lineage model of two policies from a graph: the way between them, and all that the pages on it tell."""

from collections import defaultdict
from collections.abc import Iterable

from civicgraph.view.lineage import papers, story
from civicgraph.view.lineage.behind import behind
from civicgraph.view.lineage.events import Events, code, kinds
from civicgraph.view.lineage.facts import Facts, GraphLike, Node
from civicgraph.view.lineage.ids import Ids
from civicgraph.view.lineage.lanes import lanes, related
from civicgraph.view.lineage.model import FORMAT, Edge, Event, LineageModel, Policy, Words
from civicgraph.view.lineage.path import Way
from civicgraph.view.lineage.quotes import Quotes, RedactionLike
from civicgraph.view.lineage.redacted import Everything, redacted
from civicgraph.view.lineage.words import filled, table, word


def lineage_model(
    graph: GraphLike, older: str | None, newer: str | None, redaction: RedactionLike | None
) -> LineageModel:
    """Return the view of how `older` led to `newer`; with one of them only, all that led to it or that it led to.

    redaction: what is withheld; None, or a private one, shows everything, and the view is marked so.
    Raises UsageError where no lineage joins the two: the message says what leads to and from each.
    """
    return _Composer(graph, older, newer, redaction).model()


class _Composer:
    """Gathers the nodes of one view once, then turns them into events."""

    def __init__(self, graph: GraphLike, older: str | None, newer: str | None, redaction: RedactionLike | None) -> None:
        self._graph = graph
        self._private = redaction is None or bool(getattr(redaction, "private", False))
        self._redaction = redaction = redaction or Everything()
        self._facts = facts = Facts(graph.store)
        self._way = Way(facts, older, newer)
        sources = [node.iri.rpartition("/")[0] for node in facts.every("cg:Source")]
        self._ids = Ids(sources, redaction)
        self._hidden = self._not_public()
        self._quotes = Quotes(facts, redaction, self._hidden)
        names = {policy: facts.name(policy) for policy in self._way.policies}
        self._events = Events(facts, self._quotes, self._ids, names)

    def model(self) -> LineageModel:
        """Return the whole view."""
        family = self._facts.family(self._way.policies)
        steps = self._seen("cg:about", family, "cg:Step")
        stations, told = self._of_steps(steps)
        loose = [
            d for d in self._seen("cg:about", family, "cg:Decision") if d.one("cg:step") not in {s.iri for s in steps}
        ]
        involved = self._involved(steps, family)
        about = [*self._policies(family), *(node for _, _, node in self._way.edges), *steps, *loose, *involved.values()]
        events = self._paper_events(self._papers(about))
        events += [self._step(step, stations, told, involved) for step in steps]
        events += [self._decision(decision) for decision in loose]
        events += [self._alone(thing) for thing in self._uninvolved(steps, involved)]
        ranks = {page.sha256: rank for rank, page in enumerate(self._quotes.pages)}
        events = related(sorted(events, key=lambda event: in_time(event, ranks)), self._facts)
        return self._finished(events)

    def _finished(self, events: list[Event]) -> LineageModel:
        edges = [behind(self._edge(newer, older, node), events) for newer, older, node in self._way.edges]
        policies = [self._policy(policy, rank, events) for rank, policy in enumerate(self._way.policies)]
        pages = self._quotes.pages
        as_of = max((page.as_of for page in pages), default="")
        asked = papers.total([event.questions for event in events if event.questions])
        manifest = getattr(getattr(self._graph, "generation", None), "manifest", None)
        fingerprint = str(getattr(manifest, "fingerprint", ""))
        municipality = next((self._facts.name(n.iri) for n in self._facts.every("cg:Municipality")), "")
        model = LineageModel(
            format=FORMAT,
            title=self._title(),
            story=story.story(policies, edges, events, asked, as_of),
            source_line=story.told_of(pages, fingerprint),
            notice=word("ui", "private" if self._private else "withheld"),
            as_of=as_of,
            private=self._private,
            municipality=municipality,
            fingerprint=fingerprint,
            version=str(getattr(manifest, "version", "")),
            policies=policies,
            edges=edges,
            lanes=lanes(events),
            events=events,
            questions=asked,
            pages=pages,
        )
        return redacted(model, self._redaction)

    def _title(self) -> Words:
        older = self._facts.name(self._way.older) if self._way.older else ""
        newer = self._facts.name(self._way.newer) if self._way.newer else ""
        if older and newer:
            return Words(f"Von „{older}“ zu „{newer}“", f"From “{older}” to “{newer}”")
        if newer:
            return Words(f"Was zu „{newer}“ führte", f"What led to “{newer}”")
        return Words(f"Wozu „{older}“ führte", f"What “{older}” led to")

    def _not_public(self) -> frozenset[str]:
        """Return what the redaction hides; where it does not say, the snapshots of all that is marked as not public."""
        told: frozenset[str] | None = getattr(self._redaction, "hidden", frozenset() if self._private else None)
        if told is not None:
            return told
        marked = [n for cls in ("cg:Paper", "cg:AgendaItem") for n in self._facts.every(cls)]
        return frozenset(s for n in marked if "false" in n.all("cg:isPublic") for s in n.all("dct:source"))

    def _is_seen(self, node: Node) -> bool:
        sources = node.all("dct:source")
        if node.iri in self._hidden:
            return False
        return not sources or any(source not in self._hidden for source in sources)

    def _seen(self, predicate: str, objects: Iterable[str], cls: str) -> list[Node]:
        return [node for node in self._facts.pointing(predicate, objects, cls) if self._is_seen(node)]

    def _policies(self, family: list[str]) -> list[Node]:
        return [node for node in self._facts.nodes(family) if self._is_seen(node)]

    def _of_steps(self, steps: list[Node]) -> tuple[dict[str, list[Node]], dict[str, list[Node]]]:
        """Return the stations and the decisions of steps, by step."""
        iris = [step.iri for step in steps]
        found: tuple[dict[str, list[Node]], dict[str, list[Node]]] = (defaultdict(list), defaultdict(list))
        for place, cls in enumerate(("cg:Station", "cg:Decision")):
            for node in self._seen("cg:step", iris, cls):
                found[place][node.one("cg:step")].append(node)
        return found

    def _involved(self, steps: list[Node], family: list[str]) -> dict[str, Node]:
        """Return funding applications and participations, those of the steps and those about the policies, by IRI."""
        found = self._facts.nodes(sorted({iri for step in steps for iri in step.all("cg:involves")}))
        for cls in ("cg:FundingApplication", "cg:Participation"):
            found += self._seen("cg:about", family, cls)
        return {node.iri: node for node in found if self._is_seen(node)}

    def _uninvolved(self, steps: list[Node], involved: dict[str, Node]) -> list[Node]:
        told = {iri for step in steps for iri in step.all("cg:involves")}
        return [node for iri, node in sorted(involved.items()) if iri not in told]

    def _papers(self, about: list[Node]) -> list[Node]:
        """Return the papers on whose pages these things are told, and the papers that their inquiries refer to."""
        snapshots = {source for node in about for source in node.all("dct:source")} - self._hidden
        found = {node.iri: node for node in self._seen("dct:source", snapshots, "cg:Paper")}
        for reference in self._seen("cg:fromPaper", list(found), "cg:Reference"):
            for node in self._facts.nodes(reference.all("cg:resolvedTo")):
                if self._is_seen(node):
                    found.setdefault(node.iri, node)
        return [found[iri] for iri in sorted(found)]

    def _paper_events(self, found: list[Node]) -> list[Event]:
        """Return inquiries, the papers they name without a page, and the consultations of all other papers."""
        iris = [paper.iri for paper in found]
        asked, steps = self._by("eli:is_part_of", iris, "cg:Question"), self._by("cg:about", iris, "cg:Step")
        stations, told = self._of_steps([step for group in steps.values() for step in group])
        self._note_places(asked, iris)
        events: list[Event] = []
        for paper in found:
            own = steps[paper.iri]
            if papers.is_inquiry(paper, asked[paper.iri]):
                ends = [d for step in own for d in told[step.iri]]
                events.append(papers.inquiry(self._events, paper, asked[paper.iri], own, ends))
            else:
                events += [self._step(step, stations, told, {}) for step in own]
        asking = [paper.iri for paper in found if papers.is_inquiry(paper, asked[paper.iri])]
        references = self._seen("cg:fromPaper", asking, "cg:Reference")
        return events + [papers.mention(self._events, r) for r in references if not r.one("cg:resolvedTo")]

    def _note_places(self, asked: dict[str, list[Node]], iris: list[str]) -> None:
        """Tell the quotes in which answer or question they stand."""
        for answer in self._facts.pointing("cg:inResponseTo", iris, "cg:Answer"):
            number = answer.one("cg:number") or answer.one("cg:position")
            self._quotes.note_place(answer, Words(f"Antwort zu Frage {number}", f"Answer to question {number}"))
        for question in [q for group in asked.values() for q in group]:
            number = question.one("cg:number") or question.one("cg:position")
            self._quotes.note_place(question, Words(f"Frage {number}", f"Question {number}"))

    def _by(self, predicate: str, objects: list[str], cls: str) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = defaultdict(list)
        for node in self._seen(predicate, objects, cls):
            found[node.one(predicate)].append(node)
        return found

    def _step(
        self, step: Node, stations: dict[str, list[Node]], told: dict[str, list[Node]], involved: dict[str, Node]
    ) -> Event:
        things = [involved[iri] for iri in step.all("cg:involves") if iri in involved]
        return self._events.step(step, stations[step.iri], told[step.iri], things)

    def _decision(self, decision: Node) -> Event:
        """Return a decision that belongs to no step, often told without a date or body."""
        return self._events.step(decision, [], [decision], [])

    def _alone(self, thing: Node) -> Event:
        """Return a funding application or participation event that no step tells of."""
        return self._events.step(thing, [], [], [thing])

    def _edge(self, newer: str, older: str, node: Node) -> Edge:
        relation = code(node.one("cg:relation"))
        old, new = self._facts.name(older), self._facts.name(newer)
        words = filled(word("relation", relation if relation in table("relation") else "other"), older=old)
        return Edge(
            id=self._ids.of(node.iri),
            iri=node.iri,
            newer=self._ids.of(newer),
            older=self._ids.of(older),
            relation=relation,
            words=words,
            title=Words(f"„{new}“ {words.de}", f"“{new}” {words.en}"),
            kind=kinds([node])[0],
            kinds=kinds([node]),
            quotes=self._quotes.of([node]),
            otherwise=self._events.otherwise([node.iri]),
        )

    def _policy(self, policy: str, rank: int, events: list[Event]) -> Policy:
        own = [e.when for e in events if e.policy == self._ids.of(policy) and e.when]
        days = sorted(d for w in own for d in (w.earliest, w.latest) if d)
        nodes = self._policies(self._facts.family([policy]))
        names = sorted(
            {n for node in nodes for p in ("skos:prefLabel", "skos:altLabel", "rdfs:label") for n in node.all(p)}
        )
        name = self._facts.name(policy)
        return Policy(
            id=self._ids.of(policy),
            iri=policy,
            name=name,
            names=[other for other in names if other != name],
            rank=rank,
            earliest=days[0] if days else "",
            latest=days[-1] if days else "",
            quotes=self._quotes.of(nodes),
        )


def in_time(event: Event, ranks: dict[str, int]) -> tuple[bool, str, bool, str, tuple[int, int], str]:
    """Sort key: dated events by day, then undated ones as the pages tell them: page by page, each in the order of its text.

    ranks: of pages, by sha256.
    """
    date = event.when
    first, last = (date.earliest, date.latest) if date else ("", "")
    dated = bool(first or last)
    place = min(((ranks[quote.page], quote.start) for quote in event.quotes), default=(len(ranks), event.order))
    return not dated, first or last, dated and event.sort == "paper", last or "9999", place, event.id
