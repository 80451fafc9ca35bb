"""A council server on 127.0.0.1 that answers as a test tells it to, well or badly, and counts what it was asked."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import urlsplit

from civicgraph.fetch.clock import Clock

Act = Callable[["Handler"], None]


class Patient(Clock):
    """A clock on which waiting takes no time, and that remembers how long it was asked to wait."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self._ahead = 0.0

    def now(self) -> datetime:
        return datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC) + timedelta(seconds=int(self._ahead))

    def seconds(self) -> float:
        return time.monotonic() + self._ahead

    def sleep(self, seconds: float) -> None:
        if seconds > 0.5:
            self.waits.append(round(seconds, 1))
        self._ahead += seconds

    def pass_days(self, days: float) -> None:
        """Let time go by between two runs."""
        self._ahead += days * 86400


class Handler(BaseHTTPRequestHandler):
    """Lets the council answer."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        with suppress(OSError):  # a client that hangs up is no failure of the server
            cast(CouncilServer, self.server).council.answer(self)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class CouncilServer(ThreadingHTTPServer):
    """The listening server behind a council."""

    daemon_threads = True
    council: "Council"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing."""


class Council:
    """What the server answers by path and query; a list of answers is given one after the other, the last one stays."""

    def __init__(self) -> None:
        self.answers: dict[str, Act | list[Act]] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.stop = threading.Event()
        self._server = CouncilServer(("127.0.0.1", 0), Handler)
        self._server.council = self
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __setitem__(self, path: str, acts: Act | list[Act]) -> None:
        self.answers[path] = acts

    def count(self, path: str) -> int:
        """Return how often a path was asked for."""
        return self.asked.count(path)

    def pages_asked(self) -> list[str]:
        """Return what was asked for, robots.txt left out, and forget it."""
        asked = [path for path in self.asked if path != "/robots.txt"]
        self.asked.clear()
        return asked

    def answer(self, handler: Handler) -> None:
        """Give the next answer for a path; without any it is 404."""
        self.asked.append(handler.path)
        self.headers.append(dict(handler.headers.items()))
        acts = self.answers.get(handler.path, self.answers.get(urlsplit(handler.path).path, missing()))
        queue = acts if isinstance(acts, list) else [acts]
        act = queue.pop(0) if len(queue) > 1 else queue[0]
        act(handler)

    @contextmanager
    def running(self) -> Iterator["Council"]:
        """Serve until the block ends."""
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield self
        finally:
            self.stop.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()


def page(body: str | bytes, status: int = 200, **headers: str) -> Act:
    """Answer with a body; header names with _ for -, an empty one is not sent."""
    content = body.encode() if isinstance(body, str) else body

    def act(handler: Handler) -> None:
        handler.send_response(status)
        written = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(content))}
        written |= {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in written.items():
            if value:
                handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return act


def html(text: str, *links: str) -> Act:
    """Answer with a page in German and links."""
    anchors = "".join(f'<p><a href="{link}">weiter</a></p>' for link in links)
    return page(f"<!DOCTYPE html><html lang='de'><body><h1>{text}</h1>{anchors}</body></html>")


def data(value: object, **headers: str) -> Act:
    """Answer with JSON."""
    content_type = headers.pop("Content_Type", "application/json")
    return page(json.dumps(value), 200, Content_Type=content_type, **headers)


def missing() -> Act:
    """Answer 404."""
    return page("nicht gefunden", status=404)


def status(code: int, **headers: str) -> Act:
    """Answer with a status and a short body."""
    return page("Störung", status=code, **headers)


def redirect(location: str, code: int = 302, **headers: str) -> Act:
    """Forward."""
    return page("", status=code, Location=location, **headers)


def cached(body: str, etag: str = "", modified: str = "") -> Act:
    """Answer 304 where the client has the page, else the page with its marks."""

    def act(handler: Handler) -> None:
        asked = handler.headers
        same = (etag and asked.get("If-None-Match") == etag) or (
            modified and asked.get("If-Modified-Since") == modified
        )
        page("" if same else body, 304 if same else 200, ETag=etag, Last_Modified=modified)(handler)

    return act


def raw(*pieces: bytes) -> Act:
    """Write bytes as they are and hang up."""

    def act(handler: Handler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
        handler.wfile.flush()
        handler.close_connection = True

    return act


def stall(*before: bytes) -> Act:
    """Write something, then nothing more for as long as the test runs."""

    def act(handler: Handler) -> None:
        raw(*before)(handler)
        cast(CouncilServer, handler.server).council.stop.wait(20)

    return act


def drip(start: bytes, drop: bytes) -> Act:
    """Write one drop after the other for ever."""

    def act(handler: Handler) -> None:
        handler.close_connection = True
        handler.wfile.write(start)
        while not cast(CouncilServer, handler.server).council.stop.wait(0.01):
            handler.wfile.write(drop)
            handler.wfile.flush()

    return act


def reset() -> Act:
    """Break the connection off (RST)."""

    def act(handler: Handler) -> None:
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.close_connection = True
        handler.connection.close()

    return act
