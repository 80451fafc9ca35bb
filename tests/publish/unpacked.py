"""Hands out what a published folder says in every byte: also inside gzip, spreadsheets and Parquet."""

import gzip
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet


def contents(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the words of each file, and of each file inside one; the name itself is a part of the words."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        for inner, content in _unpacked(path):
            yield f"{name}{inner}", f"{name}\n{content}"


def _unpacked(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix == ".gz":
        yield "", gzip.decompress(path.read_bytes()).decode()
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            for inner in packed.namelist():
                yield f"!{inner}", packed.read(inner).decode()
    elif path.suffix == ".parquet":
        table = pyarrow.parquet.read_table(path)
        yield "", f"{table.schema}\n{table.to_pylist()}"
    else:
        yield "", path.read_bytes().decode()
