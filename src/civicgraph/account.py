"""Adds up what became of every field of every page: mapped, ignored by a rule that says why, or unmapped."""

import re
from collections import Counter
from collections.abc import Iterable

import msgspec

from civicgraph.record import (
    Answer,
    Body,
    Decision,
    Finding,
    Meeting,
    PageRecords,
    Paper,
    Person,
    Question,
    Thing,
    Use,
)
from civicgraph.source import Expected, Ignore, Source

LONGEST_EXAMPLE = 80


class Kind(msgspec.Struct, frozen=True):
    """Pages of one kind that one reader read."""

    kind: str
    reader: str
    pages: int


class FieldUse(msgspec.Struct, frozen=True):
    """What became of one field over all pages of one kind. count: places; example: the first value in order of the pages."""

    kind: str
    field: str
    how: str
    rule: str
    count: int
    example: str


class Account(msgspec.Struct, frozen=True):
    """What was read of one source. source: its slug."""

    source: str
    kinds: tuple[Kind, ...] = ()
    fields: tuple[FieldUse, ...] = ()


class Ledger:
    """Takes page after page, in any order, and gives one account that does not depend on the order."""

    def __init__(self, source: Source) -> None:
        self._slug = source.slug
        self._ignored = tuple((_pattern(rule), rule.reason) for rule in source.ignore)
        self._pages: Counter[tuple[str, str]] = Counter()
        self._fields: Counter[tuple[str, str, str, str]] = Counter()
        self._examples: dict[tuple[str, str, str, str], str] = {}

    def take(self, kind: str, reader: str, uses: Iterable[Use]) -> None:
        """Enter one page: its kind, who read it, its fields."""
        self._pages[kind, reader] += 1
        for use in uses:
            how, rule = self._ruled(use)
            mark = (kind, use.field, how, rule)
            self._fields[mark] += 1
            if use.example:
                example = use.example[:LONGEST_EXAMPLE]
                self._examples[mark] = min(example, self._examples.get(mark, example))

    def account(self) -> Account:
        """Return the totals, sorted: unmapped fields first."""
        rank = {"unmapped": 0, "ignored": 1, "mapped": 2}
        fields = [
            FieldUse(*mark, count=count, example=self._examples.get(mark, "")) for mark, count in self._fields.items()
        ]
        return Account(
            source=self._slug,
            kinds=tuple(Kind(kind, reader, pages) for (kind, reader), pages in sorted(self._pages.items())),
            fields=tuple(sorted(fields, key=lambda f: (rank[f.how], f.kind, f.field, f.rule))),
        )

    def _ruled(self, use: Use) -> tuple[str, str]:
        """Apply the rules of source.toml to a field that no reader takes."""
        if use.how == "unmapped":
            for pattern, reason in self._ignored:
                if pattern.fullmatch(use.field):
                    return "ignored", f"source.toml: {reason}"
        return use.how, use.rule


def accounted(pages: Iterable[tuple[str, str, Iterable[Use]]], source: Source) -> Account:
    """Return the account of some pages of one source, each as its kind, its reader and its fields."""
    ledger = Ledger(source)
    for kind, reader, uses in pages:
        ledger.take(kind, reader, uses)
    return ledger.account()


_COUNTED: dict[str, tuple[type[Thing], ...]] = {
    "papers": (Paper,), "questions": (Question,), "answers": (Answer,), "meetings": (Meeting,), "bodies": (Body,), "persons": (Person,),
    "decisions": (Decision,),
}  # fmt: skip


def below_expected(source: Source, pages: Iterable[PageRecords]) -> Iterable[Finding]:
    """Yield a finding for each total that source.toml expects and the pages do not reach; a thing on several pages counts once."""
    if source.expected == Expected():
        return
    found: dict[str, set[tuple[str, ...]]] = {name: set() for name in _COUNTED}
    read = 0
    for read, page in enumerate(pages, 1):  # noqa: B007 - their number is asked for after the last one
        for name, kinds in _COUNTED.items():
            found[name] |= {_identity(t) for t in page.things if isinstance(t, kinds)}
    for name, least in msgspec.structs.asdict(source.expected).items():
        count = read if name == "pages" else len(found[name])
        if count < least:
            yield Finding(
                "warning",
                "below-expected",
                f"Erwartet sind mindestens {least} ({name}), gefunden {count}: Befunde prüfen oder [expected] in source.toml ändern.",
                f"At least {least} {name} are expected, {count} were found: see the findings or change [expected] in source.toml.",
                source=source.slug,
                value=f"{name}: {count} < {least}",
            )


def _identity(thing: Thing) -> tuple[str, ...]:
    """Return what makes two records one thing, for counting."""
    named = [getattr(thing, name) for name in ("paper", "key") if isinstance(getattr(thing, name, None), str)]
    return (type(thing).__name__, *named) if named else (msgspec.json.encode(thing).decode(),)


def _pattern(rule: Ignore) -> re.Pattern[str]:
    """Return the pattern of a field name in which `*` stands for anything."""
    return re.compile(".*".join(re.escape(part) for part in rule.field.split("*")), re.IGNORECASE)
