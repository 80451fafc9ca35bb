"""Each resource has a page for people and documents for machines, that lead to one another."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph
import pytest

import civicgraph.publish.documents as documents
from civicgraph.publish import publish
from civicgraph.query import Graph
from tests.publish.unpacked import contents

BASE = "https://daten.example.org/rat"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(scope="module")
def site(graph_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("documents") / "site"
    with Graph.open(graph_folder) as opened:
        publish(opened, out)
    return out


def statements(path: Path) -> set[str]:
    kind = pyoxigraph.RdfFormat.TURTLE if path.suffix == ".ttl" else pyoxigraph.RdfFormat.JSON_LD
    return {str(quad.triple) for quad in pyoxigraph.parse(path=str(path), format=kind)}


def test_a_paper_has_three_forms_that_tell_of_it(site: Path) -> None:
    told = statements(site / "paper" / "2023-0386.ttl")
    assert told == statements(site / "paper" / "2023-0386.jsonld")
    assert told and all(f"<{BASE}/paper/2023-0386> " in line for line in told)
    assert any("Rückfragen zur Anfrage Umsetzung Digitalstrategie" in line for line in told)
    assert "2023/0386" in (site / "paper" / "2023-0386.html").read_text("utf-8")


def test_all_documents_together_say_what_the_plain_dump_says_of_the_source(site: Path) -> None:
    plain = statements(site / "dumps" / "herne" / "plain.ttl")
    mine = {line for line in plain if line.startswith(f"<{BASE}/")}
    found = [p for p in site.rglob("*.jsonld") if p.with_suffix(".ttl").is_file() and p.stem != "catalog"]
    assert mine == set().union(*(statements(p) for p in found if "dumps" not in p.parts))


def test_each_link_to_another_form_leads_to_a_file(site: Path) -> None:
    form = re.compile(r'<link rel="alternate" type="(?:text/turtle|application/ld\+json)" href="([^"]+)"')
    linked = 0
    for page in site.rglob("*.html"):
        for href in form.findall(page.read_text("utf-8")):
            assert (page.parent / href).is_file(), f"{page}: {href}"
            linked += 1
    assert linked >= 2 * len(list((site / "paper").glob("*.html"))) > 0


def test_the_sitemap_lists_every_page_there_is(site: Path) -> None:
    listed = [node.text for node in ElementTree.parse(site / "sitemap.xml").iter(LOC)]
    there = {f"{BASE}/{page.relative_to(site).as_posix()}" for page in site.rglob("*.html") if "ns" not in page.parts}
    assert set(listed) == there and len(listed) == len(there)


def test_many_pages_are_listed_in_several_sitemaps(
    graph_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "IN_SITEMAP", 10)
    with Graph.open(graph_folder) as opened:
        publish(opened, tmp_path / "site")
    index = [str(node.text) for node in ElementTree.parse(tmp_path / "site" / "sitemap.xml").iter(LOC)]
    parts = [ElementTree.parse(tmp_path / "site" / address.rpartition("/")[2]) for address in index]
    listed = [str(node.text) for part in parts for node in part.iter(LOC)]
    assert len(parts) > 1 and len(listed) == len(set(listed)) and f"{BASE}/index.html" in listed


def test_whole_texts_of_pages_leave_only_where_the_source_says_so(site: Path) -> None:
    words = "Ein paar Cookies braucht diese Seite"  # on a page, in no question and no answer
    assert [name for name, text in contents(site) if words in text] == []
