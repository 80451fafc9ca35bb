"""Reads persons, their roles and parties, and groups, from the forms in use: "SVO Wind, Lars", "Herr BzStR Dr. N.", "Müller (SPD)"."""

import re
from functools import cache

import msgspec

from civicgraph.extract import bodies
from civicgraph.extract.phrases import any_of, table
from civicgraph.iri import person_key, slug
from civicgraph.read.page import collapse
from civicgraph.vocab import fold, scheme

TITLES = r"(?:(?:Dr|Prof|Dipl|Mag|Ing|med|jur|phil|rer|nat|h|c|pol)\.(?:-[A-Z][a-z]+\.)?[\s-]*|Professor(?:in)?\s+)*"
_SALUTATION = re.compile(r"^(?:Herrn?|Frau)\s+", re.IGNORECASE)
_PARTICLES = {"von", "van", "de", "der", "den", "zu", "zur", "zum", "vom", "del", "di", "da", "el", "al", "ten", "ter"}
_PHONE = re.compile(
    r"[\s,–-]*(?<![\wÄÖÜäöüß])(?:Tel(?:efon)?|Durchwahl|App)\b\.?\s*(?:Nr\.)?:?\s*[\d(+/].*$", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:^|\s)\d{1,2}\.\s+(?=\S)")
_GROUP = re.compile(r"(?:fraktion|gruppe|koalition|wählergemeinschaft|bürgerliste|ratsgruppe)\b", re.IGNORECASE)
_UNIT = re.compile(
    r"\d|\b(?:Amt|Fachbereich|Bereich|Referat|Dezernat|Büro|Stabsstelle|Abteilung|Verwaltung|Eigenbetrieb|g?GmbH|AG|eG|AöR|e\.\s?V)(?![\wäöüß])"
)
_ARTICLE = re.compile(r"^(?:[Dd]ie|[Dd]er)\s(?=.{1,40}(?:[Ff]raktion|[Gg]ruppe)\b|(?:[Ff]raktion|[Gg]ruppe)\b)")
_COUNCIL_END = re.compile(r"(?<=raktion)\s(?:im|in\sder|in)\s[A-ZÄÖÜ][^.:;?!]{2,60}$")
"""Where a faction sits: "FDP-Fraktion im Rat der Stadt N."."""
_FACTION_START = re.compile(r"^(?:[A-ZÄÖÜ][a-zäöüß]{2,20})?(?:[Ff]raktion|[Gg]ruppe)\s+(?:(?:der|von|die)\s+)?")
_FACTION_END = re.compile(
    r"(?:[\s-]\s?(?:BVV-|[A-ZÄÖÜ][\wäöüß]{1,24})?(?:[Ff]raktion|[Gg]ruppe)|(?<=[A-ZÄÖÜ])(?:Rats)?[Ff]raktion)$"
)
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
"""What stands behind a name in brackets: the party or faction of a person."""
_WORD = r"[A-ZÄÖÜÀ-Þ][\w'’.ÄÖÜäöüß-]*"


class Named(msgspec.Struct, frozen=True):
    """A person or group as named. noun: person, faction, body or unit; role: code; offsets relative to the text given."""

    noun: str
    key: str
    name: str
    family_name: str | None = None
    given_name: str | None = None
    title: str | None = None
    role: str | None = None
    raw_role: str | None = None
    faction: str | None = None
    start: int = 0
    end: int = 0


@cache
def _roles() -> re.Pattern[str]:
    words = {w for c in scheme("person-role").concepts.values() for w in c.wordings}
    inflected = {f"{w}n" for w in words if w.endswith("ordnete")}  # "Anfrage des Kreistagsabgeordneten N."
    ordered = tuple(sorted(words | inflected, key=lambda w: (-len(w), w)))
    return re.compile(rf"({any_of(ordered)})(?=[\s:,]|$)")


