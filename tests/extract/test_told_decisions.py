"""Decisions on policies that running text tells: who decided what and when, and sentences that tell of none."""

from pathlib import Path

import pytest

from civicgraph.record import Decision
from tests.extract.test_no_inventions import told
from tests.reading import records_of, things


@pytest.mark.parametrize(
    ("sentence", "outcome", "body", "edtf"),
    [
        (
            "Am 25.01.2024 beschloss der Rat den Rahmenplan Hafen.",
            "adopted",
            "rat",
            "2024-01-25",
        ),
        (
            "Nach Vorberatung im Bauausschuss (12.01.2024) beschloss der Rat am 25.01.2024 den Rahmenplan Hafen.",
            "adopted",
            "rat",
            "2024-01-25",
        ),
        (
            "Die Bezirksvertretung Nord lehnte den Bäderplan am 3. September 2019 mit 8 zu 7 Stimmen ab.",
            "rejected",
            "bezirksvertretung-nord",
            "2019-09-03",
        ),
        (
            "Der Hauptausschuss vertagte am 7. Februar 2024 die Beratung der Sportstrategie auf den Herbst.",
            "deferred",
            "hauptausschuss",
            "2024-02-07",
        ),
        (
            "Der Ortsbeirat Süd hat dem Rahmenplan Altstadt am 9. Mai 2023 bei zwei Gegenstimmen zugestimmt.",
            "approved",
            "ortsbeirat-sued",
            "2023-05-09",
        ),
        (
            "Der Umweltausschuss nahm das Klimakonzept im März 2022 zur Kenntnis.",
            "noted",
            "umweltausschuss",
            "2022-03",
        ),
        (
            "Den Lärmaktionsplan stellte der Kreistag am 4. Juli 2021 zurück.",
            "held-over",
            "kreistag",
            "2021-07-04",
        ),
        (
            "Dem Sportentwicklungsplan wurde am 8. Mai 2020 im Schulausschuss zugestimmt.",
            "approved",
            "schulausschuss",
            "2020-05-08",
        ),
        (
            "Die Verkehrsstrategie wurde 2015 vom Gemeinderat beschlossen.",
            "adopted",
            "gemeinderat",
            "2015",
        ),
    ],
)
def test_a_decision_is_told_in_a_clause(tmp_path: Path, sentence: str, outcome: str, body: str, edtf: str) -> None:
    (found,) = on_policies(told(tmp_path, sentence))
    assert (found.outcome, found.body) == (outcome, body)
    assert found.when is not None and found.when.edtf == edtf


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Rat beschloss, das Klimakonzept zu überarbeiten.",
        "Der Rat beschloss die Ziele des Klimakonzepts.",
        "Der Rat beschloss am 3. Mai 2021 Eckpunkte für das Klimakonzept.",
        "Der Rat lehnte eine Änderung des Klimakonzepts ab.",
        "Der Rat lehnte den Antrag zum Klimakonzept ab.",
        "Die Fraktion lehnte das Klimakonzept ab.",
        "Das Land verabschiedete das Klimakonzept.",
        "Der Rat stimmte der Umsetzung des Klimakonzepts zu.",
        "Auf Grundlage des Klimakonzepts beschloss der Rat am 4. Mai 2020 den Haushalt.",
        "Der Rat beschloss das Klimakonzept nicht.",
        "Falls der Rat das Klimakonzept ablehnte, müsste neu geplant werden.",
        "Der Rat lehnte den Haushalt ab und die Verwaltung stellte das Klimakonzept vor.",
        "Wann beschloss der Rat das Klimakonzept?",
        "Die Verwaltung bat darum, dass der Rat das Klimakonzept beschließt.",
        "Im Rat wird das Klimakonzept am 4. Mai 2030 beschlossen.",
        "Nach dem Beschluss des Rates stellte die Verwaltung das Klimakonzept vor.",
    ],
)
def test_no_decision_on_the_policy_is_told(tmp_path: Path, sentence: str) -> None:
    assert on_policies(told(tmp_path, sentence)) == []


def on_policies(path: Path) -> list[Decision]:
    return [d for d in things(records_of(path), Decision) if d.about.noun == "policy"]
