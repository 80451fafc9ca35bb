"""Recognises policies (strategies, concepts, plans, programmes, statutes) by their head noun, in or out of quotes."""

import re
from bisect import bisect_left
from functools import cache

import msgspec

from civicgraph.extract.phrases import table
from civicgraph.iri import slug
from civicgraph.read.page import collapse

_OPEN, _CLOSE = "„“”\"»«‚'", "“”\"«»‘'"
_B = r"[^\S\n]"
_CAP = r"[A-ZÄÖÜ][\wÄÖÜäöüß.&-]*"
_YEARS = r"(?:[^\S\n]+(?:(?:19|20)\d{2}(?:\s?[/–-]\s?(?:19|20)?\d{2})?|\d{1,2}\.\d)\b\+?)?"
_TAIL = rf"(?:{_B}+Nr\.{_B}?\d{{1,4}}[a-z]?)?(?:{_B}+[{_OPEN}][^{_OPEN}{_CLOSE}\n]{{2,60}}[{_CLOSE}])?"
_SPATIAL = r"(?:[^\S\n]+der\s+(?:Stadt|Gemeinde|Hansestadt)\s+[A-ZÄÖÜ][\wäöüß-]+)?"


class Mention(msgspec.Struct, frozen=True):
    """A policy named at [start, end). name: in the nominative; key: after short names were resolved; stem: its head noun."""

    key: str
    name: str
    start: int
    end: int
    stem: str
    quoted: bool = False


@cache
def _no_names() -> frozenset[str]:
    """Return words in capitals that may stand before a policy's name and are no part of it."""
    return frozenset(row["word"] for row in table("not_in_names"))


@cache
def _forms() -> tuple[dict[str, str], frozenset[str]]:
    """Return every form of a head noun → its nominative, and words that are no policies."""
    forms: dict[str, str] = {}
    for row in table("policy_nouns"):
        for form in (row["noun"], *row["genitives"].split()):
            forms.setdefault(form, row["noun"])
    ordered = dict(sorted(forms.items(), key=lambda item: (-len(item[0]), item[0])))
    return ordered, frozenset(row["word"] for row in table("not_policies"))


@cache
def _pattern() -> re.Pattern[str]:
    heads = "|".join(_forms()[0])
    head = rf"(?:[A-ZÄÖÜ][\wÄÖÜäöüß/-]*)?(?i:{heads})"
    return re.compile(
        rf"(?P<quoted>[{_OPEN}](?P<inner>[^{_OPEN}{_CLOSE}\n]{{3,120}})[{_CLOSE}](?:[\s-]+(?P<outer>(?i:{heads}))(?![\wäöüß-]))?)"
        rf"|(?<![\wäöüÄÖÜß])(?P<words>(?:{_CAP}{_B}+){{0,5}})(?P<head>{head})(?![\wäöüß]|-[a-zäöüA-ZÄÖÜ]){_TAIL}{_YEARS}{_SPATIAL}"
        rf"(?=(?P<after>(?:{_B}+{_CAP}(?:{_B}+und(?={_B}+{_CAP}))?){{1,4}}{_YEARS})?)"
    )


@cache
def _head_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![a-zäöüß]-)({'|'.join(_forms()[0])})(?![\wäöüß]|-[a-zäöü])")


def mentions(text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """Return the policies named in running text, left to right, short names resolved to the long one where only one fits."""
    found = []
    for match in _pattern().finditer(text, start, len(text) if end is None else end):
        mention = _quoted(match) if match.group("quoted") else _unquoted(match, text)
        if mention is not None:
            found.append(mention)
    return found


def _quoted(match: re.Match[str]) -> Mention | None:
    inner, outer = match.group("inner"), match.group("outer")
    name = collapse(f"{inner} {_nominative(outer).capitalize()}" if outer else inner)
    if not outer and not _head_pattern().search(name):
        return None
    name = _in_nominative(name)
    start = match.start("inner")
    return Mention(
        slug(name), name, start, match.end("outer") if outer else match.end("inner"), _stem(name), quoted=True
    )


def _unquoted(match: re.Match[str], text: str) -> Mention | None:
    """Take the words in capitals before a head noun as its name ("Smart People City Konzept"), or, behind a bare one, those after it."""
    start, end, words = match.start(), match.end(), re.findall(r"\S+\s*", match.group("words"))
    while words and words[0].strip().casefold() in _no_names():
        start += len(words.pop(0))
    for index, word in enumerate(words):  # a full stop ends a sentence, not an abbreviation inside a name
        if re.search(r"[a-zäöüß]{3,}\.\s*$", word):
            start += sum(len(w) for w in words[: index + 1])
            words = words[index + 1 :]
            break
    head = match.group("head").casefold()
    forms, refused = _forms()
    nominative = next((head[: -len(form)] + noun for form, noun in forms.items() if head.endswith(form)), head)
    if nominative in refused:
        return None
    if not words and nominative in set(forms.values()) and end == match.end("head"):
        after = match.group("after")
        if after is None:
            return None  # a bare "Konzept" names nothing; `bare_mentions` resolves it where it must
        end = match.end("after")
    name = re.sub(rf"[{_OPEN}{_CLOSE}]", "", _in_nominative(collapse(text[start:end]))).rstrip(".&-")
    return Mention(slug(name), name, start, end, _stem(name))


def _in_nominative(name: str) -> str:
    return _head_pattern().sub(lambda m: _cased(_nominative(m.group(1)), m.group(1)), name, count=1)


def _nominative(form: str) -> str:
    return _forms()[0].get(form.casefold(), form.casefold())


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word


def _stem(name: str) -> str:
    match = _head_pattern().search(name)
    return _nominative(match.group(1)) if match else ""


def resolved(found: list[Mention]) -> list[Mention]:
    """Give a short name ("Digitalstrategie") the key of the one longer name on the page that begins with it."""
    names = {m.key: m.name for m in found}
    long_of: dict[str, str] = {}
    for key, name in names.items():
        longer = [k for k, n in names.items() if k != key and n.casefold().startswith(name.casefold() + " ")]
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
    forms, _ = _forms()
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
    heads = "|".join(_forms()[0])
    return re.compile(rf"\b{articles}[^\S\n]+(?P<noun>(?=[A-ZÄÖÜ])(?i:{heads}))(?![\wäöüß+-])")
