"""What the gate says of graphs as lift writes them and of broken output, with pyshifty and without."""

import csv
import logging
import random
import sys
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pyshacl.errors import ReportableRuntimeError
from rdflib.namespace import RDF, SH

from civicgraph.dates import When
from civicgraph.errors import UsageError
from civicgraph.gate import Gate
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
from tests.gate_differential import GAVE_UP, differences

BASE = "https://example.org/town"
TEXT = "😀 Vorlage-Art: Anfrage\n1. Was gilt?\nZu 1: Alles.\nRat der Stadt 24.11.2022 beschlossen"
SHA = "ab" * 32
CG = "https://w3id.org/civicgraph/ns#"
OA = "http://www.w3.org/ns/oa#"
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


def test_things_of_several_pages_are_not_judged_for_what_holds_on_one_page() -> None:
    merged, broken = f"{BASE}/merged", f"{BASE}/broken"
    lines = "".join(
        f"<{thing}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{CG}Policy> .\n"
        f"<{thing}> <http://purl.org/dc/terms/source> <{BASE}/snapshot/a> .\n"
        f"<{thing}> <http://purl.org/dc/terms/source> <{BASE}/snapshot/b> .\n"
        f'<{thing}> <{CG}evidence> "no node" .\n'
        for thing in (merged, broken)
    )
    findings = gate().findings(lines, {merged})
    assert findings == [f for f in gate().findings(lines) if (f.subject, f.rule) != (merged, "ThingShape-source")]
    assert {f.rule for f in findings if f.subject == merged} >= {"ThingShape-evidence"}
    assert {f.rule for f in findings if f.subject == broken} >= {"ThingShape-evidence", "ThingShape-source"}


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
        f'<https://example.org/a> <https://schema.org/text> "x"@de--ltr {GRAPH} .\n',
        f"<urn:a:a> <urn:a:b> <<( <urn:a:a> <urn:a:b> <urn:a:c> )>> {GRAPH} .\n",
    ],
    ids=["blank-in-iri", "open-string", "relative-iri", "direction", "triple-term"],
)
def test_text_that_is_no_nquads_is_a_violation(line: str) -> None:
    assert found(line) == {("violation", "NQuads-syntax")}
    with pytest.raises(SyntaxError):
        gate().report(line)


def test_a_long_value_is_shortened() -> None:
    value = "ä" * 500
    lines = f'<{BASE}/page/1> <{CG}snapshot> "{value}" {GRAPH} .\n'
    lines += f"<{BASE}/page/1> <{RDF.type}> <{CG}Page> {GRAPH} .\n"
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
    node = f"<{BASE}/interval/{number}>"
    types = (f"<{CG}Interval>", "<http://www.w3.org/2006/time#ProperInterval>")
    lines = [f"{node} <{RDF.type}> {each} {GRAPH} .\n" for each in types]
    lines.append(f'{node} <{CG}raw> "dann" {GRAPH} .\n')
    lines.append(f'{node} <{CG}edtf> "{literal}"^^<{EDTF}> {GRAPH} .\n')
    return "".join(lines)


def test_the_report_is_a_validation_report() -> None:
    good = gate().report(page(COUNCIL, INQUIRY, QUESTION, STEP, DECISION))
    bad = gate().report(page(Paper(key="2", number="2", title="Ohne Art")))
    for report, conforms, shown in ((good, True, set()), (bad, False, {"PaperShape-type-missing"})):
        node = report.value(None, RDF.type, SH.ValidationReport)
        assert report.value(node, SH.conforms, any=False).toPython() is conforms  # type: ignore[union-attr]
        assert {str(shape).rpartition("#")[2] for shape in report.objects(None, SH.sourceShape)} == shown


@pytest.mark.parametrize("nth", [2, 3, 5, 7, 11])
def test_pyshacl_finds_the_same_in_a_page_with_gaps(nth: int, reference: Gate) -> None:
    lines = page(COUNCIL, INQUIRY, QUESTION, STEP, DECISION).splitlines(keepends=True)
    kept = b"".join(line for number, line in enumerate(lines) if number % nth)
    findings = gate().findings(kept)
    assert "violation" in {finding.severity for finding in findings}
    assert reference.findings(kept) == findings


