"""Joins the pages of a paper that answers another one ("Antwort auf Anfrage", suffix -01) to the group of the paper that asks."""

import re
from collections import defaultdict

import msgspec

from civicgraph.link.contradictions import Group
from civicgraph.record import Answer, PageRecords, Paper, Question, Reference
from civicgraph.vocab import fold

_SUFFIX = re.compile(r"-\d{1,2}$")


def with_answers(groups: list[Group]) -> list[Group]:
    """Return the groups, each with the pages of the papers that answer its paper."""
    by_paper = {group.paper: group for group in groups}
    titles: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        for title in {fold(p.title) for p in _papers(group) if p.title}:
            titles[title].append(group.paper)
    answering: dict[str, list[PageRecords]] = defaultdict(list)
    for group in groups:
        target = _asks(group, by_paper, titles)
        if target is not None:
            answering[target].extend(group.pages)
    return [msgspec.structs.replace(g, answering=tuple(answering[g.paper])) for g in groups]


def _asks(group: Group, by_paper: dict[str, Group], titles: dict[str, list[str]]) -> str | None:
    """Return the paper that a paper answers: the one asking paper it names, else the one whose number it carries with a suffix.

    None where the paper is no answer, asks itself, or names several that ask.
    """
    if _has(group, Question) or not (_has(group, Answer) and _is_answer(group)):
        return None
    references = [t for page in group.pages for t in page.things if isinstance(t, Reference)]
    named = {r.paper for r in references if r.paper is not None}
    for title in {fold(r.title) for r in references if r.title is not None}:
        named |= set(titles[title]) if len(titles.get(title, [])) == 1 else set()
    asking = sorted(p for p in named if p in by_paper and p != group.paper and _has(by_paper[p], Question))
    if asking:
        return asking[0] if len(asking) == 1 else None
    base = _SUFFIX.sub("", group.paper)
    return base if base != group.paper and base in by_paper and _has(by_paper[base], Question) else None


def _is_answer(group: Group) -> bool:
    """Tell whether a paper calls itself an answer, or follows up on another paper."""
    follows = any(
        isinstance(t, Reference) and t.reference_kind == "follows-up" for page in group.pages for t in page.things
    )
    return (
        follows
        or any(p.paper_type == "answer-paper" for p in _papers(group))
        or _SUFFIX.search(group.paper) is not None
    )


def _papers(group: Group) -> list[Paper]:
    """Return what the group's pages say of its own paper."""
    return [t for page in group.pages for t in page.things if isinstance(t, Paper) and t.key == group.paper]


def _has(group: Group, kind: type[Question] | type[Answer]) -> bool:
    return any(isinstance(t, kind) for page in group.pages for t in page.things)
