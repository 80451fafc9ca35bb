"""Opening a graph, asking it, and its views for rdflib, networkx and pandas."""

import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.query.build import TOWN

import civicgraph
from civicgraph.errors import CivicgraphError, GraphMissing, QueryInvalid, UsageError
from civicgraph.query import Graph, Triples, Truth
from civicgraph.query.rows import value
from civicgraph.vocab import term


def test_open_gives_a_graph_and_the_same_in_memory(graph_folder: Path) -> None:
    with civicgraph.open(graph_folder) as disk, civicgraph.open(graph_folder, memory=True) as memory:
        assert disk.query("sequence").terms == memory.query("sequence").terms
        assert disk.generation.manifest.pages == 4


def test_a_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphMissing, match="civicgraph build"):
        civicgraph.open(tmp_path)


def test_importing_the_package_stays_light() -> None:
    import subprocess

    code = "import sys, civicgraph; print([m for m in ('pyoxigraph', 'rdflib', 'networkx') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_rows_are_read_by_name_and_index(graph: Graph) -> None:
    rows = graph.query("claims")
    assert rows.columns[:3] == ("about", "value", "modifier")
    assert rows[0]["about"] == rows[0][0] == "Sträucher"
    assert dict(rows[0].items())["value"] == 1500
    assert rows[1]["value"] == Decimal("2.5")
    assert [row["modifier"] for row in rows[:1]] == ["about"]
    assert rows[0] == tuple(rows[0]) and hash(rows[0]) == hash(tuple(rows[0]))
    assert "about='Sträucher'" in repr(rows[0]) and "2 rows" in repr(rows)


def test_literals_come_as_python_values(graph: Graph) -> None:
    row = graph.query("papers")[0]
    assert row["meeting_start"].isoformat() == "2024-04-25T16:00:00+02:00"
    assert row["retrieved"] == datetime(2024, 6, 2, 8, tzinfo=UTC)
    assert row["as_of"] == date(2024, 4, 25)
    assert row["follows_up_date"] == date(2024, 3, 7)
    assert graph.query("papers")[1]["room"] is None
    odd = (
        'SELECT (true AS ?b) (1.5e0 AS ?f) ("x"^^xsd:date AS ?bad) ("2023-02-30"^^xsd:date AS ?none) ("a"@de AS ?l) {}'
    )
    assert list(graph.query(odd)[0]) == [True, 1.5, "x", "2023-02-30", "a"]
    assert value(None) is None


def test_ask_construct_and_describe(graph: Graph) -> None:
    yes, no = graph.query("ASK { ?p a cg:Paper }"), graph.query("ASK { ?p a cg:Unicorn }")
    assert isinstance(yes, Truth) and yes and not no
    assert yes[0]["answer"] is True
    built = graph.query("CONSTRUCT { ?p a cg:Found } WHERE { ?p a cg:Paper }")
    assert isinstance(built, Triples) and len(built) == len(built.triples) == 4
    assert built.columns == ("subject", "predicate", "object")
    assert isinstance(graph.query(f"DESCRIBE <{TOWN}/person/wind-lars>"), Triples)
    assert "Truth(True)" in repr(yes)


def test_a_wrong_query_says_where_and_how_to_mend_it(graph: Graph) -> None:
    with pytest.raises(QueryInvalid, match=r"line 2, column 7.*\n.*WHERE") as caught:
        graph.query("SELECT ?x\nWHERE ?x {}")
    assert "civicgraph query --list" in str(caught.value)
    with pytest.raises(QueryInvalid, match="no parameter 'x' here: it takes none"):
        graph.query("SELECT * { ?s ?p ?o } LIMIT 1", x="1")


def test_parameters_of_sparql_text_are_typed(graph: Graph) -> None:
    query = "SELECT ?s WHERE { VALUES ?param_v { UNDEF } ?s cg:value ?param_v }"
    assert [row["s"] for row in graph.query(query, v=1500)] == [f"{TOWN}/claim/0001"]
    assert [row["s"] for row in graph.query(query, v=Decimal("2.5"))] == [f"{TOWN}/claim/0002"]
    assert len(graph.query("SELECT ?p { VALUES ?param_s { UNDEF } ?param_s a ?p }", s=f"{TOWN}/claim/0001")) == 1
    assert len(graph.query("SELECT ?s { VALUES ?param_d { UNDEF } ?s cg:asOf ?param_d }", d=date(2024, 4, 25))) == 1
    with pytest.raises(QueryInvalid, match="is no IRI"):
        graph.query(query, v="https://example.org/<x>")


