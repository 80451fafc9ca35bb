"""Turns the answer to a table's query into its rows: one for each key, sorted, with the passage that says it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import msgspec

from civicgraph.publish.tables.model import Column, Table, Type
from civicgraph.query import Graph
from civicgraph.query.rows import Value


class Content(msgspec.Struct, frozen=True):
    """One table of one source. rows: cells in the order of the columns, None for an empty one."""

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


Cells = dict[str, Value]
_PYTHON: dict[Type, type] = {"integer": int, "decimal": Decimal, "boolean": bool, "date": date, "datetime": datetime}


def content(graph: Graph, table: Table, base: str, with_texts: bool) -> Content:
    """Return the rows whose first key lies below the base of a source. graph: as it may leave."""
    columns = table.written(with_texts)
    evidence = _evidence(graph, table.cls) if table.cls else {}
    rows = []
    for cells in _one_each(_cells(graph, table), table):
        iri = str(cells[table.key[0]])
        if iri.startswith(f"{base}/"):
            cells |= evidence.get(iri, {})
            rows.append(tuple(cells.get(column.name) for column in columns))
    return Content(table, columns, tuple(rows))


def _cells(graph: Graph, table: Table) -> Iterator[Cells]:
    types = {column.name: column.type for column in table.columns}
    for row in graph.query(table.query):
        cells = {name: _typed(value, types[name]) for name, value in row.items()}
        yield {name: value for name, value in cells.items() if value not in (None, "")}


def _typed(value: Value, kind: Type) -> Value:
    """Return a value in its column's type; None where it is none of it, such as a day that the calendar does not have."""
    if value is None or kind in ("string", "uri"):
        return None if value is None else str(value)
    if kind == "decimal" and isinstance(value, int):
        return Decimal(value)
    return value if isinstance(value, _PYTHON[kind]) else None


def _one_each(found: Iterable[Cells], table: Table) -> Iterator[Cells]:
    """Yield one row for each key, sorted; of several values the first by sorted spelling, and `several` names the columns."""
    values: dict[tuple[str, ...], dict[str, set[Value]]] = {}
    for cells in found:
        own = values.setdefault(tuple(str(cells[name]) for name in table.key), {})
        for name, value in cells.items():
            own.setdefault(name, set()).add(value)
    for _, own in sorted(values.items(), key=lambda item: item[0]):
        cells = {name: min(several, key=str) for name, several in own.items()}
        several = " ".join(column.name for column in table.columns if len(own.get(column.name, ())) > 1)
        yield cells | {"several": several or None}


def _evidence(graph: Graph, cls: str) -> dict[str, Cells]:
    """Return thing to quote, url and snapshot of its first passage; without one to the first page that tells of it."""
    query = (Path(__file__).parent / "evidence.rq").read_text("utf-8")
    first: dict[str, tuple[tuple[bool, str, int, int, str, str], Cells]] = {}
    for row in graph.query(query.replace("$class", f"cg:{cls}")):
        place = (row["text"] is None, row["text"] or "", row["start"] or 0, -(row["end"] or 0))
        rank = (*place, row["snapshot"], row["url"] or "")
        iri = row["canonical"] or row["node"]
        if iri not in first or rank < first[iri][0]:
            first[iri] = rank, {name: row[name] or None for name in ("quote", "url", "snapshot")}
    return {iri: cells for iri, (_, cells) in first.items()}
