"""The published OParl: the spec's schemas take every object, every link leads to one, our own reader reads it back."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from civicgraph.pipeline import build
from civicgraph.publish import publish
from civicgraph.publish.oparl import oparl
from civicgraph.query import Graph
from tests import oparl_council
from tests.oparl_council import HOST, Value, made
from tests.shared import SHARED

SCHEMAS = SHARED / "data" / "oparl-1.1-spec" / "schema"
ADDRESS = "https://daten.example.org/rat"
SOURCE = f"""
schema = 1
slug = "neuwald"
title = "Neuwald"
base = "{ADDRESS}"
licence = "http://dcat-ap.de/def/licenses/cc-zero"
[municipality]
name = "Neuwald"
[publisher]
name = "Stadt Neuwald"
kind = "local-authority"
[catalogue]
description = "Rat."
contributor_id = "http://dcat-ap.de/def/contributors/destatis"
contact_email = "rat@example.org"
"""
MEMBERS = [
    made("Person", "person/10", name="Dr. Bo Tann", familyName="Tann", givenName="Bo", title=["Dr."], gender="male",
         email=["bo@neuwald.example"], membership=[f"{HOST}/membership/1"]),
    made("Membership", "membership/1", person=f"{HOST}/person/10", organization=f"{HOST}/org/1", role="Ratsmitglied",
         votingRight=True, startDate="2020-11-01"),
    made("Paper", "paper/9", name="Noch mehr Bänke", reference="AF 13/2024", relatedPaper=[f"{HOST}/paper/7"],
         originatorPerson=[f"{HOST}/person/10", f"{HOST}/person/9"], originatorOrganization=[f"{HOST}/org/404"]),
    made("Meeting", "meeting/5", name="Rat", start="2024-07-02", organization=[f"{HOST}/org/1"], participant=[f"{HOST}/person/10"]),
    made("AgendaItem", "item/51", meeting=f"{HOST}/meeting/5", number="N 1", name="Grundstück Quellweg", public=False),
    made("Body", "body/1", name="Stadt Neuwald", shortName="Neuwald", rgs="059160000000",
         legislativeTerm=[made("LegislativeTerm", "term/1", name="2020–2025", startDate="2020-11-01")]),
]  # fmt: skip
PEOPLE = ("Ada", "Quell", "Quellweg")


def site(graph: Path, into: Path, limit: int = 50_000_000) -> Path:
    with Graph.open(graph) as opened:
        publish(opened, into, limit=limit)
    return into


def graph_of(pages: list[Value], into: Path) -> Path:
    source = into / "source"
    (source / "pages").mkdir(parents=True)
    (source / "source.toml").write_text(SOURCE, "utf-8")
    (source / "pages" / "dump.json").write_text(json.dumps(pages), "utf-8")
    build([source], into / "graph")
    return into / "graph"


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("oparl")
    return site(graph_of([*oparl_council.council(), *MEMBERS], into), into / "site")


@pytest.fixture(scope="module")
def example(graph_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(graph_folder, tmp_path_factory.mktemp("example") / "site")


@pytest.fixture(params=["council", "example"])
def folder(request: pytest.FixtureRequest) -> Path:
    out = request.getfixturevalue(request.param)
    assert isinstance(out, Path)
    return out


def documents(folder: Path) -> dict[str, Value]:
    """Return the address of every file to what stands in it."""
    found = sorted((folder / "oparl").rglob("*.json"))
    return {f"{ADDRESS}/{path.relative_to(folder).as_posix()}": json.loads(path.read_bytes()) for path in found}


def objects(value: Any) -> Iterator[Value]:
    """Yield every OParl object, embedded ones too."""
    if isinstance(value, list):
        for each in value:
            yield from objects(each)
    elif isinstance(value, dict):
        if "type" in value and "id" in value:
            yield value
        for each in value.values():
            yield from objects(each)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(each)


def one(folder: Path, kind: str, **wanted: Any) -> Value:
    found = [v for v in documents(folder).values() if v.get("type", "").endswith(f"/{kind}")]
    (match,) = [v for v in found if all(v.get(name) == value for name, value in wanted.items())]
    return match


def strict(name: str) -> Value:
    """Return a schema of the spec with its own keywords resolved: `schema` names what is embedded, `url` is a form."""

    def resolved(value: Any) -> Any:
        if isinstance(value, list):
            return [resolved(each) for each in value]
        if not isinstance(value, dict):
            return value
        if value.get("references") == "externalList":
            return {"type": "string", "pattern": "^https?://"}
        if str(value.get("schema", "")).endswith(".json"):
            return strict(value["schema"])
        own = {key: resolved(inner) for key, inner in value.items() if key != "references"}
        if own.get("type") == "string":
            forms = {"url": r"^https?://\S+$", "date": r"^\d{4}-\d\d-\d\d$", "date-time": MOMENT}
            own = {**own, "minLength": 1}
            if own.get("format") in forms:
                own["pattern"] = forms[own.pop("format")]
        return own

    schema = json.loads((SCHEMAS / name).read_text("utf-8"))
    found = resolved({key: schema[key] for key in ("type", "required", "properties")})
    assert isinstance(found, dict)
    known = "|".join(map(re.escape, found["properties"]))
    return {**found, "patternProperties": {f"^(?!civicgraph:|(?:{known})$)": False}}


MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$"


@pytest.mark.shared
@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas of OParl 1.1 are not beside the project")
def test_the_schemas_take_every_object(folder: Path) -> None:
    checked = set()
    for document in documents(folder).values():
        for value in objects(document):
            kind = value["type"].rpartition("/")[2]
            jsonschema.validate(value, strict(f"{kind}.json"))
            checked.add(kind)
    assert checked >= {
        "System",
        "Body",
        "Organization",
        "Person",
        "Membership",
        "Meeting",
        "AgendaItem",
        "Paper",
        "Location",
    }


@pytest.mark.shared
@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas of OParl 1.1 are not beside the project")
@pytest.mark.parametrize(
    "wrong", [{"start": "2024-01-01T10:00:00Z"}, {"name": ""}, {"madeUp": 1}, {"location": {"id": f"{HOST}/x"}}]
)
def test_the_test_itself_refuses_what_is_wrong(wrong: Value) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(made("Meeting", "meeting/1", **wrong), strict("Meeting.json"))


def test_every_link_leads_to_what_it_names(folder: Path) -> None:
    found = documents(folder)
    reached, waiting = set(), [f"{ADDRESS}/oparl/system.json"]
    while waiting:
        address = waiting.pop()
        if address not in reached:
            reached.add(address)
            waiting += [text for text in strings(found[address]) if text.startswith(f"{ADDRESS}/oparl/")]
    assert reached == set(found)
    for address, document in found.items():
        for value in objects(document):
            assert found[value["id"]] == value, f"{address} embeds {value['id']} otherwise than it stands alone"


def test_no_empty_string_and_no_machine_time_without_offset(folder: Path) -> None:
    for document in documents(folder).values():
        for text in strings(document):
            assert text.strip() and not re.match(r"\d{4}-\d\d-\d\dT.*(?:Z|\.\d+)", text)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write no other part: dumps of many papers take long."""
    monkeypatch.setattr("civicgraph.publish.run.PARTS", (oparl,))


