"""Pages by URL: what comes is kept once, what links lead to follows, what has not changed is not sent again."""

from pathlib import Path

import pytest

from civicgraph.errors import SourceInvalid
from civicgraph.fetch import Report
from civicgraph.fetched import body_path, read_index
from tests.fetch.conftest import Fetch, Source
from tests.fetch.server import Council, Patient, cached, html, missing, page, redirect, status


def counts(report: Report) -> dict[str, int]:
    return {name: number for name, number in report.counts.items() if number}


def test_a_page_is_kept_with_its_bytes_and_all_that_is_known(council: Council, source: Source, run: Fetch) -> None:
    council["/to020.asp"] = page("<html>Tagesordnung</html>", ETag='"7"', Last_Modified="Mon, 06 May 2024 05:00:00 GMT")
    folder = source("/to020.asp?TOLFDNR=3")
    report = run(folder)
    assert (counts(report), report.ended, report.findings) == ({"fetched": 1}, "complete", ())
    (row,) = read_index(folder)
    assert row.url == f"{council.url}/to020.asp?TOLFDNR=3"
    assert body_path(folder, row.sha256).read_bytes() == b"<html>Tagesordnung</html>"
    assert (row.media_type, row.charset, row.size, row.status, row.kind) == ("text/html", "utf-8", 25, 200, "page")
    assert (row.etag, row.last_modified) == ('"7"', "Mon, 06 May 2024 05:00:00 GMT")
    assert row.retrieved.isoformat() == "2024-05-06T07:08:09+00:00"
    assert not (folder / "fetched" / "run.jsonl").exists()


def test_the_client_says_who_it_is(council: Council, source: Source, run: Fetch) -> None:
    council["/"] = html("Rat")
    folder = source("/")
    with (folder / "source.toml").open("a", encoding="utf-8") as file:
        file.write('\n[catalogue]\ncontact_email = "daten@aurich.example"\n')
    run(folder)
    agents = {headers["User-Agent"] for headers in council.headers}
    (agent,) = agents
    assert agent.startswith("civicgraph/")
    assert agent.endswith("(+daten@aurich.example)")


@pytest.mark.parametrize(
    ("etag", "modified"),
    [('"a-1"', ""), ("", "Tue, 07 May 2024 10:00:00 GMT"), ('W/"z"', "Tue, 07 May 2024 10:00:00 GMT")],
)
def test_a_second_run_asks_conditionally(
    council: Council, source: Source, run: Fetch, clock: Patient, etag: str, modified: str
) -> None:
    council["/vo020.asp"] = cached("<html>Vorlage</html>", etag, modified)
    folder = source("/vo020.asp")
    run(folder)
    before = (folder / "fetched" / "index.jsonl").read_bytes()
    clock.pass_days(3)
    assert counts(run(folder)) == {"unchanged": 1}
    assert (folder / "fetched" / "index.jsonl").read_bytes() == before


def test_lost_bytes_are_fetched_again(council: Council, source: Source, run: Fetch) -> None:
    council["/vo020.asp"] = cached("<html>Vorlage</html>", '"1"')
    folder = source("/vo020.asp")
    run(folder)
    (row,) = read_index(folder)
    body_path(folder, row.sha256).write_bytes(b"damaged")
    run(folder)
    assert body_path(folder, row.sha256).read_bytes() == b"<html>Vorlage</html>"


def test_equal_bytes_without_marks_are_unchanged_and_new_ones_keep_the_old(
    council: Council, source: Source, run: Fetch, clock: Patient
) -> None:
    council["/a"] = [html("eins"), html("eins"), html("zwei")]
    folder = source("/a")
    run(folder)
    (first,) = read_index(folder)
    clock.pass_days(1)
    assert counts(run(folder)) == {"unchanged": 1}
    assert read_index(folder)[0].retrieved == first.retrieved
    assert counts(run(folder)) == {"fetched": 1}
    (last,) = read_index(folder)
    assert [(old.sha256, old.retrieved) for old in last.earlier] == [(first.sha256, first.retrieved)]
    assert b"eins" in body_path(folder, first.sha256).read_bytes()
    assert b"zwei" in body_path(folder, last.sha256).read_bytes()


