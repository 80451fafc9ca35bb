"""Who is named in running text, with office and party; and words in capitals that are nobody."""

from pathlib import Path

import pytest

from civicgraph.record import Membership, Person
from tests.extract.test_no_inventions import told
from tests.reading import records_of, things

IN_HEADER = {"Eva Berg", "Jan Krüger"}


def named(folder: Path, line: str) -> dict[str, set[str]]:
    """Return names with the offices and parties that the line gives them."""
    records = records_of(told(folder, line))
    said = {p.key: p.name for p in things(records, Person) if p.name not in IN_HEADER}
    found: dict[str, set[str]] = {name: set() for name in said.values()}
    for m in things(records, Membership):
        if m.person in said:
            found[said[m.person]].add(m.raw_role or m.organisation or "")
    return found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Ratsherr Weber (CDU) begrüßt das.", {"Weber": {"Ratsherr", "cdu"}}),
        ("Kämmerin Dr. Ulrike Stahl stellt den Haushalt vor.", {"Dr. Ulrike Stahl": {"Kämmerin"}}),
        ("Ratsherr Heinrich von Seydel (FDP) fragt.", {"Heinrich von Seydel": {"Ratsherr", "fdp"}}),
        ("Müller(SPD) und Yıldız Aydın (FDP) stimmen zu.", {"Müller": {"spd"}, "Yıldız Aydın": {"fdp"}}),
        ("Herr Lorenz fragt nach.", {"Lorenz": set()}),
        ("Jugendamtsleiter Hendrik Voß erklärt den Plan.", {"Hendrik Voß": {"Jugendamtsleiter"}}),
        ("RM OTT i. V. für RM Müller-Lüdeke", {"OTT": {"RM"}, "Müller-Lüdeke": {"RM"}}),
        ("Dipl.-Ing. Achim Rohde vom Büro Nord zeigt es.", {"Dipl.-Ing. Achim Rohde": set()}),
    ],
)
def test_somebody(tmp_path: Path, line: str, found: dict[str, set[str]]) -> None:
    assert named(tmp_path, line) == found


@pytest.mark.parametrize(
    "line",
    [
        "Der Bürgermeister und die Verwaltung antworten.",
        "Der Stadtrat Seeheim beschloss den Bau.",
        "Oberbürgermeister Verwaltung und Rat",
        "Die Bürgermeister-Schmidt-Straße wird gesperrt.",
        "Ortschaftsrat Seedorf und Bürger Vereine sind dafür.",
        "Die Fraktion (CDU) und der Antrag (SPD)",
        "Sehr geehrte Damen und Herren",
    ],
)
def test_nobody(tmp_path: Path, line: str) -> None:
    assert named(tmp_path, line) == {}


def test_a_family_name_is_the_one_person_of_that_name_on_the_page(tmp_path: Path) -> None:
    records = records_of(told(tmp_path, "Ratsfrau Anja Lorenz (SPD) fragt. Frau Lorenz dankt. Ratsherr Krüger nickt."))
    assert {p.key for p in things(records, Person)} == {"berg-eva", "krueger-jan", "lorenz-anja"}
