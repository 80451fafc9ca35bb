"""What a SessionNet page says reaches the graph, or the account lists it: no label, column or block is lost silently."""

from pathlib import Path

import pytest

from civicgraph.read.page import Page
from civicgraph.read.phrases import table
from civicgraph.record import Decision, Meeting, Paper, Step, Vote
from tests.reading import page_of, records_of, things, without_evidence

VALUES = {
    "attachments": ("<a href='getfile.asp?id=3'>Lageplan</a>", "<a href='getfile.asp?id=4'>Gutachten</a>"),
    "agenda_number": ("Ö 4", "Ö 5"),
    "authors": ("Frau Petra Lenz", "Herr Olaf Brink"),
    "body": ("Bauausschuss", "Werkausschuss"),
    "clerk": ("Jana Moor", "Uwe Stein"),
    "date": ("04.03.2024", "05.03.2024"),
    "end": ("19:10 Uhr", "20:20 Uhr"),
    "involved": ("Amt für Forsten", "Amt für Sport"),
    "lead_unit": ("Amt für Forsten", "Amt für Sport"),
    "meeting_line": ("Sitzung des Bauausschusses", "Sitzung des Werkausschusses"),
    "number": ("DS/2024/017", "DS/2024/018"),
    "outcome": ("zugestimmt", "abgelehnt"),
    "own_date": ("04.03.2024", "05.03.2024"),
    "page_title": ("Zaun am Weiher", "Steg am Weiher"),
    "paper": ("DS/2024/017", "DS/2024/018"),
    "publicity": ("öffentlich", "nichtöffentlich"),
    "rapporteur": ("Frau Petra Lenz", "Herr Olaf Brink"),
    "refers_to": ("DS/2023/001", "DS/2023/002"),
    "role": ("Vorberatung", "Entscheidung"),
    "time": ("17:00 Uhr", "18:00 Uhr"),
    "type": ("Beschlussvorlage", "Mitteilungsvorlage"),
    "vote": ("Ja: 5, Nein: 2", "Ja: 6, Nein: 1"),
}
OTHERS = ("Zaun am Weiher", "Steg am Weiher")
"""Two values for fields in which any words may stand."""
CODES = {"agenda": "to0040", "extract": "to0050", "paper": "vo0050"}
KNOWN = {
    "agenda": {
        "body": ("Gremium", "Forstausschuss"),
        "date": ("Sitzungstag", "01.02.2024"),
        "time": ("Beginn", "16:00 Uhr"),
    },
    "extract": {"body": ("Gremium", "Forstausschuss"), "date": ("Sitzungstag", "01.02.2024")},
    "paper": {},
}
"""What the page has to say besides, each under another label than the one that is looked at."""


def own_labels(kind: str) -> list[tuple[str, str]]:
    """Return the labels of a kind of page with their fields: SessionNet's own, else those of all systems."""
    common = {row["label"]: row["name"] for row in table("labels")} if kind in CODES else {}
    own = {row["label"]: row["name"] for row in table("sessionnet_labels") if row["page"] == kind}
    return list((common | own).items())


def markup(code: str, inner: str, headline: str = "Forstausschuss - 01.02.2024") -> str:
    return (
        f'<!DOCTYPE html><html><head><meta name="sessionnet" content="V:060100"></head><body><div class="smc_page_{code}_layout">'
        f"<main><h1>{headline}</h1>{inner}</main></div></body></html>"
    )


def saved(folder: Path, html: str) -> Path:
    path = folder / "page.html"
    path.write_text(html, "utf-8")
    return path


def cells(pairs: list[tuple[str, str]]) -> str:
    return "".join(f'<tr><td class="smclabel">{label}:</td><td>{value}</td></tr>' for label, value in pairs)


