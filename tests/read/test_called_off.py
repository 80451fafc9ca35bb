"""A remark that a meeting does not take place is parted from its name and kept; a name without one stays whole."""

from pathlib import Path

import pytest

from civicgraph.read.called_off import parted
from civicgraph.read.page import Field, Span
from civicgraph.record import AgendaItem, Meeting, Step
from tests.reading import records_of, things


@pytest.mark.parametrize(
    ("words", "name", "state"),
    [
        ("Sitzung des Werkausschusses - Termin fällt aus -", "Sitzung des Werkausschusses", "Termin fällt aus"),
        ("Kulturbeirat (entfällt)", "Kulturbeirat", "entfällt"),
        ("ABGESAGT: Ortsrat Lindenau", "Ortsrat Lindenau", "ABGESAGT"),
        ("Kreistag (verschoben auf den 3.5)", "Kreistag", "verschoben auf den 3.5"),
        ("abgesagt", None, "abgesagt"),
        ("Ausschuss für Absagen und Zusagen", "Ausschuss für Absagen und Zusagen", None),
    ],
)
def test_a_remark_is_parted_from_a_name(words: str, name: str | None, state: str | None) -> None:
    told, said = parted(words, Field("body", words, Span(0, len(words))))
    assert (told.value if told else None, said.value if said else None) == (name, state)


HEAD = (
    '<html><head><title>Sitzungskalender</title><meta name="description" content="ALLRIS net Version 3.9"></head><body>'
)


def test_a_meeting_called_off_keeps_its_body_and_says_so(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    rows = "<tr><th>Datum</th><th>Zeit</th><th>Sitzung</th><th>Raum</th></tr>"
    rows += "<tr><td>04.03.2024</td><td>17:00</td><td>Sitzung des Werkausschusses - fällt aus -</td><td>Saal</td></tr>"
    page.write_text(
        f"{HEAD}<div id='allriscontainer' class='si010'><h1>Sitzungskalender</h1><table>{rows}</table></div></body></html>",
        "utf-8",
    )
    (meeting,) = things(records_of(page), Meeting)
    assert (meeting.body, meeting.occasion) == ("werkausschuss", "fällt aus")


def test_an_item_has_all_its_papers_each_with_its_station() -> None:
    records = records_of(Path(__file__).parents[1] / "cases" / "allris3" / "agenda-parts" / "input.html")
    (item,) = [one for one in things(records, AgendaItem) if one.papers]
    assert (item.paper, item.papers) == ("2024-032", ("2024-033",))
    assert {"2024-032", "2024-033"} <= {step.about.key for step in things(records, Step)}
