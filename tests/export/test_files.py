"""The graph as one file: complete, redacted, the same bytes each time."""

import hashlib
import json
import random
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from civicgraph.errors import OutputRefused, UsageError
from civicgraph.export import FORMATS, export
from civicgraph.export.jsonld import jsonld
from civicgraph.export.lines import triples
from civicgraph.privacy import PRIVATE_NOTICE
from civicgraph.query import Graph
from civicgraph.store import without_graph

RDF_FORMATS = {
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "turtle": pyoxigraph.RdfFormat.TURTLE,
}


def written(graph: Graph, format: str, path: Path, private: bool = False) -> bytes:
    export(graph, format, path, private)
    return path.read_bytes()


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_the_same_graph_gives_the_same_bytes(graph: Graph, format: str, tmp_path: Path) -> None:
    first, second = written(graph, format, tmp_path / "a"), written(graph, format, tmp_path / "b")
    assert first == second
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


@pytest.mark.parametrize("format", sorted(RDF_FORMATS))
def test_named_graphs_or_each_triple_once(graph: Graph, format: str, tmp_path: Path) -> None:
    content = written(graph, format, tmp_path / "x", private=True)
    quads = list(pyoxigraph.parse(content, format=RDF_FORMATS[format]))
    lines = list(graph.generation.lines())
    expected = lines if format != "turtle" else {without_graph(line) for line in lines}
    assert len(quads) == len(set(quads)) == len(set(expected))


def test_private_nquads_are_the_canonical_dump(graph: Graph, tmp_path: Path) -> None:
    content = written(graph, "nquads", tmp_path / "x.nq", private=True)
    assert content.decode().startswith(f"# {PRIVATE_NOTICE}\n")
    dump = b"".join(line for line in content.splitlines(keepends=True) if not line.startswith(b"#"))
    assert hashlib.sha256(dump).hexdigest() == graph.generation.manifest.fingerprint


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_withheld_names_leave_in_no_format(graph: Graph, format: str, tmp_path: Path) -> None:
    content = written(graph, format, tmp_path / "x").decode()
    assert not any(word in content for word in ("Norbert", "groesch-norbert", "Erika", "2024-0300", "Grundstück"))
    assert "Lars Wind" in content and "█" in content
    assert "Names without a public office are replaced" in content
    assert graph.generation.manifest.fingerprint in content or format == "jsonld"
    assert PRIVATE_NOTICE in written(graph, format, tmp_path / "y", private=True).decode()


def test_nquads_stay_sorted_after_redaction(graph: Graph, tmp_path: Path) -> None:
    lines = [x for x in written(graph, "nquads", tmp_path / "x").splitlines(keepends=True) if not x.startswith(b"#")]
    assert lines == sorted(set(lines))


def test_jsonld_is_the_same_graph_as_turtle(graph: Graph, tmp_path: Path) -> None:
    document = json.loads(written(graph, "jsonld", tmp_path / "x.jsonld"))
    turtle = written(graph, "turtle", tmp_path / "x.ttl")
    found = {f"{q.triple}" for q in pyoxigraph.parse(json.dumps(document), format=pyoxigraph.RdfFormat.JSON_LD)}
    expected = {f"{q.triple}" for q in pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE)}
    assert expected <= found
    assert all("#comment>" in line for line in found - expected) and len(found - expected) == 2
    read = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    assert len(read) == len(found)
    paper = next(node for node in document["@graph"] if node["@id"].endswith("musterstadt/paper/2024-0200"))
    assert paper["@type"] == "Paper" and paper["dct:title"] == "Klimaplan 2030: Beschluss"


def test_jsonld_keeps_every_kind_of_literal() -> None:
    context = {
        "@context": {
            "ex": "https://x.de/", "xsd": "http://www.w3.org/2001/XMLSchema#", "plain": "ex:plain",
            "day": {"@id": "ex:day", "@type": "xsd:date"}, "link": {"@id": "ex:link", "@type": "@id"},
            "yes": {"@id": "ex:yes", "@type": "xsd:boolean"}, "name": {"@id": "ex:name", "@language": "de"},
            "many": {"@id": "ex:many", "@container": "@set"}, "by": {"@reverse": "ex:of"}, "url": "https://y.de/url",
        }
    }  # fmt: skip
    x = "http://www.w3.org/2001/XMLSchema#"
    values = [
        '"a"',
        '"a"@de',
        '"a"@en',
        f'"2024-01-01"^^<{x}date>',
        f'"true"^^<{x}boolean>',
        f'"1"^^<{x}integer>',
        "<https://x.de/o>",
    ]
    names = ["plain", "day", "link", "yes", "name", "many", "other"]
    lines = sorted(f"<https://x.de/s> <https://x.de/{n}> {v} .\n".encode() for n in names for v in values)
    lines += [b"<https://x.de/t> <https://y.de/url> <https://x.de/o> .\n"]
    document = b"".join(jsonld(lines, context, ""))
    found = {f"{q.triple} .\n".encode() for q in pyoxigraph.parse(document, format=pyoxigraph.RdfFormat.JSON_LD)}
    assert found == set(lines)
    assert b'"url": {' in document and b'"ex:other": [' in document


def test_equal_triples_of_several_graphs_are_neighbours() -> None:
    """Also where one literal begins like another: the proof that a stream of sorted quads can be made unique."""
    objects = ['"a"', '"a "', '"a <x:g0> ."', '"a"@de', '"a"^^<x:d>', "<x:a>", "<x:a/b>", '"a\\" <x:g1>"']
    lines = [f"<x:s> <x:p> {o} <x:g{i}> .\n".encode() for o in objects for i in range(12)]
    random.Random(1).shuffle(lines)
    assert len(list(triples(iter(sorted(lines))))) == len(objects)


def test_what_cannot_be_is_refused_and_leaves_nothing(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not one of nquads"):
        export(graph, "rdfxml", tmp_path / "x")
    (tmp_path / "taken").mkdir()
    with pytest.raises(OutputRefused, match="name another file"):
        export(graph, "nquads", tmp_path / "taken")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
