"""Minutes whose head says "Protokoll der …" or "…sitzung", with items numbered by "§" or "TOP" and papers between dashes."""

from pathlib import Path

from civicgraph.record import Decision, Meeting, Paper, Vote
from tests.reading import page_of, records_of, things

EXTRACT = """Auszug aus dem Protokoll der Stadtverordnetenversammlung vom 22.09.2022

TOP 9
Antrag der Fraktion DIE LINKE betr. Einführung eines Sozialtickets
- Drucksache 0147/2022 -

Stv. Bruno Hackl (DIE LINKE) begründet den Antrag.

Die Stadtverordnetenversammlung überweist den Antrag einstimmig an den Sozialausschuss.
"""
PARAGRAPHS = """Protokoll der Gemeinderatssitzung vom 14. Februar 2023

Vorsitzender: Bgm. Thomas Wälde
Anwesend: 15 Gemeinderäte
Beginn: 19.30 Uhr, Ende: 21.45 Uhr

§ 4
Bebauungsplan "Hinter den Gärten"
(Vorlage 17/2023)

Bgm. Wälde erläutert den Sachverhalt.

Beschluss (12 Ja, 3 Nein, 0 Enthaltungen):
1. Der Gemeinderat beschließt die Aufstellung.

§ 5
Bericht zur Feuerwehr
Kommandant Huber berichtet. Das Gremium nimmt den Bericht zur Kenntnis.
"""


def saved(folder: Path, text: str) -> Path:
    path = folder / "protokoll.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_extract_of_a_protocol(tmp_path: Path) -> None:
    records = records_of(saved(tmp_path, EXTRACT))
    assert records.page_kind == "extract"
    paper = things(records, Paper)[0]
    assert (paper.number, paper.paper_type) == ("0147/2022", "motion")
    assert paper.title is not None and "Sozialticket" in paper.title
    assert [(d.body, d.outcome) for d in things(records, Decision)] == [("stadtverordnetenversammlung", "referred")]


def test_items_numbered_by_paragraph_marks(tmp_path: Path) -> None:
    page = page_of(saved(tmp_path, PARAGRAPHS))
    assert [(item.number.value if item.number else None, item.paper.value if item.paper else None) for item in page.items] == [
        ("4", "17/2023"),
        ("5", None),
    ]  # fmt: skip
    records = records_of(saved(tmp_path, PARAGRAPHS))
    (meeting,) = things(records, Meeting)
    assert (meeting.body, str(meeting.start)[:16]) == ("gemeinderat", "2023-02-14 19:30")
    (vote,) = things(records, Vote)
    assert (vote.yes, vote.no, vote.abstentions) == (12, 3, 0)
    assert "noted" in {decision.outcome for decision in things(records, Decision)}
