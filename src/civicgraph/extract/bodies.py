"""Finds names of bodies and turns them into the nominative and into keys."""

import re
from functools import cache

import msgspec

from civicgraph.extract.phrases import table
from civicgraph.iri import slug
from civicgraph.read.page import collapse

_SETTLEMENT = (
    r"(?:(?:Landes|Bundes|Universitäts|Hanse|Kreis|Klingen|Samt|Orts|Verbands|Markt|Flecken)?(?:haupt)?(?:stadt|gemeinde)"
    r"|Stadt|Gemeinde|Hansestadt|Universitätsstadt|Region|Insel|Marktes|Fleckens|Amtes|Landkreises|Kreises)"
)
_OF_SETTLEMENT = re.compile(rf"\b((?:der|des)\s+{_SETTLEMENT})\s+[A-ZÄÖÜ].*$")
_SITTING = re.compile(r"^.*?\b(?:Sitzung|Sondersitzung|Haushaltssitzung)\s+(?=(?:des|der)\s)", re.IGNORECASE)
_REMARK = re.compile(r"\s*\([^()]*\)")
SHORT = 5
"""Head nouns of up to so many letters ("Rat", "Senat") count only as whole words: "Vorrat" is no body."""
_CAP = r"[A-ZÄÖÜ][\wÄÖÜäöüß/-]*"
_LIST = (
    rf"{_CAP}-?(?:\s*,\s*{_CAP}-?|\s+(?:und|sowie|u\.|&)\s+(?:(?:der|die|das|den)\s+)?{_CAP}-?|(?<=-)\s+{_CAP}){{0,8}}"
)


class BodyName(msgspec.Struct, frozen=True):
    """A body as named at [start, end): name in the nominative, key, and code of its kind."""

    name: str
    key: str
    classification: str
    start: int
    end: int


@cache
def _nouns() -> tuple[dict[str, str], dict[str, str]]:
    """Return noun → kind and genitive → noun, longest first."""
    rows = sorted(table("body_nouns"), key=lambda r: (-len(r["noun"]), r["noun"]))
    kinds: dict[str, str] = {}
    for row in rows:
        kinds.setdefault(row["noun"], row["kind"])
    genitives = {row["genitive"]: row["noun"] for row in rows if row["genitive"] != row["noun"]}
    return kinds, dict(sorted(genitives.items(), key=lambda item: (-len(item[0]), item[0])))


@cache
def _pattern() -> re.Pattern[str]:
    """A body's name in running text: a head noun with what may stand before and after it."""
    kinds, genitives = _nouns()
    words = sorted({*kinds, *genitives}, key=lambda w: (-len(w), w))
    whole_only = "|".join(re.escape(word) for word in words if len(word) <= SHORT or " " in word)
    heads = "|".join(re.escape(word) for word in words if len(word) > SHORT and " " not in word)
    before = r"(?:(?:[A-ZÄÖÜ][\wäöüß]*-\s*,\s*)*[A-ZÄÖÜ][\wäöüß]*-\s+(?:und|u\.)\s+)?"
    head = rf"(?P<head>(?=[A-ZÄÖÜ])(?:(?i:{whole_only})|[\wÄÖÜäöüß-]*?(?i:{heads})))(?![\wäöüß-])"
    after = (
        rf"(?:\s+für\s+(?:(?:die|das|den)\s+)?{_LIST})?"
        rf"(?:\s+(?:der|des)\s+{_SETTLEMENT}\b(?:\s+{_CAP})?)?"
        rf"(?P<district>(?:[^\S\n]+(?:des\s+Stadtbezirks\s+)?(?!Herr|Frau)(?:{_CAP}|\d{{1,2}})(?=[\s,.;:)]|$)){{0,2}})"
    )
    return re.compile(rf"(?<![\wÄÖÜäöüß-]){before}{head}{after}")


def found(text: str, start: int = 0, end: int | None = None) -> list[BodyName]:
    """Return the bodies named in running text, left to right."""
    return [_named(match, text) for match in _pattern().finditer(text, start, len(text) if end is None else end)]


def leading(text: str, start: int, end: int) -> BodyName | None:
    """Return the body whose name begins at `start`, or None."""
    match = _pattern().match(text, start, end)
    return _named(match, text) if match else None


def _named(match: re.Match[str], text: str) -> BodyName:
    end = match.end()
    if match.group("district") and classify(match.group("head")) != "district-council":
        end = match.start("district")
    raw = text[match.start() : end].rstrip(" ,")
    return whole(raw, match.start())


def whole(raw: str, start: int = 0) -> BodyName:
    """Take a whole cell or line as a body's name, in whatever case and with whatever stands around it.

    "25. öffentliche Sitzung des Rates der Stadt (Delegierung)" gives "Rat der Stadt".
    """
    name = nominative(collapse(raw))
    return BodyName(name, body_key(name), classify(name), start, start + len(raw))


def other_name(own: BodyName, line: str) -> BodyName | None:
    """Return the body that a meeting's name gives beside the body's own field, where both are of one kind; None where it names no other.

    A remark in brackets ("Delegierung auf …") speaks of two bodies: nothing can be told from it.
    """
    if "(" in line:
        return None
    name = nominative(collapse(line))
    found = leading(name, 0, len(name))
    if found is None or name[found.end :].strip(" .,-") or found.key == own.key:
        return None
    if found.classification != own.classification:
        return None
    return found


def nominative(name: str) -> str:
    """Return a body's name without meeting words and articles, its head noun in the nominative."""
    bare = _REMARK.sub("", _SITTING.sub("", name)).strip()
    bare, articles = re.subn(r"^(?:des|der|dem|den|die)\s+", "", bare)
    _, genitives = _nouns()
    for genitive, noun in genitives.items():
        match = re.search(rf"(?i){re.escape(genitive)}\b", bare)
        if match and (
            match.start() == 0 or bare[match.start() - 1].isalpha() or articles or bare[match.start() - 1] in " -"
        ):
            return bare[: match.start()] + _cased(noun, match.group(0)) + bare[match.end() :]
    return bare


def _cased(noun: str, like: str) -> str:
    return " ".join(
        word[:1].upper() + word[1:] if pattern[:1].isupper() else word
        for word, pattern in zip(noun.split(" "), like.split(), strict=False)
    )


def classify(name: str) -> str:
    """Return the code of a body's kind by its head noun, "other" where the table has none."""
    kinds, genitives = _nouns()
    words = [word.casefold() for word in re.findall(r"[\wäöüÄÖÜß]+", name)]
    for word in words:
        word = next((word[: -len(g)] + n for g, n in genitives.items() if word.endswith(g)), word)
        for noun, kind in kinds.items():
            if word == noun or (len(noun) > SHORT and word.endswith(noun)):
                return kind
    return "other"


def body_key(name: str) -> str:
    """Return a body's key: the settlement's own name is left out, one source is one municipality.

    "Rat der Stadt Herne" is "rat-der-stadt"; "Bauausschuss der Hansestadt Lübeck" is "bauausschuss".
    """
    flat = collapse(name)
    kept = r"\1" if re.match(r"Rat\s", flat) else ""
    return slug(_OF_SETTLEMENT.sub(kept, flat))
