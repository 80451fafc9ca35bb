"""Writes RDF terms as escaped N-Quads text; only forms that the store returns unchanged."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache

from civicgraph.iri import checked
from civicgraph.vocab import EDTF, XSD, term

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\n\r\t\x00-\x1f\x7f]')


@lru_cache(maxsize=1024)  # the subject of one line is mostly that of the next
def iri(value: str) -> str:
    """Return an IRI as an N-Quads term.

    Raises ValueError where it is not absolute or holds a forbidden character.
    """
    return f"<{checked(value)}>"


def text(value: str) -> str:
    """Return a plain string literal."""
    return f'"{_ESCAPED.sub(_escape, value)}"'


def typed(value: str, datatype: str) -> str:
    """Return a literal of a datatype given as prefixed name ("xsd:date")."""
    return f"{text(value)}^^{_term(datatype)}"


def literal(value: object) -> str:
    """Return a Python value as a literal: str, bool, int, Decimal, date, zone-aware datetime.

    Raises TypeError for any other type, and for a datetime without a zone: its meaning would be a guess.
    """
    if isinstance(value, str):
        return text(value)
    if isinstance(value, bool):
        return f'"{str(value).lower()}"^^{_term("xsd:boolean")}'
    if isinstance(value, int):
        return f'"{value}"^^{_term("xsd:integer")}'
    if isinstance(value, Decimal):
        return typed(f"{value:f}", "xsd:decimal")
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError(f"a time without a zone cannot be written: {value!r}")
        return f'"{_moment(value)}"^^<{XSD}dateTime>'
    if isinstance(value, date):
        return typed(value.isoformat(), "xsd:date")
    raise TypeError(f"no literal for {type(value).__name__}")


def number(value: str) -> str:
    """Return a canonical number as xsd:integer, or as xsd:decimal where it has a fraction."""
    return typed(value, "xsd:decimal" if "." in value else "xsd:integer")


def edtf(value: str) -> str:
    """Return an EDTF literal (Library of Congress, Extended Date/Time Format)."""
    return f"{text(value)}^^<{EDTF}>"


@cache
def _term(name: str) -> str:
    """Return the IRI of a prefixed name as an N-Quads term; there are as many as the ontology has."""
    return f"<{term(name)}>"


def _moment(value: datetime) -> str:
    """Return a time as the store keeps it: seconds, offset with a colon, Z for zero."""
    written = value.isoformat(timespec="seconds" if not value.microsecond else "microseconds")
    return re.sub(r"\+00:00$", "Z", written)


def _escape(match: re.Match[str]) -> str:
    char = match.group(0)
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"


class Graph:
    """Gathers the lines of one named graph; each line once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._tail = f" {iri(name)} .\n"
        self._lines: set[str] = set()
        self._told: set[str] = set()

    def is_first(self, subject: str) -> bool:
        """Tell whether nobody asked this of a subject before: what always says the same of it need not say it again."""
        is_new = subject not in self._told
        self._told.add(subject)
        return is_new

    def add(self, subject: str, predicate: str, obj: str) -> None:
        """Add a quad. subject: an IRI; predicate: a prefixed name; obj: a term made by a function of this module."""
        self._lines.add(f"{iri(subject)} {_term(predicate)} {obj}{self._tail}")

    def link(self, subject: str, predicate: str, obj: str) -> None:
        """Add a quad whose object is an IRI."""
        self._lines.add(f"{iri(subject)} {_term(predicate)} {iri(obj)}{self._tail}")

    def value(self, subject: str, predicate: str, value: object) -> None:
        """Add a quad whose object is a literal; None and the empty string are silence and add nothing."""
        if value is not None and value != "":
            self._lines.add(f"{iri(subject)} {_term(predicate)} {literal(value)}{self._tail}")

    def lines(self) -> list[bytes]:
        """Return the lines sorted by bytes, which is the order of their code points too."""
        return [line.encode() for line in sorted(self._lines)]
