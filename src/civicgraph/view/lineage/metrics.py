"""Estimates how wide a text is drawn, cuts it and wraps it, without a font at hand.

The widths are those of Arial and its metric equals, in thousandths of the font size, with a reserve for Segoe UI,
Roboto and San Francisco.
"""

from functools import cache

RESERVE = 1.06
_REGULAR = {
    191: "'", 222: "ijl", 278: " !,./:;I[\\]ft·|", 340: "()-`r„“”‘’{}•\"", 389: "*", 469: "^", 500: "Jcksvxyz",
    556: "0123456789#$?L_abdeghnopquäöü–§éè", 584: "+<=>~", 611: "FTZß", 667: "&ABEKPSVXYÄ", 722: "CDHNRUwÜ",
    778: "GOQÖ", 833: "Mm", 889: "%", 944: "W", 1000: "…→", 1015: "@",
}  # fmt: skip
_BOLD = {
    238: "'", 278: " ,./I\\ijl·|", 340: "!()-:;[]`ft", 389: "*r{}•", 500: "z„“”‘’\"",
    556: "0123456789#$J_aceksvxyä–§éè", 584: "+<=>^~", 611: "?FLTZbdghnopquöüß", 667: "EPSVXY",
    722: "&ABCDHKNRUÄÜ", 778: "GOQwÖ", 833: "M", 889: "%m", 944: "W", 1000: "…→@",
}  # fmt: skip
_UNKNOWN = 1000  # wide: an ideograph, a block that hides a name


@cache
def _widths(bold: bool) -> dict[str, int]:
    return {char: width for width, chars in (_BOLD if bold else _REGULAR).items() for char in chars}


def width(text: str, size: float, bold: bool = False) -> float:
    """Return the estimated width of a text in pixels at a font size in pixels."""
    table = _widths(bold)
    return sum(table.get(char, _UNKNOWN) for char in text) * size * RESERVE / 1000


def cut(text: str, room: float, size: float, bold: bool = False) -> str:
    """Return the text, shortened with "…" where it is wider than `room`."""
    if width(text, size, bold) <= room:
        return text
    while text and width(text.rstrip() + "…", size, bold) > room:
        text = text[:-1]
    return text.rstrip(" ,.;:·-–") + "…"


def wrapped(text: str, room: float, size: float, lines: int, bold: bool = False) -> list[str]:
    """Return the text in at most `lines` lines no wider than `room`; what is left over is cut with "…"."""
    words = text.split()
    found: list[str] = []
    while words and len(found) < lines - 1:
        line = [words.pop(0)]
        while words and width(" ".join([*line, words[0]]), size, bold) <= room:
            line.append(words.pop(0))
        found.append(cut(" ".join(line), room, size, bold))
    return [*found, cut(" ".join(words), room, size, bold)] if words else found