def test_named_graphs_say_where(graph: Graph) -> None:
    rows = graph.query(
        f'SELECT ?g {{ GRAPH ?g {{ ?s a cg:Paper ; dct:identifier "2024/0200" }} FILTER(STRSTARTS(STR(?g), "{TOWN}")) }}'
    )
    assert [row["g"] for row in rows] == [f"{TOWN}/graph/snapshot/{'b' * 64}"]


def test_rdflib_reads_the_same_store(graph: Graph) -> None:
    dataset = graph.rdflib()
    found = list(dataset.query("PREFIX cg: <https://w3id.org/civicgraph/ns#> SELECT ?p { ?p a cg:Paper }"))
    assert len(found) == len(graph.query("SELECT ?p { ?p a cg:Paper }")) == 4


def test_networkx_holds_things_and_what_joins_them(graph: Graph) -> None:
    network = graph.networkx()
    assert network.nodes[f"{TOWN}/person/wind-lars"] == {"label": "Lars Wind", "cls": "Person"}
    newer, older = f"{TOWN}/policy/klimaplan-2030", f"{TOWN}/policy/gruenkonzept"
    assert set(network[newer][older]) == {"derivedFrom", "builtOn"}
    classes = {data["cls"] for _, data in network.nodes(data=True)}
    assert not classes & {"Evidence", "Text", "Snapshot", "Page", "Source", "Concept"}
    with_evidence = {data["cls"] for _, data in graph.networkx(evidence=True).nodes(data=True)}
    assert {"Evidence", "Text", "Snapshot", "TextPositionSelector"} <= with_evidence


def test_pandas_where_it_is_installed(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = graph.query("claims").to_pandas()
    assert list(frame["value"]) == [1500, Decimal("2.5")]
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"pip install 'civicgraph\[pandas\]'"):
        graph.query("claims").to_pandas()


@pytest.mark.parametrize(
    ("tail", "label"),
    [
        ("paper/2024-0200", "2024/0200"),
        ("body/rat-der-stadt-musterstadt", "Rat der Stadt"),
        ("paper/2024-0100/question/2a", "2a"),
        ("meeting/rat-der-stadt/2024-04-25", "Rat der Stadt, 2024-04-25"),
        ("step/klimaplan-2030/rat-der-stadt/2024-05-14", "Rat der Stadt, Beratung, 14. Mai 2024"),
        ("membership/wind-lars/council-member", "Lars Wind, Stadtverordneter"),
        ("nothing/here", "here"),
    ],
)
def test_label(graph: Graph, tail: str, label: str) -> None:
    assert graph.label(f"{TOWN}/{tail}") == label


def test_label_of_what_is_no_iri_is_itself(graph: Graph) -> None:
    assert graph.label("no iri") == "no iri"
    assert graph.label(term("cg:Paper")) == "Paper"


def test_a_closed_graph_says_so(graph_folder: Path) -> None:
    with Graph.open(graph_folder) as opened:
        assert opened.names.one("2024/0200")
    for asked in (lambda: opened.query("papers"), lambda: opened.names.one("2024/0200"), lambda: opened.label("x:y")):
        with pytest.raises(CivicgraphError, match="closed"):
            asked()
    opened.close()  # once more is no error


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT ?x {", "line 1, column 12: this cannot be read\n"),
        ("SELECT ?x WHERE ?x", 'line 1, column 17: expected "{"\n'),
        ("SELECT ?x { ?x foo:b ?y }", "Prefix not found\n"),
        ("SELECT ?x { ?x a cg:Paper FILTER(?x > ) }", "this cannot be read\n"),
        ("", "it is empty"),
        (" \n", "it is empty"),
    ],
)
def test_no_complaint_lists_the_grammar(graph: Graph, query: str, told: str) -> None:
    with pytest.raises(QueryInvalid) as caught:
        graph.query(query)
    assert told in str(caught.value)
    assert not any(rubbish in str(caught.value) for rubbish in ("..=", "[_]", "isLITERAL", "expected one of"))
