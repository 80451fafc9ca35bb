"""Gathers what pages say of a paper: its own pages, those around its consultations, those of papers that answer it."""

import re
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

import msgspec

from civicgraph.link.consulted import Council
from civicgraph.link.contradictions import Group
from civicgraph.link.offers import ANSWERING, Offer
from civicgraph.link.register import Register
from civicgraph.link.repeated import in_own_words
from civicgraph.record import Answer, PageRecords, Paper, Question, Reference
from civicgraph.vocab import fold

T = TypeVar("T", Question, Answer)
_SUFFIX = re.compile(r"-\d{1,2}$")


class Dossiers:
    """The papers of a register of pages, one group at a time."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def group(self, paper: str) -> Group:
        """Return the pages about a paper, with those around it and those that answer it."""
        answering = [page for other in self._register.leads(f"answered by {paper}") for page in self._pages(other)]
        return Group(paper, tuple(self._pages(paper)), tuple(self._around(paper)), tuple(answering))

    def answers(self) -> None:
        """Find of every paper that answers which one it answers; groups made after that hold it."""
        for paper in self._register.leads(ANSWERING):
            self.answer(paper)

    def answer(self, paper: str) -> str | None:
        """Find which paper another one answers, None where none; groups made after that hold it."""
        target = self._answered(paper)
        if target is not None:
            self._register.offer(f"answers {paper}", [Offer(f"answered by {target}", paper)])
        return target

    def paper(self, key: str) -> str | None:
        """Return the key of the paper that a number means: its own, else the one paper that has it printed; None where none is read."""
        if self._register.is_offered(f"paper {key}"):
            return key
        numbered = self._register.leads(f"number {key}")
        return numbered[0] if len(numbered) == 1 else None

    def titled(self, title: str, day: date | None) -> str | None:
        """Return the one paper of a title; of several the one of that day. None where none or several are left."""
        titled = self._register.leads(f"title {fold(title)}")
        if len(titled) > 1 and day is not None:
            titled = [paper for paper in titled if day in self._days(paper)]
        return titled[0] if len(titled) == 1 else None

    def questions(self, paper: str) -> list[Question]:
        """Return the questions of a paper."""
        return unique(in_own_words(self._pages(paper)), Question)

    def _pages(self, paper: str) -> list[PageRecords]:
        """Return the pages about a paper; of a meeting's minutes what they ask and answer about it."""
        return [_narrowed(page, paper) for page in self._register.pages([f"paper {paper}"])]

    def _around(self, paper: str) -> list[PageRecords]:
        """Return the pages of a paper's consultations, their items, meetings and places, in the order of their digests."""
        leads = self._register.leads
        steps = leads(f"steps of {paper}")
        if not steps:
            return []
        items = sorted({item for step in steps for item in leads(f"items of {step}")})
        of_steps = {meeting for step in steps for meeting in leads(f"meetings of step {step}")}
        meetings = sorted(of_steps | {meeting for item in items for meeting in leads(f"meetings of item {item}")})
        places = sorted({place for meeting in meetings for place in leads(f"places of {meeting}")})
        told = {"step": steps, "item": items, "meeting": meetings, "place": places}
        council = Council(self._register.pages(f"{noun} {key}" for noun, keys in told.items() for key in keys))
        return [page for _, page in sorted({page.snapshot.sha256: page for page in council.around(paper)}.items())]

    def _days(self, paper: str) -> set[date]:
        return {
            p.when.earliest
            for p in _papers(self._pages(paper), paper)
            if p.when is not None and p.when.earliest is not None
        }

    def _answered(self, paper: str) -> str | None:
        """Return the paper that a paper answers: the one asking paper it names, else the one whose number it carries with a suffix.

        None where the paper is no answer, asks itself, or names several that ask.
        """
        pages = self._pages(paper)
        if _has(pages, Question) or not (_has(pages, Answer) and _is_answer(pages, paper)):
            return None
        references = [t for page in pages for t in page.things if isinstance(t, Reference)]
        named = {r.paper for r in references if r.paper is not None}
        for title in {fold(r.title) for r in references if r.title is not None}:
            titled = self._register.leads(f"title {title}")
            named |= set(titled) if len(titled) == 1 else set()
        asking = sorted(p for p in named if p != paper and _has(self._pages(p), Question))
        if asking:
            return asking[0] if len(asking) == 1 else None
        base = _SUFFIX.sub("", paper)
        return base if base != paper and _has(self._pages(base), Question) else None


def unique(pages: Iterable[PageRecords], kind: type[T]) -> list[T]:
    """Return the questions or answers of some pages, each key once, in the order of the first page that has it."""
    found: dict[tuple[str, str], T] = {}
    for page in pages:
        for thing in page.things:
            if isinstance(thing, kind):
                found.setdefault((thing.paper, thing.key), thing)
    return sorted(found.values(), key=lambda t: (t.paper, t.position, t.key))


def _narrowed(page: PageRecords, paper: str) -> PageRecords:
    if page.paper is not None:
        return page
    spoken = tuple(t for t in page.things if isinstance(t, Question | Answer) and t.paper == paper)
    return msgspec.structs.replace(page, paper=paper, things=spoken)


def _is_answer(pages: list[PageRecords], paper: str) -> bool:
    """Tell whether a paper calls itself an answer, or follows up on another paper."""
    follows = any(isinstance(t, Reference) and t.reference_kind == "follows-up" for page in pages for t in page.things)
    return (
        follows
        or any(p.paper_type == "answer-paper" for p in _papers(pages, paper))
        or _SUFFIX.search(paper) is not None
    )


def _papers(pages: list[PageRecords], paper: str) -> list[Paper]:
    """Return what pages say of a paper itself."""
    return [t for page in pages for t in page.things if isinstance(t, Paper) and t.key == paper]


def _has(pages: list[PageRecords], kind: type[Question] | type[Answer]) -> bool:
    return any(isinstance(t, kind) for page in pages for t in page.things)
