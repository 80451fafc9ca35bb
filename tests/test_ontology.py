"""The ontology, its schemes and alignments: complete in both languages, without circles, consistent, and one with the model."""

import json
import re
from functools import cache
from pathlib import Path

import owlrl  # type: ignore[import-untyped]
import pytest
import rdflib
from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, TIME, DefinedNamespaceMeta

from civicgraph.bundled import folder
from civicgraph.vocab import PREFIXES, fold

CG = rdflib.Namespace("https://w3id.org/civicgraph/ns#")
CGC = "https://w3id.org/civicgraph/concept/"
ELI = rdflib.Namespace("http://data.europa.eu/eli/ontology#")
ELI_DL = rdflib.Namespace("http://data.europa.eu/eli/eli-draft-legislation-ontology#")
MODEL = Path(__file__).parents[1] / "docs" / "graph-model.md"
ONTOLOGY = folder("ontology")
CONCEPTS = sorted((ONTOLOGY / "concepts").glob("*.ttl"))
ALIGNMENTS = sorted((ONTOLOGY / "align").glob("*.ttl"))
SCHEMES = {
    "answer-status",
    "body-kind",
    "claim-modifier",
    "consultation-role",
    "event-kind",
    "lineage-relation",
    "outcome",
    "paper-type",
    "participation-kind",
    "person-role",
    "reference-kind",
    "statement-kind",
    "step-status",
    "vote-result",
}
NAMED_CODES = {
    "answer-status": "answered answered-in-parts answered-jointly holding refused refers-elsewhere unanswered",
    "body-kind": "council committee board administration advisory-board district-council other",
    "claim-modifier": "exactly about over under up-to",
    "event-kind": "consultation funding-application participation publication adoption",
    "lineage-relation": "derived-from revises replaces implements influenced-by",
    "reference-kind": "follows-up mentions related superordinate subordinate",
    "statement-kind": "stated derived inferred corrected",
    "step-status": "held planned",
    "vote-result": "unanimous majority tie",
}
NEIGHBOURS = {
    "besluit": "http://data.vlaanderen.be/ns/besluit#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "eli-dl": "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
    "fabio": "http://purl.org/spar/fabio/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "frapo": "http://purl.org/cerif/frapo/",
    "m8g": "http://data.europa.eu/m8g/",
    "mandaat": "http://data.vlaanderen.be/ns/mandaat#",
    "oa": "http://www.w3.org/ns/oa#",
    "oparl": "https://schema.oparl.org/1.1/",
    "org": "http://www.w3.org/ns/org#",
    "pqa": "http://parliament.uk/ontologies/question-and-answer/",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "time": "http://www.w3.org/2006/time#",
}
LISTED: dict[str, DefinedNamespaceMeta] = {
    "dct": DCTERMS,
    "foaf": FOAF,
    "org": ORG,
    "prov": PROV,
    "schema": SDO,
    "time": TIME,
}


def read(*files: Path) -> rdflib.Graph:
    graph = rdflib.Graph()
    for file in files:
        graph.parse(file)
    return graph


@cache
def civic() -> rdflib.Graph:
    return read(ONTOLOGY / "civic.ttl")


@cache
def concepts() -> rdflib.Graph:
    return read(*CONCEPTS)


@cache
def shapes() -> rdflib.Graph:
    return read(*folder("shapes").glob("*.ttl"))


@cache
def everything() -> rdflib.Graph:
    return read(ONTOLOGY / "civic.ttl", *ALIGNMENTS, *CONCEPTS)


@cache
def terms() -> frozenset[str]:
    """Return the local names of the classes and properties of civic.ttl."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return frozenset(str(term).removeprefix(CG) for kind in kinds for term in civic().subjects(RDF.type, kind))


def model_names(prefix: str) -> set[str]:
    """Return the names with a prefix in the code spans of the model's page."""
    spans = " ".join(re.findall(r"`([^`]+)`", MODEL.read_text(encoding="utf-8")))
    tables = " ".join(re.findall(r"^\| ((?:cg|oa):.*?) \|", MODEL.read_text(encoding="utf-8"), re.MULTILINE))
    return set(re.findall(rf"(?<![\w:/-]){re.escape(prefix)}:([A-Za-z][A-Za-z0-9_]*)", f"{spans} {tables}"))


def without_words(graph: rdflib.Graph) -> rdflib.Graph:
    """Return a copy without the words for people: they entail nothing, and each costs a closure time."""
    copy = rdflib.Graph()
    for triple in graph:
        if triple[1] not in (SKOS.altLabel, SKOS.definition, SKOS.example, RDFS.comment):
            copy.add(triple)
    return copy


