"""The scored corpus: every gold can be taken, every case reads, no element falls below its floor."""

from pathlib import Path

import pytest

from civicgraph.evaluate import Case, Scored, cases, evaluate
from civicgraph.evaluate.floors import below, floors
from civicgraph.evaluate.told import told
from civicgraph.evaluate.wanted import wanted

CORPUS = Path(__file__).parents[1] / "corpus"
CASES = cases(CORPUS)


@pytest.fixture(scope="module")
def work() -> Scored:
    """Score the cases that may be looked at while rules are written."""
    return evaluate(cases(CORPUS, split="work"))


def test_no_element_is_below_its_floor(work: Scored) -> None:
    assert below(work, floors(CORPUS / "floors.toml")) == []


def test_every_scored_element_has_a_floor(work: Scored) -> None:
    assert {score.element for score in work.scores} == set(floors(CORPUS / "floors.toml"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_every_gold_can_be_taken_and_every_case_reads(case: Case) -> None:
    assert wanted(case)
    assert case.gold.note
    for page in told(case.folder).pages:
        for thing in page.things:
            for cited in thing.cites:
                assert page.text[cited.evidence.start : cited.evidence.end] == cited.evidence.quote


def test_about_a_third_is_set_aside_in_every_system() -> None:
    systems = {case.gold.system for case in CASES}
    assert {case.gold.system for case in CASES if case.gold.split == "aside"} == systems
    share = sum(case.gold.split == "aside" for case in CASES) / len(CASES)
    assert 0.25 <= share <= 0.45
