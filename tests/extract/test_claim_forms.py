"""Sums, shares and counts in many forms, with modifiers before and behind them; and figures that claim nothing."""

from pathlib import Path

import pytest

from civicgraph.record import Claim
from tests.extract.test_no_inventions import told
from tests.reading import records_of, things

COUNTED = [
    ("Die Sanierung kostet 1,2 Mio. €.", ("1200000", "exactly", "EUR")),
    ("Für den Steg sind rd. 3.500 EUR vorgesehen.", ("3500", "about", "EUR")),
    ("Die Kosten liegen bei ca. 45 T€.", ("45000", "about", "EUR")),
    ("Der Zuschuss beträgt 750 TEUR.", ("750000", "exactly", "EUR")),
    ("Veranschlagt sind € 12.000,00 für Bänke.", ("12000", "exactly", "EUR")),
    ("Veranschlagt sind 12.000,- Euro für Bänke.", ("12000", "exactly", "EUR")),
    ("Veranschlagt sind 12.000,-- € für Bänke.", ("12000", "exactly", "EUR")),
    ("Der Eintritt beträgt 4,50 Euro.", ("4.5", "exactly", "EUR")),
    ("Der Neubau kostet etwa 2,5 Millionen Euro.", ("2500000", "about", "EUR")),
    ("Der Haushalt umfasst 1,1 Mrd. Euro.", ("1100000000", "exactly", "EUR")),
    ("Die Miete liegt bei maximal 900 Euro.", ("900", "up-to", "EUR")),
    ("Die Miete beträgt höchstens 900 Euro im Monat.", ("900", "up-to", "EUR")),
    ("Knapp 40 % der Hallen sind saniert.", ("40", "under", "Prozent")),
    ("Gut 60 v. H. der Wege sind beleuchtet.", ("60", "over", "Prozent")),
    ("Der Anteil liegt bei rund 12,5 Prozent.", ("12.5", "about", "Prozent")),
    ("Über 120 Bäume wurden gepflanzt.", ("120", "over", "Anzahl")),
    ("Mehr als 120 Bäume wurden gepflanzt.", ("120", "over", "Anzahl")),
    ("Etwa zwanzig Bänke fehlen.", ("20", "about", "Anzahl")),
    ("Nur drei Bänke fehlen.", ("3", "exactly", "Anzahl")),
    ("Lediglich 15 Bänke fehlen.", ("15", "exactly", "Anzahl")),
    ("Es fehlen zwölf Bänke.", ("12", "exactly", "Anzahl")),
    ("Es fehlen fünfzehn Bänke.", ("15", "exactly", "Anzahl")),
    ("Es fehlen dreizehn Bänke.", ("13", "exactly", "Anzahl")),
    ("Es fehlen sechzig Bänke.", ("60", "exactly", "Anzahl")),
    ("Mindestens 30 Kinder warten.", ("30", "over", "Personen")),
    ("Weniger als 30 Kinder warten.", ("30", "under", "Personen")),
    ("Bis zu 30 Kinder warten.", ("30", "up-to", "Personen")),
    ("Fast 300 Haushalte sind angeschlossen.", ("300", "under", "Personen")),
    ("Nahezu 300 Laternen sind alt.", ("300", "under", "Anzahl")),
    ("Circa 300 Laternen sind alt.", ("300", "about", "Anzahl")),
    ("Ungefähr 300 Laternen sind alt.", ("300", "about", "Anzahl")),
    ("Schätzungsweise 300 Laternen sind alt.", ("300", "about", "Anzahl")),
    ("Insgesamt 300 Laternen sind alt.", ("300", "exactly", "Anzahl")),
    ("Exakt 300 Laternen sind alt.", ("300", "exactly", "Anzahl")),
    ("Zurzeit sind 1 250 Laternen alt.", ("1250", "exactly", "Anzahl")),
    ("Die Zahl der Laternen beträgt derzeit 412.", ("412", "exactly", "Anzahl")),
    ("Die Anzahl der Laternen ist auf 412 gestiegen.", ("412", "exactly", "Anzahl")),
    ("Anzahl der Laternen: 412", ("412", "exactly", "Anzahl")),
    ("Zahl der Anmeldungen: 97", ("97", "exactly", "Anzahl")),
    ("Laternen: 412 Stück", ("412", "exactly", "Exemplare")),
    ("Das sind 8 Haltepunkte mehr als im Vorjahr.", ("8", "exactly", "Anzahl")),
    ("Auf der Fläche von 2,4 ha entstehen Wege.", ("2.4", "exactly", "Hektar")),
    ("Der Weg ist 1.250 m lang.", ("1250", "exactly", "Meter")),
    ("Der Weg ist rund 3,2 km lang.", ("3.2", "about", "Kilometer")),
    ("Die Halle hat 850 qm Fläche.", ("850", "exactly", "Quadratmeter")),
    ("Die Anlage leistet 99 kWp.", ("99", "exactly", "Kilowatt")),
    ("Je Platz fallen 310 Euro an.", ("310", "exactly", "EUR")),
    ("Der Beitrag steigt um 3 Euro pro Monat.", ("3", "exactly", "EUR")),
    ("Gefördert werden 80 Prozent der Kosten.", ("80", "exactly", "Prozent")),
    ("Im Jahr 2023 gab es 1.386 Stunden Unterricht.", ("1386", "exactly", "Stunden")),
    ("Es wurden 26.300 Pkw gezählt.", ("26300", "exactly", "Anzahl")),
    ("Es wurden 140 Lkw gezählt.", ("140", "exactly", "Anzahl")),
]
SILENT = [
    "Die Kosten liegen zwischen 10.000 und 12.000 Euro.",
    "Es kommen 15 bis 20 Kinder.",
    "Am 12. Mai 2023 um 17 Uhr tagt der Rat.",
    "Haus 3 Eingang B, Zimmer 12 Erdgeschoss.",
    "Das Baugebiet Nr. 12 Hafen und die Linie 4 Richtung Zoo.",
    "Die 5. Klasse und der 3. Bauabschnitt.",
    "PLZ 24937 Flensburg",
    "Kontakt: 0461 85 2000 Rathaus",
    "Stand 31. Dezember 2023 Anlage",
    "Der Rat hat mit 12 Ja-Stimmen entschieden.",
]


def counted(folder: Path, line: str) -> list[tuple[str, str, str | None]]:
    return [(c.value, c.modifier, c.unit) for c in things(records_of(told(folder, line)), Claim)]


@pytest.mark.parametrize(("line", "found"), COUNTED)
def test_counted(tmp_path: Path, line: str, found: tuple[str, str, str]) -> None:
    assert counted(tmp_path, line) == [found]


@pytest.mark.parametrize("line", SILENT)
def test_silent(tmp_path: Path, line: str) -> None:
    assert counted(tmp_path, line) == []