@pytest.mark.parametrize("code", [404, 410])
def test_a_page_that_vanished_keeps_its_bytes_and_is_marked_until_it_is_back(
    council: Council, source: Source, run: Fetch, clock: Patient, code: int
) -> None:
    council["/a"] = [html("eins"), status(code), status(code), html("eins")]
    folder = source("/a")
    run(folder)
    clock.pass_days(1)
    report = run(folder)
    assert (counts(report), report.whole) == ({"gone": 1}, True)
    (gone,) = read_index(folder)
    assert gone.gone is not None
    assert body_path(folder, gone.sha256).is_file()
    clock.pass_days(1)
    run(folder)
    assert read_index(folder)[0].gone == gone.gone  # since when, not when last noticed
    run(folder)
    assert read_index(folder)[0].gone is None


def test_links_are_followed_breadth_first_within_the_site_and_the_patterns(
    council: Council, source: Source, run: Fetch
) -> None:
    council["/bi/si010.asp"] = html(
        "Kalender", "to010.asp?SILFDNR=2", "to010.asp?SILFDNR=1", "https://elsewhere.example/to010.asp"
    )
    council["/bi/to010.asp?SILFDNR=1"] = html(
        "Sitzung 1", "vo020.asp?VOLFDNR=5", "mailto:rat@aurich.example", "javascript:x()"
    )
    council["/bi/to010.asp?SILFDNR=2"] = html(
        "Sitzung 2", "/bi/vo020.asp?VOLFDNR=5#top", "logout.asp", "http://[kaputt/"
    )
    council["/bi/vo020.asp?VOLFDNR=5"] = html("Vorlage", "si010.asp")
    folder = source("/bi/si010.asp", follow=("*/to010.asp?*", "/bi/vo020.asp*"))
    assert counts(run(folder)) == {"fetched": 4}
    assert council.pages_asked() == [
        "/bi/si010.asp", "/bi/to010.asp?SILFDNR=2", "/bi/to010.asp?SILFDNR=1", "/bi/vo020.asp?VOLFDNR=5",
    ]  # fmt: skip


def test_a_base_element_moves_links(council: Council, source: Source, run: Fetch) -> None:
    council["/start"] = page('<html><base href="/ratsinfo/"><a href="to010?SILFDNR=9">x</a></html>')
    council["/ratsinfo/to010"] = html("Sitzung")
    run(source("/start", follow=("/ratsinfo/*",)))
    assert "/ratsinfo/to010?SILFDNR=9" in council.asked


def test_a_page_that_nothing_links_to_any_more_is_still_looked_after(
    council: Council, source: Source, run: Fetch
) -> None:
    council["/list"] = [html("Liste", "/p?id=1", "/p?id=2"), html("Liste", "/p?id=2")]
    council["/p?id=1"] = [html("eins"), missing()]
    council["/p?id=2"] = html("zwei")
    folder = source("/list", follow=("/p?*",))
    run(folder)
    assert counts(run(folder)) == {"fetched": 1, "unchanged": 1, "gone": 1}
    gone = {row.url.removeprefix(council.url): row.gone for row in read_index(folder)}
    assert gone["/p?id=1"] is not None
    assert gone["/p?id=2"] is None


def test_files_are_kept_as_files(council: Council, source: Source, run: Fetch) -> None:
    council["/getfile.asp"] = page(b"%PDF-1.7 \x00\x01", Content_Type="application/pdf")
    folder = source("/getfile.asp?id=4&type=do&")
    run(folder)
    (row,) = read_index(folder)
    assert (row.kind, row.media_type) == ("file", "application/pdf")
    assert row.url.endswith("/getfile.asp?id=4&type=do")


def test_spellings_of_one_address_are_one_page(council: Council, source: Source, run: Fetch) -> None:
    council["/start"] = html(
        "Rat",
        "/to020?TOLFDNR=4&SILFDNR=8",
        "/to020?SILFDNR=8&TOLFDNR=4",
        "/to020;jsessionid=0A1B2C?SILFDNR=8&TOLFDNR=4&PHPSESSID=abc",
        "/to020?SILFDNR=8&TOLFDNR=4&x=#oben",
    )
    council["/to020"] = html("Punkt 4")
    folder = source("/start", follow=("/to020*",))
    assert counts(run(folder)) == {"fetched": 2}
    assert council.count("/to020?SILFDNR=8&TOLFDNR=4") == 1
    row = next(row for row in read_index(folder) if "to020" in row.url)
    assert row.url == f"{council.url}/to020?SILFDNR=8&TOLFDNR=4"
    assert row.aliases == (f"{council.url}/to020?TOLFDNR=4&SILFDNR=8",)


