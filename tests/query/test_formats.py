"""Answers as table, CSV, TSV, JSON, XML, workbook and RDF; hostile cells stay text."""

import csv
import io
import json
import zipfile
from datetime import date, datetime
from xml.etree import ElementTree

import openpyxl
import pyoxigraph
import pytest
import rdflib
from openpyxl.worksheet.worksheet import Worksheet

from civicgraph.errors import OutputRefused, UsageError
from civicgraph.query import Graph, Rows, workbook
from civicgraph.query.formats import GRAPH_FORMATS, ROW_FORMATS, Style, written
from civicgraph.query.tables import spelt, table_text

HOSTILE = [
    "=cmd()", "+1", "-12 Bäume", "@x", "\tx", "\rx", '<img src=x onerror="x()">', "a;b", 'say "hi"', "two\nlines",
    "\x1b[31mred", "[red]markup[/]",
]  # fmt: skip


def rows_of(*cells: str) -> Rows:
    return Rows(["text"], [(pyoxigraph.Literal(cell),) for cell in cells])


def sheet(content: bytes, name: str = "Daten") -> Worksheet:
    found = openpyxl.load_workbook(io.BytesIO(content))[name]
    assert isinstance(found, Worksheet)
    return found


def test_csv_is_rfc_4180(graph: Graph) -> None:
    content = written(graph, graph.query("questions"), Style("csv")).decode()
    assert content.startswith("paper,number,parent,")
    assert content.count("\r\n") == 6 and "\n" not in content.replace("\r\n", "")
    read = list(csv.reader(io.StringIO(written(graph, rows_of(*HOSTILE), Style("csv")).decode(), newline="")))
    assert [row[0] for row in read[1:]] == HOSTILE


def test_excel_csv_has_bom_semicolon_and_no_formula(graph: Graph) -> None:
    content = written(graph, rows_of(*HOSTILE), Style("csv", excel=True))
    assert content.startswith(b"\xef\xbb\xbf")
    read = [row[0] for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")]
    assert read[1:7] == ["'=cmd()", "'+1", "'-12 Bäume", "'@x", "'\tx", "'\rx"]
    assert read[7:] == HOSTILE[6:]


@pytest.mark.parametrize(
    "cell", [" =1", "\u00a0+1", "\n@x", "\u3000-1", "＝1", "＋1", "－1", "＠x", "\ufeff=1", " \n ＝x"]
)
def test_a_formula_is_text_for_excel_behind_blanks_and_in_full_width_too(graph: Graph, cell: str) -> None:
    content = written(graph, rows_of(cell), Style("csv", excel=True)).decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(content, newline=""), delimiter=";"), None) == ["text"]
    assert list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))[1] == ["'" + cell]


def test_excel_gets_typed_numbers_as_numbers(graph: Graph) -> None:
    query = """SELECT (-290000 AS ?whole) (2.5 AS ?part) (-1.5e3 AS ?double) ("-2.5" AS ?text) ("2.5" AS ?dotted)
        ("-INF"^^xsd:double AS ?inf) {}"""
    content = written(graph, graph.query(query), Style("csv", excel=True)).decode("utf-8-sig")
    cells = content.splitlines()[1].split(";")
    assert cells[:2] == ["-290000", "2,5"]
    assert float(cells[2].replace(",", ".")) == -1500
    assert cells[3:] == ["'-2.5", "2.5", "'-INF"]


def test_tsv_is_of_sparql(graph: Graph) -> None:
    lines = written(graph, graph.query("claims"), Style("tsv")).decode().splitlines()
    assert lines[0].startswith("?about\t?value\t")
    assert lines[1].split("\t")[1] == '"1500"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert len(lines) == 3


def test_json_is_of_sparql(graph: Graph) -> None:
    rows = graph.query("papers")
    document = json.loads(written(graph, rows, Style("json")))
    assert document["head"]["vars"] == list(rows.columns)
    first = document["results"]["bindings"][0]
    assert first["as_of"] == {
        "type": "literal",
        "value": "2024-04-25",
        "datatype": "http://www.w3.org/2001/XMLSchema#date",
    }
    assert first["iri"]["type"] == "uri" and "room" not in document["results"]["bindings"][1]
    parsed = pyoxigraph.parse_query_results(
        written(graph, rows, Style("json")), format=pyoxigraph.QueryResultsFormat.JSON
    )
    assert len(list(parsed)) == 4  # type: ignore[arg-type]
    assert json.loads(written(graph, graph.query("ASK {}"), Style("json"))) == {"head": {}, "boolean": True}


