"""`civicgraph view lineage`: writes how one policy led to another as one HTML, SVG or JSON file."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, app, mending, say

if TYPE_CHECKING:
    from civicgraph.view.lineage import LineageModel

view_app = typer.Typer(
    help="Write a view of the graph: one file that loads nothing from elsewhere.", no_args_is_help=True
)
app.add_typer(view_app, name="view")


class Form(StrEnum):
    """What a lineage view may be written as."""

    HTML = "html"
    SVG = "svg"
    JSON = "json"


ENDINGS = {".html": ("html",), ".htm": ("html",), ".svg": ("svg",), ".json": ("json",)}


class Lang(StrEnum):
    """The languages of the views."""

    DE = "de"
    EN = "en"


PAGE_ENDINGS = {ending: ENDINGS[ending] for ending in (".html", ".htm")}
InLanguage = Annotated[
    Lang | None, typer.Option("--lang", help="Language it opens in. [default: the source's]", show_default=False)
]
Private = Annotated[
    bool,
    typer.Option(
        "--private",
        help="Show withheld names too, but nobody who is suppressed; what is written is marked as not for publication.",
    ),
]
Open = Annotated[bool, typer.Option("--open", help="Show what was written in the browser.")]


def checked(name: str, out: Path, show: bool) -> None:
    """Raise UsageError where a page cannot be written to `out`, or not be shown from there. name: of the command."""
    from civicgraph.cli.output import STDOUT, format_of
    from civicgraph.errors import UsageError

    format_of(out, None, PAGE_ENDINGS, "html", option="")
    if show and out == STDOUT:
        raise UsageError(f"{name}: --open shows a file: name one with -o")


@view_app.command("lineage")
@mending
def lineage(
    older: Annotated[
        str | None, typer.Option("--from", metavar="A", help="The older policy; without --to: all that it led to.")
    ] = None,
    newer: Annotated[
        str | None, typer.Option("--to", metavar="B", help="The newer policy; without --from: all that led to it.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The file to write; - for stdout. [default: lineage.html, .svg, .json]",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        Form | None,
        typer.Option("--format", "-f", help="[default: by the ending of FILE, else html]", show_default=False),
    ] = None,
    lang: InLanguage = None,
    private: Private = False,
    embed: Annotated[
        bool,
        typer.Option(
            "--embed",
            help="Write a compact page to stand in a frame of another page, and print the HTML of that frame.",
        ),
    ] = False,
    today: Annotated[
        datetime | None,
        typer.Option(
            "--today", metavar="DATE", formats=["%Y-%m-%d"], help="Day that an SVG marks as today. [default: none]"
        ),
    ] = None,
    show: Open = False,
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Draw how one policy led to another: lanes, dates, decisions, and the sentence that says so for each.

    Example: **civicgraph view lineage --from "Smart People City" --to "Digitalstrategie 2030+" -o lineage.html**
    """
    import webbrowser
    from urllib.parse import quote

    from civicgraph.cli.output import STDOUT, counted, deliver, format_of
    from civicgraph.errors import UsageError
    from civicgraph.privacy import redaction
    from civicgraph.query import Graph
    from civicgraph.view.lineage import lineage_model, snippet

    if older is None and newer is None:
        raise UsageError("view lineage: name the older policy with --from, the newer one with --to, or one of them")
    written = Form(format_of(out, form.value if form else None, ENDINGS, "html"))
    out = out or Path(f"lineage.{written.value}")
    if show and out == STDOUT:
        raise UsageError("view lineage: --open shows a file: name one with -o")
    if embed and written is not Form.HTML:
        raise UsageError(f"view lineage: --embed writes a page: name a .html file with -o, not {out}")
    if today and written is not Form.SVG:
        raise UsageError(
            f"view lineage: --today marks a day in an SVG; a page marks the reader's own: name a .svg file, not {out}"
        )
    with Graph.open(graph) as opened:
        start, end = (opened.names.one(name, "Policy") if name else None for name in (older, newer))
        if start == end:
            raise UsageError(
                f"view lineage: --from and --to both mean {opened.label(str(start))}: name two policies, or one"
            )
        model = lineage_model(opened, start, end, redaction(opened, private))
        spoken = {source.language for source in opened.generation.manifest.sources}
    chosen = lang.value if lang else "en" if spoken == {"en"} else "de"
    deliver(_written(model, written, chosen, embed, today), out)
    numbers = {"event": len(model.events), "lane": len(model.lanes), "page": len(model.pages)}
    say(f"{out}: {model.title.en}: {', '.join(counted(number, noun) for noun, number in numbers.items())}")
    if embed:
        frame = snippet(model, chosen, quote(out.name))
        say(frame) if out == STDOUT else print(frame)
    if show:
        webbrowser.open(out.resolve().as_uri())


def _written(model: "LineageModel", form: Form, lang: str, embed: bool, today: datetime | None) -> bytes:
    from civicgraph.view.lineage import lineage_html, lineage_json, lineage_svg

    match form:
        case Form.HTML:
            return lineage_html(model, lang, embed).encode()
        case Form.SVG:
            return lineage_svg(model, lang, today.date() if today else None).encode()
        case Form.JSON:
            return lineage_json(model)
