"""A faction's letter and the unit's answer in two files, without any number: title and day bring them together."""

from pathlib import Path

from civicgraph.pipeline import build
from tests.link.test_consulted import rows

ASKED = """SPD-Fraktion im Rat der Stadt Ahrenfeld, Markt 1, 30000 Ahrenfeld

An den
Vorsitzenden des Ausschusses für Schule und Bildung
Herrn Ratsherrn Jonas Bleek
                                                      Ahrenfeld, den 14. Juni 2023

Anfrage gemäß § 12 der Geschäftsordnung
zur Sitzung des Ausschusses für Schule und Bildung am 28. Juni 2023

Ausstattung der Grundschulen mit Endgeräten

Sehr geehrter Herr Bleek,

die SPD-Fraktion bittet um schriftliche Beantwortung der nachstehenden Fragen:

I. Wie viele Tablets wurden an die Grundschulen ausgegeben?
   a) Wie viele davon sind defekt?
II. Welche Schulen haben einen Glasfaseranschluss?
"""
ANSWERED = """Stadt Ahrenfeld - Amt für Schule                     Ahrenfeld, 27.06.2023

Stellungnahme zur Anfrage der SPD-Fraktion vom 14.06.2023 "Ausstattung der Grundschulen mit Endgeräten"

Zu I.:
Es wurden 1.840 Tablets ausgegeben.
Zu I a:
Rund 5 % der Geräte sind defekt.
Zu II.:
Hierzu wird auf die Vorlage 2023/201 verwiesen.

Im Auftrag
Henning Pottebaum
"""


def test_the_answer_meets_the_questions(tmp_path: Path) -> None:
    pages = tmp_path / "ahrenfeld"
    pages.mkdir()
    (pages / "anfrage.txt").write_text(ASKED, encoding="utf-8")
    (pages / "antwort.txt").write_text(ANSWERED, encoding="utf-8")
    assert build([pages], tmp_path / "graph", workers=1).quarantined == 0
    graph = tmp_path / "graph"
    (paper,) = rows(graph, "papers")
    assert (paper["title"], paper["type"], paper["authors"]) == (
        "Ausstattung der Grundschulen mit Endgeräten",
        "inquiry",
        "SPD",
    )
    assert {row["number"]: (row["status"], row["answer"]) for row in rows(graph, "questions")} == {
        "I": ("answered", "I"),
        "Ia": ("answered", "Ia"),
        "II": ("refers-elsewhere", "II"),
    }
    assert {row["label"]: row["text"] for row in rows(graph, "answers")} == {
        "I": "Es wurden 1.840 Tablets ausgegeben.",
        "Ia": "Rund 5 % der Geräte sind defekt.",
        "II": "Hierzu wird auf die Vorlage 2023/201 verwiesen.",
    }
    assert [(row["body"], row["date"]) for row in rows(graph, "consultations")] == [
        ("Ausschuss für Schule und Bildung", "2023-06-28")
    ]
