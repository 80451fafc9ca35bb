"""Writes the graph as one file: N-Quads and TriG with its named graphs, Turtle and JSON-LD with each triple once."""

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pyoxigraph

from civicgraph.bundled import folder
from civicgraph.errors import OutputRefused, UsageError
from civicgraph.export.jsonld import jsonld
from civicgraph.export.lines import by_graph, quads, triples
from civicgraph.privacy import Redaction, redaction
from civicgraph.query import Graph
from civicgraph.query.prefixes import write_rdf


def export(graph: Graph, format: str, path: Path, private: bool = False) -> Redaction:
    """Write a graph to a file, whole or not at all, and return what was taken out. The same graph gives the same bytes.

    private: only who is suppressed is taken out, and the file says that it is not for publication.
    Raises UsageError where there is no such format, OutputRefused where the file cannot be written.
    """
    if format not in FORMATS:
        raise UsageError(f"--format {format}: not one of {', '.join(FORMATS)}")
    taken_out = redaction(graph, private)
    try:
        with _whole_file(path) as file:
            FORMATS[format](graph, taken_out, file)
    except OSError as error:
        raise OutputRefused(f"{path}: cannot be written ({error.strerror}): name another file with -o") from None
    return taken_out


def _nquads(graph: Graph, taken_out: Redaction, file: BinaryIO) -> None:
    file.write(_comment(graph, taken_out))
    with quads(graph.generation, taken_out) as lines:
        file.writelines(lines)


def _trig(graph: Graph, taken_out: Redaction, file: BinaryIO) -> None:
    file.write(_comment(graph, taken_out))
    lines = by_graph(graph.generation, taken_out)
    parsed = (quad for line in lines for quad in pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_QUADS))
    write_rdf(parsed, file, pyoxigraph.RdfFormat.TRIG)


def _turtle(graph: Graph, taken_out: Redaction, file: BinaryIO) -> None:
    file.write(_comment(graph, taken_out))
    with quads(graph.generation, taken_out) as lines:
        parsed = (
            quad.triple
            for line in triples(lines)
            for quad in pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES)
        )
        write_rdf(parsed, file, pyoxigraph.RdfFormat.TURTLE)


def _jsonld(graph: Graph, taken_out: Redaction, file: BinaryIO) -> None:
    context = json.loads((folder("ontology") / "context.jsonld").read_text("utf-8"))
    with quads(graph.generation, taken_out) as lines:
        file.writelines(jsonld(triples(lines), context, taken_out.notice))


FORMATS: dict[str, Callable[[Graph, Redaction, BinaryIO], None]] = {
    "nquads": _nquads,
    "trig": _trig,
    "turtle": _turtle,
    "jsonld": _jsonld,
}


def _comment(graph: Graph, taken_out: Redaction) -> bytes:
    """Say first what the reader holds: notice, fingerprint of the whole graph, sources and licences."""
    manifest = graph.generation.manifest
    lines = [taken_out.notice, f"civicgraph {manifest.version}, graph {manifest.fingerprint}"]
    lines += [" · ".join(filter(None, (s.slug, s.title, s.licence, s.attribution))) for s in manifest.sources]
    return "".join(f"# {' '.join(line.split())}\n" for line in lines).encode()


@contextlib.contextmanager
def _whole_file(path: Path) -> Iterator[BinaryIO]:
    """Hand out a file that gets its name only when all is written and on disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
