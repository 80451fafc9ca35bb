"""Lifts the records of one page into its named graph."""

from collections.abc import Callable, Iterable
from functools import singledispatchmethod

from civicgraph.dates import When
from civicgraph.lift import quads
from civicgraph.lift.names import Names
from civicgraph.lift.quads import Graph
from civicgraph.record import (
    STATED,
    About,
    AgendaItem,
    Answer,
    Body,
    Cited,
    Claim,
    Consultation,
    Decision,
    Evidence,
    File,
    Funding,
    LegislativeTerm,
    Lineage,
    Location,
    Meeting,
    Membership,
    Municipality,
    Organisation,
    PageRecords,
    Paper,
    Participation,
    Person,
    Policy,
    Question,
    Reference,
    Step,
    System,
    Thing,
    Vote,
)
from civicgraph.vocab import concept, term

_ORGANISATION = {
    "faction": "cg:Faction",
    "unit": "cg:AdministrativeUnit",
    "programme": "cg:FundingProgramme",
    "agency": "cg:FundingAgency",
    "organization": "cg:Organization",
}
_LINEAGE = {
    "derived-from": "cg:derivedFrom",
    "revises": "cg:revises",
    "replaces": "cg:replaces",
    "implements": "cg:implements",
    "influenced-by": "cg:influencedBy",
}


def lift_page(page: PageRecords, base: str) -> list[bytes]:
    """Return the N-Quads lines of one page's graph, sorted."""
    names = Names(base)
    graph = Graph(names.graph("snapshot", page.snapshot.sha256))
    lifting = _Lifting(graph, names, page)
    lifting.text()
    for thing in page.things:
        lifting.lift(thing)
    return graph.lines()


def lift_evidence(graph: Graph, names: Names, iri: str, cites: Iterable[Cited]) -> None:
    """Write the places that say something of a thing."""
    for cited in cites:
        place = cited.evidence
        evidence = names.evidence(iri, cited.property, place)
        graph.link(iri, "cg:evidence", evidence)
        graph.link(evidence, "rdf:type", term("cg:Evidence"))
        graph.link(evidence, "rdf:type", term("oa:SpecificResource"))
        graph.link(evidence, "oa:hasSource", names.of("text", place.text))
        if cited.property:
            graph.link(evidence, "cg:property", term(cited.property))
        position, quote = names.selector("position", place), names.selector("quote", place)
        graph.link(evidence, "oa:hasSelector", position)
        graph.link(evidence, "oa:hasSelector", quote)
        _lift_place(graph, position, quote, place)


def _lift_place(graph: Graph, position: str, quote: str, place: Evidence) -> None:
    """Write both selectors of a place, once for each graph: many values cite the same words."""
    if not graph.is_first(position):
        return
    graph.link(position, "rdf:type", term("oa:TextPositionSelector"))
    graph.value(position, "oa:start", place.start)
    graph.value(position, "oa:end", place.end)
    graph.link(quote, "rdf:type", term("oa:TextQuoteSelector"))
    graph.add(quote, "oa:exact", quads.text(place.quote))
    graph.add(quote, "oa:prefix", quads.text(place.prefix))
    graph.add(quote, "oa:suffix", quads.text(place.suffix))


def lift_when(graph: Graph, names: Names, iri: str, when: When | None) -> None:
    """Write the date of a thing as an interval; nothing where there is none."""
    if when is None:
        return
    interval = names.interval(when)
    graph.link(iri, "cg:date", interval)
    graph.link(interval, "rdf:type", term("cg:Interval"))
    graph.link(interval, "rdf:type", term("time:ProperInterval"))
    graph.value(interval, "cg:raw", when.raw)
    if when.edtf is not None:
        graph.add(interval, "cg:edtf", quads.edtf(when.edtf))
    graph.value(interval, "cg:earliest", when.earliest)
    graph.value(interval, "cg:latest", when.latest)
    graph.value(interval, "cg:anchor", when.anchor)


