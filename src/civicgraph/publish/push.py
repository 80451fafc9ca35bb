"""Sends the named graphs of a built graph to a SPARQL 1.1 Graph Store, one PUT each, those alone that changed since the last time."""

import hashlib
import os
import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import msgspec
import pyoxigraph

from civicgraph.errors import PushFailed, UsageError
from civicgraph.iri import checked, digest
from civicgraph.privacy import published
from civicgraph.query import Graph
from civicgraph.vocab import term

USER, PASSWORD, TOKEN = "CIVICGRAPH_PUSH_USER", "CIVICGRAPH_PUSH_PASSWORD", "CIVICGRAPH_PUSH_TOKEN"
SECONDS = 120.0
"""How long one graph may take."""
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_STATE = re.compile(r"([0-9a-f]{64}|-) (\S+)")
_GONE = "-"
"""Stands for the digest of a graph that was removed."""
_TEXT = pyoxigraph.NamedNode(term("schema:text"))

Progress = Callable[[int, int], None]
"""Is told how many graphs are done, of how many."""


class Pushed(msgspec.Struct, frozen=True):
    """Numbers of graphs: sent, unchanged and therefore not sent, removed because the graph no longer has them."""

    sent: int
    unchanged: int
    removed: int


def push(
    graph: Graph,
    endpoint: str,
    state: Path,
    private: bool = False,
    anew: bool = False,
    progress: Progress = lambda *_: None,
) -> Pushed:
    """Bring a Graph Store to the state of a graph as it may leave; what was interrupted goes on with the next call.

    endpoint: address of the store to which `?graph=IRI` is added (SPARQL 1.1 Graph Store HTTP Protocol, 4.2); state: folder that
    keeps what each endpoint has; private: only who is suppressed is taken out; anew: send every graph, whatever the endpoint has.
    User and password, or a token, come from the environment.
    Raises UsageError where the address cannot be taken, PushFailed where the endpoint does not take a graph.
    """
    address = _checked(endpoint)
    headers = _authorization(address)
    record = state / f"{digest(address)}.txt"
    record.parent.mkdir(parents=True, exist_ok=True)
    has = _state(record)
    leaving = published(graph, private)
    names = sorted(node.value for node in leaving.store.named_graphs() if isinstance(node, pyoxigraph.NamedNode))
    gone = sorted(has.keys() - set(names))
    sent = 0
    with record.open("a", encoding="utf-8") as log, _client(headers) as client:
        for done, name in enumerate([*names, *gone], start=1):
            content = None if done > len(names) else _content(leaving, name, private)
            own = _GONE if content is None else hashlib.sha256(content).hexdigest()
            if anew or has.get(name) != own:
                _ask(client, address, name, content)
                log.write(f"{own} {name}\n")
                log.flush()
                sent += content is not None
            progress(done, len(names) + len(gone))
    return Pushed(sent, len(names) - sent, len(gone))


def _client(headers: dict[str, str]) -> httpx.Client:
    return httpx.Client(headers=headers, timeout=SECONDS, trust_env=False)


def _checked(endpoint: str) -> str:
    """Return the address where it can be asked, without fragment."""
    parts = urlsplit(endpoint)
    if parts.username or parts.password:
        raise UsageError(
            f"push: a password does not belong into the address, where others can read it: set {USER} and {PASSWORD}, or {TOKEN}"
        )
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"push: {endpoint!r} is no web address: write it as https://example.org/store")
    return endpoint.partition("#")[0]


def _authorization(address: str) -> dict[str, str]:
    """Return the header that the environment asks for (RFC 7617, RFC 6750); a secret goes out encrypted, or stays on this machine."""
    user, password, token = (os.environ.get(name, "") for name in (USER, PASSWORD, TOKEN))
    if not (user or password or token):
        return {}
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise UsageError("push: the address begins with http://, so the password would go out readable: take https://")
    if token:
        return {"Authorization": f"Bearer {token}"}
    if not (user and password):
        raise UsageError(f"push: {PASSWORD if user else USER} is not set: both are needed, or {TOKEN} alone")
    return {"Authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}


def _state(record: Path) -> dict[str, str]:
    """Return graph to digest, as far as it was written down; a line that was cut off is none."""
    found: dict[str, str] = {}
    for line in record.read_text("utf-8").splitlines() if record.is_file() else ():
        if match := _STATE.fullmatch(line):
            found[match[2]] = match[1]
    return {name: own for name, own in found.items() if own != _GONE}


def _content(graph: Graph, name: str, private: bool) -> bytes:
    """Return a named graph as sorted N-Triples, without whole texts of pages where the source does not publish them."""
    hold = [
        f"{source.base}/text/"
        for source in graph.generation.manifest.sources
        if not (private or source.catalogue.publish_texts)
    ]
    found = graph.store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(name))
    kept = (quad for quad in found if not (quad.predicate == _TEXT and _is_below(quad.subject, hold)))
    return b"".join(sorted(f"{quad.triple} .\n".encode() for quad in kept))


def _is_below(subject: object, bases: list[str]) -> bool:
    return isinstance(subject, pyoxigraph.NamedNode) and subject.value.startswith(tuple(bases))


def _ask(client: httpx.Client, address: str, name: str, content: bytes | None) -> None:
    """Replace a graph, or remove it where there is no content. Raises PushFailed, which says what is to be mended and never a secret."""
    url = f"{address}{'&' if '?' in address else '?'}graph={quote(checked(name), safe='')}"
    try:
        if content is None:
            answer = client.delete(url)
        else:
            answer = client.put(url, content=content, headers={"Content-Type": "application/n-triples"})
    except httpx.HTTPError as error:
        raise PushFailed(
            f"push: {address}: no answer ({type(error).__name__}): start the server or mend the address, then push again: "
            "what arrived is not sent twice"
        ) from None
    status = answer.status_code
    if status in (401, 403):
        raise PushFailed(
            f"push: {address}: user, password or token was refused ({status}): set {USER} and {PASSWORD}, or {TOKEN}"
        )
    if not (200 <= status < 300 or (content is None and status == 404)):
        raise PushFailed(
            f"push: {address}: the graph {name} was not taken ({status}): name the address of the Graph Store "
            "(Oxigraph: …/store, Fuseki: …/dataset/data), then push again: what arrived is not sent twice"
        )
