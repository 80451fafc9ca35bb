"""The named questions: their files, and their rows over the fixture, cell by cell."""

import csv
from pathlib import Path

import pytest
import rdflib
from rdflib.query import ResultRow
from tests.query.build import NEIGHBOUR, TOWN

from civicgraph.bundled import folder
from civicgraph.errors import QueryInvalid, ThingUnknown
from civicgraph.query import Graph
from civicgraph.query.labels import words
from civicgraph.query.questions import filled, names, parameters, question
from civicgraph.query.tables import spelt
from civicgraph.vocab import scheme

TAIL = ["iri", "source", "url", "retrieved", "as_of"]
INTERFACE = {
    "papers": "number,title,type,authors,author_roles,author_factions,lead_unit,clerk,public,body,agenda_number,outcome,raw_outcome,"
    "meeting_start,meeting_end,room,place,follows_up_title,follows_up_date",
    "questions": "paper,number,parent,status,answer,asked_by,text",
    "answers": "paper,label,answers,answered_by,role,text",
    "unanswered": "paper,number,asked_by,text,looked_in",
    "decisions": "about,about_kind,body,raw_date,earliest,latest,outcome,raw_outcome,kind,quote,paper",
    "sequence": "policy,position,raw_date,earliest,latest,actor,event,status,kind,quote,paper",
    "lineage": "policy,relation,earlier_policy,kind,quote,paper",
    "consultations": "paper,position,body,role,date,outcome,raw_outcome,status",
    "claims": "about,value,modifier,unit,stated_in,quote,paper",
    "funding": "application,programme,agency,date,paper",
    "persons": "name,roles,bodies,party,since,until",
    "bodies": "name,body_kind,aliases",
    "evidence": "subject,text,start,end,quote",
    "votes": "paper,body,date,yes,no,abstained,by,quote",
    "references": "paper,relation,number,title,date,resolved,quote",
    "followups": "paper,follows,asked_again",
    "contradictions": "about,property,value,paper,quote",
    "dates": "paper,raw,edtf,earliest,latest,kind",
    "meetings": "body,start,end,room,place,items,publicity,state",
    "agenda": "body,meeting_start,position,number,title,public,paper,outcome,raw_outcome",
}
EXPECTED = Path(__file__).parents[1] / "queries"


def test_the_questions_are_those_of_the_interface() -> None:
    assert names() == sorted(INTERFACE)
    assert len(names()) == 20


@pytest.mark.parametrize("name", sorted(INTERFACE))
def test_a_question_documents_words_parameters_and_columns(name: str) -> None:
    asked = question(name)
    assert asked.german.endswith("?")
    assert asked.english.endswith("?")
    assert asked.english != asked.german
    assert list(asked.columns) == [*INTERFACE[name].split(","), *TAIL]
    assert list(asked.params) == parameters(asked.sparql)
    assert "source" in asked.params
    assert all(" / " in text for text in (*asked.params.values(), *asked.columns.values()))
    assert set(asked.codes) <= set(asked.columns)
    assert all(scheme(code_scheme).concepts for code_scheme in asked.codes.values())
    assert all((column, "") in words(language) for column in asked.columns for language in ("de", "en"))


