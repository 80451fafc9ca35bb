"""`civicgraph view questions`: writes every question beside its answer as one HTML page."""

from pathlib import Path
from typing import Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, mending, say
from civicgraph.cli.view import InLanguage, Open, Private, checked, view_app


@view_app.command("questions")
@mending
def questions(
    paper: Annotated[
        str | None, typer.Option("--paper", metavar="N", help="Only this paper: number, title or IRI. [default: all]")
    ] = None,
    out: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE.html", help="The page to write; - for stdout.")
    ] = Path("questions.html"),
    lang: InLanguage = None,
    private: Private = False,
    show: Open = False,
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Write every question beside its answer, with status, dates and the place that says so, as one page that loads nothing.

    Example: **civicgraph view questions --paper 2023/0386 -o questions.html**
    """
    import webbrowser

    from civicgraph.cli.output import deliver
    from civicgraph.query import Graph
    from civicgraph.view.questions import questions_page

    checked("view questions", out, show)
    with Graph.open(graph) as opened:
        iri = opened.names.one(paper, "Paper") if paper else None
        page = questions_page(opened, iri, lang.value if lang else None, private)
    deliver(page.encode(), out)
    say(f"{out}: written")
    if show:
        webbrowser.open(out.resolve().as_uri())
