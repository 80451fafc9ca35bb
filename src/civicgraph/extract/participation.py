"""Finds participation of residents: conferences, surveys, online participation, named so in the concept scheme."""

import re
from functools import cache

from civicgraph.dates import When
from civicgraph.extract.citing import place
from civicgraph.extract.phrases import any_of
from civicgraph.extract.policies import Mention, inside
from civicgraph.extract.prose import is_denied
from civicgraph.iri import slug
from civicgraph.read.page import Page, collapse
from civicgraph.record import About, Participation, Thing
from civicgraph.vocab import scheme


@cache
def _words() -> re.Pattern[str]:
    words = {w for c in scheme("participation-kind").concepts.values() for w in c.wordings}
    ordered = tuple(sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?<![\w-])(?P<word>{any_of(ordered)})(?:[^\S\n]+[„“”\"](?P<name>[^„“”\"\n]{{2,100}})[“”\"])?(?![\w*-])"
    )


def participations(page: Page, start: int, end: int, about: About | None, when: When | None) -> list[Participation]:
    """Return the participations named between two offsets, each kind and name once."""
    found: dict[str, Participation] = {}
    for match in _words().finditer(page.prose, start, end):
        kind = scheme("participation-kind").code(match.group("word"))
        if kind is None:
            continue
        name = collapse(match.group("name") or match.group("word"))
        key = slug(match.group("name") or scheme("participation-kind").label(kind))
        cites = place(page, "", match.start(), match.end())
        known = found.get(key)
        found[key] = Participation(
            cites=(*known.cites, *cites) if known is not None else cites,
            key=key,
            name=known.name if known is not None else name,
            participation_kind=kind,
            about=about,
            when=when,
        )
    return list(found.values())


def in_prose(page: Page, named: list[Mention], spans: list[tuple[int, int]], policies: set[str]) -> list[Thing]:
    """Return participations told of in sentences that name one of the page's policies; about that policy."""
    things: list[Thing] = []
    for start, end in spans:
        told_of = {m.key for m in inside(named, start, end)} & policies
        sentence = page.prose[start:end]
        if len(told_of) == 1 and not sentence.rstrip().endswith("?") and not is_denied(sentence):
            told = participations(page, start, end, About(noun="policy", key=told_of.pop()), None)
            things += [t for t in told if t.participation_kind != "other"]  # "Beteiligung" alone names no event
    return things
