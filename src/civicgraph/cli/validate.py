"""`civicgraph validate`: what the shapes find in a built graph or in RDF files."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, app, mending, say
from civicgraph.cli.output import counted, deliver
from civicgraph.errors import UsageError

if TYPE_CHECKING:
    from civicgraph.record import Finding


@app.command()
@mending
def validate(
    places: Annotated[
        list[Path] | None, typer.Argument(metavar="DIR|FILE…", help="Folders of built graphs, or RDF files.")
    ] = None,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help="table, json, or turtle (a SHACL report).")
    ] = "table",
    language: Annotated[str, typer.Option("--language", metavar="de|en", help="Of the messages in a table.")] = "de",
    profile: Annotated[
        str, typer.Option(metavar="dcat-ap-de", help="Judge RDF files as catalogues of DCAT-AP.de 3.0 instead.")
    ] = "",
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Show all findings: of the build for a folder, of the shapes for RDF files (.ttl, .nt, .nq, .trig, .jsonld).

    A file without named graphs is not judged for what holds on one page alone, as how many values a thing has.

    Exit code 1: something is malformed (a violation).

    Example: **civicgraph validate civicgraph-out --format json**
    """
    asked = places or [graph]
    findings = [
        finding for place in asked for finding in (_of_profile(place, profile) if profile else _findings(place))
    ]
    from civicgraph.query.findings import findings_bytes

    deliver(findings_bytes(findings, format, language, sys.stdout.isatty()), None)
    counts = {s: sum(f.severity == s for f in findings) for s in ("violation", "warning", "info")}
    say(", ".join(counted(number, severity) for severity, number in counts.items()))
    if counts["violation"]:
        raise typer.Exit(1)


def _of_profile(place: Path, profile: str) -> "list[Finding]":
    from civicgraph.publish.profile import PROFILES, catalogue_findings

    if profile not in PROFILES:
        raise UsageError(f"--profile {profile}: not one of {', '.join(PROFILES)}")
    if not place.is_file():
        raise UsageError(f"{place}: a profile judges files: name one, e.g. site/catalog.ttl")
    return catalogue_findings(place, profile)


def _findings(place: Path) -> "list[Finding]":
    if place.is_file():
        from civicgraph.gate import Gate
        from civicgraph.query.findings import graphs, of_several_pages

        gate, findings = Gate(), []
        for nquads in graphs(place):
            several = of_several_pages(nquads)
            if several:
                say(
                    f"{place}: several pages in one graph: what a shape says of one page (how many values, in which "
                    f"order) is not judged for {counted(len(several), 'thing')} that several pages tell of; "
                    "export --format trig keeps the pages apart"
                )
            findings += gate.findings(nquads, several)
        return findings
    if not place.exists() and place.suffix:
        raise UsageError(f"{place}: there is no such file: name another")
    from civicgraph.store import current

    return list(current(place).findings())
