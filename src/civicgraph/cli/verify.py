"""`civicgraph verify`: does every quote still stand where the graph says?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, app, mending, say
from civicgraph.cli.output import deliver
from civicgraph.errors import UsageError

if TYPE_CHECKING:
    from civicgraph.verify import Verification


@app.command()
@mending
def verify(
    graph: GraphDir = DEFAULT_GRAPH,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against", metavar="FOLDER", help="The present pages of one source; else the snapshots beside the graph."
        ),
    ] = None,
    format: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="table or json.")] = "table",
    everything: Annotated[bool, typer.Option("--all", help="List also the quotes that are where they were.")] = False,
) -> None:
    """Look for every quote in the present pages: same, moved, changed, gone.

    Exit code 1: something changed or is gone.

    Example: **civicgraph verify --graph civicgraph-out --against data/sources/herne**
    """
    if format not in ("table", "json"):
        raise UsageError(f"--format {format}: write table or json")
    from civicgraph.query import Graph
    from civicgraph.verify import verify as run

    with Graph.open(graph) as opened:
        found = run(opened, against)
    deliver(_json(found, everything) if format == "json" else _table(found, everything).encode(), None)
    say(", ".join(f"{count} {state}" for state, count in found.counts.items()))
    if not found.holds:
        raise typer.Exit(1)


def _json(found: "Verification", everything: bool) -> bytes:
    import msgspec

    checks = [check for check in found.checks if everything or check.state != "same"]
    told = {"source": found.source, "counts": found.counts, "checks": checks}
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


def _table(found: "Verification", everything: bool) -> str:
    lines = []
    for check in found.checks:
        if everything or check.state != "same":
            where = f"{check.start}" if check.now_start is None else f"{check.start} → {check.now_start}"
            lines.append(f"{check.state:<8} {check.page}  {where}  {check.property or '-'}  {_short(check.quote)}")
            if check.now:
                lines.append(f"{'now':<8} {_short(check.now)}")
    return "".join(f"{line}\n" for line in lines)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 100 else flat[:99] + "…"
