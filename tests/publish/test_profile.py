"""The catalogue against the project's own shapes of DCAT-AP.de and against the official ones: both see what is missing."""

import csv
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import DCAT, DCTERMS, FOAF, RDF, SH, URIRef
from typer.testing import CliRunner

import civicgraph.publish
from civicgraph.bundled import folder
from civicgraph.cli import app
from civicgraph.publish import publish
from civicgraph.publish.catalogue import KINDS
from civicgraph.publish.profile import catalogue_findings
from civicgraph.query import Graph
from tests.shared import SHARED

OFFICIAL = SHARED / "data" / "dcat-ap-de"
SHAPES = OFFICIAL / "validator" / "resources"
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
AVAILABILITY = URIRef("http://data.europa.eu/r5r/availability")
AVAILABLE_TOO = URIRef("http://publications.europa.eu/resource/authority/planned-availability/STABLE")
MANDATORY = (
    (DCAT.Catalog, DCTERMS.title, "Catalog-title"),
    (DCAT.Catalog, DCTERMS.description, "Catalog-description"),
    (DCAT.Catalog, DCTERMS.publisher, "Catalog-publisher"),
    (DCAT.Dataset, DCTERMS.title, "Dataset-title"),
    (DCAT.Dataset, DCTERMS.description, "Dataset-description"),
    (DCAT.Dataset, DCTERMS.publisher, "Dataset-publisher"),
    (DCAT.Distribution, DCAT.accessURL, "Distribution-accessURL"),
    (DCAT.Distribution, DCTERMS.license, "Distribution-license"),
    (FOAF.Agent, FOAF.name, "Agent-name"),
    (VCARD.Kind, VCARD.hasEmail, "Kind-reach"),
    (SPDX.Checksum, SPDX.checksumValue, "Checksum-checksumValue"),
    (SPDX.Checksum, SPDX.algorithm, "Checksum-algorithm"),
)
RECOMMENDED = (
    (DCAT.Dataset, DCAT.theme, "Dataset-theme"),
    (DCAT.Dataset, DCAT.keyword, "Dataset-keyword"),
    (DCAT.Dataset, DCAT.contactPoint, "Dataset-contactPoint"),
    (DCAT.Dataset, DCTERMS.temporal, "Dataset-temporal"),
    (DCAT.Distribution, DCTERMS.format, "Distribution-format"),
    (DCAT.Distribution, DCAT.mediaType, "Distribution-mediaType"),
    (DCAT.Distribution, AVAILABILITY, "Distribution-availability-missing"),
    (FOAF.Agent, DCTERMS.type, "Agent-type"),
)
# Vocabularies that are not beside the project: the concepts that the catalogue uses, and their schemes.
SCHEMES = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix eu: <http://publications.europa.eu/resource/authority/> .
<http://publications.europa.eu/resource/authority/planned-availability/AVAILABLE> skos:inScheme eu:planned-availability .
<http://publications.europa.eu/resource/authority/access-right/PUBLIC> skos:inScheme eu:access-right .
<http://purl.org/adms/publishertype/LocalAuthority> skos:inScheme <http://purl.org/adms/publishertype/1.0> .
<http://dcat-ap.de/def/hashAlgorithms/sha/256> skos:inScheme <http://dcat-ap.de/def/hashAlgorithms> .
<http://dcat-ap.de/def/politicalGeocoding/municipalityKey/05916000>
    skos:inScheme <http://dcat-ap.de/def/politicalGeocoding/municipalityKey> .
