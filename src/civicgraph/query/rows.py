"""Turns the solutions of a query into rows of Python values that are read by column name or index."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias, overload

import pyoxigraph

from civicgraph.errors import UsageError
from civicgraph.vocab import XSD

if TYPE_CHECKING:
    import pandas

Term: TypeAlias = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
Value: TypeAlias = str | int | float | Decimal | bool | date | datetime | None

_INTEGERS = frozenset(XSD + name for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger"))


class Row(Sequence[Value]):
    """One row: `row["number"]`, `row[0]`, `dict(row.items())`. A missing value is None."""

    __slots__ = ("_index", "_values")

    def __init__(self, index: dict[str, int], values: tuple[Value, ...]) -> None:
        self._index, self._values = index, values

    def __getitem__(self, key: Any) -> Any:
        return self._values[self._index[key] if isinstance(key, str) else key]

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return self._values == (other._values if isinstance(other, Row) else other)

    def __hash__(self) -> int:
        return hash(self._values)

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={self._values[i]!r}' for name, i in self._index.items())})"

    def items(self) -> Iterator[tuple[str, Value]]:
        """Yield (column, value) pairs in the order of the columns."""
        return ((name, self._values[i]) for name, i in self._index.items())


class Rows(Sequence[Row]):
    """The rows of a SELECT.

    columns: names in order; terms: the same rows as RDF terms; question: name of the named question, if any.
    """

    def __init__(
        self, columns: Iterable[str], terms: Iterable[tuple[Term | None, ...]], question: str | None = None
    ) -> None:
        self.columns = tuple(columns)
        self.terms = tuple(terms)
        self.question = question
        self._index = {name: i for i, name in enumerate(self.columns)}
        self._rows = [Row(self._index, tuple(map(value, row))) for row in self.terms]

    @overload
    def __getitem__(self, key: int) -> Row: ...
    @overload
    def __getitem__(self, key: slice) -> list[Row]: ...
    def __getitem__(self, key: int | slice) -> Row | list[Row]:
        return self._rows[key]

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {', '.join(self.columns)}>"

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the rows as a DataFrame.

        Raises UsageError where pandas is not installed.
        """
        try:
            import pandas  # an optional extra
        except ImportError:
            raise UsageError("to_pandas: pandas is not installed: pip install 'civicgraph[pandas]'") from None
        return pandas.DataFrame([list(row) for row in self._rows], columns=list(self.columns))


def without(rows: Rows, columns: Iterable[str]) -> Rows:
    """Return rows without some columns."""
    kept = [i for i, name in enumerate(rows.columns) if name not in columns]
    return Rows([rows.columns[i] for i in kept], [tuple(row[i] for i in kept) for row in rows.terms], rows.question)


class Truth(Rows):
    """The answer of an ASK: true or false as itself, and as one row with the column `answer`."""

    def __init__(self, answer: bool) -> None:
        super().__init__(["answer"], [(pyoxigraph.Literal(answer),)])
        self.answer = answer

    def __bool__(self) -> bool:
        return self.answer

    def __repr__(self) -> str:
        return f"Truth({self.answer})"


class Triples(Rows):
    """The graph that a CONSTRUCT or DESCRIBE gives: sorted triples, each a row of subject, predicate and object."""

    def __init__(self, triples: Iterable[pyoxigraph.Triple]) -> None:
        self.triples = tuple(sorted(set(triples), key=str))
        super().__init__(
            ["subject", "predicate", "object"],
            [(t.subject, t.predicate, t.object) for t in self.triples],
        )


def value(term: Term | None) -> Value:
    """Return a term as a Python value; what its datatype does not allow, and every IRI, as text."""
    if term is None:
        return None
    if not isinstance(term, pyoxigraph.Literal):
        return str(term) if isinstance(term, pyoxigraph.Triple) else term.value
    kind = term.datatype.value
    try:
        return _typed(kind, term.value)
    except (ValueError, ArithmeticError):
        return term.value


def _typed(kind: str, text: str) -> Value:
    """Return a lexical form as its datatype says. Raises ValueError or ArithmeticError where it cannot be."""
    if kind in _INTEGERS:
        return int(text)
    if kind == XSD + "decimal":
        return Decimal(text)
    if kind in (XSD + "double", XSD + "float"):
        return float(text)
    if kind == XSD + "boolean":
        return {"true": True, "1": True, "false": False, "0": False}.get(text, text)
    if kind == XSD + "date":
        return date.fromisoformat(text)
    if kind == XSD + "dateTime":
        return datetime.fromisoformat(text)
    return text
