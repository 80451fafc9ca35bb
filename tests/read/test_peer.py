"""What is measured in benchmarks/reading.py says the same as its peers do: BeautifulSoup for pages, pydantic for objects."""

import pytest
from benchmarks.council_pages import Written, objects, pages
from benchmarks.models import modelled
from benchmarks.reading import ours, stored
from benchmarks.soup import told

from civicgraph.read import read
from civicgraph.read.page import Page


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("place", range(9))
def test_pages_say_the_same(seed: int, place: int) -> None:
    written: Written = pages(seed)[place]
    page = read(stored(written.html.encode(), "page.html"), "test")
    assert isinstance(page, Page)
    assert page.reader == written.system
    assert ours(page) == told(written.html, "html.parser")
    assert page.kind == "extract" or len(page.items) + len(page.sittings) in (6, 30)


def test_objects_say_the_same() -> None:
    for content, kind in zip(objects(), ("Paper", "Meeting"), strict=True):
        snapshot = stored(content, "object.json")
        page = read(snapshot, "test")
        assert isinstance(page, Page)
        assert page == modelled(snapshot, kind)
        assert len(page.fields) > 50


@pytest.mark.parametrize("place", range(9))
def test_a_page_that_is_cut_off_is_told_by_both(place: int) -> None:
    html = pages()[place].html.removesuffix("</body></html>")
    page = read(stored(html.encode(), "page.html"), "test")
    assert isinstance(page, Page)
    theirs = told(html, "html.parser")
    assert ours(page) == theirs
    assert theirs.frame is not None and theirs.frame.is_cut
