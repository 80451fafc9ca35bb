"""Says what a short line of a council text can be: a number, a day, a place on the agenda, a body, an office, a group, a member."""

import re
from functools import cache

from civicgraph.read.header import NUMBER
from civicgraph.read.page import Field, Line, Span, span_field
from civicgraph.read.phrases import table
from civicgraph.vocab import scheme

MONTH = r"(?:Januar|Jänner|Februar|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
DATE = rf"\d{{1,2}}\.\s{{0,2}}(?:\d{{1,2}}\.\s{{0,2}}(?:\d{{4}}|\d{{2}})|{MONTH}\s{{1,2}}\d{{4}})(?!\d)"
CLOCK = r"\d{1,2}[:.]\d{2}(?:\s?Uhr)?"
_WEEKDAY = r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)[a-z]{0,8}\.?,?\s{1,3}(?:(?:den|dem)\s)?)?"
_DAY = re.compile(rf"{_WEEKDAY}(?P<day>{DATE})(?P<rest>.{{0,60}})")
_AGENDA = re.compile(r"(?:TOP\s?)?(?:[ÖN]\s?)?\d{1,3}(?:\.\d{1,3}){0,3}\.?\s?[a-z]?")
_PAPER = re.compile(
    r"(?:[A-ZÄÖÜ][A-Za-zÄÖÜ]{0,7}[\s./-]{0,2})?(?:\d{1,6}|[IVX]{1,5})(?:\s?[/.–-]\s?[A-Z0-9]{1,8}){0,4}"
)
_PUBLICITY = re.compile(r"(?:nicht[\s-]?)?öffentlich|vertraulich|nichtöffentlich", re.IGNORECASE)
_UNIT = re.compile(
    r"(?:Dez|Dezernat|FB|Fachbereich|Amt|Referat|Abt|Abteilung|Stabsstelle|Büro|Eigenbetrieb|FD|Fachdienst|Sachgebiet|Stadtwerke)\b.{0,60}|Dez\d.{0,40}"
    r"|[A-ZÄÖÜ][\wäöüß-]{0,40}(?:amt|dezernat|referat|verwaltung|betrieb|kämmerei)(?:\s.{0,40})?|[A-ZÄÖÜ]{2,6}|\d{1,2}(?:\.\d{1,2})?"
)
_MEMBER_REST = re.compile(r"\s{1,3}(?:(?:Dr|Prof|Dipl)\.\S{0,12}\s){0,3}[A-ZÄÖÜÀ-Þ][\wÀ-ÿ'’-]+.{0,80}")
_GROUP_NOUN = (
    r"(?:[Ff]raktion|FRAKTION|[Rr]atsgruppe|[Gg]ruppe|[Ff]raktionsgemeinschaft|[Ww]ählergemeinschaft|[Bb]ürgerliste)"
)
_LEADER = re.compile(
    r"(?:Erste[rn]?\s)?(?:Ober|Bezirks|Verbands|Samtgemeinde)?[Bb]ürgermeister(?:in)?\b|Landr(?:at|ätin)\b"
)
_SITTING = re.compile(
    r"(?:\d{1,3}\.\s{1,3})?(?:[\wäöüÄÖÜß-]{3,30}\s{1,3}){0,3}?[\wäöüß-]*[Ss]itzung\s{1,3}(?:(?:des|der|vom)\s{1,3})?"
)
MAX_LINE = 200
"""A longer line is running text."""


@cache
def nouns() -> str:
    """Return the nouns of bodies as one pattern, without case."""
    return "|".join(f"(?:{row['noun']})" for row in table("council_bodies"))


@cache
def _body() -> re.Pattern[str]:
    return re.compile(rf"(?<![\wäöüß])(?:{nouns()})(?![\wäöüß])", re.IGNORECASE)


@cache
def _parties() -> str:
    return "|".join(f"(?:{row['pattern']})" for row in table("council_groups"))


