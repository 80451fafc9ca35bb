"""Reads how classes are drawn (terms.toml) and what classes and relations are called in German and English (the ontology)."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path

import msgspec
import pyoxigraph

from civicgraph.view.network.meta import Words

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


class Style(msgspec.Struct, frozen=True):
    """Shape and colour of a class, by the names that network.css and js/shapes.js know."""

    shape: str
    colour: str


class _Table(msgspec.Struct):
    shapes: list[str]
    colours: list[str]
    within: list[str]
    aside: list[str]
    foremost: list[str]
    leading: list[str]
    classes: dict[str, Style]
    relations: dict[str, Words]


def styles(classes: Iterable[str]) -> dict[str, Style]:
    """Return a pair of shape and colour for each class, no pair twice. Classes without a row get free pairs in the order of their names."""
    table = _table()
    free = [
        Style(shape, colour)
        for shape in table.shapes
        for colour in table.colours
        if Style(shape, colour) not in table.classes.values()
    ]
    found = {}
    for name in sorted(set(classes)):
        found[name] = table.classes.get(name) or free.pop(0)
    return found


def within() -> frozenset[str]:
    """Return the classes that are drawn only when asked for, as labels and connections say the same."""
    return frozenset(_table().within)


def aside() -> frozenset[str]:
    """Return the classes that are drawn only when asked for, as they say where something comes from or takes place."""
    return frozenset(_table().aside)


def foremost() -> frozenset[str]:
    """Return the classes whose labels are drawn before others."""
    return frozenset(_table().foremost)


def leading() -> frozenset[str]:
    """Return the relations that are drawn as thick arrows with their names."""
    return frozenset(_table().leading)


def relation_words(given: Mapping[str, Words], names: Iterable[str]) -> dict[str, Words]:
    """Return what each relation is called: as given, else as in terms.toml, else its name with blanks."""
    table = _table().relations
    return {name: given.get(name) or table.get(name) or _spelt(name) for name in names}


def class_words(given: Mapping[str, Words], names: Iterable[str]) -> dict[str, Words]:
    """Return what each class is called: as given, else its name with blanks."""
    return {name: given.get(name) or _spelt(name) for name in names}


def ontology_words(ontology: Path) -> dict[str, Words]:
    """Return the German and English labels of all terms that a Turtle file names in both languages, by local name."""
    labels: dict[str, dict[str, str]] = {}
    for triple in pyoxigraph.parse(path=str(ontology), format=pyoxigraph.RdfFormat.TURTLE):
        subject, predicate, literal = triple.subject, triple.predicate, triple.object
        if (
            isinstance(subject, pyoxigraph.NamedNode)
            and isinstance(literal, pyoxigraph.Literal)
            and predicate.value == LABEL
        ):
            labels.setdefault(re.split(r"[/#]", subject.value)[-1], {})[literal.language or ""] = literal.value
    return {name: Words(by["de"], by["en"]) for name, by in sorted(labels.items()) if {"de", "en"} <= by.keys()}


def _table() -> _Table:
    text = resources.files(__package__).joinpath("terms.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), _Table)


def _spelt(name: str) -> Words:
    """Return a local name as words: "leadUnit" reads "lead unit", "AgendaItem" reads "Agenda Item"."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name)
    words = spaced if name[:1].isupper() else spaced.lower()
    return Words(words, words)
