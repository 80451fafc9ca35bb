"""Finds lineage in clauses that name two policies: by the verb or noun that joins them and the place each has in the grammar."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from civicgraph.extract.clause_places import TOKEN, Place, place_of
from civicgraph.extract.phrases import table
from civicgraph.extract.prose import clause, is_denied

_DAY = r"(?:\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄ][a-zä]+)\s?)?(?:19|20)\d\d"
_LEFT_OUT = (
    re.compile(r"\s?\([^()\ue000]{0,80}\)"),
    re.compile(
        rf"(?<=\ue001)\s(?:aus\s(?:dem\s)?(?:Jahre?\s)?|vom\s|von\s|des\sJahres\s|in\sder\sFassung\s(?:vom\s)?){_DAY}"
    ),
    re.compile(
        r"(?<=\ue001),\s(?:(?:in|an|auf|aus|mit|durch|von|bei|zu|für|über|nach)\s)?(?:das|die|der|dem|den|deren|dessen|welche[rsmn]?)\s"
        r"[^,;:\ue000]{3,160}?(?:,\s?|(?=[.]?$))"
    ),
)
"""Brackets, dates of a policy and relative clauses without a policy: they say nothing of two policies."""
_PIECE = re.compile(r"[;:]\s|\s[–-]\s")
_FINER = re.compile(r",\s|\s(?:und|sowie|aber|sondern)\s(?!\ue000)")
_RELATIVE = re.compile(
    r"(?:\s[a-zäöüß]{3,30}){0,2},\s(?:(?P<preposition>in|an|auf|aus|mit|durch|von|bei|zu)\s)?(?P<pronoun>das|die|der|dem|den|deren|dessen|welche[rsmn]?)\s"
)
_BESIDE = re.compile(
    r"\b(?:abgestimmt|abzustimmen|abgleich\w*|abgeglichen|verzahn\w*|gemeinsam|zusammen\smit|parallel|ebenso\swie|sowohl|neben|gegenüber|verglichen)\b",
    re.IGNORECASE,
)
"""Words that set two policies side by side: nothing is told of descent."""
_PASSIVE = re.compile(r"\b(?:wird|wurden?|werden|worden)\b")
_COPULA = (
    r"(?:,|ist|sind|war|waren|wird|wurde|gilt|galt|bildet|bilden|bildete|bildeten|stellt|stellte|dient|diente|dienten|gibt|gab|gaben|liefert|lieferte|legt|legte"
    r"|schafft|schuf|setzt|setzte|versteht|verstand|sich|als|dar|zu|zur|zum|damit|somit|dabei|zugleich|auch|hierfür|dafür|heute|bereits"
    r"|der|die|das|den|dem|des|welche[rsmn]?|ein|eine|einen|einem|einer|im|Jahre?|\d{4}|[a-zäöüß]{3,}e[nrsm]?)"
)
_PREDICATIVE = re.compile(rf"\s?,?\s?(?:{_COPULA}\s+)*")


class Named(msgspec.Struct, frozen=True):
    """A policy in a clause: its number, where it stands, and its place."""

    number: int
    start: int
    end: int
    place: Place


def clause_edges(masked: str, stems: dict[int, str]) -> list[tuple[int, int, str, str]]:
    """Return (newer, older, relation, kind) of clauses with two policies; numbers are those of the tokens.

    stems: the head noun of each policy, for its gender.
    """
    text = simplified(masked)
    found = []
    for piece in _pieces(text):
        named = _named(piece, stems)
        if _BESIDE.search(piece) or is_denied(clause(piece, 0, named[1].end)):
            continue
        edge = _by_noun(piece, named) or _by_cue(piece, named)
        if edge is not None:
            found.append(edge)
    return found


def simplified(masked: str) -> str:
    """Return a masked sentence without what stands between policies and says nothing of them."""
    text = re.sub(r"\s+", " ", masked)
    for pattern in _LEFT_OUT:
        text = pattern.sub(" ", text)
    return re.sub(r"\s+(?=[,.;])", "", re.sub(r" {2,}", " ", text))


def _pieces(text: str) -> Iterator[str]:
    """Yield the stretches that name exactly two policies, as long as can be."""
    for piece in _PIECE.split(text):
        if len(TOKEN.findall(piece)) == 2:
            yield piece
        elif len(TOKEN.findall(piece)) > 2:
            yield from (finer for finer in _FINER.split(piece) if len(TOKEN.findall(finer)) == 2)


def _named(piece: str, stems: dict[int, str]) -> tuple[Named, Named]:
    first, second = (
        Named(number, m.start(), m.end(), place_of(piece, m.start(), stems.get(number, "")))
        for m in TOKEN.finditer(piece)
        for number in (int(m.group(1)),)
    )
    relative = _RELATIVE.match(piece, first.end)
    if relative is not None:  # the pronoun stands for the first policy in the clause of the second
        pronoun = relative.group("pronoun")
        case = (
            "nom/acc"
            if pronoun in ("deren", "dessen")
            else place_of(f"{pronoun} P", len(pronoun) + 1, stems.get(first.number, "")).case
        )
        place = Place(first.place.start, relative.group("preposition") or "", "", case)
        first = msgspec.structs.replace(first, place=place)
    return first, second


def _by_cue(piece: str, named: tuple[Named, Named]) -> tuple[int, int, str, str] | None:
    """Return the edge of the first cue whose places fit; where both ways fit, the policy named first is the subject."""
    for cue, older_place, newer_place, row in _cues():
        if cue.search(piece) is None or (row["active"] and not _is_active(piece, named)):
            continue
        for newer, older in (named, named[::-1]):
            if older_place.fullmatch(str(older.place)) and newer_place.fullmatch(str(newer.place)):
                return newer.number, older.number, row["relation"], row["kind"]
    return None


def _is_active(piece: str, named: tuple[Named, Named]) -> bool:
    """Tell whether two policies are subject and object of one verb: no passive, and no other clause between them."""
    between = piece[named[0].end : named[1].place.start]
    return _PASSIVE.search(piece) is None and ("," not in between or _RELATIVE.match(piece, named[0].end) is not None)


def _by_noun(piece: str, named: tuple[Named, Named]) -> tuple[int, int, str, str] | None:
    """Return the edge that a noun states of a policy: "die N ist eine Fortführung des O", "Rahmen für die N bildet das O"."""
    for governed, other in (named, named[::-1]):
        if governed.place.preposition not in ("", "als", "zu") or not governed.place.noun:
            continue
        if not str(other.place).startswith(("nom", "acc")):
            continue
        if governed.start > other.start:
            between = piece[other.end : piece.rfind(governed.place.noun, other.end, governed.start)] + " "
        else:
            between = piece[governed.end : other.place.start] + " "
        if _PREDICATIVE.fullmatch(between) is None:
            continue
        for nouns, row in _nouns():
            if nouns.fullmatch(governed.place.noun):
                newer, older = (other, governed) if row["side"] == "older" else (governed, other)
                return newer.number, older.number, row["relation"], "stated"
    return None


@cache
def _cues() -> tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[str, str]], ...]:
    return tuple(
        (re.compile(r["cue"], re.IGNORECASE), re.compile(r["older"]), re.compile(r["newer"]), r)
        for r in table("lineage_cues")
    )


@cache
def _nouns() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    return tuple((re.compile(row["nouns"]), row) for row in table("lineage_nouns"))
