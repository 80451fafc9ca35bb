"""Sends the named graphs of a built graph to a SPARQL 1.1 Graph Store, one PUT each, those alone that changed since the last time."""

import contextlib
import hashlib
import os
import re
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import msgspec
import pyoxigraph

from civicgraph.errors import BuildRunning, PushFailed, UsageError
from civicgraph.files import hold, write_atomically
from civicgraph.iri import checked, digest
from civicgraph.privacy import published
from civicgraph.query import Graph
from civicgraph.vocab import term

USER, PASSWORD, TOKEN = "CIVICGRAPH_PUSH_USER", "CIVICGRAPH_PUSH_PASSWORD", "CIVICGRAPH_PUSH_TOKEN"
SECONDS = 120.0
"""How long one graph may take."""
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_STATE = re.compile(r"([0-9a-f]{64}|-) (\S+)")
ATTEMPTS = 5
"""How often one graph is sent to a store that is busy or ails (429, 5xx)."""
FIRST_PAUSE = 1.0
"""Seconds before the second attempt; each pause is twice the one before, or as long as Retry-After asks."""
LONGEST_PAUSE = 120.0
"""Seconds: a store that asks for more is asked again another day."""
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
    sleep: Callable[[float], None] = time.sleep,
) -> Pushed:
    """Bring a Graph Store to the state of a graph as it may leave; what was interrupted goes on with the next call.

    endpoint: address of the store to which `?graph=IRI` is added (SPARQL 1.1 Graph Store HTTP Protocol, 4.2); state: folder that
    keeps what each endpoint has; private: only who is suppressed is taken out; anew: send every graph, whatever the endpoint has.
    User and password, or a token, come from the environment.
    Raises UsageError where the address cannot be taken, PushFailed where the endpoint does not take a graph, BuildRunning where
    another push sends there.
    """
    address = _checked(endpoint)
    with _held(state / f"{digest(address)}.lock", address), _client(_authorization(address)) as client:
        return _push(_Store(client, address, sleep), graph, state / f"{digest(address)}.txt", private, anew, progress)


def _push(store: "_Store", graph: Graph, record: Path, private: bool, anew: bool, progress: Progress) -> Pushed:
    has = _state(record)
    write_atomically(record, "".join(f"{own} {name}\n" for name, own in sorted(has.items())).encode())
    leaving = published(graph, private)
    names = sorted(node.value for node in leaving.store.named_graphs() if isinstance(node, pyoxigraph.NamedNode))
    gone = sorted(has.keys() - set(names))
    sent = 0
    with record.open("a", encoding="utf-8") as log:
        for done, name in enumerate([*names, *gone], start=1):
            content = None if done > len(names) else _content(leaving, name, private)
            own = _GONE if content is None else hashlib.sha256(content).hexdigest()
            if anew or has.get(name) != own:
                store.put(name, content)
                log.write(f"{own} {name}\n")
                log.flush()
                sent += content is not None
            progress(done, len(names) + len(gone))
    return Pushed(sent, len(names) - sent, len(gone))


@contextlib.contextmanager
def _held(lock: Path, address: str) -> Iterator[None]:
    """Hold an endpoint's record for one push; the hold ends with the process, however it ends."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+b") as file:
        try:
            hold(file.fileno())
        except OSError:
            raise BuildRunning(f"push: another push sends to {address}: wait until it has ended") from None
        yield


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


class _Store:
    """A Graph Store at an address, asked with patience."""

    def __init__(self, client: httpx.Client, address: str, sleep: Callable[[float], None]) -> None:
        self._client, self._address, self._sleep = client, address, sleep

    def put(self, name: str, content: bytes | None) -> None:
        """Replace a graph, or remove it where there is no content. Raises PushFailed, which says what is to be mended, never a secret."""
        answer = self._lasting(name, content)
        status = answer.status_code
        if status in (401, 403):
            raise PushFailed(
                f"push: {self._address}: user, password or token was refused ({status}): set {USER} and {PASSWORD}, or {TOKEN}"
            )
        if is_passing(status):
            raise PushFailed(
                f"push: {self._address}: the store is busy or ails ({status}, {ATTEMPTS} attempts at most): push again later: "
                "what arrived is not sent twice"
            )
        if not (200 <= status < 300 or (content is None and status == 404)):
            raise PushFailed(
                f"push: {self._address}: the graph {name} was not taken ({status}): name the address of the Graph Store "
                "(Oxigraph: …/store, Fuseki: …/dataset/data), then push again: what arrived is not sent twice"
            )

    def _lasting(self, name: str, content: bytes | None) -> httpx.Response:
        """Ask until an answer comes that will not pass by waiting; the pauses double. Return the last one where none does."""
        for attempt in range(ATTEMPTS - 1):
            answer = self._once(name, content)
            pause = max(asked_pause(answer.headers.get("Retry-After", ""), time.time()), FIRST_PAUSE * 2**attempt)
            if not is_passing(answer.status_code) or pause > LONGEST_PAUSE:
                return answer
            self._sleep(pause)
        return self._once(name, content)

    def _once(self, name: str, content: bytes | None) -> httpx.Response:
        url = f"{self._address}{'&' if '?' in self._address else '?'}graph={quote(checked(name), safe='')}"
        try:
            if content is None:
                return self._client.delete(url)
            return self._client.put(url, content=content, headers={"Content-Type": "application/n-triples"})
        except httpx.HTTPError as error:
            raise PushFailed(
                f"push: {self._address}: no answer ({type(error).__name__}): start the server or mend the address, "
                "then push again: what arrived is not sent twice"
            ) from None


def is_passing(status: int) -> bool:
    """The answer may be another one after a while (RFC 6585, 4; RFC 9110, 15.6). 501 and 505 will not pass."""
    return status == 429 or (status >= 500 and status not in (501, 505))


def asked_pause(text: str, now: float) -> float:
    """Return the seconds that Retry-After asks for, as seconds or as a date (RFC 9110, 10.2.3); 0 where it says neither.

    now: seconds since the epoch.
    """
    if text.strip().isascii() and text.strip().isdigit():
        return float(text.strip()[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return 0.0
