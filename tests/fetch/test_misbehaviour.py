"""A server that misbehaves: the run ends, says what happened, keeps what it had, and a second run completes it."""

import gzip
import re
import socket
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from civicgraph.fetch import Report
from civicgraph.fetch.limits import Limits
from civicgraph.fetched import body_path, read_index
from tests.fetch.conftest import SMALL, Fetch, Source
from tests.fetch.server import (
    Act,
    Council,
    Patient,
    cached,
    drip,
    html,
    page,
    raw,
    redirect,
    reset,
    stall,
    status,
)

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def packed(content: bytes, encoding: str = "gzip") -> Act:
    return page(content, Content_Encoding=encoding)


def raw_deflate(content: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packing.compress(content) + packing.flush()


PASSING: dict[str, tuple[Act, str]] = {
    "503 for ever": (status(503), "503 Service Unavailable"),
    "500": (status(500), "500 Internal Server Error"),
    "429 for ever": (status(429), "429 Too Many Requests"),
    "stall before the header": (stall(), "was silent for 0.3 seconds"),
    "stall in the header": (stall(HEAD), "was silent for 0.3 seconds"),
    "stall in the body": (stall(HEAD, b"Content-Length: 900\r\n\r\n<html>"), "was silent for 0.3 seconds"),
    "header byte by byte": (drip(b"HTTP/1.1 200 OK\r\nX: ", b"x"), "not done after 0.6"),
    "body byte by byte": (drip(HEAD + b"Content-Length: 40000\r\n\r\n", b"x"), "not done after 0.6"),
    "reset": (reset(), "No complete answer"),
    "hang up at once": (raw(), "No complete answer"),
    "length too long": (raw(HEAD, b"Content-Length: 900\r\n\r\n<html>kurz</html>"), "(incomplete)"),
    "length too short": (raw(HEAD + b"Content-Length: 6\r\n\r\n<html>ganz</html>"), "more bytes than it announces (6)"),
    "chunks that break off": (raw(HEAD, b"Transfer-Encoding: chunked\r\n\r\n5\r\n<html\r\n"), "(incomplete)"),
    "chunks that are none": (
        raw(HEAD, b"Transfer-Encoding: chunked\r\n\r\nzz\r\n<html\r\n"),
        "does not answer as HTTP asks",
    ),
    "huge header": (raw(HEAD + b"X: " + b"x" * 300_000), "does not answer as HTTP asks"),
    "no HTTP at all": (raw(b"220 mail.aurich.example ESMTP\r\n"), "(incomplete)"),
    "gzip that breaks off": (packed(gzip.compress(b"<html>Rat</html>" * 50)[:40]), "content-encoding (gzip)"),
    "gzip that is none": (packed(b"<html>Rat</html>"), "content-encoding (gzip)"),
}
LASTING: dict[str, tuple[Act, str]] = {
    "endless body": (drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"4000\r\n" + b"x" * 0x4000 + b"\r\n"), "50,000 bytes"),
    "announced as too large": (page("x" * 50_001), "50,000 bytes"),
    "gzip bomb": (packed(gzip.compress(bytes(5_000_000))), "50,000 bytes"),
    "packed as nobody asked": (packed(b"\x1b\x00", "br"), "content-encoding (br)"),
    "404": (status(404), "nothing at this address (404 Not Found)"),
    "410": (status(410), "nothing at this address (410 Gone)"),
    "403": (status(403), "denies access (403 Forbidden)"),
    "304 nobody asked for": (page("", status=304), "answers 304"),
    "206 nobody asked for": (status(206), "answers 206 Partial Content"),
    "an unknown status": (status(299), "answers 299"),
    "an empty page": (page(""), "The answer is empty"),
    "redirect to itself": (redirect("/bad"), "run in a circle"),
    "redirect to nowhere": (page("", status=302), "does not say where to"),
    "redirect to a file": (redirect("file:///etc/passwd"), "Only http and https addresses"),
    "redirect to no address": (redirect("http://[kaputt/"), "no web address"),
    "Retry-After of a week": (status(503, Retry_After="604800"), "asks to wait 604800 seconds"),
}  # fmt: skip


