"""Opens a built graph for reading: questions in, rows out; views of it for rdflib and networkx."""

import calendar
import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph

from civicgraph.errors import QueryInvalid, UsageError
from civicgraph.query import limits, questions
from civicgraph.query.labels import label_of
from civicgraph.query.rows import Rows, Term, Triples, Truth
from civicgraph.query.things import Names
from civicgraph.store import Generation, current, open_store
from civicgraph.vocab import PREFIXES, XSD

if TYPE_CHECKING:
    import networkx
    import rdflib

ParamValue: TypeAlias = str | int | float | Decimal | bool | date | datetime

_CLASS_OF_PARAM = {"paper": "Paper", "policy": "Policy", "body": "Body", "subject": None}
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_CHARACTERS = re.compile(r"\[(?:'[^']*'|[^\]'])*\]")
_SENTENCE = re.compile(r"\b[A-Z][a-z]*(?: [A-Za-z]+)* [a-z]+(?: [A-Za-z]+)*")
_SIGN = re.compile(r'"(?:\\.|[^"\\])*"')
_KEYWORD = re.compile(r"\b[A-Z]{2,}\b")
_MOST_EXPECTED = 4
_ERROR = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class Graph:
    """One generation of a graph, open for reading. It stays the same while other generations are built.

    generation: where it lies and what it is made of; store: the pyoxigraph Store; names: what its things are called.
    """

    def __init__(self, generation: Generation, memory: bool = False, store: pyoxigraph.Store | None = None) -> None:
        self.generation = generation
        self._store: pyoxigraph.Store | None = open_store(generation, memory) if store is None else store

    @property
    def store(self) -> pyoxigraph.Store:
        """The triples. Raises UsageError where the graph is closed."""
        if self._store is None:
            raise UsageError("graph: it is closed: ask inside the `with` block, or open it again with Graph.open")
        return self._store

    @classmethod
    def open(cls, folder: str | Path, memory: bool = False) -> "Graph":
        """Open the graph that a folder shows now; memory: load it whole (faster questions, more memory).

        Raises GraphMissing where nothing has been built there.
        """
        return cls(current(Path(folder)), memory)

    def __enter__(self) -> "Graph":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store. What rows were given stay."""
        self.__dict__.pop("names", None)
        self._store = None

    @cached_property
    def names(self) -> Names:
        """What things are called, read at first use."""
        return Names(self.store)

    def query(self, name_or_text: str, **params: ParamValue | None) -> Rows:
        """Answer a named question or SPARQL text: rows for SELECT, Truth for ASK, Triples for CONSTRUCT and DESCRIBE.

        The prefixes of the project need no declaration. A parameter that is None is not set.
        Raises QueryInvalid where query or parameters cannot be taken, ThingUnknown where a parameter names nothing.
        """
        given = {name: value for name, value in params.items() if value is not None}
        if re.fullmatch(r"[\w-]+", name_or_text.strip()):
            question = questions.question(name_or_text.strip())
            _in_order(given)
            terms = {name: self._param(name, value) for name, value in given.items() if name in question.params}
            unknown: dict[str, list[Term]] = {name: [] for name in given if name not in terms}
            return self._run(questions.filled(question.sparql, {**terms, **unknown}), question.name)
        if not name_or_text.strip():
            raise QueryInvalid("query: it is empty: write SPARQL, or take a named question: civicgraph query --list")
        text = limits.checked(name_or_text)
        return self._run(questions.filled(text, {name: [_term(value)] for name, value in given.items()}), None)

    def label(self, iri: str) -> str:
        """Return how people call a thing: preferred label, label, number, title; else the end of its IRI."""
        return label_of(self.store, iri)

    def rdflib(self) -> "rdflib.Dataset":
        """Return a view of the store for rdflib, read-only."""
        import rdflib  # 0.2 seconds that only this needs
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.store), default_union=False)

    def networkx(self, evidence: bool = False) -> "networkx.MultiDiGraph[str]":
        """Return the things and what joins them: nodes have `label` and `cls`, edges the predicate's local name as key.

        evidence: with evidence, selectors, texts, pages and snapshots as nodes too.
        """
        from civicgraph.query.network import network  # networkx takes 0.4 seconds that only this needs

        return network(self, evidence)

    def _run(self, text: str, question: str | None) -> Rows:
        try:
            found = self.store.query(text, prefixes=PREFIXES)
        except SyntaxError as error:
            raise QueryInvalid(_where(str(error), text)) from None
        if isinstance(found, pyoxigraph.QueryBoolean):
            return Truth(bool(found))
        if isinstance(found, pyoxigraph.QueryTriples):
            return Triples(found)
        columns = [variable.value for variable in found.variables]
        return Rows(columns, [tuple(row[name] for name in columns) for row in found], question)

    def _param(self, name: str, value: ParamValue) -> Iterable[Term]:
        """Return the terms that a parameter of a named question stands for."""
        text = _text(value)
        if name in _CLASS_OF_PARAM:
            return [pyoxigraph.NamedNode(iri) for iri in self.names.meant(text, _CLASS_OF_PARAM[name])]
        if name in ("since", "until"):
            return [_day(name, text)]
        known = sorted(source.slug for source in self.generation.manifest.sources)
        if name == "source" and known and text not in known:
            raise QueryInvalid(f"query: parameter source: '{text}' is not in this graph: it has {', '.join(known)}")
        return [pyoxigraph.Literal(text)]


def _text(value: ParamValue) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _in_order(given: dict[str, ParamValue]) -> None:
    """Raise QueryInvalid where since lies after until: nothing could answer."""
    if "since" in given and "until" in given:
        since, until = (_day(name, _text(given[name])).value for name in ("since", "until"))
        if since > until:
            raise QueryInvalid(f"query: since {since} lies after until {until}: swap them")


def _term(value: ParamValue) -> Term:
    """Return a Python value as a term: text that is a web address as an IRI."""
    if isinstance(value, str) and re.match(r"(https?|urn):\S+\Z", value):
        try:
            return pyoxigraph.NamedNode(value)
        except ValueError:
            raise QueryInvalid(f"query: {value!r} is no IRI: write it without blanks and brackets") from None
    if isinstance(value, Decimal):
        return pyoxigraph.Literal(format(value, "f"), datatype=pyoxigraph.NamedNode(XSD + "decimal"))
    if isinstance(value, date):
        kind = "dateTime" if isinstance(value, datetime) else "date"
        return pyoxigraph.Literal(value.isoformat(), datatype=pyoxigraph.NamedNode(XSD + kind))
    return pyoxigraph.Literal(value)


def _day(name: str, text: str) -> pyoxigraph.Literal:
    """Return since or until as a day; a year or month means its first day for since, its last for until."""
    match = _DAY.match(text)
    try:
        if match is None or match.end() not in (len(text), 10):
            raise ValueError
        year, last = int(match[1]), name == "until"
        month = int(match[2] or (12 if last else 1))
        day = int(match[3] or (calendar.monthrange(year, month)[1] if last else 1))
        return pyoxigraph.Literal(date(year, month, day).isoformat())
    except (ValueError, calendar.IllegalMonthError):
        raise QueryInvalid(f"query: parameter {name}: '{text}' is no date: write YYYY, YYYY-MM or YYYY-MM-DD") from None


def _where(message: str, text: str) -> str:
    """Return the engine's complaint as one sentence with line, column and the line itself."""
    match = _ERROR.match(message)
    if not match:
        return f"query: {message}"
    line, column, complaint = int(match[1]), int(match[2]), _complaint(match[3])
    lines = text.splitlines()
    shown = lines[line - 1].strip() if line <= len(lines) else ""
    mend = "Mend it there, or take a named question: civicgraph query --list"
    return f"query, line {line}, column {column}: {complaint}\n  {shown[:200]}\n{mend}"


def _complaint(message: str) -> str:
    """Return what the engine expects in words: its lists of characters and long lists of keywords help nobody."""
    plain = _CHARACTERS.sub("", " ".join(message.split()))
    if sentence := _SENTENCE.search(plain):
        return sentence[0].strip()
    expected = [] if _KEYWORD.search(_SIGN.sub("", plain)) else _SIGN.findall(plain)
    return f"expected {' or '.join(expected)}" if 0 < len(expected) <= _MOST_EXPECTED else "this cannot be read"