def test_xml_is_of_sparql_and_survives_what_xml_cannot_hold(graph: Graph) -> None:
    content = written(graph, rows_of(*HOSTILE, "nul\x00"), Style("xml"))
    literals = [node.text for node in ElementTree.fromstring(content).iter() if node.tag.endswith("}literal")]
    assert literals[:6] == HOSTILE[:6] and literals[6] == HOSTILE[6] and literals[-1] == "nul\ufffd"
    assert b"<boolean>false</boolean>" in written(graph, graph.query("ASK { ?s a cg:No }"), Style("xml"))
    typed = written(graph, graph.query('SELECT ("a"@de AS ?l) (1 AS ?n) (<x:y> AS ?u) {}'), Style("xml")).decode()
    assert '<literal xml:lang="de">a</literal>' in typed and "<uri>x:y</uri>" in typed and 'datatype="http' in typed


def test_odd_terms_are_written_too(graph: Graph) -> None:
    rows = graph.query("SELECT (BNODE() AS ?b) (<<( <x:s> <x:p> 1 )>> AS ?t) {}")
    first = json.loads(written(graph, rows, Style("json")))["results"]["bindings"][0]
    assert first["b"]["type"] == "bnode" and first["t"]["value"]["object"]["value"] == "1"
    assert b"<triple><subject><uri>x:s</uri>" in written(graph, rows, Style("xml"))
    assert b"<bnode>" in written(graph, rows, Style("xml"))


def test_workbook_cells_are_text_but_numbers_and_dates(graph: Graph) -> None:
    claims = sheet(written(graph, graph.query("claims"), Style("xlsx")))
    assert claims["B2"].value == 1500 and claims["B3"].value == 2.5
    papers = sheet(written(graph, graph.query("papers"), Style("xlsx")))
    assert papers["B2"].value.startswith("=cmd") and papers["B2"].data_type == "s"
    header = [cell.value for cell in papers[1]]
    start = papers.cell(2, header.index("meeting_start") + 1).value
    assert start == datetime(2024, 4, 25, 16, 0)
    assert papers.cell(2, header.index("as_of") + 1).value == datetime.combine(date(2024, 4, 25), datetime.min.time())
    assert papers.cell(2, header.index("url") + 1).hyperlink is None


def test_workbook_explains_itself_and_has_the_same_bytes_each_time(graph: Graph) -> None:
    content = written(graph, graph.query("papers"), Style("xlsx"))
    assert content == written(graph, graph.query("papers"), Style("xlsx"))
    told = {str(row[0].value): str(row[1].value) for row in sheet(content, "Erläuterung").iter_rows()}
    assert told["Fingerabdruck / fingerprint"].startswith(graph.generation.manifest.fingerprint)
    assert "creativecommons" in told["Lizenz / licence"]
    assert told["Stand / as of"] == "2024-04-25 – 2024-06-01"
    assert told["clerk"] == "Bearbeiter / clerk"
    assert b"onerror" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml")


