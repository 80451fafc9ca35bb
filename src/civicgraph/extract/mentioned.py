"""Finds the persons whom running text names: with an office, a salutation or a party, or below a letter."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

import msgspec

from civicgraph.extract.bodies import classify
from civicgraph.extract.citing import place
from civicgraph.extract.header import person_things
from civicgraph.extract.openings import matches_at
from civicgraph.extract.people import TITLES, Named, faction_name, one
from civicgraph.extract.phrases import any_of, table
from civicgraph.extract.policy_names import settlements
from civicgraph.iri import slug
from civicgraph.read.page import Page, lines
from civicgraph.record import Membership, Person, Thing
from civicgraph.vocab import scheme

_UPPER, _LOWER = "A-ZÀ-ÖØ-ÞĀ-Žƀ-ɏİ", "a-zß-öø-ÿĀ-žƀ-ɏ"
_PART = rf"[{_UPPER}](?:[{_LOWER}’']{{1,30}}|[{_UPPER}]{{1,30}})"
_WORD = rf"(?:[OD]['’])?{_PART}(?:-{_PART}){{0,2}}"
_INITIAL = r"[A-ZÄÖÜ]\."
_B = r"[^\S\n]{1,2}"
_PARTICLE = rf"(?:(?:von|van|de|del|zu|zur|vom|ter|ten|el|al){_B}(?:der{_B}|den{_B}|dem{_B}|und{_B}zu{_B})?)?"
_NAME = (
    rf"(?P<name>{TITLES}(?:(?:von|van|de){_B}(?:der{_B})?)?(?:{_INITIAL}[^\S\n]{{0,2}}){{0,2}}{_WORD}"
    rf"(?:{_B}{_PARTICLE}(?:{_INITIAL}[^\S\n]{{0,2}})?{_WORD}){{0,2}})(?![\wäöüß]|-\w)"
)
_SALUTATION = r"(?:Herrn?|Frau)"
_ARTICLE = re.compile(r"\b(?:[Dd]e[rsmn]|[Ii]m|[Vv]om|[Bb]eim|[Zz]um)\s$")
_SIGNATURE = re.compile(rf"{_NAME}(?:\s?\([^()]{{1,40}}\))?(?:,\s{{1,2}}(?P<role>[A-ZÄÖÜ][\wäöüß. -]{{2,60}}))?")
_RUN = re.compile(r"[\w-]+")
MAX_NAME = 400
"""A name with all its titles is no longer than this."""
MAX_LINE = 120
"""A line longer than this is no signature."""
MAX_SIGNATURES = 8
"""So many lines below "unterzeichnet von:" may hold names."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The forms: an office and a name, a salutation and a name, an academic title and a name, a name and a party in brackets."""
    words = {w for c in scheme("person-role").concepts.values() for w in c.wordings}
    endings = "|".join(row["ending"] for row in table("office_endings"))
    office = (
        rf"(?P<role>{any_of(tuple(sorted(words, key=lambda w: (-len(w), w))))}|[A-ZÄÖÜ][a-zäöüß-]{{2,40}}?(?:{endings}))"
        r"(?P<ending>['’*:_/]-?in(?:nen)?)?(?:e?[ns])?,?[^\S\n]{1,3}(?:a\.\s?D\.[^\S\n]{1,3})?"
    )
    greeted = rf"(?P<salutation>{_SALUTATION})[^\S\n]{{1,3}}"
    return (
        re.compile(
            rf"(?<![\wäöüß-])(?:{greeted})?{office}(?:(?:{_SALUTATION})[^\S\n]{{1,3}}|{_again(office)})?{_NAME}"
        ),
        re.compile(rf"(?<![\wäöüß-]){greeted}{_NAME}"),
        re.compile(
            rf"(?<![\wäöüß-])(?P<salutation>Herren)[^\S\n]{{1,3}}(?:{_WORD}[^\S\n](?:und|u\.)[^\S\n]{{1,2}})?{_NAME}"
        ),
        re.compile(rf"(?<![\wäöüß-])(?P<salutation>Herren)[^\S\n]{{1,3}}{_NAME}(?=[^\S\n](?:und|u\.)[^\S\n])"),
        re.compile(rf"(?<![\wäöüß-])(?=(?:Dr|Prof|Dipl)\b){_NAME}"),
        re.compile(rf"(?<![\wäöüß.-]){_NAME}(?=\s?\(\s?{_party()}(?![\wäöüß]|\s?:?\s?\d))"),
    )