def header_of(kind: str, label: str, name: str, value: str) -> str:
    besides = [
        pair for other, pair in KNOWN[kind].items() if other != name and (other, name) != ("body", "meeting_line")
    ]
    if kind == "extract" and name == "end":
        besides.append(("Beginn", "16:00 Uhr"))
    if kind in ("extract", "paper") and name not in ("number", "agenda_number"):
        besides.append(("Vorlagennummer", "DS/2024/001"))
    if name in ("page_title", "outcome", "vote", "agenda_number") and kind == "extract":
        besides.append(("Tagesordnungspunkt", "Ö 9") if name != "agenda_number" else ("Titel", "Zaun"))
    return markup(CODES[kind], f"<table>{cells([*besides, (label, value)])}</table>", "Seite")


def item_of(label: str, name: str, value: str) -> str:
    paper = "" if name == "paper" else "<td><a href='vo0050.asp?__kvonr=5'>DS/2024/001</a></td>"
    rows = f"<tr><td class='smc_tophn'>1</td><td class='smc_topht'>Zaun</td>{paper}</tr>"
    rows += f"<tr class='smc_tophz'><td></td><td class='smc_topr'>{label}:</td><td>{value}</td></tr>"
    return markup("to0040", f"<table>{rows}</table>")


def uses_of(page: Page, label: str) -> set[tuple[str, str]]:
    return {(use.how, use.rule) for use in page.uses if use.field.removeprefix("Tagesordnungspunkt[] ") == label}


@pytest.mark.parametrize("kind", ["agenda", "extract", "paper", "item"])
def test_a_label_that_counts_as_mapped_is_in_the_graph(kind: str, tmp_path: Path) -> None:
    wrong = []
    for label, name in own_labels(kind):
        told, uses = [], set()
        for value in VALUES.get(name, OTHERS):
            html = item_of(label, name, value) if kind == "item" else header_of(kind, label, name, value)
            path = saved(tmp_path, html)
            told.append([t for t in without_evidence(records_of(path)) if value])
            uses |= uses_of(page_of(path), label)
        differs = told[0] != told[1]
        if not uses or any(how == "mapped" for how, _ in uses) != differs or ("ignored", "") in uses:
            wrong.append((label, name, uses, differs))
    assert not wrong, "\n".join(map(str, wrong))


def test_counts_in_columns_are_a_vote(tmp_path: Path) -> None:
    head = "<tr><th>TOP</th><th>Betreff</th><th>Vorlage</th><th>Beschluss</th><th>Ja</th><th>Nein</th><th>Enthaltung</th></tr>"
    row = "<tr><td>Ö 3</td><td>Zaun am Weiher</td><td>DS/2024/017</td><td>zugestimmt</td><td>11</td><td>2</td><td>0</td></tr>"
    bare = "<tr><td>Ö 4</td><td>Steg am Weiher</td><td></td><td></td><td>7</td><td>6</td><td>siehe Anlage</td></tr>"
    path = saved(tmp_path, markup("si0057", f"<table>{head}{row}{bare}</table>"))
    votes = things(records_of(path), Vote)
    assert [(vote.yes, vote.no, vote.abstentions) for vote in votes] == [(11, 2, 0), (7, 6, None)]
    assert [cited.evidence.quote for cited in votes[0].cites] == ["11", "2", "0"]
    assert [decision.raw_outcome for decision in things(records_of(path), Decision)] == ["zugestimmt", "Ja: 7, Nein: 6"]
    assert {use.field: use.how for use in page_of(path).uses}["Spalte Ja"] == "mapped"
    assert ("Spalte Enthaltung", "unmapped") in {(use.field, use.how) for use in page_of(path).uses}


