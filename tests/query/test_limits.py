"""Query text that must not reach the engine."""

import subprocess
import sys

import pytest

from civicgraph.errors import QueryInvalid
from civicgraph.query.limits import checked

CALL = "SERVICE <https://example.org/sparql> { ?s ?p ?o }"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ {CALL} }}",
        f"SELECT * {{ {CALL.lower()} }}",
        "SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }",
        f"SELECT * {{ ?a ?b 1{CALL} }}",
        f"SELECT * {{ ?a ?b true{CALL} }}",
        f"PREFIX ex: <x:> SELECT * {{ ?a ?b ex:.{CALL} }}",
        f'SELECT * {{ ?a ?b "x"@en{CALL} }}',
        f'SELECT * {{ ?a ?b "\\u0022" . {CALL} ?c ?d "" }}',
        "SELECT * { S\\u0045RVICE <https://example.org/> { ?s ?p ?o } }",
        f"SELECT * {{ ?a ?b '#' . {CALL} }}",
        f"SELECT * {{ ?a ?b <x:#> . {CALL} }}",
    ],
)
def test_service_is_refused_in_any_disguise(query: str) -> None:
    with pytest.raises(QueryInvalid, match="SERVICE"):
        checked(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE" }',
        "SELECT * { ?s ?p <https://example.org/service> } # SERVICE",
        "SELECT ?service { ?service a <x:y> }",
        "PREFIX ex: <x:> SELECT * { ?s a ex:Service ; ex:service-point ?p }",
        'SELECT * { ?s ?p """a "quoted" SERVICE""" }',
        "SELECT * { ?s ?p '''it's SERVICE''' FILTER(?p < 3 && ?p > 1) }",
    ],
)
def test_the_word_alone_is_no_call(query: str) -> None:
    assert checked(query) == query


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:a> <a:b> 1 }",
        "PREFIX x: <x:>\n# first\ndelete where { ?s ?p ?o }",
        "BASE <x:> DROP ALL",
        "LOAD <file:///etc/passwd>",
        "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(query: str) -> None:
    with pytest.raises(QueryInvalid, match="only read"):
        checked(query)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("SELECT * " + "{" * 20_000 + "}" * 20_000, "deeper"),
        ("SELECT * { FILTER" + "(" * 100 + "1" + ")" * 100 + " }", "deeper"),
        ("SELECT * { FILTER(1" + "+1" * 20_000 + ") }", "chains"),
        ("SELECT * {" + "BIND(1 AS ?v)" * 5_000 + "}", "chains"),
        ("SELECT * { ?s ?p '" + "x" * 100_000 + "' }", "longer"),
    ],
)
def test_what_would_end_the_process_is_refused(query: str, why: str) -> None:
    with pytest.raises(QueryInvalid, match=why):
        checked(query)


def test_a_long_list_of_values_is_no_chain() -> None:
    query = "SELECT * { VALUES ?s { " + " ".join(f"<x:a-{i}>" for i in range(5_000)) + " } ?s ?p ?o }"
    assert checked(query) == query


def test_the_engine_survives_what_is_let_through() -> None:
    """At the bounds themselves, in a process of its own: a crash would be no exception."""
    code = """
import pyoxigraph
from civicgraph.query.limits import MAX_DEPTH, checked
store = pyoxigraph.Store()
for query in (
    "SELECT * " + "{" * MAX_DEPTH + "}" * MAX_DEPTH,
    "SELECT * { FILTER(" + "STR(" * (MAX_DEPTH - 2) + "1" + ")" * (MAX_DEPTH - 2) + ") }",
    "SELECT * { FILTER(1" + "+1" * 1_900 + ") }",
    "SELECT * {" + "".join(f"BIND(1 AS ?v{i})" for i in range(1_900)) + "}",
    "SELECT * {" + "MINUS{}" * 1_900 + "}",
    "SELECT * {{}" + "UNION{}" * 1_900 + "}",
):
    list(store.query(checked(query)))
print("alive")
"""
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "alive\n"
