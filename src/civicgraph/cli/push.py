"""`civicgraph push`: sends a graph to a triple store."""

import sys
from typing import Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, app, mending, say


@app.command()
@mending
def push(
    endpoint: Annotated[
        str, typer.Argument(metavar="ENDPOINT", help="Address of the Graph Store, e.g. http://127.0.0.1:7878/store.")
    ],
    private: Annotated[
        bool, typer.Option("--private", help="With all names: for a store that only you can read, not for publication.")
    ] = False,
    anew: Annotated[
        bool, typer.Option("--anew", help="Send every graph, also those that the endpoint has: it was emptied, say.")
    ] = False,
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Send a graph to a triple store over the SPARQL 1.1 Graph Store Protocol: one PUT for each named graph that changed.

    A push that was interrupted goes on with the next call. Names of persons without a public office are replaced by █.
    User and password come from CIVICGRAPH_PUSH_USER and CIVICGRAPH_PUSH_PASSWORD, a token from CIVICGRAPH_PUSH_TOKEN.

    Example: **civicgraph push http://127.0.0.1:7878/store**
    """
    from civicgraph.cli.output import counted
    from civicgraph.publish.push import push as send
    from civicgraph.query import Graph

    with Graph.open(graph) as opened:
        told = send(opened, endpoint, graph / "pushed", private, anew, _progress)
    say(f"{counted(told.sent, 'graph')} sent, {told.unchanged} unchanged, {told.removed} removed")


def _progress(done: int, number: int) -> None:
    """Keep one line up to date where somebody watches."""
    if sys.stderr.isatty():
        print(f"\r{done}/{number}", end="\n" if done == number else "", file=sys.stderr)
