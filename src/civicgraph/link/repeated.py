"""Turns the pages of a paper into pages that ask in the inquiry's own words: what an answering text repeats counts where no page asks."""

from collections.abc import Sequence

import msgspec

from civicgraph.record import PageRecords, Question


def in_own_words(pages: Sequence[PageRecords]) -> tuple[PageRecords, ...]:
    """Return the pages without repeated questions where any page asks on its own; unchanged where none does."""
    if not any(isinstance(t, Question) and not t.repeated for page in pages for t in page.things):
        return tuple(pages)
    return tuple(_without_repeated(page) for page in pages)


def _without_repeated(page: PageRecords) -> PageRecords:
    kept = tuple(t for t in page.things if not (isinstance(t, Question) and t.repeated))
    return page if len(kept) == len(page.things) else msgspec.structs.replace(page, things=kept)
