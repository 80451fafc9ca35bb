"""Finds who answers, and in which role, in the line that announces the answers, at an answer's beginning, or in its letter head."""

import re

import msgspec

from civicgraph.extract.inquiry import Parts
from civicgraph.extract.people import Named, in_prose, split_role
from civicgraph.extract.people import one as one_person
from civicgraph.extract.phrases import table
from civicgraph.extract.speakers import Speaker, office_and_name, signature
from civicgraph.iri import slug
from civicgraph.read.page import Line, Page, collapse

_OFFICE = re.compile(
    r"(?:^\s{0,40}(?:Die|Der|Das)|\b(?:beantwortet|antwortet|nimmt)\s(?:die|der|das)|\b(?:für|durch|seitens|namens)\s(?:die|der|das|den|des)|^\s{0,40}Im\sNamen\s(?:des|der)|\b(?:Antwort|Antworten|Stellungnahme|Beantwortung)\s(?:der|des|durch\s(?:die|das|den)))\s"
    r"((?:Stadt|Gemeinde|Kreis|Bezirks|Orts)?[Vv]erwaltung|Magistrat|Bezirksamt|Senat|Oberbürgermeister(?:in)?|Bürgermeister(?:in)?)(?:e?s)?\b"
)
_DEPARTMENT = re.compile(
    r"\b(?:Antwort|Antworten|Stellungnahme|Beantwortung|Recherche)\s(?:der|des|durch\s(?:die|das|den))\s((?:Fachbereich|Bereich|Dezernat|Amt|Fachdienst|Referat|Abteilung)(?:e?s)?\s[^:,;\n]{1,60}?)(?=\s{0,3}(?::|$|ergibt|lautet|vom\s\d))"
)
_ASKER = re.compile(
    r"\b(?:[Aa]n)?[Ff]ragen?\s(?:der|des|von|vom)\b.{0,300}?(?=\s(?:beantwort|wird\b|werden\b|antwort|nimmt\b|nehm|nehme))"
)
MAX_LINE = 600
"""A line is searched for who answers up to so many characters."""
HEAD_LINES = 60
"""The letter head of an answering text stands in so many of its first lines."""

COLUMN_LINES = 12
"""The value of a label in a column of its own stands in so many lines below it that are not empty."""


class Answerer(msgspec.Struct, frozen=True):
    """Who answers. noun and key are None where the page names an office alone; role: code of the office."""

    noun: str | None
    key: str | None
    role: str | None
    named: Named | None
    start: int
    end: int


def answerer(page: Page, parts: Parts) -> Answerer | None:
    """Return who the line before the answers says is answering, or None where it names nobody."""
    found = None
    if parts.answer_leadin is not None:
        found = _in_line(_without_asker(parts.lines[parts.answer_leadin]))
        if found is not None and found.noun == "person":
            return found
    signed = signature(parts.lines, parts.answers)
    if signed is not None:
        return of_speaker(signed)
    return found or (_in_letter_head(page, parts) if parts.answering else None)


def of_speaker(one: Speaker) -> Answerer:
    """Return a person who speaks or signs as the one who answers."""
    return Answerer("person", one.named.key, one.named.role, one.named, one.start, one.end)


def speaker(page: Page, start: int, end: int) -> Answerer | None:
    """Return who an answer's first sentence says is speaking ("Herr Ott antwortet, dass …"), or None."""
    text = page.text[start : min(end, start + MAX_LINE)].split("\n")[0]
    verb = _VERB.search(text)
    if verb is None or "." in re.sub(r"\b(?:Dr|Prof|Nr|[A-Z])\.", "", text[: verb.start()]):
        return None
    return _in_line(Line(start, start + verb.start(), text[: verb.start()]))


_VERB = re.compile(
    r"\b(?:antwortete?|teilte?(?=\s.{0,80}\bmit\b)|erklärte?|erläuterte?|führte?(?=\s.{0,80}\baus\b)|erwiderte?|entgegnete?|berichtete?|bejahte?|verneinte?|bestätigte?|verweist|verwies|informierte?|sagte?|nimmt|beantwortete?)\b"
)


def _in_line(line: Line) -> Answerer | None:
    text = line.text[:MAX_LINE]
    match = next((m for m in in_prose().finditer(text)), None)
    if match is not None:
        name = match.group("name") or match.group("plain")
        raw = match.group(0)
        named = one_person(f"{match.group('role') or ''} {name}".strip())
        if named is not None and named.noun == "person":
            start = line.start + match.start()
            return Answerer("person", named.key, named.role, named, start, start + len(raw.rstrip()))
    compound = office_and_name(text)
    if compound is not None:
        named, begin, stop = compound
        return Answerer("person", named.key, None, named, line.start + begin, line.start + stop)
    for pattern in (_OFFICE, _DEPARTMENT):
        office = pattern.search(text)
        if office is not None:
            named = _unit(office.group(1))
            return Answerer("unit", named.key, None, named, line.start + office.start(1), line.start + office.end(1))
    _, role, raw_role = split_role(re.sub(r"^\s{0,40}(?:Der|Die|Das)\s", "", text))
    if role is not None and raw_role is not None:
        start = line.start + text.index(raw_role)
        return Answerer(None, None, role, None, start, start + len(raw_role))
    return None


def _unit(words: str) -> Named:
    """Return a unit by its name; "des Fachbereichs 4" is the Fachbereich 4."""
    name = re.sub(r"^(Fachbereich|Bereich|Dezernat|Amt|Fachdienst|Referat)e?s\b", r"\1", collapse(words))
    return Named("unit", slug(name), name)


def _in_letter_head(page: Page, parts: Parts) -> Answerer | None:
    """Return the unit that a letter head names as the one that answers ("Verantwortlich: Dezernat 4"), or None.

    It stands behind the label, or, where the labels stand in a column of their own, alone on a line below it.
    """
    labels = "|".join(row["label"] for row in table("answerer_labels"))
    heads = [line for line in parts.lines if not line.is_blank][:HEAD_LINES]
    for index, line in enumerate(heads):
        match = re.match(rf"\s{{0,20}}(?:{labels})\s{{0,3}}:\s{{0,9}}(?P<value>\S.{{0,80}})?$", line.text.rstrip())
        if match is None:
            continue
        value = match.group("value")
        if value is None:
            found = _below(heads[index + 1 : index + 1 + COLUMN_LINES])
            if found is not None:
                return found
        elif ":" not in value and re.fullmatch(r"\w{2,4}\.", value) is None:
            return _named_unit(value, line.start + match.start("value"))
    return None


def _below(column: list[Line]) -> Answerer | None:
    """Return the unit whose name fills one of the lines below its label: labels and values stand in two columns there."""
    units = "|".join(row["pattern"] for row in table("answerer_units"))
    for line in column:
        text = line.text.strip()
        if re.fullmatch(units, text) is not None:
            return _named_unit(text, line.start + line.text.index(text))
    return None


def _named_unit(words: str, start: int) -> Answerer:
    named = _unit(words)
    return Answerer("unit", named.key, None, named, start, start + len(words))


def _without_asker(line: Line) -> Line:
    """Blank out who asked ("Die Anfrage der Ratsfrau Dr. Ott beantwortet …"): that is not who answers."""
    masked = _ASKER.sub(lambda m: " " * len(m.group(0)), line.text[:MAX_LINE])
    return Line(line.start, line.end, masked)
