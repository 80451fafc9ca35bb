"""Policies, their lineage, their dated steps and their decisions, in cities and words of many kinds."""

import textwrap
from datetime import date
from pathlib import Path

import pytest

from civicgraph.record import Decision, Funding, Lineage, Organisation, Participation, Policy, Step
from tests.pages import Spec
from tests.reading import records_of, things, without_evidence

HEAD = Spec(title="Stand der Mobilitätsstrategie", paper_type="Berichtsvorlage", author="Berg, Eva")
STORY = (
    "Sachverhalt:",
    "Vorgelagert zur Erarbeitung der Mobilitätsstrategie 2040 war die Verabschiedung des „Radverkehrskonzepts“, "
    "welches vom Gemeinderat im Zuge der Bewerbung beschlossen wurde. "
    "Danach wurde beschlossen, das Konzept zu einer Mobilitätsstrategie 2040 weiterzuentwickeln.",
    "Radverkehrskonzept:",
    '3. April 2019 Förderantrag "Stadt in Bewegung" im Rahmen des Programms "Wege der Zukunft" des BMDV',
    "II. Quartal 2020 Verwaltungsvorstand",
    "Mobilitätsstrategie 2040 aufbauend auf dem Radverkehrskonzept:",
    "Mai/Juni 2023 Stadtvorstand",
    "12.09.2023 Ausschuss für Verkehr, Umwelt und Bauen",
    "Oktober 2023  Bürgerversammlungen und Umfrage      bis Anfang 2024",
    "14. März 2024 Gemeinderat",
    "Herbst 2024 Gemeinderat",
    "15. Oktober 2024 Veröffentlichung im Amtsblatt",
)


@pytest.mark.parametrize("form", ["plain", "html"])
def test_sequence_of_a_policy(tmp_path: Path, form: str) -> None:
    records = records_of(HEAD.with_(lines=STORY).save(tmp_path, form))
    steps = [s for s in things(records, Step) if s.about.noun == "policy"]
    told = [(s.about.key, s.position, s.when.edtf if s.when else None, s.body, s.event, s.status) for s in steps]
    rad, mobil = "radverkehrskonzept", "mobilitaetsstrategie-2040"
    assert told == [
        (rad, 1, "2019-04-03", None, "funding-application", "held"),
        (rad, 2, "2020-34", "verwaltungsvorstand", "consultation", "held"),
        (mobil, 1, "2023-05/2023-06", "stadtvorstand", "consultation", "held"),
        (mobil, 2, "2023-09-12", "ausschuss-fuer-verkehr-umwelt-und-bauen", "consultation", "held"),
        (mobil, 3, "2023-10/2024-04", None, "participation", "held"),
        (mobil, 4, "2024-03-14", "gemeinderat", "consultation", None),  # the page's own day
        (mobil, 5, "2024-23", "gemeinderat", "consultation", "planned"),
        (mobil, 6, "2024-10-15", None, "publication", "planned"),
    ]
    assert [s.when.raw for s in steps if s.when][4] == "Oktober 2023 … bis Anfang 2024"


def test_lineage_is_one_edge_with_all_its_sentences(tmp_path: Path) -> None:
    records = records_of(HEAD.with_(lines=STORY).save(tmp_path))
    (edge,) = things(records, Lineage)
    assert (edge.newer, edge.relation, edge.older, edge.kind) == (
        "mobilitaetsstrategie-2040",
        "derived-from",
        "radverkehrskonzept",
        "stated",
    )
    assert len(edge.cites) == 3
    assert {p.name for p in things(records, Policy)} == {"Mobilitätsstrategie 2040", "Radverkehrskonzept"}


def test_decisions_told_in_prose_borrow_nothing(tmp_path: Path) -> None:
    records = records_of(HEAD.with_(lines=STORY).save(tmp_path))
    told = [d for d in things(records, Decision) if d.about.noun == "policy"]
    assert [(d.about.key, d.body, d.when, d.raw_outcome) for d in told] == [
        ("radverkehrskonzept", "gemeinderat", None, "beschlossen"),
        ("mobilitaetsstrategie-2040", None, None, "beschlossen"),
    ]


def test_funding_and_participation(tmp_path: Path) -> None:
    records = records_of(HEAD.with_(lines=STORY).save(tmp_path))
    (funding,) = things(records, Funding)
    assert (funding.name, funding.programme, funding.agency) == ("Stadt in Bewegung", "wege-der-zukunft", "bmdv")
    assert funding.when is not None
    assert funding.when.earliest == date(2019, 4, 3)
    assert {(o.noun, o.name) for o in things(records, Organisation) if o.noun in ("programme", "agency")} == {
        ("programme", "Wege der Zukunft"),
        ("agency", "BMDV"),
    }
    assert {(p.participation_kind, p.when.edtf if p.when else None) for p in things(records, Participation)} == {
        ("assembly", "2023-10/2024-04"),
        ("survey", "2023-10/2024-04"),
    }


