"""How texts say that one plan came from another, in active, passive and nominal forms; and sentences that do not say it."""

from pathlib import Path

import pytest

from tests.extract.test_told_lineage import edges

DERIVED, REVISES, REPLACES, IMPLEMENTS, INFLUENCED = (
    "derived-from",
    "revises",
    "replaces",
    "implements",
    "influenced-by",
)
NEWER, OLDER = "hafenkonzept-2030", "leitbild-wasser"
STATED = [
    ("Das Hafenkonzept 2030 baut auf dem Leitbild Wasser auf.", DERIVED),
    ("Das „Hafenkonzept 2030“ baut inhaltlich auf dem „Leitbild Wasser“ auf.", DERIVED),
    ("Aufbauend auf dem Leitbild Wasser wurde das Hafenkonzept 2030 erarbeitet.", DERIVED),
    ("Das Hafenkonzept 2030 basiert auf dem Leitbild Wasser.", DERIVED),
    ("Das Hafenkonzept 2030 wurde auf der Grundlage des Leitbilds Wasser erarbeitet.", DERIVED),
    ("Auf Basis des Leitbildes Wasser wurde das Hafenkonzept 2030 erstellt.", DERIVED),
    ("Das Leitbild Wasser bildet die Grundlage für das Hafenkonzept 2030.", DERIVED),
    ("Grundlage für das Hafenkonzept 2030 ist das Leitbild Wasser.", DERIVED),
    ("Das Hafenkonzept 2030 ist aus dem Leitbild Wasser hervorgegangen.", DERIVED),
    ("Das Hafenkonzept 2030 wurde aus dem Leitbild Wasser entwickelt.", DERIVED),
    ("Das Hafenkonzept 2030 wurde aus dem Leitbild Wasser abgeleitet.", DERIVED),
    ("Aus dem Leitbild Wasser wurde das Hafenkonzept 2030 entwickelt.", DERIVED),
    ("Das Leitbild Wasser wurde zum Hafenkonzept 2030 weiterentwickelt.", DERIVED),
    ("Das Hafenkonzept 2030 entwickelt das Leitbild Wasser weiter.", DERIVED),
    ("Mit dem Hafenkonzept 2030 wird das Leitbild Wasser weiterentwickelt.", DERIVED),
    ("Das Hafenkonzept 2030 ist die Weiterentwicklung des Leitbildes Wasser.", DERIVED),
    ("Das Hafenkonzept 2030 versteht sich als Weiterentwicklung des Leitbildes Wasser.", DERIVED),
    ("Das Hafenkonzept 2030 führt das Leitbild Wasser weiter.", DERIVED),
    ("Das Hafenkonzept 2030 knüpft an das Leitbild Wasser an.", DERIVED),
    ("Das Leitbild Wasser dient als Grundlage für das Hafenkonzept 2030.", DERIVED),
    ("Das Leitbild Wasser war Ausgangspunkt für das Hafenkonzept 2030.", DERIVED),
    ("Aus dem Leitbild Wasser leitet sich das Hafenkonzept 2030 ab.", DERIVED),
    ("Das Hafenkonzept 2030 ergibt sich aus dem Leitbild Wasser.", DERIVED),
    ("Das Hafenkonzept 2030 ist die Fortschreibung des Leitbildes Wasser.", REVISES),
    ("Das Hafenkonzept 2030 schreibt das Leitbild Wasser fort.", REVISES),
    ("Mit dem Hafenkonzept 2030 wurde das Leitbild Wasser fortgeschrieben.", REVISES),
    ("Das Leitbild Wasser wurde durch das Hafenkonzept 2030 fortgeschrieben.", REVISES),
    ("Das Hafenkonzept 2030 aktualisiert das Leitbild Wasser.", REVISES),
    ("Das Hafenkonzept 2030 überarbeitet das Leitbild Wasser.", REVISES),
    ("Hafenkonzept 2030 (Fortschreibung des Leitbildes Wasser)", REVISES),
    ("Hafenkonzept 2030 – Fortschreibung des Leitbildes Wasser", REVISES),
    ("Das Hafenkonzept 2030 ändert das Leitbild Wasser.", REVISES),
    ("Das Hafenkonzept 2030 löst das Leitbild Wasser ab.", REPLACES),
    ("Das Hafenkonzept 2030 ersetzt das bisherige Leitbild Wasser.", REPLACES),
    ("Das Leitbild Wasser wird durch das Hafenkonzept 2030 ersetzt.", REPLACES),
    ("Das Leitbild Wasser wurde vom Hafenkonzept 2030 abgelöst.", REPLACES),
    ("Mit dem Hafenkonzept 2030 tritt das Leitbild Wasser außer Kraft.", REPLACES),
    ("Das Hafenkonzept 2030 tritt an die Stelle des Leitbildes Wasser.", REPLACES),
    ("Das Hafenkonzept 2030 ist der Nachfolger des Leitbildes Wasser.", REPLACES),
    ("Das Hafenkonzept 2030 folgt auf das Leitbild Wasser.", REPLACES),
    ("Mit Beschluss des Hafenkonzepts 2030 wird das Leitbild Wasser aufgehoben.", REPLACES),
    ("Das Hafenkonzept 2030 setzt das Leitbild Wasser um.", IMPLEMENTS),
    ("Das Hafenkonzept 2030 dient der Umsetzung des Leitbildes Wasser.", IMPLEMENTS),
    ("Das Hafenkonzept 2030 wurde zur Umsetzung des Leitbildes Wasser erarbeitet.", IMPLEMENTS),
    ("In Umsetzung des Leitbildes Wasser wurde das Hafenkonzept 2030 erstellt.", IMPLEMENTS),
    ("Das Hafenkonzept 2030 konkretisiert das Leitbild Wasser.", IMPLEMENTS),
    ("Das Leitbild Wasser wird mit dem Hafenkonzept 2030 umgesetzt.", IMPLEMENTS),
    ("Das Leitbild Wasser wird durch das Hafenkonzept 2030 konkretisiert.", IMPLEMENTS),
    ("Das Hafenkonzept 2030 ist ein Baustein des Leitbildes Wasser.", IMPLEMENTS),
    ("Das Hafenkonzept 2030 orientiert sich am Leitbild Wasser.", INFLUENCED),
    ("Das Leitbild Wasser fließt in das Hafenkonzept 2030 ein.", INFLUENCED),
    ("Im Hafenkonzept 2030 wurde das Leitbild Wasser berücksichtigt.", INFLUENCED),
    ("Bei der Erarbeitung des Hafenkonzepts 2030 wurde das Leitbild Wasser berücksichtigt.", INFLUENCED),
    ("Das Hafenkonzept 2030 berücksichtigt das Leitbild Wasser.", INFLUENCED),
    ("Das Hafenkonzept 2030 nimmt das Leitbild Wasser auf.", INFLUENCED),
]
SILENT = [
    "Das Hafenkonzept 2030 baut nicht auf dem Leitbild Wasser auf.",
    "Baut das Hafenkonzept 2030 auf dem Leitbild Wasser auf?",
    "Das Hafenkonzept 2030 und das Leitbild Wasser werden im Mai vorgestellt.",
    "Die Maßnahmen des Hafenkonzepts 2030 stehen neben dem Leitbild Wasser.",
    "Das Hafenkonzept 2030 soll das Leitbild Wasser nicht ersetzen.",
    "Die Fraktion beantragt, das Leitbild Wasser zum Hafenkonzept 2030 weiterzuentwickeln.",
    "Das Hafenkonzept 2030 liegt vor, das Leitbild Wasser ist in Arbeit.",
    "Ob das Hafenkonzept 2030 das Leitbild Wasser ersetzt, ist offen.",
    "Der Rat beriet das Hafenkonzept 2030 vor dem Leitbild Wasser.",
    "Das Hafenkonzept 2030 wird im Rahmen der Sitzung zum Leitbild Wasser vorgestellt.",
]


@pytest.mark.parametrize(("line", "relation"), STATED)
def test_stated(tmp_path: Path, line: str, relation: str) -> None:
    assert edges(tmp_path, line) == {(NEWER, relation, OLDER)}


@pytest.mark.parametrize("line", SILENT)
def test_silent(tmp_path: Path, line: str) -> None:
    assert edges(tmp_path, line) == set()
