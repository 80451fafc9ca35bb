"""A published folder: all forms agree, nothing half-written stands."""

import csv
import gzip
import hashlib
import json
import re
import shutil
from pathlib import Path

import pyoxigraph
import pytest
from typer.testing import CliRunner

from civicgraph.cli import app
from civicgraph.errors import OutputRefused, SourceInvalid
from civicgraph.pipeline import build, example
from civicgraph.publish import publish
from civicgraph.publish.folder import replacing
from civicgraph.query import Graph
from tests.publish.conftest import built
from tests.publish.unpacked import contents

GUIDE = Path(__file__).parents[2] / "docs" / "veroeffentlichen.md"
FORMATS = {
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
    ".gz": pyoxigraph.RdfFormat.N_QUADS,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".rdf": pyoxigraph.RdfFormat.RDF_XML,
}


def site(graph: Path, into: Path, limit: int = 50_000_000) -> Path:
    with Graph.open(graph) as opened:
        publish(opened, into, limit=limit)
    return into


def statements(path: Path, graphs: bool = False) -> set[str]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    quads = pyoxigraph.parse(content, format=FORMATS[path.suffix])
    return {str(quad if graphs else quad.triple) for quad in quads}


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_every_form_holds_the_same_statements(graph_folder: Path, tmp_path: Path) -> None:
    out = site(graph_folder, tmp_path / "site")
    dumps = out / "dumps" / "herne"
    assert statements(dumps / "graph.nq.gz", True) == statements(dumps / "graph.trig", True)
    whole = statements(dumps / "graph.ttl")
    assert whole == statements(dumps / "graph.jsonld") == statements(dumps / "graph.nq.gz")
    plain = statements(dumps / "plain.ttl")
    assert plain == statements(dumps / "plain.jsonld") == statements(dumps / "plain.nt.gz")
    assert plain < whole and not any("/evidence/" in line or "/snapshot/" in line for line in plain)
    assert statements(out / "catalog.ttl") == statements(out / "catalog.rdf") == statements(out / "catalog.jsonld")


def test_twice_the_same_bytes_and_pieces_below_the_limit(graph_folder: Path, tmp_path: Path) -> None:
    first = files(site(graph_folder, tmp_path / "a"))
    assert files(site(graph_folder, tmp_path / "b")) == first
    assert files(site(graph_folder, tmp_path / "a")) == first
    small = site(graph_folder, tmp_path / "c", limit=200_000)
    pieces = sorted((small / "dumps" / "herne").glob("graph-*.ttl"))
    assert len(pieces) > 1 and all(p.stat().st_size <= 200_000 for p in (small / "dumps").rglob("*.*"))
    assert set().union(*map(statements, pieces)) == statements(tmp_path / "a" / "dumps" / "herne" / "graph.ttl")
    for line in (small / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((small / name).read_bytes()).hexdigest() == digest


def test_standard_terms_alone_find_papers_and_what_led_to_what(graph_folder: Path, tmp_path: Path) -> None:
    store = pyoxigraph.Store()
    store.load(
        path=str(site(graph_folder, tmp_path / "site") / "dumps" / "herne" / "plain.ttl"), format=FORMATS[".ttl"]
    )
    found = store.query("SELECT ?x { ?x a <http://data.europa.eu/eli/ontology#Work> }")
    assert any("/paper/2023-0386" in row["x"].value for row in found)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("http://dcat-ap.de/def/licenses/cc-zero", ""), "licence: missing"),
        (("https://daten.example.org/rat", "https://rat.invalid/x"), "base: https://rat.invalid"),
        (('description = "Fragen und Antworten aus dem Rat."', ""), "catalogue.description: missing"),
        (("rat@example.org", ""), "catalogue.contact_email: missing"),
        (('kind = "local-authority"', ""), "publisher.kind: missing"),
    ],
)
def test_what_is_missing_is_named(change: tuple[str, str], key: str, tmp_path: Path) -> None:
    with Graph.open(built(tmp_path, change)) as opened, pytest.raises(SourceInvalid, match=key):
        publish(opened, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_the_example_as_it_is_lacks_some_keys_and_the_guide_completes_it(tmp_path: Path) -> None:
    build([], tmp_path / "as-it-is")
    with Graph.open(tmp_path / "as-it-is") as opened, pytest.raises(SourceInvalid) as told:
        publish(opened, tmp_path / "site")
    missing = ("publisher.kind", "catalogue.description", "catalogue.contributor_id", "catalogue.contact_email")
    assert all(f"source.toml of 'herne': {key}: " in str(told.value) for key in missing)
    (lines,) = re.findall(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    of_publisher, of_catalogue = lines.split("[catalogue]")
    source = tmp_path / "herne"
    shutil.copytree(example(), source)
    text = (source / "source.toml").read_text("utf-8").replace("[publisher]\n", of_publisher)
    (source / "source.toml").write_text(f"{text}\n[catalogue]{of_catalogue}", "utf-8")
    build([source], tmp_path / "graph")
    assert (site(tmp_path / "graph", tmp_path / "site") / "catalog.ttl").is_file()


def test_a_crash_leaves_the_older_publication(graph_folder: Path, tmp_path: Path) -> None:
    out = site(graph_folder, tmp_path / "site")
    before = files(out)
    with pytest.raises(RuntimeError), replacing(out) as (into, previous):
        assert previous == out
        (into / "half").write_text("x", "utf-8")
        raise RuntimeError
    assert files(out) == before
    out.rename(tmp_path / ".site.old")  # the machine stopped between the two renames
    with pytest.raises(RuntimeError), replacing(out):
        raise RuntimeError
    assert files(out) == before


def test_a_folder_with_something_else_is_refused(graph_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x", "utf-8")
    with Graph.open(graph_folder) as opened, pytest.raises(OutputRefused, match="something else"):
        publish(opened, tmp_path)
    assert (tmp_path / "mine").is_file()


def test_who_is_suppressed_is_nowhere_and_in_no_change_list(graph_folder: Path, tmp_path: Path) -> None:
    out = site(graph_folder, tmp_path / "site")
    people = [iri for iri in json.loads((out / "changes.json").read_text())["added"] if "/person/wind" in iri]
    assert people
    with Graph.open(built(tmp_path / "new", ("suppress = []", 'suppress = ["Lars Wind"]'))) as opened:
        publish(opened, out)
    for name, text in contents(out):
        assert "Lars Wind" not in text and "wind-lars" not in text, name
    with (tmp_path / "site-privacy-review.csv").open(encoding="utf-8", newline="") as file:
        rules = {(row["leaves"], row["rule"]) for row in csv.DictReader(file) if "Lars Wind" in row["name"]}
    assert rules == {("no", "suppressed")}


def test_the_command(graph_folder: Path, tmp_path: Path) -> None:
    ran = CliRunner().invoke(
        app, ["publish", "--graph", str(graph_folder), "-o", str(tmp_path / "s"), "--profile-version", "2.0"]
    )
    assert ran.exit_code == 0 and (tmp_path / "s" / "catalog.ttl").is_file()
