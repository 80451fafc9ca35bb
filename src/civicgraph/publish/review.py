"""Turns a graph into privacy-review.csv: every string that looks like a name, whether it stays, where it stands, by which rule."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph

from civicgraph.files import write_atomically
from civicgraph.privacy import Redaction
from civicgraph.privacy.places import is_place, words
from civicgraph.privacy.prose import BLOCK, Prose
from civicgraph.privacy.redaction import redaction
from civicgraph.query import Graph

_NAME = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]+(?:, |[ -])[A-ZÄÖÜ][\w.'’-]*[a-zäöüß](?:[ -][A-ZÄÖÜ][\w.'’-]*[a-zäöüß])*")
"""Two or more capitalised words side by side, or with a comma between as in "Wind, Lars"."""
_AROUND = 40
_NEUTRAL = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = ("name", "leaves", "rule", "context", "subject")
RULES = ("not-public", "suppressed", "no-office", "told-in-prose", "place", "office", "unknown")
"""What decided, in this order; docs/privacy.md says what each means."""


def review(graph: Graph, taken_out: Redaction, path: Path) -> None:
    """Write the table for the publisher, who reads it before the folder goes out. It holds the withheld names: never serve it.

    Rows are sorted; the same string stands once for each thing that it is said of. Nobody but the owner may read the file.
    """
    rows = sorted(set(_rows(graph, taken_out)))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(tuple(_plain(cell) for cell in row) for row in rows)
    write_atomically(path, out.getvalue().encode())
    path.chmod(0o600)


def _rows(graph: Graph, taken_out: Redaction) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield each name-like string with what became of it."""
    prose, suppressed = Prose(()), redaction(graph, private=True)
    for subject, text in _texts(graph):
        places = _places(prose, text)
        if not places:
            continue
        is_hidden, left = taken_out.hides(subject), taken_out.text(text)
        without = (suppressed.text(text), taken_out.without_persons(text))
        for start, end in places:
            context = " ".join(text[max(0, start - _AROUND) : end + _AROUND].split())
            is_gone = is_hidden or BLOCK in left[start:end]
            told = [BLOCK in one[start:end] for one in without]
            rule = (
                "not-public" if is_hidden else _why_gone(*told) if is_gone else _why_left(taken_out, text, start, end)
            )
            yield text[start:end], "no" if is_gone else "yes", rule, context, subject


def _why_gone(is_suppressed: bool, is_person: bool) -> str:
    return "suppressed" if is_suppressed else "no-office" if is_person else "told-in-prose"


def _why_left(taken_out: Redaction, text: str, start: int, end: int) -> str:
    if is_place(text, end) or any(text.endswith(f"{word} ", 0, start) for word in words("before")):
        return "place"
    return "office" if taken_out.names_office(text[start:end]) else "unknown"


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
