"""Findings as table, JSON and SHACL report; RDF files cut into graphs."""

import json
from pathlib import Path

import pytest
import rdflib
from tests.query.build import FINDING, FIXTURE

from civicgraph.errors import UsageError
from civicgraph.query.findings import SH, findings_bytes, graphs, of_several_pages
from civicgraph.record import Finding

INFO = Finding(
    "info", "QuestionShape-number-missing", "Ohne Nummer.", "No number.", "m", "p.txt", "https://example.org/q", "x"
)


def test_table_in_two_languages() -> None:
    assert "Ohne Nummer." in findings_bytes([FINDING, INFO], "table").decode()
    assert "No number." in findings_bytes([FINDING, INFO], "table", "en").decode()
    assert findings_bytes([], "table") == b""


def test_json_holds_every_field() -> None:
    assert json.loads(findings_bytes([INFO], "json"))[0]["message_en"] == "No number."


def test_report_is_shacl_without_blank_nodes() -> None:
    content = findings_bytes([INFO, FINDING], "turtle")
    assert content == findings_bytes([FINDING, INFO], "turtle")
    report = rdflib.Graph().parse(data=content, format="turtle")
    assert not any(isinstance(node, rdflib.BNode) for triple in report for node in triple)
    assert report.value(predicate=rdflib.URIRef(SH + "conforms"), object=rdflib.Literal(False)) is not None
    focus = list(report.objects(predicate=rdflib.URIRef(SH + "focusNode")))
    assert focus == [rdflib.URIRef("https://example.org/q")]


def test_a_file_is_cut_into_its_graphs() -> None:
    assert len(graphs(FIXTURE)) == 9


def test_things_of_several_pages_are_those_of_a_graph_that_holds_several_pages() -> None:
    cg, dct = "https://w3id.org/civicgraph/ns#", "http://purl.org/dc/terms/"
    told = [f"<x:thing> <{dct}source> <x:a> .", f"<x:thing> <{dct}source> <x:b> .", f"<x:own> <{dct}source> <x:a> ."]
    kinds = [f'<x:a> <{cg}pageKind> "paper" .', f'<x:b> <{cg}asOf> "2024-01-01" .']
    assert of_several_pages("\n".join(told + kinds).encode()) == {"x:thing"}
    assert of_several_pages("\n".join(told + kinds[:1]).encode()) == frozenset()
    named = "\n".join(line.replace(" .", " <x:g> .") for line in told + kinds)
    assert of_several_pages(named.encode()) == frozenset()


def test_what_is_no_rdf_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("<a> <b", "utf-8")
    with pytest.raises(UsageError, match="cannot be read"):
        graphs(tmp_path / "x.ttl")
    with pytest.raises(UsageError, match="no RDF file"):
        graphs(tmp_path / "x.rdf")
    with pytest.raises(UsageError, match="not one of table, json, turtle"):
        findings_bytes([INFO], "xml")
