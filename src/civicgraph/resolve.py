"""Turns the names of all pages into identities: one preferred name per node, and joins of nodes that are one thing."""

import re
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from civicgraph.extract.bodies import body_key
from civicgraph.extract.people import split_title
from civicgraph.extract.phrases import table
from civicgraph.iri import slug
from civicgraph.record import (
    Body,
    Finding,
    Funding,
    Identity,
    Join,
    Membership,
    Name,
    Organisation,
    PageRecords,
    Paper,
    Person,
    Policy,
)
from civicgraph.source import Alias

Key = tuple[str, str]


class Seen(msgspec.Struct):
    """What was seen of one node: all its names, and those that stood in a field that prefers them."""

    names: set[str]
    preferred: set[str]
    detail: str = ""


def resolve(pages: Iterable[PageRecords], aliases: tuple[Alias, ...]) -> Identity:
    """Return preferred names and joins over all pages of a source. A pure function of their set, not of their order."""
    seen: dict[Key, Seen] = {}
    joins: set[Join] = set()
    offices: dict[str, Office] = defaultdict(lambda: Office(set()))
    for page in pages:
        joins |= set(page.joins)
        for thing in page.things:
            _see(thing, seen)
            _hold(thing, offices)
    joins |= set(_aliased(aliases, seen))
    joins |= _one_council(seen) | _same_family_name(seen, offices)
    canonical = _canonical(sorted(joins, key=_strength), seen)
    kept = {told for j in joins if (told := _towards_end(j, joins, canonical)) is not None}
    names = tuple(_name(key, seen[key], canonical.get(key, key[1])) for key in sorted(seen))
    joined = tuple(sorted(kept, key=lambda j: (j.noun, j.alias, j.canonical, j.rule)))
    return Identity(names=names, joins=joined, findings=(*_shared_keys(seen), *_two_capacities(offices)))


def naming(page: PageRecords) -> PageRecords:
    """Return a page with no more than what `resolve` looks at."""
    named = (
        msgspec.structs.replace(thing, cites=(), details=())
        for thing in page.things
        if isinstance(thing, Body | Organisation | Person | Policy | Funding | Membership)
        or (isinstance(thing, Paper) and thing.clerks)
    )
    return msgspec.structs.replace(page, things=tuple(named), findings=(), uses=())


def _shared_keys(seen: dict[Key, Seen]) -> Iterable[Finding]:
    """Yield a finding for names that are spelt differently and give one IRI ("Müller" and "Mueller"): they may be two."""
    for (noun, key), known in sorted(seen.items()):
        spelt = {re.sub(r"\W", "", split_title(name)[1].casefold()) for name in known.names}
        if noun != "body" and len(spelt) > 1:
            told = " / ".join(sorted(known.names))
            yield Finding(
                "warning",
                "names-share-iri",
                f"Verschieden geschriebene Namen ergeben eine IRI ({noun}/{key}): sind es zwei, in source.toml benennen.",
                f"Names that are spelt differently give one IRI ({noun}/{key}): if they are two, say so in source.toml.",
                value=told,
            )


def _see(thing: object, seen: dict[Key, Seen]) -> None:
    nouns: dict[type, str] = {Body: "body", Person: "person", Policy: "policy", Funding: "funding"}
    noun = thing.noun if isinstance(thing, Organisation) else nouns.get(type(thing))
    if noun is None or not thing.name:  # type: ignore[attr-defined]  # what the source leaves without a name has none here
        return
    known = seen.setdefault((noun, thing.key), Seen(set(), set()))  # type: ignore[attr-defined]
    known.names.add(thing.name)  # type: ignore[attr-defined]
    if isinstance(thing, Body):
        known.detail = thing.classification
        if thing.preferred:
            known.preferred.add(thing.name)
    if isinstance(thing, Person) and thing.given_name:
        known.detail = thing.family_name or ""


def _name(key: Key, known: Seen, canonical: str) -> Name:
    """Choose a node's name: bodies as in the Gremium field, else the shortest; persons with their titles, so the longest."""
    noun, own = key
    choices = known.preferred or known.names
    best = min(choices, key=lambda n: (-len(n) if noun == "person" else len(n), n))
    return Name(noun=noun, key=own, preferred=best, others=tuple(sorted(known.names - {best})), canonical=canonical)


def _aliased(aliases: tuple[Alias, ...], seen: dict[Key, Seen]) -> Iterable[Join]:
    """Yield what source.toml says, for nodes that are in the pages; the name it points to becomes a node if need be."""
    for alias in aliases:
        key_of = body_key if alias.kind == "body" else slug
        one, other = key_of(alias.name), key_of(alias.of)
        if alias.kind == "person":
            one, other = (_person_key(alias.name, seen), _person_key(alias.of, seen))
        if one == other or (alias.kind, one) not in seen:
            continue
        known = seen.setdefault((alias.kind, other), Seen({alias.of}, set(), seen[alias.kind, one].detail))
        known.preferred.add(alias.of)
        yield Join(noun=alias.kind, alias=one, canonical=other, kind="corrected", rule="alias-in-source")


