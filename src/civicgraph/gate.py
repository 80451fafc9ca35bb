"""Judges the triples of one named graph by the shapes: quickly as findings, or as pySHACL's report for people.

docs/decisions/0001-gate-engine.md says why two engines read the same shapes; a test holds them to the same results.
"""

import logging
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH
from rdflib.term import BNode, Node

from civicgraph.bundled import folder
from civicgraph.record import Finding
from civicgraph.vocab import SKOS

if TYPE_CHECKING:
    import shifty

__all__ = ["Gate"]

LONGEST_VALUE = 200
BATCH = 32
"""Graphs that are judged at once; more take no less time."""

# What more values of one thing can break: the shapes mean the values that one page gives.
_OF_ONE_PAGE = frozenset({
    SH.MaxCountConstraintComponent, SH.QualifiedMaxCountConstraintComponent, SH.UniqueLangConstraintComponent,
    SH.LessThanConstraintComponent, SH.LessThanOrEqualsConstraintComponent,
})  # fmt: skip

_MESSAGES = """
    PREFIX sh: <http://www.w3.org/ns/shacl#>
    SELECT ?shape ?message WHERE { ?shape sh:sparql?/sh:message ?message }
"""


class Gate:
    """The shapes and concept schemes, read once. Of ontology and concepts the shapes look at skos:inScheme alone."""

    def __init__(self, shapes: Path | None = None, concepts: Path | None = None) -> None:
        """Take the shapes and concept schemes of two folders; None: those of the graph model.

        Raises FileNotFoundError where shapes or concepts are missing, ValueError where a shape is malformed.
        """
        texts = [file.read_text(encoding="utf-8") for file in _turtle(shapes or folder("shapes"))]
        self._shapes = "".join(f"{quad.triple} .\n" for text in texts for quad in _quads(text))
        self._messages = _messages(texts)
        self._schemes = [
            quad
            for file in _turtle(concepts or folder("ontology") / "concepts")
            for quad in _quads(file.read_text(encoding="utf-8"))
            if quad.predicate.value == SKOS + "inScheme"
        ]
        self._prepared = _prepared(self._shapes)
        self._reference: rdflib.Graph | None = None

    def each(self, graphs: Iterable[bytes], base: str) -> Iterator[list[Finding]]:
        """Yield what `findings` says of each of several graphs of one source, in their order, for less than half of its time.

        Graphs are judged a batch at a time; below the base their IRIs are set apart, so that no graph sees another's triples.
        """
        coming = iter(graphs)
        while batch := list(islice(coming, BATCH)):
            yield from self._batch(batch, f"{base}/")

    def _batch(self, graphs: Sequence[bytes], below: str) -> Iterator[list[Finding]]:
        opening = f"<{below}".encode()
        apart = b"".join(graph.replace(opening, opening + f"~{n}/".encode()) for n, graph in enumerate(graphs))
        found: list[list[Finding]] = [[] for _ in graphs]
        for finding in self.findings(apart):
            own = re.match(rf"{re.escape(below)}~(\d+)/", finding.subject)
            if own is None:  # not of one graph: a line that is no N-Quads, a subject that is not the source's
                yield from (self.findings(graph) for graph in graphs)
                return
            mark = f"{below}~{own.group(1)}/"
            found[int(own.group(1))].append(
                msgspec.structs.replace(
                    finding,
                    subject=finding.subject.replace(mark, below),
                    value=finding.value.replace(mark, below),
                )
            )
        yield from (sorted(few, key=_order) for few in found)

    def findings(self, nquads: bytes | str, several: Collection[str] = ()) -> list[Finding]:
        """Return all that the shapes find in the triples of one graph, sorted.

        several: things that several pages tell of in this graph; of them nothing is found that holds for one page alone.

        Text that is no N-Quads is itself a violation, so a page with it is quarantined and the others go on.
        """
        try:
            triples = self._triples(nquads)
        except SyntaxError as error:
            german, english = "Die Ausgabe ist kein N-Quads.", "The output is no N-Quads."
            return [Finding("violation", "NQuads-syntax", german, english, value=str(error))]
        report = self._judged(triples) if self._prepared is None else _screened(self._prepared, triples)
        root = report.value(None, RDF.type, SH.ValidationReport)
        found = {
            self._finding(report, result)
            for result in report.objects(root, SH.result)
            if _text(report.value(result, SH.focusNode)) not in several
            or report.value(result, SH.sourceConstraintComponent) not in _OF_ONE_PAGE
        }
        return sorted(found, key=_order)

    def report(self, nquads: bytes | str) -> rdflib.Graph:
        """Return pySHACL's validation report on the triples of one graph (SHACL §3.6).

        Raises SyntaxError where the text is no N-Quads, and pySHACL's own errors where the graph is so malformed that
        it gives up, as with a blank node under sh:lessThan.
        """
        return self._judged(self._triples(nquads))

    def _judged(self, triples: str) -> rdflib.Graph:
        if self._reference is None:
            self._reference = rdflib.Graph().parse(data=self._shapes, format="nt")
        with _unlogged():
            # Data and shapes come from the same parser, since pySHACL compares their terms.
            data = rdflib.Graph().parse(data=triples, format="nt")
            _, report, _ = pyshacl.validate(data, shacl_graph=self._reference, inplace=True)
        if not isinstance(report, rdflib.Graph):
            raise TypeError(f"pySHACL gave no report: {report!r}")
        return report

    def _finding(self, report: rdflib.Graph, result: Node) -> Finding:
        """Return a result as a finding, with its value shortened where it is a long text."""
        severity, shape, focus, value = (
            report.value(result, about) for about in (SH.resultSeverity, SH.sourceShape, SH.focusNode, SH.value)
        )
        said = "" if value == focus else _text(value)
        shown = said if len(said) <= LONGEST_VALUE else said[: LONGEST_VALUE - 1] + "…"
        # pySHACL drops the language of a SPARQL constraint's messages: they are looked up in the shapes.
        messages = self._messages[_text(shape)]
        return Finding(
            _local(severity).lower(), _local(shape), messages["de"], messages["en"], subject=_text(focus), value=shown
        )

    def _triples(self, nquads: bytes | str) -> str:
        """Return the triples, with the schemes, as sorted N-Triples. Raises SyntaxError where they are not RDF 1.1."""
        quads = list(ox.parse(nquads, ox.RdfFormat.N_QUADS))
        for quad in quads:
            if isinstance(quad.object, ox.Triple) or (isinstance(quad.object, ox.Literal) and quad.object.direction):
                raise SyntaxError(f"{quad.object} needs RDF 1.2, the gate reads RDF 1.1")
        return "".join(sorted({f"{quad.triple} .\n" for quad in (*quads, *self._schemes)}))


