"""No published byte names whom the pages name without an office; the names here were read on the pages, not asked of the product."""

import csv
import re
from pathlib import Path

import pytest

from civicgraph.pipeline import build
from civicgraph.publish import publish
from civicgraph.publish.review import RULES
from civicgraph.query import Graph
from tests.publish.conftest import CATALOGUE
from tests.publish.unpacked import contents

# Who stands on the eight pages of the example. "SVO" before a name is a councillor; the others are clerks ("Bearbeiter/-in"),
# or authors whose office no page tells.
STAY = ("Prennig", "Wind", "Dudda")
GO = ("Gresch", "Norbert", "Golz", "Pierre", "Sigesmund", "Anja")


@pytest.fixture(scope="module")
def site(graph_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("privacy") / "site"
    with Graph.open(graph_folder) as opened:
        publish(opened, out)
    return out


def test_who_has_no_office_is_in_no_byte_and_in_no_name_of_a_file(site: Path) -> None:
    gone = re.compile("|".join(GO), re.IGNORECASE)
    assert {name: found[0] for name, text in contents(site) if (found := gone.search(text))} == {}


def test_who_has_an_office_is_named(site: Path) -> None:
    said = "\n".join(text for _, text in contents(site))
    assert [name for name in STAY if name not in said] == []


def test_the_review_lists_each_name_of_the_pages_and_what_became_of_it(site: Path) -> None:
    with site.with_name("site-privacy-review.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for name in ("Gresch", "Golz", "Sigesmund"):
        assert {row["leaves"] for row in rows if name in row["name"]} == {"no"}, name
    for name in ("Prennig", "Wind, Lars", "Dudda"):
        assert "yes" in {row["leaves"] for row in rows if name in row["name"]}, name
    rules = {(row["name"], row["rule"]) for row in rows}
    assert {rule for _, rule in rules} <= set(RULES)
    assert ("Wind, Lars", "office") in rules and ("Gresch, Norbert", "no-office") in rules
    assert site.with_name("site-privacy-review.csv").stat().st_mode & 0o077 == 0
    assert all(row["rule"] and row["subject"].startswith("http") and row["name"] for row in rows)
    assert not (site / "site-privacy-review.csv").exists()
    assert not list(site.rglob("*review*"))


PAGE = """Vorlage - 2031/0007
Betreff: Spielplatz am Anger
Status:öffentlichVorlage-Art:Beschlussvorlage
Verfasser:SVO Ahlers, Ute
Federführend:Fachbereich 3 Bearbeiter/-in: Quandtmann, Rolf
Beratungsfolge:
Rat der Stadt
04.03.2031
des Rates der Stadt beschlossen
Sachverhalt:
Frau Zwirnlein wohnt nebenan und hat geschrieben. Herr Quandtmann hat geantwortet.
"""
SOURCE = """
slug = "talheim"
title = "Talheim"
base = "https://daten.example.net/talheim"
licence = "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
attribution = "Stadt Talheim"

[publisher]
name = "Stadt Talheim"
kind = "local-authority"
"""


@pytest.mark.parametrize("texts", [False, True])
def test_a_neighbour_in_prose_does_not_leave_with_the_texts_either(texts: bool, tmp_path: Path) -> None:
    source = tmp_path / "talheim"
    (source / "pages").mkdir(parents=True)
    (source / "pages" / "a.txt").write_text(PAGE, "utf-8")
    wanted = f"publish_texts = {str(texts).lower()}\n"
    (source / "source.toml").write_text(SOURCE + CATALOGUE + wanted, "utf-8")
    build([source], tmp_path / "graph")
    with Graph.open(tmp_path / "graph") as opened:
        publish(opened, tmp_path / "site")
    said = "\n".join(text for _, text in contents(tmp_path / "site"))
    assert "Ahlers" in said
    assert not re.search("zwirnlein|quandtmann", said, re.IGNORECASE)
    with (tmp_path / "site-privacy-review.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["name"], row["leaves"]) for row in csv.DictReader(file)}
    assert ("Zwirnlein", "no") in rows and ("Quandtmann", "no") in rows


CLOSED = """Vorlage - 2031/0008
Betreff: Ankauf der Quellwiese
Status:nichtöffentlichVorlage-Art:Beschlussvorlage
Berichterstatter:Plötzmann, Jörg
Beratungsfolge:
Rat der Stadt
11.03.2031
Sachverhalt:
Der Kaufpreis beträgt 417.300 Euro, Bieterin ist die Firma Grundwerk.
"""
OPEN = PAGE.replace("Verfasser:", "Berichterstatter:Plötzmann, Jörg\nVerfasser:")


def published_texts(into: Path, out: Path, suppress: str, **pages: str) -> str:
    """Build pages, publish them with their whole texts, and return all that the folder says in any byte."""
    source = into / "talheim"
    (source / "pages").mkdir(parents=True)
    for name, text in pages.items():
        (source / "pages" / f"{name}.txt").write_text(text, "utf-8")
    privacy = f"publish_texts = true\n[privacy]\nsuppress = [{suppress}]\n"
    (source / "source.toml").write_text(SOURCE + CATALOGUE + privacy, "utf-8")
    build([source], into / "graph")
    with Graph.open(into / "graph") as opened:
        publish(opened, out)
    return "\n".join(text for _, text in contents(out))


def test_who_presents_a_paper_is_named_only_with_an_office(tmp_path: Path) -> None:
    said = published_texts(tmp_path, tmp_path / "site", "", a=OPEN)
    with Graph.open(tmp_path / "graph") as opened:
        told = opened.query("SELECT ?name { ?paper cg:rapporteur/rdfs:label ?name }")
    assert [row["name"] for row in told] == ["Plötzmann, Jörg"] or [row["name"] for row in told] == ["Jörg Plötzmann"]
    assert "Ahlers" in said and not re.search("pl(ö|oe)tzmann", said, re.IGNORECASE)


def test_what_is_not_public_is_in_no_byte_with_whole_texts_either(tmp_path: Path) -> None:
    said = published_texts(tmp_path, tmp_path / "site", "", a=PAGE, b=CLOSED)
    assert "Spielplatz am Anger" in said
    assert re.findall("2031[/-]0008|quellwiese|417.300|grundwerk|2031-03-11", said, re.IGNORECASE) == []


def test_who_is_suppressed_goes_from_texts_replication_and_changes_of_the_next_publication(tmp_path: Path) -> None:
    before = published_texts(tmp_path / "1", tmp_path / "site", "", a=PAGE, c=PAGE.replace("0007", "0009"))
    after = published_texts(tmp_path / "2", tmp_path / "site", '"Ute Ahlers"', a=PAGE, c=PAGE.replace("0007", "0009"))
    assert re.search("ahlers", before, re.IGNORECASE) and not re.search("ahlers", after, re.IGNORECASE)
    assert "Spielplatz am Anger" in after and "changes.json" in after
