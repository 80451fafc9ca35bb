"""Parts lines on which one question follows another, or a part's letter its question's number, into lines of their own."""

import re
from itertools import pairwise

from civicgraph.extract.labels import MONTH
from civicgraph.read.page import Line

_HEADS = (
    r"(?:Antwort\s)?[Zz]u(?:r)?\s(?:Frage\s)?(?:\d{1,2}\s?[a-h]?|[IVX]{1,4})"
    rf"(?:[.)]{{0,2}}:|[.)]{{1,2}}(?=\s{{1,9}}(?!{MONTH})[A-ZÄÖÜ]))"
)
_GLUED = re.compile(
    rf"""\?\)?\s{{0,3}}(?=\d{{1,2}}[.)]\s{{0,3}}[A-ZÄÖÜ])
    | ^[\s•*–-]{{0,40}}\d{{1,2}}[.)]{{1,2}}\s{{1,9}}(?=[aA](?:\)|\.\))\s)
    | \?\s{{1,9}}(?=[b-n]\)\s[A-ZÄÖÜ])
    | \?\s{{1,9}}(?=(?:[IVX]{{2,4}}|V)[.)]\s[A-ZÄÖÜ])
    | (?<=[a-zäöüß]):\s{{1,9}}(?=1[.)]\s{{0,3}}[A-ZÄÖÜ][^?\n]{{4,300}}\?)
    | (?<=[.:?!)])\s{{1,9}}(?={_HEADS})
    | (?<=[.:?!)])\s{{1,9}}(?=Frage\s(?:Nr\.\s)?\d{{1,2}}\s?[a-h]?\s?[.)]?:\s)
    | \?\s{{1,9}}(?=Antwort(?:\sder\s[A-ZÄÖÜ]\w{{3,40}})?:\s)""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"[\s•*–-]{0,40}(?P<number>\d{1,2})[.)]{1,2}(?P<part>\s{0,9}[a-n](?:\)|\.\)))?(?!\d)")


def unglued(whole: list[Line]) -> list[Line]:
    """Part a line on which one question or answer follows another ("…?2. Welche …", "… wie folgt: Zu 1: …") into lines of their own.

    "4. a)" stays whole below a "4." or "4. a)": there the number is only repeated.
    """
    found: list[Line] = []
    number = ""
    for line in whole:
        opened = _NUMBER.match(line.text)
        is_repeated = opened is not None and opened.group("part") is not None and opened.group("number") == number
        number = opened.group("number") if opened is not None else number
        cuts = {m.end() for m in _GLUED.finditer(line.text) if not (is_repeated and m.start() == 0)}
        edges = [0, *sorted(cuts), len(line.text)]
        found += [Line(line.start + a, line.start + b, line.text[a:b]) for a, b in pairwise(edges)] if cuts else [line]
    return found
