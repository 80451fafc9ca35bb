"""Turns a graph into the texts that can be searched: questions, answers, titles and names."""

from collections.abc import Iterator

import msgspec

from civicgraph.query.graph import Graph

KINDS = ("paper", "question", "answer", "policy", "body", "person")
"""Kinds of documents, in the order in which equally good ones are listed."""

_PROSE = """SELECT ?iri ?owner (MIN(?n) AS ?number) (MIN(?t) AS ?text) (MIN(?p) AS ?paper) (MIN(?source_slug) AS ?source) WHERE {
  ?iri a cg:%s ; %s ?owner ; schema:text ?t . OPTIONAL { ?iri cg:number ?n } OPTIONAL { ?owner dct:identifier ?p }
  OPTIONAL { ?iri dct:source/dct:isPartOf/dct:identifier ?source_slug } } GROUP BY ?iri ?owner"""
_PAPERS = """SELECT ?iri ?owner (MIN(?n) AS ?number) (MIN(?t) AS ?text) (MIN(?n) AS ?paper) (MIN(?source_slug) AS ?source) WHERE {
  ?iri a cg:Paper . BIND(?iri AS ?owner) OPTIONAL { ?iri dct:identifier ?n } OPTIONAL { ?iri dct:title ?t }
  OPTIONAL { ?iri dct:source/dct:isPartOf/dct:identifier ?source_slug } FILTER(BOUND(?n) || BOUND(?t)) } GROUP BY ?iri ?owner"""
_NAMES = """SELECT ?iri ?owner (MIN(?label) AS ?number) (GROUP_CONCAT(DISTINCT ?name; SEPARATOR="\u001f") AS ?text) ("" AS ?paper)
    (MIN(?source_slug) AS ?source) WHERE {
  ?iri a cg:%s ; skos:prefLabel ?label . BIND(?iri AS ?owner)
  FILTER NOT EXISTS { ?iri cg:canonical ?other FILTER(?other != ?iri) }
  { ?iri skos:prefLabel|skos:altLabel ?name } UNION { ?alias cg:canonical ?iri ; a cg:%s ; skos:prefLabel ?name }
  OPTIONAL { ?iri dct:source/dct:isPartOf/dct:identifier ?source_slug } } GROUP BY ?iri ?owner"""
_QUERIES = {
    "paper": _PAPERS,
    "question": _PROSE % ("Question", "eli:is_part_of"),
    "answer": _PROSE % ("Answer", "cg:inResponseTo"),
    "policy": _NAMES % ("Policy", "Policy"),
    "body": _NAMES % ("Body", "Body"),
    "person": _NAMES % ("Person", "Person"),
}


class Document(msgspec.Struct, frozen=True):
    """One text that can be found. kind: one of KINDS; iri: of the thing; owner: IRI of the paper it belongs to, else of itself.

    number: label or name, paper: printed number of the paper; "" where there is none. text: what is searched beside number.
    """

    kind: str
    iri: str
    owner: str
    number: str
    paper: str
    text: str
    source: str

    @property
    def heading(self) -> str:
        """What stands above the text: number of the paper, and its own label or name."""
        return " ".join(dict.fromkeys(part for part in (self.paper, self.number) if part))


def documents(graph: Graph) -> Iterator[Document]:
    """Yield all documents of a graph, by kind and IRI: one query for each kind."""
    for kind in KINDS:
        rows = graph.query(_QUERIES[kind])
        told = (Document(kind, **{name: _told(cell) for name, cell in row.items()}) for row in rows)
        yield from sorted(told, key=lambda document: document.iri)


def _told(cell: object) -> str:
    """Return a cell as text; several names in one order."""
    return " · ".join(sorted(str(cell or "").split("\x1f")))
