"""`civicgraph new-source`: the folder of a new council, ready to be filled."""

from pathlib import Path
from typing import Annotated

import typer

from civicgraph.cli.app import app, mending, say


@app.command("new-source")
@mending
def new_source(
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="Short name: ASCII letters, digits, hyphens.")],
    into: Annotated[Path, typer.Option("--into", metavar="DIR", help="Folder in which the new one is made.")] = Path(),
) -> None:
    """Write SLUG/source.toml with every key explained, a folder for a case, and a test that fails until the case is filled.

    Example: **civicgraph new-source neuburg --into data/sources**
    """
    from civicgraph.scaffold import new_source as write

    for path in write(slug, into):
        print(path)
    say(
        f"now: fill {into / slug / 'source.toml'}, save pages into {into / slug / 'pages'}, then: civicgraph build {into / slug}"
    )
