"""Pushing to a real Oxigraph server: graphs arrive, what is unchanged is not sent, what was cut off goes on, secrets stay secret."""

import base64
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph
import pytest
from typer.testing import CliRunner

from civicgraph.cli import app
from civicgraph.errors import BuildRunning, PushFailed, UsageError
from civicgraph.privacy import published
from civicgraph.publish.push import PASSWORD, TOKEN, USER, Pushed, asked_pause, push
from civicgraph.query import Graph
from tests.publish.conftest import built

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


class Store:
    """A graph store in memory that answers as it is told: a stand-in that counts, and that can fail at a request."""

    def __init__(self) -> None:
        self.graphs: dict[str, bytes] = {}
        self.asked: list[tuple[str, str]] = []
        self.secret = ""
        self.fails_at = 0
        self.ails: list[tuple[int, str]] = []
        """Status and Retry-After of the next answers."""

    def answer(self, method: str, path: str, content: bytes, secret: str) -> int:
        name = httpx.URL(path).params["graph"]
        if self.secret and secret != self.secret:
            return 401
        self.asked.append((method, name))
        if len(self.asked) == self.fails_at:
            return 501
        if method == "DELETE":
            return 204 if self.graphs.pop(name, None) is not None else 404
        self.graphs[name] = content
        return 204


