"""Compares what was found in cases with their gold: precision, recall and F1 per element and system, misses and inventions."""

from collections.abc import Iterable

import msgspec

from civicgraph.evaluate.comparing import HEADER, RULES
from civicgraph.evaluate.found import distinct, found
from civicgraph.evaluate.gold import Case
from civicgraph.evaluate.items import Found, Wanted
from civicgraph.evaluate.told import told
from civicgraph.evaluate.wanted import headers, scored_fields, wanted

ALL = "all"
"""Stands for every system in a score."""


class Difference(msgspec.Struct, frozen=True):
    """One thing that was missed, or invented. said: its values in one line."""

    kind: str
    element: str
    system: str
    case: str
    said: str


class Score(msgspec.Struct, frozen=True):
    """How much of one element was found. wanted: in the gold; found: by the program; right: in both."""

    element: str
    system: str
    wanted: int
    found: int
    right: int

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what the gold says that was found; None where it says nothing."""
        return self.right / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where nothing was wanted and nothing found."""
        return 2 * self.right / (self.wanted + self.found) if self.wanted + self.found else None


class Scored(msgspec.Struct, frozen=True):
    """The scores of a corpus and all that differs from its gold. unread: cases with files that gave no page, and why."""

    cases: int
    scores: tuple[Score, ...]
    differences: tuple[Difference, ...]
    unread: tuple[tuple[str, str], ...]


def evaluate(cases: Iterable[Case], element: str | None = None) -> Scored:
    """Score cases; element: only this one. Each element's score counts things, not cases."""
    counts: dict[tuple[str, str], list[int]] = {}
    differences: list[Difference] = []
    unread: list[tuple[str, str]] = []
    names: list[str] = []
    for case in cases:
        names.append(case.name)
        pages = told(case.folder)
        unread += [(case.name, f"{finding.page}: {finding.message_en}") for finding in pages.unread]
        available = found(pages)
        for name, asked in wanted(case).items():
            if element in (None, name):
                _count(case, name, asked, _scored(case, available.get(name, [])), counts, differences)
    scores = [Score(name, system, *counts[name, system]) for name, system in sorted(counts, key=_order)]
    return Scored(len(names), tuple(scores), tuple(differences), tuple(unread))


def _order(key: tuple[str, str]) -> tuple[int, bool, str]:
    return list(RULES).index(key[0]), key[1] != ALL, key[1]


def _scored(case: Case, items: list[Found]) -> list[Found]:
    """Leave out header values of fields that the gold does not speak of, and, where it knows one paper, of others."""
    if not items or items[0].element != "header" or case.gold.header is msgspec.UNSET:
        return items
    known = headers(case.gold.header)
    fields = set().union(*(scored_fields(header) for header in known))
    kept = [item for item in items if item.values["field"][0] in fields]
    if len(known) > 1:
        return kept
    number = known[0].number
    own = [item for item in kept if isinstance(number, str) and RULES["header"]["paper"](number, item.values["paper"])]
    return distinct(Found("header", {**item.values, "paper": ()}) for item in own or kept)


def _count(
    case: Case,
    element: str,
    asked: list[Wanted],
    items: list[Found],
    counts: dict[tuple[str, str], list[int]],
    differences: list[Difference],
) -> None:
    pairs = pairing(asked, items)
    for system in (ALL, case.gold.system):
        known = counts.setdefault((element, system), [0, 0, 0])
        for place, number in enumerate((len(asked), len(items), len(pairs))):
            known[place] += number
    missed = [item for place, item in enumerate(asked) if place not in pairs]
    invented = [item for place, item in enumerate(items) if place not in pairs.values()]
    for kind, rest in (("missed", missed), ("invented", invented)):
        differences += [Difference(kind, element, case.gold.system, case.name, spelt(item)) for item in rest]


def pairing(asked: list[Wanted], items: list[Found]) -> dict[int, int]:
    """Return which found item is which wanted one, as many pairs as can be (Kuhn 1955): none stands for two."""
    fits = [[i for i, item in enumerate(items) if agrees(one, item)] for one in asked]
    taken: dict[int, int] = {}

    def placed(one: int, tried: set[int]) -> bool:
        free = next((item for item in fits[one] if item not in taken), None)
        if free is not None:
            taken[free] = one
            return True
        for item in fits[one]:
            if item not in tried:
                tried.add(item)
                if placed(taken[item], tried):
                    taken[item] = one
                    return True
        return False

    for one in range(len(asked)):
        placed(one, set())
    return {one: item for item, one in taken.items()}


def agrees(one: Wanted, item: Found) -> bool:
    """Tell whether every field that the gold gives has the value that was found."""
    rules = RULES[one.element]
    if one.element == "header" and one.values["field"] in HEADER:
        rules = {**rules, "value": HEADER[str(one.values["field"])]}
    return all(rules[field](value, item.values.get(field, ())) for field, value in one.values.items())


def spelt(item: Wanted | Found) -> str:
    """Return an item in one line, `field=value`, an alternative wording after `|`, long texts cut."""
    parts = []
    for field, value in item.values.items():
        told = "|".join(value) if isinstance(value, tuple) else "none" if value is None else value
        text = " ".join(told.split())
        parts.append(f"{field}={text[:157]}…" if len(text) > 160 else f"{field}={text}")
    return "  ".join(parts)
