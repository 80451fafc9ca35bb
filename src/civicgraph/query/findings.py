"""Turns findings into a table, JSON, or a SHACL report in Turtle."""

import hashlib
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import pyoxigraph

from civicgraph.errors import UsageError
from civicgraph.query.prefixes import write_rdf
from civicgraph.query.rows import Rows
from civicgraph.query.tables import table_text
from civicgraph.record import Finding
from civicgraph.vocab import CG, RDF, XSD, term

FORMATS = ("table", "json", "turtle")
SH = "http://www.w3.org/ns/shacl#"
_COLUMNS = ("severity", "rule", "page", "subject", "value", "message")
_SEVERITIES = {"violation": "Violation", "warning": "Warning", "info": "Info"}
_RDF = {
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


def findings_bytes(findings: Sequence[Finding], format: str, language: str = "de", terminal: bool = False) -> bytes:
    """Return all findings, in the order given.

    Raises UsageError where there is no such format.
    """
    if format == "json":
        return msgspec.json.format(msgspec.json.encode(findings), indent=1) + b"\n"
    if format == "turtle":
        return report_bytes(findings)
    if format != "table":
        raise UsageError(f"--format {format}: not one of {', '.join(FORMATS)}")
    return table_text(_rows(findings, language), terminal).encode() if findings else b""


def report_bytes(findings: Iterable[Finding]) -> bytes:
    """Return a SHACL validation report (SHACL §3.6) without blank nodes, in Turtle."""
    results = sorted({_result_iri(f): f for f in findings}.items())
    report = pyoxigraph.NamedNode(
        "urn:sha256:" + hashlib.sha256("".join(iri for iri, _ in results).encode()).hexdigest()
    )
    conforms = not any(f.severity == "violation" for _, f in results)
    triples = [_triple(report, RDF + "type", SH + "ValidationReport")]
    triples.append(pyoxigraph.Triple(report, pyoxigraph.NamedNode(SH + "conforms"), pyoxigraph.Literal(conforms)))
    for iri, finding in results:
        triples.append(_triple(report, SH + "result", iri))
        triples += _result(pyoxigraph.NamedNode(iri), finding)
    prefixes = {"sh": SH, "cg": CG, "xsd": XSD}
    out = io.BytesIO()
    write_rdf(sorted(triples, key=str), out, pyoxigraph.RdfFormat.TURTLE, prefixes)
    return out.getvalue()


def graphs(path: Path) -> list[bytes]:
    """Return the N-Quads of an RDF file, one piece a named graph, since shapes judge one graph at a time.

    Raises UsageError where the file cannot be read as what its name says.
    """
    if path.suffix not in _RDF:
        raise UsageError(f"{path}: no RDF file that is known here: {', '.join(_RDF)}, or a folder of a built graph")
    found: dict[str, set[bytes]] = {}
    try:
        for quad in pyoxigraph.parse(path=str(path), format=_RDF[path.suffix]):
            found.setdefault(str(quad.graph_name), set()).add(f"{quad} .\n".encode())
    except (SyntaxError, OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read: {error}: mend the file") from None
    return [b"".join(sorted(lines)) for _, lines in sorted(found.items())]


def of_several_pages(nquads: bytes) -> frozenset[str]:
    """Return the things of the default graph that several pages tell of; none where at most one page was read.

    A page's own graph says of its snapshot what kind of page it is (cg:pageKind) or which day it has (cg:asOf).
    """
    pages: set[str] = set()
    sources: dict[str, set[str]] = {}
    for quad in pyoxigraph.parse(nquads, format=pyoxigraph.RdfFormat.N_QUADS):
        subject, predicate = str(getattr(quad.subject, "value", "")), quad.predicate.value
        if quad.graph_name != pyoxigraph.DefaultGraph():
            continue
        if predicate in (term("cg:pageKind"), term("cg:asOf")):
            pages.add(subject)
        elif predicate == term("dct:source"):
            sources.setdefault(subject, set()).add(str(quad.object))
    return frozenset(thing for thing, told in sources.items() if len(told) > 1) if len(pages) > 1 else frozenset()


def _rows(findings: Sequence[Finding], language: str) -> Rows:
    cells = (
        (f.severity, f.rule, f.page or f.source, f.subject, f.value, f.message_en if language == "en" else f.message_de)
        for f in findings
    )
    return Rows(_COLUMNS, [tuple(pyoxigraph.Literal(cell) for cell in row) for row in cells])


def _result_iri(finding: Finding) -> str:
    return "urn:sha256:" + hashlib.sha256(msgspec.json.encode(finding)).hexdigest()


def _result(node: pyoxigraph.NamedNode, finding: Finding) -> list[pyoxigraph.Triple]:
    triples = [
        _triple(node, RDF + "type", SH + "ValidationResult"),
        _triple(node, SH + "resultSeverity", SH + _SEVERITIES[finding.severity]),
        _triple(node, SH + "sourceShape", CG + finding.rule),
    ]
    if finding.subject:
        triples.append(_triple(node, SH + "focusNode", finding.subject))
    texts = [("resultMessage", finding.message_de, "de"), ("resultMessage", finding.message_en, "en")]
    texts += [("value", finding.value, ""), ("resultMessage", finding.page, "")]
    for name, text, language in texts:
        if text:
            literal = pyoxigraph.Literal(text, language=language) if language else pyoxigraph.Literal(text)
            triples.append(pyoxigraph.Triple(node, pyoxigraph.NamedNode(SH + name), literal))
    return triples


def _triple(subject: pyoxigraph.NamedNode, predicate: str, target: str) -> pyoxigraph.Triple:
    return pyoxigraph.Triple(subject, pyoxigraph.NamedNode(predicate), pyoxigraph.NamedNode(target))
