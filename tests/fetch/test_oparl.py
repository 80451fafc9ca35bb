"""An OParl endpoint: every list to its end, what changed later, the objects that no list carries, and endpoints that misbehave."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from civicgraph.fetch import Report
from civicgraph.fetch.oparl_json import ListPage, list_page
from civicgraph.fetch.references import Gathered
from civicgraph.fetched import Fetched, body_path, read_index
from tests.fetch.conftest import Fetch, Source
from tests.fetch.server import Act, Council, Handler, Patient, cached, data, html, page, raw, status

OLD, NEW = "2019-03-01T10:00:00+01:00", "2024-05-07T10:00:00+02:00"


def rule_names(report: Report) -> list[str]:
    return [finding.rule.removeprefix("fetch-") for finding in report.findings]


class Endpoint:
    """An OParl 1.1 endpoint of one body; `lists` holds the pages of each list."""

    def __init__(self, council: Council, version: str = "1.1") -> None:
        self.council = council
        self.version = version
        self.body: dict[str, Any] = {}
        council["/oparl"] = self._told(lambda: self.thing("System", "", body=f"{council.url}/oparl/bodies"))
        council["/oparl/bodies"] = self._told(lambda: {"data": [self.body], "links": {}})
        self.body = self.thing("Body", "/body/1", name="Gemeinde Wiesmoor")

    def thing(self, type_name: str, path: str, modified: str = OLD, **properties: Any) -> dict[str, Any]:
        """Return an object."""
        return {
            "id": f"{self.council.url}/oparl{path}",
            "type": f"https://schema.oparl.org/{self.version}/{type_name}",
            "modified": modified,
            **properties,
        }

    def list(self, name: str, *pages: list[Any], at: str = "") -> None:
        """Offer a list by its property of the body, with links.next between its pages."""
        path = at or f"/oparl/{name}s"
        self.body[name] = self.council.url + path
        total = sum(map(len, pages))
        for number, elements in enumerate(pages, 1):
            links = {} if number == len(pages) else {"next": f"{self.council.url}{path}?page={number + 1}"}
            value = {"data": elements, "links": links, "pagination": {"totalElements": total}}
            self.council[path if number == 1 else f"{path}?page={number}"] = data(value)

    def _told(self, value: Callable[[], object]) -> Act:
        def act(handler: Handler) -> None:
            data(value())(handler)

        return act


@pytest.fixture
def endpoint(council: Council) -> Endpoint:
    return Endpoint(council)


def by_path(folder: Path, council: Council) -> dict[str, Fetched]:
    return {row.url.removeprefix(council.url): row for row in read_index(folder)}


def test_every_list_of_every_body_is_read_to_its_end(
    council: Council, endpoint: Endpoint, source: Source, run: Fetch
) -> None:
    names = {"organization", "person", "meeting", "paper", "agendaItem", "consultation", "file", "membership"}
    names |= {"locationList", "legislativeTermList"}
    for name in names:
        endpoint.list(name, [endpoint.thing("Thing", f"/{name}/1")], [endpoint.thing("Thing", f"/{name}/2")])
    folder = source(oparl="/oparl")
    report = run(folder)
    assert (report.findings, report.whole) == ((), True)
    rows = by_path(folder, council)
    assert set(rows) == {"/oparl", "/oparl/bodies"} | {f"/oparl/{n}s" for n in names} | {
        f"/oparl/{n}s?page=2" for n in names
    }
    assert rows["/oparl"].kind == "oparl-object"
    assert rows["/oparl/papers?page=2"].kind == "oparl-list"


@pytest.mark.parametrize("start", ["/oparl", "/oparl/body/1", "/oparl/bodies"])
def test_a_run_may_begin_at_a_system_a_body_or_a_list_of_bodies(
    council: Council, endpoint: Endpoint, source: Source, run: Fetch, start: str
) -> None:
    endpoint.list("paper", [endpoint.thing("Paper", "/paper/1")])
    council["/oparl/body/1"] = data(endpoint.body)
    folder = source(oparl=start)
    assert run(folder).whole
    assert "/oparl/papers" in by_path(folder, council)


@pytest.mark.parametrize(
    "bodies", ["ids", "ids in a list page", "embedded in the system", "a bare array", "stubs", "one body"]
)
def test_bodies_come_in_many_ways(
    council: Council, endpoint: Endpoint, source: Source, run: Fetch, bodies: str
) -> None:
    endpoint.list("paper", [endpoint.thing("Paper", "/paper/1")])
    council["/oparl/body/1"] = data(endpoint.body)
    one = endpoint.body["id"]
    listed: dict[str, Any] = {
        "ids": [one],
        "ids in a list page": {"data": [one]},
        "a bare array": [endpoint.body],
        "stubs": {"data": [{"id": one, "type": endpoint.body["type"]}]},
        "one body": endpoint.body,
    }
    if bodies == "embedded in the system":
        council["/oparl"] = data(endpoint.thing("System", "", body=[endpoint.body]))
    else:
        council["/oparl/bodies"] = data(listed[bodies])
    folder = source(oparl="/oparl")
    assert run(folder).whole
    assert "/oparl/papers" in by_path(folder, council)


def test_later_runs_ask_for_what_changed(
    council: Council, endpoint: Endpoint, source: Source, run: Fetch, clock: Patient
) -> None:
    endpoint.list("paper", [endpoint.thing("Paper", "/paper/1"), endpoint.thing("Paper", "/paper/2")])
    endpoint.list("person", [endpoint.thing("Person", "/person/1")])
    changes = "?modified_since=2024-05-05T07%3A08%3A0"  # a day before the first run
    folder = source(oparl="/oparl")
    run(folder)
    clock.pass_days(10)

    def changed(handler: Handler) -> None:
        changed_papers = [{"id": endpoint.thing("Paper", "/paper/2")["id"], "deleted": True, "modified": NEW}]
        value = {"data": changed_papers if "modified_since" in handler.path else ["wrong"]}
        data(value)(handler)

    council["/oparl/papers"] = changed
    council["/oparl/persons"] = data({"data": []})
    council.pages_asked()
    report = run(folder)
    assert (report.findings, report.counts["fetched"], report.counts["unchanged"]) == ((), 1, 3)
    asked = [path for path in council.pages_asked() if "?" in path]
    assert len(asked) == 2
    assert all(path.partition("?")[0] in ("/oparl/papers", "/oparl/persons") and changes in path for path in asked)
    (since,) = [row for path, row in by_path(folder, council).items() if "modified_since" in path]
    assert b'"deleted": true' in body_path(folder, since.sha256).read_bytes()
    clock.pass_days(1)
    run(folder)
    assert all("modified_since=2024-05-15T" in path for path in council.pages_asked() if "?" in path)


@pytest.mark.parametrize("answer", ["all the same", "400", "500", "HTML", "no dates"])
def test_an_endpoint_that_does_not_heed_modified_since_is_read_whole(
    council: Council, endpoint: Endpoint, source: Source, run: Fetch, clock: Patient, answer: str
) -> None:
    papers: list[Any] = [endpoint.thing("Paper", "/paper/1")]
    if answer == "no dates":
        del papers[0]["modified"]
    refusals = {"400": status(400), "500": status(500), "HTML": html("Fehler")}

    def listed(handler: Handler) -> None:
        refused = refusals.get(answer) if "modified_since" in handler.path else None
        (refused or data({"data": papers}))(handler)

    endpoint.list("paper", [])
    council["/oparl/papers"] = listed
    folder = source(oparl="/oparl")
    assert run(folder).whole
    papers.append(endpoint.thing("Paper", "/paper/2", NEW))
    clock.pass_days(5)
    report = run(folder)
    assert (rule_names(report), report.whole) == (["since-ignored"], True)
    row = by_path(folder, council)["/oparl/papers"]
    assert b"/paper/2" in body_path(folder, row.sha256).read_bytes()
    assert not [path for path in by_path(folder, council) if "modified_since" in path]
    council.pages_asked()
    run(folder)
    assert not [path for path in council.pages_asked() if "modified_since" in path]


def test_a_list_that_broke_off_is_read_whole_again(
    council: Council, endpoint: Endpoint, source: Source, run: Fetch, clock: Patient
) -> None:
    endpoint.list("paper", [endpoint.thing("Paper", "/paper/1")], [endpoint.thing("Paper", "/paper/2")])
    good = council.answers["/oparl/papers?page=2"]
    council["/oparl/papers?page=2"] = status(503)
    folder = source(oparl="/oparl")
    report = run(folder)
    assert (rule_names(report), report.whole) == (["status"], False)
    council["/oparl/papers?page=2"] = good
    clock.pass_days(2)
    report = run(folder)
    assert (report.findings, report.counts["fetched"]) == ((), 1)
    assert "/oparl/papers?page=2" in by_path(folder, council)


def test_pages_that_a_list_has_no_more_are_marked(
    council: Council, endpoint: Endpoint, source: Source, run: Fetch
) -> None:
    one, two = ([{"id": f"{council.url}/oparl/paper/{n}"}] for n in (1, 2))
    endpoint.list("paper", one, two)
    folder = source(oparl="/oparl")
    run(folder)
    endpoint.list("paper", one)
    run(folder)
    rows = by_path(folder, council)
    assert rows["/oparl/papers?page=2"].gone is not None
    assert rows["/oparl/papers"].gone is None


@pytest.mark.parametrize("following", ["/oparl/papers", "/oparl/papers?page=2", "/oparl/papers?page=3"])
def test_a_list_that_pages_in_a_circle_ends(
    council: Council, endpoint: Endpoint, source: Source, run: Fetch, following: str
) -> None:
    endpoint.list("paper", [endpoint.thing("Paper", "/paper/1")], [endpoint.thing("Paper", "/paper/2")])
    second = {"data": [endpoint.thing("Paper", "/paper/2")], "links": {"next": council.url + following}}
    council["/oparl/papers?page=2"] = data(second)
    council["/oparl/papers?page=3"] = data(second)  # page for page the same, under ever new addresses
    folder = source(oparl="/oparl")
    report = run(folder)
    assert (rule_names(report), report.whole) == (["paging-loop"], False)
    assert "/oparl/papers?page=2" in by_path(folder, council)


def test_paging_without_links_goes_by_number(council: Council, endpoint: Endpoint, source: Source, run: Fetch) -> None:
    endpoint.list("paper", [])
    for number in (1, 2, 3):
        value = {
            "data": [endpoint.thing("Paper", f"/paper/{number}")],
            "pagination": {"currentPage": number, "totalPages": "3"},
        }
        council["/oparl/papers" if number == 1 else f"/oparl/papers?page={number}"] = data(value)
    folder = source(oparl="/oparl")
    assert run(folder).whole
    assert "/oparl/papers?page=3" in by_path(folder, council)


def test_a_list_that_delivers_less_than_it_announces_is_told(
    council: Council, endpoint: Endpoint, source: Source, run: Fetch
) -> None:
    endpoint.list("paper", [])
    council["/oparl/papers"] = data(
        {"data": [endpoint.thing("Paper", "/paper/1")], "pagination": {"totalElements": 40}}
    )
    report = run(source(oparl="/oparl"))
    assert "announces 40 objects and delivers 1" in report.findings[0].message_en


BROKEN: dict[str, tuple[Act, str]] = {
    "HTML instead of JSON": (html("Wartungsarbeiten"), "html-for-json"),
    "HTML that says it is JSON": (page("<html>Fehler</html>", Content_Type="application/json"), "html-for-json"),
    "JSON that breaks off": (page('{"data": [{"id"', Content_Type="application/json"), "json-invalid"),
    "bytes": (page(b"\x00\x01\x02\x03", Content_Type="application/json"), "json-invalid"),
    "JSON nested without end": (page("[" * 40_000, Content_Type="application/json"), "json-invalid"),
    "an error as JSON": (data({"error": "Datenbank", "code": 7}), "oparl-unexpected"),
    "a number": (data(7), "oparl-unexpected"),
    "data that is no list": (data({"data": "nichts"}), "oparl-unexpected"),
    "nothing": (raw(), "connection"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_list_keeps_what_there_was_and_is_mended_by_a_second_run(
    council: Council, endpoint: Endpoint, source: Source, run: Fetch, name: str
) -> None:
    act, rule = BROKEN[name]
    endpoint.list("person", [endpoint.thing("Person", "/person/1")])
    endpoint.list("paper", [endpoint.thing("Paper", "/paper/1")])
    good = council.answers["/oparl/papers"]
    council["/oparl/papers"] = act
    folder = source(oparl="/oparl")
    report = run(folder)
    assert rule_names(report) == [rule]
    assert "/oparl/persons" in by_path(folder, council)
    assert "/oparl/papers" not in by_path(folder, council)
    council["/oparl/papers"] = good
    assert run(folder).whole
    assert "/oparl/papers" in by_path(folder, council)


@pytest.mark.parametrize("content_type", ["text/html", "text/plain; charset=utf-8", "application/octet-stream"])
def test_json_under_another_media_type_is_read_and_told(
    council: Council, endpoint: Endpoint, source: Source, run: Fetch, content_type: str
) -> None:
    endpoint.list("paper", [endpoint.thing("Paper", "/paper/1")])
    council["/oparl/papers"] = data({"data": [endpoint.thing("Paper", "/paper/1")]}, Content_Type=content_type)
    report = run(source(oparl="/oparl"))
    assert (rule_names(report), report.whole) == (["media-type-wrong"], True)


def test_json_in_latin_1_is_read(council: Council, endpoint: Endpoint, source: Source, run: Fetch) -> None:
    endpoint.list("paper", [])
    listed = json.dumps({"data": [{"id": f"{council.url}/oparl/paper/1", "name": "Straße"}]}, ensure_ascii=False)
    council["/oparl/papers"] = page(listed.encode("latin-1"), Content_Type="application/json")
    assert run(source(oparl="/oparl")).whole


def test_http_and_https_twins_of_ids_are_one_object(
    council: Council, endpoint: Endpoint, source: Source, run: Fetch
) -> None:
    twin = council.url.replace("http:", "https:")
    endpoint.list("organization", [endpoint.thing("Organization", "/organization/7")])
    endpoint.list(
        "paper", [endpoint.thing("Paper", "/paper/1", originatorOrganization=[f"{twin}/oparl/organization/7"])]
    )
    endpoint.list("person", [endpoint.thing("Person", "/person/1")], [])
    council["/oparl/persons"] = data(
        {"data": [endpoint.thing("Person", "/person/1")], "links": {"next": f"{twin}/oparl/persons?page=2"}}
    )
    council["/oparl/persons?page=2"] = data({"data": [endpoint.thing("Person", "/person/2")]})
    folder = source(oparl="/oparl")
    report = run(folder)
    assert (report.findings, report.whole) == ((), True)
    assert f"{council.url}/oparl/persons?page=2" in {row.url for row in read_index(folder)}


def test_objects_that_no_list_carries_are_fetched_one_by_one(
    council: Council, endpoint: Endpoint, source: Source, run: Fetch
) -> None:
    at = f"{council.url}/oparl"
    embedded = endpoint.thing("AgendaItem", "/agenda/2")
    endpoint.list("meeting", [endpoint.thing("Meeting", "/meeting/1", agendaItem=[f"{at}/agenda/1", embedded])])
    endpoint.list(
        "paper", [endpoint.thing("Paper", "/paper/1", relatedPaper=[f"{at}/paper/1"], body=f"{at}/body/other")]
    )
    council["/oparl/agenda/1"] = data(endpoint.thing("AgendaItem", "/agenda/1", consultation=f"{at}/consultation/5"))
    council["/oparl/consultation/5"] = data(endpoint.thing("Consultation", "/consultation/5", paper=f"{at}/paper/1"))
    folder = source(oparl="/oparl")
    report = run(folder)
    assert report.findings == ()
    rows = by_path(folder, council)
    assert rows["/oparl/consultation/5"].kind == "oparl-object"
    assert "/oparl/agenda/2" not in council.asked
    assert "/oparl/body/other" not in council.asked
    council.asked.clear()
    run(folder)
    assert "/oparl/agenda/1" not in council.asked  # the meeting that names it did not change


def test_a_dangling_reference_is_told(council: Council, endpoint: Endpoint, source: Source, run: Fetch) -> None:
    endpoint.list(
        "meeting",
        [endpoint.thing("Meeting", "/meeting/1", agendaItem=[f"{council.url}/oparl/agenda/404", "kein Verweis"])],
    )
    report = run(source(oparl="/oparl"))
    assert (rule_names(report), report.findings[0].page) == (["not-found"], f"{council.url}/oparl/agenda/404")


def test_files_come_only_when_asked_for(council: Council, endpoint: Endpoint, source: Source, run: Fetch) -> None:
    at = council.url
    files = [
        endpoint.thing(
            "File", "/file/1", mimeType="application/pdf", accessUrl=f"{at}/view/1", downloadUrl=f"{at}/download/1.pdf"
        ),
        endpoint.thing("File", "/file/2", mimeType="text/plain", accessUrl=f"{at}/view/2.txt"),
        endpoint.thing("File", "/file/3", mimeType="image/png", accessUrl=f"{at}/view/3.png"),
        endpoint.thing("File", "/file/4", fileName="plan.dwg", accessUrl=f"{at}/view/4"),
        endpoint.thing("File", "/file/5", fileName="Protokoll.PDF", accessUrl=f"{at}/view/5"),
        endpoint.thing("File", "/file/6", deleted=True, accessUrl=f"{at}/view/6"),
    ]
    endpoint.list("paper", [endpoint.thing("Paper", "/paper/1", mainFile=files[0], auxiliaryFile=files[1:])])
    for path in ("/download/1.pdf", "/view/2.txt", "/view/5"):
        council[path] = page(b"%PDF-1.4 \x00", Content_Type="application/pdf")
    folder = source(oparl="/oparl")
    assert run(folder).counts["fetched"] == 3
    assert {row.kind for row in read_index(folder)} == {"oparl-object", "oparl-list"}
    council.pages_asked()
    assert run(folder, files=True).whole
    assert {path for path in council.pages_asked() if "oparl" not in path} == {
        "/download/1.pdf",
        "/view/2.txt",
        "/view/5",
    }
    run(folder, files=True)
    assert not [path for path in council.pages_asked() if "oparl" not in path]


@pytest.mark.parametrize(
    "start", [data({"id": "x", "type": "https://schema.oparl.org/1.1/System"}), data({"id": "x", "type": "Paper"})]
)
def test_an_endpoint_without_bodies_is_told(council: Council, source: Source, run: Fetch, start: Act) -> None:
    council["/oparl"] = start
    report = run(source(oparl="/oparl"))
    assert (rule_names(report), report.whole) == (["oparl-unexpected"], False)


def test_a_system_whose_bodies_lie_at_another_system_is_followed(
    council: Council, endpoint: Endpoint, source: Source, run: Fetch
) -> None:
    endpoint.list("paper", [endpoint.thing("Paper", "/paper/1")])
    council["/rat"] = data({"id": "x", "type": "https://schema.oparl.org/1.0/System", "body": f"{council.url}/oparl"})
    folder = source(oparl="/rat")
    assert run(folder).whole
    assert "/oparl/papers" in by_path(folder, council)


def test_systems_that_name_one_another_end(council: Council, source: Source, run: Fetch) -> None:
    for own, other in (("/eins", "/zwei"), ("/zwei", "/eins")):
        kind = "https://schema.oparl.org/1.1/System"
        council[own] = data({"id": council.url + own, "type": kind, "body": council.url + other})
    report = run(source(oparl="/eins"))
    assert (rule_names(report), report.whole) == (["oparl-unexpected"], False)


@pytest.mark.parametrize("value", [None, 0, [], {}, ["", 3, None, {"id": 4}], "kein Verweis", "mailto:x@y.example"])
def test_odd_values_of_a_body_do_no_harm(
    council: Council, endpoint: Endpoint, source: Source, run: Fetch, value: object
) -> None:
    endpoint.list("person", [endpoint.thing("Person", "/person/1", membership=value, location=value)])
    endpoint.body |= {"paper": value, "meeting": value}
    folder = source(oparl="/oparl")
    run(folder)
    assert "/oparl/persons" in by_path(folder, council)


@pytest.mark.parametrize(
    ("value", "following"),
    [
        ({"data": []}, None),
        ({"data": [], "links": {"next": None}}, None),
        ({"data": [], "links": {"next": ""}}, None),
        ({"data": [], "links": []}, None),
        ({"data": [], "links": {"next": "?page=2"}}, "?page=2"),
        (
            {"data": [], "pagination": {"next": "https://ris.example/papers?page=5"}},
            "https://ris.example/papers?page=5",
        ),
        ({"data": [], "pagination": {"currentPage": 2, "totalPages": 2}}, None),
        ({"data": [], "pagination": {"currentPage": "1", "totalPages": "x"}}, None),
        ([], None),
    ],
)
def test_where_the_next_page_lies(value: object, following: str | None) -> None:
    found = list_page(msgspec.json.encode(value), "https://ris.example/papers")
    assert isinstance(found, ListPage)
    assert found.next == following


def test_references_of_an_object_without_a_type_are_found() -> None:
    gathered = Gathered()
    gathered.take(
        {
            "id": "https://ris.example/p/1",
            "consultation": ["https://ris.example/c/1"],
            "mainFile": "https://ris.example/f/1",
        },
        True,
    )
    assert [url for url, _ in gathered.wanted().values()] == [
        "https://ris.example/f/1"
    ]  # a Body's consultation is a list


def test_an_unchanged_list_page_is_not_sent_again_and_still_leads_on(
    council: Council, endpoint: Endpoint, source: Source, run: Fetch
) -> None:
    endpoint.list("paper", [])
    first = {"data": [{"id": f"{council.url}/oparl/paper/1"}], "links": {"next": f"{council.url}/oparl/papers?page=2"}}
    council["/oparl/papers"] = cached(json.dumps(first), '"p1"')
    council["/oparl/papers?page=2"] = data({"data": [{"id": f"{council.url}/oparl/paper/2"}]})
    folder = source(oparl="/oparl")
    run(folder)
    council["/oparl/papers?page=2"] = data({"data": [{"id": f"{council.url}/oparl/paper/3"}]})
    report = run(folder)
    assert (report.counts["fetched"], report.counts["unchanged"]) == (1, 3)


def test_objects_may_be_nested_as_deeply_as_they_like() -> None:
    value: Any = {"id": "https://ris.example/x/innermost"}
    for _ in range(5000):
        value = {"inner": [value]}
    gathered = Gathered()
    gathered.take(value, True)
    assert gathered.carried == {"ris.example/x/innermost?"}


def test_a_next_page_without_an_address_is_told_and_its_page_kept(
    council: Council, endpoint: Endpoint, source: Source, run: Fetch
) -> None:
    endpoint.list("paper", [])
    council["/oparl/papers"] = data(
        {"data": [endpoint.thing("Paper", "/paper/1")], "links": {"next": "javascript:weiter()"}}
    )
    folder = source(oparl="/oparl")
    report = run(folder)
    assert (rule_names(report), report.whole) == (["scheme"], False)
    assert "/oparl/papers" in by_path(folder, council)


def test_a_relative_next_page_is_found(council: Council, endpoint: Endpoint, source: Source, run: Fetch) -> None:
    endpoint.list("paper", [])
    council["/oparl/papers"] = data({"data": [endpoint.thing("Paper", "/paper/1")], "links": {"next": "papers?page=2"}})
    council["/oparl/papers?page=2"] = data({"data": [endpoint.thing("Paper", "/paper/2")]})
    assert run(source(oparl="/oparl")).counts["fetched"] == 4
