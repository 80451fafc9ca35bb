"""`civicgraph export`: the graph as one file that may leave the house."""

from pathlib import Path
from typing import Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, app, mending, say


@app.command()
@mending
def export(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")],
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help="nquads, trig, turtle or jsonld.")
    ] = "nquads",
    private: Annotated[
        bool, typer.Option("--private", help="Take no names out, and mark the file as not for publication.")
    ] = False,
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Write the graph as one file: nquads and trig with named graphs, turtle and jsonld with each statement once.

    Names of persons without a public office are replaced by █, and what is not public is left out.

    Example: **civicgraph export --format trig -o herne.trig**
    """
    from civicgraph.export import export as write
    from civicgraph.query import Graph

    with Graph.open(graph) as opened:
        taken_out = write(opened, format, output, private)
    say(f"{output}: {taken_out.notice}")
