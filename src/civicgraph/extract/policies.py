"""Recognises policies (strategies, concepts, plans, programmes, statutes) by their head noun, in or out of quotes."""

import re
from bisect import bisect_left
from functools import cache

import msgspec

from civicgraph.extract.policy_names import (
    abbreviates,
    head_nouns,
    in_nominative,
    is_headed,
    no_names,
    no_policies,
    nominative,
    settlements,
    stem,
)
from civicgraph.iri import slug
from civicgraph.read.page import collapse

_OPEN, _CLOSE = "„“”\"»«‚'", "“”\"«»‘'"
_B = r"[^\S\n]"
_CAP = r"[A-ZÄÖÜ][\wÄÖÜäöüß.&-]{0,60}"
_PARTS = r"(?:[A-ZÄÖÜ][\wäöüß]{2,40}-(?:,[^\S\n]{1,3}|[^\S\n]{1,3}(?:und|sowie|oder)\s)){1,4}"
"""Parts of a compound that share its end: "Einzelhandels- und Zentrenkonzept", also over a line's end."""
_YEARS = r"(?:[^\S\n]{1,3}(?:(?:19|20)\d{2}(?:\s?[/–-]\s?(?:19|20)?\d{2})?|\d{1,2}\.\d)\b\+?)?"
_TAIL = rf"(?:{_B}{{1,3}}Nr\.{_B}?\d{{1,4}}[a-z]?)?(?:{_B}{{1,3}}[{_OPEN}][^{_OPEN}{_CLOSE}\n]{{2,60}}[{_CLOSE}])?"
_SPATIAL = r"(?:[^\S\n]{1,3}der\s{1,3}(?:Stadt|Gemeinde|Hansestadt)\s{1,3}[A-ZÄÖÜ][\wäöüß-]{1,60})?"
_SMALL = r"(?:der|des|von|und|die|das|den|sowie|(?!außer\b|unter\b|hinter\b)[a-zäöüß-]{3,30}e[nrs]?)"
_PHRASE = rf"{_B}{{1,3}}(?:über|zur|zum)(?:{_B}{{1,3}}(?:{_SMALL}{_B}{{1,3}}){{0,2}}[A-ZÄÖÜ][\wäöüß-]{{2,60}}){{1,4}}"
_SHORT = re.compile(
    rf"{_B}{{0,2}}\((?:kurz:?\s{{1,2}})?[{_OPEN}]?([A-ZÄÖÜ][A-Za-zÄÖÜäöü-]{{1,14}}(?:\s20\d\d)?)[{_CLOSE}]?\)"
)


_SUBORDINATE = re.compile(
    r"\b(?:dass|ob|weil|wenn|falls|sofern|obwohl|damit|wie|soweit|bevor|nachdem|welche[rnsm]?|wobei|sodass)\b[^.;:!?]*$",
    re.IGNORECASE,
)


class Mention(msgspec.Struct, frozen=True):
    """A policy named at [start, end). name: in the nominative; key: after short names were resolved; stem: its head noun."""

    key: str
    name: str
    start: int
    end: int
    stem: str
    quoted: bool = False


@cache
def _pattern() -> re.Pattern[str]:
    heads = "|".join(head_nouns())
    head = rf"(?:{_PARTS}[A-ZÄÖÜ][\wÄÖÜäöüß/-]{{0,60}}?|[A-ZÄÖÜ][\wÄÖÜäöüß/-]{{0,60}}?)?(?i:{heads})"
    return re.compile(
        rf"(?P<quoted>[{_OPEN}](?P<inner>[^{_OPEN}{_CLOSE}\n]{{3,120}})[{_CLOSE}](?:[\s-]{{1,3}}(?P<outer>(?i:{heads}))(?![\wäöüß-]))?)"
        rf"|(?<![\wäöüÄÖÜß/-])(?P<words>(?:{_CAP}{_B}{{1,3}}){{0,5}})(?P<head>{head})(?![\wäöüß]|-[a-zäöüA-ZÄÖÜ]){_TAIL}{_YEARS}{_SPATIAL}"
        rf"(?=(?P<after>(?:{_B}{{1,3}}{_CAP}(?:{_B}{{1,3}}und(?={_B}{{1,3}}{_CAP}))?){{1,4}}{_YEARS})?)(?=(?P<phrase>{_PHRASE})?)"
        rf"(?=(?:{_B}{{1,3}}(?P<town>[A-ZÄÖÜ][\wäöüß-]{{2,40}})(?P<of_year>{_YEARS}))?)"
    )


