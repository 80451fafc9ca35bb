"""The words that councils of all systems use for votes and outcomes, phrase by phrase."""

import pytest

from civicgraph.extract.outcomes import outcome_code
from civicgraph.extract.votes import Tally, tally

VOTES = [
    ("bei 3 Gegenstimmen", Tally(no=3)),
    ("mehrheitlich bei drei Gegenstimmen angenommen", Tally(result="majority", no=3)),
    ("mit 12 : 5 Stimmen bei 2 Enthaltungen", Tally(yes=12, no=5, abstentions=2)),
    ("mit 12 zu 5 Stimmen", Tally(yes=12, no=5)),
    ("mit 22 gegen 19 Stimmen bei einer Enthaltung beschlossen", Tally(yes=22, no=19, abstentions=1)),
    ("mit 7:4 Stimmen abgelehnt", Tally(yes=7, no=4)),
    ("12 Ja, 5 Nein", Tally(yes=12, no=5)),
    ("12 Ja / 5 Nein / 1 Enthaltung", Tally(yes=12, no=5, abstentions=1)),
    ("Abstimmungsergebnis: 9 dafür, 2 dagegen, 1 Enthaltung", Tally(yes=9, no=2, abstentions=1)),
    ("mit 18 Stimmen dafür und 4 Stimmen dagegen", Tally(yes=18, no=4)),
    ("mit 15 Stimmen gegen 3 Stimmen", Tally(yes=15, no=3)),
    ("Mit 8 Stimmen bei 2 Gegenstimmen", Tally(yes=8, no=2)),
    ("einstimmig (14 Ja-Stimmen)", Tally(result="unanimous", yes=14)),
    ("Einstimmig, 1 Enthaltung", Tally(result="unanimous", abstentions=1)),
    ("einstimmig mit 21 Ja-Stimmen", Tally(result="unanimous", yes=21)),
    ("mit Stimmenmehrheit bei 4 Stimmenthaltungen", Tally(result="majority", abstentions=4)),
    ("mehrheitlich ja bei 4 Enthaltungen", Tally(result="majority", abstentions=4)),
    ("Ja-Stimmen: 17; Nein-Stimmen: keine; Enthaltungen: zwei", Tally(yes=17, no=0, abstentions=2)),
    ("Ja-Stimmen: 17 - Nein-Stimmen: 3 - Enthaltungen: 1", Tally(yes=17, no=3, abstentions=1)),
    ("JA 13 NEIN 2 ENTHALTUNGEN 0", Tally(yes=13, no=2, abstentions=0)),
    ("(Ja: 7 / Nein: 0 / Enthaltung: 1)", Tally(yes=7, no=0, abstentions=1)),
    ("Zustimmung: 11 Ablehnung: 4 Enthaltung: 2", Tally(yes=11, no=4, abstentions=2)),
    ("Ja: 31 Stimmen, Nein: 8 Stimmen, Enthaltungen: 4 Stimmen", Tally(yes=31, no=8, abstentions=4)),
    ("31 Ja-Stimmen, 8 Nein-Stimmen und 4 Stimmenthaltungen", Tally(yes=31, no=8, abstentions=4)),
    ("Für die Vorlage: 24, gegen die Vorlage: 10, Enthaltungen: 3", Tally(yes=24, no=10, abstentions=3)),
    ("Für den Antrag stimmen 6 Mitglieder, dagegen 9, 1 Enthaltung", Tally(yes=6, no=9, abstentions=1)),
    ("Dafür stimmten 14, dagegen 6 bei 2 Enthaltungen", Tally(yes=14, no=6, abstentions=2)),
    ("9/2/1 (Ja/Nein/Enthaltung)", Tally(yes=9, no=2, abstentions=1)),
    ("Ja/Nein/Enthaltungen: 9/2/1", Tally(yes=9, no=2, abstentions=1)),
    ("9 - 2 - 1 Stimmen", Tally(yes=9, no=2, abstentions=1)),
    ("mit elf Ja-Stimmen bei fünf Nein-Stimmen", Tally(yes=11, no=5)),
    ("mit großer Mehrheit", Tally(result="majority")),
    ("mit großer Mehrheit bei einigen Gegenstimmen", Tally(result="majority")),
    ("Mehrheitlich dafür", Tally(result="majority")),
    ("mit knapper Mehrheit (8 Ja, 7 Nein)", Tally(result="majority", yes=8, no=7)),
    ("bei Stimmengleichheit (6:6) abgelehnt", Tally(result="tie", yes=6, no=6)),
    ("ohne Gegenstimmen bei drei Enthaltungen", Tally(result="unanimous", no=0, abstentions=3)),
    ("Anwesende Mitglieder: 15, Ja-Stimmen: 15, Nein-Stimmen: 0", Tally(present=15, yes=15, no=0)),
    ("Abstimmung: 20 (dafür) : 3 (dagegen)", Tally(yes=20, no=3)),
    ("Beschlossen mit 25 Ja- gegen 17 Nein-Stimmen", Tally(yes=25, no=17)),
    ("mit 25 Ja- und 17 Nein-Stimmen bei 1 Enthaltung", Tally(yes=25, no=17, abstentions=1)),
    ("Gegenstimmen: 2", Tally(no=2)),
    ("2 Stimmenthaltungen, keine Gegenstimme", Tally(abstentions=2, no=0)),
    ("einstimmig bei Enthaltung von 2 Mitgliedern", Tally(result="unanimous", abstentions=2)),
    ("gegen die Stimmen der CDU mehrheitlich beschlossen", Tally(result="majority")),
]
NO_VOTES = [
    "Die Partie endete 3:2 nach Verlängerung.",
    "Die Sitzung beginnt um 17:30 Uhr.",
    "Im Maßstab 1:500 und 1:1000",
    "Der Verein hat 12 zu 5 Teilen gezahlt.",
    "Ja, das ist so.",
    "Er sprach sich dafür aus, 3 Bänke aufzustellen.",
    "mit 12 Personen",
    "Nein. 3 Bäume bleiben.",
]
OUTCOMES = [
    ("einstimmig beschlossen", "adopted-unanimously"),
    ("Einstimmig beschlossen.", "adopted-unanimously"),
    ("mehrheitlich beschlossen bei 3 Gegenstimmen", "adopted-by-majority"),
    ("bei 3 Gegenstimmen mehrheitlich beschlossen", "adopted-by-majority"),
    ("mit 12 : 5 Stimmen bei 2 Enthaltungen beschlossen", "adopted"),
    ("mit 12 Ja-Stimmen und 5 Nein-Stimmen abgelehnt", "rejected"),
    ("abgelehnt mit 5 Ja- und 12 Nein-Stimmen", "rejected"),
    ("verwiesen an den Hauptausschuss", "referred"),
    ("Verwiesen an den Ausschuss für Bauen und Verkehr", "referred"),
    ("in den Finanzausschuss verwiesen", "referred"),
    ("Überweisung in den Schulausschuss", "referred"),
    ("überwiesen an den Jugendhilfeausschuss (federführend)", "referred"),
    ("zur weiteren Beratung in den Umweltausschuss verwiesen", "referred"),
    ("an den Bauausschuss zurückverwiesen", "referred-back"),
    ("auf die Sitzung im Mai vertagt", "deferred"),
    ("vertagt auf die Sitzung am 12.03.2025", "deferred"),
    ("Vertagt bis zur nächsten Sitzung", "deferred"),
    ("vertagt in die nächste Sitzung", "deferred"),
    ("zurückgestellt bis zu den Haushaltsberatungen", "held-over"),
    ("bis zur Klärung der Kosten zurückgestellt", "held-over"),
    ("von der Tagesordnung abgesetzt", "removed"),
    ("vom Antragsteller zurückgezogen", "withdrawn"),
    ("von der Fraktion zurückgezogen", "withdrawn"),
    ("von den Antragstellern zurückgezogen", "withdrawn"),
    ("wird zurückgezogen", "withdrawn"),
    ("zur Kenntnis genommen.", "noted"),
    ("Die Vorlage wird zur Kenntnis genommen.", "noted"),
    ("Kenntnis genommen", "noted"),
    ("Wird zur Kenntnis genommen", "noted"),
    ("wie vorgeschlagen beschlossen (einstimmig)", "adopted-unchanged"),
    ("ungeändert beschlossen (Ja: 9, Nein: 2)", "adopted-unchanged"),
    ("geändert beschlossen mit 14 Ja-Stimmen", "adopted-amended"),
    ("einstimmig, bei einer Enthaltung, empfohlen", "recommended-unanimously"),
    ("einstimmig zur Annahme empfohlen", "recommended-unanimously"),
    ("dem Rat einstimmig zur Annahme empfohlen", "recommended-unanimously"),
    ("mehrheitlich zur Beschlussfassung empfohlen", "recommended-by-majority"),
    ("Zustimmung", "approved"),
    ("einstimmige Zustimmung bei 1 Enthaltung", "approved-unanimously"),
    ("mit Stimmenmehrheit abgelehnt", "rejected-by-majority"),
    ("einstimmig angenommen", "accepted-unanimously"),
    ("mehrheitlich angenommen", "accepted-by-majority"),
    ("angenommen mit Änderungen", "accepted-amended"),
    ("in geänderter Fassung einstimmig beschlossen", "adopted-amended"),
    ("mit Ergänzungen einstimmig beschlossen", "adopted-amended"),
    ("erledigt", "settled"),
    ("durch Verwaltungshandeln erledigt", "settled"),
    ("schriftlich beantwortet", "answered-in-writing"),
    ("wird schriftlich beantwortet", "answered-in-writing"),
    ("abgelehnt bei Stimmengleichheit", "rejected-on-tie"),
    ("Beschluss: einstimmig beschlossen", "adopted-unanimously"),
]
NO_OUTCOMES = ["siehe Anlage", "Beschlussvorschlag", "12 Ja", "einstimmig", "nicht vertagt", "Der Ausschuss tagt.", ""]


@pytest.mark.parametrize(("words", "told"), VOTES)
def test_votes(words: str, told: Tally) -> None:
    assert tally(words) == told


@pytest.mark.parametrize("words", NO_VOTES)
def test_no_votes(words: str) -> None:
    assert not tally(words).says_something


@pytest.mark.parametrize(("words", "code"), OUTCOMES)
def test_outcomes(words: str, code: str) -> None:
    assert outcome_code(words) == code


@pytest.mark.parametrize("words", NO_OUTCOMES)
def test_no_outcomes(words: str) -> None:
    assert outcome_code(words) is None
