"""Bare texts known by few words: a letter that only answers, a title line that says what it is about, places and days above them."""

from pathlib import Path

import pytest

from civicgraph.extract.paper_types import type_code
from civicgraph.record import Answer, Paper, Question
from tests.reading import read_file, records_of, things

DAYS = [
    "Brunnau, den 3. Mai 2024",
    "Brunnau, 03.05.24",
    "                              Brunnau, 3.5.2024",
    "Sankt Veit am Inn, am 3. Mai 2024",
    "Datum: 3. Mai 2024",
]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("sender", ["SPD-Fraktion im Rat der Stadt Brunnau", "Marktgemeinde Sankt Veit"])
def test_a_title_line_alone_says_what_a_paper_is_and_about_what(tmp_path: Path, sender: str, day: str) -> None:
    file = tmp_path / "anfrage.txt"
    file.write_text(
        f"{sender}\n\n{day}\n\nAnfrage zur Sperrung der Hafenstraße\n\n1. Wann öffnet sie?\n2. Wer zahlt?\n"
    )
    records = records_of(file)
    (paper,) = things(records, Paper)
    assert (paper.title, paper.paper_type) == ("Sperrung der Hafenstraße", type_code("Anfrage"))
    assert paper.when is not None
    assert paper.when.edtf == "2024-05-03"
    assert [question.number for question in things(records, Question)] == ["1", "2"]


@pytest.mark.parametrize(
    "words",
    [
        "Ihre Anfrage vom 3. Mai 2023 beantworte ich wie folgt:",
        "zu Ihrer Anfrage vom 3. Mai 2023 nehme ich wie folgt Stellung:",
        "auf Ihre Anfrage vom 3. Mai 2023 teilen wir Ihnen Folgendes mit:",
    ],
)
def test_a_letter_that_only_answers_is_a_page_with_a_paper(tmp_path: Path, words: str) -> None:
    file = tmp_path / "antwort.txt"
    file.write_text(
        "Landkreis Auental\nDer Landrat\n\nAuental, 12.06.2023\n\nBetreff: Beantwortung der Anfrage zum Radweg\n\n"
        f"Sehr geehrte Frau Sommer,\n\n{words}\n\nZu 1: Der Weg wird gebaut.\nZu 2: Die Kosten trägt der Kreis.\n"
    )
    records = records_of(file)
    assert len(things(records, Paper)) == 1
    assert len(things(records, Answer)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Gasthof Linde\n\nAnfrage zum Saal\n\nWir brauchen den Saal am 3. Mai für 40 Personen.\n",
        "Wochenplan\n\n1. Wer kauft ein?\n2. Wer kocht?\n",
    ],
)
def test_a_text_of_nobody_in_a_council_is_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "text.txt"
    file.write_text(text)
    assert getattr(read_file(file), "rule", None) == "no-council-page"
