"""Assembles the graphs of one source: lifts, corrects and judges its pages, links and identities."""

from collections.abc import Callable

import msgspec

from civicgraph import notices
from civicgraph.corrections import Correction
from civicgraph.errors import SourceInvalid
from civicgraph.gate import Gate
from civicgraph.lift import (
    Corrected,
    corrected,
    corrected_links,
    lift_identity,
    lift_links,
    lift_page,
    without_rejected,
)
from civicgraph.link import groups, known_papers, link
from civicgraph.record import Finding, PageRecords
from civicgraph.resolve import resolve
from civicgraph.source import Located

Progress = Callable[[str, int], None]
"""Told of every page: what is being done, and how many pages were done so far."""


class Assembly:
    """Lifts, corrects and judges the graphs of one source; gathers what passes, findings, and corrections that took effect."""

    def __init__(self, located: Located, gate: Gate) -> None:
        self.graphs: list[list[bytes]] = []
        self.findings: list[Finding] = [] if located.declared else [notices.no_source_file(located.source)]
        self.used: list[Correction] = []
        self._located, self._source, self._gate = located, located.source, gate

    def pages(self, records: list[PageRecords], progress: Progress | None) -> list[PageRecords]:
        """Take pages as far as their graphs; return those that pass, without what a correction rejects."""
        passed: list[PageRecords] = []
        made = [_corrected(lift_page(page, self._source.base), page, self._located) for page in records]
        judged = self._gate.each((b"".join(one.lines) for one in made), self._source.base)
        for page, one, found in zip(records, made, judged, strict=True):
            if self._passed(found, page.snapshot.locations[0]):
                self.graphs.append(one.lines)
                passed.append(without_rejected(page, one.used, self._source.base))
                self.used += one.used
            if progress is not None:
                progress(page.snapshot.locations[0], len(passed))
            self.findings += page.findings
        return passed

    def links(self, passed: list[PageRecords]) -> None:
        """Derive what the pages of each paper say together."""
        all_groups = groups(passed)
        known = known_papers(all_groups)
        derived: list[list[bytes]] = []
        for group in all_groups:
            links, where = link(group, known), group.pages[0].snapshot.locations[0]
            self.findings += [msgspec.structs.replace(f, source=self._source.slug, page=where) for f in links.findings]
            self.findings += [
                notices.contradicts(c.values, c.property, self._source, group.paper, where)
                for c in links.contradictions
            ]
            derived.append(self._settled(lift_links(links, self._source.base)))
        judged = self._gate.each((b"".join(lines) for lines in derived), self._source.base)
        for group, lines, found in zip(all_groups, derived, judged, strict=True):
            if lines and self._passed(found, group.pages[0].snapshot.locations[0]):
                self.graphs.append(lines)

    def identity(self, passed: list[PageRecords]) -> None:
        """Join names over all pages."""
        joined = resolve(passed, self._source.alias)
        self.findings += [msgspec.structs.replace(f, source=self._source.slug) for f in joined.findings]
        self.keep(self._settled(lift_identity(joined, self._source.base)))

    def keep(self, lines: list[bytes]) -> None:
        """Judge one more graph and keep it where it passes."""
        if lines and self._passed(self._gate.findings(b"".join(lines)), ""):
            self.graphs.append(lines)

    def _settled(self, lines: list[bytes]) -> list[bytes]:
        """Apply corrections to what was derived over several pages."""
        settled = corrected_links(lines, self._located.corrections)
        self.used += settled.used
        return settled.lines

    def _passed(self, found: list[Finding], page: str) -> bool:
        """Note what the gate finds in one graph; False where it is malformed and stays outside."""
        self.findings += [msgspec.structs.replace(f, source=self._source.slug, page=page) for f in found]
        return not any(f.severity == "violation" for f in found)


def _corrected(lines: list[bytes], page: PageRecords, located: Located) -> Corrected:
    """Apply corrections.toml to one page's graph. Raises SourceInvalid where a new value is none of its property's kind."""
    try:
        return corrected(lines, located.corrections, page, located.source.base)
    except ValueError as error:
        raise SourceInvalid(f"{located.root / 'corrections.toml'}: {error}") from None
