"""Turns sheets that people coded into precision, recall and agreement per element."""

import csv
import io
from collections import defaultdict
from pathlib import Path

import msgspec

from civicgraph.errors import SourceInvalid
from civicgraph.evaluate.sample import COLUMNS
from civicgraph.evaluate.statistics import kappa, wilson

ALL = "all"
_CODES = {
    **dict.fromkeys(("1", "x", "j", "ja", "y", "yes", "wahr", "true", "richtig"), True),
    **dict.fromkeys(("0", "n", "nein", "no", "falsch", "false"), False),
}


class Coded(msgspec.Struct, frozen=True):
    """One row of a sheet. correct: None where it was not coded; missed: None where the coder did not look for more."""

    id: str
    element: str
    url: str
    value: str
    on_page: int
    correct: bool | None
    missed: int | None


class Judged(msgspec.Struct, frozen=True):
    """What a sheet says of one element.

    coded, right: values; pages: those coded whole, all their values and what is missing; right_there, missed: on these pages.
    """

    element: str
    coded: int
    right: int
    pages: int
    right_there: int
    missed: int

    @property
    def precision(self) -> tuple[float, float, float] | None:
        """Share of right values with its 95 % interval; None where none was coded."""
        return _share(self.right, self.coded)

    @property
    def recall(self) -> tuple[float, float, float] | None:
        """Share of what the pages hold that was found, with its 95 % interval; None where no page was coded whole."""
        return _share(self.right_there, self.right_there + self.missed)


class Agreement(msgspec.Struct, frozen=True):
    """How far two sheets agree on one element. coded: values that both coded; kappa: None where it has no meaning."""

    element: str
    coded: int
    agreed: int
    kappa: float | None


def _share(right: int, number: int) -> tuple[float, float, float] | None:
    interval = wilson(right, number)
    return (right / number, *interval) if interval else None


def coded(path: Path) -> list[Coded]:
    """Read a sheet, with commas, semicolons or tabs.

    Raises SourceInvalid where it is no such sheet or a cell cannot be taken, naming the line.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceInvalid(f"{path}: not UTF-8 at byte {error.start}: save the sheet as CSV UTF-8") from None
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count), strict=True)
    try:
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise SourceInvalid(f"{path}: no column {', '.join(missing)}: keep the columns that --sample wrote")
        return [_coded(row, f"{path}, line {reader.line_num}") for row in reader]
    except csv.Error as error:
        raise SourceInvalid(f"{path}, line {reader.line_num}: {error}: save the sheet as CSV again") from None


def _coded(row: dict[str, str | None], where: str) -> Coded:
    cells = {name: (row[name] or "").strip() for name in COLUMNS}
    code, missed, on_page = cells["correct"].casefold(), cells["missed"], cells["on_page"]
    if code and code not in _CODES:
        raise SourceInvalid(f"{where}: correct: {cells['correct']!r}: write 1 or 0, or leave it empty")
    for name, number in (("missed", missed), ("on_page", on_page)):
        if number and not (number.isascii() and number.isdigit()):
            raise SourceInvalid(f"{where}: {name}: {number!r}: write a number, or leave it empty")
    return Coded(
        id=cells["id"],
        element=cells["element"],
        url=cells["url"],
        value=cells["value"],
        on_page=int(on_page or 0),
        correct=_CODES[code] if code and cells["value"] else None,
        missed=int(missed) if missed else None,
    )


def judged(rows: list[Coded]) -> list[Judged]:
    """Return what a sheet says of every element in it, sorted by name."""
    return [
        _judged(element, [r for r in rows if r.element == element]) for element in sorted({r.element for r in rows})
    ]


def _judged(element: str, rows: list[Coded]) -> Judged:
    known = [row for row in rows if row.correct is not None]
    pages: dict[str, list[Coded]] = defaultdict(list)
    for row in rows:
        pages[row.url].append(row)
    whole = [page for page in pages.values() if _is_whole(page)]
    return Judged(
        element=element,
        coded=len(known),
        right=sum(row.correct is True for row in known),
        pages=len(whole),
        right_there=sum(row.correct is True for page in whole for row in page),
        missed=sum(max(row.missed or 0 for row in page) for page in whole),
    )


def _is_whole(page: list[Coded]) -> bool:
    """Tell whether all values of a page were coded and somebody looked for what is missing. Repeats of the number count once."""
    number = sum(row.correct is not None for row in page)
    return number == page[0].on_page and any(row.missed is not None for row in page)


def agreement(one: list[Coded], other: list[Coded]) -> list[Agreement]:
    """Return how far two coders of the same values agree, per element and over all."""
    second = {row.id: row.correct for row in other}
    codes: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for row in one:
        theirs = second.get(row.id)
        if row.correct is not None and theirs is not None:
            codes[row.element].append((row.correct, theirs))
            codes[ALL].append((row.correct, theirs))
    ordered = sorted(codes, key=lambda element: (element == ALL, element))
    return [Agreement(e, len(codes[e]), sum(a == b for a, b in codes[e]), kappa(codes[e])) for e in ordered]
