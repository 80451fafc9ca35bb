"""Turns the dated things of a site into an Atom feed (RFC 4287): new papers, and answers that were found."""

import re
from collections.abc import Iterator, Mapping

import msgspec

from civicgraph.view.lineage.model import Words
from civicgraph.view.places import Page
from civicgraph.view.site.model import Paper

LONGEST = 50
"""Entries of a feed, the latest."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(msgspec.Struct, frozen=True):
    """One piece of news. id: IRI; updated: RFC 3339; path: of its page in the site; kind: paper or answer."""

    id: str
    updated: str
    title: str
    path: str
    kind: str
    summary: str


def entries(papers: list[Paper], paths: dict[str, str], words: dict[str, str]) -> list[Entry]:
    """Return the latest entries, latest first. paths: IRI to path; words: the site's, in its language.

    What has neither a retrieval nor an own day has no entry, as Atom wants a time of each.
    """
    found = [entry for paper in papers for entry in _of(paper, paths[paper.iri], words)]
    found.sort(key=lambda entry: (entry.updated, entry.id), reverse=True)
    return found[:LONGEST]


def _of(paper: Paper, path: str, words: dict[str, str]) -> Iterator[Entry]:
    if stamp := updated(paper.pages):
        yield Entry(paper.iri, stamp, clean(f"{words['feed_paper']}: {paper.name}"), path, "paper", clean(paper.title))
    for exchange in paper.asking.exchanges if paper.asking else ():
        for answer in exchange.answers:
            if stamp := updated([place.page for place in answer.places]):
                title = " ".join(part for part in (f"{words['feed_answer']}: {paper.name}", answer.number) if part)
                yield Entry(answer.iri, stamp, clean(title), f"{path}#{answer.id}", "answer", clean(answer.text))


def updated(pages: list[Page]) -> str:
    """Return when the first of some pages was retrieved, else the beginning of its own day in UTC; "" where neither is known."""
    stamps = sorted(page.retrieved or (f"{page.as_of}T00:00:00Z" if page.as_of else "") for page in pages)
    return next((stamp for stamp in stamps if stamp), "")


def clean(text: str) -> str:
    """Return text without the characters that XML 1.0 does not allow."""
    return _NOT_XML.sub("\ufffd", text)


def in_one_language(words: Mapping[str, Words], lang: str) -> dict[str, str]:
    """Return words in one language."""
    return {key: word.of(lang) for key, word in words.items()}
