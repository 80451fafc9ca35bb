"""Turns steps, decisions and applications of the graph into events of the view."""

from collections.abc import Iterable

from civicgraph.view.days import day
from civicgraph.view.lineage.facts import Facts, Node
from civicgraph.view.lineage.ids import Ids
from civicgraph.view.lineage.model import Detail, Event, Otherwise, Outcome, Questions, When, Words
from civicgraph.view.lineage.quotes import Quotes
from civicgraph.view.lineage.when import when
from civicgraph.view.lineage.words import NOTHING, filled, same, word

SORTS = {"funding-application": "funding", "participation": "participation", "publication": "publication"}
OWN_SORTS = {"cg:Decision": "decision", "cg:FundingApplication": "funding", "cg:Participation": "participation"}
KINDS = ("stated", "corrected", "derived", "inferred")
UNPLACED = 1 << 30


def code(iri: str) -> str:
    """Return the code of a concept IRI."""
    return iri.rpartition("/")[2]


def kinds(things: Iterable[Node]) -> list[str]:
    """Return the statement kinds of things, the strongest first; stated where nothing else is said."""
    found = {code(kind) for thing in things for kind in thing.all("cg:kind")} or {"stated"}
    return sorted(found, key=lambda kind: (KINDS.index(kind) if kind in KINDS else len(KINDS), kind))


def concept(facts: Facts, iri: str) -> Words:
    """Return a concept's label in both languages; its code where the graph holds none."""
    node = facts.node(iri)
    german = node.lang("skos:prefLabel", "de")
    return Words(german or code(iri), node.lang("skos:prefLabel", "en") or german or code(iri)) if iri else NOTHING


class Events:
    """Makes events. `policies`: canonical IRI of each policy on the way to its name."""

    def __init__(self, facts: Facts, quotes: Quotes, ids: Ids, policies: dict[str, str]) -> None:
        self.facts, self.quotes, self.ids, self.policies = facts, quotes, ids, policies

    def step(self, step: Node, stations: list[Node], decisions: list[Node], involved: list[Node]) -> Event:
        """Return the event of one step, with what its stations, decisions and involved things say."""
        about = self.facts.canonical(step.one("cg:about"))
        of_policy = about in self.policies
        sort = SORTS.get(code(step.one("cg:event")), "consultation")
        if code(step.one("cg:event")) == "adoption":
            sort = "adoption"
        if sort == "consultation" and not of_policy:
            sort = "paper"
        sort = OWN_SORTS.get(next((c for c in OWN_SORTS if step.is_a(c)), ""), sort)
        date = when(self.facts.nodes(step.all("cg:date")), [raw for s in stations for raw in s.all("cg:rawDate")])
        if date is None:
            date = when(self.facts.nodes({d for node in decisions for d in node.all("cg:date")}), [])
        status, status_words = self._status(step, stations, date)
        outcomes = self.outcomes(decisions)
        roles = sorted({role for station in stations for role in station.all("cg:consultationRole")})
        names = [step.one("rdfs:label"), *(self.facts.name(thing.iri) for thing in involved)]
        name = next((n for n in (names[1:] + names[:1] if sort == "funding" else names) if n), "")
        paper = self.facts.node("" if of_policy else about)
        own = self.policies.get(about, "")
        shown = own or paper.one("dct:title") or self.facts.name(about)
        return self.event(
            step,
            sort=sort,
            about=about,
            title=_title(sort, shown, name),
            label=_label(sort, outcomes, name, status, paper.one("dct:identifier"), "" if is_dated(date) else own),
            date=date,
            body=step.one("cg:body"),
            status=(status, status_words),
            kinds=kinds([*stations, *decisions]),
            role=concept(self.facts, roles[0]) if roles else NOTHING,
            outcomes=outcomes,
            details=[*_step_details(step, name), *self.involved(involved), *self.paper(paper)],
            says=[*stations, step, *decisions, *involved],
        )

    def event(
        self,
        thing: Node,
        *,
        sort: str,
        about: str,
        title: Words,
        label: Words,
        date: When | None,
        body: str,
        status: tuple[str, Words],
        kinds: list[str],
        says: list[Node],
        role: Words = NOTHING,
        outcomes: list[Outcome] | None = None,
        details: list[Detail] | None = None,
        questions: Questions | None = None,
        otherwise: list[Otherwise] | None = None,
    ) -> Event:
        """Return an event of any sort; says: the things whose evidence supports it, the most telling first."""
        actor = self.facts.canonical(body)
        quotes = self.quotes.of(says)
        contradicted = self.otherwise([thing.iri, *(node.iri for node in says)])
        return Event(
            id=self.ids.of(thing.iri),
            iri=thing.iri,
            sort=sort,
            lane=_lane(sort, self.ids.of(actor)),
            policy=self.ids.of(about) if about in self.policies else "",
            title=title,
            label=label,
            when=date,
            order=min((quote.start for quote in quotes), default=UNPLACED),
            actor=self.facts.name(actor),
            actor_kind=code(self.facts.node(actor).one("org:classification")),
            status=status[0],
            status_words=status[1],
            kind=kinds[0],
            kinds=kinds,
            role=role,
            outcomes=outcomes or [],
            details=details or [],
            quotes=quotes,
            otherwise=[*(otherwise or []), *contradicted],
            related=[],
            questions=questions,
        )

    def outcomes(self, decisions: list[Node]) -> list[Outcome]:
        """Return how something ended, one entry per wording, with the pages that say so."""
        found = []
        for node in decisions:
            concept_iri = node.one("eli-dl:decision_outcome")
            label = concept(self.facts, concept_iri) if concept_iri else same(node.one("cg:rawOutcome"))
            pages = sorted(self.quotes.page(snapshot).sha256 for snapshot in node.all("dct:source"))
            raw = " · ".join(node.all("cg:rawOutcome"))
            found.append(Outcome(code(concept_iri), label, raw, kinds([node])[0], pages))
        return found

    def otherwise(self, iris: Iterable[str]) -> list[Otherwise]:
        """Return the contradictions kept about these things."""
        found = []
        for node in self.facts.pointing("cg:about", iris, "cg:Contradiction"):
            prop = node.one("cg:property").replace("#", "/").rpartition("/")[2]
            pages = sorted(self.quotes.page(snapshot).sha256 for snapshot in node.all("dct:source"))
            found.append(Otherwise(word("property", prop), node.all("cg:value"), pages))
        return found

    def involved(self, things: list[Node]) -> list[Detail]:
        """Return lines for funding applications and participation events."""
        lines = []
        for thing in things:
            lines += [
                Detail(word("detail", name), same(self.facts.name(iri)))
                for name in ("programme", "agency")
                for iri in thing.all(f"cg:{name}")
            ]
            if form := thing.one("cg:participationKind"):
                label = concept(self.facts, form)
                name = self.facts.name(thing.iri)
                lines.append(Detail(word("detail", "form"), Words(f"{name} ({label.de})", f"{name} ({label.en})")))
        return lines

    def paper(self, paper: Node) -> list[Detail]:
        """Return lines for the paper that something is about; [] for none."""
        named = " · ".join(part for part in (paper.one("dct:identifier"), paper.one("dct:title")) if part)
        lines = [Detail(word("detail", "paper"), same(named))] if named else []
        authors = ", ".join(self.facts.name(iri) for iri in paper.all("dct:creator"))
        return [*lines, Detail(word("detail", "authors"), same(authors))] if authors else lines

    def _status(self, step: Node, stations: list[Node], date: When | None) -> tuple[str, Words]:
        told: dict[str, list[str]] = {}
        for station in stations:
            for status in station.all("cg:status"):
                own = [self.quotes.page(snapshot).as_of for snapshot in station.all("dct:source")]
                told.setdefault(code(status), []).extend(own)
        if "held" in told:
            return "held", _held(date, max(told["held"], default=""))
        if "planned" in told:
            return "planned", planned(date)
        if date is None:
            return "", word("status_long", "undated")
        own_days = {self.quotes.page(snapshot).as_of for snapshot in step.all("dct:source")}
        return "", on_day(date.earliest) if date.earliest and date.earliest in own_days else NOTHING


