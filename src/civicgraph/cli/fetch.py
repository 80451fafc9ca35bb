"""`civicgraph fetch`: fills the snapshot folder of a source from its web pages or its OParl endpoint."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from civicgraph.cli.app import app, mending, say
from civicgraph.cli.output import counted

if TYPE_CHECKING:
    from civicgraph.fetch import Report


@app.command()
@mending
def fetch(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="A folder with a source.toml, or the file itself.")],
    limit: Annotated[
        int | None,
        typer.Option("--limit", metavar="N", min=1, help="Ask for N pages at most; the next call goes on from there."),
    ] = None,
    files: Annotated[
        bool, typer.Option("--files", help="Of an OParl endpoint fetch the PDF and text files too.")
    ] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow private and loopback addresses: your own network.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be fetched; ask no server.")] = False,
) -> None:
    """Fetch the pages that a source.toml names into its folder, politely; what has not changed is not sent again.

    A run that was interrupted goes on where it was. A page that vanished keeps its last bytes and is marked.
    Exit code 1: something was refused or failed, or the run was interrupted (what was there is kept); 2: the call is wrong.

    Example: **civicgraph fetch sources/neuburg --limit 50**
    """
    if dry_run:
        _print_plan(source)
        return
    report = _fetched(source, limit, files, allow_private)
    _print_report(report)
    if not report.whole or report.ended == "interrupted":
        raise typer.Exit(1)


def _print_plan(source: Path) -> None:
    from civicgraph.fetch import fetchable, is_open, plan

    _, described = fetchable(source)
    for planned in plan(source):
        print(f"{'known' if planned.known else 'new':<9} {planned.url}")
    for pattern in described.read.follow:
        print(f"{'links':<9} {pattern}")
    say(
        f"at most {counted(described.read.max_pages, 'page')}, {described.read.delay:g} s between two requests to one host"
    )
    if is_open(source):
        say("a run was interrupted or reached its limit: it would go on, without the pages that it has")


def _fetched(source: Path, limit: int | None, files: bool, allow_private: bool) -> "Report":
    """Fetch with a progress bar on a terminal."""
    import sys

    from civicgraph.fetch import fetch as run

    if not sys.stderr.isatty():
        return run(source, limit, files, allow_private)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),  # addresses are text, whatever brackets they hold
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, rate="")

        def told(url: str, done: int, pending: int) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            rate = f"{done / elapsed:.1f} pages/s" if elapsed else ""
            bar.update(task, completed=done, total=done + pending, description=url[-50:], rate=rate)

        return run(source, limit, files, allow_private, told=told)


def _print_report(report: "Report") -> None:
    """Print what should be mended, then the short table that ends a run."""
    for finding in report.findings:
        about = f"{finding.page}: " if finding.page else ""
        say(f"{finding.severity}: {about}{finding.message_en}")
    if report.resumed:
        say(f"went on with a run that had done {counted(report.resumed, 'page')}")
    for outcome, number in report.counts.items():
        print(f"{outcome:<10} {number}")
