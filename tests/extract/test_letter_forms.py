"""Who writes, signs, asks and answers in letters and in the texts of papers, in forms of several councils; and what is nobody."""

from pathlib import Path

import pytest

from civicgraph.extract.people import faction_name, one
from civicgraph.extract.policies import mentions
from civicgraph.extract.signers import signers
from civicgraph.read.page import lines
from civicgraph.record import Membership, Person
from tests.extract.test_inquiry_variations import SPEC, statuses_of
from tests.extract.test_told_lineage import edges
from tests.filetexts import ASKS, told

LAST = "Der Weg ist seit Mai gesperrt.\n\n"
SIGNED: list[tuple[str, dict[str, set[str | None]]]] = [
    ("Mit freundlichen Grüßen\n\nMarlies Tamm\nFraktionsvorsitzende\n", {"Marlies Tamm": {"faction-chair"}}),
    ("gez. Jorit Haase\nRatsherr\n", {"Jorit Haase": {"ratsherr"}}),
    ("Dr. Wiebke Lohse, SPD-Fraktion\n", {"Dr. Wiebke Lohse": {"SPD"}}),
    ("Enno Folkerts (SSW) · Silke von Ahn (Volt)\n", {"Enno Folkerts": {"SSW"}, "Silke von Ahn": {"Volt"}}),
    ("Pia Sommer und Uwe Brandt\nFraktion der FDP\n", {"Pia Sommer": {"FDP"}, "Uwe Brandt": {"FDP"}}),
    ("Gerda Wulf, Mitglied der Stadtvertretung\n", {"Gerda Wulf": {"assembly-member"}}),
    ("Kai Momsen\nFraktionsvorsitzender der UWG\n", {"Kai Momsen": {"faction-chair", "UWG"}}),
    ("Kai Momsen, Ratsmitglied\n\n[Dokumentende]\n", {"Kai Momsen": {"ratsmitglied"}}),
    ("Kai Momsen\n", {}),
    ("Stadt Auenrode\nBürgermeister\n", {}),
    ("Amt Nordfeld, Fachbereichsleiter\n", {}),
    ("Anlage Lageplan\nFraktion der FDP\n", {}),
    ("Das sagt Kai Momsen, Ratsherr der Stadt, seit Jahren und immer wieder in jeder Sitzung des Ausschusses.\n", {}),
]


@pytest.mark.parametrize(("end", "found"), SIGNED)
def test_who_signs_with_an_office_or_a_faction(end: str, found: dict[str, set[str | None]]) -> None:
    text = LAST + end
    told_of = {
        who.named.name: {who.named.role, who.named.faction} - {None} for who in signers(lines(text, 0, len(text)))
    }
    assert told_of == found
    for who in signers(lines(text, 0, len(text))):
        assert text[who.start : who.end] == who.named.name


QUESTIONS = "1. Wann wird der Weg geöffnet?\n2. Wer zahlt?\n\nBegründung:\n\n" + LAST


def test_the_signer_asks_where_the_letter_head_names_nobody() -> None:
    nobody = ASKS.replace("Stadträtin Ida Lorch (SPD)\n\n", "")
    found = told(nobody + QUESTIONS + "Marlies Tamm\nKreistagsabgeordnete (SSW)\n")
    assert {q.asked_by for q in found.questions} == {(("person", "tamm-marlies"),)}
    assert [m.role for m in found.things if isinstance(m, Membership) and m.role] == ["county-council-member"]
    headed = told(ASKS + QUESTIONS + "Marlies Tamm\nKreistagsabgeordnete (SSW)\n")
    assert {q.asked_by for q in headed.questions} == {(("person", "lorch-ida"),)}


ANSWER = (
    "Beantwortung der Anfrage\n\nSehr geehrte Frau Tamm,\n\nIhre Anfrage beantworte ich wie folgt:\n\n"
    "{}Mit freundlichen Grüßen\n\n{}\n"
)
REPEATED = "1. Wann wird der Weg geöffnet?\nIm Juni.\n\n2. Wer zahlt?\nDas Land.\n\n"


@pytest.mark.parametrize(
    ("end", "name", "role"),
    [
        ("Dr. Holger Baum, Bürgermeister", "Dr. Holger Baum", "mayor"),
        ("i. A. Frauke Sell, Amtsleiterin", "Frauke Sell", "department-head"),
        ("Landrätin Dr. Ute Kolb", "Dr. Ute Kolb", "landrat"),
        ("gez. Nils Peters\nErster Stadtrat", "Nils Peters", "erster-stadtrat"),
    ],
)
def test_who_signs_a_letter_answers_and_its_closing_is_no_answer(end: str, name: str, role: str) -> None:
    found = told(ANSWER.format(REPEATED, end))
    assert [a.text for a in found.answers] == ["Im Juni.", "Das Land."]
    assert {p.name for p in found.things if isinstance(p, Person)} == {name}
    assert {m.role for m in found.things if isinstance(m, Membership)} == {role}


