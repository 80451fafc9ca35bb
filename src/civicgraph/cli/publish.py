"""`civicgraph publish`: writes a graph as a folder for a web server and an open-data portal."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, app, mending, say
from civicgraph.errors import UsageError

if TYPE_CHECKING:
    from civicgraph.publish.publication import Profile


@app.command()
@mending
def publish(
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="SITE", help="The folder to write; an earlier publication is replaced."),
    ],
    profile_version: Annotated[
        str, typer.Option("--profile-version", metavar="3.0|2.0", help="Version of DCAT-AP.de of the catalogue.")
    ] = "3.0",
    limit: Annotated[
        float, typer.Option("--limit", metavar="MB", min=0.05, help="Longest file in megabytes; longer ones are split.")
    ] = 50,
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Write a graph as open data: a DCAT-AP.de catalogue, dumps, a description in VoID, checksums and a list of changes.

    Names of persons without a public office are replaced by █, and what is not public is left out. What was decided about each
    name stands in SITE-privacy-review.csv beside the folder: read it, and do not serve it.

    Example: **civicgraph publish -o oeffentlich**
    """
    from civicgraph.cli.output import counted
    from civicgraph.publish import publish as write
    from civicgraph.publish.tables.files import can_write_parquet
    from civicgraph.query import Graph

    if profile_version not in ("3.0", "2.0"):
        raise UsageError(f"--profile-version {profile_version}: take 3.0 or 2.0")
    with Graph.open(graph) as opened:
        count = write(opened, output, cast("Profile", profile_version), int(limit * 1_000_000))
    if not can_write_parquet():
        say("no Parquet was written: pyarrow is not installed: pip install 'civicgraph[parquet]'")
    say(f"{output}: {counted(count, 'file')}; read {output}-privacy-review.csv before you serve it")
