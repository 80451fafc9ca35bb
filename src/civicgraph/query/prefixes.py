"""Writes Turtle and TriG whose prefixes stand in one order: pyoxigraph gives them in another with every run (tried, 0.5.13)."""

import io
from collections.abc import Iterable
from typing import BinaryIO

import pyoxigraph

from civicgraph.vocab import PREFIXES


class SortedPrefixes(io.RawIOBase):
    """A file that holds back the prefix lines at the beginning, sorts them and passes on the rest."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._held: bytes | None = b""

    def writable(self) -> bool:
        """Writing is all it does."""
        return True

    def write(self, data: object) -> int:
        """Take some bytes; return how many."""
        piece = bytes(data)  # type: ignore[call-overload]
        if self._held is None:
            self._file.write(piece)
            return len(piece)
        self._held += piece
        lines = self._held.splitlines(keepends=True)
        header = [line for line in lines if line.startswith(b"@prefix ") and line.endswith(b"\n")]
        if len(header) < len(lines) and not b"@prefix ".startswith(lines[-1][:8]):
            self._pass_on(lines)
        return len(piece)

    def finish(self) -> None:
        """Write what is still held back."""
        if self._held is not None:
            self._pass_on(self._held.splitlines(keepends=True))

    def _pass_on(self, lines: list[bytes]) -> None:
        count = next((i for i, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
        self._file.write(b"".join(sorted(lines[:count]) + lines[count:]))
        self._held = None


def write_rdf(
    statements: "Iterable[pyoxigraph.Triple] | Iterable[pyoxigraph.Quad]",
    file: BinaryIO,
    format: pyoxigraph.RdfFormat,
    prefixes: dict[str, str] | None = None,
) -> None:
    """Write triples as Turtle or quads as TriG, in the order given; the same statements give the same bytes."""
    out = SortedPrefixes(file)
    pyoxigraph.serialize(statements, out, format, prefixes=PREFIXES if prefixes is None else prefixes)  # type: ignore[arg-type]
    out.finish()
