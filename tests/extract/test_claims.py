"""What running text counts, with its noun, and numbers that count nothing."""

from pathlib import Path

import pytest

from civicgraph.record import Claim
from tests.extract.test_no_inventions import told
from tests.reading import records_of, things


def claims(folder: Path, line: str) -> list[tuple[str, str, str]]:
    return [(c.value, c.modifier, c.subject) for c in things(records_of(told(folder, line)), Claim)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("In Seeheim liegen elf alte Anlegestege.", [("11", "exactly", "Anlegestege")]),
        ("Umgerüstet sind 210 von rund 340 Laternen.", [("210", "exactly", "Laternen"), ("340", "about", "Laternen")]),
        ("Von den neun Hallen sind sechs saniert.", [("9", "exactly", "Hallen"), ("6", "exactly", "Hallen")]),
        (
            "Es gab 80 Anträge, davon wurden zwölf abgelehnt.",
            [("80", "exactly", "Anträge"), ("12", "exactly", "Anträge")],
        ),
        ("Die Zahl der Trauungen liegt bei etwa 90 im Jahr.", [("90", "about", "Trauungen")]),
        ("Mindestens 75 Prozent der Kosten trägt das Land.", [("75", "over", "Kosten")]),
        ("Ein Auftrag über 5.000 Euro wurde vergeben.", [("5000", "exactly", "Auftrag")]),
        ("Rund 1,3 Mio. Euro kostet der Steg.", [("1300000", "about", "Steg")]),
        ("Geplant sind 37 Kilometer Wege.", [("37", "exactly", "Wege")]),
        ("Die Wartezeit beträgt derzeit etwa elf Wochen.", [("11", "about", "Wartezeit")]),
        ("Es sind 1 300 Personen gekommen.", [("1300", "exactly", "Personen")]),
    ],
)
def test_counted(tmp_path: Path, line: str, found: list[tuple[str, str, str]]) -> None:
    assert claims(tmp_path, line) == found


@pytest.mark.parametrize(
    "line",
    [
        "Nach § 24 Ordnung und auf Seite 14 Abbildungen, in Raum 3 Stühle.",
        "Telefon 0721 133 Frau Ott und Tel. 4711 Zimmer.",
        "Das Amt liegt in der Hafenstraße 12 Wohnungen entfernt.",
        "Mit 28 Ja-Stimmen bei 19 Gegenstimmen und 2 Enthaltungen.",
        "Es kamen 10 bis 12 Gäste, zwischen 140 und 190 Kilometer weit.",
        "Gedruckt auf 100 Prozent Recyclingpapier",
        "Am 5. Mai 2022 begann die 3. Sitzung um 16 Uhr.",
        "Die Buslinie 5 Richtung Hafen und Vorlage 2023 Anlage 2.",
    ],
)
def test_not_counted(tmp_path: Path, line: str) -> None:
    assert claims(tmp_path, line) == []
