"""Writes the ontology, concept schemes and shapes below ns/, as Turtle and as one page that people can read."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pyoxigraph

from civicgraph import __version__
from civicgraph.bundled import folder
from civicgraph.publish.publication import Distribution, Publication
from civicgraph.view.rendering import environment
from civicgraph.vocab import CG, CONCEPT, PREFIXES

_COLUMNS = ("de", "en", "meaning_de", "meaning_en")
TEMPLATES = Path(__file__).parent / "templates"
_TERMS = """
SELECT ?iri (SAMPLE(?german) AS ?de) (SAMPLE(?english) AS ?en) (SAMPLE(?g) AS ?meaning_de) (SAMPLE(?e) AS ?meaning_en) WHERE {{
  {where}
  OPTIONAL {{ ?iri {label} ?german FILTER(lang(?german) = "de") }}
  OPTIONAL {{ ?iri {label} ?english FILTER(lang(?english) = "en") }}
  OPTIONAL {{ ?iri {comment} ?g FILTER(lang(?g) = "de") }}
  OPTIONAL {{ ?iri {comment} ?e FILTER(lang(?e) = "en") }}
}} GROUP BY ?iri ORDER BY ?iri"""
_OWN = f'FILTER(STRSTARTS(STR(?iri), "{CG}"))'
_KINDS = "VALUES ?kind { rdf:Property owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }"
_OF_ONTOLOGY = ("rdfs:label", "rdfs:comment")
_OF_CONCEPTS = ("skos:prefLabel", "skos:definition")
_WHOLE = {
    "ontology": ("Ontologie und Begriffslisten", "ontology and concept schemes"),
    "shapes": ("Prüfregeln (SHACL)", "shapes (SHACL)"),
}
"""What lies below ns/ in one file, in German and English."""
_STANDARDS = {"ontology": ("http://www.w3.org/2002/07/owl#",), "shapes": ("http://www.w3.org/ns/shacl#",)}
_RULES = """
SELECT ?iri (SAMPLE(?german) AS ?de) (SAMPLE(?english) AS ?en) ("" AS ?meaning_de) ("" AS ?meaning_en) WHERE {
  ?iri sh:severity ?severity ; sh:message ?german , ?english
  FILTER(isIRI(?iri) && lang(?german) = "de" && lang(?english) = "en")
} GROUP BY ?iri ORDER BY ?iri"""


class Term(msgspec.Struct, frozen=True):
    """A class, property, concept or rule. key: its id on the page; the name and the meaning are told in German and English."""

    key: str
    iri: str
    de: str
    en: str
    meaning_de: str
    meaning_en: str


def terms(publication: Publication) -> Iterator[Distribution]:
    """Write what the statements mean, so that the data can be read when this project is gone; it belongs to each dataset."""
    into = publication.into / "ns"
    store = pyoxigraph.Store()
    for name in ("ontology", "shapes"):
        for path in sorted(folder(name).rglob("*.*")):
            if path.suffix in (".ttl", ".jsonld"):
                _copied(path, into / name / path.relative_to(folder(name)), store)
    for name in ("ontology", "shapes"):
        _together(folder(name), into / f"{name}.ttl")
    page = environment(TEMPLATES).get_template("terms.html.j2").render(sections=_sections(store), version=__version__)
    (into / "index.html").write_text(page, "utf-8", newline="\n")
    for source in publication.sources:
        yield Distribution(
            source.slug, f"{source.slug}-ns", ("ns/index.html",), f"{source.title}: Begriffe", f"{source.title}: terms",
            "Was Klassen, Eigenschaften, Begriffslisten und Prüfregeln bedeuten; daneben liegen sie als Turtle.",
            "What classes, properties, concept schemes and shapes mean; beside the page they lie as Turtle.",
            "text/html", "HTML", (CG.rstrip("#"),),
        )  # fmt: skip
        for name, (german, english) in _WHOLE.items():
            yield Distribution(
                source.slug, f"{source.slug}-ns-{name}", (f"ns/{name}.ttl",), f"{source.title}: {german}",
                f"{source.title}: {english}", f"{german} in einer Datei; einzeln liegt alles daneben.",
                f"{english} in one file; each alone lies beside it.".capitalize(), "text/turtle", "RDF_TURTLE",
                _STANDARDS[name],
            )  # fmt: skip


def _together(source: Path, target: Path) -> None:
    """Write all Turtle files of a folder as one: a prefix may be declared again (Turtle, 2.4)."""
    parts = [path.read_bytes().rstrip() for path in sorted(source.rglob("*.ttl"))]
    target.write_bytes(b"\n\n".join(parts) + b"\n")


def _copied(path: Path, target: Path, store: pyoxigraph.Store) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)
    if path.suffix == ".ttl":
        store.load(path.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE)


def _sections(store: pyoxigraph.Store) -> list[tuple[str, str, list[Term]]]:
    """Return (German heading, English heading, terms) for classes, properties, each concept scheme, and the shapes."""
    schemes = _asked(store, "?iri a skos:ConceptScheme", _OF_CONCEPTS)
    concepts = {scheme: _asked(store, f"?iri skos:inScheme <{scheme.iri}>", _OF_CONCEPTS) for scheme in schemes}
    return [
        ("Klassen", "Classes", _asked(store, f"?iri a owl:Class {_OWN}", _OF_ONTOLOGY)),
        ("Eigenschaften", "Properties", _asked(store, f"?iri a ?kind {_KINDS} {_OWN}", _OF_ONTOLOGY)),
        *((scheme.de, scheme.en, found) for scheme, found in concepts.items()),
        ("Prüfregeln", "Shapes", _answers(store, _RULES)),
    ]


def _asked(store: pyoxigraph.Store, where: str, named: tuple[str, str]) -> list[Term]:
    return _answers(store, _TERMS.format(where=where, label=named[0], comment=named[1]))


def _answers(store: pyoxigraph.Store, question: str) -> list[Term]:
    prefixes = {**PREFIXES, "owl": "http://www.w3.org/2002/07/owl#", "sh": "http://www.w3.org/ns/shacl#"}
    rows = store.query(question, prefixes=prefixes)
    return [
        Term(_key(row["iri"].value), row["iri"].value, *(row[name].value if row[name] else "" for name in _COLUMNS))
        for row in rows  # type: ignore[union-attr]
    ]


def _key(iri: str) -> str:
    """Return the id of a term on the page: `Paper` for cg:Paper, `outcome/adopted` for a concept, else what follows the last #."""
    return iri.removeprefix(CONCEPT) if iri.startswith(CONCEPT) else iri.rpartition("#")[2]
