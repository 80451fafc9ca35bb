"""Turns what may leave of each source into files of tables, and tells of each."""

import csv
import io
from collections.abc import Iterator, Sequence

from civicgraph.publish.pieces import paths
from civicgraph.publish.publication import Distribution, Publication
from civicgraph.publish.tables import model
from civicgraph.publish.tables.codebook import codebook_rows, codebook_text, csvw
from civicgraph.publish.tables.content import Content, content
from civicgraph.publish.tables.files import can_write_parquet, csv_pieces, parquet_bytes, xlsx_bytes
from civicgraph.store import SourceInfo

_TABULAR = "http://www.w3.org/TR/tabular-data-model/"
_METADATA = "http://www.w3.org/TR/tabular-metadata/"
_KINDS = {
    "csv": ("text/csv", "CSV", (_TABULAR,)),
    "parquet": ("application/vnd.apache.parquet", "OCTET", ()),
    "json": ("application/csvm+json", "JSON", (_METADATA,)),
    "md": ("text/markdown", "TXT", ()),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX", ()),
}
"""Ending to media type, EU file type (Parquet has none) and standards."""
Described = tuple[str, str, str, str]
"""Title in German and English, description in German and English."""
_CODEBOOK = (
    "Codebook",
    "codebook",
    "Was in den Spalten steht und was eine leere Zelle heißt.",
    "What the columns hold and what an empty cell means.",
)
_CSVW = (
    "CSVW-Metadaten",
    "CSVW metadata",
    "Beschreibung der CSV-Dateien für Programme.",
    "Description of the CSV files for programs.",
)
_XLSX = (
    "alle Tabellen (XLSX)",
    "all tables (XLSX)",
    "Alle Tabellen in einer Arbeitsmappe.",
    "All tables in one workbook.",
)


def tables(publication: Publication) -> Iterator[Distribution]:
    """Write the tables of each source below `tables/<slug>/`.

    Without pyarrow there is no Parquet. The workbook is left out where it is longer than a file may be.
    """
    for source in publication.sources:
        with_texts = source.catalogue.publish_texts
        contents = [content(publication.published, table, source.base, with_texts) for table in model.tables()]
        files: dict[str, tuple[str, ...]] = {}
        for one in contents:
            for made in _table(publication, source, one):
                files.setdefault(one.table.name, tuple(name.rpartition("/")[2] for name in made.files))
                yield made
        yield from _beside(publication, source, files)
        book = xlsx_bytes(contents, codebook_rows(with_texts))
        if book is not None and len(book) <= publication.limit:
            yield _written(publication, source, "tables.xlsx", [book], _XLSX)


def _table(publication: Publication, source: SourceInfo, one: Content) -> Iterator[Distribution]:
    """Write one table as CSV and, where it can be had, as Parquet."""
    pieces = list(csv_pieces(one, publication.limit))
    words = (f"{one.table.de}.", f"{one.table.en}.")
    yield _written(
        publication, source, f"{one.table.name}.csv", [text for text, _ in pieces], _named(one, "CSV", words)
    )
    if can_write_parquet():
        packed = [parquet_bytes(rows) for _, rows in pieces]
        yield _written(publication, source, f"{one.table.name}.parquet", packed, _named(one, "Parquet", words))


def _named(one: Content, form: str, words: tuple[str, str]) -> Described:
    return (f"{one.table.de} ({form})", f"{one.table.en} ({form})", *words)


def _beside(publication: Publication, source: SourceInfo, files: dict[str, tuple[str, ...]]) -> Iterator[Distribution]:
    """Write the codebook in two forms, and the CSVW metadata."""
    with_texts = source.catalogue.publish_texts
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(codebook_rows(with_texts))
    yield _written(publication, source, "codebook.md", [codebook_text(with_texts).encode()], _CODEBOOK)
    yield _written(publication, source, "codebook.csv", [out.getvalue().encode()], _CODEBOOK)
    metadata = csvw(source.title, source.licence, files, with_texts)
    yield _written(publication, source, "csv-metadata.json", [metadata], _CSVW)


def _written(
    publication: Publication, source: SourceInfo, name: str, pieces: Sequence[bytes], words: Described
) -> Distribution:
    """Write a file, or its pieces as name-001 and so on."""
    stem, _, ending = name.rpartition(".")
    folder = f"tables/{source.slug}"
    (publication.into / folder).mkdir(parents=True, exist_ok=True)
    files = paths(f"{folder}/{stem}", f".{ending}", len(pieces))
    for path, piece in zip(files, pieces, strict=True):
        (publication.into / path).write_bytes(piece)
    media_type, file_type, standards = _KINDS[ending]
    titles = (f"{source.title}: {words[0]}", f"{source.title}: {words[1]}")
    key = f"{source.slug}-table-{stem}-{ending}"
    return Distribution(source.slug, key, files, *titles, *words[2:], media_type, file_type, standards)