def only(report: Report) -> str:
    """Return the one sentence of a report."""
    (finding,) = report.findings
    assert not re.search(r"{\w+}", finding.message_de + finding.message_en)
    return finding.message_en


@pytest.mark.parametrize("name", [*PASSING, *LASTING])
def test_a_page_that_fails_is_told_and_a_second_run_brings_it(
    council: Council, source: Source, run: Fetch, name: str
) -> None:
    act, sentence = (PASSING | LASTING)[name]
    council["/good"] = cached("<html>gut</html>", '"g"')
    council["/bad"] = act
    folder = source("/good", "/bad")
    report = run(folder)
    assert sentence in only(report)
    assert (report.ended, report.whole) == ("complete", False)
    assert report.counts == {
        "fetched": 1,
        "unchanged": 0,
        "gone": 0,
        "refused": sentence.startswith("Only"),
        "failed": not sentence.startswith("Only"),
    }
    assert report.findings[0].page == f"{council.url}/bad"
    assert council.count("/bad") >= (SMALL.attempts if name in PASSING else 1)
    assert [row.url for row in read_index(folder)] == [f"{council.url}/good"]
    council["/bad"] = html("doch noch")
    report = run(folder)
    assert (report.findings, report.counts["fetched"], report.counts["unchanged"]) == ((), 1, 1)
    assert len(read_index(folder)) == 2


@pytest.mark.parametrize(
    "name", [name for name in (*PASSING, *LASTING) if name not in ("404", "410", "304 nobody asked for")]
)
def test_a_page_that_fails_later_keeps_what_came_before(
    council: Council, source: Source, run: Fetch, name: str
) -> None:
    act, _ = (PASSING | LASTING)[name]
    council["/bad"] = html("vorher")
    folder = source("/bad")
    run(folder)
    before = read_index(folder)
    council["/bad"] = act
    assert run(folder).counts["fetched"] == 0
    assert read_index(folder) == before
    assert b"vorher" in body_path(folder, before[0].sha256).read_bytes()


@pytest.mark.parametrize(
    ("acts", "wait"),
    [
        ([status(429, Retry_After="11"), html("da")], 11.0),
        ([status(429, Retry_After="Mon, 06 May 2024 07:08:49 GMT"), html("da")], 39.0),
        ([status(503), html("da")], 2.0),
        ([status(503, Retry_After="soon"), html("da")], 2.0),
        ([reset(), html("da")], 2.0),
    ],
)
def test_a_busy_server_is_asked_again_when_it_wants(
    council: Council, source: Source, run: Fetch, clock: Patient, acts: list[Act], wait: float
) -> None:
    council["/a"] = acts
    report = run(source("/a"))
    assert (report.counts["fetched"], report.findings) == (1, ())
    assert wait <= max(clock.waits) <= wait + 1


def test_pauses_double(council: Council, source: Source, run: Fetch, clock: Patient) -> None:
    council["/a"] = status(502)
    run(source("/a", extra="delay = 0.0"))
    assert clock.waits == [2.0, 4.0, 8.0]
    assert council.count("/a") == 4


def test_a_host_that_keeps_failing_is_given_up(council: Council, source: Source, run: Fetch) -> None:
    for number in range(9):
        council[f"/p{number}"] = status(503)
    report = run(source(*(f"/p{number}" for number in range(9))), limits=Limits(attempts=2, host_failures=3))
    assert report.counts["failed"] == 9
    assert [finding.rule for finding in report.findings] == ["fetch-status"] * 3 + ["fetch-host-given-up"] * 6
    assert len(council.pages_asked()) == 6


def test_a_host_that_wants_a_long_rest_gets_it(council: Council, source: Source, run: Fetch) -> None:
    council["/a"], council["/b"] = status(429, Retry_After="3600"), html("b")
    report = run(source("/a", "/b"))
    assert [finding.rule for finding in report.findings] == ["fetch-busy", "fetch-busy"]
    assert council.pages_asked() == ["/a"]


