"""Judges the triples of one named graph by the shapes: quickly as findings, or as pySHACL's report for people.

pySHACL is the reference, but needs seconds for a page. `Gate.findings` therefore runs the shapes itself: it knows the
part of SHACL that they use, refuses any other when it is made, and a test holds it to pySHACL's results.
"""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib

from civicgraph.bundled import folder
from civicgraph.gate.shape import shapes
from civicgraph.gate.triples import Term, Triples
from civicgraph.record import Finding
from civicgraph.vocab import SKOS

__all__ = ["Gate"]


class Gate:
    """The shapes and concept schemes, read once. Of ontology and concepts the shapes look at skos:inScheme alone."""

    def __init__(self) -> None:
        """Raises FileNotFoundError where shapes or concepts are missing, ValueError where a shape cannot be run."""
        self._texts = [file.read_text(encoding="utf-8") for file in _turtle(folder("shapes"))]
        self._shapes = shapes(Triples(quad for text in self._texts for quad in _turtle_quads(text)))
        self._schemes = [
            quad
            for file in _turtle(folder("ontology") / "concepts")
            for quad in _turtle_quads(file.read_text(encoding="utf-8"))
            if quad.predicate.value == SKOS + "inScheme"
        ]
        self._reference: rdflib.Graph | None = None

    def findings(self, nquads: bytes | str) -> list[Finding]:
        """Return all that the shapes find in the triples of one graph, sorted.

        Text that is no N-Quads is itself a violation, so a page with it is quarantined and the others go on.
        """
        try:
            quads = self._quads(nquads)
        except SyntaxError as error:
            german, english = "Die Ausgabe ist kein N-Quads.", "The output is no N-Quads."
            return [Finding("violation", "NQuads-syntax", german, english, value=str(error))]
        data = Triples(quads)
        store: ox.Store | None = None
        found: set[Finding] = set()
        for shape in self._shapes:
            focuses = shape.focuses(data)
            for focus in focuses:
                found.update(part.finding(node, value) for part, node, value in shape.results(data, focus))
            if shape.query is not None and focuses:
                if store is None:
                    store = ox.Store()
                    store.extend(quads)
                found.update(shape.finding(this, value) for this, value in _rows(store, shape.query) if this in focuses)
        return sorted(found, key=lambda f: (f.severity, f.rule, f.subject, f.value, f.message_de))

    def report(self, nquads: bytes | str) -> rdflib.Graph:
        """Return pySHACL's validation report on the triples of one graph (SHACL §3.6).

        Data and shapes both come from rdflib's parsers, since pySHACL compares their terms.

        Raises SyntaxError where the text is no N-Quads.
        """
        if self._reference is None:
            self._reference = rdflib.Graph()
            for text in self._texts:
                self._reference.parse(data=text, format="turtle")
        lines = sorted({f"{quad.triple} .\n" for quad in self._quads(nquads)})
        data = rdflib.Graph().parse(data="".join(lines), format="nt")
        _, report, _ = pyshacl.validate(data, shacl_graph=self._reference, inplace=True)
        if not isinstance(report, rdflib.Graph):
            raise TypeError(f"pySHACL gave no report: {report!r}")
        return report

    def _quads(self, nquads: bytes | str) -> list[ox.Quad]:
        return [*ox.parse(nquads, ox.RdfFormat.N_QUADS), *self._schemes]


def _turtle(place: Path) -> list[Path]:
    return sorted(place.glob("*.ttl"))


def _turtle_quads(text: str) -> list[ox.Quad]:
    """Parse one file; its blank nodes must not meet those of another."""
    return list(ox.parse(text, ox.RdfFormat.TURTLE, rename_blank_nodes=True))


def _rows(store: ox.Store, query: str) -> Iterator[tuple[Term, Term | None]]:
    for row in store.query(query, use_default_graph_as_union=True):  # type: ignore[union-attr]
        yield row["this"], row["value"]
