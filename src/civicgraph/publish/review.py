"""Writes privacy-review.csv: every string that looks like a name, whether it stays, where it stands and by which rule."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph

from civicgraph.files import write_atomically
from civicgraph.privacy.prose import BLOCK
from civicgraph.publish.publication import Publication
from civicgraph.query import Graph

_NAME = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]+(?:[ -][A-ZÄÖÜ][\w.'’-]*[a-zäöüß])+")
_AROUND = 40
_NEUTRAL = ("=", "+", "-", "@")
COLUMNS = ("name", "leaves", "rule", "context", "subject")


def review(publication: Publication, path: Path) -> None:
    """Write the table for the publisher, who reads it before the folder goes out. It holds the withheld names: never serve it."""
    rows = sorted(set(_rows(publication)))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(tuple(_plain(cell) for cell in row) for row in rows)
    write_atomically(path, out.getvalue().encode())


def _rows(publication: Publication) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield two capitalised words side by side, which names are among much else, and what became of them."""
    for subject, text in _texts(publication.graph):
        hidden = publication.taken_out.hides(subject)
        left = publication.taken_out.text(text)
        for match in _NAME.finditer(text):
            context = " ".join(text[max(0, match.start() - _AROUND) : match.end() + _AROUND].split())
            gone = BLOCK in left[match.start() : match.end()]
            rule = "not public" if hidden else "name without public office" if gone else "office, or no person's name"
            yield match[0], "no" if hidden or gone else "yes", rule, context, subject


def _texts(graph: Graph) -> Iterator[tuple[str, str]]:
    for quad in graph.store.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph()):
        if isinstance(quad.object, pyoxigraph.Literal) and isinstance(quad.subject, pyoxigraph.NamedNode):
            yield quad.subject.value, quad.object.value


def _plain(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula."""
    return f"'{cell}" if cell.startswith(_NEUTRAL) else cell
