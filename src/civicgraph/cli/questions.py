"""`civicgraph view questions`: writes every question beside its answer as one HTML page."""

from pathlib import Path
from typing import Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, mending, say
from civicgraph.cli.view import Lang, view_app

ENDINGS = {".html": ("html",), ".htm": ("html",)}


@view_app.command("questions")
@mending
def questions(
    paper: Annotated[
        str | None, typer.Option("--paper", metavar="N", help="Only this paper: number, title or IRI. [default: all]")
    ] = None,
    out: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE.html", help="The page to write; - for stdout.")
    ] = Path("questions.html"),
    lang: Annotated[
        Lang | None,
        typer.Option("--lang", help="Language that the page opens in. [default: the source's]", show_default=False),
    ] = None,
    private: Annotated[
        bool,
        typer.Option(
            "--private",
            help="Show withheld names too, but nobody who is suppressed; the page is marked as not for publication.",
        ),
    ] = False,
    show: Annotated[bool, typer.Option("--open", help="Show the page in the browser.")] = False,
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Write every question beside its answer, with status, dates and the place that says so, as one page that loads nothing.

    Example: **civicgraph view questions --paper 2023/0386 -o questions.html**
    """
    import webbrowser

    from civicgraph.cli.output import STDOUT, deliver, format_of
    from civicgraph.errors import UsageError
    from civicgraph.query import Graph
    from civicgraph.view.questions import questions_page

    format_of(out, None, ENDINGS, "html", option="")
    if show and out == STDOUT:
        raise UsageError("view questions: --open shows a file: name one with -o")
    with Graph.open(graph) as opened:
        iri = opened.names.one(paper, "Paper") if paper else None
        page = questions_page(opened, iri, lang.value if lang else None, private)
    deliver(page.encode(), out)
    say(f"{out}: written")
    if show:
        webbrowser.open(out.resolve().as_uri())
