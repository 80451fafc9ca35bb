"""Turns the description of the tables into a codebook for people and programs, and into CSVW metadata."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from civicgraph.publish.tables.model import Column, Table, tables

HEADER = ("table", "column", "type", "key", "de", "en", "empty_de", "empty_en")
NEVER = ("nie leer", "never empty")
_TYPES = {"uri": "anyURI", "datetime": "dateTime"}
_RULES = """\
Ein Wert fehlt, wo die Zelle leer ist: nie steht dafür ein Wort oder eine Null. /
A value is missing where the cell is empty; no word or zero stands for it.

CSV: UTF-8, Komma, RFC 4180; Zeiten mit Abstand zu UTC, Wahrheitswerte true und false. Texte stehen, wie sie sind, auch wenn sie
wie eine Formel beginnen: für Tabellenprogramme ist die XLSX-Datei da. /
CSV: UTF-8, comma, RFC 4180; times with their offset, booleans true and false. Texts stand as they are, even where they begin
like a formula: for spreadsheets take the XLSX file.

Parquet: Zeiten als Zeitpunkte in UTC, decimal als double. / Parquet: times as instants in UTC, decimal as double.

Namen ohne öffentliches Amt sind durch █ ersetzt; in persons, memberships und paper_author fehlen sie ganz. /
Names without a public office are replaced by █; persons, memberships and paper_author leave them out.
"""
_ABSENT = (
    "Volltexte fehlen: die Spalten {columns} gibt es nur, wo source.toml `publish_texts = true` sagt. / "
    "Full texts are left out: the columns {columns} are there only where source.toml says `publish_texts = true`.\n"
)


def codebook_rows(with_texts: bool) -> list[tuple[str, ...]]:
    """Return one row for each column of each table, below the header."""
    rows: list[tuple[str, ...]] = [HEADER]
    for table in tables():
        for column in table.written(with_texts):
            empty = (column.empty_de, column.empty_en) if column.empty_de else NEVER
            key = "yes" if column.name in table.key else ""
            rows.append((table.name, column.name, column.type, key, column.de, column.en, *empty))
    return rows


def codebook_text(with_texts: bool) -> str:
    """Return the codebook as Markdown, German and English side by side."""
    parts = ["# Codebook\n", _RULES]
    hidden = [
        f"{table.name}.{c.name}" for table in tables() for c in set(table.written(True)) - set(table.written(False))
    ]
    if not with_texts:
        parts.append(_ABSENT.format(columns=", ".join(f"`{name}`" for name in sorted(hidden))))
    for table in tables():
        parts.append(f"## {table.name}\n\n{table.de} / {table.en}. Schlüssel / key: {', '.join(table.key)}.\n")
        parts.append(_markdown(table.written(with_texts)))
    return "\n".join(parts)


def _markdown(columns: Iterable[Column]) -> str:
    lines = ["| column | type | Inhalt / content | leer heißt / empty means |", "|---|---|---|---|"]
    for column in columns:
        empty = (column.empty_de, column.empty_en) if column.empty_de else NEVER
        lines.append(f"| `{column.name}` | {column.type} | {column.de} / {column.en} | {' / '.join(empty)} |")
    return "\n".join(lines) + "\n"


def csvw(title: str, licence: str, files: Mapping[str, Sequence[str]], with_texts: bool) -> bytes:
    """Return the metadata of a group of tables (W3C, Metadata Vocabulary for Tabular Data). files: table to its file names."""
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "de"}],
        "dc:title": title,
        "dc:license": {"@id": licence},
        "tables": [_table(table, name, with_texts) for table in tables() for name in files[table.name]],
    }
    return msgspec.json.format(msgspec.json.encode(group), indent=1) + b"\n"


def _table(table: Table, file: str, with_texts: bool) -> dict[str, object]:
    schema: dict[str, object] = {
        "columns": [_column(column, table) for column in table.written(with_texts)],
        "primaryKey": list(table.key),
    }
    if table.cls:
        schema["aboutUrl"] = "{+iri}"
    return {"url": file, "dc:description": _both(table.de, table.en), "tableSchema": schema}


def _column(column: Column, table: Table) -> dict[str, object]:
    return {
        "name": column.name,
        "titles": column.name,
        "datatype": _TYPES.get(column.type, column.type),
        "required": column.name in table.key,
        "dc:description": _both(column.de, column.en),
        "null": "",
    }


def _both(de: str, en: str) -> list[dict[str, str]]:
    return [{"@value": de, "@language": "de"}, {"@value": en, "@language": "en"}]
