"""`civicgraph correct`: write down what a page says otherwise than the graph."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, app, mending, say
from civicgraph.errors import UsageError

if TYPE_CHECKING:
    from civicgraph.query import Graph


@app.command()
@mending
def correct(
    thing: Annotated[
        str, typer.Argument(metavar="THING", help="IRI, number, label or an unambiguous beginning of one.")
    ],
    source: Annotated[Path, typer.Option("--source", metavar="FOLDER", help="Folder with source.toml.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")],
    by: Annotated[str, typer.Option("--by", metavar="INITIALS", help="Who says so.")],
    property: Annotated[
        str,
        typer.Option(
            "--property", metavar="NAME", help="Such as dct:title; without it --reject rejects the whole thing."
        ),
    ] = "",
    reject: Annotated[bool, typer.Option("--reject", help="The value, or the whole thing, is wrong.")] = False,
    replace: Annotated[str, typer.Option("--replace", metavar="VALUE", help="This value holds instead.")] = "",
    add: Annotated[str, typer.Option("--add", metavar="VALUE", help="This value holds too.")] = "",
    old: Annotated[
        str, typer.Option("--old", metavar="VALUE", help="Which value is meant, where there are several.")
    ] = "",
    quote: Annotated[
        str, typer.Option("--quote", metavar="TEXT", help="Words of the page; else the first quote of the thing.")
    ] = "",
    day: Annotated[str, typer.Option("--date", metavar="JJJJ-MM-TT", help="Day of the correction; else today.")] = "",
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Add an entry to corrections.toml beside source.toml; it wins over extraction from the next build on.

    Example: **civicgraph correct 2023/0386 --source FOLDER --property dct:title --replace "Neuer Titel" --reason Tippfehler --by mk**
    """
    if [reject, bool(replace), bool(add)].count(True) != 1:
        raise UsageError("correct: name one of --reject, --replace VALUE and --add VALUE")
    if not (source / "source.toml").is_file():
        raise UsageError(f"--source {source}: there is no source.toml: corrections stand beside it")
    from civicgraph.corrections import Correction, corrections_in, entry
    from civicgraph.query import Graph
    from civicgraph.store import write_atomically

    with Graph.open(graph) as opened:
        iri = _one(opened, thing)
        _check_property(opened, iri, property, bool(add))
        made = Correction(
            thing=iri,
            action="reject" if reject else "replace" if replace else "add",
            quote=quote or _quote(opened, iri, property),
            reason=reason,
            date=_day(day),
            by=by,
            property=property,
            old=old,
            value=replace or add,
        )
    place = source / "corrections.toml"
    before = place.read_text("utf-8") if place.is_file() else "# What people corrected (docs/corrections.md).\n"
    written = (before + entry(made)).encode()
    count = len(corrections_in(written, place))
    write_atomically(place, written)
    say(f"{place}: {count} corrections; build again: civicgraph build {source} --out {graph}")


def _one(graph: "Graph", thing: str) -> str:
    """Return the IRI of the one thing that is named so. Raises ThingUnknown, or UsageError where several are."""
    found = graph.names.find(thing)
    if len(found) != 1:
        raise UsageError(f"{thing}: several things are named so: take an IRI: {', '.join(found[:10])}")
    return found[0]


def _check_property(graph: "Graph", iri: str, name: str, is_new: bool) -> None:
    """Raise UsageError where the thing has no such property, or, for a new value, where nothing in the graph has it."""
    from civicgraph.vocab import PREFIXES, term

    if not name:
        return
    if name.partition(":")[0] not in PREFIXES:
        raise UsageError(f"--property {name}: write a prefixed name such as dct:title (docs/graph-model.md)")
    subject = "?any" if is_new else f"<{iri}>"
    if not graph.query(f"ASK {{ {subject} <{term(name)}> ?value }}"):
        raise UsageError(
            f"--property {name}: {'nothing' if is_new else iri} has it: civicgraph show names those there are"
        )


def _quote(graph: "Graph", iri: str, name: str) -> str:
    """Return the first quote of a thing's property, else of the thing. Raises UsageError where it has none."""
    from civicgraph.query.show import known

    quotes = known(graph, iri).quotes
    local = name.partition(":")[2]
    own = [quote.quote for quote in quotes if local and quote.property == local] or [quote.quote for quote in quotes]
    if not own:
        raise UsageError(f"{iri}: nothing is quoted of it: give the words of the page with --quote")
    return own[0]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise UsageError(f"--date {text}: write it as 2024-05-02") from None
