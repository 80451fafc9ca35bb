"""The plain pipeline beside ours: an rdflib Graph per document, pySHACL with the shapes parsed once, N-Quads written once.

    python -m benchmarks.plain DUMP

It reads and extracts with the same functions, and says the same triples with rdflib's terms: that is asserted for each document. A
document is an object of the dump with all it embeds; ours makes a graph of each of these, so the peer validates four times fewer graphs.
What papers say together (links, identities) the peer leaves out; ours has it in a whole build. Prints the seconds of each stage as JSON.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyoxigraph
import pyshacl
import rdflib
from rdflib import XSD, Literal, URIRef

from civicgraph.bundled import folder
from civicgraph.extract import extract
from civicgraph.lift import lift_page, page, quads
from civicgraph.lift import lift_page as own_lift
from civicgraph.read import read
from civicgraph.record import Finding, PageRecords
from civicgraph.snapshot import snapshots
from civicgraph.source import locate
from civicgraph.vocab import EDTF, term

_DOCUMENT = re.compile(r"oparl/(organization|[a-z]+)/(\d+)")


class Statements:
    """Takes the statements of the lift as rdflib terms, into one Graph for each document."""

    into = rdflib.Graph()

    def __init__(self, name: str) -> None:
        self.name = name
        self._told: set[str] = set()

    def is_first(self, subject: str) -> bool:
        """Tell whether nobody asked this of a subject before."""
        is_new = subject not in self._told
        self._told.add(subject)
        return is_new

    def add(self, subject: str, predicate: str, obj: Literal | URIRef) -> None:
        """Add a triple whose object is a term of rdflib."""
        self.into.add((URIRef(subject), URIRef(term(predicate)), obj))

    def link(self, subject: str, predicate: str, obj: str) -> None:
        """Add a triple whose object is an IRI."""
        self.add(subject, predicate, URIRef(obj))

    def value(self, subject: str, predicate: str, value: object) -> None:
        """Add a triple whose object is a literal, unless there is nothing to say."""
        if value is not None and value != "":
            self.add(subject, predicate, _literal(value))

    def lines(self) -> list[bytes]:
        """Nothing: the triples are in the Graph."""
        return []


def _literal(value: object) -> Literal:
    """Return a Python value as rdflib writes it."""
    if isinstance(value, datetime):
        return Literal(re.sub(r"\+00:00$", "Z", value.isoformat()), datatype=XSD.dateTime)
    if isinstance(value, Decimal):
        return Literal(f"{value:f}", datatype=XSD.decimal)
    if isinstance(value, str | bool | int | date):
        return Literal(value)
    raise TypeError(f"no literal for {type(value).__name__}")


def _as_rdflib() -> Any:
    """Let the lift speak to rdflib: its own Graph and its functions for literals are replaced while this holds."""
    return patch.multiple(
        quads,
        text=Literal,
        edtf=lambda value: Literal(value, datatype=URIRef(EDTF)),
        number=lambda value: Literal(value, datatype=XSD.decimal if "." in value else XSD.integer),
    )


def documents(dump: Path) -> tuple[list[list[PageRecords]], str, float]:
    """Return the pages of each document, the base of their IRIs, and the seconds that reading and extracting took."""
    located = locate(dump)
    begin = time.perf_counter()
    found: dict[str, list[PageRecords]] = defaultdict(list)
    for item in snapshots(located):
        if isinstance(item, Finding):
            continue
        got = read(item, located.source.slug, "")
        if isinstance(got, Finding):
            continue
        records = extract(got, located.source.slug, located.source.zone)
        found[_document(item.snapshot.locations)].append(records)
    return list(found.values()), located.source.base, time.perf_counter() - begin


def _document(locations: Iterable[str]) -> str:
    """Return the number of the document that an object belongs to; objects of the generator bear it in their id."""
    match = _DOCUMENT.search(" ".join(locations))
    if match is None:
        return " ".join(locations)
    return match.group() if match.group(1) == "organization" else match.group(2)


def graphs(groups: list[list[PageRecords]], base: str) -> list[rdflib.Graph]:
    """Return an rdflib Graph of each document."""
    made = []
    with patch.object(page, "Graph", Statements), _as_rdflib():
        for group in groups:
            Statements.into = rdflib.Graph()
            for records in group:
                lift_page(records, base)
            made.append(Statements.into)
    return made


def shapes() -> rdflib.Graph:
    """Return the shapes, parsed once."""
    parsed = rdflib.Graph()
    for file in sorted(folder("shapes").glob("*.ttl")):
        parsed.parse(file, format="turtle")
    return parsed


def concepts() -> rdflib.Graph:
    """Return what the shapes look at in the concept schemes."""
    parsed = rdflib.Graph()
    for file in sorted((folder("ontology") / "concepts").glob("*.ttl")):
        parsed.parse(file, format="turtle")
    kept = rdflib.Graph()
    kept += parsed.triples((None, rdflib.SKOS.inScheme, None))
    return kept


def judge(made: list[rdflib.Graph]) -> int:
    """Validate each Graph by pySHACL and return of how many it says nothing, not even a warning."""
    rules, schemes = shapes(), concepts()
    count = 0
    for graph in made:
        conforms, _, _ = pyshacl.validate(graph + schemes, shacl_graph=rules, inplace=True)
        count += conforms is True
    return count


def write(made: list[rdflib.Graph], into: Path) -> int:
    """Write each Graph under a name of its own as N-Quads and return the bytes."""
    with into.open("w", encoding="utf-8", newline="\n") as file:
        for number, graph in enumerate(made):
            name = f" <urn:document:{number}> .\n"
            for triple in graph:
                file.write(" ".join(part.n3() for part in triple) + name)
    return into.stat().st_size


def assert_same(groups: list[list[PageRecords]], made: list[rdflib.Graph], base: str) -> int:
    """Return the number of triples. Raises AssertionError where a document's triples are not those that our lift writes."""
    count = 0
    for group, graph in zip(groups, made, strict=True):
        lines = b"".join(line for records in group for line in own_lift(records, base))
        mine = {str(quad.triple) for quad in pyoxigraph.parse(lines, pyoxigraph.RdfFormat.N_QUADS)}
        text = graph.serialize(format="nt11", encoding="utf-8")
        theirs = {str(quad.triple) for quad in pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_TRIPLES)}
        assert mine == theirs, sorted(mine ^ theirs)[:4]
        count += len(mine)
    return count


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("dump", type=Path)
    given = parser.parse_args()
    groups, base, reading = documents(given.dump)
    begin = time.perf_counter()
    made = graphs(groups, base)
    lifting = time.perf_counter() - begin
    begin = time.perf_counter()
    own = [own_lift(records, base) for group in groups for records in group]
    own_lifting = time.perf_counter() - begin
    triples = assert_same(groups, made, base)
    begin = time.perf_counter()
    conforming = judge(made)
    judging = time.perf_counter() - begin
    with tempfile.TemporaryDirectory() as scratch:
        begin = time.perf_counter()
        size = write(made, Path(scratch) / "plain.nq")
        writing = time.perf_counter() - begin
    stages = {"reading": reading, "lifting": lifting, "judging": judging, "writing": writing}
    counts = {
        "documents": len(groups),
        "pages": len(own),
        "triples": triples,
        "without_result": conforming,
        "bytes": size,
    }
    json.dump({**stages, **counts, "own_lifting": own_lifting}, sys.stdout)
    print()


if __name__ == "__main__":
    main()
