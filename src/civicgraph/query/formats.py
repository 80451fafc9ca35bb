"""Turns the answer to a query into bytes of the format that was asked for."""

import io
from collections.abc import Callable, Sequence

import msgspec
import pyoxigraph

from civicgraph.errors import UsageError
from civicgraph.query.graph import Graph
from civicgraph.query.labels import LANGUAGES, labelled
from civicgraph.query.prefixes import write_rdf
from civicgraph.query.questions import question
from civicgraph.query.results import json_text, xml_text
from civicgraph.query.rows import Rows, Triples, without
from civicgraph.query.tables import csv_text, table_text, tsv_text
from civicgraph.query.workbook import xlsx_bytes

ROW_FORMATS = ("table", "csv", "tsv", "json", "xml", "xlsx")
GRAPH_FORMATS = ("turtle", "ntriples", "jsonld", "rdfxml")
FOR_PEOPLE = ("table", "csv", "xlsx")  # what programs read keeps the names of its variables
PROVENANCE = ("iri", "source", "url", "retrieved", "as_of")
_RDF = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
}
_TEXT: dict[str, Callable[[Rows], str]] = {"tsv": tsv_text, "json": json_text, "xml": xml_text}


class Style(msgspec.Struct, frozen=True):
    """How an answer is written. labels: "de", "en" or "" for codes; terminal and width: for tables; excel: for CSV.

    wide: on a terminal show also where each row of a named question comes from.
    """

    format: str = "table"
    excel: bool = False
    labels: str = ""
    terminal: bool = False
    width: int | None = None
    wide: bool = False


def written(graph: Graph, rows: Rows, style: Style) -> bytes:
    """Return an answer as bytes.

    Raises UsageError where the format does not fit the answer.
    """
    if style.format in GRAPH_FORMATS:
        return triples_bytes(rows, style.format)
    _refuse(style.format in ROW_FORMATS, "--format", style.format, (*ROW_FORMATS, *GRAPH_FORMATS))
    _refuse(style.labels in ("", *LANGUAGES), "--labels", style.labels, LANGUAGES)
    _refuse(not style.excel or style.format == "csv", "--excel with --format", style.format, ("csv",))
    asked = question(rows.question) if rows.question else None
    names = rows.columns
    if style.format == "table" and style.terminal and asked and not style.wide:
        rows = without(rows, PROVENANCE)
    if style.labels:
        rows = labelled(graph.store, rows, asked, style.labels, headers=style.format in FOR_PEOPLE)
    if style.format == "xlsx":
        return xlsx_bytes(rows, asked, graph.generation.manifest, names)
    if style.format == "table":
        return table_text(rows, style.terminal, style.width).encode()
    if style.format == "csv":
        return csv_text(rows, style.excel).encode()
    return _TEXT[style.format](rows).encode()


def triples_bytes(rows: Rows, format: str) -> bytes:
    """Return the graph of a CONSTRUCT or DESCRIBE.

    Raises UsageError where the answer is rows.
    """
    if not isinstance(rows, Triples):
        raise UsageError(f"--format {format}: this query gives rows, not a graph: take one of {', '.join(ROW_FORMATS)}")
    out = io.BytesIO()
    write_rdf(rows.triples, out, _RDF[format], None if format == "turtle" else {})
    return out.getvalue()


def _refuse(fits: bool, option: str, given: str, known: Sequence[str]) -> None:
    if not fits:
        raise UsageError(f"{option} {given}: not one of {', '.join(known)}")