def _held(date: When | None, as_of: str) -> Words:
    """Say how a past date lies to the page's own day."""
    if not as_of or date is None or not date.earliest:
        return word("status_long", "past")
    if date.earliest == as_of:
        return on_day(as_of)
    return filled(word("status_long", "begun" if not date.latest or date.latest >= as_of else "held"), asof=_day(as_of))


def on_day(as_of: str) -> Words:
    """Say that a date is the page's own day: whether it was before or after is not said."""
    return filled(word("status_long", "on_day"), asof=_day(as_of))


def planned(date: When | None) -> Words:
    """Say that something was announced, and no more."""
    if date is None or not (date.words.de or date.raw):
        return word("status_long", "planned_undated")
    said = date.words if date.words.de else same(", ".join(date.raw))
    return filled(word("status_long", "planned"), when=said)


def _day(iso: str) -> Words:
    return Words(day(iso, "de"), day(iso, "en"))


def _lane(sort: str, actor: str) -> str:
    by_sort = {"inquiry": "inquiries", "mention": "inquiries"}
    if sort in ("funding", "participation", "publication"):
        return sort
    return by_sort.get(sort) or actor or ("adoption" if sort == "adoption" else "nobody")


def _title(sort: str, shown: str, name: str) -> Words:
    title, sorted_as = (
        name if sort in ("funding", "participation", "publication") and name else shown,
        word("sort", sort),
    )
    return Words(f"{sorted_as.de}: „{title}“", f"{sorted_as.en}: “{title}”")


def is_dated(date: When | None) -> bool:
    """True where at least one bound of a date is known."""
    return bool(date and (date.earliest or date.latest))


def _label(sort: str, outcomes: list[Outcome], name: str, status: str, number: str, policy: str) -> Words:
    """Return the short text in the drawing: how it ended, else what it is called, else that it was announced.

    policy: named where the event has no date, as it then stands apart from the policy's band; "" elsewhere.
    """
    if outcomes:
        said = Words(" / ".join(o.raw or o.label.de for o in outcomes), " / ".join(o.label.en for o in outcomes))
        return Words(f"{number}: {said.de}", f"{number}: {said.en}") if number else _with(said, policy)
    if name and sort != "consultation":
        return same(name)
    if status == "planned":
        return _with(word("status", "planned"), policy)
    return same(number or policy)


def _with(said: Words, policy: str) -> Words:
    return Words(f"{said.de}: {policy}", f"{said.en}: {policy}") if policy else said


def _step_details(step: Node, name: str) -> list[Detail]:
    label = step.one("rdfs:label")
    return [Detail(word("detail", "label"), same(label))] if label and label != name else []
