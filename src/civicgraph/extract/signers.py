"""Turns the last lines of a letter or motion into who signs it: "gez. Eva Ott", "Eva Ott, SPD-Fraktion", a name above an office."""

import re
from functools import cache
from itertools import pairwise

import msgspec

from civicgraph.extract import bodies
from civicgraph.extract.header import person_things
from civicgraph.extract.letterhead import MAX_NAME, Asker
from civicgraph.extract.people import Named, faction_name, one, split_role
from civicgraph.extract.phrases import table
from civicgraph.read.page import Line, Page, lines
from civicgraph.record import Cited, Thing

TAIL_LINES = 8
"""Who signs stands in so many of the last lines that are not empty."""
MAX_TAIL = 2000
"""The last lines are looked for in so many characters at the end of the text."""
_FURNITURE = re.compile(r"\s{0,40}(?:\[Dokumentende\]|Seite\s\d.{0,20})\s{0,40}", re.IGNORECASE)
_SENTENCE = re.compile(r"[.:;?!]\s{0,9}$")
_GEZ = re.compile(r"\s{0,40}(?:gez\.|gezeichnet:?|i\.\s?[AV]\.)?\s{0,9}", re.IGNORECASE)
_PARTED = re.compile(r"\s{1,20}(?:[·•|/]|und)\s{1,20}|\s{4,60}")
_NAME = re.compile(
    r"(?P<name>(?:(?:Dr|Prof)\.\s){0,2}[A-ZÄÖÜ][\wäöüß’'-]+(?:\s[A-Z]\.)?(?:\s(?:von|van|de|der|zu)){0,2}(?:\s[A-ZÄÖÜ][\wäöüß’'-]+){1,2})"
    r"(?:\s?(?:[,–-]\s|\()(?P<office>[^()]{2,60})\)?)?"
)


class _Signer(msgspec.Struct, frozen=True):
    name: str
    office: str | None
    start: int
    end: int


def signers(text: list[Line]) -> list[Asker]:
    """Return who signs with an office or a faction, in the last lines of a text; a name alone is nobody here."""
    tail = _tail(text)
    found: list[Asker] = []
    for line, following in pairwise([*tail, Line(0, 0, "")]):
        names = _names(line)
        office = following.text.strip()
        below = office if 0 < len(office) < MAX_NAME and not _names(following) else None
        for signer in names:
            named = _named(signer.name, signer.office or below)
            if named is not None:
                found.append(Asker(named, signer.start, signer.end))
    return list({who.named.key: who for who in reversed(found)}.values())[::-1]


def signed(page: Page) -> list[Thing]:
    """Return the records of those who sign a page's running text."""
    text = lines(page.text, max(page.body.start, page.body.end - MAX_TAIL), page.body.end)
    return [
        thing
        for who in signers(text)
        for thing in person_things(who.named, (Cited(property="", evidence=page.evidence(who.start, who.end)),))
    ]


def _tail(text: list[Line]) -> list[Line]:
    """Return the lines at the end of a text below its last sentence."""
    full = [line for line in text if not line.is_blank and not _FURNITURE.fullmatch(line.text[:80])][-TAIL_LINES:]
    last = next((i for i in range(len(full) - 1, -1, -1) if _SENTENCE.search(full[i].text[-12:])), None)
    return full if last is None else full[last + 1 :]


def _names(line: Line) -> list[_Signer]:
    """Return the names that fill a line, each with the office on it; [] where something else stands there."""
    lead = _GEZ.match(line.text)
    start = lead.end() if lead is not None else 0
    text = line.text[start:].rstrip()
    if not text or len(text) > MAX_NAME:
        return []
    found, at = [], 0
    for stop, following in [*((m.start(), m.end()) for m in _PARTED.finditer(text)), (len(text), len(text))]:
        match = _NAME.fullmatch(text[at:stop])
        if match is None or not _is_person(match.group("name")):
            return []
        begin = line.start + start + at
        found.append(_Signer(match.group("name"), match.group("office"), begin, begin + match.end("name")))
        at = following
    return found


def _is_person(name: str) -> bool:
    """Tell whether no word of a name is a body's, a party's or another thing's, nor its first an office."""
    if faction_name(name) is not None or split_role(name)[1] is not None or bodies.classify(name) != "other":
        return False
    return not any(_no_names().fullmatch(word) for word in name.split())


@cache
def _no_names() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("not_persons")))


def _named(name: str, office: str | None) -> Named | None:
    """Return a person with the office or the faction that stands beside or below the name; None where it is neither."""
    person = one(name)
    if office is None or person is None or person.noun != "person":
        return None
    rest, role, raw_role = split_role(office)
    group = faction_name(re.sub(r"^(?:(?:der|die|des|für\sdie|,)\s)+", "", rest).strip("() ")) if rest else None
    if role is None and group is None:
        return None
    if role is not None and rest and group is None and not _goes_on(rest):
        return None
    return msgspec.structs.replace(person, role=role, raw_role=raw_role, faction=group)


def _goes_on(rest: str) -> bool:
    """Tell whether the words behind an office only say where it is held: "der Stadt Auheim", "im Rat"."""
    return re.fullmatch(r"(?:der|des|im|in|für)\s[\wÄÖÜäöüß\s./-]{2,50}", rest) is not None