def test_an_item_with_several_papers_states_each(tmp_path: Path) -> None:
    links = "<a href='vo0050.asp?__kvonr=5'>DS/2024/017</a>, <a href='vo0050.asp?__kvonr=6'>DS/2024/018</a>"
    row = f"<tr><td class='smc_tophn'>2</td><td class='smc_topht'>Zaun und Steg</td><td>{links}</td></tr>"
    below = "<tr class='smc_tophz'><td></td><td class='smc_topr'>Beschluss:</td><td>zugestimmt</td></tr>"
    path = saved(tmp_path, markup("to0040", f"<table>{row}{below}</table>"))
    (item,) = page_of(path).items
    assert item.paper is not None
    assert [item.paper.value, *(paper.value for paper in item.papers)] == ["DS/2024/017", "DS/2024/018"]
    assert {paper.number for paper in things(records_of(path), Paper)} == {"DS/2024/017", "DS/2024/018"}
    assert {step.about.key for step in things(records_of(path), Step)} == {"ds-2024-017", "ds-2024-018"}


SEQUENCE = "<tr><th>Gremium</th><th>Datum</th><th>Ergebnis</th></tr>"


def test_a_cell_of_several_bodies_is_a_station_of_each_and_an_empty_one_goes_on(tmp_path: Path) -> None:
    rows = (
        "<tr><td>Werkausschuss</td><td>04.03.2024</td><td>vertagt</td></tr>"
        "<tr><td></td><td>08.04.2024</td><td>zugestimmt</td></tr>"
        "<tr><td>Bauausschuss<br>Gemeinderat</td><td>10.04.2024</td><td>zugestimmt</td></tr>"
        "<tr><td></td><td></td><td>vertagt</td></tr>"
    )
    page = page_of(saved(tmp_path, markup("vo0050", f"<table>{SEQUENCE}{rows}</table>", "Vorlage - DS/2024/017")))
    assert [(row.body.value, row.date.value if row.date else None) for row in page.sittings] == [
        ("Werkausschuss", "04.03.2024"),
        ("Werkausschuss", "08.04.2024"),
        ("Bauausschuss", "10.04.2024"),
        ("Gemeinderat", "10.04.2024"),
    ]
    assert [finding.value for finding in page.findings if finding.rule == "row-not-read"] == ["vertagt"]


@pytest.mark.parametrize(
    "block",
    [
        "<table><tr><td>Werkausschuss</td><td>04.03.2024</td><td>Vorberatung</td><td>zugestimmt</td></tr></table>",
        "<div class='card'><div class='row'><div class='col'>Werkausschuss</div><div class='col'>04.03.2024</div>"
        "<div class='col'>Vorberatung</div><div class='col'>zugestimmt</div></div></div>",
        "<ul><li><a href='si0057.php?__ksinr=3'>Werkausschuss</a> <span>04.03.2024</span> <span>Vorberatung</span> "
        "<span>zugestimmt</span></li></ul>",
        "<table><tr><td>04.03.2024</td><td>zugestimmt</td><td>Vorberatung</td><td>Werkausschuss</td></tr></table>",
    ],
)
def test_a_sequence_without_headings_is_known_by_the_form_of_its_cells(block: str, tmp_path: Path) -> None:
    page = page_of(saved(tmp_path, markup("vo0050", f"<h2>Beratungsfolge</h2>{block}", "Vorlage - DS/2024/017")))
    (row,) = page.sittings
    told = (row.body, row.date, row.role, row.outcome)
    assert [field.value if field else None for field in told] == [
        "Werkausschuss",
        "04.03.2024",
        "Vorberatung",
        "zugestimmt",
    ]
    assert page.findings == ()


@pytest.mark.parametrize(
    ("block", "rules"),
    [
        ("<h2>Beratungsfolge</h2><p>Zuerst im Frühjahr, dann noch einmal im Herbst.</p>", ["consultations-not-read"]),
        ("<p><strong>Beratungsfolge:</strong> im Frühjahr</p>", ["consultations-not-read"]),
        ("<h2>Beratungsfolge</h2><p>keine</p>", []),
        ("<h2>Beratungsfolge</h2><h2>Dokumente</h2><p>Lageplan</p>", []),
        ("", []),
    ],
)
def test_a_sequence_that_cannot_be_read_is_a_finding(block: str, rules: list[str], tmp_path: Path) -> None:
    page = page_of(saved(tmp_path, markup("vo0050", block, "Vorlage - DS/2024/017")))
    assert [finding.rule for finding in page.findings] == rules
    assert [use.field for use in page.uses if use.how == "unmapped"] == ["Beratungsfolge"] * len(rules)