def test_workbook_keeps_what_a_spreadsheet_would_spoil(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    query = 'SELECT ("1850-01-01"^^xsd:date AS ?old) (12345678901234567890 AS ?big) (true AS ?yes) {}'
    cells = [cell.value for cell in sheet(written(graph, graph.query(query), Style("xlsx")))[2]]
    assert cells == ["1850-01-01", "12345678901234567890", "true"]
    long = sheet(written(graph, rows_of("x" * 40_000), Style("xlsx")))["A2"].value
    assert len(long) == workbook.MAX_TEXT and long.endswith("[gekürzt / cut]")
    monkeypatch.setattr(workbook, "MAX_ROWS", 1)
    with pytest.raises(OutputRefused, match="--format csv"):
        written(graph, rows_of("a", "b"), Style("xlsx"))


def test_labels_turn_codes_and_headers_into_words(graph: Graph) -> None:
    content = written(graph, graph.query("sequence", policy="Klimaplan 2030"), Style("csv", labels="de")).decode()
    assert content.startswith("Strategie oder Konzept,Reihenfolge,")
    assert ",Beratung,geplant" in content or ",Beratung," in content
    english = written(graph, graph.query("decisions"), Style("csv", labels="en")).decode()
    assert "Outcome as written" in english and ",rejected," in english and ",noted," in english
    papers = written(graph, graph.query("papers"), Style("csv", labels="de")).decode()
    assert ",nein," in papers and "Anfrage" in papers
    claims = written(graph, graph.query("claims"), Style("csv", labels="de")).decode()
    assert ",Antwort 1," in claims and "answer 1" not in claims
    assert "Answer 1" in written(graph, graph.query("claims"), Style("csv", labels="en")).decode()
    plain = written(graph, graph.query("SELECT (1 AS ?number) {}"), Style("csv", labels="de")).decode()
    assert plain == "Nummer\r\n1\r\n"
    told = sheet(written(graph, graph.query("papers"), Style("xlsx", labels="de")), "Erläuterung")
    assert any(row[1].value == "clerk: Bearbeiter / clerk" for row in told.iter_rows())


def test_labels_leave_programs_the_names_of_variables(graph: Graph) -> None:
    rows = graph.query("papers")
    document = json.loads(written(graph, rows, Style("json", labels="de")))
    assert document["head"]["vars"] == list(rows.columns)
    assert document["results"]["bindings"][0]["type"]["value"] == "Anfrage"
    assert written(graph, rows, Style("tsv", labels="de")).decode().startswith("?number\t?title\t")
    assert b'<variable name="number"/>' in written(graph, rows, Style("xml", labels="de"))


def test_a_terminal_shows_where_rows_come_from_only_when_asked(graph: Graph) -> None:
    rows = graph.query("claims")
    short = written(graph, rows, Style("table", terminal=True, width=400)).decode()
    wide = written(graph, rows, Style("table", terminal=True, width=400, wide=True)).decode()
    assert "retrieved" not in short and "https://" not in short and "1500" in short
    assert "retrieved" in wide and "https://" in wide
    assert "retrieved" in written(graph, rows, Style("table")).decode()  # in a file all is there
    own = graph.query("SELECT ?iri { ?iri a cg:Paper }")
    assert "https://" in written(graph, own, Style("table", terminal=True, width=400)).decode()


def test_tables_cannot_steer_a_terminal(graph: Graph) -> None:
    for terminal in (False, True):
        table = table_text(rows_of(*HOSTILE), terminal, width=60)
        assert "\x1b[31m" not in table and "[red]markup[/]" in table and "two lines" in table
    drawn = written(graph, graph.query("questions"), Style("table", terminal=True, width=200)).decode()
    assert "Wie viele Bäume" in drawn
    assert written(graph, graph.query("questions"), Style("table")).decode().startswith("paper      number")
    assert table_text(Rows(["a", "b"], []), terminal=True, width=40).count("a") == 1


@pytest.mark.parametrize("format", GRAPH_FORMATS)
def test_graphs_are_written_and_read_again(graph: Graph, format: str) -> None:
    asked = "CONSTRUCT { ?p dct:title ?t } WHERE { ?p a cg:Paper ; dct:title ?t }"
    content = written(graph, graph.query(asked), Style(format))
    assert content == written(graph, graph.query(asked), Style(format))
    names = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
    assert len(rdflib.Graph().parse(data=content, format=names[format])) == 4


def test_a_graph_is_also_rows(graph: Graph) -> None:
    content = written(graph, graph.query("CONSTRUCT { ?p a cg:X } WHERE { ?p a cg:Paper }"), Style("csv")).decode()
    assert content.startswith("subject,predicate,object\r\n")


@pytest.mark.parametrize(
    ("style", "why"),
    [
        (Style("turtle"), "gives rows, not a graph"),
        (Style("doc"), "not one of table, csv"),
        (Style("csv", labels="fr"), "not one of de, en"),
        (Style("json", excel=True), "--excel with --format json"),
    ],
)
def test_what_does_not_fit_is_refused(graph: Graph, style: Style, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        written(graph, graph.query("claims"), style)


def test_every_row_format_is_known(graph: Graph) -> None:
    assert all(written(graph, graph.query("claims"), Style(format)) for format in ROW_FORMATS)
    assert spelt(None) == ""
