"""Tells where the running text of a paper begins: with a number, a salutation, a heading, words that ask or announce."""

import re

from civicgraph.read.page import collapse
from civicgraph.read.sections import heading_of

_NUMBERED = re.compile(
    r"(?:\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)]{1,2}|\(?[a-hA-H][.)]{1,2}|[IVX]{1,4}[.)]|[-•*–])\s{1,9}\S.*|\d{1,2}[.)]{1,2}|[-•*–]"
)
_LABELLED = re.compile(
    r"(?:Frage|Frage\sNr\.|Zu\sFrage|Zu|Ad)\s?\d{1,2}\s?[a-z]?\s?[.:)].*|Zu\s(?:den\s)?Fragen?\s\d.*|[zZ]u\s(?:\d{1,2}|[A-H])[.):]{1,2}.*"
)
_GREETED = re.compile(r"(?:Sehr\sgeehrter?|Liebe[rs]?|Guten\sTag|Geehrter?|Hallo)\b.*")
_BEGUN = re.compile(r"(?:Der|Die|Das|Wir|Ich|In|Im|Am|Seit|Nach|Mit|Vor|Auf|Zur?m?|Laut)\s.{50,}|.{25,}:|.{3,}\?")
_HEADS = re.compile(
    r"(?:Sachverhalt|Begründung|Anfrage|Antrag|Fragen|Vorbemerkung|Antwort|Beantwortung|Wortlaut|Beschlussvorschlag|Beschlussantrag)\b[\s/\w]{0,30}:?"
)


def starts_text(text: str) -> bool:
    """Tell whether a line begins the running text: it is no title any more."""
    words = collapse(text)
    if heading_of(words) is not None and words.endswith(":"):
        return True
    return any(pattern.fullmatch(words) is not None for pattern in (_NUMBERED, _LABELLED, _GREETED, _HEADS))


def sounds_like_text(text: str) -> bool:
    """Tell whether a line may begin the running text: a sentence begins, asks or announces. A title may ask and announce too."""
    return _BEGUN.fullmatch(collapse(text)) is not None
