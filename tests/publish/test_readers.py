"""Programs of others read the published forms, and find the same statements in each."""

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pyld.jsonld
import pyoxigraph
import pytest

from civicgraph.publish import publish
from civicgraph.publish.statements import VOID
from civicgraph.query import Graph

FORMATS = {
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
    ".rdf": pyoxigraph.RdfFormat.RDF_XML,
}
DATASET = re.compile(r"#dataset-herne>\Z")


@pytest.fixture(scope="module")
def site(graph_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("readers") / "site"
    with Graph.open(graph_folder) as opened:
        publish(opened, out)
    return out


def content(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def canonical(path: Path, graphs: bool = False) -> frozenset[str]:
    """Return the statements of a file after RDF dataset canonicalisation. graphs: with the named graphs that hold them."""
    ending = path.name.removesuffix(".gz")[path.name.removesuffix(".gz").rindex(".") :]
    quads = pyoxigraph.parse(content(path), format=FORMATS[ending])
    dataset = pyoxigraph.Dataset(quads if graphs else (pyoxigraph.Quad(*quad.triple) for quad in quads))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(map(str, dataset))


def test_the_canonical_datasets_agree(site: Path) -> None:
    dumps = site / "dumps" / "herne"
    assert canonical(dumps / "graph.nq.gz", True) == canonical(dumps / "graph.trig", True)
    assert len({canonical(dumps / f"graph{ending}") for ending in (".nq.gz", ".trig", ".ttl", ".jsonld")}) == 1
    assert len({canonical(dumps / f"plain{ending}") for ending in (".nt.gz", ".ttl", ".jsonld")}) == 1
    assert len({canonical(site / f"catalog{ending}") for ending in (".ttl", ".rdf", ".jsonld")}) == 1


def test_the_description_counts_what_every_form_holds(site: Path) -> None:
    quads = pyoxigraph.parse(content(site / "void.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    told = [
        int(q.object.value) for q in quads if q.predicate.value == f"{VOID}triples" and DATASET.search(str(q.subject))
    ]
    forms = (".nq.gz", ".trig", ".ttl", ".jsonld")
    assert {len(canonical(site / "dumps" / "herne" / f"graph{ending}")) for ending in forms} == set(told)


@pytest.mark.parametrize("name", ["catalog", "paper/2023-0386", "dumps/herne/plain"])
def test_a_json_ld_processor_finds_what_stands_in_turtle(name: str, site: Path) -> None:
    written = pyld.jsonld.to_rdf(
        json.loads((site / f"{name}.jsonld").read_text("utf-8")), {"format": "application/n-quads"}
    )
    found = pyoxigraph.parse(str(written), format=pyoxigraph.RdfFormat.N_QUADS)
    assert frozenset(str(pyoxigraph.Quad(*quad.triple)) for quad in found) == canonical(site / f"{name}.ttl")


@pytest.mark.tools
@pytest.mark.skipif(shutil.which("rapper") is None, reason="no rapper: apt-get install raptor2-utils")
@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("catalog.ttl", "turtle"),
        ("catalog.rdf", "rdfxml"),
        ("void.ttl", "turtle"),
        ("paper/2023-0386.ttl", "turtle"),
        ("dumps/herne/graph.ttl", "turtle"),
        ("dumps/herne/plain.nt.gz", "ntriples"),
        ("dumps/herne/graph.nq.gz", "nquads"),
    ],
)
def test_rapper_counts_the_same(name: str, form: str, site: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content(site / name))
    ran = subprocess.run(
        ["rapper", "-c", "-i", form, str(tmp_path / "file")], capture_output=True, text=True, check=True, timeout=120
    )
    (counted,) = re.findall(r"returned (\d+) triples", ran.stderr)
    assert "rror" not in ran.stderr and int(counted) == len(canonical(site / name, graphs=form == "nquads"))
