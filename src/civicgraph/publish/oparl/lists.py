"""Writes the pages of a list of objects, with links and pagination (OParl 1.1, 2.5)."""

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from civicgraph.publish.addresses import file_address
from civicgraph.publish.publication import Publication

PER_PAGE = 100


def write_list(publication: Publication, path_of: Callable[[int], str], objects: Sequence[Path]) -> None:
    """Write a list of objects whose files are there already; path_of: number of a page to its path below the publication.

    A list without objects is one page without objects.
    """
    pages = _pages(objects, publication.limit) or [[]]
    for number, page in enumerate(pages, start=1):
        told = {"first": 1, "prev": number - 1, "self": number, "next": number + 1, "last": len(pages)}
        links = {
            name: file_address(publication, path_of(each)) for name, each in told.items() if 0 < each <= len(pages)
        }
        pagination = {
            "totalElements": len(objects), "elementsPerPage": PER_PAGE, "currentPage": number, "totalPages": len(pages),
        }  # fmt: skip
        data = [msgspec.Raw(path.read_bytes()) for path in page]
        target = publication.into / path_of(number)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(msgspec.json.encode({"data": data, "pagination": pagination, "links": links}))


def _pages(objects: Sequence[Path], limit: int) -> list[list[Path]]:
    """Return what stands on each page: at most PER_PAGE objects, and less where they would make a file too long."""
    pages: list[list[Path]] = []
    size = 0
    for path in objects:
        own = path.stat().st_size + 1
        if not pages or len(pages[-1]) == PER_PAGE or size + own > limit - 2_000:
            pages.append([])
            size = 0
        pages[-1].append(path)
        size += own
    return pages