@cache
def _affiliation() -> re.Pattern[str]:
    """Where someone is from, behind a name: "Eva Ott vom Ingenieurbüro N."; a noble name has no such noun."""
    nouns = "|".join(row["pattern"] for row in table("affiliation_nouns"))
    return re.compile(
        rf"\s{{1,9}}(?:vom|von(?:\s{{1,9}}de[rmn])?|aus|für)\s{{1,9}}(?:[\w.&-]{{1,40}}\s{{1,9}}){{0,3}}?(?:{nouns})(?![a-zäöüß]).*$",
        re.DOTALL,
    )


@cache
def _party() -> re.Pattern[str]:
    words = tuple(sorted((r["wording"] for r in table("factions")), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"\s*(?:\(\s*(?:(?:Fraktion|Gruppe|Ratsgruppe)\s+(?:(?:der|die|von)\s+)?)?({any_of(words)})[^()]*\)|[/,–-]\s*({any_of(words)})(?:-Fraktion)?)\s*$"
    )


@cache
def faction_name(words: str) -> str | None:
    """Return the short name of a party or faction that is worded so, or None."""
    bare = _COUNCIL_END.sub("", _ARTICLE.sub("", collapse(words)))
    short = _FACTION_END.sub("", _FACTION_START.sub("", bare)).strip(" -")
    known = {fold(row["wording"]): row["name"] for row in table("factions")}
    return known.get(fold(words)) or known.get(fold(bare)) or known.get(fold(short))


def people(value: str) -> list[Named]:
    """Return who is named in a header value, in order; several are parted by semicolons, slashes or numbers."""
    groups = _factions(value)
    if groups:
        return groups
    found = []
    for start, end in _pieces(value):
        named = one(value[start:end])
        if named is not None:
            found.append(msgspec.structs.replace(named, start=named.start + start, end=named.end + start))
    return found


def _factions(value: str) -> list[Named]:
    """Return the factions of a value that names nothing else: "CDU, SPD", "Fraktionen von SPD und CDU"."""
    bare = re.sub(r"^\s*(?:die\s+)?Fraktionen\s+(?:(?:von|der)\s+)?", "", value)
    pieces = [
        p
        for p in re.split(r"\s*(?:[,;]|(?<!90)/(?!\s*(?:Die\s+)?(?:Grüne|GRÜNE|DIE\s+GRÜNE|CSU))|\bund\b)\s*", bare)
        if p.strip()
    ]
    names = [faction_name(piece) for piece in pieces]
    if len(pieces) < 2 or not all(names):
        return []
    return [Named("faction", slug(n), n, start=0, end=len(value)) for n in dict.fromkeys(names) if n is not None]


def _pieces(value: str) -> list[tuple[int, int]]:
    cuts = [(m.start(), m.end()) for m in re.finditer(r"\s*[;\n]\s*|\s+/\s+|\s+und\s+(?=[A-ZÄÖÜ])", value)]
    cuts += [(m.start(), m.end()) for m in _NUMBERED.finditer(value)]
    comma_parts = list(re.finditer(r"\s*,\s*", value))
    if (
        len(comma_parts) in (3, 5)
        and not cuts
        and all(re.fullmatch(r"[A-ZÄÖÜ][\wäöüß-]+", p) for p in re.split(r"\s*,\s*", value))
    ):
        cuts = [(m.start(), m.end()) for m in comma_parts[1::2]]  # "Wind, Lars, Sturm, Eva"
    if comma_parts and not cuts and any(faction_name(p) or _GROUP.search(p) for p in re.split(r"\s*,\s*", value)):
        cuts = [(m.start(), m.end()) for m in comma_parts]  # "FDP-Fraktion, Stadträtin Vera Noll"
    pieces, start = [], 0
    for cut_start, cut_end in sorted(cuts):
        pieces.append((start, cut_start))
        start = cut_end
    return [(a, b) for a, b in [*pieces, (start, len(value))] if value[a:b].strip()]


def one(piece: str) -> Named | None:
    """Return the person, faction or unit that one piece of text names, or None where nothing is left of it."""
    start = len(piece) - len(piece.lstrip())
    text = _PHONE.sub("", piece.strip()).strip(" ,;-")
    end = start + len(text)
    if not text or re.fullmatch(r"N\.\s?N\.", text):
        return None
    organisation = _organisation(text, start, end)
    if organisation is not None:
        return organisation
    bare, role, raw_role = split_role(text)
    bare, faction = _split_party(bare)
    bare = _affiliation().sub("", bare) if "," not in bare else bare
    if not bare:
        return None
    title, bare = split_title(_SALUTATION.sub("", bare))
    family, given = _family_and_given(bare)
    name = " ".join(p for p in (title, given, family or bare) if p)
    return Named(
        "person", person_key(family, given, bare), name, family, given, title, role, raw_role, faction, start, end
    )


def _organisation(text: str, start: int, end: int) -> Named | None:
    party = faction_name(text)
    if party is not None or (_GROUP.search(_BRACKET.sub("", text)) and "," not in text):
        name = party or collapse(text)
        return Named("faction", slug(name), name, start=start, end=end)
    kind, (rest, role, _) = bodies.classify(text), split_role(text)
    is_office_holder = role is not None and bool(rest)
    if kind not in ("other", "administration") and "," not in text and not is_office_holder:
        return Named("body", bodies.body_key(text), collapse(text), start=start, end=end)
    if _UNIT.search(text):
        return Named("unit", slug(text), collapse(text), start=start, end=end)
    if re.search(r"(?:amt|magistrat|senat|vorstand|verwaltung)$", text, re.IGNORECASE) and " " not in text:
        return Named("unit", slug(text), text, start=start, end=end)
    return None


def split_role(text: str) -> tuple[str, str | None, str | None]:
    """Split leading role words ("Herr Stadtrat Dr. N." → "Dr. N.", code, raw role); several roles keep the first."""
    rest = _SALUTATION.sub("", text)
    code = raw = None
    while (match := _roles().match(rest)) is not None and not re.fullmatch(
        r"\s*,\s*[A-ZÄÖÜ][\w-]+\s*", rest[match.end() :]
    ):
        code = code or scheme("person-role").code(match.group(1)) or scheme("person-role").code(match.group(1)[:-1])
        raw = raw or match.group(1)
        rest = _SALUTATION.sub("", rest[match.end() :].lstrip(" :,\u00a0"))
        if not rest:
            break
    return rest, code, raw


def _split_party(text: str) -> tuple[str, str | None]:
    match = _party().search(text)
    if match is None:
        return text, None
    return text[: match.start()].strip(), faction_name(match.group(1) or match.group(2))


def split_title(text: str) -> tuple[str | None, str]:
    """Split academic titles from the beginning of a name."""
    match = re.match(TITLES, text)
    length = match.end() if match else 0
    title = collapse(text[:length]) or None
    return title, text[length:].strip()


def _family_and_given(text: str) -> tuple[str | None, str | None]:
    """Return (family, given) of "Family, Given" or "Given Family"; a single word is a family name."""
    if "," in text:
        family, _, given = (collapse(part) for part in text.partition(","))
        _, given = split_title(given)
        return family or None, given or None
    words = collapse(text).split(" ")
    if len(words) < 2:
        return (words[0] or None), None
    particle = next((i for i, w in enumerate(words) if i and w in _PARTICLES), len(words) - 1)
    return " ".join(words[particle:]), " ".join(words[:particle])


@cache
def in_prose() -> re.Pattern[str]:
    """A person with salutation, role or both in running text: groups role and name."""
    words = {w for c in scheme("person-role").concepts.values() for w in c.wordings}
    roles = any_of(tuple(sorted(words, key=lambda w: (-len(w), w))))
    particle = "(?:von|van|de|der|zu)"
    return re.compile(
        rf"(?:(?:Herrn?|Frau)\s+)?(?P<role>{roles})\s+(?:(?:Herrn?|Frau)\s+)?(?P<name>{TITLES}(?:{particle}\s+){{0,2}}{_WORD}(?:\s+(?!{roles}\b){_WORD}){{0,2}})"
        rf"|(?:Herrn?|Frau)\s+(?P<plain>{TITLES}(?:{particle}\s+){{0,2}}{_WORD}(?:\s+{_WORD}){{0,1}})"
    )
