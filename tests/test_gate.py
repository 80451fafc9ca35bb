"""What the gate says of graphs as lift writes them, of broken output, and of shapes it cannot run."""

import csv
import random
from datetime import date
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.namespace import RDF, SH

from civicgraph.dates import When
from civicgraph.gate import Gate
from civicgraph.gate.shape import shapes
from civicgraph.gate.triples import Triples
from civicgraph.lift import lift_identity, lift_links, lift_page
from civicgraph.record import (
    About,
    Alignment,
    Answer,
    Body,
    Cited,
    Decision,
    Evidence,
    Identity,
    Join,
    Lineage,
    Links,
    Name,
    PageRecords,
    Paper,
    Policy,
    Question,
    QuestionStatus,
    Snapshot,
    Step,
    Thing,
)

BASE = "https://example.org/town"
TEXT = "😀 Vorlage-Art: Anfrage\n1. Was gilt?\nZu 1: Alles.\nRat der Stadt 24.11.2022 beschlossen"
SHA = "ab" * 32
GRAPH = "<https://example.org/town/graph/test>"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"


@cache
def gate() -> Gate:
    return Gate()


def evidence(quote: str, name: str = "", shift: int = 0) -> tuple[Cited, ...]:
    """Return the place of a quote as evidence, moved by some code points."""
    start = TEXT.index(quote) + shift
    end = start + len(quote)
    place = Evidence(text=SHA, start=start, end=end, quote=quote, prefix=TEXT[max(0, start - 5) : start], suffix="")
    return (Cited(property=name, evidence=place),)


def page(*things: Thing, text: str = TEXT) -> bytes:
    """Return the graph that lift writes of a page with these things."""
    snapshot = Snapshot(sha256=SHA, media_type="text/plain", size=9, locations=("a.txt",))
    records = PageRecords(
        snapshot=snapshot,
        text_sha256=SHA,
        text=text,
        reader="plain",
        reader_version="1",
        page_kind="auszug",
        as_of=date(2023, 4, 25),
        paper="1",
        things=things,
    )
    return b"".join(lift_page(records, BASE))


def found(nquads: bytes | str) -> set[tuple[str, str]]:
    return {(finding.severity, finding.rule) for finding in gate().findings(nquads)}


COUNCIL = Body(key="rat", name="Rat der Stadt", classification="council", cites=evidence("Rat der Stadt"))
INQUIRY = Paper(key="1", number="1", title="Anfrage", paper_type="inquiry", cites=evidence("Anfrage", "eli:work_type"))
QUESTION = Question(paper="1", key="1", number="1", position=1, text="Was gilt?", cites=evidence("Was gilt?"))
WHEN = When(raw="24.11.2022", edtf="2022-11-24", earliest=date(2022, 11, 24), latest=date(2022, 11, 24), anchor=None)
STEP = Step(
    about=About(noun="paper", key="1"), body="rat", when=WHEN, position=1, status="held", cites=evidence("24.11.2022")
)
DECISION = Decision(about=STEP.about, raw_outcome="beschlossen", outcome="adopted", body="rat", when=WHEN, step=STEP)


def test_what_lift_writes_of_a_page_passes() -> None:
    older, newer = Policy(key="alt", name="Altes Konzept"), Policy(key="neu", name="Neues Konzept")
    lineage = Lineage(newer="neu", older="alt", relation="revises")
    assert found(page(COUNCIL, INQUIRY, QUESTION, STEP, DECISION, older, newer, lineage)) == set()


def test_what_lift_writes_of_identities_passes() -> None:
    rat = Name(noun="body", key="rat", preferred="Rat der Stadt", others=("Rat",), canonical="rat")
    other = Name(noun="body", key="rat-herne", preferred="Rat der Stadt Herne", others=(), canonical="rat")
    join = Join(noun="body", alias="rat-herne", canonical="rat", kind="derived", rule="town-name")
    assert found(b"".join(lift_identity(Identity(names=(rat, other), joins=(join,)), BASE))) == set()


def test_a_link_graph_needs_no_page_beside_it() -> None:
    aligned = Alignment(paper="1", question="1", answer="1", kind="derived", rule="number")
    answered = QuestionStatus(paper="1", question="1", status="answered", looked_in=(SHA,))
    links = Links(group="1", snapshots=(SHA,), alignments=(aligned,), statuses=(answered,))
    assert found(b"".join(lift_links(links, BASE))) == set()


def test_an_unanswered_question_informs() -> None:
    status = QuestionStatus(paper="1", question="1", status="unanswered", looked_in=(SHA,))
    lines = lift_links(Links(group="1", snapshots=(SHA,), statuses=(status,)), BASE)
    assert found(b"".join(lines)) == {("info", "QuestionStatusShape-unanswered")}


def test_a_page_without_text_warns_and_is_not_dropped() -> None:
    assert found(page(text="")) == {("warning", "TextShape-text-missing")}


