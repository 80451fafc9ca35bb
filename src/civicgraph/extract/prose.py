"""Parts running text into sentences and masks the policies in them, so that phrase tables can speak of policies."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from civicgraph.extract.phrases import any_of, column, table
from civicgraph.extract.policies import Mention, bare_mentions, inside, mentions, resolved
from civicgraph.extract.policy_names import gender
from civicgraph.extract.wording import is_abbreviated
from civicgraph.read.page import Page, lines

_END = re.compile(r"(?<=[a-zäöüß)“”\"»*0-9]{2})[.!?](?=[\s\u00a0]+[A-ZÄÖÜ„“\"»(])")
MAX_SENTENCE = 2000
_MASK = "\ue000{}\ue001"
_QUOTES = "„“”\"»«‚‘'"


class Sentence(msgspec.Struct, frozen=True):
    """One sentence or line at [start, end) with the policies named in it. masked: the text with policies as tokens."""

    start: int
    end: int
    masked: str
    mentions: tuple[Mention, ...]


def policy_mentions(page: Page) -> list[Mention]:
    """Return all policies named on a page, its header's titles included, short and bare names resolved."""
    full = resolved(mentions(page.prose, page.body.start, page.body.end))
    return sorted([*full, *bare_mentions(page.prose, full, page.body.start, page.body.end)], key=lambda m: m.start)


def sentences(page: Page, named: list[Mention], stretches: list[tuple[int, int]]) -> Iterator[Sentence]:
    """Yield the sentences, given by where they stand, that name a policy, in order."""
    last: Mention | None = None
    for start, end in stretches:
        within = tuple(inside(named, start, end))
        meant = _pronoun(page.prose, start, end, last)
        if meant is not None:
            within = (meant, *within)
        if within:
            yield Sentence(start, end, _masked(page.prose, start, end, within), within)
        last = within[0] if within and "\n" not in page.prose[end : end + 1] else None


_PRONOUN = re.compile(r"\s{0,9}(?P<word>Er|Sie|Es|Dieser|Diese|Dieses)(?=\s)")
_GENDER = {"Er": "m", "Dieser": "m", "Sie": "f", "Diese": "f", "Es": "n", "Dieses": "n"}


def _pronoun(text: str, start: int, end: int, last: Mention | None) -> Mention | None:
    """Return the policy that opens a sentence as a pronoun: the one that opened the sentence before, where their genders agree."""
    match = _PRONOUN.match(text, start, end)
    if match is None or last is None or gender(last.stem) != _GENDER[match.group("word")]:
        return None
    return Mention(last.key, last.name, match.start("word"), match.end("word"), last.stem)


def spans(page: Page, first: int | None = None, last: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield where sentences stand; a line feed always ends one, a full stop behind an abbreviation does not.

    first, last: offsets of the stretch to part, by default the whole running text.
    """
    begin, end = page.body.start if first is None else first, page.body.end if last is None else last
    for line in lines(page.prose, begin, end):
        start = line.start
        for stop in _END.finditer(line.text):
            if is_abbreviated(line.text, stop.start()):
                continue
            yield start, line.start + stop.end()
            start = line.start + stop.end()
        if page.prose[start : line.end].strip():
            yield start, line.end


def is_question(sentence: Sentence) -> bool:
    """Tell whether a sentence asks: then it states nothing."""
    return sentence.masked.rstrip(' \u00a0\n)“”"').endswith("?")


def is_denied(text: str) -> bool:
    """Tell whether a stretch of text holds a word that denies, doubts or intends; "nicht nur" does not."""
    words = set(re.findall(r"[a-zäöüß]+", _no_negations().sub(" ", text.casefold())))
    return bool(words & _negations())


@cache
def _negations() -> frozenset[str]:
    return frozenset(row["word"] for row in table("negations"))


@cache
def _no_negations() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(column('no_negations', 'words'))}\b")


_CLAUSE_END = re.compile(r"[,;:]|\s[–-]\s|\b(?:und|oder|sondern|aber)\b")


def clause(text: str, start: int, end: int) -> str:
    """Return [start, end) with what belongs to its clause on both sides, up to the next mark or conjunction."""
    begin = max((m.end() for m in _CLAUSE_END.finditer(text, 0, start)), default=0)
    stop = _CLAUSE_END.search(text, end)
    return text[begin : stop.start() if stop else len(text)]


def _masked(text: str, start: int, end: int, within: tuple[Mention, ...]) -> str:
    parts, at = [], start
    for index, mention in enumerate(within):
        before = text[at : mention.start].rstrip(_QUOTES) if mention.quoted else text[at : mention.start]
        parts += [before, _MASK.format(index)]
        at = mention.end
        while mention.quoted and at < end and text[at] in _QUOTES:
            at += 1
    return "".join([*parts, text[at:end]])[:MAX_SENTENCE]


@cache
def phrases(name: str, letters: str) -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """Compile a phrase table whose capital letters stand for masked policies; groups carry the letter in small.

    `~40` stands for up to 40 characters in which no other policy is named.
    """
    return tuple((re.compile(_unmasked(row["pattern"], letters), re.IGNORECASE), row) for row in table(name))


def _unmasked(pattern: str, letters: str) -> str:
    pattern = re.sub(r"~(\d+)", "[^;\ue000]{0,\\1}?", pattern)
    for letter in letters:
        pattern = re.sub(
            rf"(?<![\w\\])(?<!\(\?){letter}\\b", letter, pattern
        )  # a token is no word: no boundary behind it
        token = rf"\ue000(?P<{letter.lower()}>\d+)\ue001"
        pattern = re.sub(rf"(?<![\w\\])(?<!\(\?){letter}(?![a-zäöü])", token.replace("\\", "\\\\"), pattern, count=1)
        pattern = re.sub(rf"(?<![\w\\])(?<!\(\?){letter}(?![a-zäöü])", r"\\ue000\\d+\\ue001", pattern)
    return pattern.replace(
        "OUTCOME", "(?:" + "|".join(re.escape(r["word"]).replace(r"\ ", r"\s+") for r in table("prose_outcomes")) + ")"
    )
