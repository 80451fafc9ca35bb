"""Turns the records of one paper's pages into alignments, answer statuses, resolved references and contradictions.

A pure function of the group: the pages that are about one paper, and what is known of the papers it names.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from civicgraph.link.align import align
from civicgraph.link.contradictions import Group, contradictions
from civicgraph.link.status import statuses
from civicgraph.record import Answer, Links, PageRecords, Paper, Question, Reference, ResolvedReference
from civicgraph.vocab import fold

T = TypeVar("T", Question, Answer)


class Known(msgspec.Struct, frozen=True):
    """What a title reference is compared with: a paper's key and its folded titles."""

    paper: str
    titles: frozenset[str]


def groups(pages: Iterable[PageRecords]) -> list[Group]:
    """Gather pages by the paper they are about, in the order of the papers' keys and the pages' digests."""
    by_paper: dict[str, list[PageRecords]] = defaultdict(list)
    for page in pages:
        if page.paper is not None:
            by_paper[page.paper].append(page)
    return [
        Group(paper, tuple(sorted(members, key=lambda p: p.snapshot.sha256)))
        for paper, members in sorted(by_paper.items())
    ]


def known_papers(all_groups: list[Group]) -> dict[str, Known]:
    """Return what every group says of its own paper."""
    return {
        group.paper: Known(
            group.paper,
            frozenset(fold(t.title) for p in group.pages for t in p.things if isinstance(t, Paper) and t.title),
        )
        for group in all_groups
    }


def link(group: Group, known: dict[str, Known]) -> Links:
    """Link one group."""
    questions = _unique(group, Question)
    answers = _unique(group, Answer)
    snapshots = tuple(page.snapshot.sha256 for page in group.pages)
    alignments, findings = align(group.paper, questions, answers)
    return Links(
        group=group.paper,
        snapshots=snapshots,
        alignments=tuple(alignments),
        statuses=tuple(statuses(group.paper, questions, _all_answers(group), alignments, snapshots)),
        references=tuple(_resolved(group, known)),
        contradictions=tuple(contradictions(group)),
        findings=tuple(findings),
    )


def _unique(group: Group, kind: type[T]) -> list[T]:
    """Return the questions or answers of all pages, each key once, in the order of the first page that has it."""
    found: dict[str, T] = {}
    for page in group.pages:
        for thing in page.things:
            if isinstance(thing, kind):
                found.setdefault(thing.key, thing)
    return sorted(found.values(), key=lambda t: (t.position, t.key))


def _all_answers(group: Group) -> list[Answer]:
    """Return every answer of every page: two pages may answer one question with two texts."""
    return [thing for page in group.pages for thing in page.things if isinstance(thing, Answer)]


def _resolved(group: Group, known: dict[str, Known]) -> Iterable[ResolvedReference]:
    """Yield references that meet a paper in the graph, by number, or by title where only one paper is titled so."""
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


def _target(reference: Reference, known: dict[str, Known]) -> str | None:
    if reference.paper is not None:
        return reference.paper if reference.paper in known else None
    if reference.title is None:
        return None
    titled = [k.paper for k in known.values() if fold(reference.title) in k.titles]
    return titled[0] if len(titled) == 1 else None


__all__ = ["Group", "Known", "align", "groups", "known_papers", "link", "statuses"]
