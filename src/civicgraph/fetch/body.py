"""Turns an answer's stream into its bytes, after content-encoding, and stops reading where they are too many."""

import zlib
from collections.abc import Iterator
from typing import Protocol

import httpx

from civicgraph.fetch.reasons import NotFetched

_STEP = 1 << 20


class Unpacking(Protocol):
    """Turns packed bytes into plain ones, piece by piece."""

    def feed(self, piece: bytes) -> Iterator[bytes]: ...

    @property
    def whole(self) -> bool: ...


class Plain:
    """Bytes that are not packed."""

    whole = True

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Yield the piece."""
        yield piece


class Packed:
    """Bytes packed as gzip or deflate (RFC 9110 §8.4.1), of which a megabyte at most is unpacked at a time."""

    def __init__(self) -> None:
        self._inflate: zlib._Decompress | None = None

    @property
    def whole(self) -> bool:
        """Tell whether the packed bytes came to their end."""
        return self._inflate is None or self._inflate.eof

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Yield plain bytes. Raises zlib.error where the piece is damaged."""
        while piece:
            if self._inflate is None or self._inflate.eof:
                self._inflate = zlib.decompressobj(_window(piece))
            plain = self._inflate.decompress(piece, _STEP)
            piece = self._inflate.unconsumed_tail or (self._inflate.unused_data if self._inflate.eof else b"")
            if plain:
                yield plain


def _window(start: bytes) -> int:
    """Return zlib's window bits for what begins so: gzip, zlib, or deflate without a header, which some servers send as "deflate"."""
    if start[0] == 0x1F or start[0] & 0x0F == 8:
        return zlib.MAX_WBITS | 32
    return -zlib.MAX_WBITS


def received(response: httpx.Response, limit: int) -> bytes:
    """Return the body of an answer whose stream has not been read.

    Raises NotFetched where it has more bytes than `limit` or cannot be unpacked.
    """
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if (announced(response) or 0) > limit:
        raise NotFetched("too-large", limit=f"{limit:,}")
    unpacking: Unpacking = Plain() if encoding in ("", "identity") else Packed()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise NotFetched("encoding", encoding=encoding[:40])
    body = bytearray()
    try:
        for piece in response.iter_raw():
            for plain in unpacking.feed(piece):
                body += plain
                if len(body) > limit:
                    raise NotFetched("too-large", limit=f"{limit:,}")
    except zlib.error:
        raise NotFetched("encoding", passing=True, encoding=encoding) from None
    if not unpacking.whole:
        raise NotFetched("encoding", passing=True, encoding=encoding)
    return bytes(body)


def announced(response: httpx.Response) -> int | None:
    """Return the Content-Length of an answer; None where it has none that counts (RFC 9112 §6.3)."""
    length = response.headers.get("content-length", "")
    if "transfer-encoding" in response.headers or not (length.isascii() and length.isdigit()):
        return None
    return int(length)
