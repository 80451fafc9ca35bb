"""`civicgraph view lineage`: writes how one policy led to another as one HTML, SVG or JSON file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, app, mending, say

view_app = typer.Typer(
    help="Write a view of the graph: one file that loads nothing from elsewhere.", no_args_is_help=True
)
app.add_typer(view_app, name="view")


class Form(StrEnum):
    """What a lineage view may be written as."""

    HTML = "html"
    SVG = "svg"
    JSON = "json"


class Lang(StrEnum):
    """The languages of the views."""

    DE = "de"
    EN = "en"


@view_app.command("lineage")
@mending
def lineage(
    older: Annotated[
        str | None, typer.Option("--from", metavar="A", help="The older policy; without --to: all that it led to.")
    ] = None,
    newer: Annotated[
        str | None, typer.Option("--to", metavar="B", help="The newer policy; without --from: all that led to it.")
    ] = None,
    out: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")] = Path(
        "lineage.html"
    ),
    form: Annotated[
        Form | None,
        typer.Option("--format", "-f", help="[default: by the ending of FILE, else html]", show_default=False),
    ] = None,
    lang: Annotated[
        Lang | None,
        typer.Option("--lang", help="Language that the view opens in. [default: the source's]", show_default=False),
    ] = None,
    private: Annotated[
        bool, typer.Option("--private", help="Show withheld names too; the view is marked as not for publication.")
    ] = False,
    show: Annotated[bool, typer.Option("--open", help="Show the file in the browser.")] = False,
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Draw how one policy led to another: lanes, dates, decisions, and the sentence that says so for each.

    Example: **civicgraph view lineage --from "Smart People City" --to "Digitalstrategie 2030+" -o lineage.html**
    """
    import webbrowser

    from civicgraph.cli.output import deliver
    from civicgraph.errors import UsageError
    from civicgraph.privacy import redaction
    from civicgraph.query import Graph
    from civicgraph.view.lineage import lineage_html, lineage_json, lineage_model, lineage_svg

    if older is None and newer is None:
        raise UsageError("view lineage: name the older policy with --from, the newer one with --to, or one of them")
    with Graph.open(graph) as opened:
        start, end = (opened.names.one(name, "Policy") if name else None for name in (older, newer))
        model = lineage_model(opened, start, end, redaction(opened, private))
        spoken = {source.language for source in opened.generation.manifest.sources}
    chosen = lang.value if lang else "en" if spoken == {"en"} else "de"
    written = form or next((f for f in Form if out.suffix.lower() == f".{f.value}"), Form.HTML)
    match written:
        case Form.HTML:
            content = lineage_html(model, chosen).encode()
        case Form.SVG:
            content = lineage_svg(model, chosen).encode()
        case Form.JSON:
            content = lineage_json(model)
    deliver(content, out)
    say(f"{out}: {model.title.en}: {len(model.events)} events, {len(model.lanes)} lanes, {len(model.pages)} pages")
    if show:
        webbrowser.open(out.resolve().as_uri())
