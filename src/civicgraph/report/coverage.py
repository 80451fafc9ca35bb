"""Counts, by year, the papers of a source that have a date, an outcome, an answer."""

from collections import defaultdict

import pyoxigraph

from civicgraph.report.model import Year

_PREFIXES = """
PREFIX cg: <https://w3id.org/civicgraph/ns#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX cgc: <https://w3id.org/civicgraph/concept/>
"""
_PAPERS = """SELECT ?paper WHERE { ?paper a cg:Paper . FILTER(STRSTARTS(STR(?paper), "BASE/")) }"""
_DAYS = """SELECT ?paper (MIN(STR(?day)) AS ?first) WHERE {
  ?paper a cg:Paper .
  { ?paper cg:date/cg:earliest ?day } UNION { ?item cg:paper ?paper ; dct:isPartOf/cg:start ?day }
  UNION { ?step cg:about ?paper ; cg:date/cg:earliest ?day } } GROUP BY ?paper"""
_WITH = {
    "outcome": "SELECT DISTINCT ?paper WHERE { ?decision a cg:Decision ; cg:about ?paper . ?paper a cg:Paper }",
    "inquiry": """SELECT DISTINCT ?paper WHERE { { ?question eli:is_part_of ?paper . ?question a cg:Question }
      UNION { ?paper eli:work_type ?type . VALUES ?type { <https://w3id.org/civicgraph/concept/paper-type/inquiry>
        <https://w3id.org/civicgraph/concept/paper-type/resident-question> } } }""",
    "answered": "SELECT DISTINCT ?paper WHERE { ?answer a cg:Answer ; cg:inResponseTo ?paper }",
}
_QUESTIONS = (
    "SELECT ?paper (COUNT(?question) AS ?n) WHERE { ?question a cg:Question ; eli:is_part_of ?paper } GROUP BY ?paper"
)
_TOLD = """SELECT ?paper (COUNT(DISTINCT ?question) AS ?n) WHERE {
  ?answer cg:answers ?question . ?question eli:is_part_of ?paper } GROUP BY ?paper"""


def years(store: pyoxigraph.Store, base: str) -> tuple[Year, ...]:
    """Return the coverage by year, oldest first, papers without any date last.

    A paper's year is that of its own date, or of the first day it is treated on, whichever comes first.
    """
    papers = _column(store, _PAPERS.replace("BASE", base))
    first = {row["paper"].value: row["first"].value[:4] for row in _rows(store, _DAYS)}
    has = {name: _column(store, text) for name, text in _WITH.items()}
    asked, told = _counts(store, _QUESTIONS), _counts(store, _TOLD)
    by_year: dict[str, list[str]] = defaultdict(list)
    for paper in papers:
        by_year[first.get(paper, "")].append(paper)
    return tuple(
        Year(
            year=year,
            papers=len(own),
            with_date=sum(paper in first for paper in own),
            with_outcome=sum(paper in has["outcome"] for paper in own),
            inquiries=sum(paper in has["inquiry"] for paper in own),
            answered=sum(paper in has["inquiry"] and paper in has["answered"] for paper in own),
            questions=sum(asked.get(paper, 0) for paper in own),
            questions_answered=sum(told.get(paper, 0) for paper in own),
        )
        for year, own in sorted(by_year.items(), key=lambda pair: (pair[0] == "", pair[0]))
    )


def _rows(store: pyoxigraph.Store, text: str) -> pyoxigraph.QuerySolutions:
    return store.query(_PREFIXES + text)  # type: ignore[return-value]


def _column(store: pyoxigraph.Store, text: str) -> set[str]:
    return {row["paper"].value for row in _rows(store, text)}


def _counts(store: pyoxigraph.Store, text: str) -> dict[str, int]:
    return {row["paper"].value: int(row["n"].value) for row in _rows(store, text)}