def _again(office: str) -> str:
    """Return the pattern of a second office ("Erster Beigeordneter und Kämmerer" has none, "Herr Stadtrat Dezernent N." has)."""
    return office.replace("?P<role>", "?:").replace("?P<ending>", "?:")


@cache
def _opens_office() -> re.Pattern[str]:
    """The words with which an office may begin: the first of each wording, or a compound that ends like an office."""
    first = {_RUN.match(w) for c in scheme("person-role").concepts.values() for w in c.wordings}
    words = "|".join(sorted(re.escape(match.group()) for match in first if match is not None))
    endings = "|".join(row["ending"] for row in table("office_endings"))
    return re.compile(rf"(?:{words})|[A-ZÄÖÜ][a-zäöüß-]{{2,40}}?(?:{endings})")


@cache
def _party_bracket() -> re.Pattern[str]:
    return re.compile(rf"\(\s?{_party()}(?![\wäöüß]|\s?:?\s?\d)")


@cache
def _party() -> str:
    names = tuple(sorted({row["wording"] for row in table("factions")}, key=lambda w: (-len(w), w)))
    return rf"(?:(?:Rats|Stadtrats|Gemeinderats)?[Ff]raktion[^\S\n]{{1,2}}(?:(?:der|von|die)[^\S\n]{{1,2}})?)?(?P<party>{any_of(names)})"


@cache
def _of_party() -> re.Pattern[str]:
    """The party behind a name: "(SPD)", "(CDU-Fraktion)", ", FDP," or ", FDP:"."""
    return re.compile(
        rf"\s?\(\s?{_party()}(?![\wäöüß])[^()\n]{{0,40}}\)|,[^\S\n]{_party().replace('?P<party>', '?P<after>')}(?:-[Ff]raktion)?(?=[,:])"
    )


@cache
def _no_names() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("not_persons")))


@cache
def _signing() -> re.Pattern[str]:
    words = "|".join(row["pattern"] for row in table("signature_words"))
    return re.compile(rf"\s{{0,40}}(?:{words})\s{{0,3}}:?\s{{0,3}}", re.IGNORECASE)


def persons(page: Page, known: Sequence[Thing]) -> list[Thing]:
    """Return the persons of titles and running text with offices and parties.

    A bare family name is the one known person of that name, unless it comes with an office that this person does not hold.
    """
    found: list[tuple[Named, int, int]] = []
    for start, end in [*_titles(page), (page.body.start, page.body.end)]:
        towns = settlements(page.prose[start:end])
        found += [*_named(page.prose, start, end, towns), *_signed(page, start, end)]
    full = {t.key: t.family_name for t in known if isinstance(t, Person) and t.given_name is not None}
    full |= {n.key: n.family_name for n, _, _ in found if n.given_name is not None}
    keys: dict[str, set[str]] = defaultdict(set)
    for key, family in full.items():
        keys[slug(family or "")].add(key)
    offices = _offices(known, found)
    things: list[Thing] = []
    for named, start, end in found:
        same = keys[slug(named.family_name or "")] if named.given_name is None else set()
        same = {key for key in same if named.role is None or not offices[key] or named.role in offices[key]}
        cites = place(page, "", start, end)
        if len(same) == 1:
            told = person_things(msgspec.structs.replace(named, key=next(iter(same))), cites)
            things += [thing for thing in told if not isinstance(thing, Person)]
        else:
            things += person_things(named, cites)
    return things


def _offices(known: Iterable[Thing], found: Iterable[tuple[Named, int, int]]) -> dict[str, set[str]]:
    """Return the offices that a page gives each person who is named in full, by key."""
    offices: dict[str, set[str]] = defaultdict(set)
    for thing in known:
        if isinstance(thing, Membership) and thing.role is not None:
            offices[thing.person].add(thing.role)
    for named, _, _ in found:
        if named.given_name is not None and named.role is not None:
            offices[named.key].add(named.role)
    return offices


def _titles(page: Page) -> list[tuple[int, int]]:
    fields = (page.field("title", 1), page.field("subject"))
    return [(f.span.start, f.span.end) for f in fields if f is not None and f.span.end <= page.body.start]