@cache
def _group() -> re.Pattern[str]:
    named = rf"(?:(?:{_parties()})(?:\s?[/|,+&]\s?|\sund\s)?){{1,4}}"
    return re.compile(
        rf"{named}|(?:[Dd]ie\s)?(?:{_GROUP_NOUN})\s.{{2,60}}|[A-ZÄÖÜ][^.:;?!]{{0,50}}?[\s–-]{{0,3}}[\wÄÖÜäöü]{{0,30}}-?{_GROUP_NOUN}(?:\s(?:im|in)\s.{{2,50}})?"
    )


@cache
def _role() -> re.Pattern[str]:
    words = {word for one in scheme("person-role").concepts.values() for word in one.wordings if len(word) > 2}
    return re.compile(
        "(?:(?:Frau|Herrn?)\\s{1,3})?(?:"
        + "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
        + r")(?![\w/-])"
    )


@cache
def _in_party() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:Dr|Prof)\.\s)*[A-ZÄÖÜÀ-Þ][^.:;?!()]{{2,50}}\((?:{_parties()}|[^()]{{0,30}}{_GROUP_NOUN}[^()]{{0,20}})\)?"
    )


def is_body(words: str) -> bool:
    """Tell whether words name a body of a council, or a sitting of one."""
    return len(words) < 120 and _body().search(words) is not None


def is_group(words: str) -> bool:
    """Tell whether a line is a faction or group and nothing else."""
    return len(words) < 90 and _group().fullmatch(words) is not None


def is_member(words: str) -> bool:
    """Tell whether a line names members: an office and a name, or a name with a party in brackets."""
    if len(words) > 110 or words.endswith((".", ":", "?", "!")) or is_leader(words):
        return False
    role = _role().match(words)
    return (role is not None and _MEMBER_REST.fullmatch(words, role.end()) is not None) or (
        _in_party().fullmatch(words) is not None
    )


def is_officer(words: str) -> bool:
    """Tell whether words are an office and a name, whatever office it is."""
    role = _role().match(words)
    return role is not None and _MEMBER_REST.fullmatch(words, role.end()) is not None


def is_leader(words: str) -> bool:
    """Tell whether a line begins with the office that papers are addressed to, or sent by: the mayor's."""
    return (
        _LEADER.match(re.sub(r"^(?:Herrn?|Frau|Der|Die|Den|An)\s(?:(?:den|die|Herrn?|Frau)\s)?", "", words)) is not None
    )


def day(words: str) -> re.Match[str] | None:
    """Return the match of a line that begins with a day: groups day and rest."""
    return _DAY.match(words)


def fits(form: str, words: str) -> bool:
    """Tell whether words have the form that a label asks for.

    Forms: number, date, agenda, body, publicity, unit; others fit no words alone.
    """
    found = day(words)
    if form == "date":
        return found is not None
    if found is not None or len(words) > 110:
        return False
    if form == "number":
        return is_number(words)
    if form == "agenda":
        return _AGENDA.fullmatch(words) is not None
    if form == "body":
        return is_body(words)
    if form == "publicity":
        return _PUBLICITY.fullmatch(words) is not None
    return form == "unit" and _UNIT.fullmatch(words) is not None


def is_number(words: str) -> bool:
    """Tell whether words are the number of a paper: two parts at least, or one of several digits."""
    return NUMBER.fullmatch(words) is not None or (
        _PAPER.fullmatch(words) is not None and re.search(r"\d{2}", words) is not None
    )


def body_field(line: Line, start: int, end: int) -> Field | None:
    """Return the body that stands in a stretch of a line, without the sitting's number: "55. Plenarsitzung Gemeinderat"."""
    words = line.text[start:end]
    sitting = _SITTING.match(words.lstrip())
    skip = len(words) - len(words.lstrip()) + sitting.end() if sitting is not None else 0
    if not words[skip:].strip():
        skip = 0
    return at(line, "body", start + skip, end)


def at(line: Line, name: str, start: int, end: int, group: int = 0) -> Field | None:
    """Return the field at [start, end) of a line, with offsets in the whole text; None where nothing stands there."""
    field = span_field(name, line.text, start, end, group)
    if field is None:
        return None
    return Field(name, field.value, Span(field.span.start + line.start, field.span.end + line.start), group)