class _Lifting:
    """Writes each kind of record; one method a noun, in the order of docs/graph-model.md."""

    def __init__(self, graph: Graph, names: Names, page: PageRecords) -> None:
        self._graph, self._names, self._page = graph, names, page
        self._snapshot = names.of("snapshot", page.snapshot.sha256)

    def text(self) -> None:
        """Write the snapshot's own date and the text that offsets count in."""
        page, graph = self._page, self._graph
        graph.link(self._snapshot, "rdf:type", term("cg:Snapshot"))
        graph.value(self._snapshot, "cg:asOf", page.as_of)
        graph.value(self._snapshot, "cg:pageKind", page.page_kind)
        text = self._names.of("text", page.text_sha256)
        graph.link(text, "rdf:type", term("cg:Text"))
        graph.link(text, "prov:wasDerivedFrom", self._snapshot)
        graph.value(text, "cg:reader", page.reader)
        graph.value(text, "cg:readerVersion", page.reader_version)
        graph.value(text, "schema:text", page.text)
        for file in page.files:
            graph.link(text, "cg:textOf", self._names.of("file", file))

    def _thing(self, iri: str, cls: str, thing: Thing) -> str:
        """Write what every thing has: class, source, evidence."""
        graph = self._graph
        graph.link(iri, "rdf:type", term(cls))
        graph.link(iri, "dct:source", self._snapshot)
        lift_evidence(graph, self._names, iri, thing.cites)
        self._details(iri, thing)
        return iri

    def _details(self, iri: str, thing: Thing) -> None:
        for detail in thing.details:
            subject = iri if detail.subject is None else self._names.about(detail.subject)
            if isinstance(detail.value, About):
                self._graph.link(subject, detail.property, self._names.about(detail.value))
            else:
                self._graph.value(subject, detail.property, detail.value)

    def _concept(self, iri: str, predicate: str, scheme: str, code: str | None) -> None:
        if code is not None:
            self._graph.link(iri, predicate, concept(scheme, code))

    def _to(self, iri: str, predicate: str, noun: str, key: str | None) -> None:
        if key is not None:
            self._graph.link(iri, predicate, self._names.of(noun, key))

    def _when(self, iri: str, when: When | None) -> None:
        lift_when(self._graph, self._names, iri, when)

    @singledispatchmethod
    def lift(self, thing: Thing) -> None:
        """Write one record. Raises TypeError for a kind of record that has no terms: nothing is dropped silently."""
        raise TypeError(f"no terms for {type(thing).__name__}")

    @lift.register
    def _body(self, thing: Body) -> None:
        iri = self._thing(self._names.of("body", thing.key), "cg:Body", thing)
        self._graph.value(iri, "rdfs:label", thing.name)
        self._concept(iri, "org:classification", "body-kind", thing.classification)
        if thing.preferred:
            self._graph.value(iri, "cg:preferredName", thing.name)

    @lift.register
    def _organisation(self, thing: Organisation) -> None:
        iri = self._thing(self._names.of(thing.noun, thing.key), _ORGANISATION[thing.noun], thing)
        self._graph.value(iri, "rdfs:label", thing.name)

    @lift.register
    def _person(self, thing: Person) -> None:
        iri = self._thing(self._names.of("person", thing.key), "cg:Person", thing)
        self._graph.value(iri, "rdfs:label", thing.name)
        self._graph.value(iri, "foaf:familyName", thing.family_name)
        self._graph.value(iri, "foaf:givenName", thing.given_name)
        self._graph.value(iri, "foaf:title", thing.title)

    @lift.register
    def _membership(self, thing: Membership) -> None:
        iri = self._thing(self._names.membership(thing), "cg:Membership", thing)
        self._to(iri, "org:member", "person", thing.person or None)
        self._concept(iri, "org:role", "person-role", thing.role)
        self._graph.value(iri, "cg:rawRole", thing.raw_role)
        if thing.noun is not None:
            self._to(iri, "org:organization", thing.noun, thing.organisation)

    @lift.register
    def _meeting(self, thing: Meeting) -> None:
        iri = self._thing(self._names.meeting(thing.key), "cg:Meeting", thing)
        self._to(iri, "cg:body", "body", thing.body or None)
        for name, value in (
            ("cg:start", thing.start),
            ("cg:end", thing.end),
            ("cg:room", thing.room),
            ("cg:place", thing.place),
        ):
            self._graph.value(iri, name, value)
        self._graph.value(iri, "cg:occasion", thing.occasion)
        self._graph.value(iri, "cg:publicity", thing.publicity)

    @lift.register
    def _agenda_item(self, thing: AgendaItem) -> None:
        iri = self._thing(self._names.agenda_item(thing), "cg:AgendaItem", thing)
        self._to(iri, "dct:isPartOf", "meeting", thing.meeting)
        self._graph.value(iri, "cg:number", thing.number)
        self._graph.value(iri, "dct:title", thing.title)
        for paper in (thing.paper, *thing.papers):
            self._to(iri, "cg:paper", "paper", paper)
        self._graph.value(iri, "cg:isPublic", thing.is_public)
        self._graph.value(iri, "cg:position", thing.position)

    @lift.register
    def _paper(self, thing: Paper) -> None:
        iri = self._thing(self._names.of("paper", thing.key), "cg:Paper", thing)
        self._graph.value(iri, "dct:identifier", thing.number)
        self._graph.value(iri, "dct:title", thing.title)
        self._concept(iri, "eli:work_type", "paper-type", thing.paper_type)
        self._graph.value(iri, "cg:rawType", thing.raw_type)
        for noun, key in thing.creators:
            self._to(iri, "dct:creator", noun, key)
        self._to(iri, "cg:leadUnit", "unit", thing.lead_unit)
        for clerk in thing.clerks:
            self._to(iri, "cg:clerk", "person", clerk)
        self._graph.value(iri, "cg:isPublic", thing.is_public)
        self._graph.value(iri, "cg:publicity", thing.publicity)
        self._when(iri, thing.when)

    @lift.register
    def _municipality(self, thing: Municipality) -> None:
        iri = self._thing(self._names.of("municipality", thing.key), "cg:Municipality", thing)
        self._graph.value(iri, "rdfs:label", thing.name)
        self._graph.value(iri, "dct:identifier", thing.ags)

    @lift.register
    def _system(self, thing: System) -> None:
        iri = self._thing(self._names.of("system", thing.key), "cg:System", thing)
        self._graph.value(iri, "rdfs:label", thing.name)

    @lift.register
    def _legislative_term(self, thing: LegislativeTerm) -> None:
        iri = self._thing(self._names.of("legislative-term", thing.key), "cg:LegislativeTerm", thing)
        self._graph.value(iri, "rdfs:label", thing.name)

    @lift.register
    def _location(self, thing: Location) -> None:
        iri = self._thing(self._names.of("location", thing.key), "cg:Location", thing)
        self._graph.value(iri, "dct:description", thing.description)

    @lift.register
    def _file(self, thing: File) -> None:
        iri = self._thing(self._names.of("file", thing.key), "cg:File", thing)
        self._graph.value(iri, "rdfs:label", thing.name)

    @lift.register
    def _question(self, thing: Question) -> None:
        iri = self._thing(self._names.question(thing.paper, thing.key), "cg:Question", thing)
        self._to(iri, "eli:is_part_of", "paper", thing.paper)
        if thing.parent is not None:
            self._graph.link(iri, "cg:parentQuestion", self._names.question(thing.paper, thing.parent))
        self._graph.value(iri, "cg:number", thing.number)
        self._graph.value(iri, "cg:position", thing.position)
        self._graph.value(iri, "schema:text", thing.text)
        for noun, key in thing.asked_by:
            self._to(iri, "cg:askedBy", noun, key)

    @lift.register
    def _answer(self, thing: Answer) -> None:
        iri = self._thing(self._names.answer(thing.paper, thing.key), "cg:Answer", thing)
        self._to(iri, "cg:inResponseTo", "paper", thing.paper)
        self._graph.value(iri, "cg:number", thing.number)
        for number in thing.answers:
            self._graph.value(iri, "cg:answersNumber", number)
        self._graph.value(iri, "cg:position", thing.position)
        self._graph.value(iri, "schema:text", thing.text)
        if thing.answered_by is not None:
            self._to(iri, "cg:answeredBy", *thing.answered_by)
        self._concept(iri, "cg:answererRole", "person-role", thing.role)

    @lift.register
    def _step(self, thing: Step) -> None:
        names, graph = self._names, self._graph
        iri = self._thing(names.step(thing), "cg:Step", thing)
        self._to(iri, "cg:body", "body", thing.body)
        self._concept(iri, "cg:event", "event-kind", thing.event)
        self._when(iri, thing.when)
        self._to(iri, "cg:meeting", "meeting", thing.meeting)
        graph.value(iri, "rdfs:label", thing.label)
        if thing.precedes is not None and names.step(thing.precedes) != iri:
            graph.link(iri, "cg:nextStep", names.step(thing.precedes))
        for noun, key in thing.involves:
            owner = f"{thing.about.key}/{key}" if noun == "participation" else key
            graph.link(iri, "cg:involves", names.of(noun, owner))
        self._process(thing.about, iri)
        self._station(thing, iri)

    def _process(self, about: About, step: str) -> None:
        names, graph = self._names, self._graph
        graph.link(step, "cg:about", names.about(about))
        process = self._thing(names.process(about), "cg:ConsultationProcess", Thing())
        graph.link(process, "cg:about", names.about(about))
        graph.link(process, "eli-dl:consists_of", step)

    @lift.register
    def _consultation(self, thing: Consultation) -> None:
        graph = self._graph
        iri = self._thing(self._names.of("step", thing.key), "cg:Step", thing)
        self._to(iri, "cg:body", "body", thing.body)
        self._concept(iri, "cg:event", "event-kind", "consultation")
        self._to(iri, "cg:meeting", "meeting", thing.meeting)
        if thing.about is not None:
            self._process(thing.about, iri)
        station = self._thing(
            f"{iri}/station/{self._page.snapshot.sha256[:12]}", "cg:Station", Thing(cites=thing.cites)
        )
        graph.link(station, "cg:step", iri)
        self._concept(station, "cg:consultationRole", "consultation-role", thing.role)
        graph.value(station, "cg:rawRole", thing.raw_role)
        self._concept(station, "cg:kind", "statement-kind", STATED)

    def _station(self, thing: Step, step: str) -> None:
        graph = self._graph
        iri = self._thing(self._names.station(thing, self._page.snapshot.sha256), "cg:Station", thing)
        graph.link(iri, "cg:step", step)
        graph.value(iri, "cg:position", thing.position)
        graph.value(iri, "cg:rawDate", thing.when.raw if thing.when is not None else None)
        self._concept(iri, "cg:consultationRole", "consultation-role", thing.role)
        graph.value(iri, "cg:rawRole", thing.raw_role)
        self._concept(iri, "cg:status", "step-status", thing.status)
        self._concept(iri, "cg:kind", "statement-kind", thing.kind)

    @lift.register
    def _decision(self, thing: Decision) -> None:
        iri = self._thing(self._names.decision(thing), "cg:Decision", thing)
        self._graph.link(iri, "cg:about", self._names.about(thing.about))
        self._to(iri, "cg:body", "body", thing.body)
        self._when(iri, thing.when)
        self._concept(iri, "eli-dl:decision_outcome", "outcome", thing.outcome)
        self._graph.value(iri, "cg:rawOutcome", thing.raw_outcome)
        if thing.step is not None:
            self._graph.link(iri, "cg:step", self._names.step(thing.step))
        self._concept(iri, "cg:kind", "statement-kind", thing.kind)

    @lift.register
    def _vote(self, thing: Vote) -> None:
        graph, iri = self._graph, self._thing(self._names.vote(thing), "cg:Vote", thing)
        graph.link(iri, "cg:decision", self._names.decision(thing.decision))
        graph.value(iri, "cg:rawVote", thing.raw)
        self._concept(iri, "cg:voteResult", "vote-result", thing.result)
        for name, count in (
            ("cg:yes", thing.yes),
            ("cg:no", thing.no),
            ("cg:abstentions", thing.abstentions),
            ("cg:biased", thing.biased),
            ("cg:present", thing.present),
        ):
            graph.value(iri, name, count)
        self._to(iri, "cg:group", "faction", thing.group)

    @lift.register
    def _policy(self, thing: Policy) -> None:
        iri = self._thing(self._names.of("policy", thing.key), "cg:Policy", thing)
        self._graph.value(iri, "rdfs:label", thing.name)

    @lift.register
    def _lineage(self, thing: Lineage) -> None:
        iri = self._thing(self._names.lineage(thing), "cg:Lineage", thing)
        newer, older = (self._names.of("policy", key) for key in (thing.newer, thing.older))
        graph = self._graph
        graph.link(iri, "cg:newer", newer)
        graph.link(iri, "cg:older", older)
        self._concept(iri, "cg:relation", "lineage-relation", thing.relation)
        self._concept(iri, "cg:kind", "statement-kind", thing.kind)
        graph.link(newer, _LINEAGE[thing.relation], older)
        graph.link(newer, "cg:builtOn", older)
        graph.link(older, "cg:ledTo", newer)

    @lift.register
    def _funding(self, thing: Funding) -> None:
        iri = self._thing(self._names.of("funding", thing.key), "cg:FundingApplication", thing)
        self._graph.value(iri, "rdfs:label", thing.name)
        self._to(iri, "cg:programme", "programme", thing.programme)
        self._to(iri, "cg:agency", "agency", thing.agency)
        self._when(iri, thing.when)
        if thing.about is not None:
            self._graph.link(iri, "cg:about", self._names.about(thing.about))

    @lift.register
    def _participation(self, thing: Participation) -> None:
        iri = self._thing(self._names.participation(thing), "cg:Participation", thing)
        self._graph.value(iri, "rdfs:label", thing.name)
        self._concept(iri, "cg:participationKind", "participation-kind", thing.participation_kind)
        if thing.about is not None:
            self._graph.link(iri, "cg:about", self._names.about(thing.about))
        self._when(iri, thing.when)

    @lift.register
    def _claim(self, thing: Claim) -> None:
        names, paper = self._names, self._page.paper or ""
        iri = self._thing(names.claim(thing, paper), "cg:Claim", thing)
        self._graph.value(iri, "cg:subject", thing.subject)
        self._graph.add(iri, "cg:value", quads.number(thing.value))
        self._concept(iri, "cg:modifier", "claim-modifier", thing.modifier)
        self._graph.value(iri, "cg:unit", thing.unit)
        noun, key = thing.stated_in
        places: dict[str, Callable[[str, str], str]] = {"question": names.question, "answer": names.answer}
        self._graph.link(iri, "cg:statedIn", places[noun](paper, key) if noun in places else names.of(noun, key))
        self._concept(iri, "cg:kind", "statement-kind", thing.kind)

    @lift.register
    def _reference(self, thing: Reference) -> None:
        iri = self._thing(self._names.reference(thing), "cg:Reference", thing)
        self._to(iri, "cg:fromPaper", "paper", thing.from_paper)
        self._concept(iri, "cg:referenceKind", "reference-kind", thing.reference_kind)
        self._graph.value(iri, "cg:number", thing.number)
        self._graph.value(iri, "dct:title", thing.title)
        self._when(iri, thing.when)
        self._concept(iri, "cg:kind", "statement-kind", thing.kind)
