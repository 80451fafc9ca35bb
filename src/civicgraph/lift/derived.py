"""Lifts what stands in no page's graph: links, identities, the catalog, the concept schemes."""

import pyoxigraph

from civicgraph.bundled import folder
from civicgraph.iri import checked, digest
from civicgraph.lift.consulted import lift_consulted, lift_place
from civicgraph.lift.names import Names
from civicgraph.lift.quads import Graph
from civicgraph.record import (
    Answer,
    Decision,
    Identity,
    Links,
    Meeting,
    Paper,
    Question,
    Reference,
    Snapshot,
    Step,
    Thing,
)
from civicgraph.source import Source
from civicgraph.vocab import CONCEPTS_GRAPH, concept, term


def lift_links(links: Links, base: str) -> list[bytes]:
    """Return the lines of one group's link graph; [] where nothing was derived."""
    names = Names(base)
    name = names.graph("link", links.group)
    graph = Graph(name)
    for alignment in links.alignments:
        question, answer = (
            names.question(alignment.paper, alignment.question),
            names.answer(alignment.answer_paper or alignment.paper, alignment.answer),
        )
        iri = f"{base}/alignment/{digest(question, answer)}"
        graph.link(iri, "rdf:type", term("cg:Alignment"))
        graph.link(iri, "cg:question", question)
        graph.link(iri, "cg:answer", answer)
        graph.link(iri, "cg:kind", concept("statement-kind", alignment.kind))
        graph.value(iri, "cg:rule", alignment.rule)
        graph.link(answer, "cg:answers", question)
    for status in links.statuses:
        question = names.question(status.paper, status.question)
        graph.link(question, "cg:answerStatus", concept("answer-status", status.status))
        for sha256 in status.looked_in:
            graph.link(question, "cg:lookedIn", names.of("snapshot", sha256))
    for resolved in links.references:
        paper = names.of("paper", resolved.paper)
        graph.link(names.reference(resolved.reference), "cg:resolvedTo", paper)
        if resolved.reference.reference_kind == "follows-up":
            graph.link(names.of("paper", resolved.reference.from_paper), "cg:followsUp", paper)
    for asked in links.again:
        later, earlier = names.question(asked.paper, asked.question), names.question(asked.earlier_paper, asked.earlier)
        graph.link(later, "cg:asksAgain", earlier)
    for contradiction in links.contradictions:
        _contradiction(
            graph, names, contradiction.about, contradiction.property, contradiction.values, contradiction.snapshots
        )
    for told in links.consulted:
        lift_consulted(graph, names, told)
    for place in links.places:
        lift_place(graph, names, place)
    if graph.lines():
        for sha256 in links.snapshots:
            graph.link(name, "prov:wasDerivedFrom", names.of("snapshot", sha256))
    return graph.lines()


def _contradiction(
    graph: Graph, names: Names, about: Thing, name: str, values: tuple[str, ...], snapshots: tuple[str, ...]
) -> None:
    subject = iri_of(names, about)
    iri = f"{names.base}/contradiction/{digest(subject, name)}"
    graph.link(iri, "rdf:type", term("cg:Contradiction"))
    graph.link(iri, "cg:about", subject)
    graph.link(iri, "cg:property", term(name))
    for value in values:
        graph.value(iri, "cg:value", value)
    for sha256 in snapshots:
        graph.link(iri, "dct:source", names.of("snapshot", sha256))


def iri_of(names: Names, thing: Thing) -> str:
    """Return the IRI of what link compares and derives from.

    Raises TypeError for records that link does not compare.
    """
    if isinstance(thing, Step):
        return names.step(thing)
    if isinstance(thing, Paper):
        return names.of("paper", thing.key)
    if isinstance(thing, Meeting):
        return names.meeting(thing.key)
    if isinstance(thing, Question):
        return names.question(thing.paper, thing.key)
    if isinstance(thing, Answer):
        return names.answer(thing.paper, thing.key)
    if isinstance(thing, Decision):
        return names.decision(thing)
    if isinstance(thing, Reference):
        return names.reference(thing)
    raise TypeError(f"link does not compare {type(thing).__name__}")


