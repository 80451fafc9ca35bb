"""`civicgraph show`: all that is known of one thing, with quotes."""

from typing import Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, app, mending
from civicgraph.cli.output import deliver
from civicgraph.errors import UsageError


@app.command()
@mending
def show(
    thing: Annotated[str, typer.Argument(metavar="THING", help="IRI, number, label, alias, or a beginning of one.")],
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="text|json", help="For people or programs.")
    ] = "text",
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Show all that is known of one thing, and the sentences that say so.

    Example: **civicgraph show 2023/0386**
    """
    if format not in ("text", "json"):
        raise UsageError(f"--format {format}: not one of text, json")
    import msgspec

    from civicgraph.query.graph import Graph
    from civicgraph.query.show import known, told

    with Graph.open(graph) as opened:
        found = known(opened, thing)
    if format == "json":
        deliver(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n", None)
    else:
        deliver(told(found).encode(), None)