@pytest.mark.parametrize(
    ("packing", "encoding"),
    [(gzip.compress, "gzip"), (gzip.compress, "x-gzip"), (zlib.compress, "deflate"), (raw_deflate, "deflate")],
)
def test_packed_pages_are_kept_unpacked(
    council: Council, source: Source, run: Fetch, packing: Callable[[bytes], bytes], encoding: str
) -> None:
    council["/a"] = packed(packing(b"<html>Rat</html>" * 100), encoding)
    folder = source("/a")
    run(folder)
    (row,) = read_index(folder)
    assert body_path(folder, row.sha256).read_bytes() == b"<html>Rat</html>" * 100


def test_a_circle_of_redirects_is_named(council: Council, source: Source, run: Fetch) -> None:
    council["/a"], council["/b"] = redirect("/b"), redirect("/a")
    sentence = only(run(source("/a")))
    assert f"{council.url}/a → {council.url}/b → {council.url}/a" in sentence


def test_redirects_have_an_end(council: Council, source: Source, run: Fetch) -> None:
    for number in range(9):
        council[f"/{number}"] = redirect(f"/{number + 1}")
    assert "More than 5 redirects" in only(run(source("/0")))
    assert council.count("/6") == 0


def test_a_wrong_charset_is_told_and_the_bytes_are_kept(council: Council, source: Source, run: Fetch) -> None:
    content = "<html>Bürgermeister</html>".encode("latin-1")
    council["/a"] = page(content)
    folder = source("/a")
    report = run(folder)
    assert (report.findings[0].rule, report.whole) == ("fetch-charset-wrong", True)
    (row,) = read_index(folder)
    assert row.charset == "utf-8"
    assert body_path(folder, row.sha256).read_bytes() == content


@pytest.mark.parametrize("charset", ["klingon", '"utf-8"', "", "iso-8859-1; x=y"])
def test_strange_charsets_do_no_harm(council: Council, source: Source, run: Fetch, charset: str) -> None:
    council["/a"] = page("<html>Rat</html>", Content_Type=f"text/html; charset={charset}")
    assert run(source("/a")).counts["fetched"] == 1


def test_robots_txt_forbids_a_page_and_not_its_neighbour(council: Council, source: Source, run: Fetch) -> None:
    council["/robots.txt"] = page("User-agent: *\nDisallow: /geheim\n", Content_Type="text/plain")
    council["/geheim/a"] = html("nein")
    council["/offen"] = html("ja")
    council["/umweg"] = redirect("/geheim/a")
    report = run(source("/geheim/a", "/offen", "/umweg"))
    assert (report.counts["fetched"], report.counts["refused"]) == (1, 2)
    assert {finding.rule for finding in report.findings} == {"fetch-robots-forbid"}
    assert council.count("/geheim/a") == 0
    assert council.count("/robots.txt") == 1


@pytest.mark.parametrize("act", [status(503), status(429), reset(), stall(), redirect("/robots.txt")])
def test_without_an_answer_for_robots_txt_nothing_is_fetched(
    council: Council, source: Source, run: Fetch, act: Act
) -> None:
    council["/robots.txt"], council["/a"], council["/b"] = act, html("a"), html("b")
    folder = source("/a", "/b")
    report = run(folder)
    assert report.counts["refused"] == 2
    assert {finding.rule for finding in report.findings} == {"fetch-robots-missing"}
    assert council.pages_asked() == []
    council["/robots.txt"] = status(404)
    assert run(folder).counts["fetched"] == 2


@pytest.mark.parametrize(
    "act", [status(404), status(403), status(401), page(""), html("Startseite"), page(b"\xff\xfe\x00Disallow")]
)
def test_without_a_robots_txt_everything_is_allowed(council: Council, source: Source, run: Fetch, act: Act) -> None:
    council["/robots.txt"], council["/a"] = act, html("a")
    assert run(source("/a")).counts["fetched"] == 1


def test_our_own_lines_in_robots_txt_count(council: Council, source: Source, run: Fetch) -> None:
    council["/robots.txt"] = page(
        "User-agent: *\nDisallow:\n\nUser-agent: civicgraph\nDisallow: /\n", Content_Type="text/plain"
    )
    council["/a"] = html("a")
    assert run(source("/a")).counts["refused"] == 1


