"""Reads the line that says what a paper is, and who wrote it when about what: "Anfrage der SPD-Fraktion vom 3. Februar 2022: Radweg"."""

import re
from functools import cache

import msgspec

from civicgraph.read.council.forms import DATE, at
from civicgraph.read.council.signs import types
from civicgraph.read.header import NUMBER
from civicgraph.read.page import Field, Line

_NUMBERED = (
    r"\s?(?:,|und|u\.|i\.\s?V\.\s?m\.)?\s?(?:§{1,2}|Abs(?:\.|atz)?|S(?:atz)?\.?|Nr\.|Ziff(?:\.|er)?)?\s?\d{1,3}[a-z]?"
)
_COUNCIL = r"[\w-]{0,30}?(?:[Rr]at(?:e?s)?|[Vv]ersammlung|[Vv]ertretung|[Tt]ag(?:e?s)?|schaft|Stadt|Gemeinde)"
_RULE = (
    r"(?:§{1,2}|Art(?:\.|ikel)?)\s?\d{1,3}[a-z]?"
    rf"(?:{_NUMBERED}){{0,4}}"
    r"(?:\s(?:de[rs]\s)?(?:[A-ZÄÖÜ][\w-]{0,30}(?:ordnung|satzung|verfassung|gesetz(?:es)?|statut)|[A-ZÄÖÜ][\w-]{0,8}(?:GO|O|VerfG?|VG|KrO|G))(?![\wäöüß])"
    rf"(?:\s(?:de[rs]|für\sde[nr]|für\sdie)\s{_COUNCIL}(?:\sder\s(?:Stadt|Gemeinde)(?:\s[A-ZÄÖÜ][\w-]{{2,40}})?)?)?)?"
)
"""The rule that allows to ask: "§ 12 Abs. 2 der Geschäftsordnung des Rates", "§ 24 GeschO"; none of it is who asks."""
_BY_RULE = rf"(?:,?\s\(?(?:nach|gem(?:äß|\.|)|laut|i\.\s?S\.\s?[vd]\.)\s(?>{_RULE})\)?)?"
_SUBJECT = r"\s(?:zum|zur)\s(?!(?:Geschäftsordnung|Tagesordnung|Beantwortung|Kenntnis\w*|\w*[Ss]itzung)\b)(?=[A-ZÄÖÜ0-9„][^.;:?!]{2,110}$)"
"""What a paper is about, without a colon: "Anfrage zur Sperrung der Hafenstraße"."""
_FOR_SITTING = (
    rf"(?:,?\s(?:zu|zur|für\sdie|in\sder)\s[^.:;?!]{{0,20}}[Ss]itzung"
    rf"(?:\s(?:de[rs]|im)\s[^.:;?!]{{2,80}}?)?(?:\s(?:am|vom)\s{DATE})?)?"
)
"""The sitting for which a paper is handed in; no part of who wrote it."""
_REST = re.compile(
    rf"(?:\s(?:[Nn]r\.|[Nn]ummer)?\s?(?P<number>{NUMBER.pattern}))?"
    rf"{_BY_RULE}"
    r"(?:\s(?:der|des|von|vom)(?:\s(?!\d)(?P<by>[^:„“\"»]{2,90}?)|(?=\s*$)))?"
    rf"{_BY_RULE}(?:,?\s(?:vom|v\.)\s(?P<date>{DATE}))?{_BY_RULE}{_FOR_SITTING}"
    rf"(?:,?\s[Hh]ier:\s|,?\s(?:betreffs?|betr\.|wegen|hinsichtlich)\s(?=[A-ZÄÖÜ„])|\s[–-]\s|\s?:\s|\s(?:zum\sThema|betreffend|betr\.):?\s|{_SUBJECT}|\s(?=[„“\"»])|\s?:?$)(?P<title>.{{0,160}})"
)


_QUOTED = re.compile(r"[„“\"»][^„“”\"»«]+[“”\"«]")


class Opening(msgspec.Struct, frozen=True):
    """What a paper says it is.

    document: the words that say so; answers: it answers an inquiry; asks: where the word for one stands in it.
    """

    document: Field
    answers: bool
    asks: Field | None
    fields: tuple[Field, ...]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    every, answers, asks = types(), types("answers"), r"anfragen?\b"
    return (
        re.compile(rf"[\s*#•-]{{0,20}}(?P<type>{every})(?![\wäöüß-])", re.IGNORECASE),
        re.compile(answers, re.IGNORECASE),
        re.compile(asks, re.IGNORECASE),
    )


def opening(line: Line) -> Opening | None:
    """Return what a line says that opens a paper, or None where it is no such line."""
    begins, answers, asks = _patterns()
    match = begins.match(line.text)
    if match is None:
        return None
    stripped = line.text.rstrip()
    rest = _REST.fullmatch(stripped, match.end())
    document = at(line, "document", match.start("type"), match.end("type"), 1)
    if rest is None or document is None:
        return None
    told = [("number", "number"), ("by", "authors"), ("date", "own_date"), ("title", "title")]
    found = [
        field
        for group, name in told
        if rest.group(group) and (field := at(line, name, rest.start(group), rest.end(group), 1)) is not None
    ]
    found = [_unquoted(line, field) if field.name == "title" else field for field in found]
    inner = asks.search(line.text, match.start("type"), match.end("type"))
    asking = at(line, "type", inner.start(), inner.end(), 1) if inner is not None else None
    is_answer = answers.fullmatch(document.value) is not None
    return Opening(document, is_answer, asking, tuple(found))


def _unquoted(line: Line, title: Field) -> Field:
    """Return a title without the quotation marks around all of it."""
    match = _QUOTED.fullmatch(title.value)
    start = line.text.find(title.value) if match is not None else -1
    inner = at(line, "title", start + 1, start + len(title.value) - 1, 1) if start >= 0 else None
    return inner or title