def _named(text: str, start: int, end: int, towns: frozenset[str]) -> Iterator[tuple[Named, int, int]]:
    """Yield who is named between two offsets, and where."""
    *opened, of_party = _patterns()
    offsets: list[list[int]] = [[] for _ in opened]
    for word in _RUN.finditer(text, start, end):
        for form in _opens(word.group()):
            offsets[form].append(word.start())
    matches = [
        match for one, at in zip(opened, offsets, strict=True) for match in matches_at(one, at, text, start, end)
    ]
    for match in (*matches, *_bracketed(of_party, text, start, end)):
        named = _read(text, match, towns)
        if named is not None:
            yield named, match.start(), named.end


def _bracketed(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the names right before a party in brackets."""
    done = start
    for bracket in _party_bracket().finditer(text, start, end):
        words = _RUN.finditer(text, max(done, bracket.start() - MAX_NAME), bracket.start())
        match = next((m for word in words if (m := pattern.match(text, word.start(), end))), None)
        if match is not None:
            yield match
            done = match.end()


@lru_cache(maxsize=65536)
def _opens(word: str) -> tuple[int, ...]:
    """Return which of the forms may begin with a word, by their place among the patterns; the party in brackets is none of them."""
    forms = (
        word in ("Herr", "Herrn", "Frau") or _opens_office().match(word) is not None,
        word in ("Herr", "Herrn", "Frau"),
        word == "Herren",
        word == "Herren",
        word.startswith(("Dr", "Prof", "Dipl")),
    )
    return tuple(index for index, may in enumerate(forms) if may)


def _read(text: str, match: re.Match[str], towns: frozenset[str]) -> Named | None:
    """Return the person of a match, `end` in the text; None where the name is none, or the office may be a body's name."""
    groups = match.groupdict()
    name = _trimmed(match.group("name"))
    named = _one(name) if name and name not in towns and faction_name(name) is None else None
    if named is None or named.noun != "person":
        return None
    role = groups.get("role")
    end = match.start("name") + len(name)
    is_bare = groups.get("salutation") is None and named.given_name is None and named.title is None
    kind = classify(role) if role and is_bare else "other"
    is_place = kind == "district-council" or (is_bare and role and scheme("person-role").code(role) == "resident")
    if is_place or (kind != "other" and _ARTICLE.search(text, max(0, match.start() - 8), match.start())):
        return None
    party = _of_party().match(text, end)
    return msgspec.structs.replace(
        named,
        role=scheme("person-role").code(role) if role else None,
        raw_role=f"{role}{groups.get('ending') or ''}" if role else None,
        faction=faction_name(party.group("party") or party.group("after")) if party else None,
        end=party.end() if party else end,
    )


_one = lru_cache(maxsize=4096)(one)


@lru_cache(maxsize=4096)
def _trimmed(name: str) -> str:
    """Return a name up to the first word that is none; "" where none is left, or only titles are."""
    for word in re.finditer(rf"{_WORD}\.?", name):
        if word.group(0).endswith("."):
            continue
        if _no_names().fullmatch(word.group(0)) or scheme("person-role").code(word.group(0)):
            kept = re.sub(rf"\s{_PARTICLE}$", "", name[: word.start()])
            return kept.strip() if re.search(rf"{_WORD}(?!\.|\w)", kept) else ""
    return name.strip()


def _signed(page: Page, start: int, end: int) -> Iterator[tuple[Named, int, int]]:
    """Yield who signs: the names alone on their lines, or behind "gez.", below the words of signing."""
    left = 0
    for line in lines(page.text, start, end):
        signing = _signing().match(line.text[:MAX_LINE])
        left = MAX_SIGNATURES if signing is not None else left
        if left == 0 or line.is_blank:
            continue
        at = line.start + (signing.end() if signing is not None else len(line.text) - len(line.text.lstrip()))
        match = _SIGNATURE.fullmatch(page.text[at : min(line.end, at + MAX_LINE)].rstrip())
        named = _read(match.string, match, frozenset()) if match is not None else None
        if named is not None and named.given_name is not None:
            yield named, at, at + named.end
        left = 0 if named is None and signing is None else left - 1