@contextmanager
def serving(store: Store) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def _act(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, later = store.ails.pop(0) if store.ails else (0, "")
            status = status or store.answer(self.command, self.path, content, self.headers.get("Authorization", ""))
            self.send_response(status)
            if later:
                self.send_header("Retry-After", later)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_PUT = do_DELETE = _act  # noqa: N815 - as the library calls them

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/store"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(autouse=True)
def _no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (USER, PASSWORD, TOKEN):
        monkeypatch.delenv(name, raising=False)


def no_pause(seconds: float) -> None:
    pytest.fail(f"waited {seconds} seconds")


def pushed(
    folder: Path, endpoint: str, state: Path, anew: bool = False, sleep: Callable[[float], None] = no_pause
) -> Pushed:
    with Graph.open(folder) as graph:
        return push(graph, endpoint, state, anew=anew, sleep=sleep)


@pytest.mark.skipif(OXIGRAPH is None, reason="the server of the PyPI package oxigraph is not installed")
def test_all_graphs_arrive_at_oxigraph(graph_folder: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(OXIGRAPH), "serve", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _await(address)
        first = pushed(graph_folder, f"{address}/store", tmp_path)
        again = pushed(graph_folder, f"{address}/store", tmp_path)
        with httpx.Client(trust_env=False) as client:
            got = client.get(f"{address}/store", headers={"Accept": "application/n-quads"}).content
    finally:
        server.terminate()
        server.wait(10)
    with Graph.open(graph_folder) as graph:
        wanted = set(published(graph).store.quads_for_pattern(None, None, None, None))
    named = {q for q in wanted if q.graph_name != pyoxigraph.DefaultGraph()}
    texts = {q for q in named if "/text/" in str(q.subject) and q.predicate.value == "https://schema.org/text"}
    assert texts and set(pyoxigraph.parse(got, format=pyoxigraph.RdfFormat.N_QUADS)) == named - texts
    assert first.sent > 8 and again == Pushed(0, first.sent, 0)


def _await(address: str) -> None:
    with httpx.Client(trust_env=False) as client:
        for _ in range(200):
            try:
                client.get(address)
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return
    pytest.fail("the server did not start")


def test_what_was_cut_off_goes_on(graph_folder: Path, tmp_path: Path) -> None:
    store = Store()
    with serving(store) as endpoint:
        store.fails_at = 5
        with pytest.raises(PushFailed, match="501"):
            pushed(graph_folder, endpoint, tmp_path)
        (record,) = tmp_path.glob("*.txt")
        with record.open("a") as log:
            log.write("0123 cut")  # the machine stopped while it wrote
        arrived = dict(store.graphs)
        told = pushed(graph_folder, endpoint, tmp_path)
        assert len(arrived) == 4 and told.unchanged == 4 and told.sent == len(store.graphs) - 4
        names = [name for _, name in store.asked]
        assert len(names) == len(set(names)) + 1  # the one that failed was sent twice, no other
        assert pushed(graph_folder, endpoint, tmp_path).sent == 0  # what was cut off spoilt no line after it


@pytest.mark.parametrize(
    ("ails", "pauses"),
    [
        ([(429, "7"), (503, "")], [7.0, 2.0]),
        ([(503, "Wed, 21 Oct 2015 07:28:00 GMT"), (500, "soon"), (502, "-4")], [1.0, 2.0, 4.0]),
        ([(504, "")] * 4, [1.0, 2.0, 4.0, 8.0]),
    ],
)
def test_a_store_that_is_busy_is_asked_again_after_a_while(
    ails: list[tuple[int, str]], pauses: list[float], graph_folder: Path, tmp_path: Path
) -> None:
    store, slept = Store(), list[float]()
    store.ails = list(ails)
    with serving(store) as endpoint:
        told = pushed(graph_folder, endpoint, tmp_path, sleep=slept.append)
    assert slept == pauses and told.sent == len(store.graphs) > 8


@pytest.mark.parametrize(
    ("ails", "pauses"), [([(503, "")] * 5, [1.0, 2.0, 4.0, 8.0]), ([(429, "86400")], []), ([(429, "9" * 400)], [])]
)
def test_a_store_that_stays_busy_is_a_clear_error(
    ails: list[tuple[int, str]], pauses: list[float], graph_folder: Path, tmp_path: Path
) -> None:
    store, slept = Store(), list[float]()
    store.ails = list(ails)
    with serving(store) as endpoint, pytest.raises(PushFailed, match="busy"):
        pushed(graph_folder, endpoint, tmp_path, sleep=slept.append)
    assert slept == pauses and not store.graphs and not store.ails


def test_retry_after_is_read_as_seconds_or_as_a_date() -> None:
    at = 1_445_412_480.0  # Wed, 21 Oct 2015 07:28:00 GMT
    assert asked_pause("Wed, 21 Oct 2015 07:28:30 GMT", at) == 30.0
    assert [asked_pause(text, at) for text in ("12", "", "bald", "-3", "Wed, 21 Oct 2015 07:27:00 GMT")] == [
        12,
        0,
        0,
        0,
        0,
    ]


def test_two_pushes_to_one_endpoint_do_not_run_at_once(graph_folder: Path, tmp_path: Path) -> None:
    store = Store()
    store.ails = [(503, "")]
    refused: list[str] = []

    def push_again(_: float) -> None:
        with pytest.raises(BuildRunning, match="another push") as told:
            pushed(graph_folder, endpoint, tmp_path)
        refused.append(str(told.value))

    with serving(store) as endpoint:
        told = pushed(graph_folder, endpoint, tmp_path, sleep=push_again)
        assert refused and told.sent == len(store.graphs)
        assert pushed(graph_folder, endpoint, tmp_path).sent == 0


def test_only_what_changed_is_sent_and_what_is_gone_removed(graph_folder: Path, tmp_path: Path) -> None:
    store = Store()
    other = built(tmp_path, ("suppress = []", 'suppress = ["Lars Wind"]'))
    with serving(store) as endpoint:
        whole = pushed(graph_folder, endpoint, tmp_path / "state")
        before = dict(store.graphs)
        store.asked.clear()
        told = pushed(other, endpoint, tmp_path / "state")
        changed = {name for name in store.graphs if store.graphs[name] != before.get(name)}
        assert {name for method, name in store.asked if method == "PUT"} == changed and 0 < told.sent < whole.sent
        assert {name for method, name in store.asked if method == "DELETE"} == before.keys() - store.graphs.keys()
        assert not any(b"Lars Wind" in content for content in store.graphs.values())
        store.graphs.clear()
        assert pushed(other, endpoint, tmp_path / "state", anew=True).unchanged == 0
        assert len(store.graphs) == told.sent + told.unchanged


def test_names_that_must_not_leave_do_not(graph_folder: Path, tmp_path: Path) -> None:
    store = Store()
    with serving(store) as endpoint:
        pushed(graph_folder, endpoint, tmp_path)
    with Graph.open(graph_folder) as graph:
        rows = graph.query("SELECT ?name { ?p a cg:Person ; rdfs:label ?name FILTER NOT EXISTS { ?m org:member ?p } }")
        assert len(rows) > 0
        for row in rows:
            assert not any(row["name"].encode() in content for content in store.graphs.values())


def test_the_password_comes_from_the_environment_and_is_never_printed(
    graph_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "graph"
    shutil.copytree(graph_folder, folder, symlinks=True)
    store = Store()
    store.secret = "Basic " + base64.b64encode(b"rat:richtig").decode()
    with serving(store) as endpoint:
        for user, password, code in (("", "", 1), ("rat", "falsch7", 1), ("rat", "", 2), ("rat", "richtig", 0)):
            monkeypatch.setenv(USER, user)
            monkeypatch.setenv(PASSWORD, password)
            ran = CliRunner().invoke(app, ["push", endpoint, "--graph", str(folder)])
            assert ran.exit_code == code and "falsch7" not in ran.output and "richtig" not in ran.output
            assert code == 0 or PASSWORD in ran.output
    assert store.graphs
    assert not any(b"richtig" in path.read_bytes() for path in (folder / "pushed").iterdir())


@pytest.mark.parametrize(
    ("endpoint", "says"),
    [
        ("https://rat:geheim@daten.example.org/store", USER),
        ("ftp://daten.example.org/store", "no web address"),
        ("store", "no web address"),
        ("http://daten.example.org/store", "https://"),
    ],
)
def test_addresses_that_cannot_be_taken(
    endpoint: str, says: str, graph_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN, "geheim")
    with pytest.raises(UsageError, match=says) as told:
        pushed(graph_folder, endpoint, tmp_path)
    assert "geheim" not in str(told.value)


def test_no_server_is_a_clear_error(graph_folder: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(PushFailed, match="no answer"):
        pushed(graph_folder, f"http://127.0.0.1:{port}/store", tmp_path)
