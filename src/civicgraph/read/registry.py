"""Finds the readers that are installed: those of this project and those that other packages add."""

from functools import cache
from importlib.metadata import entry_points

from civicgraph.errors import SourceInvalid
from civicgraph.read.sight import Reader

GROUP = "civicgraph.readers"


@cache
def readers() -> tuple[Reader, ...]:
    """Return every installed reader, in the order in which they are asked. Each entry point names a class without arguments."""
    found: list[Reader] = [entry.load()() for entry in entry_points(group=GROUP)]
    return tuple(sorted(found, key=lambda reader: (reader.order, reader.name)))


def reader_named(name: str) -> Reader:
    """Return the reader of that name. Raises SourceInvalid with the names there are."""
    for reader in readers():
        if reader.name == name:
            return reader
    names = ", ".join(reader.name for reader in readers())
    raise SourceInvalid(f"reader {name!r}: no such reader; there are: {names}")
