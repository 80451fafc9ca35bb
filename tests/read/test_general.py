"""HTML pages of systems that no reader knows are read by their words, labels and tables."""

from pathlib import Path

import pytest

from civicgraph.read.general import flattened
from civicgraph.read.page import Page
from civicgraph.record import Answer, Decision, Finding, Lineage, Paper, Question, Step
from tests.reading import page_of, read_file, records_of, things

MOTION = """<!DOCTYPE html><html lang="de"><head><title>Ratsportal</title><style>p{color:red}</style></head><body>
<nav><a href="/">Start</a><a href="/termine">Termine</a></nav><div id="cookie-hinweis">Cookies annehmen?</div>
<main><h1>DS 19/0815 – Leitbild Klimaneutrales Osterau</h1>
<dl><dt>Drucksachennummer</dt><dd>19/0815</dd><dt>Art</dt><dd>Antrag</dd><dt>Eingereicht von</dt><dd>SPD-Fraktion</dd>
<dt>Eingang</dt><dd>2. September 2024</dd></dl><h2>Beratungsverlauf</h2>
<table><thead><tr><th>Datum</th><th>Gremium</th><th>TOP</th><th>Ergebnis</th></tr></thead><tbody>
<tr><td>12.09.2024</td><td>Bauausschuss</td><td>Ö 4</td><td><p>vertagt</p></td></tr>
<tr><td>24.10.2024</td><td>Gemeindevertretung</td><td>Ö 9</td><td>mit Änderungen beschlossen</td></tr></tbody></table>
<h2>Text</h2><p>Die Gemeindevertretung möge beschließen:
Das Leitbild &bdquo;Klimaneutrales Osterau&ldquo; löst das Energiekonzept 2012 ab.</p>
</main><footer>Impressum</footer></body></html>"""

INQUIRY = """<HTML><BODY><div class=inhalt><h1>Anfrage</h1>
<TABLE><TR><TD><b>Vorlage-Nr.:</b><TD>AF/0123/2022</TR><TR><TD>Betreff:</TD><TD>Schulwege in Altmoor</TD></TR>
<TR><TD>Antragsteller</TD><TD>FDP-Fraktion</TD></TR><TR><TD>Datum</TD><TD>07.03.2022</TD></TR></TABLE>
<p>Wir fragen die Verwaltung:<ol><li>Wie viele Unfälle gab es seit 2019?<li>Welche Maßnahmen sind geplant?</ol>
<h3>Antwort der Verwaltung</h3><p>Zu 1.: Seit 2019 gab es 14 Unfälle.<p>Zu 2.: Geplant sind zwei Zebrastreifen.</div>"""


def saved(folder: Path, markup: str) -> Path:
    path = folder / "seite.html"
    path.write_text(markup, encoding="utf-8")
    return path


def test_motion_with_its_way(tmp_path: Path) -> None:
    page = page_of(saved(tmp_path, MOTION))
    assert page.reader == "council-page"
    assert "Cookies" not in page.text and "Impressum" not in page.text and "Termine" not in page.text
    records = records_of(saved(tmp_path, MOTION))
    paper = things(records, Paper)[0]
    assert (paper.number, paper.title, paper.paper_type) == ("19/0815", "Leitbild Klimaneutrales Osterau", "motion")
    assert [(s.body, str(s.when.earliest) if s.when else None) for s in things(records, Step)] == [
        ("bauausschuss", "2024-09-12"),
        ("gemeindevertretung", "2024-10-24"),
    ]
    assert [d.outcome for d in things(records, Decision)] == ["deferred", "adopted-amended"]
    assert [edge.relation for edge in things(records, Lineage)] == ["replaces"]
    assert any(finding.rule == "read-without-its-system" for finding in records.findings)


def test_inquiry_with_answers_in_old_markup(tmp_path: Path) -> None:
    records = records_of(saved(tmp_path, INQUIRY))
    paper = things(records, Paper)[0]
    assert (paper.number, paper.title, paper.paper_type) == ("AF/0123/2022", "Schulwege in Altmoor", "inquiry")
    assert [question.text for question in things(records, Question)] == [
        "Wie viele Unfälle gab es seit 2019?",
        "Welche Maßnahmen sind geplant?",
    ]
    assert [answer.text for answer in things(records, Answer)] == [
        "Seit 2019 gab es 14 Unfälle.",
        "Geplant sind zwei Zebrastreifen.",
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body><h1>Kürbissuppe</h1><h2>Zutaten</h2><ul><li>1 Kürbis</li></ul><p>Zubereitung: kochen.</p></body></html>",
        "<html><body><h1>Verein</h1><p>Die Mitgliederversammlung fragt den Vorstand: Wann ist das Fest?</p></body></html>",
        "<html><body></body></html>",
        "<!doctype html><p>" + "<div>" * 3000 + "Anfrage",
    ],
)
def test_other_pages_are_no_council_pages(tmp_path: Path, markup: str) -> None:
    assert isinstance(read_file(saved(tmp_path, markup)), Finding)


def test_layout_becomes_lines() -> None:
    text, heading = flattened(
        "<body><h1>Vorlage\n 7/24</h1><table><tr><th>Gremium</th><td>Rat <br> der Stadt</td></tr>"
        "<tr><td>a</td><td></td><td>c</td></tr></table>"
        "<ul><li>eins<li>zwei</ul><ol><li>drei<ol><li>tief</ol><li>vier</ol><p hidden>geheim</p></body>"
    )
    assert heading == "Vorlage 7/24"
    assert [line for line in text.split("\n") if line] == [
        "Vorlage 7/24", "Gremium: Rat der Stadt", "a\t\tc", "- eins", "- zwei", "1. drei", "1. tief", "2. vier",
    ]  # fmt: skip


def test_a_page_says_the_same_twice(tmp_path: Path) -> None:
    first, second = (read_file(saved(tmp_path, MOTION)) for _ in range(2))
    assert isinstance(first, Page) and first == second
