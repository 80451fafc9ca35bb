"""civicgraph build and civicgraph demo."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, app, mending, say
from civicgraph.errors import UsageError

if TYPE_CHECKING:
    from civicgraph.pipeline import Report


@app.command()
@mending
def build(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="SOURCE…",
            help="A folder with source.toml, a folder of pages, or one page. None: the bundled example.",
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the graph.")] = DEFAULT_GRAPH,
    add: Annotated[bool, typer.Option("--add", help="Keep what the folder holds of other sources.")] = False,
    reader: Annotated[
        str,
        typer.Option("--reader", metavar="NAME", help="Read every page so; without it each page decides by itself."),
    ] = "",
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, metavar="N", help="Processes that read pages.", show_default="one a core"),
    ] = None,
    scheduler: Annotated[
        str,
        typer.Option("--scheduler", metavar="tcp://HOST:PORT", help="Read pages on this Dask cluster (extra dask)."),
    ] = "",
    fresh: Annotated[bool, typer.Option("--fresh", help="Read everything anew, also what did not change.")] = False,
) -> None:
    """Build a checked, queryable graph from council pages.

    The folder becomes the image of exactly the sources named in this call (with --add: beside the others).
    Pages that did not change since the last build into this folder are not read again; the result is the same.
    Exit code 1: something was quarantined or nothing could be read; 2: the call is wrong.

    Example: civicgraph build page.html --out civicgraph-out
    """
    report = _built(list(sources or []), out, Choices(add, reader, workers, scheduler, fresh))
    _print_report(report, out)
    if report.quarantined:
        raise typer.Exit(1)


class Choices(NamedTuple):
    """How to build. workers: None for one a core; scheduler: address of a cluster, "" for none."""

    add: bool
    reader: str
    workers: int | None
    scheduler: str
    fresh: bool


def _built(sources: list[Path], out: Path, choices: Choices) -> "Report":
    """Build with a progress line on a terminal."""
    import sys
    from functools import partial

    from civicgraph.pipeline import build as build_sources
    from civicgraph.workers import available

    add, reader, workers, scheduler, fresh = choices
    if scheduler and workers:
        raise UsageError("--workers: the cluster has its own number of workers: take --workers or --scheduler")
    processes = workers or available()
    run = partial(
        build_sources, sources, out, add=add, reader=reader, workers=processes, scheduler=scheduler, fresh=fresh
    )
    if not sys.stderr.isatty():
        return run()
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:.0f} pages"),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def told(what: str, done: int) -> None:
            bar.update(task, completed=done, description=what[-60:])

        return run(progress=told)


def _print_report(report: "Report", out: Path) -> None:
    """Print what should be mended, then the short table that ends a build."""
    for finding in report.findings:
        if finding.severity != "info":
            value = f" [{finding.value}]" if finding.value else ""
            say(f"{finding.severity}: {finding.page or finding.source}: {finding.message_en}{value}")
    manifest = report.generation.manifest
    counts = {s: sum(f.severity == s for f in report.findings) for s in ("violation", "warning", "info")}
    rows = [
        ("pages", f"{report.pages} read, {report.unread} not read"),
        ("quads", str(manifest.quads)),
        (
            "findings",
            f"{counts['violation']} violations, {counts['warning']} warnings, {counts['info']} infos (civicgraph validate)",
        ),
        ("quarantined", str(report.quarantined)),
        ("fingerprint", manifest.fingerprint),
        ("version", manifest.version),
        ("graph", str(out)),
        ("dump", f"{report.generation.path / 'shards'} (N-Quads, gzip)"),
    ]
    for name, value in rows:
        print(f"{name:<12} {value}")