def test_private_addresses_are_refused_unless_allowed(council: Council, source: Source, run: Fetch) -> None:
    council["/a"] = html("a")
    folder = source(
        "/a", "http://localhost:9/", "http://[::1]:9/", "http://2130706433:9/", "http://169.254.169.254/latest"
    )
    report = run(folder, allow_private=False)
    assert report.counts["refused"] + report.counts["failed"] == 5
    assert report.findings[0].rule == "fetch-private-address"
    assert council.asked == []


def names(monkeypatch: pytest.MonkeyPatch, answers: dict[str, list[str]]) -> list[str]:
    """Let names lead to addresses; return the names that were asked for."""
    asked: list[str] = []
    really = socket.getaddrinfo

    def resolved(host: str, port: int, *given: int, **named: int) -> Any:
        if host not in answers:
            return really(host, port, *given, **named)
        asked.append(host)
        addresses = answers[host]
        address = addresses.pop(0) if len(addresses) > 1 else addresses[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    return asked


def test_a_redirect_to_a_private_address_is_refused(
    council: Council, source: Source, run: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    council["/a"] = redirect("http://intranet.example/")
    names(monkeypatch, {"intranet.example": ["10.1.2.3"]})
    monkeypatch.setattr("civicgraph.fetch.addresses.is_public", lambda address: not address.startswith("10."))
    report = run(source("/a"), allow_private=False)
    assert "intranet.example leads to 10.1.2.3" in only(report)
    assert report.counts["refused"] == 1


def test_a_second_answer_of_the_name_server_changes_nothing(
    council: Council, source: Source, run: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = council.url.rpartition(":")[2]
    council["/a"], council["/b"] = html("a"), html("b")
    asked = names(monkeypatch, {"ris.example": ["127.0.0.1", "10.9.9.9"]})
    report = run(source(f"http://ris.example:{port}/a", f"http://ris.example:{port}/b"))
    assert report.counts["fetched"] == 2
    assert asked.count("ris.example") == 1
    assert {headers["Host"] for headers in council.headers} == {f"ris.example:{port}"}


def test_a_host_with_a_dead_address_is_reached_at_the_next(
    council: Council, source: Source, run: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(council.url.rpartition(":")[2])
    really = socket.getaddrinfo

    def resolved(host: str, *given: Any, **named: Any) -> Any:
        if host != "ris.example":
            return really(host, *given, **named)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("127.0.0.9", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    council["/a"] = html("a")
    assert run(source(f"http://ris.example:{port}/a")).counts["fetched"] == 1


def test_a_name_that_leads_nowhere_is_told(source: Source, run: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    sentence = only(run(source("https://ris.nirgends.example/a")))
    assert "no address for ris.nirgends.example" in sentence


def test_https_against_a_server_that_cannot(council: Council, source: Source, run: Fetch) -> None:
    report = run(source(council.url.replace("http:", "https:") + "/a"))
    assert report.counts["refused"] == 1  # without a robots.txt nothing may be fetched


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + HEAD + b"Content-Length: 16\r\n\r\n<html>Rat</html>",
        HEAD.replace(b"\r\n", b"\n") + b"Content-Length: 16\n\n<html>Rat</html>",
        HEAD + b"Content-Length: 16\r\n\r\n<html>Rat</html>\r\n",
        HEAD + b"\r\n<html>Rat</html>",
        b"HTTP/1.0 200 OK\r\n\r\n<html>Rat</html>",
    ],
    ids=["interim answer", "line feeds alone", "a blank line after the end", "no length", "HTTP 1.0"],
)
def test_odd_answers_that_are_whole_are_taken(council: Council, source: Source, run: Fetch, answer: bytes) -> None:
    council["/a"] = raw(answer)
    folder = source("/a")
    assert run(folder).findings == ()
    assert read_index(folder)[0].size == 16


def test_a_server_cannot_write_to_the_terminal(council: Council, source: Source, run: Fetch) -> None:
    council["/oparl"] = page('{"\\u001b[2Jleer": 1}', Content_Type="application/json")
    sentence = only(run(source(oparl="/oparl")))
    assert "[2Jleer" in sentence
    assert sentence.isprintable()
