"""Turns found documents into the rows that the command prints, each with the part of its text that holds what was sought."""

import pyoxigraph

from civicgraph.query.rows import Rows, Term
from civicgraph.search.asked import Sought
from civicgraph.search.documents import Document
from civicgraph.search.folding import spans

COLUMNS = ("kind", "paper", "number", "text", "iri", "source")
AROUND = 60
"""Characters that a cut text shows before the first word found; behind it there are twice as many."""


def hits(found: list[Document], wanted: tuple[Sought, ...], whole: bool = False) -> Rows:
    """Return one row for each document; whole: with its whole text, else cut around the first word found."""
    return Rows(COLUMNS, [_row(one, wanted, whole) for one in found])


def _row(one: Document, wanted: tuple[Sought, ...], whole: bool) -> tuple[Term | None, ...]:
    number = "" if one.kind == "paper" else one.number
    text = one.text if whole else excerpt(one.text, wanted)
    told = (one.kind, one.paper, number, text)
    iri = pyoxigraph.NamedNode(one.iri)
    return (*map(_literal, told), iri, _literal(one.source))


def _literal(text: str) -> Term | None:
    return pyoxigraph.Literal(text) if text else None


def excerpt(text: str, wanted: tuple[Sought, ...]) -> str:
    """Return text on one line around the first word that was sought, cut at words with "…"; from its start where none stands in it."""
    line = " ".join(text.split())
    starts = [start for word, start, _ in spans(line) if any(_meets(word, one) for one in wanted)]
    first = starts[0] if starts else 0
    low, high = max(0, first - AROUND), first + 2 * AROUND
    before = line[low:first] if low == 0 else "… " + line[low:first].partition(" ")[2]
    after = line[first:high] if high >= len(line) else line[first:high].rpartition(" ")[0] + " …"
    return before + after


def _meets(word: str, one: Sought) -> bool:
    return word in one.words or (one.beginning and word.startswith(one.words[-1]))