def mentions(text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """Return the policies named in running text, left to right: by their names, and by abbreviations that the text introduces."""
    stop = len(text) if end is None else end
    matches = list(_pattern().finditer(text, start, stop))
    towns = settlements(text[start:stop]) | {m.group("town") for m in matches if m.group("of_year")}
    found = []
    for match in matches:
        mention = _quoted(match) if match.group("quoted") else _unquoted(match, text, towns - no_towns())
        if mention is not None:
            found.append(mention)
    return _with_abbreviations(text, found, start, stop)


@cache
def no_towns() -> frozenset[str]:
    """Return words in capitals that no town is named by, as they stand at the beginning of a sentence."""
    return frozenset(word.capitalize() for word in no_names())


def _quoted(match: re.Match[str]) -> Mention | None:
    inner, outer = match.group("inner"), match.group("outer")
    name = collapse(f"{inner} {nominative(outer).capitalize()}" if outer else inner)
    if not outer and not is_headed(name):
        return None
    name = in_nominative(name)
    start = match.start("inner")
    end = match.end("outer") if outer else match.end("inner")
    return Mention(slug(name), name, start, end, stem(name), quoted=True)


def _unquoted(match: re.Match[str], text: str, towns: frozenset[str]) -> Mention | None:
    """Take the words in capitals before a head noun as its name ("Smart People City Konzept"), or, behind a bare one, those after it."""
    start, end, words = match.start(), match.end(), re.findall(r"\S+\s*", match.group("words"))
    for index, word in enumerate(words):  # a full stop ends a sentence, not an abbreviation inside a name
        if re.search(r"[a-zäöüß]{3,}\.\s*$", word):
            start += sum(len(w) for w in words[: index + 1])
            words = words[index + 1 :]
            break
    while words and words[0].strip().casefold() in no_names():
        start += len(words.pop(0))
    head, forms = match.group("head").casefold(), head_nouns()
    noun = next((head[: -len(form)] + noun for form, noun in forms.items() if head.endswith(form)), head)
    is_named = match.group("town") in towns or _is_apposition(text, match)
    if noun in no_policies(is_named):
        return None
    if not words and noun in set(forms.values()) and end == match.end("head"):
        end = _end_of_bare(match)
        if end == match.end("head"):
            return None  # a bare "Konzept" names nothing; `bare_mentions` resolves it where it must
    elif end == match.end("head") and is_named:
        end = match.end("of_year")
    name = re.sub(rf"[{_OPEN}{_CLOSE}]", "", in_nominative(collapse(text[start:end]))).rstrip(".&-")
    return Mention(slug(name), name, start, end, stem(name))


def _is_apposition(text: str, match: re.Match[str]) -> bool:
    """Tell whether the word in capitals behind a head noun is its name ("Bewegungskonzept Innenstadt").

    In a subordinate clause it may be the object ("dass das Konzept Ziele nennt"), and words of no_names never are.
    """
    town = match.group("town")
    if town is None or town.casefold() in no_names() or match.group("head")[:1].islower():
        return False
    return _SUBORDINATE.search(text, max(0, match.start() - 60), match.start()) is None


def _end_of_bare(match: re.Match[str]) -> int:
    """Return where the name behind a bare head noun ends: a phrase ("Satzung über die …") or words in capitals; the noun's end without."""
    phrase = match.group("phrase")
    if phrase is not None and not is_headed(phrase):
        return match.end("phrase")
    return match.end("after") if match.group("after") else match.end("head")


def _with_abbreviations(text: str, found: list[Mention], start: int, stop: int) -> list[Mention]:
    """Let "(ISEK)" behind a name belong to it, and "ISEK" elsewhere be a mention of the same policy."""
    shorts: dict[str, Mention] = {}
    named = []
    for mention in found:
        at = mention.end
        while mention.quoted and at < stop and text[at] in _CLOSE:
            at += 1
        match = _SHORT.match(text, at, stop)
        if match is None or not abbreviates(match.group(1), mention.name):
            named.append(mention)
            continue
        shorts.setdefault(match.group(1), mention)
        named.append(msgspec.structs.replace(mention, end=match.end()) if at == mention.end else mention)
    if not shorts:
        return named
    words = "|".join(re.escape(short) for short in sorted(shorts, key=lambda s: (-len(s), s)))
    taken = sorted(named, key=lambda m: m.start)
    for match in re.finditer(rf"(?<![\wäöüß-])(?:{words})s?(?![\wäöüß-])", text[start:stop]):
        begin, end = match.start() + start, match.end() + start
        last = before(taken, end)
        if last is None or last.end <= begin:
            of = shorts[match.group(0)] if match.group(0) in shorts else shorts[match.group(0)[:-1]]
            named.append(Mention(of.key, of.name, begin, end, of.stem))
    return sorted(named, key=lambda m: m.start)


def resolved(found: list[Mention]) -> list[Mention]:
    """Give a short name ("Digitalstrategie") the key of the one longer name on the page that begins with it."""
    names = {m.key: m.name for m in found}
    long_of: dict[str, str] = {}
    ordered = sorted((name.casefold(), key) for key, name in names.items())
    for key, name in names.items():
        short = f"{name.casefold()} "
        first = bisect_left(ordered, (short, ""))
        longer = [k for n, k in ordered[first : first + 2] if n.startswith(short)]
        if len(longer) == 1:
            long_of[key] = longer[0]
    return [
        msgspec.structs.replace(m, key=long_of[m.key], name=names[long_of[m.key]]) if m.key in long_of else m
        for m in found
    ]


def inside(found: list[Mention], start: int, end: int) -> list[Mention]:
    """Return the mentions, sorted by their start, that stand in [start, end)."""
    first = bisect_left(found, start, key=lambda m: m.start)
    last = bisect_left(found, end, lo=first, key=lambda m: m.start)
    return [m for m in found[first:last] if m.end <= end]


def before(found: list[Mention], offset: int) -> Mention | None:
    """Return the last policy named before an offset, or None."""
    last = bisect_left(found, offset, key=lambda m: m.start) - 1
    return found[last] if last >= 0 else None


def bare_mentions(text: str, full: list[Mention], start: int, end: int) -> list[Mention]:
    """Return "das Konzept", "dieser Strategie" …: the policy of that head noun that was named last before."""
    forms = head_nouns()
    of_stem = {
        stem: [m for m in full if m.stem.endswith(stem) or stem.endswith(m.stem)]
        for stem in sorted(set(forms.values()))
    }
    found = []
    for match in _bare().finditer(text, start, end):
        stem, noun = forms[match.group("noun").casefold()], match.start("noun")
        last, covering = before(of_stem[stem], match.start()), before(full, noun + 1)
        if last is not None and (covering is None or covering.end <= noun):
            found.append(Mention(last.key, last.name, noun, match.end("noun"), stem))
    return found


@cache
def _bare() -> re.Pattern[str]:
    articles = r"(?i:das|dieses?|die|der|dieser|den|dem|des|diesem|diesen|am|im|zum|vom|beim)"
    heads = "|".join(head_nouns())
    return re.compile(rf"\b{articles}[^\S\n]+(?P<noun>(?=[A-ZÄÖÜ])(?i:{heads}))(?![\wäöüß+-])")
