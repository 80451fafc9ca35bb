"""The folder for replication: it rebuilds to the same graph, or says what is missing; who is withheld is not in it."""

from pathlib import Path

import pytest

from civicgraph.pipeline import build
from civicgraph.publish import publish
from civicgraph.query import Graph
from civicgraph.store import current
from tests.publish.conftest import CATALOGUE

PAGE = """Vorlage - 2031/0007
Betreff: Spielplatz am Anger
Status:öffentlichVorlage-Art:Beschlussvorlage
Beratungsfolge:
Rat der Stadt
04.03.2031
Sachverhalt:
Der Spielplatz wird erneuert.
"""
NEIGHBOUR = PAGE.replace("2031/0007", "2031/0008") + "Frau Zwirnlein wohnt nebenan und hat geschrieben.\n"
SOURCE = """
slug = "talheim"
title = "Talheim"  # asked by Quastenberg
base = "https://daten.example.net/talheim"
licence = "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
attribution = "Stadt Talheim"

[publisher]
name = "Stadt Talheim"
kind = "local-authority"

[privacy]
suppress = ["Quastenberg, Ida"]

[[page]]
file = "pages/a.txt"
url = "https://rat.example.net/vo020.asp?VOLFDNR=7"
retrieved = 2031-03-05T09:00:00+01:00

[[alias]]
kind = "body"
name = "Stadtrat"
of = "Rat der Stadt"
note = "\\"Rat\\" \\\\ Stadt"
"""


def published(into: Path, pages: dict[str, str], texts: bool = True) -> tuple[str, Path]:
    """Build and publish a source; return the fingerprint and its folder for replication."""
    source = into / "talheim"
    (source / "pages").mkdir(parents=True)
    for name, text in pages.items():
        (source / "pages" / name).write_text(text, "utf-8")
    (source / "source.toml").write_text(SOURCE + CATALOGUE + f"publish_texts = {str(texts).lower()}\n", "utf-8")
    build([source], into / "graph")
    with Graph.open(into / "graph") as opened:
        publish(opened, into / "site")
        return opened.generation.manifest.fingerprint, into / "site" / "replication" / "talheim"


def test_the_folder_rebuilds_to_the_same_graph_and_names_no_one_suppressed(tmp_path: Path) -> None:
    pages = {"a.txt": PAGE, "b.txt": PAGE.replace("2031/0007", "2031/0009")}
    fingerprint, folder = published(tmp_path, pages)
    assert f"gives the graph {fingerprint}" in (folder / "README.txt").read_text("utf-8")
    assert build([folder], tmp_path / "again").generation.manifest.fingerprint == fingerprint
    said = "".join(p.read_text("utf-8") for p in folder.rglob("*") if p.is_file())
    assert "Quastenberg" not in said and "civicgraph==" in said


def test_a_page_with_a_withheld_name_stays_and_the_readme_says_so(tmp_path: Path) -> None:
    fingerprint, folder = published(tmp_path, {"a.txt": PAGE, "b.txt": NEIGHBOUR})
    said = (folder / "README.txt").read_text("utf-8")
    assert f"is not the whole graph {fingerprint}" in said and "Pages left out" in said
    assert [p.read_text("utf-8") for p in (folder / "pages").iterdir()] == [PAGE]


@pytest.mark.parametrize(
    "suppressed", ["Ida Quastenberg", "Ida Qu%61stenberg", "Ida &#81;uastenberg", "Ida <b>Quastenberg</b>"]
)
def test_a_suppressed_name_does_not_leave_in_any_spelling(suppressed: str, tmp_path: Path) -> None:
    _, folder = published(tmp_path, {"a.txt": PAGE, "b.txt": PAGE.replace("2031/0007", "2031/0009") + suppressed})
    assert [p.read_text("utf-8") for p in (folder / "pages").iterdir()] == [PAGE]


def test_whole_texts_leave_only_where_the_source_says_so(tmp_path: Path) -> None:
    _, folder = published(tmp_path, {"a.txt": PAGE}, texts=False)
    assert not (folder / "pages").exists()
    assert "publish_texts" in (folder / "README.txt").read_text("utf-8")


def test_a_generation_keeps_the_settings_as_they_were_read_also_of_sources_that_are_kept(tmp_path: Path) -> None:
    for name in ("talheim", "bergheim"):
        (tmp_path / name / "pages").mkdir(parents=True)
        (tmp_path / name / "pages" / "a.txt").write_text(PAGE, "utf-8")
        (tmp_path / name / "source.toml").write_text(SOURCE.replace("talheim", name), "utf-8")
    build([tmp_path / "talheim"], tmp_path / "graph")
    build([tmp_path / "bergheim"], tmp_path / "graph", add=True)
    (tmp_path / "talheim" / "source.toml").write_text(SOURCE + "# later\n", "utf-8")
    build([tmp_path / "bergheim"], tmp_path / "graph", add=True)
    kept = {one.slug: one.files["source.toml"].decode() for one in current(tmp_path / "graph").settings()}
    assert kept == {"talheim": SOURCE, "bergheim": SOURCE.replace("talheim", "bergheim")}
    again = build([tmp_path / "talheim"], tmp_path / "graph")
    assert [one.files["source.toml"] for one in again.generation.settings()] == [(SOURCE + "# later\n").encode()]
