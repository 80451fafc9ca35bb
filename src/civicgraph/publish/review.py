"""Turns a graph into privacy-review.csv: every string that looks like a name, whether it stays, where it stands, by which rule."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph

from civicgraph.files import write_atomically
from civicgraph.privacy import Redaction
from civicgraph.privacy.prose import BLOCK, Prose
from civicgraph.query import Graph

_NAME = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]+(?:, |[ -])[A-ZÄÖÜ][\w.'’-]*[a-zäöüß](?:[ -][A-ZÄÖÜ][\w.'’-]*[a-zäöüß])*")
"""Two or more capitalised words side by side, or with a comma between as in "Wind, Lars"."""
_AROUND = 40
_NEUTRAL = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = ("name", "leaves", "rule", "context", "subject")


def review(graph: Graph, taken_out: Redaction, path: Path) -> None:
    """Write the table for the publisher, who reads it before the folder goes out. It holds the withheld names: never serve it.

    Rows are sorted; the same string stands once for each thing that it is said of.
    """
    rows = sorted(set(_rows(graph, taken_out)))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(tuple(_plain(cell) for cell in row) for row in rows)
    write_atomically(path, out.getvalue().encode())


def _rows(graph: Graph, taken_out: Redaction) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield each name-like string with what became of it."""
    prose = Prose(())
    for subject, text in _texts(graph):
        is_hidden, left = taken_out.hides(subject), taken_out.text(text)
        for start, end in _places(prose, text):
            context = " ".join(text[max(0, start - _AROUND) : end + _AROUND].split())
            is_gone = BLOCK in left[start:end]
            rule = "not public" if is_hidden else "name without public office" if is_gone else "office, or no name"
            yield text[start:end], "no" if is_hidden or is_gone else "yes", rule, context, subject


def _places(prose: Prose, text: str) -> set[tuple[int, int]]:
    """Return where strings like names stand: words side by side, and surnames after a salutation, title or role."""
    told = {(found.start, found.end) for found in prose.names(text)}
    return told | {match.span() for match in _NAME.finditer(text)}


def _texts(graph: Graph) -> Iterator[tuple[str, str]]:
    for quad in graph.store.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph()):
        if isinstance(quad.object, pyoxigraph.Literal) and isinstance(quad.subject, pyoxigraph.NamedNode):
            yield quad.subject.value, quad.object.value


def _plain(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula."""
    return f"'{cell}" if cell.startswith(_NEUTRAL) else cell
