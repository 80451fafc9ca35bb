"""Collects triples without blank nodes and spells them as Turtle, RDF/XML and JSON-LD; the same triples give the same bytes."""

from io import BytesIO

import pyoxigraph

from civicgraph.query.prefixes import write_rdf
from civicgraph.vocab import PREFIXES, XSD

VOID = "http://rdfs.org/ns/void#"
ALL_PREFIXES = {
    **PREFIXES, "adms": "http://www.w3.org/ns/adms#", "dcat": "http://www.w3.org/ns/dcat#", "void": VOID,
    "dcatap": "http://data.europa.eu/r5r/", "dcatde": "http://dcat-ap.de/def/dcatde/", "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}  # fmt: skip


class Statements:
    """Triples about nodes that all have IRIs. Properties and classes are written as prefixed names or whole IRIs."""

    def __init__(self) -> None:
        self._triples: set[pyoxigraph.Triple] = set()

    def link(self, subject: str, name: str, target: str) -> None:
        """Add a statement whose object is an IRI."""
        self._add(subject, name, pyoxigraph.NamedNode(_iri(target)))

    def text(self, subject: str, name: str, value: str, language: str = "") -> None:
        """Add a statement whose object is a text; nothing where it is empty."""
        if value:
            self._add(subject, name, pyoxigraph.Literal(value, language=language or None))

    def number(self, subject: str, name: str, value: int) -> None:
        """Add a statement whose object is a whole number."""
        self.typed(subject, name, str(value), "integer")

    def typed(self, subject: str, name: str, value: str, kind: str) -> None:
        """Add a statement whose object is a literal of one of XML Schema's datatypes."""
        self._add(subject, name, pyoxigraph.Literal(value, datatype=pyoxigraph.NamedNode(XSD + kind)))

    def _add(self, subject: str, name: str, target: pyoxigraph.NamedNode | pyoxigraph.Literal) -> None:
        self._triples.add(pyoxigraph.Triple(pyoxigraph.NamedNode(subject), pyoxigraph.NamedNode(_iri(name)), target))

    def _sorted(self) -> list[pyoxigraph.Triple]:
        return sorted(self._triples, key=str)

    def turtle(self) -> bytes:
        """Return the triples as Turtle."""
        out = BytesIO()
        write_rdf(self._sorted(), out, pyoxigraph.RdfFormat.TURTLE, ALL_PREFIXES)
        return out.getvalue()

    def rdf_xml(self) -> bytes:
        """Return the triples as RDF/XML."""
        return pyoxigraph.serialize(self._sorted(), format=pyoxigraph.RdfFormat.RDF_XML) or b""

    def json_ld(self) -> bytes:
        """Return the triples as expanded JSON-LD."""
        return pyoxigraph.serialize(self._sorted(), format=pyoxigraph.RdfFormat.JSON_LD) or b""


def _iri(name: str) -> str:
    """Return a prefixed name as a whole IRI; what is one already stays."""
    prefix, colon, local = name.partition(":")
    return ALL_PREFIXES[prefix] + local if colon and prefix in ALL_PREFIXES else name
