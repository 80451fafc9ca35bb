"""Builds the bundled example with settings that are fit for a portal."""

import shutil
from pathlib import Path

import pytest

from civicgraph.pipeline import build, example

CATALOGUE = """
[catalogue]
description = "Fragen und Antworten aus dem Rat."
contributor_id = "http://dcat-ap.de/def/contributors/destatis"
contact_email = "rat@example.org"
keywords = ["Stadtrat"]
availability = "available"
issued = 2024-05-01
"""


def built(into: Path, change: tuple[str, str] = ("", "")) -> Path:
    """Build a copy of the example. change: words of its source.toml, and what stands there instead."""
    source = into / "source"
    shutil.copytree(example(), source)
    toml = source / "source.toml"
    text = toml.read_text("utf-8").replace("https://w3id.org/civicgraph/example/herne", "https://daten.example.org/rat")
    text = (
        text.replace("[publisher]", '[publisher]\nkind = "local-authority"\nurl = "https://www.example.org/"')
        + CATALOGUE
    )
    toml.write_text(text.replace(*change) if change[0] else text, "utf-8")
    build([source], into / "graph")
    return into / "graph"


@pytest.fixture(scope="session")
def graph_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("publish"))