def _person_key(name: str, seen: dict[Key, Seen]) -> str:
    return next(
        (key for (noun, key), known in sorted(seen.items()) if noun == "person" and name in known.names), slug(name)
    )


def _one_council(seen: dict[Key, Seen]) -> set[Join]:
    """A municipality has one council: its bare names are one body."""
    bare = [row["key"] for row in table("one_council")]
    present = [key for key in bare if ("body", key) in seen]
    if len(present) < 2:
        return set()
    chosen = next((k for k in present if seen["body", k].preferred), present[0])
    return {
        Join(noun="body", alias=k, canonical=chosen, kind="inferred", rule="one-council")
        for k in present
        if k != chosen
    }


class Office(msgspec.Struct):
    """In which capacities a person is named: codes of roles, and whether as the clerk of a paper."""

    roles: set[str]
    is_clerk: bool = False


def _hold(thing: object, offices: dict[str, Office]) -> None:
    """Note in which capacities a record names persons, by their keys."""
    if isinstance(thing, Membership) and thing.role is not None:
        offices[thing.person].roles.add(thing.role)
    if isinstance(thing, Paper):
        for clerk in thing.clerks:
            offices[clerk].is_clerk = True


def _same_family_name(seen: dict[Key, Seen], offices: dict[str, Office]) -> set[Join]:
    """A bare family name is the one person of that family name, where only one is named in full and no capacity speaks against it.

    A clerk is never taken for an office holder, nor the holder of one office for that of another.
    """
    full: dict[str, list[str]] = defaultdict(list)
    for (noun, key), known in seen.items():
        if noun == "person" and known.detail:
            full[slug(known.detail)].append(key)
    return {
        Join(noun="person", alias=key, canonical=full[key][0], kind="inferred", rule="one-of-that-family-name")
        for (noun, key), known in seen.items()
        if noun == "person" and not known.detail and len(full.get(key, [])) == 1
        if _may_be_one(offices.get(key, Office(set())), offices.get(full[key][0], Office(set())))
    }


def _may_be_one(bare: Office, full: Office) -> bool:
    if bare.is_clerk != full.is_clerk:
        return False
    return not bare.roles or bool(bare.roles & full.roles)


def _two_capacities(offices: dict[str, Office]) -> Iterable[Finding]:
    """Yield a finding for a name that is a clerk's on one page and an office holder's on another: they may be two persons."""
    for key, office in sorted(offices.items()):
        if office.is_clerk and office.roles:
            yield Finding(
                "warning",
                "clerk-and-office-holder",
                f"Ein Name steht für Bearbeitung und für ein Amt (person/{key}): sind es zwei Personen, in source.toml benennen.",
                f"One name stands for a clerk and for an office holder (person/{key}): if they are two, say so in source.toml.",
                value=", ".join(sorted(office.roles)),
            )


def _towards_end(join: Join, joins: set[Join], canonical: dict[Key, str]) -> Join | None:
    """Return a join as it took effect: from the other node to the one that both are taken to be.

    A join that leads on over another one is no surer than the least sure of those that lead to the same node.
    """
    end = canonical.get((join.noun, join.alias))
    alias = join.alias if join.alias != end else join.canonical
    if end is None or alias == end or canonical.get((join.noun, alias)) != end:
        return None
    kind = join.kind
    if end not in (join.alias, join.canonical):
        same = [j for j in joins if j.noun == join.noun and canonical.get((j.noun, j.alias)) == end]
        kind = max(same, key=lambda j: _strength(j)[0]).kind
    return msgspec.structs.replace(join, alias=alias, canonical=end, kind=kind)


def _strength(join: Join) -> tuple[int, str, str, str]:
    """Order joins by how sure they are: corrected, stated, derived, inferred."""
    return ["corrected", "stated", "derived", "inferred"].index(join.kind), join.noun, join.alias, join.canonical


def _canonical(joins: list[Join], seen: dict[Key, Seen]) -> dict[Key, str]:
    """Follow joins to their end: every node gets the one node it is taken to be. A surer join wins; circles end."""
    target: dict[Key, str] = {}

    def end(noun: str, key: str) -> str:
        while (noun, key) in target:
            key = target[noun, key]
        return key

    for join in joins:
        one, other = end(join.noun, join.alias), end(join.noun, join.canonical)
        if one != other and (join.noun, one) in seen and (join.noun, other) in seen:
            target[join.noun, one] = other
    return {key: end(*key) for key in seen}