"""
VOCABULARIES = ("licenses", "contributors", "data-theme", "file-type", "language", "politicalGeocodingLevel")
# What the official shapes of 2.0 recommend and the catalogue leaves out: path to reason.
LEFT_OUT = {
    "a point or box of the place": "the key of the municipality says where; no page gives a coordinate of a whole town"
}
needs_official = pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the official shapes are not beside the project")


@pytest.fixture(scope="module")
def catalogues(graph_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    out = tmp_path_factory.mktemp("profile")
    with Graph.open(graph_folder) as opened:
        publish(opened, out / "3")
        publish(opened, out / "2", "2.0")
    return {"3.0": out / "3" / "catalog.ttl", "2.0": out / "2" / "catalog.ttl"}


def without(path: Path, kind: URIRef, name: URIRef, into: Path) -> Path:
    """Write the catalogue without a property of all things of one class."""
    graph = rdflib.Graph().parse(path)
    gone = [(thing, name, value) for thing in graph.subjects(RDF.type, kind) for value in graph.objects(thing, name)]
    assert gone, f"the catalogue has no {name}"
    for triple in gone:
        graph.remove(triple)
    graph.serialize(into / "c.ttl")
    return into / "c.ttl"


def test_the_own_shapes_find_nothing_in_the_example(catalogues: dict[str, Path]) -> None:
    assert catalogue_findings(catalogues["3.0"], "dcat-ap-de") == []


@pytest.mark.parametrize(("kind", "name", "rule"), MANDATORY, ids=lambda v: str(v).rpartition("/")[2])
def test_each_mandatory_property_is_missed(
    kind: URIRef, name: URIRef, rule: str, catalogues: dict[str, Path], tmp_path: Path
) -> None:
    found = catalogue_findings(without(catalogues["3.0"], kind, name, tmp_path), "dcat-ap-de")
    assert ("violation", rule) in {(finding.severity, finding.rule) for finding in found}


@pytest.mark.parametrize(("kind", "name", "rule"), RECOMMENDED, ids=lambda v: str(v).rpartition("/")[2])
def test_each_recommended_property_is_a_warning(
    kind: URIRef, name: URIRef, rule: str, catalogues: dict[str, Path], tmp_path: Path
) -> None:
    found = catalogue_findings(without(catalogues["3.0"], kind, name, tmp_path), "dcat-ap-de")
    assert {(finding.severity, finding.rule) for finding in found} == {("warning", rule)}


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("data-theme/GOVE", "data-theme/COUNCIL", "Dataset-theme-list"),
        ("publishertype/LocalAuthority", "publishertype/Village", "Agent-type-list"),
        ("planned-availability/AVAILABLE", "planned-availability/SOON", "Dataset-availability-list"),
        ("access-right/PUBLIC", "access-right/OPEN", "Dataset-accessRights-list"),
        ("http://www.iana.org/assignments/media-types/text/turtle", "https://example.org/turtle", "Distribution-mediaType-list"),
        ("http://publications.europa.eu/resource/authority/language/DEU", "https://example.org/de", "Dataset-language-list"),
    ],
)  # fmt: skip
def test_a_code_that_is_in_no_list_is_found(
    old: str, new: str, rule: str, catalogues: dict[str, Path], tmp_path: Path
) -> None:
    text = catalogues["3.0"].read_text("utf-8")
    assert old in text
    (tmp_path / "c.ttl").write_text(text.replace(old, new), "utf-8")
    found = catalogue_findings(tmp_path / "c.ttl", "dcat-ap-de")
    assert ("violation", rule) in {(finding.severity, finding.rule) for finding in found}


@pytest.mark.parametrize("licence", ["dl-by-de/2.0", "cc-by/4.0"])
def test_a_licence_that_asks_for_the_name_needs_it(licence: str, catalogues: dict[str, Path], tmp_path: Path) -> None:
    graph = rdflib.Graph().parse(catalogues["3.0"])
    for file in list(graph.subjects(RDF.type, DCAT.Distribution)):
        graph.set((file, DCTERMS.license, URIRef(f"http://dcat-ap.de/def/licenses/{licence}")))
    graph.serialize(tmp_path / "named.ttl")
    graph.remove((None, URIRef("http://dcat-ap.de/def/dcatde/licenseAttributionByText"), None))
    graph.serialize(tmp_path / "unnamed.ttl")
    assert catalogue_findings(tmp_path / "named.ttl", "dcat-ap-de") == []
    assert {f.rule for f in catalogue_findings(tmp_path / "unnamed.ttl", "dcat-ap-de")} == {"Attribution"}


def test_the_code_lists_are_those_that_the_product_writes() -> None:
    listed = rdflib.Graph().parse(folder("shapes") / "dcat-ap-de" / "codes" / "lists.ttl")
    codes = {str(subject) for subject in listed.subjects()}
    licences = Path(civicgraph.publish.__file__).parent / "licences.csv"
    rows = list(csv.DictReader(licences.read_text("utf-8").splitlines()))
    assert {row["licence"] for row in rows} == {code for code in codes if "/def/licenses/" in code}
    assert {f"http://purl.org/adms/publishertype/{kind}" for kind in KINDS.values()} <= codes
    shapes = rdflib.Graph().parse(folder("shapes") / "dcat-ap-de" / "distribution.ttl")
    asking = {str(value) for head in shapes.objects(None, SH["in"]) for value in shapes.items(head)}
    assert asking == {row["licence"] for row in rows if row["attribution"] == "yes"}


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["catalog.ttl", "--profile", "dcat-ap-de"], 0, ""),
        (["catalog.rdf", "--profile", "dcat-ap-de"], 2, "no RDF file"),
        (["void.ttl", "--profile", "dcat-ap-de"], 1, "There-is-a-catalog"),
        (["catalog.ttl", "--profile", "dcat-ap-us"], 2, "not one of dcat-ap-de"),
        (["dumps", "--profile", "dcat-ap-de"], 2, "a profile judges files"),
    ],
)
def test_the_command(arguments: list[str], code: int, says: str, catalogues: dict[str, Path]) -> None:
    place = str(catalogues["3.0"].parent / arguments[0])
    ran = CliRunner().invoke(app, ["validate", place, *arguments[1:]])
    assert ran.exit_code == code
    assert says in ran.output


def results(path: Path, shapes: list[Path]) -> list[tuple[URIRef, URIRef, str]]:
    """Return severity, path and message of all that the official shapes find, with the vocabularies loaded."""
    data = rdflib.Graph().parse(path).parse(data=SCHEMES, format="turtle")
    for name in VOCABULARIES:
        listed = rdflib.Graph().parse(OFFICIAL / "eu-vocab" / f"{name}.ttl")
        for triple in listed.triples((None, rdflib.SKOS.inScheme, None)):
            data.add(triple)
    judging = rdflib.Graph()
    for file in shapes:
        judging.parse(file)
    _, report, _ = pyshacl.validate(data, shacl_graph=judging)
    assert isinstance(report, rdflib.Graph)
    return [
        (severity, URIRef(str(report.value(r, SH.resultPath))), str(report.value(r, SH.resultMessage)))
        for r, severity in report.subject_objects(SH.resultSeverity)
        if isinstance(severity, URIRef)
    ]


def official() -> list[Path]:
    names = ("SHACL-DE", "de-deprecated", "spec-german-additions", "de-controlledvocabularies")
    own = [SHAPES / "v3.0" / "shapes" / f"dcat-ap-{name}.ttl" for name in names]
    return [*own, OFFICIAL / "semic" / "3.0.0" / "dcat-ap-SHACL.ttl"]


@pytest.mark.shared
@needs_official
def test_the_official_shapes_find_nothing(catalogues: dict[str, Path]) -> None:
    assert results(catalogues["3.0"], official()) == []


@pytest.mark.shared
@needs_official
def test_the_official_shapes_know_the_availability_as_it_is_spelt(catalogues: dict[str, Path], tmp_path: Path) -> None:
    twice = rdflib.Graph().parse(catalogues["3.0"])
    for distribution in list(twice.subjects(RDF.type, DCAT.Distribution))[:1]:
        twice.add((distribution, AVAILABILITY, AVAILABLE_TOO))
    twice.serialize(tmp_path / "twice.ttl")
    found = results(tmp_path / "twice.ttl", official())
    assert found and {(severity, about) for severity, about, _ in found} == {(SH.Violation, AVAILABILITY)}


@pytest.mark.shared
@needs_official
def test_the_shapes_of_version_2_find_what_is_left_out_on_purpose(catalogues: dict[str, Path]) -> None:
    names = ("spec-german-additions", "spec-german-messages", "de-deprecated", "konventionen")
    found = results(catalogues["2.0"], [SHAPES / "v2.0" / "shapes" / f"dcat-ap-{name}.ttl" for name in names])
    assert [message for severity, _, message in found if severity == SH.Violation] == []
    assert len(found) == len(LEFT_OUT) and all("locn:geometry" in message for _, _, message in found)


@pytest.mark.shared
@needs_official
def test_the_official_shapes_miss_the_same_properties(catalogues: dict[str, Path], tmp_path: Path) -> None:
    path = catalogues["3.0"]
    for kind, name, _ in MANDATORY:
        path = without(path, kind, name, tmp_path)
    missed = {about for severity, about, _ in results(path, official()) if severity == SH.Violation}
    assert {name for _, name, _ in MANDATORY} - {VCARD.hasEmail} <= missed
    assert any(not about.startswith("http") for about in missed)  # of the contact: one of three, a blank node