def _order(finding: Finding) -> tuple[str, str, str, str, str]:
    return finding.severity, finding.rule, finding.subject, finding.value, finding.message_de


def _prepared(shapes: str) -> "shifty.PreparedValidator | None":
    """Return the shapes ready for pyshifty, None where it has no wheel (Macs with Intel): there pySHACL does it all."""
    try:
        import shifty
    except ImportError:
        return None
    return shifty.PreparedValidator(shapes.encode())


def _screened(prepared: "shifty.PreparedValidator", triples: str) -> rdflib.Graph:
    with _unlogged():
        _, report, _ = prepared.validate(triples.encode(), graph_mode="data", infer=False, on_unsupported="error")
    return report


@contextmanager
def _unlogged() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each literal whose form is none of its datatype: it is a finding."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _messages(texts: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return what each shape, or its SPARQL constraint, says in each language."""
    store = ox.Store()
    for text in texts:
        store.extend(_quads(text))
    found: dict[str, dict[str, str]] = {}
    for row in store.query(_MESSAGES):  # type: ignore[union-attr]
        found.setdefault(row["shape"].value, {})[row["message"].language] = row["message"].value
    return found


def _turtle(place: Path) -> list[Path]:
    return sorted(place.glob("*.ttl"))


def _quads(text: str) -> list[ox.Quad]:
    """Parse one file; its blank nodes must not meet those of another."""
    return list(ox.parse(text, ox.RdfFormat.TURTLE, rename_blank_nodes=True))


def _text(node: Node | None) -> str:
    """Return an IRI, or the lexical form of a literal; "" for what is neither."""
    return "" if node is None or isinstance(node, BNode) else str(node)


def _local(node: Node | None) -> str:
    return _text(node).rpartition("#")[2]
