"""Asks servers for pages, politely: one request at a time with a pause, robots.txt first, redirects and failures in bounds."""

import ssl
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpcore
import httpx
import msgspec

from civicgraph.fetch.body import announced, received
from civicgraph.fetch.clock import Clock
from civicgraph.fetch.limits import Limits
from civicgraph.fetch.reasons import NotFetched
from civicgraph.fetch.robots import Robots
from civicgraph.fetch.urls import parsed
from civicgraph.fetch.wire import Transport, Wire

Validators = Callable[[str], dict[str, str]]

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_MISSING = frozenset((404, 410))
_DENIED = frozenset((401, 403))


class Answer(msgspec.Struct, frozen=True):
    """What a server answered.

    url: where it came from; way: addresses that forwarded there; content: None where the answer brings no page.
    """

    url: str
    status: int
    content: bytes | None
    media_type: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    location: str = ""
    retry_after: str = ""
    way: tuple[str, ...] = ()


class Client:
    """Sends requests for one run."""

    def __init__(self, agent: str, delay: float, limits: Limits, clock: Clock, allow_private: bool) -> None:
        self._limits = limits
        self._clock = clock
        self._delay = delay
        self._ready: dict[str, float] = {}
        self._failures: dict[str, int] = {}
        self._closed: dict[str, NotFetched] = {}
        self._robots = Robots(self._robots_text)
        headers = {"User-Agent": agent, "Accept-Encoding": "gzip, deflate", "Connection": "close"}
        transport = Transport(Wire(clock, limits, allow_private))
        self._http = httpx.Client(transport=transport, headers=headers, trust_env=False)

    def close(self) -> None:
        """End all connections."""
        self._http.close()

    def get(self, url: str, validators: Validators, accept: str) -> Answer:
        """Return the answer to a GET.

        validators: returns the headers that make the request for an address conditional. Raises NotFetched where no page comes.
        """
        answer = self._forwarded(url, validators, accept, robots=True)
        if answer.status in (200, 203):
            if not answer.content:
                raise NotFetched("empty-answer")
            return answer
        if answer.status == HTTPStatus.NOT_MODIFIED and validators(answer.url):
            return answer
        rule = "not-found" if answer.status in _MISSING else "access-denied" if answer.status in _DENIED else "status"
        raise NotFetched(rule, asked=(*answer.way, answer.url), status=_status(answer.status))

    def _robots_text(self, url: str) -> str | None:
        """Return a robots.txt; None where the server has none (RFC 9309 §2.3.1.3). Raises NotFetched where it cannot be had."""
        answer = self._forwarded(url, lambda _: {}, "text/plain", robots=False)
        if answer.status in (200, 203):
            return (answer.content or b"")[: self._limits.robots_bytes].decode("utf-8-sig", "replace")
        if 400 <= answer.status < 500:
            return None
        raise NotFetched("status", status=_status(answer.status))

    def _forwarded(self, url: str, validators: Validators, accept: str, robots: bool) -> Answer:
        """Ask, and follow redirects; each address on the way is checked like the first."""
        self._http.cookies.clear()  # cookies live for one page: what a server shows must not depend on what was asked before
        way: list[str] = []
        met = {(url, self._cookies())}
        while True:
            if robots:
                self._robots.check(url)
            answer = self._patient(url, {"Accept": accept, **validators(url)})
            if answer.status not in _REDIRECTS:
                return msgspec.structs.replace(answer, way=tuple(way))
            if not answer.location:
                raise NotFetched("redirect-nowhere", status=_status(answer.status))
            way.append(url)
            url = _target(url, answer.location)
            if (url, self._cookies()) in met:  # with a new cookie the same address may answer otherwise
                raise NotFetched("redirect-loop", way=" → ".join([*way, url]))
            met.add((url, self._cookies()))
            if len(way) > self._limits.redirects:
                raise NotFetched("redirects", limit=self._limits.redirects, way=" → ".join([*way, url]))

    def _patient(self, url: str, headers: dict[str, str]) -> Answer:
        """Ask until a lasting answer comes; the pauses double. Raises NotFetched where none does."""
        host = parsed(url).site
        if host in self._closed:
            raise self._closed[host].again()
        for attempt in range(1, self._limits.attempts + 1):
            try:
                answer = self._once(url, headers)
            except NotFetched as reason:
                if not reason.passing:
                    raise
                missing, pause = reason, 0.0
            else:
                if answer.status != HTTPStatus.TOO_MANY_REQUESTS and answer.status < 500:
                    self._failures[host] = 0
                    return answer
                missing, pause = NotFetched("status", status=_status(answer.status)), self._asked_pause(answer)
            if pause > self._limits.longest_wait:
                self._closed[host] = NotFetched("busy", seconds=round(pause), status=_status(answer.status))
                raise self._closed[host].again()
            if attempt < self._limits.attempts:
                self._clock.sleep(max(pause, self._limits.first_pause * 2 ** (attempt - 1)))
        self._count_failure(host)
        raise missing

    def _count_failure(self, host: str) -> None:
        """Ask a host no more in this run when it has failed for too many pages in a row."""
        count = self._failures[host] = self._failures.get(host, 0) + 1
        if count >= self._limits.host_failures:
            self._closed[host] = NotFetched("host-given-up", host=host, count=count)

    def _asked_pause(self, answer: Answer) -> float:
        """Return the seconds of Retry-After, given as seconds or as a date (RFC 9110 §10.2.3); 0 where it says neither."""
        text = answer.retry_after.strip()
        if text.isascii() and text.isdigit():
            return float(text[:9])
        try:
            return max(0.0, (parsedate_to_datetime(text) - self._clock.now()).total_seconds())
        except (ValueError, TypeError, OverflowError):
            return 0.0

    def _once(self, url: str, headers: dict[str, str]) -> Answer:
        """Send one request when the host's pause is over. Raises NotFetched where no whole answer comes."""
        site = parsed(url)
        self._clock.sleep(max(0.0, self._ready.get(site.site, 0.0) - self._clock.seconds()))
        try:
            with self._http.stream("GET", url, headers=headers) as response:
                return self._read(url, response)
        except (httpcore.TimeoutException, TimeoutError):
            silence, seconds = (f"{s:g}" for s in (self._limits.silence_seconds, self._limits.request_seconds))
            raise NotFetched("too-slow", passing=True, host=site.host, silence=silence, seconds=seconds) from None
        except (httpcore.ProtocolError, httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise _malformed(site.host, error) from None
        except (httpcore.NetworkError, ssl.SSLError) as error:
            raise _broken(site.host, error) from None
        finally:
            delay = max(self._delay, self._robots.delay(url))
            self._ready[site.site] = self._clock.seconds() + delay

    def _read(self, url: str, response: httpx.Response) -> Answer:
        headers = response.headers
        content = None
        if response.status_code in (200, 203):
            content = received(response, self._limits.body_bytes)
            length = announced(response)
            extra = response.extensions["network_stream"].get_extra_info("body_bytes")
            if (
                length is not None and extra > length + 2
            ):  # two: old servers end a body with a line break that they do not count
                raise NotFetched("length", passing=True, host=parsed(url).host, length=length)
        return Answer(
            url=url,
            status=response.status_code,
            content=content,
            media_type=headers.get("content-type", "").partition(";")[0].strip().lower()[:100],
            charset=(response.charset_encoding or "").strip("\"' ").lower()[:40],
            etag=headers.get("etag", "")[:500],
            last_modified=headers.get("last-modified", "")[:100],
            location=headers.get("location", ""),
            retry_after=headers.get("retry-after", ""),
        )

    def _cookies(self) -> str:
        return repr(
            sorted((cookie.domain, cookie.path, cookie.name, cookie.value) for cookie in self._http.cookies.jar)
        )


def _target(url: str, location: str) -> str:
    """Return where a redirect leads, as the server wrote it: without its session id it might forward to itself for ever.

    Raises NotFetched where that is no address.
    """
    parsed(location, base=url)
    return str(httpx.URL(url).join(location).copy_with(fragment=None))


def _status(code: int) -> str:
    """Return a status in words: "503 Service Unavailable"."""
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def _malformed(host: str, error: Exception) -> NotFetched:
    why = str(error)[:120] or type(error).__name__
    if "without sending complete message body" in why or "disconnected" in why:
        return NotFetched("connection", passing=True, host=host, why="incomplete")
    return NotFetched("protocol", passing=True, host=host, why=why)


def _broken(host: str, error: Exception) -> NotFetched:
    why = str(error)[:120] or type(error).__name__
    if "CERTIFICATE" in why.upper():
        return NotFetched("certificate", host=host, why=why)
    return NotFetched("connection", passing=True, host=host, why=why)