def test_a_label_without_marks_is_known_by_the_value_beside_it(tmp_path: Path) -> None:
    rows = (
        "<div class='row'><div class='col-6'>Raum</div><div class='col-6 siraum'>Kleiner Saal</div></div>"
        "<div class='row'><div class='col-6'>Ort</div><div class='col-6'>Haus am Weiher</div></div>"
    )
    title = "<div class='smc-card-text-title'>Zaun</div>"
    card = f"<div class='card'><div class='card-header'><span class='badge'>Ö 1</span>{title}</div></div>"
    path = saved(tmp_path, markup("si0057", rows + card))
    (meeting,) = things(records_of(path), Meeting)
    assert (meeting.room, meeting.place) == ("Kleiner Saal", "Haus am Weiher")
    assert {"cg:room", "cg:place"} <= {cited.property for cited in meeting.cites}


def test_a_calendar_quotes_where_and_why(tmp_path: Path) -> None:
    head = "<tr><th>Datum</th><th>Gremium</th><th>Raum</th><th>Ort</th></tr>"
    row = "<tr><td>04.03.2024</td><td>Werkausschuss (abgesagt)</td><td>Kleiner Saal</td><td>Haus am Weiher</td></tr>"
    path = saved(tmp_path, markup("si0040", f"<table>{head}{row}</table>", "Sitzungskalender"))
    (meeting,) = things(records_of(path), Meeting)
    quotes = {cited.property: cited.evidence.quote for cited in meeting.cites}
    told = ("cg:room", "cg:place", "cg:occasion")
    assert [quotes.get(name) for name in told] == ["Kleiner Saal", "Haus am Weiher", "abgesagt"]


def test_a_remark_behind_the_time_and_an_end_apart_from_the_beginning_are_told(tmp_path: Path) -> None:
    rows = cells(
        [
            ("Beginn", "17:00 Uhr, nach dem Ortstermin"),
            ("Raum", "Kleiner Saal im Haus am Weiher"),
            ("Ende", "19:30 Uhr"),
        ]
    )
    path = saved(tmp_path, markup("si0057", f"<table>{rows}</table>"))
    (meeting,) = things(records_of(path), Meeting)
    assert meeting.end is not None
    assert (meeting.end.hour, meeting.end.minute) == (19, 30)
    told = {use.field: use.example for use in page_of(path).uses if use.how == "unmapped"}
    assert told == {"Zusatz zur Zeit": "nach dem Ortstermin"}


def test_a_page_in_english_is_read(tmp_path: Path) -> None:
    head = "<tr><th>Item</th><th>Subject</th><th>Proposal</th><th>Decision</th></tr>"
    row = "<tr><td>Ö 3</td><td>Zaun am Weiher</td><td>DS/2024/017</td><td>zugestimmt</td></tr>"
    rows = cells([("Committee", "Werkausschuss"), ("Date", "04.03.2024"), ("Room", "Kleiner Saal")])
    page = page_of(saved(tmp_path, markup("si0057", f"<table>{rows}</table><table>{head}{row}</table>", "Meeting")))
    assert {name: page.value(name) for name in ("body", "date", "room")} == {
        "body": "Werkausschuss",
        "date": "04.03.2024",
        "room": "Kleiner Saal",
    }
    (item,) = page.items
    told = (item.number, item.title, item.paper, item.outcome)
    assert [field.value if field else None for field in told] == ["Ö 3", "Zaun am Weiher", "DS/2024/017", "zugestimmt"]
