"""Writes void.ttl: how many statements, things, classes and properties each dataset has, and what it links to (VoID, W3C)."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

import msgspec

from civicgraph.export.lines import triples
from civicgraph.publish.addresses import dataset, file_address
from civicgraph.publish.publication import Distribution, Publication
from civicgraph.publish.statements import VOID, Statements
from civicgraph.store import SourceInfo
from civicgraph.vocab import CONCEPT, RDF

_TYPE = f"<{RDF}type>"


class Counts(msgspec.Struct):
    """What one source's triples, each once, add up to. subjects: things with at least one statement."""

    triples: int
    subjects: int
    classes: Counter[str]
    properties: Counter[str]
    links: Counter[tuple[str, str]]


def void(publication: Publication) -> Iterator[Distribution]:
    """Write one description of all datasets; it belongs to each."""
    graph = Statements()
    for source in publication.sources:
        with publication.quads(source) as lines:
            counts = counted(triples(lines), source, publication.sources)
        _describe(graph, publication, source, counts)
    (publication.into / "void.ttl").write_bytes(graph.turtle())
    for source in publication.sources:
        yield Distribution(
            source.slug, f"{source.slug}-void", ("void.ttl",), f"{source.title}: Beschreibung (VoID)",
            f"{source.title}: description (VoID)", "Zahl der Aussagen, Klassen, Eigenschaften und Verknüpfungen.",
            "Numbers of statements, classes, properties and links.", "text/turtle", "RDF_TURTLE",
            ("http://rdfs.org/ns/void",),
        )  # fmt: skip


def counted(lines: Iterator[bytes], source: SourceInfo, sources: tuple[SourceInfo, ...]) -> Counts:
    """Count sorted N-Triples lines. links: (target, property) to number, for concept schemes and the other sources."""
    found = Counts(0, 0, Counter(), Counter(), Counter())
    targets = {CONCEPT: CONCEPT, **{f"{other.base}/": other.slug for other in sources if other != source}}
    for _, group in groupby(lines, key=lambda line: line.split(b" ", 1)[0]):
        found.subjects += 1
        for line in group:
            subject, predicate, target = line.decode().rstrip(" .\n").split(" ", 2)
            found.triples += 1
            found.properties[predicate[1:-1]] += 1
            if predicate == _TYPE:
                found.classes[target[1:-1]] += 1
            for below, name in targets.items():
                if target.startswith(f"<{below}") and subject.startswith(f"<{source.base}/"):
                    found.links[name, predicate[1:-1]] += 1
    return found


def _describe(graph: Statements, publication: Publication, source: SourceInfo, counts: Counts) -> None:
    own = dataset(publication, source)
    graph.link(own, "rdf:type", VOID + "Dataset")
    graph.text(own, "dct:title", source.title, "de")
    graph.link(own, "dct:license", source.licence)
    graph.text(own, VOID + "uriSpace", f"{source.base}/")
    for name, number in (
        ("triples", counts.triples), ("distinctSubjects", counts.subjects), ("classes", len(counts.classes)),
        ("properties", len(counts.properties)), ("entities", sum(counts.classes.values())),
    ):  # fmt: skip
        graph.number(own, VOID + name, number)
    for vocabulary in sorted({iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in counts.properties}):
        graph.link(own, VOID + "vocabulary", vocabulary)
    for path in sorted((publication.into / "dumps" / source.slug).glob("graph*.nq.gz")):
        graph.link(own, VOID + "dataDump", file_address(publication, f"dumps/{source.slug}/{path.name}"))
    for kind, counter in (("class", counts.classes), ("property", counts.properties)):
        for number, (iri, times) in enumerate(sorted(counter.items()), start=1):
            part = f"{own}-{kind}-{number}"
            graph.link(own, f"{VOID}{kind}Partition", part)
            graph.link(part, VOID + kind, iri)
            graph.number(part, VOID + ("entities" if kind == "class" else "triples"), times)
    _linksets(graph, publication, source, counts)


def _linksets(graph: Statements, publication: Publication, source: SourceInfo, counts: Counts) -> None:
    own = dataset(publication, source)
    targets = {other.slug: dataset(publication, other) for other in publication.sources}
    for number, ((target, predicate), times) in enumerate(sorted(counts.links.items()), start=1):
        linkset = f"{own}-links-{number}"
        graph.link(linkset, "rdf:type", VOID + "Linkset")
        graph.link(own, VOID + "subset", linkset)
        graph.link(linkset, VOID + "subjectsTarget", own)
        graph.link(linkset, VOID + "objectsTarget", targets.get(target, target))
        graph.link(linkset, VOID + "linkPredicate", predicate)
        graph.number(linkset, VOID + "triples", times)
