"""Judges the triples of named graphs by the shapes: quickly as findings, or as pySHACL's report for people."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec
import pyoxigraph as ox
import rdflib
from rdflib.namespace import RDF, SH
from rdflib.term import BNode, Node

from civicgraph.bundled import folder
from civicgraph.gate.engines import glanced, judged, prepared, screened
from civicgraph.gate.missing import Missing
from civicgraph.record import Finding
from civicgraph.vocab import SKOS

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
        store = ox.Store()
        for file in _turtle(shapes or folder("shapes")):
            store.extend(_quads(file.read_text(encoding="utf-8")))
        self._shapes = "".join(sorted(f"{quad.triple} .\n" for quad in store))
        self._messages = _messages(store)
        self._missing = Missing(store, self._messages)
        self._schemes = [
            quad
            for file in _turtle(concepts or folder("ontology") / "concepts")
            for quad in _quads(file.read_text(encoding="utf-8"))
            if quad.predicate.value == SKOS + "inScheme"
        ]
        self._prepared = prepared(self._shapes)
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
        apart = [graph.replace(opening, opening + f"~{n}/".encode()) for n, graph in enumerate(graphs)]
        try:
            found = self._found(apart, re.compile(rf"<?{re.escape(below)}~(\d+)/"))
        except SyntaxError:
            found = None
        if found is None:  # not of one graph: a line that is no N-Quads, a subject that is not the source's
            yield from (self.findings(graph) for graph in graphs)
            return
        for number in range(len(graphs)):
            mark = f"{below}~{number}/"
            yield sorted({_without(mark, below, finding) for finding in found.get(number, ())}, key=_order)

    def _found(self, apart: Sequence[bytes], own: re.Pattern[str]) -> dict[int, list[Finding]] | None:
        """Return the findings of graphs that are set apart, by number; None where one belongs to no graph.

        Of graphs that lack values and nothing else, a glance says all; the others get a report.
        """
        found: dict[int, list[Finding]] = defaultdict(list)
        open_ones = set(range(len(apart)))
        if self._prepared is not None:
            open_ones.clear()
            for violation in glanced(self._prepared, self._triples(b"".join(apart))):
                match = own.match(violation.focus_node)
                missing = self._missing.findings(violation)
                if match is None:
                    return None
                if missing is None:
                    open_ones.add(int(match[1]))
                else:
                    found[int(match[1])] += missing
        for number in open_ones:
            found.pop(number, None)
        for finding in self.findings(b"".join(apart[n] for n in sorted(open_ones))) if open_ones else ():
            match = own.match(finding.subject)
            if match is None:
                return None
            found[int(match[1])].append(finding)
        return found

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
        report = self._judged(triples) if self._prepared is None else screened(self._prepared, triples)
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
        return judged(self._reference, triples)

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


def _without(mark: str, below: str, finding: Finding) -> Finding:
    """Return a finding of a graph that was set apart, with the IRIs that it had before."""
    subject, value = finding.subject.replace(mark, below), finding.value.replace(mark, below)
    return msgspec.structs.replace(finding, subject=subject, value=value)


def _order(finding: Finding) -> tuple[str, str, str, str, str]:
    return finding.severity, finding.rule, finding.subject, finding.value, finding.message_de


def _messages(shapes: ox.Store) -> dict[str, dict[str, str]]:
    """Return what each shape, or its SPARQL constraint, says in each language."""
    found: dict[str, dict[str, str]] = {}
    for row in shapes.query(_MESSAGES):  # type: ignore[union-attr]
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