def rows(graph: rdflib.Graph, query: str) -> set[str]:
    """Return the first column of a query's rows."""
    return {str(row[0]) for row in graph.query(query)}  # type: ignore[index]


@pytest.mark.parametrize("file", sorted(p for p in ONTOLOGY.rglob("*") if p.suffix in {".ttl", ".jsonld"}), ids=str)
def test_each_file_parses_and_has_no_blank_node(file: Path) -> None:
    graph = read(file)
    assert {node for triple in graph for node in triple if isinstance(node, rdflib.BNode)} == set()
    assert len(graph) > 0 or file.suffix == ".jsonld"


def test_every_file_of_the_ontology_is_known() -> None:
    files = {str(p.relative_to(ONTOLOGY)) for p in ONTOLOGY.rglob("*") if p.is_file() and p.name != ".keep"}
    known = {f"concepts/{name}.ttl" for name in SCHEMES} | {f"align/{name}.ttl" for name in NEIGHBOURS}
    assert files == known | {"civic.ttl", "context.jsonld"}


def test_the_model_and_the_ontology_have_the_same_terms() -> None:
    assert model_names("cg") == terms()


@pytest.mark.parametrize("prop", ["rdfs:label", "rdfs:comment"])
def test_every_term_speaks_german_and_english(prop: str) -> None:
    query = f"""SELECT ?term WHERE {{ ?term rdfs:isDefinedBy ?ontology
        FILTER NOT EXISTS {{ ?term {prop} ?de , ?en FILTER ( LANG(?de) = "de" && LANG(?en) = "en" ) }} }}"""
    assert rows(civic(), query) == set()
    twice = f"""SELECT ?term WHERE {{ ?term {prop} ?one , ?other
        FILTER ( LANG(?one) = LANG(?other) && ?one != ?other ) }}"""
    assert rows(civic(), twice) == set()


def test_every_term_has_its_ontology_and_one_example() -> None:
    for name in terms():
        assert list(civic().objects(CG[name], RDFS.isDefinedBy)) == [rdflib.URIRef(CG)], name
        assert len(list(civic().objects(CG[name], SKOS.example))) == 1, name


def test_the_ontology_says_what_it_is() -> None:
    header = rdflib.URIRef(CG)
    assert (header, RDF.type, OWL.Ontology) in civic()
    assert {title.language for title in civic().objects(header, DCTERMS.title)} == {"de", "en"}  # type: ignore[attr-defined]
    for name in (OWL.versionInfo, OWL.versionIRI, DCTERMS.license):
        assert civic().value(header, name) is not None, name
    vann = rdflib.Namespace("http://purl.org/vocab/vann/")
    assert str(civic().value(header, vann.preferredNamespacePrefix)) == "cg"
    assert str(civic().value(header, vann.preferredNamespaceUri)) == str(CG) == PREFIXES["cg"]


def test_built_on_is_above_the_five_relations_and_led_to_is_its_inverse() -> None:
    above = set(civic().subjects(RDFS.subPropertyOf, CG.builtOn))
    assert above == {CG.derivedFrom, CG.revises, CG.replaces, CG.implements, CG.influencedBy}
    assert (CG.ledTo, OWL.inverseOf, CG.builtOn) in civic()


def test_offsets_are_said_to_count_code_points() -> None:
    comments = {comment.language: str(comment) for comment in civic().objects(CG.Evidence, RDFS.comment)}  # type: ignore[attr-defined]
    assert "Unicode-Codepunkte" in comments["de"]
    assert "Unicode code points" in comments["en"]


def test_every_term_is_used_by_a_shape_and_every_term_of_a_shape_is_defined() -> None:
    shape_iris = {node for node in shapes().subjects() if isinstance(node, rdflib.URIRef)}
    named = {node for node in shapes().objects() if isinstance(node, rdflib.URIRef) and node.startswith(CG)}
    used = {str(node).removeprefix(CG) for node in named - shape_iris}
    used |= {name for text in shapes().objects(None, SH.select) for name in re.findall(r"\bcg:(\w+)", str(text))}
    predicates = {str(node).removeprefix(CG) for node in shapes().predicates() if str(node).startswith(CG)}
    assert used | predicates <= terms()
    assert terms() - used == {"publicRole"}, "cg:publicRole is said of concepts, which are no output"


