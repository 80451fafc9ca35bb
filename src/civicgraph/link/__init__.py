"""Turns the records of one paper's pages into alignments, answer statuses, resolved references and contradictions.

A pure function of the group: the pages that are about one paper, and what is known of the papers it names.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

import msgspec

from civicgraph.iri import paper_key
from civicgraph.link.again import again
from civicgraph.link.align import align
from civicgraph.link.answering import with_answers
from civicgraph.link.consulted import Council, consulted
from civicgraph.link.contradictions import Group, contradictions
from civicgraph.link.status import statuses
from civicgraph.record import Answer, AskedAgain, Links, PageRecords, Paper, Question, Reference, ResolvedReference
from civicgraph.vocab import fold

T = TypeVar("T", Question, Answer)
_ANSWERING = frozenset(("answer-paper", "statement"))


class Known(msgspec.Struct, frozen=True):
    """What a reference is compared with: a paper's key, its folded titles, its own days, and its questions."""

    paper: str
    titles: frozenset[str]
    days: frozenset[date] = frozenset()
    questions: tuple[Question, ...] = ()


def groups(pages: Iterable[PageRecords]) -> list[Group]:
    """Gather pages by the paper they are about, in the order of the papers' keys and the pages' digests."""
    by_paper: dict[str, list[PageRecords]] = defaultdict(list)
    known = list(pages)
    for page in known:
        if page.paper is not None:
            by_paper[page.paper].append(page)
        else:
            for paper, own in _spoken(page).items():
                by_paper[paper].append(own)
    council = Council(known)
    return with_answers(
        [
            Group(paper, _in_order(members), _in_order(council.around(paper)))
            for paper, members in sorted(by_paper.items())
        ]
    )


def _spoken(page: PageRecords) -> dict[str, PageRecords]:
    """Return what the minutes of a meeting ask and answer under each of its items, as a page about the item's paper."""
    spoken = sorted({t.paper for t in page.things if isinstance(t, Question | Answer)})
    return {
        paper: msgspec.structs.replace(
            page,
            paper=paper,
            things=tuple(t for t in page.things if isinstance(t, Question | Answer) and t.paper == paper),
        )
        for paper in spoken
    }


def _in_order(pages: Iterable[PageRecords]) -> tuple[PageRecords, ...]:
    """Return pages, each once, in the order of their digests."""
    return tuple(page for _, page in sorted({page.snapshot.sha256: page for page in pages}.items()))


def known_papers(all_groups: list[Group]) -> dict[str, Known]:
    """Return what every group says of its own paper, by its key and by the key of its printed number where no other has that."""
    known = {}
    numbered: dict[str, set[str]] = defaultdict(set)
    for group in all_groups:
        papers = [t for p in group.pages for t in p.things if isinstance(t, Paper) and t.key == group.paper]
        titles = frozenset(fold(t.title) for t in papers if t.title)
        days = frozenset(t.when.earliest for t in papers if t.when is not None and t.when.earliest is not None)
        known[group.paper] = Known(group.paper, titles, days, tuple(_unique(group, Question)))
        for paper in papers:
            if paper.number:
                numbered[paper_key(paper.number)].add(group.paper)
    for key, papers_so in numbered.items():
        if key not in known and len(papers_so) == 1:
            known[key] = known[next(iter(papers_so))]
    return known


def link(group: Group, known: dict[str, Known]) -> Links:
    """Link one group."""
    questions = _unique(group, Question)
    answers = _unique(group, Answer)
    snapshots = tuple(page.snapshot.sha256 for page in (*group.pages, *group.answering))
    alignments, findings = align(group.paper, questions, answers)
    references = tuple(_resolved(group, known))
    around = {page.snapshot.sha256: page for page in (*group.pages, *group.related)}
    treated, places = consulted([group.paper], around.values())
    return Links(
        group=group.paper,
        snapshots=tuple(sorted({*around, *snapshots})),
        alignments=tuple(alignments),
        statuses=tuple(statuses(group.paper, questions, _all_answers(group), alignments, snapshots)),
        references=references,
        again=tuple(_again(group, questions, references, known)),
        contradictions=tuple(contradictions(group)),
        consulted=tuple(treated),
        places=tuple(places),
        findings=tuple(findings),
    )


def _unique(group: Group, kind: type[T]) -> list[T]:
    """Return the questions or answers of all pages, each key once, in the order of the first page that has it.

    Answers are those of the papers that answer this one too.
    """
    found: dict[tuple[str, str], T] = {}
    for page in (*group.pages, *group.answering) if kind is Answer else group.pages:
        for thing in page.things:
            if isinstance(thing, kind):
                found.setdefault((thing.paper, thing.key), thing)
    return sorted(found.values(), key=lambda t: (t.paper, t.position, t.key))


def _all_answers(group: Group) -> list[Answer]:
    """Return every answer of every page: two pages may answer one question with two texts."""
    pages = (*group.pages, *group.answering)
    return [thing for page in pages for thing in page.things if isinstance(thing, Answer)]


def _resolved(group: Group, known: dict[str, Known]) -> Iterable[ResolvedReference]:
    """Yield references that meet a paper in the graph, by number, or title where only one paper is titled so, or only one of that day."""
    done: set[tuple[str, str]] = set()
    for page in group.pages:
        for thing in page.things:
            if not isinstance(thing, Reference):
                continue
            target = _target(thing, known)
            mark = (msgspec.json.encode(msgspec.structs.replace(thing, cites=())).decode(), target or "")
            if target is not None and target != group.paper and mark not in done:
                done.add(mark)
                yield ResolvedReference(reference=thing, paper=target)


def _again(
    group: Group, questions: list[Question], references: tuple[ResolvedReference, ...], known: dict[str, Known]
) -> Iterable[AskedAgain]:
    """Yield what a follow-up asks again; a paper that answers repeats questions and asks none."""
    types = {t.paper_type for p in group.pages for t in p.things if isinstance(t, Paper) and t.key == group.paper}
    if types & _ANSWERING:
        return
    for target in dict.fromkeys(r.paper for r in references if r.reference.reference_kind == "follows-up"):
        yield from again(questions, known[target].questions)


def _target(reference: Reference, known: dict[str, Known]) -> str | None:
    if reference.paper is not None:
        return known[reference.paper].paper if reference.paper in known else None
    if reference.title is None:
        return None
    title = fold(reference.title)
    titled = {k.paper: k for k in known.values() if title in k.titles}
    if len(titled) > 1 and reference.when is not None:
        titled = {paper: k for paper, k in titled.items() if reference.when.earliest in k.days}
    return next(iter(titled)) if len(titled) == 1 else None


__all__ = ["Group", "Known", "align", "groups", "known_papers", "link", "statuses"]
