"""Triple stores load the published shards by their own bulk loaders and count the same statements."""

import gzip
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest

from civicgraph.publish import publish
from civicgraph.query import Graph
from tests.publish.servers import free_port, running

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
VIRTUOSO, ISQL = shutil.which("virtuoso-t"), shutil.which("isql-vt")
LOADING = "DB.DBA.rdf_loader_run();\ncheckpoint;\n"


@pytest.fixture(scope="module")
def shards(graph_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    out = tmp_path_factory.mktemp("stores") / "site"
    with Graph.open(graph_folder) as opened:
        publish(opened, out, limit=200_000)
    found = sorted((out / "dumps" / "herne").glob("graph*.nq.gz"))
    assert len(found) > 3
    return found


def quads(shards: list[Path]) -> set[pyoxigraph.Quad]:
    content = b"".join(gzip.decompress(path.read_bytes()) for path in shards)
    return set(pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.N_QUADS))


@pytest.mark.skipif(OXIGRAPH is None, reason="the command of the PyPI package oxigraph is not installed")
def test_the_command_of_oxigraph_loads_what_was_published(shards: list[Path], tmp_path: Path) -> None:
    whole = tmp_path / "alles.nq"
    whole.write_bytes(b"".join(gzip.decompress(path.read_bytes()) for path in shards))
    load = [str(OXIGRAPH), "load", "--location", str(tmp_path / "daten"), "--file", str(whole)]
    subprocess.run(load, check=True, capture_output=True, timeout=120)
    store = pyoxigraph.Store.read_only(str(tmp_path / "daten"))
    assert set(store) == quads(shards)


def settings(folder: Path, shards: Path, port: int) -> str:
    """Return the smallest virtuoso.ini with which a server runs below a folder. DirsAllowed: where ld_dir may read."""
    return (
        f"[Database]\nDatabaseFile = {folder}/v.db\nErrorLogFile = {folder}/v.log\nTransactionFile = {folder}/v.trx\n"
        f"LockFile = {folder}/v.lck\nxa_persistent_file = {folder}/v.pxa\nStriping = 0\n"
        f"[TempDatabase]\nDatabaseFile = {folder}/t.db\nTransactionFile = {folder}/t.trx\nStriping = 0\n"
        f"[Parameters]\nServerPort = 127.0.0.1:{port}\nNumberOfBuffers = 10000\nDirsAllowed = {shards}\n"
    )


def asked(port: int, sql: str) -> str:
    """Run SQL; the password is that of a server that was made a moment ago and ends with the test."""
    command = [str(ISQL), f"127.0.0.1:{port}", "dba", "dba", "VERBOSE=OFF", "BANNER=OFF", "PROMPT=OFF", "ERRORS=STDOUT"]
    ran = subprocess.run(command, input=sql, capture_output=True, text=True, timeout=300, check=True)
    assert "*** Error" not in ran.stdout, ran.stdout
    return ran.stdout


@pytest.mark.tools
@pytest.mark.skipif(VIRTUOSO is None or ISQL is None, reason="no Virtuoso: apt-get install virtuoso-opensource-7-bin")
def test_virtuoso_loads_the_gzipped_shards(shards: list[Path], tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "virtuoso.ini").write_text(settings(tmp_path, shards[0].parent, port), "utf-8")
    command = [str(VIRTUOSO), "+foreground", "+configfile", str(tmp_path / "virtuoso.ini")]
    with running(command, port, str(tmp_path)):
        asked(port, f"ld_dir('{shards[0].parent}', 'graph*.nq.gz', 'urn:ohne');\n{LOADING}")
        assert "urn:ohne" not in asked(port, "SPARQL SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } };")
        told = asked(port, "SELECT ll_state, ll_error FROM DB.DBA.LOAD_LIST;")
        assert len(re.findall(r"^2 +NULL", told, re.MULTILINE)) == len(shards), told
        base = "https://daten.example.org/rat"
        counted = asked(
            port,
            "SPARQL SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } "
            f'FILTER(STRSTARTS(STR(?g), "{base}") || STRSTARTS(STR(?g), "https://w3id.org/civicgraph/")) }};',
        )
    (number,) = re.findall(r"^(\d+)\s*$", counted, re.MULTILINE)
    assert int(number) == len(quads(shards))
