"""The line that says what a paper is: the rule it cites is not who wrote it, and a title may follow in quotes."""

import pytest

from civicgraph.read.council.letters import PLACE_AND_DAY
from civicgraph.read.council.opening import opening
from civicgraph.read.page import Line

LINES = [
    ("Anfrage gemäß § 12 der Geschäftsordnung", {}),
    ("Anfrage gemäß § 12 Abs. 2 der Geschäftsordnung des Rates der Stadt Ahrenfeld", {}),
    ("Kleine Anfrage gemäß § 16 der Geschäftsordnung der Bezirksversammlung", {}),
    ("Anfrage der CDU-Fraktion gemäß § 24 GeschO", {"authors": "CDU-Fraktion"}),
    (
        "Anfrage nach § 9 GO der SPD-Fraktion vom 3. Mai 2022: Radweg",
        {"authors": "SPD-Fraktion", "own_date": "3. Mai 2022", "title": "Radweg"},
    ),
    ("Antrag gem. § 5 der Geschäftsordnung für den Rat der Fraktion Die Grünen", {"authors": "Fraktion Die Grünen"}),
    ("Anfrage (gem. § 11 GO) von Ratsfrau Ute Kern zum Thema Spielplätze", {"authors": "Ratsfrau Ute Kern", "title": "Spielplätze"}),
    (
        'Stellungnahme zur Anfrage der FDP-Fraktion vom 14.06.2023 "Geräte an Schulen"',
        {"authors": "FDP-Fraktion", "own_date": "14.06.2023", "title": "Geräte an Schulen"},
    ),
    ("Große Anfrage der Fraktion FREIE WÄHLER „Zustand der Brücken“",
     {"authors": "Fraktion FREIE WÄHLER", "title": "Zustand der Brücken"}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), LINES)
def test_opening_line(words: str, expected: dict[str, str]) -> None:
    found = opening(Line(0, len(words), words))
    assert found is not None
    assert {field.name: field.value for field in found.fields} == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Anfrage der FDP-Ratsfraktion zur Sitzung des Rates am 06.07.2021, hier: Leerstände",
            {"authors": "FDP-Ratsfraktion", "title": "Leerstände"},
        ),
        ("Anfrage der SPD-Fraktion für die Sitzung am 3.5.2022", {"authors": "SPD-Fraktion"}),
        (
            "Antrag der Fraktion DIE LINKE betr. Sozialticket",
            {"authors": "Fraktion DIE LINKE", "title": "Sozialticket"},
        ),
    ],
)
def test_the_sitting_is_not_who_asks(words: str, expected: dict[str, str]) -> None:
    found = opening(Line(0, len(words), words))
    assert found is not None
    assert {field.name: field.value for field in found.fields} == expected


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Ahrenfeld, den 3. Mai 2024", "3. Mai 2024"),
        ("Ahrenfeld den 3.5.2024", "3.5.2024"),
        ("Ahrenfeld, d. 3.5.24", "3.5.24"),
        ("Ahrenfeld, Montag, 6. Mai 2024", "6. Mai 2024"),
        ("Ahrenfeld / 3. Mai 2024", "3. Mai 2024"),
        ("Ahrenfeld, im Mai 2024", "Mai 2024"),
        ("2024-05-03", "2024-05-03"),
        ("Sitzung am 3. Mai 2024", None),
        ("Ferien im Mai 2024", None),
        ("Anfrage vom 3. Mai 2024", None),
        ("Haushalt 2024", None),
    ],
)
def test_place_and_day(words: str, day: str | None) -> None:
    found = PLACE_AND_DAY.fullmatch(words)
    assert (found.group("day") if found is not None else None) == day
