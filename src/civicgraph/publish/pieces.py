"""Turns sorted lines into files that stay below the size that a harvester takes."""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pyoxigraph

from civicgraph.bundled import folder
from civicgraph.export.jsonld import jsonld
from civicgraph.query.prefixes import write_rdf

Write = Callable[[list[bytes]], bytes]
HEADROOM = 20_000
"""Bytes of prefixes, notice or context at the head of a file."""


def pieces(lines: Iterable[bytes], most: int) -> Iterator[list[bytes]]:
    """Yield lines in lists of at most `most` bytes, cut between two subjects where a subject is no longer than that."""
    piece: list[bytes] = []
    size, cut = 0, 0
    subject = b""
    for line in lines:
        name = line[: line.index(b" ")]
        if name != subject:
            subject, cut = name, len(piece)
        if piece and size + len(line) > most:
            cut = cut or len(piece)
            yield piece[:cut]
            piece, cut = piece[cut:], 0
            size = sum(map(len, piece))
        piece.append(line)
        size += len(line)
    if piece:
        yield piece


def written(into: Path, stem: str, ending: str, lines: Iterable[bytes], limit: int, write: Write) -> tuple[str, ...]:
    """Write lines below a folder as `stem.ending`, or as `stem-001.ending` and so on, and return the paths.

    A form is never longer than the N-Triples or N-Quads that it is made of, but for its head: what fits as lines fits as a file.
    """
    made = 0
    for made, piece in enumerate(pieces(lines, max(1, limit - HEADROOM)), start=1):
        path = into / _piece(stem, ending, made)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(write(piece))
    if made == 1:
        (into / _piece(stem, ending, 1)).rename(into / f"{stem}{ending}")
    return paths(stem, ending, made)


def paths(stem: str, ending: str, number: int) -> tuple[str, ...]:
    """Return what the pieces of a file are called: `stem.ending` where it is one, `stem-001.ending` and so on where there are more."""
    return (f"{stem}{ending}",) if number == 1 else tuple(_piece(stem, ending, n) for n in range(1, number + 1))


def _piece(stem: str, ending: str, number: int) -> str:
    return f"{stem}-{number:03}{ending}"


def zipped(notice: str) -> Write:
    """Return the writer of gzipped lines."""
    return lambda piece: gzip.compress(_comment(notice) + b"".join(piece), compresslevel=6, mtime=0)


def turtle(notice: str) -> Write:
    """Return the writer of Turtle, from N-Triples lines."""
    return lambda piece: _comment(notice) + _rdf(piece, pyoxigraph.RdfFormat.N_TRIPLES, pyoxigraph.RdfFormat.TURTLE)


def trig(notice: str) -> Write:
    """Return the writer of TriG, from N-Quads lines."""
    return lambda piece: _comment(notice) + _rdf(piece, pyoxigraph.RdfFormat.N_QUADS, pyoxigraph.RdfFormat.TRIG)


def json_ld(piece: list[bytes]) -> bytes:
    """Return N-Triples lines as JSON-LD; JSON has no comments, so the notice stands in the README alone."""
    return b"".join(jsonld(piece, _context(), ""))


@cache
def _context() -> dict[str, Any]:
    return dict(json.loads((folder("ontology") / "context.jsonld").read_text("utf-8")))


def _rdf(piece: list[bytes], given: pyoxigraph.RdfFormat, wanted: pyoxigraph.RdfFormat) -> bytes:
    quads = pyoxigraph.parse(b"".join(piece), format=given)
    out = BytesIO()
    write_rdf(quads if wanted == pyoxigraph.RdfFormat.TRIG else (quad.triple for quad in quads), out, wanted)
    return out.getvalue()


def _comment(notice: str) -> bytes:
    return f"# {' '.join(notice.split())}\n".encode()
