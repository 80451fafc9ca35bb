"""`civicgraph view network`: writes the network, or a part of it, as one HTML page."""

from pathlib import Path
from typing import Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, mending, say
from civicgraph.cli.view import Lang, view_app


@view_app.command("network")
@mending
def network(
    around: Annotated[
        list[str] | None, typer.Option("--around", metavar="THING", help="Begin here; may be given several times.")
    ] = None,
    path: Annotated[
        tuple[str, str] | None, typer.Option("--path", metavar="A B", help="Show a shortest path between two things.")
    ] = None,
    query: Annotated[
        str | None,
        typer.Option("--query", metavar="NAME|SPARQL", help="Show the things that a question names."),
    ] = None,
    classes: Annotated[
        list[str] | None,
        typer.Option(
            "--class", metavar="NAME", help="Only things of this class (Paper, Policy, …); may be given several times."
        ),
    ] = None,
    depth: Annotated[
        int | None, typer.Option("--depth", help="Steps to walk from there. [default: 1 with --around, else 0]")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="At most so many neighbours of each thing.")] = 40,
    everything: Annotated[
        bool, typer.Option("--all", help="Draw stations, intervals and other helping nodes too.")
    ] = False,
    out: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.html", help="The page to write.")] = Path(
        "network.html"
    ),
    graph: GraphDir = DEFAULT_GRAPH,
    lang: Annotated[
        Lang | None,
        typer.Option("--lang", help="Language that the page opens in. [default: the source's]", show_default=False),
    ] = None,
    private: Annotated[
        bool, typer.Option("--private", help="Show withheld names too; the page is marked as not for publication.")
    ] = False,
    show: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Write the network of a graph as one HTML page that loads nothing: search, filter, neighbours, paths, table.

    Example: **civicgraph view network --around "Digitalstrategie 2030+" --depth 2 -o network.html**
    """
    import webbrowser

    from civicgraph.cli.output import deliver
    from civicgraph.privacy import NOTICE, published
    from civicgraph.query import Graph
    from civicgraph.view.network import Ask, Words, network_page

    ask = Ask(
        around=tuple(around or ()),
        path=path,
        query=query,
        classes=tuple(classes or ()),
        depth=depth,
        limit=limit,
        everything=everything,
    )
    with Graph.open(graph) as opened:
        public = published(opened, private=private)
        notices = () if public is opened else (Words(*NOTICE.split(" / ", 1)),)
        shown = network_page(public, ask, lang.value if lang else None, notices=notices, private=private)
    deliver(shown.html.encode(), out)
    say(f"{out}: {shown.nodes} things, {shown.edges} connections")
    for notice in shown.notices:
        say(f"  {notice.en}")
    if show:
        webbrowser.open(out.resolve().as_uri())
