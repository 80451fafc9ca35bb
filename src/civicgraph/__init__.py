"""Turns the records of city councils into a knowledge graph with evidence for every statement."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from civicgraph.query import Graph

__version__ = "0.1.0"


def open(folder: "str | Path" = "civicgraph-out", memory: bool = False) -> "Graph":
    """Open a built graph for questions; memory: load it whole (faster questions, more memory).

    Raises GraphMissing where nothing has been built there.
    """
    from civicgraph.query import Graph  # here, so that `import civicgraph` stays light

    return Graph.open(folder, memory)