def lift_identity(identity: Identity, base: str) -> list[bytes]:
    """Return the lines of the identity graph."""
    names = Names(base)
    graph = Graph(names.graph("identity"))
    for name in identity.names:
        iri = names.of(name.noun, name.key)
        graph.value(iri, "skos:prefLabel", name.preferred)
        for other in name.others:
            graph.value(iri, "skos:altLabel", other)
        graph.link(iri, "cg:canonical", names.of(name.noun, name.canonical))
    for join in identity.joins:
        alias, canonical = names.of(join.noun, join.alias), names.of(join.noun, join.canonical)
        iri = f"{base}/identity/{digest(alias, canonical, join.rule)}"
        graph.link(iri, "rdf:type", term("cg:IdentityLink"))
        graph.link(iri, "cg:alias", alias)
        graph.link(iri, "cg:canonical", canonical)
        graph.link(iri, "cg:kind", concept("statement-kind", join.kind))
        graph.value(iri, "cg:rule", join.rule)
    return graph.lines()


def lift_source(source: Source) -> list[bytes]:
    """Return the lines of the catalog graph that tell of the source itself."""
    names = Names(source.base)
    graph = Graph(names.graph("catalog"))
    own = f"{source.base}/source"
    graph.link(own, "rdf:type", term("cg:Source"))
    graph.value(own, "dct:identifier", source.slug)
    graph.value(own, "rdfs:label", source.title or source.municipality.name or source.slug)
    graph.value(own, "dct:publisher", source.publisher.name)
    if source.licence:
        graph.link(own, "dct:license", checked(source.licence))
    if source.municipality.name:
        municipality = f"{source.base}/municipality"
        graph.link(own, "cg:municipality", municipality)
        graph.link(municipality, "rdf:type", term("cg:Municipality"))
        graph.value(municipality, "rdfs:label", source.municipality.name)
        graph.value(municipality, "dct:identifier", source.municipality.ags)
    return graph.lines()


def lift_snapshot(snapshot: Snapshot, base: str) -> list[bytes]:
    """Return the lines of the catalog graph that tell of one snapshot and the pages it was read from."""
    names = Names(base)
    graph = Graph(names.graph("catalog"))
    source = f"{base}/source"
    iri = names.of("snapshot", snapshot.sha256)
    graph.link(iri, "rdf:type", term("cg:Snapshot"))
    graph.value(iri, "cg:sha256", snapshot.sha256)
    graph.value(iri, "dct:format", snapshot.media_type)
    graph.value(iri, "dct:extent", snapshot.size)
    graph.value(iri, "cg:retrieved", snapshot.retrieved)
    graph.link(iri, "dct:isPartOf", source)
    for location in snapshot.locations:
        graph.value(iri, "schema:url", location)
        page = names.of("page", digest(location))
        graph.link(page, "rdf:type", term("cg:Page"))
        graph.value(page, "schema:url", location)
        graph.link(page, "cg:snapshot", iri)
        graph.link(page, "dct:isPartOf", source)
    return graph.lines()


def lift_concepts() -> list[bytes]:
    """Return the concept schemes of the ontology as lines of one graph, so that questions can print labels."""
    store = pyoxigraph.Store()
    graph = pyoxigraph.NamedNode(CONCEPTS_GRAPH)
    for file in sorted((folder("ontology") / "concepts").glob("*.ttl")):
        store.load(path=str(file), format=pyoxigraph.RdfFormat.TURTLE, to_graph=graph)
    written = store.dump(format=pyoxigraph.RdfFormat.N_QUADS)
    assert written is not None  # bytes where no output is given
    return sorted(written.splitlines(keepends=True))
