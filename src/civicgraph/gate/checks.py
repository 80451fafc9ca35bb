"""Turns the constraints of a shape into functions that return the value nodes that break them (SHACL §4)."""

import operator
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyoxigraph as ox

from civicgraph.gate.triples import TYPE, Term, Triples, text_of
from civicgraph.vocab import XSD

SH = "http://www.w3.org/ns/shacl#"

Admits = Callable[[Triples, Term], bool]
Check = Callable[[Triples, Term, list[Term]], Iterable[Term | None]]
Order = Callable[[Any, Any], bool]

_LEXICAL: dict[str, tuple[str, Callable[[str], object]]] = {
    XSD + "string": (r"(?s).*", str),
    XSD + "integer": (r"[+-]?[0-9]+", int),
    XSD + "decimal": (r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)", Decimal),
    XSD + "boolean": (r"true|false|0|1", str),
    XSD + "date": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date.fromisoformat),
    XSD + "dateTime": (r"[0-9-]{10}T[0-9:]{8}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?", datetime.fromisoformat),
}


def checks(graph: Triples, name: str, wanted: Term, admits: Callable[[Term], Admits]) -> Check:
    """Return the check for one constraint. name: local name of its parameter; admits: compiles a shape named in it.

    The check yields None where no single value is to blame.

    Raises ValueError where the constraint is not known here.
    """
    simple = _simple(name, wanted)
    if simple is not None:
        return simple
    if name == "in":
        allowed = frozenset(graph.items(wanted))
        return _each(lambda data, v: v in allowed)
    if name == "node":
        return _each(admits(wanted))
    if name == "or":
        ways = [admits(member) for member in graph.items(wanted)]
        return _each(lambda data, v: any(way(data, v) for way in ways))
    if name == "not":
        unwanted = admits(wanted)
        return _each(lambda data, v: not unwanted(data, v))
    raise ValueError(f"sh:{name} is not known to the gate: add it to gate/checks.py")


def _simple(name: str, wanted: Term) -> Check | None:
    text = text_of(wanted)
    if name == "pattern":
        # In Python "$" also matches before a line feed at the end; in SHACL it does not.
        found = re.compile(re.sub(r"\$$", r"\\Z", text)).search
        return _each(lambda data, v: found(text_of(v)) is not None)
    if name in ("minCount", "maxCount", "minLength"):
        number = int(text)
        if name == "minLength":
            return _each(lambda data, v: len(text_of(v)) >= number)
        counted = operator.ge if name == "minCount" else operator.le
        return lambda data, focus, values: () if counted(len(values), number) else (None,)
    build = _BY_TERM.get(name)
    return build(wanted) if build is not None else None


def _each(admits: Admits) -> Check:
    return lambda data, focus, values: [value for value in values if not admits(data, value)]


def _has_value(wanted: Term) -> Check:
    return lambda data, focus, values: () if wanted in values else (None,)


def _datatype(wanted: Term) -> Check:
    return _each(lambda data, v: isinstance(v, ox.Literal) and v.datatype == wanted and _meaning(v) is not None)


def _node_kind(wanted: Term) -> Check:
    kind = {SH + "IRI": ox.NamedNode, SH + "Literal": ox.Literal}[text_of(wanted)]
    return _each(lambda data, v: isinstance(v, kind))


def _class(wanted: Term) -> Check:
    return _each(lambda data, v: wanted in data.objects(v, TYPE))


def _disjoint(other: Term) -> Check:
    return lambda data, focus, values: [value for value in values if value in data.objects(focus, other)]


def _before(order: Order) -> Callable[[Term], Check]:
    def build(other: Term) -> Check:
        return lambda data, focus, values: [
            value for value in values for bound in data.objects(focus, other) if not _comes(order, value, bound)
        ]

    return build


_BY_TERM: dict[str, Callable[[Term], Check]] = {
    "hasValue": _has_value,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "class": _class,
    "disjoint": _disjoint,
    "minInclusive": lambda least: _each(lambda data, v: _comes(operator.le, least, v)),
    "lessThan": _before(operator.lt),
    "lessThanOrEquals": _before(operator.le),
}


def _meaning(term: Term) -> object:
    """Return what a literal means, None where its lexical form is none of its datatype (RDF 1.1 Concepts §3.3)."""
    if not isinstance(term, ox.Literal):
        return None
    pattern, meaning = _LEXICAL.get(term.datatype.value, _LEXICAL[XSD + "string"])
    try:
        return meaning(term.value) if re.fullmatch(pattern, term.value) else None
    except ValueError:
        return None


def _comes(order: Order, first: Term, second: Term) -> bool:
    """Say whether two literals are in order; what cannot be compared is not (SHACL §4.5.3)."""
    left, right = _meaning(first), _meaning(second)
    try:
        return left is not None and right is not None and order(left, right)
    except TypeError:
        return False
