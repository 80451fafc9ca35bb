"""Joins lines that were wrapped when a page was saved: their line feed becomes a blank, every offset stays."""

import re
from itertools import pairwise

from civicgraph import dates
from civicgraph.extract.inquiry import answer_word, heading
from civicgraph.extract.labels import at_start
from civicgraph.read.page import Line, Page, lines
from civicgraph.read.plain import heading_of

MIN_WRAPPED = 50
"""A line shorter than this ends where its author ended it."""

_ENDED = re.compile(r"[.:;!?)\]“”\"»*]\s*$")


def flowing(page: Page) -> str:
    """Return the page's text with the line feeds inside wrapped paragraphs as blanks, of the same length."""
    body = lines(page.text, page.body.start, page.body.end)
    widest = max((len(line.text) for line in body), default=0)
    if widest > 2 * MIN_WRAPPED + MIN_WRAPPED:
        return page.text  # some line is a whole paragraph: nothing wraps here
    feeds = [one.end for one, following in pairwise(body) if _goes_on(one, following)]
    parts, at = [], 0
    for feed in feeds:
        parts += [page.text[at:feed], " "]
        at = feed + 1
    return "".join([*parts, page.text[at:]])


def _goes_on(line: Line, following: Line) -> bool:
    """Tell whether a sentence goes on in the next line."""
    if len(line.text) < MIN_WRAPPED or following.is_blank or _ENDED.search(line.text) or heading_of(line.text):
        return False
    if (
        heading_of(following.text)
        or at_start(following.text)
        or heading(following)
        or answer_word(following) is not None
    ):
        return False
    return dates.leading(following.text) is None or re.match(r"\s*[a-zäöüß]", following.text) is not None
