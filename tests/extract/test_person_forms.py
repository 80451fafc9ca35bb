"""Persons as minutes, letters and motions of many councils name them; and offices, bodies and places that are nobody."""

from pathlib import Path

import pytest

from tests.extract.test_mentioned import named

SOMEBODY = [
    ("SVO Ahrend fragt nach.", {"Ahrend": {"SVO"}}),
    ("StR'in Dr. Kolb bittet um Auskunft.", {"Dr. Kolb": {"StR'in"}}),
    ("StRin Kolb bittet um Auskunft.", {"Kolb": {"StRin"}}),
    ("RM Peter Ahrend fragt nach.", {"Peter Ahrend": {"RM"}}),
    ("BzStR Yilmaz antwortet.", {"Yilmaz": {"BzStR"}}),
    ("BezStR'in Meyer-Lang antwortet.", {"Meyer-Lang": {"BezStR'in"}}),
    ("Bezirksstadtrat Florian Kessel antwortet.", {"Florian Kessel": {"Bezirksstadtrat"}}),
    ("Herr Erster Beigeordneter Lindner antwortet.", {"Lindner": {"Erster Beigeordneter"}}),
    ("Frau Oberbürgermeisterin Dr. Ahrend eröffnet die Sitzung.", {"Dr. Ahrend": {"Oberbürgermeisterin"}}),
    ("Oberbürgermeister Dr. Jens Ahrend eröffnet die Sitzung.", {"Dr. Jens Ahrend": {"Oberbürgermeister"}}),
    ("Müller (SPD) fragt nach dem Stand.", {"Müller": {"spd"}}),
    ("Kerstin Müller (Bündnis 90/Die Grünen) fragt nach.", {"Kerstin Müller": {"gruene"}}),
    ("Die SPD-Fraktion, vertreten durch Frau Müller, fragt nach.", {"Müller": set()}),
    (
        "Fraktion DIE LINKE, vertreten durch den Fraktionsvorsitzenden Ralf Thoma",
        {"Ralf Thoma": {"Fraktionsvorsitzenden"}},
    ),
    (
        "Stadtverordneter Karl-Heinz Busch (CDU) begründet den Antrag.",
        {"Karl-Heinz Busch": {"Stadtverordneter", "cdu"}},
    ),
    ("Bürgermeister a. D. Gerd Busch ist Gast.", {"Gerd Busch": {"Bürgermeister"}}),
    ("Beigeordnete Sabine Rühl erläutert die Vorlage.", {"Sabine Rühl": {"Beigeordnete"}}),
    ("Stadtbaurätin Prof. Dr. Iris Rühl erläutert.", {"Prof. Dr. Iris Rühl": {"Stadtbaurätin"}}),
    ("Der Vorsitzende, Herr Rühl, schließt die Sitzung.", {"Rühl": {"Vorsitzende"}}),
    ("Ausschussvorsitzende Rühl schließt die Sitzung.", {"Rühl": {"Ausschussvorsitzende"}}),
    ("Ratsfrau van der Heide fragt nach.", {"van der Heide": {"Ratsfrau"}}),
    ("Ratsherr Dr. von Bülow fragt nach.", {"Dr. von Bülow": {"Ratsherr"}}),
    ("Frau Ratsfrau Müller fragt nach.", {"Müller": {"Ratsfrau"}}),
    (
        "Stadtrat Bausch, Stadträtin Thoma und Stadtrat Kern stimmen zu.",
        {"Bausch": {"Stadtrat"}, "Thoma": {"Stadträtin"}, "Kern": {"Stadtrat"}},
    ),
    ("Die Herren Bausch und Kern sind befangen.", {"Bausch": set(), "Kern": set()}),
    ("Frau Bausch und Herr Kern sind befangen.", {"Bausch": set(), "Kern": set()}),
    ("Sitzungsleitung: Bürgermeisterin Anke Thoma", {"Anke Thoma": {"Bürgermeisterin"}}),
    ("Sehr geehrter Herr Oberbürgermeister Ahrend,", {"Ahrend": {"Oberbürgermeister"}}),
    ("Ortsvorsteherin Ute Kern berichtet.", {"Ute Kern": {"Ortsvorsteherin"}}),
    ("GR Huber merkt an, dass der Weg fehlt.", {"Huber": {"GR"}}),
    ("Gemeinderätin Maria Huber merkt an, dass der Weg fehlt.", {"Maria Huber": {"Gemeinderätin"}}),
    ("Herr Huber (Tiefbauamt) erklärt den Weg.", {"Huber": set()}),
    ("Einwohner Paul Huber fragt nach dem Weg.", {"Paul Huber": {"Einwohner"}}),
]
NOBODY = [
    "Die Oberbürgermeisterin wird beauftragt.",
    "Frau Oberbürgermeisterin wird gebeten.",
    "Der Stadtrat Kirchau tagt im Mai.",
    "Ortsbeirat Nord und Gemeinderat Süd",
    "Stadtrat Sitzung Mai",
    "Bürgermeister Straße und Holleweg",
    "Haus der Bürger (FDP) e. V.",
    "Die Herren der Verwaltung",
    "An die Vorsitzende des Rates",
    "Der Ausschuss für Bau (CDU 4, SPD 3)",
]


@pytest.mark.parametrize(("line", "found"), SOMEBODY)
def test_somebody(tmp_path: Path, line: str, found: dict[str, set[str]]) -> None:
    assert named(tmp_path, line) == found


@pytest.mark.parametrize("line", NOBODY)
def test_nobody(tmp_path: Path, line: str) -> None:
    assert named(tmp_path, line) == {}
