"""Finds who speaks: the label before words in minutes ("Ratsfrau Ott: …"), the verb of answering, the name below a letter."""

import re
from itertools import pairwise

import msgspec

from civicgraph.extract.people import Named, in_prose, split_role
from civicgraph.extract.people import one as one_person
from civicgraph.read.page import Line

MAX_LABEL = 90
"""So many characters may stand before the colon of a speaker's label."""
_NAME = re.compile(
    r"(?:(?:Dr|Prof)\.\s)*[A-ZÄÖÜ][\wäöüß’'.-]+(?:\s(?:von|van|de|der|zu)){0,2}(?:\s[A-ZÄÖÜ][\wäöüß’'.-]+){1,3}"
)
_PARTY = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?")
_PARTY_END = re.compile(r"\s*\([^()]{1,40}\)\s*$")
_GREETING = re.compile(r"^\s{0,40}(?:mit\s\w{3,20}(?:\s\w{3,20})?\sgr(?:ü|ue)(?:ß|ss)en|gez\.)", re.IGNORECASE)
_OFFICE_OF = re.compile(r"^\s{0,40}(?:der\s|die\s)?dezernent(?:/dezernent)?(?:in)?\s{0,3}:", re.IGNORECASE)
SIGNATURE_LINES = 6
"""The name and office of who signs stand in so many lines below the greeting."""


_OFFICER = re.compile(
    r"[A-ZÄÖÜ][\wäöüß-]{2,40}(?:dezernent|referent|amtsleiter|bürgermeister|direktor|leiter|rat|rät)(?:in)?\s(?=[A-ZÄÖÜ])"
)
"""An office that is a compound of its field: "Kulturdezernentin Dr. Ott"."""


class Speaker(msgspec.Struct, frozen=True):
    """A person who speaks. start, end: where the name stands; text_start: where the words begin."""

    named: Named
    start: int
    end: int
    text_start: int


def speaker_label(text: str, start: int, end: int) -> Speaker | None:
    """Return the person whose name and a colon open a stretch ("Ratsfrau Ott: …"), or None; a role or salutation must be there."""
    head = text[start : min(end, start + MAX_LABEL)]
    lead = len(head) - len(head.lstrip())
    colon = head.find(":")
    if colon < 0 or "\n" in head[lead:colon]:
        return None
    match, office = in_prose().match(head, lead), _OFFICER.match(head, lead)
    if match is not None and _PARTY.fullmatch(head[match.end() : colon]) is not None:
        named = one_person(head[lead:colon])
    elif office is not None and _NAME.fullmatch(_PARTY_END.sub("", head[office.end() : colon])) is not None:
        named = one_person(head[office.end() : colon])
    else:
        return None
    if named is None or named.noun != "person":
        return None
    after = text[start + colon + 1 : end]
    words = start + colon + 1 + len(after) - len(after.lstrip())
    return Speaker(named, start + lead, start + len(head[:colon].rstrip()), words)


def signature(lines: list[Line], answers: int | None) -> Speaker | None:
    """Return the person with an office who signs an answer; None where none with an office does.

    The name stands below "Dezernent:", or below the greeting of the letter that begins at the line `answers`.
    """
    for index, line in enumerate(lines):
        office = _OFFICE_OF.match(line.text[:80])
        if office is not None and line.text[office.end() :].strip():
            return _officer(Line(line.start + office.end(), line.end, line.text[office.end() :]))
        greets = answers is not None and index >= answers and _GREETING.match(line.text[:80])
        if not greets and office is None:
            continue
        below = [one for one in lines[index + 1 : index + 1 + SIGNATURE_LINES] if not one.is_blank][:3]
        for name, following in pairwise(below):
            found = _signed(name, following)
            if found is not None:
                return found
        alone = next((found for one in below if (found := _officer(one) or _with_office(one)) is not None), None)
        if alone is not None:
            return alone
    return None


def _with_office(line: Line) -> Speaker | None:
    """Return the person whose name and office fill a line, parted by a comma ("Dr. Eva Ott, Bürgermeisterin"), or None."""
    text = _SIGNING.sub("", line.text).strip()
    name, comma, office = text.partition(", ")
    if not comma or len(text) > MAX_LABEL:
        return None
    start = line.start + line.text.index(text)
    return _signed(Line(start, start + len(name), name), Line(start, start, office))


_SIGNING = re.compile(r"^\s{0,40}(?:gez\.|i\.\s?[AV]\.)\s{0,9}", re.IGNORECASE)


def office_and_name(text: str) -> tuple[Named, int, int] | None:
    """Return the person whom a text names with an office that is a compound of its field, and where ("Sozialreferentin Eva Ott")."""
    office = _OFFICER.search(text)
    name = _NAME.match(text, office.end()) if office is not None else None
    named = one_person(name.group(0)) if name is not None else None
    if office is None or name is None or named is None or named.noun != "person":
        return None
    raw = office.group(0).strip()
    return msgspec.structs.replace(named, raw_role=raw), office.start(), name.end()


def _officer(line: Line) -> Speaker | None:
    """Return the person with an office whom a line names alone ("Bürgermeisterin Dr. Ott"), or None."""
    text = line.text.strip()
    match = in_prose().fullmatch(text) if len(text) < MAX_LABEL else None
    named = one_person(text) if match is not None and match.group("role") else None
    if named is None or named.noun != "person":
        return None
    start = line.start + len(line.text) - len(line.text.lstrip())
    return Speaker(named, start, start + len(text), start + len(text))


def below_answer(lines: list[Line]) -> tuple[int, Speaker | None]:
    """Return how many lines at the end of an answer are whose signature, and who signs: an office with a name, or a name alone."""
    full = [line for line in lines if not line.is_blank]
    for count in range(min(3, len(full) - 1), 0, -1):
        first, before = full[-count], full[-count - 1]
        if re.search(r"[.!?:)]\s{0,9}$", before.text[-12:]) is None:
            continue
        officer = _officer(first) or _with_office(first) or (_signed(first, full[-1]) if count == 2 else None)
        if officer is not None or (count == 1 and _ALONE.fullmatch(first.text.strip()) is not None):
            return count, officer
    return 0, None


_ALONE = re.compile(r"(?:(?:Dr|Prof)\.\s)?[A-ZÄÖÜ][a-zäöüß]{2,20}(?:-[A-ZÄÖÜ][a-zäöüß]{2,20})?")


def _signed(line: Line, following: Line) -> Speaker | None:
    name = _SIGNING.sub("", line.text).strip()
    rest, role, _ = split_role(following.text.strip())
    if role is None or rest or _NAME.fullmatch(name) is None:
        return None
    named = one_person(f"{following.text.strip()} {name}")
    if named is None or named.noun != "person":
        return None
    start = line.start + line.text.index(name)
    return Speaker(named, start, start + len(name), start + len(name))