@pytest.mark.usefixtures("alone")
def test_pages_of_a_list_lead_to_each_other(tmp_path: Path) -> None:
    papers = [made("Paper", f"paper/{number}", name=f"Vorlage {number}") for number in range(230)]
    out = site(graph_of(papers, tmp_path), tmp_path / "site")
    found = documents(out)
    address, seen = one(out, "Body")["paper"], []
    while address:
        page = found[address]
        assert page["links"]["self"] == address and page["pagination"]["totalElements"] == 230
        seen += [value["name"] for value in page["data"]]
        address = page["links"].get("next")
    assert sorted(seen) == sorted(paper["name"] for paper in papers)
    assert page["links"]["last"] == page["links"]["self"] and len(page["data"]) == 30
    assert "prev" not in found[page["links"]["first"]]["links"] and page["pagination"]["totalPages"] == 3


def test_what_the_council_said_itself_is_kept(council: Path) -> None:
    meeting = one(council, "Meeting", start="2024-06-11T17:00:00+02:00")
    assert meeting["location"]["room"] == "Aula" and [i["order"] for i in meeting["agendaItem"]] == [1, 2]
    assert meeting["agendaItem"][1]["result"] == "beschlossen"
    paper = one(council, "Paper", reference="AF 12/2024")
    assert paper["date"] == "2024-05-06" and paper["consultation"][0]["role"] == "Entscheidung"
    assert paper["consultation"][0]["meeting"] == meeting["id"]
    assert [file["accessUrl"] for file in paper["auxiliaryFile"]] == ["https://ris.neuwald.example/00701.pdf"]
    assert [file["fileName"] for file in paper["civicgraph:file"]] == ["anfrage.pdf"]
    assert one(council, "Paper", reference="AF 13/2024")["relatedPaper"] == [paper["id"]]
    body = one(council, "Body")
    assert (body["name"], body["rgs"]) == ("Stadt Neuwald", "059160000000")
    assert body["legislativeTerm"][0]["startDate"] == "2020-11-01"
    assert one(council, "Organization", name="Rat der Stadt Neuwald")["organizationType"] == "Gremium"


