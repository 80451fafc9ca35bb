"""Outcomes in sentences: the one verb of deciding counts; wishes, denials and two verbs at once give no code."""

import pytest

from civicgraph.extract.outcomes import outcome_code
from civicgraph.extract.phrases import table
from civicgraph.vocab import scheme

SENTENCES = [
    ("Die Angelegenheit wird von der Tagesordnung abgesetzt.", "removed"),
    ("Die Vorlage wird ohne Votum in den Bauausschuss verwiesen.", "referred"),
    ("Die Vorlage wird in den Bauausschuss zurückverwiesen.", "referred-back"),
    ("Der Kreistag nimmt den Bericht zur Kenntnis.", "noted"),
    ("Der Ausschuss stimmt der Vorlage einstimmig zu.", "approved-unanimously"),
    ("Die Verwaltung zieht die Vorlage zurück.", "withdrawn"),
    ("Der Antrag wird mit 14 Ja-Stimmen, 25 Nein-Stimmen und 2 Enthaltungen abgelehnt.", "rejected"),
    ("Dem Antrag wird nicht zugestimmt", "rejected"),
    ("mit Änderungen beschlossen", "adopted-amended"),
    ("Der Ausschuss empfiehlt dem Rat die Ablehnung", "not-recommended"),
    ("Der Ausschuss empfiehlt dem Rat einstimmig die Zustimmung.", "recommended-unanimously"),
    ("Die Anfrage wurde durch den Landrat beantwortet.", "answered"),
]
SILENT = [
    "Der Antrag auf Vertagung wird abgelehnt",
    "Die Verwaltung prüft, ob der Antrag zurückgezogen wird",
    "Die Vorlage soll in der nächsten Sitzung beschlossen werden",
    "Der Punkt wurde nicht vertagt",
    "Der Bericht wurde zur Kenntnis genommen und in den Finanzausschuss verwiesen",
    "Wird der Antrag zurückgezogen?",
    "Einwohnerfragestunde",
]


@pytest.mark.parametrize(("words", "code"), SENTENCES)
def test_outcome_of_a_sentence(words: str, code: str) -> None:
    assert outcome_code(words) == code


@pytest.mark.parametrize("words", SILENT)
def test_no_outcome_is_invented(words: str) -> None:
    assert outcome_code(words) is None


@pytest.mark.parametrize("row", table("outcome_stems"), ids=lambda row: row["code"])
def test_each_stem_gives_its_own_concept(row: dict[str, str]) -> None:
    assert row["code"] in scheme("outcome").concepts
    assert outcome_code(row["example"]) == row["code"]
