"""What ALLRIS pages say beside their plain form reaches the graph, or the account and a finding say that it does not."""

import pytest

from civicgraph.extract import extract
from civicgraph.read import read
from civicgraph.read.called_off import parted
from civicgraph.read.page import Page, span_field
from civicgraph.record import AgendaItem, Detail, File, Finding, Organisation, PageRecords, Paper, Thing, Vote
from tests.read.test_allris import stored


def page(html: str, location: str = "page.html", reader: str = "") -> Page:
    found = read(stored(html.encode(), location), "test", reader)
    assert isinstance(found, Page), found
    return found


def records(html: str, location: str = "page.html") -> PageRecords:
    return extract(page(html, location), "test", "Europe/Berlin")


def details(things: tuple[Thing, ...], kind: type[Thing]) -> list[tuple[str, object]]:
    found: list[Detail] = [detail for thing in things if isinstance(thing, kind) for detail in thing.details]
    return [(detail.property, getattr(detail.value, "key", detail.value)) for detail in found]


def how(told: Page) -> dict[str, str]:
    return {use.field: use.how for use in told.uses}


def paper3(head: str, beside: str = "", below: str = "") -> str:
    return (
        '<html><head><meta name="description" content="ALLRIS net Version 3.9.6" /></head><body>'
        '<div id="allriscontainer" class="vo020"><div id="risname_raw"><h1>Vorlage - 12/2031</h1></div>'
        f'<table class="tk1"><tr><td class="ko1"><table class="tk1"><tr><td class="kb1">Betreff:</td><td class="text1">Neuer Steg</td></tr>'
        f'{head}</table></td><td class="me1">{beside}</td></tr></table><hr/>{below}</div></body></html>'
    )


def paper4(content: str) -> str:
    return (
        '<html><head><meta name="description" content="ALLRIS net Version 4.1.2" /><title>ALLRIS - Vorlage</title></head><body><main>'
        '<h1>Antrag - 12/2031</h1><dl><dt class="colTitle">Betreff:</dt>'
        '<dd class="colEntry"><span id="vobetreff">Neuer Steg</span></dd></dl>'
        f"{content}</main></body></html>"
    )


def agenda4(heads: str, cells: str) -> str:
    return (
        '<html><head><meta name="description" content="ALLRIS net Version 4.1.2" /><title>ALLRIS - Sitzung</title></head><body><main>'
        '<h1>Seeausschuss</h1><dl><dt class="colTitle">Gremium:</dt><dd><span id="sigremium">Seeausschuss</span></dd>'
        '<dt class="colTitle">Datum:</dt><dd><span id="sidatum">Di., 04.03.2031</span></dd></dl>'
        f"<table class='toTable'><tr><th>TOP</th><th>Betreff</th><th>Vorlage</th>{heads}</tr><tr>{cells}</tr></table></main></body></html>"
    )


DOCUMENTS = (
    '<a href="#allrisSV">Sachverhalt</a> <b>Anlagen:</b> <a href="___tmp/tmp/7/Plan.pdf">Lageplan am Ufer</a>'
    '<form action="do027.asp" method="post"><input type="hidden" name="DOLFDNR" value="9" />'
    '<input type="submit" value="Gesamtdokument" /></form>'
)


def test_documents_beside_the_header_are_the_papers_files() -> None:
    told = page(paper3("", DOCUMENTS), "https://ris.example.org/bi/vo020.asp?VOLFDNR=4")
    assert how(told)["Anlagen"] == "mapped"
    assert how(told)["Dokument hinter einem Knopf"] == "ignored"
    made = extract(told, "test", "Europe/Berlin")
    files = [thing for thing in made.things if isinstance(thing, File)]
    assert [file.name for file in files] == ["Lageplan am Ufer"]
    assert details(made.things, File) == [("schema:url", "https://ris.example.org/bi/___tmp/tmp/7/Plan.pdf")]
    assert details(made.things, Paper) == [("cg:file", files[0].key)]


