"""Draws a sheet for hand coding from a built graph: seeded, stratified by element, each value with its quote and where it stands."""

import csv
import io
import random
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from civicgraph.errors import UsageError
from civicgraph.iri import digest
from civicgraph.query import Graph
from civicgraph.query.questions import names
from civicgraph.query.rows import Row
from civicgraph.query.tables import BOM, neutralised

ELEMENTS = (
    "papers", "questions", "answers", "consultations", "decisions", "votes", "sequence", "lineage", "claims", "references",
    "dates", "persons", "funding",
)  # fmt: skip
"""Named questions whose rows are coded; one that this version does not have is passed over."""
COLUMNS = ("id", "element", "value", "quote", "context", "url", "on_page", "correct", "missed")
CONTEXT = 240
"""Code points of the text that are shown before and after a quote."""
_PROVENANCE = {"iri", "source", "url", "retrieved", "as_of", "quote"}
_EVIDENCE = """
SELECT ?exact ?start ?end ?text ?prefix ?suffix WHERE {{
  <{iri}> cg:evidence ?evidence . ?evidence oa:hasSource ?source ; oa:hasSelector ?position , ?selector .
  ?position oa:start ?start ; oa:end ?end . ?selector oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix .
  OPTIONAL {{ ?source schema:text ?text }} OPTIONAL {{ ?evidence cg:property ?property }}
}} ORDER BY DESC(COALESCE(?property = schema:text, false)) BOUND(?property) DESC(STRLEN(?exact)) ?source ?start LIMIT 1"""


class Value(msgspec.Struct, frozen=True, order=True):
    """One value of the graph. said: its columns in one line; url: the page or pages that say it."""

    element: str
    said: str
    url: str
    iri: str


def sheet(graph: Graph, size: int, seed: int = 1, whole_pages: bool = False) -> str:
    """Return a sheet as CSV for spreadsheets, the columns `correct` and `missed` empty; the same call gives the same sheet.

    size: values to draw, equal parts of every element as far as there are so many. whole_pages: draw pages instead, with all
    their values, until there are so many; an element that the graph has nothing of on such a page gets a row without a value.
    Raises UsageError where the graph holds nothing to code.
    """
    values = sorted({value for element in ELEMENTS if element in names() for value in _values(graph, element)})
    if size < 1 or not values:
        raise UsageError(
            "evaluate --sample: there is nothing to draw: ask for 1 or more, from a graph that holds papers"
        )
    on_page: dict[tuple[str, str], int] = defaultdict(int)
    for value in values:
        on_page[value.element, value.url] += 1
    drawn = _pages(values, size, seed) if whole_pages else _strata(values, size, seed)
    out = io.StringIO(BOM, newline="")
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for value in drawn:
        quote, context = _place(graph, value.iri) if value.iri else ("", "")
        cells = (
            digest(value.element, value.iri, value.said, value.url),
            value.element,
            value.said,
            quote,
            context,
            value.url,
        )
        writer.writerow([*map(neutralised, cells), on_page[value.element, value.url], "", ""])
    return out.getvalue()


def _values(graph: Graph, element: str) -> Iterable[Value]:
    for row in graph.query(element):
        yield Value(element, _said(row), str(row["url"] or ""), str(row["iri"] or ""))


def _said(row: Row) -> str:
    filled = (
        (name, " ".join(str(value).split()))
        for name, value in row.items()
        if name not in _PROVENANCE and value is not None
    )
    return "; ".join(f"{name}: {value}" for name, value in filled)


def _strata(values: list[Value], size: int, seed: int) -> list[Value]:
    """Return equal parts of every element; what a small one cannot give is drawn from the others."""
    strata: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        strata[value.element].append(value)
    drawn: list[Value] = []
    waiting = sorted(strata, key=lambda element: (len(strata[element]), element))
    for place, element in enumerate(waiting):
        share = -(-(size - len(drawn)) // (len(waiting) - place))
        known = strata[element]
        drawn += random.Random(f"{seed} {element}").sample(known, min(share, len(known), size - len(drawn)))
    return sorted(drawn)


def _pages(values: list[Value], size: int, seed: int) -> list[Value]:
    urls = sorted({value.url for value in values if value.url})
    elements = sorted({value.element for value in values})
    drawn: list[Value] = []
    for url in random.Random(seed).sample(urls, len(urls)):
        if sum(bool(value.iri) for value in drawn) >= size:
            break
        here = [value for value in values if value.url == url]
        absent = set(elements) - {value.element for value in here}
        drawn += sorted([*here, *(Value(element, "", url, "") for element in absent)])
    return drawn


def _place(graph: Graph, iri: str) -> tuple[str, str]:
    """Return the quote of a thing's text or whole, else its longest one, and the text around it; nothing where it has no evidence."""
    rows = graph.query(_EVIDENCE.format(iri=iri))
    if not rows:
        return "", ""
    row = rows[0]
    if row["text"] is None:
        return row["exact"], f"{row['prefix']}{row['exact']}{row['suffix']}"
    return row["exact"], row["text"][max(0, row["start"] - CONTEXT) : row["end"] + CONTEXT]
