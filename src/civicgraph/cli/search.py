"""`civicgraph search`: words in, the questions, answers, titles and names that hold them out."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, app, mending, say
from civicgraph.cli.output import STDOUT, deliver, format_of
from civicgraph.errors import UsageError

ENDINGS = {".csv": ("csv",), ".tsv": ("tsv",), ".txt": ("table",), ".xlsx": ("xlsx",), ".json": ("json",)}
FORMATS = ("table", "csv", "tsv", "json", "xlsx")


@app.command()
@mending
def search(
    text: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT",
            help="Words that must all stand in a text: radweg finds Radwege too, "
            "'\"radweg\"' only this word, '\"am Nordring\"' a phrase. Umlauts and ß may be written in any way.",
        ),
    ],
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="Only paper, question, answer, policy, body or person.")
    ] = "",
    limit: Annotated[int, typer.Option("--limit", help="At most so many, the best first.")] = 20,
    format: Annotated[
        str | None, typer.Option("--format", "-f", metavar="FORMAT", help=f"{', '.join(FORMATS)}.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write here instead of stdout; the ending says the format."
        ),
    ] = None,
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Search questions, answers, titles and names.

    Example: **civicgraph search 'beteiligung "digitale bürgerkommune"'**
    """
    chosen = format_of(output, format, ENDINGS, "table")
    terminal = output in (None, STDOUT) and sys.stdout.isatty()
    if chosen not in FORMATS:
        raise UsageError(f"--format {chosen}: not one of {', '.join(FORMATS)}")
    if chosen == "xlsx" and terminal:
        raise UsageError("search: an .xlsx is not for the terminal: add -o hits.xlsx")
    if limit < 1:
        raise UsageError(f"--limit {limit}: counts from 1: give a larger number")
    from civicgraph.query.formats import Style, written
    from civicgraph.query.graph import Graph
    from civicgraph.search import full_text, hits, sought
    from civicgraph.search.documents import KINDS

    if kind not in ("", *KINDS):
        raise UsageError(f"--kind {kind}: not one of {', '.join(KINDS)}")
    wanted = sought(" ".join(text))
    with Graph.open(graph) as opened, full_text(opened) as index:
        found = index.find(wanted, kind, limit)
        rows = hits(found, wanted, whole=chosen != "table")
        deliver(written(opened, rows, Style(chosen, terminal=terminal)), output)
    if not found:
        say("nothing holds all of these words: take fewer, or shorter ones")