@pytest.mark.parametrize("target", ["http://[kaputt/Plan.pdf", "Plan.pdf", "./vo020?0-attachment-link&VOLFDNR=3"])
def test_a_document_without_a_web_address_is_kept_as_written(target: str) -> None:
    made = records(paper3("", f'<a href="{target}">Lageplan</a>'))
    assert details(made.things, File) == [("schema:url", target)]


@pytest.mark.parametrize("target", ["#Plan.pdf", "mailto:plan.pdf@example.org", "javascript:zeige('Plan.pdf')"])
def test_what_leads_to_no_document_is_no_file(target: str) -> None:
    assert details(records(paper3("", f'<a href="{target}">Lageplan</a>')).things, File) == []


def test_each_label_that_counts_as_mapped_reaches_the_graph() -> None:
    head = (
        '<tr><td class="kb1">Aktenzeichen:</td><td class="text3">70-4</td><td class="kb1">Beteiligt:</td>'
        '<td class="text3">Hafenamt<br/>Bauamt</td></tr>'
        '<tr><td class="kb1">Berichterstatter/in:</td><td class="text3">Stadträtin Uta Fährmann</td><td class="kb1">Beitritt:</td>'
        '<td class="text3">Gruppe Ufer</td></tr><tr><td class="kb1">Vorgang/Beschluss:</td><td class="text3">17-b</td></tr>'
    )
    made = records(paper3(head))
    assert details(made.things, Paper) == [
        ("cg:fileNumber", "70-4"),
        ("cg:rapporteur", "faehrmann-uta"),
        ("cg:involvedUnit", "hafenamt"),
        ("cg:involvedUnit", "bauamt"),
    ]
    assert {"Hafenamt", "Bauamt"} <= {thing.name for thing in made.things if isinstance(thing, Organisation)}
    told = how(page(paper3(head)))
    assert [told[label] for label in ("Aktenzeichen", "Beteiligt", "Berichterstatter/in")] == ["mapped"] * 3
    assert [told[label] for label in ("Beitritt", "Vorgang/Beschluss")] == ["unmapped"] * 2


def test_a_remark_on_an_item_reaches_the_graph() -> None:
    cells = "<td>Ö 3</td><td><a href='./to020?TOLFDNR=3'>Neuer Steg</a></td><td></td><td>mit Ortstermin</td>"
    assert details(records(agenda4("<th>Bemerkung</th>", cells)).things, AgendaItem) == [
        ("cg:remark", "mit Ortstermin")
    ]


def test_the_number_of_an_item_in_a_beratungsfolge_makes_the_item() -> None:
    rows = (
        "<table class='bfTable'><tr><th>Datum</th><th>TOP</th><th>Gremium</th><th>Rolle</th></tr>"
        "<tr><td>04.03.2031</td><td>Ö 3.1</td><td>Seeausschuss</td><td>Vorberatung</td></tr></table>"
    )
    told = page(paper4(rows))
    assert how(told)["Beratungsfolge[] TOP"] == "mapped"
    items = [thing for thing in extract(told, "test", "Europe/Berlin").things if isinstance(thing, AgendaItem)]
    assert [(i.meeting, i.number, i.paper, i.is_public) for i in items] == [
        ("seeausschuss/2031-03-04", "Ö 3.1", "12-2031", True)
    ]


@pytest.mark.parametrize("heads", [("Ja", "Nein", "Enthaltung"), ("Ja-Stimmen", "Nein-Stimmen", "Enthaltungen")])
def test_counts_in_columns_are_a_vote(heads: tuple[str, str, str]) -> None:
    named = "".join(f"<th>{head}</th>" for head in heads)
    cells = (
        "<td>Ö 3</td><td><a href='./to020?TOLFDNR=3'>Neuer Steg</a></td><td>12/2031</td><td>9</td><td>2</td><td>1</td>"
    )
    told = page(agenda4(named, cells))
    assert [how(told)[f"TOP[] {head}"] for head in heads] == ["mapped"] * 3
    votes = [thing for thing in extract(told, "test", "Europe/Berlin").things if isinstance(thing, Vote)]
    assert [(vote.yes, vote.no, vote.abstentions) for vote in votes] == [(9, 2, 1)]


