"""`civicgraph view network`: writes the network, or a part of it, as one HTML page."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, mending, say
from civicgraph.cli.view import InLanguage, Open, Private, checked, view_app

if TYPE_CHECKING:
    from civicgraph.query import Graph


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
    out: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE.html", help="The page to write; - for stdout.")
    ] = Path("network.html"),
    graph: GraphDir = DEFAULT_GRAPH,
    lang: InLanguage = None,
    private: Private = False,
    show: Open = False,
) -> None:
    """Write the network of a graph as one HTML page that loads nothing: search, filter, neighbours, paths, table.

    Example: **civicgraph view network --around "Digitalstrategie 2030+" --depth 2 -o network.html**
    """
    import webbrowser

    from civicgraph.cli.output import counted, deliver
    from civicgraph.errors import ThingUnknown
    from civicgraph.privacy import published
    from civicgraph.query import Graph
    from civicgraph.view.network import Ask, network_page

    checked("view network", out, show)
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
        try:
            shown = network_page(public, ask, lang.value if lang else None, private=private)
        except ThingUnknown:
            if not private:
                _name_withheld(opened, public, [*ask.around, *(path or ())])
            raise
    deliver(shown.html.encode(), out)
    say(f"{out}: {counted(shown.nodes, 'thing')}, {counted(shown.edges, 'connection')}")
    for notice in shown.notices:
        say(f"  {notice.en}")
    if show:
        webbrowser.open(out.resolve().as_uri())


def _name_withheld(opened: "Graph", public: "Graph", names: list[str]) -> None:
    """Raise ThingUnknown that says so where a name is unknown only since it is withheld."""
    from civicgraph.errors import ThingUnknown

    for name in names:
        if _answers(opened, name) and not _answers(public, name):
            raise ThingUnknown(
                f"'{name}': this name is withheld: add --private, and keep the page to yourself"
            ) from None


def _answers(graph: "Graph", name: str) -> bool:
    from civicgraph.errors import ThingUnknown

    try:
        return bool(graph.names.find(name))
    except ThingUnknown:
        return False
