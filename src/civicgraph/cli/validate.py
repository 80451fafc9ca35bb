"""`civicgraph validate`: what the shapes find in a built graph or in RDF files."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from civicgraph.cli.app import DEFAULT_GRAPH, GraphDir, app, mending, say
from civicgraph.cli.output import deliver
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
    graph: GraphDir = DEFAULT_GRAPH,
) -> None:
    """Show all findings: of the build for a folder, of the shapes for RDF files (.ttl, .nt, .nq, .trig, .jsonld).

    Exit code 1: something is malformed (a violation).

    Example: **civicgraph validate civicgraph-out --format json**
    """
    asked = places or [graph]
    findings = [finding for place in asked for finding in _findings(place)]
    if format == "turtle" and len(asked) == 1 and asked[0].is_file():
        deliver(_report(asked[0]), None)
    else:
        from civicgraph.query.findings import findings_bytes

        deliver(findings_bytes(findings, format, language, sys.stdout.isatty()), None)
    counts = {s: sum(f.severity == s for f in findings) for s in ("violation", "warning", "info")}
    say(f"{counts['violation']} violations, {counts['warning']} warnings, {counts['info']} infos")
    if counts["violation"]:
        raise typer.Exit(1)


def _findings(place: Path) -> "list[Finding]":
    if place.is_file():
        from civicgraph.gate import Gate
        from civicgraph.query.findings import graphs

        gate = Gate()
        return [finding for nquads in graphs(place) for finding in gate.findings(nquads)]
    if not place.exists() and place.suffix:
        raise UsageError(f"{place}: there is no such file: name another")
    from civicgraph.store import current

    return list(current(place).findings())


def _report(path: Path) -> bytes:
    """Return pySHACL's own report on a file, all of its graphs in one."""
    import rdflib

    from civicgraph.gate import Gate
    from civicgraph.query.findings import graphs

    gate, report = Gate(), rdflib.Graph()
    for nquads in graphs(path):
        report += gate.report(nquads)
    return report.serialize(format="turtle").encode()
