"""Fetches the pages that source.toml names and, breadth first, those that they link to as far as its patterns say."""

import fnmatch
import re
from collections import deque

from civicgraph.fetch.client import Answer
from civicgraph.fetch.links import is_html, links
from civicgraph.fetch.run import Run
from civicgraph.fetch.urls import key, parsed
from civicgraph.fetched import Kind
from civicgraph.origin import Origin
from civicgraph.read.decode import is_binary

_HTML = "text/html, application/xhtml+xml, */*;q=0.8"


class Patterns:
    """Globs for links that are followed: `*` is any text, `?` one character, `[ab]` one of these, as in names of files.

    A pattern that begins with http stands for the whole address, any other for path and query together; check_origin has seen that
    each can match something.
    """

    def __init__(self, globs: tuple[str, ...]) -> None:
        self._whole = [re.compile(fnmatch.translate(glob)) for glob in globs if glob.startswith("http")]
        self._path = [re.compile(fnmatch.translate(glob)) for glob in globs if not glob.startswith("http")]

    def match(self, url: str) -> bool:
        """Tell whether a link is followed."""
        path = url.removeprefix(parsed(url).origin)
        return any(p.match(url) for p in self._whole) or any(p.match(path) for p in self._path)


def fetch_pages(run: Run, origin: Origin) -> None:
    """Fetch the pages of source.toml, the ones they lead to, and those of earlier runs that nothing leads to any more."""
    patterns = Patterns(origin.follow)
    sites = {parsed(url).site for url in origin.urls}
    crawl = _Crawl(run, patterns, sites)
    crawl.walk(origin.urls)
    known = [row.url for row in run.archive if row.kind in ("page", "file") and not row.gone]
    crawl.walk(tuple(url for url in known if parsed(url).site in sites and patterns.match(url)))


class _Crawl:
    """Remembers which addresses stood in the queue."""

    def __init__(self, run: Run, patterns: Patterns, sites: set[str]) -> None:
        self._run = run
        self._patterns = patterns
        self._sites = sites
        self._met: set[str] = set()

    def walk(self, urls: tuple[str, ...]) -> None:
        """Fetch pages and what they lead to, breadth first."""
        queue = deque(self._new(urls))
        while queue:
            url = queue.popleft()
            self._run.pending = len(queue)
            visit = self._run.visit(url, _judged_page, _HTML)
            row, content = visit.row, visit.content
            if row is None or content is None or not is_html(row.media_type, content):
                continue
            found = [url for url in links(content, row.url) if parsed(url).site in self._sites]
            queue.extend(self._new(tuple(url for url in found if self._followed(url))))
        self._run.pending = 0

    def _followed(self, url: str) -> bool:
        """Tell whether a link is followed, as it is written or in its canonical spelling."""
        return self._patterns.match(url) or self._patterns.match(self._run.spelling.canonical(url))

    def _new(self, urls: tuple[str, ...]) -> list[str]:
        """Return the addresses that were not met before; an address of source.toml that is none is for the run to tell."""
        found = []
        for url in urls:
            if key(url) not in self._met:
                self._met.add(key(url))
                found.append(url)
        return found


def _judged_page(answer: Answer, content: bytes) -> Kind:
    return "file" if is_binary(content) else "page"