@pytest.mark.parametrize("concept_file", CONCEPTS, ids=lambda file: file.stem)
def test_each_scheme_is_complete(concept_file: Path) -> None:
    graph, scheme = read(concept_file), rdflib.URIRef(CGC + concept_file.stem)
    assert (scheme, RDF.type, SKOS.ConceptScheme) in graph
    members = set(graph.subjects(SKOS.inScheme, scheme))
    assert members == set(graph.subjects(RDF.type, SKOS.Concept))
    for subject in members | {scheme}:
        labels = [label.language for label in graph.objects(subject, SKOS.prefLabel)]  # type: ignore[attr-defined]
        assert sorted(labels) == ["de", "en"], subject
        definitions = [text.language for text in graph.objects(subject, SKOS.definition)]  # type: ignore[attr-defined]
        assert sorted(definitions) in ([], ["de", "en"]), subject
    for member in members:
        code = str(graph.value(member, SKOS.notation, any=False))
        assert str(member) == f"{scheme}/{code}"
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
        assert {wording.language for wording in graph.objects(member, SKOS.altLabel)} <= {"de"}  # type: ignore[attr-defined]
        above = list(graph.objects(member, SKOS.broader))
        assert ((member, SKOS.topConceptOf, scheme) in graph) is (not above), member
        assert set(above) <= members, member


@pytest.mark.parametrize("concept_file", CONCEPTS, ids=lambda file: file.stem)
def test_no_wording_stands_under_two_concepts_of_a_scheme(concept_file: Path) -> None:
    graph = read(concept_file)
    meant: dict[str, set[str]] = {}
    for member in graph.subjects(RDF.type, SKOS.Concept):
        for wording in [*graph.objects(member, SKOS.prefLabel), *graph.objects(member, SKOS.altLabel)]:
            if isinstance(wording, rdflib.Literal) and wording.language == "de":
                meant.setdefault(fold(str(wording)), set()).add(str(member))
    assert {wording: who for wording, who in meant.items() if len(who) > 1 or not wording} == {}


def test_the_codes_that_the_model_names_are_there() -> None:
    for name, codes in NAMED_CODES.items():
        members = concepts().subjects(SKOS.inScheme, rdflib.URIRef(CGC + name))
        assert {str(member).rpartition("/")[2] for member in members} == set(codes.split()), name


def test_values_of_standard_properties_have_their_types() -> None:
    for name, wanted in (
        ("outcome", ELI_DL.DecisionOutcome),
        ("consultation-role", ELI_DL.ProcessStage),
        ("paper-type", ELI.WorkType),
    ):
        members = set(concepts().subjects(SKOS.inScheme, rdflib.URIRef(CGC + name)))
        assert members <= set(concepts().subjects(RDF.type, wanted)), name


def test_noted_is_not_a_kind_of_adopted() -> None:
    noted, adopted = rdflib.URIRef(CGC + "outcome/noted"), rdflib.URIRef(CGC + "outcome/adopted")
    assert adopted not in set(concepts().transitive_objects(noted, SKOS.broader))
    under = {str(c).rpartition("/")[2] for c in concepts().transitive_subjects(SKOS.broader, adopted)}
    assert {"adopted-unchanged", "adopted-amended-in-committee", "accepted"} <= under
    assert not {"noted-without-vote", "recommended", "rejected"} & under


@pytest.mark.parametrize(
    "words", ["zur Kenntnis genommen", "beschlossen", "ungeändert beschlossen", "geändert beschlossen"]
)
def test_common_outcomes_are_labelled_as_pages_write_them(words: str) -> None:
    found = set(concepts().subjects(SKOS.prefLabel, rdflib.Literal(words, lang="de")))
    assert len(found) == 1


def test_every_person_role_says_whether_it_is_public() -> None:
    for role in concepts().subjects(SKOS.inScheme, rdflib.URIRef(CGC + "person-role")):
        said = list(concepts().objects(role, CG.publicRole))
        assert said in ([rdflib.Literal(True)], [rdflib.Literal(False)]), role


@pytest.mark.parametrize(
    ("code", "public"),
    [
        ("council-member", True),
        ("expert-citizen", True),
        ("lord-mayor", True),
        ("committee-chair", True),
        ("clerk", False),
        ("minute-taker", False),
        ("staff", False),
        ("department-head", False),
        ("resident", False),
        ("expert", False),
    ],
)
def test_mandates_and_offices_are_public_staff_and_residents_are_not(code: str, public: bool) -> None:
    assert concepts().value(rdflib.URIRef(f"{CGC}person-role/{code}"), CG.publicRole) == rdflib.Literal(public)


