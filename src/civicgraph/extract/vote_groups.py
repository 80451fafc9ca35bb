"""Reads how each group voted: groups in brackets behind a count, or a table with a column for each."""

import re
from functools import cache

from civicgraph.extract.vote_words import counts_of, label, label_first, number_of
from civicgraph.read.page import collapse
from civicgraph.vocab import fold

_BRACKETS = re.compile(r"\s*\(([^()]{3,200})\)")
_SHARE = re.compile(r"^\s*(\d{1,3})\s*x?\s+([A-ZÄÖÜ][^\d,;]{1,60}?)\s*$")


def groups(text: str) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """Read the groups in brackets behind a count: `dafür: 10 (4 SPD, 6 CDU)`."""
    found: dict[str, dict[str, int]] = {}
    for match in label_first().finditer(text):
        bracket = _BRACKETS.match(text, match.end())
        shares = [_SHARE.match(part) for part in re.split(r"[,;]", bracket.group(1))] if bracket else []
        total = sum(int(share.group(1)) for share in shares if share)
        if not shares or not all(shares) or total != number_of(match.group("number")):
            continue
        for share in shares:
            assert share is not None  # all() above
            found.setdefault(collapse(share.group(2)), {})[counts_of()[fold(match.group("label"))]] = int(
                share.group(1)
            )
    found = found or _in_party_table(text)
    return tuple((name, tuple(sorted(counts.items()))) for name, counts in sorted(found.items()))


@cache
def _party_table() -> re.Pattern[str]:
    row = rf"{label().replace('?P<label>', '?:')}\s?\|\s?[\d|\s]{{1,80}}"
    return re.compile(
        rf"(?<!\w)(?:ins)?gesamt\s?(?P<names>(?:\|\s?[^|\d]{{1,40}}?){{1,12}}?)\s?\|?\s?(?P<rows>(?:{row}){{1,4}})",
        re.IGNORECASE,
    )


def _in_party_table(text: str) -> dict[str, dict[str, int]]:
    """Read a table with a column for all and one for each group: `gesamt | SPD | CDU` over `dafür | 20 | 12 | 8`.

    A row whose numbers do not add up to its first one says nothing.
    """
    table_of = _party_table().search(text)
    if table_of is None:
        return {}
    names = [collapse(name) for name in table_of.group("names").strip(" |").split("|")]
    found: dict[str, dict[str, int]] = {}
    for row in re.finditer(rf"{label()}\s?\|\s?(?P<counts>[\d|\s]{{1,80}})", table_of.group("rows"), re.IGNORECASE):
        counts = [int(number) for number in re.findall(r"\d{1,4}", row.group("counts"))]
        if len(counts) == len(names) + 1 and sum(counts[1:]) == counts[0]:
            for name, count in zip(names, counts[1:], strict=True):
                found.setdefault(name, {})[counts_of()[fold(row.group("label"))]] = count
    return found
