"""Turns bytes into a string, or says why they are no text."""

import re

import msgspec

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_SINGLE_BYTE = {"iso-8859-1", "latin-1", "latin1", "iso8859-1", "us-ascii", "ascii", "windows-1252", "cp1252"}
_MOJIBAKE = re.compile("Ã[¤¶¼ŸÄÖÜ\u009f\u0084\u0096\u009c]|â€[œž\u009d™“”]|Â[\u00a0§]")
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x20)))


class Decoded(msgspec.Struct, frozen=True):
    """Text and what is wrong with it. doubt: None, "undeclared", "mojibake" or "replaced"."""

    text: str
    charset: str
    doubt: str | None = None


def is_binary(content: bytes) -> bool:
    """Tell whether bytes are no text at all: known signatures, zero bytes outside UTF-16, many control characters."""
    if content.startswith(
        (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"\x7fELF")
    ):
        return True
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    head = content[:8192]
    return b"\x00" in head or len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 50


def decode(content: bytes) -> Decoded:
    """Decode bytes: by byte order mark, else as UTF-8 where they are valid UTF-8, else as declared, else as Windows-1252.

    Pages that declare iso-8859-1 and are UTF-8 exist, the other way round too; browsers read iso-8859-1 as
    Windows-1252 (WHATWG Encoding Standard §4.2), so do we.
    """
    for mark, charset in _BOMS:
        if content.startswith(mark):
            return _doubted(content.decode(charset, "replace"), charset)
    try:
        return _doubted(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(content[:4096])
    name = declared.group(1).decode("ascii").lower() if declared else ""
    if name in _SINGLE_BYTE:
        return _doubted(content.decode("cp1252", "replace"), "windows-1252")
    if name and not name.startswith("utf"):
        try:
            return _doubted(content.decode(name, "replace"), name)
        except LookupError:
            pass
    return Decoded(content.decode("cp1252", "replace"), "windows-1252", "undeclared")


def _doubted(text: str, charset: str) -> Decoded:
    if "\ufffd" in text:
        return Decoded(text, charset, "replaced")
    if any(mark in text for mark in "ÃâÂ") and len(_MOJIBAKE.findall(text[:200_000])) > 1:
        return Decoded(text, charset, "mojibake")
    return Decoded(text, charset)
