"""Turns values of the graph into what OParl 1.1 writes: times with an offset, days, addresses, never an empty string."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from civicgraph.publish.oparl.known import WEB
from civicgraph.query.rows import Value

ZONE = ZoneInfo("Europe/Berlin")


def moment(given: Value) -> str | None:
    """Return a time with the offset of Germany, without fractions and never as Z; None for a bare day: no hour is made up."""
    if not isinstance(given, datetime):
        return None
    aware = given if given.tzinfo is not None else given.replace(tzinfo=ZONE)
    return aware.astimezone(ZONE).replace(microsecond=0).isoformat()


def day(given: Value) -> str | None:
    """Return a bare day; None for anything else, a time included."""
    return given.isoformat() if isinstance(given, date) and not isinstance(given, datetime) else None


def text(given: Value) -> str | None:
    """Return words without outer white space; None where there are none."""
    return (str(given).strip() or None) if isinstance(given, str) else None


def url(given: Value) -> str | None:
    """Return a web address; None for what is none."""
    return given if isinstance(given, str) and WEB.fullmatch(given) else None


def integer(given: Value) -> int | None:
    """Return a whole number; None for anything else."""
    return given if isinstance(given, int) and not isinstance(given, bool) else None


def boolean(given: Value) -> bool | None:
    """Return a truth value; None for anything else."""
    return given if isinstance(given, bool) else None


def filled(made: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object without the names that have no value, an empty text or an empty list."""
    return {name: value for name, value in made if value is not None and value not in ("", [], {})}
