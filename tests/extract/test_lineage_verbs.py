"""Verbs and nouns that say one plan came from another: separated, in the perfect and future, in relative clauses, from either side."""

from pathlib import Path

import pytest

from civicgraph.extract.prose import MAX_SENTENCE, phrases
from tests.extract.test_lineage_forms import DERIVED, IMPLEMENTS, INFLUENCED, NEWER, OLDER, REPLACES, REVISES
from tests.extract.test_told_lineage import edges

STATED = [
    ("Das Hafenkonzept 2030 geht auf das Leitbild Wasser zurück.", DERIVED),
    ("Das Hafenkonzept 2030 fußt auf den Zielen des Leitbilds Wasser.", DERIVED),
    ("Ausgangspunkt des Hafenkonzepts 2030 war das Leitbild Wasser.", DERIVED),
    ("Das Leitbild Wasser legte den Grundstein für das Hafenkonzept 2030.", DERIVED),
    ("Das Leitbild Wasser war die Keimzelle des Hafenkonzepts 2030.", DERIVED),
    ("Das Hafenkonzept 2030 hat seinen Ursprung im Leitbild Wasser.", DERIVED),
    ("Das Hafenkonzept 2030 ist das Ergebnis des Leitbilds Wasser.", DERIVED),
    ("Vorläufer des Hafenkonzepts 2030 war das Leitbild Wasser.", DERIVED),
    ("Das Leitbild Wasser ist der Vorläufer des Hafenkonzepts 2030.", DERIVED),
    ("Dem Hafenkonzept 2030 ging das Leitbild Wasser voraus.", DERIVED),
    ("Das Hafenkonzept 2030 wurde aufbauend auf dem Leitbild Wasser entwickelt.", DERIVED),
    ("Anknüpfend an das Leitbild Wasser entstand das Hafenkonzept 2030.", DERIVED),
    ("Das Hafenkonzept 2030 schließt an das Leitbild Wasser an.", DERIVED),
    ("Das Hafenkonzept 2030 setzt die im Leitbild Wasser begonnene Arbeit fort.", DERIVED),
    ("Das Hafenkonzept 2030 erweitert das Leitbild Wasser um den Osthafen.", DERIVED),
    ("Aus dem Leitbild Wasser heraus entstand das Hafenkonzept 2030.", DERIVED),
    ("Das Leitbild Wasser bildete den Ausgangspunkt für das Hafenkonzept 2030.", DERIVED),
    ("Das Hafenkonzept 2030 nimmt seinen Ausgang im Leitbild Wasser.", DERIVED),
    ("Das Hafenkonzept 2030 gründet sich auf das Leitbild Wasser.", DERIVED),
    ("Grundlage des Hafenkonzepts 2030 bildet das Leitbild Wasser.", DERIVED),
    ("Als Grundlage des Hafenkonzepts 2030 diente das Leitbild Wasser.", DERIVED),
    ("Das Leitbild Wasser ist Grundlage des Hafenkonzepts 2030.", DERIVED),
    ("Dem Hafenkonzept 2030 liegt das Leitbild Wasser zugrunde.", DERIVED),
    ("Basis für das Hafenkonzept 2030 ist das Leitbild Wasser.", DERIVED),
    ("Das Hafenkonzept 2030 entstand auf der Basis des Leitbilds Wasser.", DERIVED),
    ("Das Hafenkonzept 2030 fand seinen Anfang im Leitbild Wasser.", DERIVED),
    ("Auf dem Leitbild Wasser fußt das Hafenkonzept 2030.", DERIVED),
    ("Auf dem Leitbild Wasser baut das Hafenkonzept 2030 auf.", DERIVED),
    ("Das Leitbild Wasser wurde zum Hafenkonzept 2030 ausgebaut.", DERIVED),
    ("Mit dem Hafenkonzept 2030 liegt die Fortschreibung des Leitbilds Wasser vor.", REVISES),
    ("Das Hafenkonzept 2030 wurde als Fortschreibung des Leitbilds Wasser erarbeitet.", REVISES),
    ("Das Leitbild Wasser ist im Hafenkonzept 2030 fortgeschrieben worden.", REVISES),
    ("Die Fortschreibung des Leitbilds Wasser ist das Hafenkonzept 2030.", REVISES),
    ("Bei dem Hafenkonzept 2030 handelt es sich um die Fortschreibung des Leitbilds Wasser.", REVISES),
    ("Das Hafenkonzept 2030 passt das Leitbild Wasser an.", REVISES),
    ("Das Hafenkonzept 2030 bringt das Leitbild Wasser auf den neuesten Stand.", REVISES),
    ("Das Leitbild Wasser wird durch das Hafenkonzept 2030 aktualisiert.", REVISES),
    ("Das Hafenkonzept 2030 stellt eine Überarbeitung des Leitbilds Wasser dar.", REVISES),
    ("Das Hafenkonzept 2030 fasst das Leitbild Wasser neu.", REVISES),
    ("Das Leitbild Wasser wird durch das Hafenkonzept 2030 geändert.", REVISES),
    ("Das Leitbild Wasser wird vom Hafenkonzept 2030 abgelöst.", REPLACES),
    ("Durch das Hafenkonzept 2030 wurde das Leitbild Wasser ersetzt.", REPLACES),
    ("Das Hafenkonzept 2030 tritt an die Stelle des Leitbilds Wasser.", REPLACES),
    ("Anstelle des Leitbilds Wasser gilt nun das Hafenkonzept 2030.", REPLACES),
    ("Anstelle des Leitbilds Wasser tritt das Hafenkonzept 2030.", REPLACES),
    ("Das Leitbild Wasser ging im Hafenkonzept 2030 auf.", DERIVED),
    ("Nachfolger des Leitbilds Wasser ist das Hafenkonzept 2030.", REPLACES),
    ("Dem Leitbild Wasser folgte das Hafenkonzept 2030 nach.", REPLACES),
    ("Auf das Leitbild Wasser folgte das Hafenkonzept 2030.", REPLACES),
    ("Das Leitbild Wasser verliert mit dem Hafenkonzept 2030 seine Gültigkeit.", REPLACES),
    ("Mit Inkrafttreten des Hafenkonzepts 2030 tritt das Leitbild Wasser außer Kraft.", REPLACES),
    ("Das Hafenkonzept 2030 hebt das Leitbild Wasser auf.", REPLACES),
    ("Das Leitbild Wasser weicht dem Hafenkonzept 2030.", REPLACES),
    ("Das Hafenkonzept 2030 hat das Leitbild Wasser abgelöst.", REPLACES),
    ("Das Hafenkonzept 2030 hat das Leitbild Wasser im Mai ersetzt.", REPLACES),
    ("Das Hafenkonzept 2030 wird das Leitbild Wasser ersetzen.", REPLACES),
    ("Das Hafenkonzept 2030, das das Leitbild Wasser ablöst, gilt ab Mai.", REPLACES),
    ("Das Leitbild Wasser, das durch das Hafenkonzept 2030 ersetzt wurde, galt zehn Jahre.", REPLACES),
    ("Die Ablösung des Leitbilds Wasser durch das Hafenkonzept 2030 erfolgte 2020.", REPLACES),
    ("Als Ersatz für das Leitbild Wasser wurde das Hafenkonzept 2030 beschlossen.", REPLACES),
    ("Das Hafenkonzept 2030 setzt die Ziele des Leitbilds Wasser um.", IMPLEMENTS),
    ("Das Hafenkonzept 2030 dient der Umsetzung des Leitbilds Wasser.", IMPLEMENTS),
    ("Das Hafenkonzept 2030 hat das Leitbild Wasser umgesetzt.", IMPLEMENTS),
    ("In Umsetzung des Leitbilds Wasser entstand das Hafenkonzept 2030.", IMPLEMENTS),
    ("Das Hafenkonzept 2030 füllt das Leitbild Wasser mit Leben.", IMPLEMENTS),
    ("Das Hafenkonzept 2030 ist eine Maßnahme aus dem Leitbild Wasser.", IMPLEMENTS),
    ("Das Hafenkonzept 2030 ist Teil des Leitbilds Wasser.", IMPLEMENTS),
    ("Das Hafenkonzept 2030 präzisiert das Leitbild Wasser.", IMPLEMENTS),
    ("Das Hafenkonzept 2030 untersetzt das Leitbild Wasser.", IMPLEMENTS),
    ("Das Hafenkonzept 2030 wurde zur Umsetzung des Leitbilds Wasser aufgestellt.", IMPLEMENTS),
    ("Mit dem Hafenkonzept 2030 setzt die Stadt das Leitbild Wasser um.", IMPLEMENTS),
    ("Das Hafenkonzept 2030 konkretisiert die Vorgaben des Leitbilds Wasser.", IMPLEMENTS),
    ("Das Hafenkonzept 2030 greift das Leitbild Wasser auf.", INFLUENCED),
    ("Das Hafenkonzept 2030 greift Gedanken aus dem Leitbild Wasser auf.", INFLUENCED),
    ("Die Ergebnisse des Leitbilds Wasser sind in das Hafenkonzept 2030 eingeflossen.", INFLUENCED),
    ("In das Hafenkonzept 2030 flossen die Ergebnisse des Leitbilds Wasser ein.", INFLUENCED),
    ("Das Hafenkonzept 2030 folgt den Zielen des Leitbilds Wasser.", INFLUENCED),
    ("Das Hafenkonzept 2030 übernimmt die Ziele des Leitbilds Wasser.", INFLUENCED),
    ("Das Hafenkonzept 2030 lehnt sich an das Leitbild Wasser an.", INFLUENCED),
    ("Das Hafenkonzept 2030 wurde in Anlehnung an das Leitbild Wasser erstellt.", INFLUENCED),
    ("Das Leitbild Wasser diente dem Hafenkonzept 2030 als Vorbild.", INFLUENCED),
    ("Vorbild für das Hafenkonzept 2030 war das Leitbild Wasser.", INFLUENCED),
    ("Das Hafenkonzept 2030 berücksichtigt die Aussagen des Leitbilds Wasser.", INFLUENCED),
    ("Das Hafenkonzept 2030 bezieht das Leitbild Wasser ein.", INFLUENCED),
    ("Das Hafenkonzept 2030 beachtet das Leitbild Wasser.", INFLUENCED),
    ("Das Hafenkonzept 2030 ist vom Leitbild Wasser beeinflusst.", INFLUENCED),
    ("Das Leitbild Wasser hat das Hafenkonzept 2030 geprägt.", INFLUENCED),
    ("Das Hafenkonzept 2030 präzisiert das Leitbild Wasser.", IMPLEMENTS),
    ("Das Leitbild Wasser weicht dem neuen Hafenkonzept 2030.", REPLACES),
    ("Grundlage ist das Leitbild Wasser, auf dem das Hafenkonzept 2030 aufbaut.", DERIVED),
    ("Grundlage ist das Leitbild Wasser, aus dem das Hafenkonzept 2030 entwickelt wurde.", DERIVED),
    ("Die Verwaltung hat auf der Grundlage des Leitbilds Wasser das Hafenkonzept 2030 erarbeitet.", DERIVED),
    ("Aus dem Leitbild Wasser, das 2012 beschlossen wurde, ging das Hafenkonzept 2030 hervor.", DERIVED),
    ("An das Leitbild Wasser knüpft das Hafenkonzept 2030 an.", DERIVED),
    ("Dem Hafenkonzept 2030 war das Leitbild Wasser vorausgegangen.", DERIVED),
    ("Das Leitbild Wasser war dem Hafenkonzept 2030 vorausgegangen.", DERIVED),
    ("Das Hafenkonzept 2030 leitet seine Ziele aus dem Leitbild Wasser ab.", DERIVED),
    ("Das Hafenkonzept 2030 hat das Leitbild Wasser zur Grundlage.", DERIVED),
    ("Hafenkonzept 2030; hier: Fortschreibung des Leitbilds Wasser", REVISES),
    (
        "Das Hafenkonzept 2030, das der Rat am 3. Mai 2024 beschlossen hat, löst das Leitbild Wasser von 2012 ab.",
        REPLACES,
    ),
    ("Gleichzeitig tritt das Leitbild Wasser außer Kraft, das durch das Hafenkonzept 2030 ersetzt wird.", REPLACES),
    ("Abgelöst wurde das Leitbild Wasser durch das Hafenkonzept 2030.", REPLACES),
    ("Ziel des Hafenkonzepts 2030 ist die Umsetzung des Leitbilds Wasser.", IMPLEMENTS),
    ("Das Hafenkonzept 2030 versteht sich als Umsetzung des Leitbilds Wasser.", IMPLEMENTS),
    ("Das Leitbild Wasser fand Eingang in das Hafenkonzept 2030.", INFLUENCED),
    ("Das Leitbild Wasser wurde in das Hafenkonzept 2030 integriert.", INFLUENCED),
]
SILENT = [
    "Das Hafenkonzept 2030 ist mit dem Leitbild Wasser abgestimmt.",
    "Das Hafenkonzept 2030 hat das Leitbild Wasser nicht abgelöst.",
    "Das Hafenkonzept 2030 sollte das Leitbild Wasser ablösen.",
    "Geht das Hafenkonzept 2030 auf das Leitbild Wasser zurück?",
    "Niemals folgte dem Leitbild Wasser das Hafenkonzept 2030 nach.",
    "Das Hafenkonzept 2030 gilt neben dem Leitbild Wasser.",
    "Der Ausschuss beriet das Hafenkonzept 2030 anstelle des Haushalts und vertagte das Leitbild Wasser.",
    "Das Hafenkonzept 2030 liegt aus, das Leitbild Wasser ist im Netz zu finden.",
]


@pytest.mark.parametrize(("line", "relation"), STATED)
def test_one_edge_is_told(tmp_path: Path, line: str, relation: str) -> None:
    assert edges(tmp_path, line) == {(NEWER, relation, OLDER)}


@pytest.mark.parametrize("line", SILENT)
def test_nothing_is_told(tmp_path: Path, line: str) -> None:
    assert edges(tmp_path, line) == set()


HOSTILE = [
    "\ue0000\ue001 ",
    "\ue0000\ue001 wird ",
    "\ue0000\ue001, die ",
    "die alte ",
    "auf dem \ue0001\ue001 ",
    "aus ",
    "a",
    " ",
]


@pytest.mark.parametrize(
    ("number", "example"), [(n, row["example"]) for n, (_, row) in enumerate(phrases("lineage_phrases", "NO"))]
)
def test_a_phrase_comes_to_its_end_on_repeated_pieces(number: int, example: str) -> None:
    pattern, row = phrases("lineage_phrases", "NO")[number]
    assert row["example"] == example
    for piece in HOSTILE:
        found = [match.end() for match in pattern.finditer((piece * MAX_SENTENCE)[:MAX_SENTENCE])]
        assert found == sorted(found)
