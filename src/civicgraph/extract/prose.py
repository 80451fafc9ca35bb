"""Parts running text into sentences and masks the policies in them, so that phrase tables can speak of policies."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from civicgraph.extract.phrases import table
from civicgraph.extract.policies import Mention, bare_mentions, inside, mentions, resolved
from civicgraph.read.page import Page, lines

_END = re.compile(r"(?<=[a-zäöüß)“”\"»*0-9]{2})[.!?](?=[\s\u00a0]+[A-ZÄÖÜ„“\"»(])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:ca|bzw|Nr|Dr|Prof|ggf|ggfs|St|Str|Abs|evtl|inkl|Mio|Mrd|sog|vgl|Art|Tel|Hr|Fr|Ö)|\b[a-zA-Z]|\b\d{1,2})$"
)
MAX_SENTENCE = 2000
_MASK = "\ue000{}\ue001"


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
    for start, end in stretches:
        within = tuple(inside(named, start, end))
        if within:
            yield Sentence(start, end, _masked(page.prose, start, end, within), within)


def spans(page: Page, first: int | None = None, last: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield where sentences stand; a line feed always ends one, a full stop behind an abbreviation does not.

    first, last: offsets of the stretch to part, by default the whole running text.
    """
    begin, end = page.body.start if first is None else first, page.body.end if last is None else last
    for line in lines(page.prose, begin, end):
        start = line.start
        for stop in _END.finditer(line.text):
            if _ABBREVIATION.search(line.text[max(0, stop.start() - 12) : stop.start()]):
                continue
            yield start, line.start + stop.end()
            start = line.start + stop.end()
        if page.prose[start : line.end].strip():
            yield start, line.end


def is_question(sentence: Sentence) -> bool:
    """Tell whether a sentence asks: then it states nothing."""
    return sentence.masked.rstrip(' \u00a0\n)“”"').endswith("?")


def is_denied(text: str) -> bool:
    """Tell whether a stretch of text holds a word that denies, doubts or intends."""
    words = set(re.findall(r"[a-zäöüß]+", text.casefold()))
    return bool(words & {row["word"] for row in table("negations")})


def _masked(text: str, start: int, end: int, within: tuple[Mention, ...]) -> str:
    parts, at = [], start
    for index, mention in enumerate(within):
        parts += [text[at : mention.start], _MASK.format(index)]
        at = mention.end
    return "".join([*parts, text[at:end]])[:MAX_SENTENCE]


@cache
def phrases(name: str, letters: str) -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """Compile a phrase table whose capital letters stand for masked policies; groups carry the letter in small."""
    return tuple((re.compile(_unmasked(row["pattern"], letters), re.IGNORECASE), row) for row in table(name))


def _unmasked(pattern: str, letters: str) -> str:
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
