"""Reads tables.toml: which tables are published, with which columns, and what an empty cell means."""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

Type = Literal["string", "uri", "integer", "decimal", "boolean", "date", "datetime"]


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One column. de, en: what stands in it; empty_de, empty_en: what an empty cell means, "" where none is ever empty.

    full_text: whole words of a question or answer, which leave only where source.toml says `publish_texts = true`.
    """

    name: str
    type: Type
    de: str
    en: str
    empty_de: str = ""
    empty_en: str = ""
    full_text: bool = False


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"cls": "class", "columns": "column"}):
    """One table. cls: class of the things in the rows, "" where a row links two; key: the columns that name a row."""

    name: str
    cls: str
    key: tuple[str, ...]
    de: str
    en: str
    columns: tuple[Column, ...]

    @property
    def query(self) -> str:
        """The SPARQL text that yields the columns before those that all tables share."""
        return (Path(__file__).parent / f"{self.name}.rq").read_text("utf-8")

    def written(self, with_texts: bool) -> tuple[Column, ...]:
        """Return the columns as they are written, with evidence where the rows are things."""
        words_of_people = any(column.full_text for column in self.columns)
        evidence = [msgspec.structs.replace(QUOTE, full_text=words_of_people), *PLACE] if self.cls else []
        every = [*self.columns, *evidence, SEVERAL]
        return tuple(column for column in every if with_texts or not column.full_text)


class _Tables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    table: tuple[Table, ...]


QUOTE = Column(
    "quote",
    "string",
    "erster Beleg im Wortlaut",
    "first evidence, verbatim",
    "Keine einzelne Textstelle belegt die Zeile; snapshot nennt die Seite.",
    "No single passage supports the row; snapshot names the page.",
)
PLACE = (
    Column(
        "url", "string", "Adresse oder Datei der Seite, auf der es steht", "address or file of the page that says it"
    ),
    Column("snapshot", "uri", "IRI des Abzugs dieser Seite", "IRI of the snapshot of this page"),
)
SEVERAL = Column(
    "several",
    "string",
    "Spalten dieser Zeile, für die es mehrere Werte gibt, durch Leerzeichen getrennt; in der Zelle steht der erste, alle stehen im Graphen",
    "columns of this row that have several values, separated by blanks; the cell holds the first, the graph holds all",
    "Jede Zelle der Zeile hat höchstens einen Wert.",
    "Each cell of the row has one value at most.",
)


@cache
def tables() -> tuple[Table, ...]:
    """Return all tables in the order in which they are described."""
    content = (Path(__file__).parent / "tables.toml").read_bytes()
    return msgspec.toml.decode(content, type=_Tables).table
