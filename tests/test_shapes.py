"""Each case of tests/shapes says in its name what the gate finds: 01-P passes, 02-V violates, 03-W warns, 04-I informs.

Letters add up ("05-VI-…"). pyshifty and pySHACL are asked the same.
"""

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import RDF, SH

from civicgraph.bundled import folder
from civicgraph.gate import Gate
from civicgraph.record import Finding

CASES = Path(__file__).parent / "shapes"
CASE = "https://civicgraph.invalid/t/"
FILES = sorted(CASES.glob("*.ttl"))
LETTERS = {"violation": "V", "warning": "W", "info": "I"}
GATHERED = 801


@cache
def gate() -> Gate:
    return Gate()


@cache
def nquads(file: Path) -> bytes:
    graph = ox.NamedNode(CASE + "graph")
    quads = ox.parse(path=file, format=ox.RdfFormat.TURTLE)
    written = ox.serialize(
        (ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads), format=ox.RdfFormat.N_QUADS
    )
    assert written is not None
    return written


@cache
def findings(file: Path) -> tuple[Finding, ...]:
    return tuple(gate().findings(nquads(file)))


def cases(file: Path) -> dict[str, str]:
    """Return the names of a file's cases with the letters that they claim, "" for P."""
    names = {quad.subject.value for quad in ox.parse(nquads(file), ox.RdfFormat.N_QUADS)}
    claims = {name.removeprefix(CASE): re.match(r"[0-9]+-([PVWI]+)-", name.removeprefix(CASE)) for name in names}
    return {name: claim.group(1).replace("P", "") for name, claim in claims.items() if claim is not None}


@cache
def shapes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for file in folder("shapes").glob("*.ttl"):
        graph.parse(file)
    return graph


def rules() -> set[rdflib.term.Node]:
    """Return the shapes that have constraints of their own: all property shapes, and node shapes with a message."""
    properties = set(shapes().subjects(RDF.type, SH.PropertyShape))
    nodes = {node for node in shapes().subjects(RDF.type, SH.NodeShape) if said(node)}
    return properties | nodes


def said(shape: rdflib.term.Node) -> list[rdflib.Literal]:
    """Return the messages of a shape, or of its SPARQL constraint."""
    spoken = [*shapes().objects(shape, SH.message), *shapes().objects(shape, SH.sparql / SH.message)]
    return [message for message in spoken if isinstance(message, rdflib.Literal)]


def local(shape: rdflib.term.Node) -> str:
    return str(shape).rpartition("#")[2]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_case_finds_what_its_name_claims(file: Path) -> None:
    found: dict[str, set[str]] = {}
    for finding in findings(file):
        found.setdefault(finding.subject.removeprefix(CASE), set()).add(LETTERS[finding.severity])
    claimed = cases(file)
    assert {name: found.get(name, set()) for name in claimed} == {
        name: set(letters) for name, letters in claimed.items()
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_pyshacl_finds_the_same(file: Path) -> None:
    report = gate().report(nquads(file))
    reported = set()
    for result in report.objects(report.value(None, RDF.type, SH.ValidationReport), SH.result):
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        severity = local(report.value(result, SH.resultSeverity) or rdflib.Literal("")).lower()
        shape = local(report.value(result, SH.sourceShape) or rdflib.Literal(""))
        reported.add((severity, shape, str(focus), "" if value is None or value == focus else str(value)))
    assert {(f.severity, f.rule, f.subject, f.value) for f in findings(file)} == reported


def test_all_cases_are_gathered() -> None:
    assert sum(len(cases(file)) for file in FILES) == GATHERED


def test_each_file_of_shapes_has_a_case_that_passes_and_one_that_violates() -> None:
    assert {file.stem for file in FILES} == {file.stem for file in folder("shapes").glob("*.ttl")}
    poor = {file.stem for file in FILES if not {"", "V"} <= set(cases(file).values())}
    assert poor == set()


def test_each_rule_is_broken_by_a_case() -> None:
    broken = {finding.rule for file in FILES for finding in findings(file)}
    for shape, scheme in shapes().subject_objects(SH.node):
        if local(shape) in broken:
            broken |= {local(inner) for inner in shapes().objects(scheme, SH.property)}
    assert {local(rule) for rule in rules()} - broken == set()


def test_each_concept_of_another_scheme_is_refused() -> None:
    schemes = {local(inner).removeprefix("ConceptShape-") for inner in shapes().objects(None, SH.node)}
    refused = {name for name, letters in cases(CASES / "concept.ttl").items() if letters == "V"}
    assert {re.sub(r"^[0-9]+-V-|-of-another-scheme$", "", name) for name in refused} == schemes


def test_each_rule_has_an_iri_a_severity_and_messages_in_both_languages() -> None:
    for rule in rules():
        assert isinstance(rule, rdflib.URIRef), rule
        assert re.fullmatch(r"https://w3id\.org/civicgraph/ns#[A-Z][A-Za-z]*Shape-[a-z0-9-]+", rule), rule
        assert shapes().value(rule, SH.severity) in (SH.Violation, SH.Warning, SH.Info), rule
        assert sorted(str(message.language) for message in said(rule)) == ["de", "en"], rule


def test_silence_of_a_source_is_no_violation() -> None:
    silent = {rule for rule in rules() if local(rule).endswith(("-missing", "-unknown"))}
    warned = {local(rule) for rule in silent if shapes().value(rule, SH.severity) == SH.Warning}
    assert {shapes().value(rule, SH.severity) for rule in silent} == {SH.Info, SH.Warning}
    assert warned == {
        "DecisionShape-outcome-missing",
        "MembershipShape-role-unknown",
        "MunicipalityShape-label-missing",
        "OrganizationShape-label-missing",
        "PaperShape-title-missing",
        "PaperShape-type-missing",
        "PersonShape-label-missing",
        "StationShape-role-unknown",
        "TextShape-text-missing",
    }


def test_each_term_of_shacl_is_one() -> None:
    terms = {local(term) for triple in shapes() for term in triple if str(term).startswith(str(SH))}
    assert {term for term in terms if term not in SH} == set()


def test_no_pattern_looks_ahead() -> None:
    patterns = [str(pattern) for pattern in shapes().objects(None, SH.pattern)]
    assert patterns
    assert [pattern for pattern in patterns if "(?" in pattern] == []
