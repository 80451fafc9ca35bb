"""Connects httpx to servers: only to addresses that were checked, and never longer than a request may take."""

import ssl
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from civicgraph.fetch.addresses import resolved
from civicgraph.fetch.clock import Clock
from civicgraph.fetch.limits import Limits

_HEAD_BYTES = 100_000  # httpcore takes no longer headers


class Stream(httpcore.NetworkStream):
    """A connection that ends at the request's deadline and counts the bytes it received."""

    def __init__(self, inner: httpcore.NetworkStream, wire: "Wire") -> None:
        self._inner = inner
        self._wire = wire
        self._start = b""
        self._received = 0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what came. Raises httpcore.ReadTimeout where nothing comes in time."""
        data = self._inner.read(max_bytes, self._wire.patience())
        self._received += len(data)
        if len(self._start) < _HEAD_BYTES:
            self._start += data
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes. Raises httpcore.WriteTimeout where they are not taken in time."""
        self._inner.write(buffer, self._wire.patience())

    def close(self) -> None:
        """End the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Return the connection with TLS on top."""
        return Stream(self._inner.start_tls(ssl_context, server_hostname, self._wire.patience()), self._wire)

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection knows of itself; "body_bytes": how many came after the header so far, 0 where that is unknown."""
        if info == "body_bytes":
            head = _head(self._start)
            return self._received - head if head else 0
        return self._inner.get_extra_info(info)


class Wire(httpcore.NetworkBackend):
    """Opens connections.

    A host's name is resolved and checked once in a run, and the connection goes to the address that was checked: a name server that first
    gives a public and then a private address (DNS rebinding) changes nothing. TLS still checks the certificate against the name.
    """

    def __init__(self, clock: Clock, limits: Limits, allow_private: bool) -> None:
        self._clock = clock
        self._limits = limits
        self._allow_private = allow_private
        self._inner = httpcore.SyncBackend()
        self._pinned: dict[tuple[str, int], tuple[str, ...]] = {}
        self._deadline = 0.0

    def begin(self) -> None:
        """Let the time of a request run from now on."""
        self._deadline = self._clock.seconds() + self._limits.request_seconds

    def patience(self) -> float:
        """Return how many seconds the next step may take. Raises httpcore.ReadTimeout where the request's time is over."""
        left = self._deadline - self._clock.seconds()
        if left <= 0:
            raise httpcore.ReadTimeout
        return min(left, self._limits.silence_seconds)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers. Raises NotFetched where none may be connected to."""
        if (host, port) not in self._pinned:
            self._pinned[host, port] = resolved(host, port, self._allow_private)
        *others, last = self._pinned[host, port]
        for address in others:
            try:
                return self._connected(address, port)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connected(last, port)

    def _connected(self, address: str, port: int) -> httpcore.NetworkStream:
        return Stream(self._inner.connect_tcp(address, port, self.patience()), self)


class Transport(httpx.BaseTransport):
    """Sends a request over a connection of its own: with seconds between two requests an open one would mostly be closed by the server."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=wire, max_keepalive_connections=0
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer with its body unread. Raises httpcore's exceptions and NotFetched."""
        self._wire.begin()
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(httpcore.Request(request.method, url, headers=request.headers.raw))
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=dict(answer.extensions)
        )

    def close(self) -> None:
        """End all connections."""
        self._pool.close()


def _head(start: bytes) -> int:
    """Return the length of an answer's header, interim ones (1xx, RFC 9110 §15.2) before it included; 0 where its end is not in sight."""
    begin = 0
    while (end := start.find(b"\r\n\r\n", begin)) >= 0:
        if start[begin + 9 : begin + 10] != b"1":  # the first digit of the status
            return end + 4
        begin = end + 4
    return 0


class _Body(httpx.SyncByteStream):
    """The unread body of an answer."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