def test_both_forms_give_the_same(tmp_path: Path) -> None:
    spec = HEAD.with_(lines=STORY)
    assert without_evidence(records_of(spec.save(tmp_path, "plain"))) == without_evidence(
        records_of(spec.save(tmp_path, "html"))
    )


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("Die Klimastrategie 2035 baut auf dem Energiekonzept auf.", "derived-from"),
        ("Die Klimastrategie 2035 wurde auf Grundlage des Energiekonzepts erarbeitet.", "derived-from"),
        ("Das Energiekonzept bildet die Grundlage für die Klimastrategie 2035.", "derived-from"),
        ("Aus dem Energiekonzept ging später die Klimastrategie 2035 hervor.", "derived-from"),
        ("Die Klimastrategie 2035 ist die Fortschreibung des Energiekonzepts.", "revises"),
        ("Das Energiekonzept wird durch die Klimastrategie 2035 ersetzt.", "replaces"),
        ("Die Klimastrategie 2035 löst das Energiekonzept ab.", "replaces"),
        ("Die Klimastrategie 2035 dient der Umsetzung des Energiekonzepts.", "implements"),
        ("Die Klimastrategie 2035 orientiert sich an dem Energiekonzept.", "influenced-by"),
    ],
)
def test_lineage_phrases(tmp_path: Path, sentence: str, relation: str) -> None:
    (edge,) = things(records_of(HEAD.with_(lines=("Sachverhalt:", sentence)).save(tmp_path)), Lineage)
    assert (edge.newer, edge.relation, edge.older) == ("klimastrategie-2035", relation, "energiekonzept")
    assert edge.cites[0].evidence.quote == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Klimastrategie 2035 baut nicht auf dem Energiekonzept auf.",
        "Klimastrategie 2035 und Energiekonzept liegen dem Ausschuss vor.",
        "Die Klimastrategie 2035 ist in Arbeit.",
    ],
)
def test_what_states_no_lineage(tmp_path: Path, sentence: str) -> None:
    assert things(records_of(HEAD.with_(lines=("Sachverhalt:", sentence)).save(tmp_path)), Lineage) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Klimastrategie 2035 soll im Rat beschlossen werden.",
        "Die Klimastrategie 2035 wurde noch nicht beschlossen.",
        "Die Klimastrategie 2035 liegt aus.",
    ],
)
def test_what_states_no_decision(tmp_path: Path, sentence: str) -> None:
    records = records_of(HEAD.with_(lines=("Sachverhalt:", sentence)).save(tmp_path))
    assert [d for d in things(records, Decision) if d.about.noun == "policy"] == []


def test_a_decision_with_its_own_date_and_body(tmp_path: Path) -> None:
    sentence = "Die Klimastrategie 2035 wurde am 3. Mai 2022 vom Kreistag beschlossen."
    records = records_of(HEAD.with_(lines=("Sachverhalt:", sentence)).save(tmp_path))
    (told,) = [d for d in things(records, Decision) if d.about.noun == "policy"]
    assert told.when is not None
    assert (told.body, told.when.edtf) == ("kreistag", "2022-05-03")


def test_a_dated_line_that_nobody_understands_is_a_finding(tmp_path: Path) -> None:
    lines = ("Klimastrategie 2035:", "3. Mai 2022 Kreistag", "4. Mai 2022 Regen den ganzen Tag")
    records = records_of(HEAD.with_(lines=lines).save(tmp_path))
    assert [s.body for s in things(records, Step) if s.about.noun == "policy"] == ["kreistag"]
    assert [(f.rule, f.value) for f in records.findings] == [
        ("dated-line-not-understood", "4. Mai 2022 Regen den ganzen Tag")
    ]


def test_lines_that_were_wrapped_when_the_page_was_saved(tmp_path: Path) -> None:
    spec = HEAD.with_(lines=STORY, banner=False)
    path = spec.save(tmp_path)
    usual = [(e.newer, e.older) for e in things(records_of(path), Lineage)]
    wrapped = [textwrap.fill(line, 72) if len(line) > 72 else line for line in spec.plain().split("\n")]
    path.write_text("\n".join(wrapped), encoding="utf-8")
    records = records_of(path)
    assert [(e.newer, e.older) for e in things(records, Lineage)] == usual
    told = [(d.about.key, d.body) for d in things(records, Decision) if d.about.noun == "policy"]
    assert told == [("radverkehrskonzept", "gemeinderat"), ("mobilitaetsstrategie-2040", None)]
    assert len([s for s in things(records, Step) if s.about.noun == "policy"]) == 8