def test_one_vote_on_two_papers_is_stated_once() -> None:
    papers = "<a href='./vo020?VOLFDNR=1'>12/2031</a><br/><a href='./vo020?VOLFDNR=2'>13/2031</a>"
    cells = f"<td>Ö 3</td><td><a href='./to020?TOLFDNR=3'>Stege</a></td><td>{papers}</td><td>beschlossen</td><td>Ja: 9, Nein: 2</td>"
    made = records(agenda4("<th>Beschluss</th><th>Abstimmung</th>", cells))
    assert [thing.yes for thing in made.things if isinstance(thing, Vote)] == [9]
    assert sorted(thing.about.key for thing in made.things if type(thing).__name__ == "Decision") == [  # type: ignore[attr-defined]
        "12-2031",
        "13-2031",
    ]


def test_a_page_without_a_version_is_known_by_its_list_of_labels() -> None:
    told = page(
        '<html><body><main><h1>Vorlage - 12/2031</h1><dl class="attributes"><div><dt class="vobetreff"><span>Gegenstand</span></dt>'
        '<dd class="vobetreff"><span>Neuer Steg</span></dd></div><div><dt class="voart"><span>Art</span></dt>'
        '<dd class="voart"><span>Antrag</span></dd></div></dl></main></body></html>'
    )
    assert (told.reader, told.kind) == ("allris4-html", "paper")
    assert [told.value(name) for name in ("number", "subject", "type")] == ["12/2031", "Neuer Steg", "Antrag"]


def test_a_beratungsfolge_of_unknown_form_is_a_finding() -> None:
    told = page(paper4("<h2>Beratungsfolge</h2><ul><li>Seeausschuss am Dienstag</li></ul>"))
    assert [finding.rule for finding in told.findings] == ["consultations-not-read"]
    assert "Seeausschuss" in told.findings[0].value
    assert how(told)["Beratungsfolge"] == "unmapped"


def test_a_beratungsfolge_beside_its_label_is_a_finding() -> None:
    told = page(paper3('<tr><td class="kb1">Beratungsfolge:</td><td class="text1">Seeausschuss am Dienstag</td></tr>'))
    assert [(finding.rule, finding.value) for finding in told.findings] == [
        ("consultations-not-read", "Seeausschuss am Dienstag")
    ]


@pytest.mark.parametrize("empty", ["<h2>Beratungsfolge</h2>", "<h2>Beratungsfolge</h2><div> </div>", ""])
def test_an_empty_beratungsfolge_is_no_finding(empty: str) -> None:
    assert page(paper4(empty)).findings == ()


@pytest.mark.parametrize("reader", ["oparl", "allris3-html", "allris-text", "sessionnet"])
def test_a_wrong_reader_names_the_one_that_fits(reader: str) -> None:
    found = read(stored(paper4("").encode()), "test", reader)
    findings = [found] if isinstance(found, Finding) else found.findings
    assert ("other-reader-fits", "allris4-html") in [(finding.rule, finding.value) for finding in findings]
    assert page(paper4(""), reader="allris4-html").findings == ()


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Seeausschuss (verschoben auf den 3.5.)", "verschoben auf den 3.5."),
        ("Seeausschuss - verschoben auf 13.12.", "verschoben auf 13.12."),
        ("Seeausschuss - verschoben auf 03.05.2031.", "verschoben auf 03.05.2031"),
    ],
)
def test_a_day_without_a_year_keeps_its_dot(words: str, state: str) -> None:
    field = span_field("body", words, 0, len(words))
    assert field is not None
    told, said = parted(words, field)
    assert told is not None and said is not None
    assert (told.value, said.value) == ("Seeausschuss", state)
    assert words[said.span.start : said.span.end] == state
