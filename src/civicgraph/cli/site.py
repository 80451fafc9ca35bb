"""`civicgraph view site`: writes a whole graph as a folder of static pages."""

from pathlib import Path
from typing import Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, mending, say
from civicgraph.cli.view import InLanguage, Open, Private, view_app


@view_app.command("site")
@mending
def site(
    out: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="DIR", help="The folder to write; a site that stands there is replaced."
        ),
    ] = Path("civicgraph-site"),
    lang: InLanguage = None,
    private: Private = False,
    show: Open = False,
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Write a whole graph as static pages: search, papers, policies, bodies, persons, meetings, and a feed of what is new.

    The folder works from disk and from any web server; nothing in it loads anything from elsewhere.

    Example: **civicgraph view site -o site**
    """
    import webbrowser

    from civicgraph.cli.output import counted
    from civicgraph.query import Graph
    from civicgraph.view.site import files, write_site

    with Graph.open(graph) as opened:
        made = files(opened, lang.value if lang else None, private)
        count = write_site(out, made, opened.generation.manifest.fingerprint)
    say(f"{out}: {counted(count, 'file')}; begin with {out / 'index.html'}")
    if show:
        webbrowser.open((out / "index.html").resolve().as_uri())
