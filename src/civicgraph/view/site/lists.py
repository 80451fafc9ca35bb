"""Turns the things of a site into the lines of its lists, and into the figures of its start page."""

from collections.abc import Mapping

import msgspec

from civicgraph.view.lineage.model import Words
from civicgraph.view.questions.page import asked_words
from civicgraph.view.rendering import counted, on_day
from civicgraph.view.site.addresses import Addresses
from civicgraph.view.site.model import Body, Meeting, Paper, Person, Policy, Site

Thing = Paper | Policy | Body | Person | Meeting


class Row(msgspec.Struct, frozen=True):
    """One line of a list. more: what stands behind the name."""

    path: str
    name: str
    more: str


class Lists:
    """Names things in lists, in one language."""

    def __init__(self, words: Mapping[str, Words], lang: str, addresses: Addresses) -> None:
        self._words, self._lang, self._addresses = words, lang, addresses

    def row(self, thing: Thing, more: str | None = None) -> Row:
        """Return the line of a thing. more: what stands behind its name, None: what its kind has there."""
        name = thing.name
        if isinstance(thing, Meeting) and thing.day:
            name = f"{name}, {on_day(thing.day).of(self._lang)}"
        return Row(self._addresses.of(thing.iri), name, self._more(thing) if more is None else more)

    def open_row(self, paper: Paper) -> Row:
        """Return the line of a paper with how many of its questions have no answer."""
        left = counted(self._words, "left", paper.asking.open if paper.asking else 0)
        return self.row(paper, left.of(self._lang))

    def _more(self, thing: Thing) -> str:
        """Return what a list says of a thing beside its name."""
        if isinstance(thing, Paper):
            asked = asked_words([thing.asking], self._words) if thing.asking else None
            parts = [part.of(self._lang) for part in (thing.type, on_day(thing.day), asked) if part]
            return " · ".join(part for part in parts if part)
        if isinstance(thing, Body):
            return thing.kind.of(self._lang)
        if isinstance(thing, Person):
            return ", ".join(dict.fromkeys(office.role.of(self._lang) or office.raw for office in thing.offices))
        return ""


def figures(site: Site, pages: int) -> list[tuple[str, int]]:
    """Return what the start page counts: key of its words, and number. pages: read for the graph."""
    questions = [question for paper in site.papers if paper.asking for question in paper.asking.questions]
    parts = sum(question.parent is not None for question in questions)
    return [
        ("figure_pages", pages),
        ("figure_papers", len(site.papers)),
        ("figure_questions", len(questions) - parts),
        ("figure_parts", parts),
        ("figure_open", sum(question.status == "unanswered" for question in questions)),
        ("figure_policies", len(site.policies)),
        ("figure_bodies", len(site.bodies)),
        ("figure_meetings", len(site.meetings)),
    ]
