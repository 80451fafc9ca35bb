"""Citations say all that is known and nothing else, and cannot be broken out of."""

import json

import pytest

from civicgraph.view.citation import Cited, bibtex, citation, csl
from civicgraph.view.fragment import link_to_quote
from civicgraph.view.provenance import source_line

FULL = Cited(
    key="ab12-7",
    publisher="Stadt Auental",
    number="V/2031/0042",
    title="Radwege & Brücken {neu}",
    body="Bauausschuss",
    as_of="2031-02-03",
    agenda_number="Ö 4.1",
    place="Antwort zu Frage 2",
    url="https://ratsinfo.auental.example/vo?id=7&x=a_b",
    retrieved="2031-03-01T09:00:00+01:00",
    sha256="ab12",
)


def test_citation_names_all_parts_in_order() -> None:
    assert citation(FULL, "de") == (
        "Stadt Auental, V/2031/0042, „Radwege & Brücken {neu}“, Bauausschuss, 3. Februar 2031, TOP Ö 4.1, Antwort zu Frage 2, "
        "https://ratsinfo.auental.example/vo?id=7&x=a_b, abgerufen am 1. März 2031."
    )
    assert "agenda item Ö 4.1" in citation(FULL, "en") and "retrieved 1 March 2031" in citation(FULL, "en")


def test_what_is_not_known_is_left_out() -> None:
    assert citation(Cited(location="seiten/a.txt"), "de") == "seiten/a.txt."
    assert bibtex(Cited(key="k", location="a.txt")) == "@misc{civicgraph-k,\n  title = {a.txt},\n}"
    assert json.loads(csl(Cited(key="k", title="T"))) == [{"id": "civicgraph-k", "type": "report", "title": "T"}]


def test_bibtex_keeps_its_braces_whatever_the_source_holds() -> None:
    entry = bibtex(FULL)
    assert "author = {{Stadt Auental}}" in entry
    assert r"title = {Radwege \& Brücken neu}" in entry
    assert "url = {https://ratsinfo.auental.example/vo?id=7&x=a_b}" in entry
    hostile = bibtex(Cited(key="k", title="} , @evil{\\input{x}\n", publisher="}}"))
    assert hostile.count("{") == hostile.count("}") and "\\input" not in hostile


def test_csl_is_an_item_that_reference_software_reads() -> None:
    (item,) = json.loads(csl(FULL))
    assert item["issued"] == {"date-parts": [[2031, 2, 3]]} and item["accessed"] == {"date-parts": [[2031, 3, 1]]}
    assert item["author"] == [{"literal": "Stadt Auental"}] and item["URL"] == FULL.url
    assert item["event-title"] == "Bauausschuss, TOP Ö 4.1" and item["archive_location"] == "sha256:ab12"


@pytest.mark.parametrize(
    ("exact", "told"),
    [
        ("am 3. Mai beschlossen", "am%203.%20Mai%20beschlossen"),
        ("Rad-, Fuß- & Reitwege", "Rad%2D%2C%20Fu%C3%9F%2D%20%26%20Reitwege"),
        ("3. Mai 2031  Bauausschuss", "3.%20Mai%202031,Bauausschuss"),
        ("Erste Zeile\nzweite Zeile", "Erste%20Zeile,zweite%20Zeile"),
        (" ".join(f"w{n}" for n in range(30)), "w0%20w1%20w2%20w3%20w4,w25%20w26%20w27%20w28%20w29"),
    ],
)
def test_link_names_the_quote(exact: str, told: str) -> None:
    assert link_to_quote("https://a.example/p", exact) == f"https://a.example/p#:~:text={told}"


def test_link_stays_plain_where_no_fragment_can_point() -> None:
    url = "https://a.example/p"
    assert link_to_quote(url, "Frau ███ fragt") == url
    assert link_to_quote(url, "  \n ") == url
    assert link_to_quote(url, "Text", html=False) == url
    assert link_to_quote("", "Text") == ""


def test_link_keeps_the_anchor_of_the_page() -> None:
    assert link_to_quote("https://a.example/p#frage-2", "Text") == "https://a.example/p#frage-2:~:text=Text"
    assert link_to_quote("https://a.example/p#:~:text=alt", "Text") == "https://a.example/p#:~:text=Text"


def test_one_line_names_source_day_retrieval_licence_and_fingerprint() -> None:
    line = source_line(
        "de",
        sources=["Stadt Auental", "Stadt Auental", ""],
        as_of=["2031-02-03", "", "2030-01-01"],
        retrieved=["2031-03-01T09:00:00Z", "2031-03-05"],
        licences=["https://creativecommons.org/publicdomain/zero/1.0/"],
        fingerprint="0123456789abcdef0123",
    )
    assert line == (
        "Quelle: Stadt Auental · Stand: 3. Februar 2031 · abgerufen: 1. März 2031 – 5. März 2031 · "
        "Lizenz: https://creativecommons.org/publicdomain/zero/1.0/ · Fingerabdruck: 0123456789abcdef"
    )
    assert source_line("en", sources=[], as_of=[""], retrieved=[], licences=[], fingerprint="") == ""