def test_a_day_without_a_time_is_no_midnight(council: Path) -> None:
    meeting = one(council, "Meeting", **{"civicgraph:startDay": "2024-07-02"})
    assert "start" not in meeting


def test_who_may_be_named_is_and_who_may_not_is_not_there(council: Path) -> None:
    person = one(council, "Person")
    assert (person["name"], person["membership"][0]["role"]) == ("Dr. Bo Tann", "Ratsmitglied")
    assert one(council, "Paper", reference="AF 13/2024")["originatorPerson"] == [person["id"]]
    for path in (council / "oparl").rglob("*"):
        assert not any(name in str(path) for name in PEOPLE)
        if path.is_file():
            text = path.read_text("utf-8")
            assert not any(name in text for name in (*PEOPLE, "bo@neuwald.example", "withheld")), path


def test_questions_answers_and_lineage_stand_under_the_prefix(example: Path) -> None:
    paper = one(example, "Paper", reference="2023/0386")
    questions = {question["number"]: question for question in paper["civicgraph:question"]}
    answers = {answer["iri"]: answer["text"] for answer in paper["civicgraph:answer"]}
    assert questions["3a"]["parentQuestion"] == questions["3"]["iri"]
    assert all(iri in answers for question in questions.values() for iri in question.get("answer", ()))
    policies = {policy["name"]: policy for policy in one(example, "Body")["civicgraph:policy"]}
    (edge,) = policies["Digitalstrategie 2030+"]["lineage"]
    assert edge["older"] == policies["Smart People City Konzept"]["iri"] and edge["relation"] == "entwickelt aus"


def test_our_own_reader_reads_it_back(folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    (again / "source.toml").write_text(SOURCE, "utf-8")
    shutil.copytree(folder / "oparl", again / "pages")
    report = build([again], tmp_path / "graph")
    assert report.quarantined == 0 and not [f for f in report.findings if f.severity == "error"]
    found = documents(folder)
    with Graph.open(tmp_path / "graph") as graph:
        for kind, name, words in (
            ("Paper", "name", "dct:title"), ("Person", "name", "rdfs:label"), ("AgendaItem", "name", "dct:title"),
            ("Meeting", "start", "cg:start"), ("File", "accessUrl", "schema:url"), ("Location", "room", "cg:room"),
        ):  # fmt: skip
            rows = graph.query(
                f"SELECT DISTINCT ?x (STR(?w) AS ?words) {{ ?x a cg:{kind} OPTIONAL {{ ?x {words} ?w }} }}"
            )
            written = [v.get(name) for v in found.values() if v.get("type", "").endswith(f"/{kind}")]
            assert sorted(row["words"] or "" for row in rows) == sorted(words or "" for words in written)


def test_the_same_graph_gives_the_same_bytes(graph_folder: Path, example: Path, tmp_path: Path) -> None:
    other = site(graph_folder, tmp_path / "other")
    for path in sorted((example / "oparl").rglob("*.json")):
        assert (other / path.relative_to(example)).read_bytes() == path.read_bytes()


@pytest.mark.usefixtures("alone")
def test_a_page_of_a_list_stays_below_the_limit(tmp_path: Path) -> None:
    papers = [made("Paper", f"paper/{number}", name=f"Vorlage {number}") for number in range(90)]
    out = site(graph_of(papers, tmp_path), tmp_path / "site", limit=25_000)
    pages = sorted((out / "oparl" / "neuwald" / "papers").iterdir())
    assert len(pages) > 1 and all(page.stat().st_size <= 25_000 for page in pages)
    assert sum(len(json.loads(page.read_bytes())["data"]) for page in pages) == 90