@pytest.mark.parametrize("name", sorted(INTERFACE))
def test_a_question_gives_these_rows_and_no_others(graph: Graph, name: str) -> None:
    with (EXPECTED / name / "expected.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.reader(file))
    rows = graph.query(name)
    assert [list(rows.columns), *([spelt(term) for term in row] for row in rows.terms)] == expected
    assert len(expected) > 1


@pytest.mark.parametrize("name", sorted(INTERFACE))
def test_a_question_is_plain_sparql_that_another_engine_answers_alike(graph: Graph, name: str) -> None:
    other = rdflib.Graph()
    other.parse(data="".join(sorted({f"{quad.triple} .\n" for quad in graph.store})), format="nt")
    found = [
        ["" if cell is None else str(cell) for cell in row]
        for row in other.query(question(name).sparql)
        if isinstance(row, ResultRow)
    ]
    expected = [[spelt(term).replace("08:00:00Z", "08:00:00+00:00") for term in row] for row in graph.query(name).terms]
    assert found == expected


def test_parameters_narrow_the_rows(graph: Graph) -> None:
    assert [row["title"] for row in graph.query("papers", source="nachbar")] == ["Radwege"]
    assert len(graph.query("questions", paper="2024/0100")) == 5
    assert len(graph.query("questions", paper=f"{NEIGHBOUR}/paper/2024-0100")) == 1
    assert len(graph.query("questions", paper="2024/0100", source="nachbar")) == 1
    assert {row["policy"] for row in graph.query("sequence", policy="kp 2030")} == {"Klimaplan 2030"}
    assert [row["position"] for row in graph.query("sequence", body="stadtrat")] == [2]
    assert len(graph.query("lineage", policy="Grünkonzept")) == 1
    assert len(graph.query("decisions", paper="2024/0200")) == 3
    assert len(graph.query("consultations", body="UA")) == 1
    assert [row["number"] for row in graph.query("papers", body="Rat der Stadt Musterstadt")] == ["2024/0100"]
    assert len(graph.query("evidence", subject=f"{TOWN}/claim/0001")) == 1
    assert len(graph.query("evidence", paper="2024/0300")) == 2
    assert len(graph.query("claims", paper="2024/0200")) == 0
    assert len(graph.query("funding", paper="2024/0100", since=2020, until=2020)) == 1


def test_since_and_until_leave_out_what_surely_lies_outside_and_what_has_no_date(graph: Graph) -> None:
    dates = [row["raw_date"] for row in graph.query("sequence", since="2023-11")]
    assert dates == ["Oktober/November 2023", "14. Mai 2024"]
    assert [row["raw_date"] for row in graph.query("sequence", until="2023-09-30")] == ["16. Juni 2020"]
    assert len(graph.query("papers", since="2024-05-01", until="2024-12-31")) == 2


@pytest.mark.parametrize(
    ("params", "words_in_error"),
    [
        ({"paper": "2099/1"}, "nearest: 2024/0"),
        ({"since": "gestern"}, "YYYY-MM-DD"),
        ({"since": "2024-13"}, "YYYY-MM-DD"),
        ({"until": "2024-02-30"}, "YYYY-MM-DD"),
        ({"source": "elsewhere"}, "musterstadt, nachbar"),
        ({"since": "2024", "until": "2023-12"}, "since 2024-01-01 lies after until 2023-12-31"),
        ({"paper": "2024"}, "several things"),
        ({"colour": "red"}, "it takes source, policy, paper, body, since, until"),
    ],
)
def test_a_parameter_that_cannot_be_is_refused(graph: Graph, params: dict[str, str], words_in_error: str) -> None:
    with pytest.raises((QueryInvalid, ThingUnknown), match=words_in_error):
        graph.query("sequence", **params)


def test_a_beginning_that_several_have_is_listed_but_a_whole_number_may_be_that_of_several_sources(
    graph: Graph,
) -> None:
    with pytest.raises(ThingUnknown) as caught:
        graph.query("papers", paper="2024/0")
    assert f"{TOWN}/paper/2024-0200" in str(caught.value)
    assert len(graph.query("papers", paper="2024/02")) == 1
    assert len(graph.query("papers", paper="2024/0100")) == 2
    with pytest.raises(ThingUnknown, match="several things"):
        graph.query("evidence", subject="1")  # question 1 and answer 1 of one source


def test_an_unknown_question_names_those_that_are_spelt_alike() -> None:
    with pytest.raises(QueryInvalid, match="did you mean lineage"):
        question("lineages")
    with pytest.raises(QueryInvalid) as caught:
        question("zzz")
    assert "did you mean" not in str(caught.value) and "query --list" in str(caught.value)


def test_a_value_cannot_break_out_of_its_literal(graph: Graph) -> None:
    hostile = '" } UNION { ?iri ?p ?o } #'
    rows = graph.query("SELECT ?x WHERE { VALUES ?param_x { UNDEF } BIND(?param_x AS ?x) }", x=hostile)
    assert [row["x"] for row in rows] == [hostile]
    assert "UNDEF" not in filled("VALUES ?param_x { UNDEF }", {"x": []})


def test_labels_table_names_no_unknown_column() -> None:
    columns = {column for columns in INTERFACE.values() for column in columns.split(",")} | set(TAIL)
    with (folder("queries") / "labels.csv").open(encoding="utf-8", newline="") as file:
        assert {row["column"] for row in csv.DictReader(file)} == columns
