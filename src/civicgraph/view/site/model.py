"""The site's things: papers, policies, bodies, persons and meetings, each with all that its page says."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import msgspec

from civicgraph.view.cited import Citations
from civicgraph.view.corrected import Corrected
from civicgraph.view.lineage.model import Words
from civicgraph.view.places import Page, Place
from civicgraph.view.questions.model import Asking


class Alternate(msgspec.Struct, frozen=True):
    """The same thing in another form. href: as its page links it; type: media type."""

    href: str
    type: str


Alternates: TypeAlias = Callable[[str, str], Sequence[Alternate]]
"""Other forms of a thing, by its IRI and the path of its page."""


class Link(msgspec.Struct, frozen=True, order=True):
    """A thing by name. iri: it is a link where the site has a page of it."""

    name: str
    iri: str


class Stop(msgspec.Struct, frozen=True):
    """One station or event of a paper or policy. day: ISO, for sorting, "" where no date is known; when: in words, or as written.

    about: what was treated; body: None where the page names none; what: kind of event, where there is no body.
    meeting: IRI or ""; status: code of step-status or ""; role: consultation role; outcomes: as the pages write them.
    """

    iri: str
    day: str
    when: Words
    about: Link
    body: Link | None
    what: Words
    meeting: str
    status: str
    status_words: Words
    role: Words
    outcomes: list[str]
    places: list[Place]


class Differing(msgspec.Struct, frozen=True):
    """What two pages say differently of a thing. property: in words."""

    property: Words
    values: list[str]


class Paper(msgspec.Struct, frozen=True):
    """One paper. asking: its questions, None where it holds none; day: latest own day of its pages, "" where none has one.

    clerks: in private sites only.
    """

    iri: str
    number: str
    title: str
    type: Words
    day: str
    authors: list[Link]
    unit: str
    clerks: list[str]
    stops: list[Stop]
    asking: Asking | None
    follows: list[Link]
    followed: list[Link]
    policies: list[Link]
    differing: list[Differing]
    pages: list[Page]

    @property
    def name(self) -> str:
        """Number and title; the end of its IRI where it has neither."""
        return " ".join(part for part in (self.number, self.title) if part) or self.iri.rpartition("/")[2]


class Edge(msgspec.Struct, frozen=True):
    """Lineage seen from one policy. older: the other one is older; relation, kind: in words; kind_code: stated, inferred, …"""

    other: Link
    older: bool
    relation: Words
    kind: Words
    kind_code: str
    places: list[Place]


class Policy(msgspec.Struct, frozen=True):
    """One policy. names: further ones on the pages; papers: those whose pages tell of it."""

    iri: str
    name: str
    names: list[str]
    edges: list[Edge]
    stops: list[Stop]
    papers: list[Link]
    differing: list[Differing]
    pages: list[Page]


class Body(msgspec.Struct, frozen=True):
    """One body. stops: all that it treated, latest first."""

    iri: str
    name: str
    names: list[str]
    kind: Words
    stops: list[Stop]
    meetings: list[Link]
    members: list[Link]
    pages: list[Page]


class Office(msgspec.Struct, frozen=True):
    """One membership. role: as a concept; raw: as the page writes it; since, until: ISO days, "" where not stated."""

    role: Words
    raw: str
    of: Link | None
    since: str
    until: str


class Person(msgspec.Struct, frozen=True):
    """One person who may be named: offices, and what they wrote, asked and answered in a public role."""

    iri: str
    name: str
    offices: list[Office]
    wrote: list[Link]
    asked: list[Link]
    answered: list[Link]
    pages: list[Page]


class Item(msgspec.Struct, frozen=True):
    """One item of an agenda. number: "" where the page gives none."""

    number: str
    title: str
    papers: list[Link]
    outcomes: list[str]


class Meeting(msgspec.Struct, frozen=True):
    """One sitting. day: ISO, "" where not stated; time: as the page gives it, "17:00–19:30"; place: room and place."""

    iri: str
    name: str
    body: Link | None
    day: str
    time: str
    place: str
    occasion: str
    items: list[Item]
    pages: list[Page]


class Site(msgspec.Struct, frozen=True):
    """Everything that has a page, each kind in the order of its list; how its places are cited, and by IRI what a person corrected."""

    papers: list[Paper]
    policies: list[Policy]
    bodies: list[Body]
    persons: list[Person]
    meetings: list[Meeting]
    citations: Citations
    corrected: Mapping[str, list[Corrected]]