def test_a_redirect_leads_to_one_page_with_an_alias(council: Council, source: Source, run: Fetch) -> None:
    council["/"] = redirect("/bi/info.asp", 301)
    council["/bi/info.asp"] = cached("<html>Rat</html>", '"9"')
    folder = source("/")
    run(folder)
    (row,) = read_index(folder)
    assert (row.url, row.aliases) == (f"{council.url}/bi/info.asp", (f"{council.url}/",))
    assert counts(run(folder)) == {"unchanged": 1}


def test_a_server_that_gives_a_cookie_first_is_no_loop(council: Council, source: Source, run: Fetch) -> None:
    council["/si.asp"] = [redirect("/si.asp", Set_Cookie="visit=1; Path=/"), html("Sitzungen")]
    assert counts(run(source("/si.asp"))) == {"fetched": 1}


def test_a_redirect_that_adds_a_session_id_is_followed_as_written(council: Council, source: Source, run: Fetch) -> None:
    council["/to010?SILFDNR=3"] = redirect("/to010;jsessionid=99FF?0&SILFDNR=3")
    council["/to010;jsessionid=99FF?0&SILFDNR=3"] = html("Tagesordnung")
    folder = source("/to010?SILFDNR=3")
    assert counts(run(folder)) == {"fetched": 1}
    (row,) = read_index(folder)
    assert (row.url, row.aliases) == (f"{council.url}/to010?SILFDNR=3", ())


def test_a_page_that_forwards_elsewhere_is_no_page_any_more(council: Council, source: Source, run: Fetch) -> None:
    council["/alt"] = [html("alt"), redirect("/neu")]
    council["/neu"] = html("neu")
    folder = source("/alt")
    run(folder)
    run(folder)
    assert {row.url.rpartition("/")[2]: row.gone is None for row in read_index(folder)} == {"alt": False, "neu": True}


def test_a_run_that_reached_its_limit_goes_on(council: Council, source: Source, run: Fetch) -> None:
    council["/list"] = html("Liste", *(f"/p?id={n}" for n in range(1, 6)))
    council["/p"] = html("Seite")
    folder = source("/list", follow=("/p?*",))
    report = run(folder, limit=3)
    assert (report.ended, counts(report), report.pending) == ("limit", {"fetched": 3}, 3)
    assert [finding.rule for finding in report.findings] == ["fetch-limit-reached"]
    report = run(folder)
    assert (report.ended, counts(report), report.resumed) == ("complete", {"fetched": 3}, 3)
    assert len(set(council.pages_asked())) == 6
    assert counts(run(folder)) == {"unchanged": 6}  # the next run begins anew


def test_a_host_is_asked_at_its_pace(council: Council, source: Source, run: Fetch, clock: Patient) -> None:
    council["/robots.txt"] = page("User-agent: *\nCrawl-delay: 7\n", Content_Type="text/plain")
    council["/a"] = html("a")
    council["/b"] = html("b")
    run(source("/a", "/b", extra="delay = 2.0"))
    assert len(clock.waits) == 2  # after robots.txt and after /a
    assert clock.waits[1] > 6.5


@pytest.mark.parametrize("text", ['{"url": "x"', '{"url":"https://a.example/","sha256":"../../etc"}', "\udcff"])
def test_a_damaged_index_is_named(source: Source, run: Fetch, text: str) -> None:
    folder = source("/a")
    (folder / "fetched").mkdir()
    (folder / "fetched" / "index.jsonl").write_text(text + "\n", encoding="utf-8", errors="surrogateescape")
    with pytest.raises(SourceInvalid, match=r"index\.jsonl: line 1"):
        run(folder)


def test_nothing_lies_about_where_it_does_not_belong(council: Council, source: Source, run: Fetch) -> None:
    council["/a"] = html("a")
    folder = source("/a")
    run(folder)
    names = {path.name for path in (folder / "fetched").iterdir()}
    (row,) = read_index(folder)
    assert names == {"index.jsonl", "state.json", ".lock", row.sha256[:2]}
    assert isinstance(folder, Path)
