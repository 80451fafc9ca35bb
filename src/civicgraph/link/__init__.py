"""Turns the records of one paper's pages into alignments, answer statuses, resolved references and contradictions.

A pure function of the group: the pages that are about one paper, and what is known of the papers it names.
"""

from collections.abc import Iterable

import msgspec

from civicgraph.link.again import again
from civicgraph.link.align import align
from civicgraph.link.consulted import consulted
from civicgraph.link.contradictions import Group, contradictions
from civicgraph.link.dossiers import Dossiers, unique
from civicgraph.link.offers import Offer, offers
from civicgraph.link.register import Register, packed, registered, unpacked
from civicgraph.link.repeated import in_own_words
from civicgraph.link.status import statuses
from civicgraph.record import Answer, AskedAgain, Links, PageRecords, Paper, Question, Reference, ResolvedReference

_ANSWERING = frozenset(("answer-paper", "statement"))


def links_of(pages: Iterable[PageRecords]) -> dict[str, Links]:
    """Link every paper of some pages; return what is derived of each by the paper's key, in order."""
    register = registered(pages)
    dossiers = Dossiers(register)
    dossiers.answers()
    return {paper: link(dossiers.group(paper), dossiers) for paper in register.papers()}


def link(group: Group, papers: Dossiers) -> Links:
    """Link one group. papers: what is known of the papers that it names."""
    group = msgspec.structs.replace(group, pages=in_own_words(group.pages))
    questions = unique(group.pages, Question)
    answers = unique((*group.pages, *group.answering), Answer)
    snapshots = tuple(page.snapshot.sha256 for page in (*group.pages, *group.answering))
    alignments, findings = align(group.paper, questions, answers)
    references = tuple(_resolved(group, papers))
    around = {page.snapshot.sha256: page for page in (*group.pages, *group.related)}
    treated, places = consulted([group.paper], around.values())
    return Links(
        group=group.paper,
        snapshots=tuple(sorted({*around, *snapshots})),
        alignments=tuple(alignments),
        statuses=tuple(statuses(group.paper, questions, _all_answers(group), alignments, snapshots)),
        references=references,
        again=tuple(_again(group, questions, references, papers)),
        contradictions=tuple(contradictions(group)),
        consulted=tuple(treated),
        places=tuple(places),
        findings=tuple(findings),
    )


def _all_answers(group: Group) -> list[Answer]:
    """Return every answer of every page: two pages may answer one question with two texts."""
    pages = (*group.pages, *group.answering)
    return [thing for page in pages for thing in page.things if isinstance(thing, Answer)]


def _resolved(group: Group, papers: Dossiers) -> Iterable[ResolvedReference]:
    """Yield references that meet a paper in the graph, by number, or title where only one paper is titled so, or only one of that day."""
    done: set[tuple[str, str]] = set()
    for page in group.pages:
        for thing in page.things:
            if not isinstance(thing, Reference):
                continue
            target = _target(thing, papers)
            mark = (msgspec.json.encode(msgspec.structs.replace(thing, cites=())).decode(), target or "")
            if target is not None and target != group.paper and mark not in done:
                done.add(mark)
                yield ResolvedReference(reference=thing, paper=target)


def _again(
    group: Group, questions: list[Question], references: tuple[ResolvedReference, ...], papers: Dossiers
) -> Iterable[AskedAgain]:
    """Yield what a follow-up asks again; a paper that answers repeats questions and asks none."""
    types = {t.paper_type for p in group.pages for t in p.things if isinstance(t, Paper) and t.key == group.paper}
    if types & _ANSWERING:
        return
    for target in dict.fromkeys(r.paper for r in references if r.reference.reference_kind == "follows-up"):
        yield from again(questions, papers.questions(target))


def _target(reference: Reference, papers: Dossiers) -> str | None:
    if reference.paper is not None:
        return papers.paper(reference.paper)
    if reference.title is None:
        return None
    return papers.titled(reference.title, reference.when.earliest if reference.when is not None else None)


__all__ = [
    "Dossiers",
    "Group",
    "Offer",
    "Register",
    "align",
    "link",
    "links_of",
    "offers",
    "packed",
    "statuses",
    "unpacked",
]