def test_a_quote_one_code_point_off_is_named_with_its_words() -> None:
    moved = Answer(paper="1", key="1", number="1", position=1, text="Alles.", cites=evidence("Alles.", shift=1))
    findings = [f for f in gate().findings(page(INQUIRY, moved)) if f.severity == "violation"]
    assert [(f.rule, f.value) for f in findings] == [("EvidenceShape-quote", "Alles.")]
    assert findings[0].subject.startswith(f"{BASE}/evidence/")
    assert findings[0].message_de == "Das Zitat steht nicht an seiner Stelle im Text."
    assert findings[0].message_en == "The quote does not stand at its place in the text."


def test_the_order_of_lines_does_not_matter() -> None:
    lines = page(INQUIRY, Question(paper="1", key="p2", position=2, text="Und?"), STEP).splitlines(keepends=True)
    shuffled = lines * 2
    random.Random(1).shuffle(shuffled)
    findings = gate().findings(b"".join(lines))
    assert findings
    assert gate().findings(b"".join(shuffled)) == findings
    assert gate().findings(b"".join(lines).decode()) == findings


@pytest.mark.parametrize(
    "line",
    [
        f'<https://example.org/a b> <https://schema.org/text> "x" {GRAPH} .\n',
        f'<https://example.org/a> <https://schema.org/text> "x {GRAPH} .\n',
        f'<a> <https://schema.org/text> "x" {GRAPH} .\n',
    ],
    ids=["blank-in-iri", "open-string", "relative-iri"],
)
def test_text_that_is_no_nquads_is_a_violation(line: str) -> None:
    assert found(line) == {("violation", "NQuads-syntax")}
    with pytest.raises(SyntaxError):
        gate().report(line)


def test_a_long_value_is_shortened() -> None:
    value = "ä" * 500
    lines = f'<{BASE}/page/1> <https://w3id.org/civicgraph/ns#snapshot> "{value}" {GRAPH} .\n'
    lines += f"<{BASE}/page/1> <{RDF.type}> <https://w3id.org/civicgraph/ns#Page> {GRAPH} .\n"
    shown = {finding.value for finding in gate().findings(lines) if finding.rule == "PageShape-snapshot"}
    assert shown == {"ä" * 199 + "…"}


def test_every_literal_of_the_date_corpus_is_edtf() -> None:
    with (Path(__file__).parent / "dates" / "expressions.csv").open(encoding="utf-8") as rows:
        literals = {row["edtf"] for row in csv.DictReader(rows) if row["edtf"]}
    lines = "".join(interval(number, literal) for number, literal in enumerate(sorted(literals)))
    assert literals
    assert found(lines) == set()


def test_a_line_feed_at_the_end_is_no_edtf() -> None:
    assert found(interval(1, "2022\\n")) == {("violation", "IntervalShape-edtf")}


def interval(number: int, literal: str) -> str:
    """Return an interval with an EDTF literal as N-Quads."""
    node, cg = f"<{BASE}/interval/{number}>", "https://w3id.org/civicgraph/ns#"
    types = (f"<{cg}Interval>", "<http://www.w3.org/2006/time#ProperInterval>")
    lines = [f"{node} <{RDF.type}> {each} {GRAPH} .\n" for each in types]
    lines.append(f'{node} <{cg}raw> "dann" {GRAPH} .\n')
    lines.append(f'{node} <{cg}edtf> "{literal}"^^<{EDTF}> {GRAPH} .\n')
    return "".join(lines)


def test_the_report_is_a_validation_report() -> None:
    good = gate().report(page(COUNCIL, INQUIRY, QUESTION, STEP, DECISION))
    bad = gate().report(page(Paper(key="2", number="2", title="Ohne Art")))
    for report, conforms, shown in ((good, True, set()), (bad, False, {"PaperShape-type-missing"})):
        node = report.value(None, RDF.type, SH.ValidationReport)
        assert report.value(node, SH.conforms, any=False).toPython() is conforms  # type: ignore[union-attr]
        assert {str(shape).rpartition("#")[2] for shape in report.objects(None, SH.sourceShape)} == shown


@pytest.mark.parametrize(
    "constraint",
    ["sh:languageIn ( 'de' )", "sh:path [ sh:zeroOrMorePath rdf:type ] ; sh:minCount 1", "sh:closed true"],
)
def test_a_shape_beyond_the_known_part_of_shacl_is_refused(constraint: str) -> None:
    text = f"""@prefix sh: <{SH}> . @prefix rdf: <{RDF}> .
        <urn:x:shape#s> a sh:NodeShape ; sh:targetClass <urn:x:c> ; sh:property [ {constraint} ] ."""
    with pytest.raises(ValueError, match="not known to the gate"):
        shapes(Triples(ox.parse(text, ox.RdfFormat.TURTLE)))


def test_nothing_is_found_in_nothing() -> None:
    assert gate().findings("") == []
