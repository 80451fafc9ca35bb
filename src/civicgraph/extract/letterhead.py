"""Finds who asks in the letter head of an inquiry's file: members with their office, else groups, each alone on a line."""

import re

import msgspec

from civicgraph.extract import bodies
from civicgraph.extract.people import Named, faction_name, people
from civicgraph.iri import slug
from civicgraph.read.page import Line

HEAD_LINES = 40
"""A letter head stands in so many lines that are not empty."""
MAX_NAME = 90
"""A longer line names no one alone."""
_GROUP = re.compile(
    r"^\s{0,40}(?P<name>\S.{0,60}?)[\s–-]{0,3}(?:\w{2,30}[Ff]raktion|[Ff]raktion|[A-ZÄÖÜ]{2,4}-Fraktion)\b[^.;:?!]{0,40}$"
)


_LEAD = re.compile(r"^(?:\w{5,15}\s)?Anfrage(?:\s(?:der|des|von|vom)|\s?:)\s{1,9}")
_PARTY_END = re.compile(r"\s{0,3}\([^()]{1,30}\)$")
_PARTICLES = {"von", "van", "de", "der", "den", "zu", "zur", "zum", "vom", "und"}


class Asker(msgspec.Struct, frozen=True):
    """Who asks, and where the name stands."""

    named: Named
    start: int
    end: int


def askers(lines: list[Line]) -> list[Asker]:
    """Return the members that a letter head names with their office, and groups of others beside them; else the groups.

    lines: those before the questions.
    """
    members: list[tuple[int, Asker]] = []
    groups: list[tuple[int, Asker]] = []
    for place, line in enumerate([line for line in lines if not line.is_blank][:HEAD_LINES]):
        text = _LEAD.sub("", line.text.strip(" \t\u00a0"))
        start = line.start + line.text.index(text) if text else line.start
        if not text or len(text) > MAX_NAME or text.endswith((".", ":", "?", "!")):
            continue
        named = _members(text)
        group = _group(text)
        if named:
            members += [(place, Asker(one, start, start + len(text))) for one in named]
        elif group is not None:
            groups.append((place, Asker(group, start, start + len(text))))
    return _once([one for _, one in members + _others(members, groups)] or [one for _, one in groups])


def _members(text: str) -> list[Named]:
    """Return the persons with an office whom a line names alone; the party behind a name is no part of it."""
    if ":" in text:
        return []
    found = [one for one in people(text) if one.noun == "person" and one.role is not None]
    if found and found[-1].faction is None:
        found = [one for one in people(_PARTY_END.sub("", text)) if one.noun == "person" and one.role is not None]
    return [one for one in found if _is_name(one.name) and not _is_body(text, one)]


def _is_name(words: str) -> bool:
    return all(word[:1].isupper() or word in _PARTICLES for word in words.split())


def _is_body(text: str, one: Named) -> bool:
    """Tell whether a role and one word name a body ("Ortschaftsrat Neuhausen"); a party behind them tells a person."""
    return one.given_name is None and "(" not in text and bodies.classify(text) not in ("other", "administration")


def _others(members: list[tuple[int, Asker]], groups: list[tuple[int, Asker]]) -> list[tuple[int, Asker]]:
    """Return the groups beside members who all belong to other ones."""
    own = {one.named.faction for _, one in members}
    if not members or None in own:
        return []
    first, last = members[0][0], members[-1][0]
    return [(place, one) for place, one in groups if first - 1 <= place <= last + 1 and one.named.name not in own]


def _group(text: str) -> Named | None:
    """Return the party or group of a line that names one alone ("SPD-Gemeinderatsfraktion"), or None."""
    match = _GROUP.match(text)
    known = faction_name(text) or (faction_name(match.group("name").rstrip(" .-–")) if match is not None else None)
    if known is not None:
        return Named("faction", slug(known), known)
    named = people(text) if match is not None else []
    return named[0] if len(named) == 1 and named[0].noun == "faction" else None


def _once(found: list[Asker]) -> list[Asker]:
    return list({(one.named.noun, one.named.key): one for one in reversed(found)}.values())[::-1]
