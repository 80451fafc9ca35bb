"""`civicgraph report`: what was read of each source, what was left out and why, and how the years are covered."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, app, mending
from civicgraph.cli.output import deliver, format_of
from civicgraph.errors import UsageError

if TYPE_CHECKING:
    from civicgraph import report as reporting

ENDINGS = {".html": ("html",), ".json": ("json",), ".txt": ("table",)}


@app.command()
@mending
def report(
    graph: GraphDir = DEFAULT_GRAPH,
    format: Annotated[
        str | None, typer.Option("--format", "-f", metavar="FORMAT", help="table, json or html; else as FILE ends.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here, not to stdout.")
    ] = None,
    source: Annotated[str, typer.Option("--source", metavar="SLUG", help="Only this source.")] = "",
    language: Annotated[str, typer.Option("--language", metavar="de|en", help="Of headings and reasons.")] = "de",
    private: Annotated[
        bool, typer.Option("--private", help="HTML with examples and places, which may hold names.")
    ] = False,
) -> None:
    """Say what became of the input: pages by kind, fields taken, ignored and unmapped, files that gave nothing, absent things, coverage.

    Example: **civicgraph report --graph civicgraph-out --format html -o report.html**
    """
    from civicgraph import report as reporting
    from civicgraph.query import Graph

    if language not in ("de", "en"):
        raise UsageError(f"--language {language}: write de or en")
    chosen = format_of(out, format, ENDINGS, "table")
    if chosen not in ("table", "json", "html"):
        raise UsageError(f"--format {chosen}: write table, json or html")
    with Graph.open(graph) as opened:
        made = reporting.report(opened)
    if source:
        made = _only(made, source)
    lang: reporting.Lang = "en" if language == "en" else "de"
    written = {
        "table": lambda: reporting.report_text(made, lang).encode(),
        "json": lambda: reporting.report_json(made),
        "html": lambda: reporting.report_html(made, lang, private).encode(),
    }
    deliver(written[chosen](), out)


def _only(made: "reporting.Report", slug: str) -> "reporting.Report":
    """Return the report on one source. Raises UsageError with the slugs there are."""
    import msgspec

    chosen = tuple(one for one in made.sources if one.source == slug)
    if not chosen:
        names = ", ".join(one.source for one in made.sources)
        raise UsageError(f"--source {slug}: no such source in this graph; there are: {names}")
    return msgspec.structs.replace(made, sources=chosen)