@pytest.fixture
def reference(monkeypatch: pytest.MonkeyPatch) -> Gate:
    """Return a gate as it is where pyshifty is not installed."""
    monkeypatch.setitem(sys.modules, "shifty", None)
    return Gate()


def test_without_pyshifty_the_findings_are_the_same(reference: Gate) -> None:
    moved = Answer(paper="1", key="1", number="1", position=1, text="Alles.", cites=evidence("Alles.", shift=1))
    lines = page(INQUIRY, moved)
    findings = gate().findings(lines)
    assert "EvidenceShape-quote" in {finding.rule for finding in findings}
    assert reference.findings(lines) == findings


def test_a_malformed_literal_is_a_finding_and_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    line = f'<{BASE}/page/1> <{CG}earliest> "2023-02-30"^^<http://www.w3.org/2001/XMLSchema#date> {GRAPH} .\n'
    lines = f"<{BASE}/page/1> <{RDF.type}> <{CG}Interval> {GRAPH} .\n{line}"
    with caplog.at_level(logging.DEBUG):
        assert ("violation", "IntervalShape-earliest") in found(lines)
        gate().report(lines)
    assert [record.name for record in caplog.records if record.name.startswith("rdflib")] == []


def test_a_graph_that_pyshacl_gives_up_on_is_judged() -> None:
    selector = f"<{BASE}/selector/1>"
    lines = f"{selector} <{RDF.type}> <{CG}TextPositionSelector> {GRAPH} .\n"
    lines += f"{selector} <{OA}start> _:b {GRAPH} .\n"
    lines += f'{selector} <{OA}end> "1"^^<http://www.w3.org/2001/XMLSchema#integer> {GRAPH} .\n'
    assert ("violation", "TextPositionSelectorShape-start") in found(lines)
    with pytest.raises(ReportableRuntimeError):
        gate().report(lines)


def test_nothing_is_found_in_nothing() -> None:
    assert gate().findings("") == []


def test_many_graphs_at_once_are_judged_as_each_alone() -> None:
    """Graphs that tell of one thing differently, a malformed one, an empty one, more than one batch; only syntax falls back."""
    graphs = [
        page(
            Paper(
                key=f"2024-{n % 3}", number=f"2024/{n % 3}", title=f"Titel {n}", cites=evidence("Anfrage", shift=n % 2)
            )
        )
        for n in range(70)
    ]
    graphs[5] = b""
    graphs[9] += f'<{BASE}/paper/x> <{CG}isPublic> "vielleicht" {GRAPH} .\n'.encode()
    graphs[9] += f"<{BASE}/paper/x> a{GRAPH} .\n".encode().replace(b" a", f" <{RDF.type}> <{CG}Paper> ".encode())
    alone = [gate().findings(graph) for graph in graphs]
    assert list(gate().each(graphs, BASE)) == alone
    assert any(found.severity == "violation" for found in alone[9])
    graphs[40] = b"no quads at all\n"
    alone[40] = gate().findings(graphs[40])
    assert list(gate().each(graphs, BASE)) == alone
    assert alone[40][0].rule == "NQuads-syntax"


def test_both_engines_find_the_same_in_broken_graphs() -> None:
    told = list(differences(60, seed=7))
    assert [one for one in told if one.engine != GAVE_UP] == []
    assert len(told) < 10


def test_the_setting_leaves_all_to_pyshacl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIVICGRAPH_GATE", "pyshacl")
    plain = Gate()
    monkeypatch.setattr("civicgraph.gate.judging.screened", lambda *_: pytest.fail("pyshifty was asked"))
    monkeypatch.setattr("civicgraph.gate.judging.glanced", lambda *_: pytest.fail("pyshifty was asked"))
    moved = Answer(paper="1", key="1", number="1", position=1, text="Alles.", cites=evidence("Alles.", shift=1))
    (findings,) = plain.each([page(moved)], BASE)
    assert "EvidenceShape-quote" in {finding.rule for finding in findings}
    assert plain.findings(page(moved)) == findings


def test_a_setting_that_names_no_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIVICGRAPH_GATE", "shacl-rust")
    with pytest.raises(
        UsageError, match="CIVICGRAPH_GATE: 'shacl-rust' is no engine of the gate: set pyshifty or pyshacl"
    ):
        Gate()
