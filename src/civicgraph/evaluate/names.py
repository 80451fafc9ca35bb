"""Turns the records of a case into names: what the keys in them are called on the pages, and which things belong together."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from civicgraph.evaluate.comparing import FoundValue
from civicgraph.evaluate.told import Told
from civicgraph.record import (
    About,
    AgendaItem,
    Body,
    Funding,
    Meeting,
    Organisation,
    Paper,
    Person,
    Policy,
    Thing,
)

T = TypeVar("T", bound=Thing)
ZONE = ZoneInfo("Europe/Berlin")


class Names:
    """What the keys in records are called, and the records by kind."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self._names: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._nouns: dict[tuple[str, str], str] = {}
        for thing in self.all(Thing):
            for noun, key, name in _named(thing):
                self._nouns[_address(noun, key)] = noun
                known = self._names[_address(noun, key)]
                known += [name] if name and name not in known else []

    def all(self, kind: type[T]) -> list[T]:
        """Return the records of one kind on all pages, in page order."""
        return [thing for page in self.told.pages for thing in page.things if isinstance(thing, kind)]

    def of(self, noun: str, key: str) -> FoundValue:
        """Return the wordings of one thing's name; its key where no page names it."""
        return tuple(self._names.get(_address(noun, key), ())) or (key,)

    def first(self, noun: str, key: str) -> str:
        """Return one wording of a thing's name."""
        return self.of(noun, key)[0]

    def noun(self, noun: str, key: str) -> str:
        """Return what a thing is: an organization of a source that has ids may be a body, a faction or a unit."""
        return self._nouns.get(_address(noun, key), noun)

    def body(self, thing: Meeting) -> FoundValue:
        """Return the names of the body that sits, empty where the source names none."""
        if thing.body:
            return self.of("body", thing.body)
        named = (d.value for d in thing.details if d.property == "cg:body" and isinstance(d.value, About))
        return tuple(name for value in named for name in self.of(value.noun, value.key))


def item_address(item: AgendaItem) -> tuple[str, str]:
    """Return noun and key by which decisions name an agenda item."""
    if item.meeting and not item.key.startswith("/"):
        return "meeting", f"{item.meeting}/item/{item.key}"
    return _address("agenda-item", item.key)  # OParl knows it by its own id


def _address(noun: str, key: str) -> tuple[str, str]:
    """Return noun and key; a key that is a path (`/organization/17`) carries its noun."""
    if key.startswith("/"):
        noun, _, key = key[1:].partition("/")
    return noun, key


def _named(thing: Thing) -> Iterator[tuple[str, str, str]]:
    if isinstance(thing, Organisation):
        yield thing.noun, thing.key, thing.name
    elif isinstance(thing, Person | Body | Policy | Funding):
        yield type(thing).__name__.lower(), thing.key, thing.name
    elif isinstance(thing, Paper):
        yield "paper", thing.key, thing.number or ""
    elif isinstance(thing, AgendaItem):
        yield (*item_address(thing), thing.number or "")


def local(moment: datetime | date) -> str:
    """Return a day, or a time as the clock of the town hall shows it."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return (moment.astimezone(ZONE) if moment.tzinfo else moment).strftime("%Y-%m-%dT%H:%M")
