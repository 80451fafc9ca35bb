"""The lines of a large graph are redacted once and kept; what is kept says the same, and follows the rules of today."""

import sys
from pathlib import Path

import pytest

from civicgraph.privacy import published
from civicgraph.query import Graph
from tests.view.town import town

MODULE = "civicgraph.privacy.published"
"""The package has a function of the same name."""


def quads(graph: Graph) -> list[str]:
    return sorted(map(str, graph.store))


def test_what_is_kept_is_what_was_redacted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules[MODULE]
    folder = town(tmp_path)
    with Graph.open(folder) as graph:
        plain = quads(published(graph))
        monkeypatch.setattr(module, "KEPT_FROM", 0)
        monkeypatch.setattr(module, "rules", lambda: "today")
        first, again = quads(published(graph)), quads(published(graph))
        place = graph.generation.path / "published-today"
        assert plain == first == again
        assert place.is_dir() and "Krüger" not in "\n".join(again)
        monkeypatch.setattr(module, "rules", lambda: "tomorrow")
        assert quads(published(graph)) == plain
        assert [path.name for path in graph.generation.path.glob("published-*")] == ["published-tomorrow"]
        names = quads(published(graph, private=True))
        assert "Krüger" in "\n".join(names)
