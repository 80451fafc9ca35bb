"""`civicgraph query`: a named question, a file, stdin or SPARQL text in, rows or a graph out."""

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, app, mending
from civicgraph.cli.output import STDOUT, deliver, format_of
from civicgraph.errors import QueryInvalid, UsageError

ENDINGS = {
    ".csv": ("csv",), ".tsv": ("tsv",), ".txt": ("table", "csv", "tsv"), ".xlsx": ("xlsx",),
    ".json": ("json", "jsonld"), ".srj": ("json",), ".xml": ("xml", "rdfxml"), ".srx": ("xml",),
    ".ttl": ("turtle",), ".nt": ("ntriples",), ".jsonld": ("jsonld",), ".rdf": ("rdfxml",),
}  # fmt: skip
FORMATS = "table, csv, tsv, json, xml, xlsx; for CONSTRUCT and DESCRIBE also turtle, ntriples, jsonld, rdfxml"


@app.command()
@mending
def query(
    question: Annotated[
        str | None,
        typer.Argument(metavar="NAME|FILE|SPARQL|-", help="A named question, a file, SPARQL text, or - for stdin."),
    ] = None,
    format: Annotated[str | None, typer.Option("--format", "-f", metavar="FORMAT", help=f"{FORMATS}.")] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="May be repeated.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write here instead of stdout; the ending says the format."
        ),
    ] = None,
    excel: Annotated[bool, typer.Option("--excel", help="CSV as German spreadsheets open it.")] = False,
    labels: Annotated[str, typer.Option("--labels", metavar="de|en", help="Codes and headers in words.")] = "",
    wide: Annotated[
        bool, typer.Option("--wide", help="On a terminal show iri, source, url, retrieved and as_of too.")
    ] = False,
    listing: Annotated[bool, typer.Option("--list", help="Show the questions in words, with parameters.")] = False,
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Ask the graph: a named question, or SPARQL (SELECT, ASK, CONSTRUCT, DESCRIBE).

    Example: **civicgraph query sequence --param "policy=Digitalstrategie 2030+" --format csv**
    """
    if listing:
        deliver(_list().encode(), output)
        return
    if question is None:
        raise UsageError(
            "query: ask something: a named question (civicgraph query --list shows them), a file, or SPARQL"
        )
    chosen = format_of(output, format, ENDINGS, "table")
    terminal = output in (None, STDOUT) and sys.stdout.isatty()
    if chosen == "xlsx" and terminal:
        raise UsageError("query: an .xlsx is not for the terminal: add -o rows.xlsx")
    from civicgraph.query.formats import Style, written
    from civicgraph.query.graph import Graph

    with Graph.open(graph) as opened:
        rows = opened.query(_text(question), **_params(param or []))
        style = Style(chosen, excel, labels, terminal, wide=wide)
        deliver(written(opened, rows, style), output)


def _text(question: str) -> str:
    """Return the name of a question, or SPARQL from stdin, a file or the call itself."""
    if question == "-":
        return _filled("stdin", sys.stdin.read())
    from civicgraph.query.questions import names

    if question in names() or not _is_file(question):
        return question
    try:
        return _filled(question, Path(question).read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise QueryInvalid(f"{question}: not UTF-8 at byte {error.start}: save the query as UTF-8") from None
    except OSError as error:
        raise QueryInvalid(f"{question}: cannot be read ({error.strerror}): name another file") from None


def _filled(place: str, text: str) -> str:
    if not text.strip():
        what = "nothing comes in" if place == "stdin" else "the file is empty"
        raise QueryInvalid(f"{place}: {what}: write a query there, or take one of civicgraph query --list")
    return text


def _is_file(question: str) -> bool:
    try:
        found = Path(question).is_file()
    except (OSError, ValueError):  # SPARQL text is too long for a name
        return False
    if not found and re.fullmatch(r"\S+\.(rq|sparql)", question):
        raise QueryInvalid(f"{question}: there is no such file: name another, or a question of civicgraph query --list")
    return found


def _params(given: list[str]) -> dict[str, str]:
    params = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name or not value:
            raise UsageError(f"--param {pair}: write NAME=VALUE, for example --param paper=2023/0386")
        if name in params:
            raise UsageError(f"--param {name}: it is given twice: give it once")
        params[name] = value
    return params


def _list() -> str:
    from civicgraph.query.questions import questions

    lines = []
    for question in questions().values():
        lines += [question.name, f"  {question.german}", f"  {question.english}"]
        lines += [f"    --param {name}=…  {text}" for name, text in question.params.items()]
        lines.append("")
    return "\n".join(lines)