def test_an_office_of_its_field_answers() -> None:
    text = "Beantwortung der Anfrage\n\nBaureferent Thilo Marx beantwortet die Anfrage wie folgt:\n\n" + REPEATED
    assert {a.answered_by for a in told(text).answers} == {("person", "marx-thilo")}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("GRÜNE-Gemeinderatsfraktion", "GRÜNE"),
        ("SPD-Kreistagsfraktion", "SPD"),
        ("Die FDP-Fraktion", "FDP"),
        ("CDU-Fraktion im Rat der Stadt Auenrode", "CDU"),
        ("Freie-Wähler-Fraktion", "Freie Wähler"),
        ("Ratsgruppe FWG", "FWG"),
        ("Fraktion Bündnis Sahra Wagenknecht", "BSW"),
        ("AfD-BVV-Fraktion", "AfD"),
        ("Arbeitsgruppe", None),
        ("Fraktion Zukunft Auenrode", None),
    ],
)
def test_a_faction_has_its_own_name_in_compounds(words: str, name: str | None) -> None:
    assert faction_name(words) == name


@pytest.mark.parametrize(
    ("words", "name", "role", "faction"),
    [
        ("Kreistagsabgeordneten Nis Petersen (SSW)", "Nis Petersen", "county-council-member", "SSW"),
        ("Stadtverordneten Anke Roll (FWG)", "Anke Roll", "council-member", "FWG"),
        ("Ingrid Seel vom Ingenieurbüro Halm", "Ingrid Seel", None, None),
        ("Max Roth von der Hochschule Nord", "Max Roth", None, None),
        ("Ida Blum aus dem Tiefbauamt", "Ida Blum", None, None),
        ("Heinrich von der Heide", "Heinrich von der Heide", None, None),
        ("Eva vom Berg", "Eva vom Berg", None, None),
    ],
)
def test_where_someone_is_from_is_no_part_of_the_name(
    words: str, name: str, role: str | None, faction: str | None
) -> None:
    named = one(words)
    assert named is not None
    assert (named.name, named.role, named.faction) == (name, role, faction)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Das Einzelhandels- und Zentrenkonzept 2021 gilt.", "Einzelhandels- und Zentrenkonzept 2021"),
        ("Das Einzelhandels- und\nZentrenkonzept 2021 gilt.", "Einzelhandels- und Zentrenkonzept 2021"),
        ("Im Verkehrs-, Rad- und Fußwegekonzept steht es.", "Verkehrs-, Rad- und Fußwegekonzept"),
        ("Die Ufer- und das Hafenkonzept liegen vor.", "Hafenkonzept"),
    ],
)
def test_parts_that_share_their_end_are_one_name(text: str, name: str) -> None:
    assert [m.name for m in mentions(text)] == [name]


@pytest.mark.parametrize(
    ("line", "edge"),
    [
        ("Das Uferkonzept wurde unter Beachtung des Baumplans erstellt.", ("uferkonzept", "influenced-by", "baumplan")),
        ("Unter Berücksichtigung des Baumplans wurde das Uferkonzept erstellt.", ("uferkonzept", "influenced-by", "baumplan")),
        ("Das Uferkonzept, vom Rat beschlossen, knüpft inhaltlich an den Baumplan an.", ("uferkonzept", "derived-from", "baumplan")),
    ],
)  # fmt: skip
def test_what_a_policy_heeds(tmp_path: Path, line: str, edge: tuple[str, str, str]) -> None:
    assert edge in edges(tmp_path, line)


@pytest.mark.parametrize(
    "answer",
    [
        "Es gab drei Bewerbungen. Die Namen der Firmen dürfen aus Gründen des Vergaberechts nicht genannt werden.",
        "Hierzu wird aus Gründen des Persönlichkeitsschutzes keine Auskunft erteilt.",
        "Rechtsauskünfte erteilt der Magistrat nicht.",
    ],
)
def test_an_answer_that_refuses(tmp_path: Path, answer: str) -> None:
    page = SPEC.with_(lines=("Ich frage die Verwaltung:", "1. Wer hat sich beworben?", "Antwort:", answer)).save(
        tmp_path
    )
    assert statuses_of(page) == {"1": "refused"}
