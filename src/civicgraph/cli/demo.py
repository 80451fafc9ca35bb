"""`civicgraph demo`: the bundled example, built, drawn and told."""

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from civicgraph.cli.app import app, mending, say

if TYPE_CHECKING:
    from civicgraph.query import Graph

OLDER, NEWER = "Smart People City Konzept", "Digitalstrategie 2030+"


@app.command()
@mending
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder for graph and views.")] = Path(
        "civicgraph-demo"
    ),
    show: Annotated[bool, typer.Option("--open", help="Open the lineage view in the browser.")] = False,
) -> None:
    """Build the bundled example, write its views, and answer how one policy led to another, with quotes.

    Example: civicgraph demo
    """
    import webbrowser

    from civicgraph.cli.output import counted
    from civicgraph.pipeline import build
    from civicgraph.privacy import published, redaction
    from civicgraph.query import Graph
    from civicgraph.store import write_atomically
    from civicgraph.view.lineage import lineage_html, lineage_model
    from civicgraph.view.network import Ask, network_page

    say("civicgraph: building the bundled example …")
    report = build([], folder / "graph")
    lineage, network = folder / "lineage.html", folder / "network.html"
    with Graph.open(folder / "graph") as graph:
        start, end = graph.names.one(OLDER, "Policy"), graph.names.one(NEWER, "Policy")
        model = lineage_model(graph, start, end, redaction(graph))
        write_atomically(lineage, lineage_html(model, "de").encode())
        page = network_page(published(graph), Ask())
        write_atomically(network, page.html.encode())
        print(f"How did {OLDER} lead to {NEWER}?\n\n{model.story.en}\n{model.story.de}\n")
        _print_quotes(graph)
    print(f"graph    {folder / 'graph'}  ({counted(report.pages, 'page')}, {report.generation.manifest.quads} quads)")
    print(f"lineage  {lineage}\nnetwork  {network}\n")
    print(f"Ask it:              civicgraph query questions --graph {quote(str(folder / 'graph'))}")
    print("What can be asked:   civicgraph query --list")
    print("Now your own page:   civicgraph build PAGE.html --out civicgraph-out")
    if show:
        webbrowser.open(lineage.resolve().as_uri())


def _print_quotes(graph: "Graph") -> None:
    """Print the edge, the steps and the open questions, each with the sentence that says so."""
    for row in graph.query("lineage"):
        print(f"  {row['policy']} ← {row['earlier_policy']} ({row['relation']}, {row['kind']})")
        print(f"      “{row['quote']}”  [{row['paper']}]")
    for row in graph.query("sequence"):
        told = "announced" if row["status"] == "planned" else row["status"] or "undated"
        print(f"  {row['raw_date']:<34} {row['actor'] or row['event']}: {told}")
        print(f"      “{' '.join(str(row['quote']).split())}”  [{row['policy']}]")
    for row in graph.query("unanswered"):
        print(f"  no answer found in the pages read: question {row['number']} of {row['paper']}")
        print(f"      “{row['text']}”")
    print()
