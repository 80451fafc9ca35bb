"""Parts the name of a meeting from a remark that it does not take place as planned ("- Termin fällt aus -", "(abgesagt)")."""

import re
from functools import cache

from civicgraph.read.page import Field, span_field
from civicgraph.read.phrases import table

_TO_WHEN = r"(?:\s+(?:auf|vom|zum)\s[^()\[\]]*?|\s*!+)?"

_ENDS_IN_DAY = re.compile(r"(?<![\d.])\d{1,2}\.\s?(?:0?[1-9]|1[0-2])\Z")
"""A day without a year: the dot behind it is its own, not the sentence's."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return how a remark begins a text, and how it ends one; group 1 is the remark without its marks."""
    phrases = sorted((row["phrase"] for row in table("called_off")), key=len, reverse=True)
    words = "|".join(r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in phrases)
    said = rf"(?:(?:(?:Der|Die|Diese)\s+)?(?:Termin|Sitzung)\s+)?(?:(?:wurde|wird|ist)\s+)?(?:{words})"
    before = re.compile(rf"[^\w]*({said})\s*[:\-–—)\]!*]+\s*(?=\w)", re.IGNORECASE)
    behind = re.compile(
        rf"[\s\-–—:,;*(\[!]+(?<!\w)({said}{_TO_WHEN})[\s\-–—*!.)\]]*\Z|\A({said}{_TO_WHEN})\W*\Z", re.IGNORECASE
    )
    return before, behind


def parted(text: str, field: Field) -> tuple[Field | None, Field | None]:
    """Return a field without such a remark, None where nothing else stands there; and the remark as "state", None where there is none."""
    begin, end = field.span.start, field.span.end
    words = text[begin:end]
    before, behind = _patterns()
    if (match := behind.search(words)) is not None:
        at, group = (begin, begin + match.start()), 1 if match.group(1) else 2
    elif (match := before.match(words)) is not None:
        at, group = (begin + match.end(), end), 1
    else:
        return field, None
    end = match.end(group) + (
        words[match.end(group) : match.end(group) + 1] == "." and _ENDS_IN_DAY.search(match.group(group)) is not None
    )
    state = span_field("state", text, begin + match.start(group), begin + end)
    return span_field(field.name, text, *at, field.group), state
