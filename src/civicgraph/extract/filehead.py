"""Stands in for the header of a file's text: the paper that lists it, as the objects say that came with it."""

from civicgraph.extract.header import Header, type_code
from civicgraph.read.page import Page
from civicgraph.record import About


def file_header(page: Page) -> Header:
    """Return what is known of a text's paper; it states nothing by itself, so there are no things."""
    about = page.about
    paper = about.paper or None if about is not None else None
    return Header(
        things=(),
        paper=paper,
        subject=About(noun="paper", key=paper)
        if paper is not None
        else About(noun="snapshot", key=page.snapshot.sha256),
        creators=(),
        as_of=None,
        body=None,
        names=(),
        paper_type=type_code(about.type) if about is not None and about.type else None,
    )