@pytest.mark.parametrize("file", ALIGNMENTS, ids=lambda file: file.stem)
def test_each_alignment_leads_from_our_terms_to_its_vocabulary(file: Path) -> None:
    relations = {RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch}
    found = [triple for triple in read(file) if str(triple[0]).startswith(CG)]
    assert found
    for ours, relation, theirs in found:
        assert str(ours).removeprefix(CG) in terms(), ours
        assert relation in relations, relation
        assert re.fullmatch(re.escape(NEIGHBOURS[file.stem]) + r"[A-Za-z][A-Za-z_]*", str(theirs)), theirs
        if file.stem in LISTED:
            assert str(theirs) in {str(each) for each in dir(LISTED[file.stem])}, theirs
        assert str(ours).removeprefix(CG)[0].isupper() or relation != RDFS.subClassOf, ours
        assert str(ours).removeprefix(CG)[0].islower() or relation != RDFS.subPropertyOf, ours


def test_nothing_is_said_to_be_equivalent() -> None:
    assert list(everything().subjects(OWL.equivalentClass)) == []


@pytest.mark.parametrize("relation", [RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader], ids=lambda iri: iri.fragment)
def test_nothing_stands_above_itself(relation: rdflib.URIRef) -> None:
    for lower, upper in everything().subject_objects(relation):
        assert lower not in set(everything().transitive_objects(upper, relation)), lower


@pytest.mark.parametrize("semantics", [owlrl.RDFS_Semantics, owlrl.OWLRL_Semantics], ids=["RDFS", "OWL-RL"])
def test_the_ontology_is_consistent(semantics: type) -> None:
    closed = without_words(everything())
    owlrl.DeductiveClosure(semantics).expand(closed)
    assert list(closed.subjects(RDF.type, OWL.Nothing)) == []
    error = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
    assert list(closed.subjects(RDF.type, error)) == []


def test_the_inverse_and_the_super_property_follow() -> None:
    graph = without_words(civic())
    newer, older = rdflib.URIRef("urn:x:newer"), rdflib.URIRef("urn:x:older")
    graph.add((newer, CG.revises, older))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert (older, CG.ledTo, newer) in graph


def test_the_context_covers_every_property_of_the_model() -> None:
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert context["@version"] == 1.1
    assert terms() <= set(context)
    prefixes = {name for name, entry in context.items() if isinstance(entry, str) and entry.endswith(("/", "#"))}
    assert not prefixes & terms()
    for prefix in ("dct", "eli", "eli-dl", "foaf", "oa", "org", "prov", "rdfs", "schema", "skos"):
        named = {f"{prefix}:{name}" for name in model_names(prefix) if name[0].islower()}
        assert named, prefix
        assert named <= set(context), prefix


def test_the_context_gives_each_property_the_type_of_its_values() -> None:
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    for name in terms():
        entry = context[name]
        if (CG[name], RDF.type, OWL.ObjectProperty) in civic():
            assert entry == {"@id": f"cg:{name}", "@type": "@id"}, name
        else:
            assert (entry if isinstance(entry, str) else entry["@id"]) == f"cg:{name}", name


def test_compact_json_is_read_back_as_the_same_statements() -> None:
    compact = {
        "@context": json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"],
        "id": "https://example.org/step/1",
        "type": "Step",
        "dct:source": "https://example.org/snapshot/1",
        "body": "https://example.org/body/rat",
        "event": "cgc:event-kind/consultation",
        "date": {
            "id": "https://example.org/interval/1",
            "raw": "Mai 2023",
            "edtf": "2023-05",
            "earliest": "2023-05-01",
        },
    }
    expected = rdflib.Graph().parse(
        format="turtle",
        data="""@prefix cg: <https://w3id.org/civicgraph/ns#> . @prefix x: <https://example.org/> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <https://example.org/step/1> a cg:Step ; <http://purl.org/dc/terms/source> <https://example.org/snapshot/1> ;
            cg:body <https://example.org/body/rat> ; cg:date <https://example.org/interval/1> ;
            cg:event <https://w3id.org/civicgraph/concept/event-kind/consultation> .
        <https://example.org/interval/1> cg:raw "Mai 2023" ; cg:earliest "2023-05-01"^^xsd:date ;
            cg:edtf "2023-05"^^<http://id.loc.gov/datatypes/edtf/EDTF> .""",
    )
    found = rdflib.Graph().parse(data=json.dumps(compact), format="json-ld")
    assert set(found) == set(expected)
