"""`civicgraph export`: the graph as one file that may leave the house."""

from pathlib import Path
from typing import Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, app, mending, say
from civicgraph.cli.output import STDOUT, deliver, format_of

ENDINGS = {
    ".nq": ("nquads",), ".nquads": ("nquads",), ".trig": ("trig",), ".ttl": ("turtle",), ".turtle": ("turtle",),
    ".jsonld": ("jsonld",), ".json": ("jsonld",),
}  # fmt: skip


@app.command()
@mending
def export(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write; - for stdout.")],
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="nquads, trig, turtle or jsonld. [default: by the ending of FILE, else nquads]",
            show_default=False,
        ),
    ] = None,
    private: Annotated[
        bool,
        typer.Option(
            "--private",
            help="Take out only who is suppressed in source.toml, and mark the file as not for publication.",
        ),
    ] = False,
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Write the graph as one file: nquads and trig with named graphs, turtle and jsonld with each statement once.

    Names of persons without a public office are replaced by █, and what is not public is left out.
    With --private both stay in, but persons whom source.toml suppresses stay out all the same.

    Example: **civicgraph export --format trig -o herne.trig**
    """
    import tempfile

    from civicgraph.export import export as write
    from civicgraph.query import Graph

    chosen = format_of(output, format, ENDINGS, "nquads")
    with Graph.open(graph) as opened, tempfile.TemporaryDirectory(prefix="civicgraph-") as folder:
        path = Path(folder) / "stdout" if output == STDOUT else output
        taken_out = write(opened, chosen, path, private)
        if output == STDOUT:
            deliver(path.read_bytes(), None)
    say(f"{output}: {taken_out.notice}")
