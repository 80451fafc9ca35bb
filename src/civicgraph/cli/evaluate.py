"""`civicgraph evaluate`: how well extraction reads, by pages with gold or by sheets that people coded."""

from pathlib import Path
from typing import Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, app, mending, say
from civicgraph.cli.output import deliver
from civicgraph.errors import UsageError

FORMATS = ("table", "csv", "json")


@app.command()
@mending
def evaluate(
    places: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="GOLD_FOLDER|SHEET.csv…", help="A folder of cases with gold, or one or two coded sheets."
        ),
    ] = None,
    format: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="table, csv or json.")] = "table",
    element: Annotated[
        str | None, typer.Option("--element", metavar="NAME", help="Only this element: questions, dates …")
    ] = None,
    system: Annotated[str | None, typer.Option("--system", metavar="NAME", help="Only cases of this system.")] = None,
    split: Annotated[
        str | None, typer.Option("--split", metavar="work|aside", help="Only cases of this split.")
    ] = None,
    floors: Annotated[
        Path | None,
        typer.Option("--floors", metavar="FILE", help="TOML, element = F1: exit code 1 where one is not reached."),
    ] = None,
    sample: Annotated[
        int | None, typer.Option("--sample", metavar="N", help="Draw a sheet of N values for coding.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Another seed draws another sheet.")] = 1,
    whole_pages: Annotated[
        bool, typer.Option("--whole-pages", help="Draw whole pages, so that recall can be told.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of stdout.")
    ] = None,
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Score extraction on cases with gold: precision, recall and F1 per element and system, what was missed and invented.

    With --sample: a sheet of values of a built graph with their quotes, for people to code. A coded sheet: precision with its
    95 % interval, recall where whole pages were coded. Two sheets of the same values: Cohen's kappa of their coders.

    Exit code 1: an element is below its floor.

    Example: **civicgraph evaluate tests/corpus --split work --element questions**
    """
    if format not in FORMATS:
        raise UsageError(f"--format {format}: not one of {', '.join(FORMATS)}")
    asked = places or []
    if sample is not None:
        _refuse_places(asked)
        _draw(sample, seed, whole_pages, graph, output)
    elif asked and all(place.suffix.lower() == ".csv" for place in asked):
        _sheets(asked, format, output)
    elif len(asked) == 1 and asked[0].is_dir():
        _cases(asked[0], format, (element, system, split), floors, output)
    else:
        raise UsageError(
            "evaluate: name one folder of cases with gold, or one or two coded sheets (.csv), or draw one: --sample 60"
        )


def _refuse_places(places: list[Path]) -> None:
    if places:
        raise UsageError(f"evaluate --sample: draws from the graph of --graph: leave out {places[0]}")


def _draw(size: int, seed: int, whole_pages: bool, folder: Path, output: Path | None) -> None:
    from civicgraph.evaluate.sample import sheet
    from civicgraph.query import Graph

    with Graph.open(folder) as opened:
        drawn = sheet(opened, size, seed, whole_pages)
    deliver(drawn.encode(), output)


def _sheets(paths: list[Path], format: str, output: Path | None) -> None:
    from civicgraph.evaluate.coded import agreement, coded, judged
    from civicgraph.evaluate.sheets import agreement_text, judged_text

    if len(paths) > 2:
        raise UsageError("evaluate: agreement is told of two sheets: name one or two")
    sheets = [coded(path) for path in paths]
    told = agreement_text(agreement(*sheets), format) if len(sheets) == 2 else judged_text(judged(sheets[0]), format)
    deliver(told.encode(), output)


def _cases(
    folder: Path, format: str, only: tuple[str | None, str | None, str | None], floors: Path | None, output: Path | None
) -> None:
    from civicgraph.evaluate import cases, evaluate
    from civicgraph.evaluate.comparing import RULES
    from civicgraph.evaluate.floors import below
    from civicgraph.evaluate.floors import floors as read_floors
    from civicgraph.evaluate.report import report_text

    element, system, split = only
    if element is not None and element not in RULES:
        raise UsageError(f"--element {element}: not one of {', '.join(RULES)}")
    known = read_floors(floors) if floors is not None else {}
    scored = evaluate(cases(folder, system, split), element)
    deliver(report_text(scored, format).encode(), output)
    failed = below(scored, known)
    for line in failed:
        say(line)
    if failed:
        raise typer.Exit(1)
