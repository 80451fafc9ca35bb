"""The published terms: each class, property, concept and rule that the data uses has its place on a page and in Turtle."""

import re
from pathlib import Path

import pyoxigraph
import pytest

from civicgraph.publish import publish
from civicgraph.query import Graph
from civicgraph.vocab import CG, CONCEPT


@pytest.fixture(scope="module")
def site(graph_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("terms") / "site"
    with Graph.open(graph_folder) as opened:
        publish(opened, out)
    return out


def test_each_term_that_the_data_uses_is_explained(site: Path) -> None:
    page = (site / "ns" / "index.html").read_text("utf-8")
    told = set(re.findall(r'<dt id="([^"]+)"', page))
    data = (site / "dumps" / "herne" / "graph.ttl").read_bytes()
    quads = list(pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.TURTLE))
    used = {quad.predicate.value for quad in quads} | {
        quad.object.value for quad in quads if isinstance(quad.object, pyoxigraph.NamedNode)
    }
    own = {iri.removeprefix(CG) for iri in used if iri.startswith(CG)} - {""}
    concepts = {iri.removeprefix(CONCEPT) for iri in used if iri.startswith(f"{CONCEPT}outcome/")}
    assert concepts and len(own) > 20
    assert (own | concepts) - told == set()


def test_the_page_says_what_a_term_means_in_two_languages_and_no_id_twice(site: Path) -> None:
    page = (site / "ns" / "index.html").read_text("utf-8")
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    (paper,) = re.findall(r'<dt id="Paper">.*?</dd>', page, re.DOTALL)
    assert "Vorlage" in paper and '<span lang="en">Paper</span>' in paper


def test_links_of_the_page_lead_to_files(site: Path) -> None:
    for href in re.findall(r'href="([^"#]+)"', (site / "ns" / "index.html").read_text("utf-8")):
        assert (site / "ns" / href).is_file(), href
    assert (site / "ns" / "shapes" / "paper.ttl").is_file()
    assert (site / "ns" / "ontology" / "concepts" / "outcome.ttl").is_file()
