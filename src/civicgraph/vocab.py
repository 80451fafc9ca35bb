"""Spells the terms that lift writes, and hands out the concept schemes as phrase tables."""

import re
from functools import cache

import msgspec
import pyoxigraph

from civicgraph.bundled import folder

CG = "https://w3id.org/civicgraph/ns#"
CONCEPT = "https://w3id.org/civicgraph/concept/"
CONCEPTS_GRAPH = "https://w3id.org/civicgraph/graph/concepts"
DCT = "http://purl.org/dc/terms/"
ELI = "http://data.europa.eu/eli/ontology#"
ELI_DL = "http://data.europa.eu/eli/eli-draft-legislation-ontology#"
FOAF = "http://xmlns.com/foaf/0.1/"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TIME = "http://www.w3.org/2006/time#"
XSD = "http://www.w3.org/2001/XMLSchema#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"

PREFIXES = {
    "cg": CG, "cgc": CONCEPT, "dct": DCT, "eli": ELI, "eli-dl": ELI_DL, "foaf": FOAF, "oa": OA, "org": ORG, "prov": PROV,
    "rdf": RDF, "rdfs": RDFS, "schema": SCHEMA, "skos": SKOS, "time": TIME, "xsd": XSD,
}  # fmt: skip


@cache
def term(name: str) -> str:
    """Return the IRI of a prefixed name such as "cg:Paper".

    Raises KeyError where the prefix is not in PREFIXES.
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def concept(scheme_name: str, code: str) -> str:
    """Return the IRI of a concept."""
    return f"{CONCEPT}{scheme_name}/{code}"


class Concept(msgspec.Struct, frozen=True):
    """One row of a scheme: code, preferred label and all German wordings, longest first."""

    code: str
    label: str
    wordings: tuple[str, ...]
    public: bool = False


class Scheme(msgspec.Struct, frozen=True):
    """A concept scheme as a phrase table: wordings are matched folded (case, white space)."""

    name: str
    concepts: dict[str, Concept]
    by_wording: dict[str, str]

    def code(self, words: str) -> str | None:
        """Return the code of the concept that is worded so, or None."""
        return self.by_wording.get(fold(words))

    def label(self, code: str) -> str:
        """Return the preferred German label."""
        return self.concepts[code].label


def fold(words: str) -> str:
    """Return words in lower case with single blanks, without outer punctuation, for look-ups."""
    return re.sub(r"\s+", " ", words.replace("\u00ad", "")).strip(" .:;,").casefold()


@cache
def scheme(name: str) -> Scheme:
    """Read a concept scheme of the ontology once.

    Raises FileNotFoundError where there is no such scheme.
    """
    store = pyoxigraph.Store()
    store.load(path=str(folder("ontology") / "concepts" / f"{name}.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    concepts = {}
    by_wording: dict[str, str] = {}
    for code, label, wordings, public in _rows(store):
        concepts[code] = Concept(code, label, tuple(sorted(wordings, key=lambda w: (-len(w), w))), public)
        for wording in wordings:
            by_wording.setdefault(fold(wording), code)
    return Scheme(name, concepts, by_wording)


def _rows(store: pyoxigraph.Store) -> list[tuple[str, str, set[str], bool]]:
    query = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX cg: <https://w3id.org/civicgraph/ns#>
    SELECT ?code ?label ?other ?public WHERE { ?c skos:notation ?code ; skos:prefLabel ?label .
      FILTER(LANG(?label) = "de") OPTIONAL { ?c skos:altLabel ?other FILTER(LANG(?other) = "de") }
      OPTIONAL { ?c cg:publicRole ?public } } ORDER BY ?code"""
    found: dict[str, tuple[str, set[str], bool]] = {}
    for solution in store.query(query):  # type: ignore[union-attr]
        code, label = solution["code"].value, solution["label"].value
        other, public = solution["other"], solution["public"]
        row = found.setdefault(code, (label, {label}, public is not None and public.value == "true"))
        if other is not None:
            row[1].add(other.value)
    return [(code, *row) for code, row in found.items()]
