"""Assembles the graphs of one source: pages made in workers, papers linked, names joined; only what changed is done anew."""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import msgspec

from civicgraph import notices
from civicgraph.account import Account, accounted, below_expected
from civicgraph.cache import Cache, Settled
from civicgraph.edition import edition
from civicgraph.files import sync
from civicgraph.gate import BATCH, Gate
from civicgraph.lift import corrected_links, lift_identity, lift_links, lift_source, unused
from civicgraph.lift.names import Names
from civicgraph.link import Dossiers, link
from civicgraph.making import Made, compressed, positions
from civicgraph.record import Finding
from civicgraph.resolve import resolve
from civicgraph.snapshot import Stored, snapshots
from civicgraph.source import Located
from civicgraph.store import keep_bytes
from civicgraph.workers import Workers

AT_ONCE = 256
"""Pages that reach the disk and the cache together."""
KEEPING = 2
"""Threads that put bytes beside the graph."""
Progress = Callable[[str, int], None]
"""Told of every page: what is being done, and how many pages were done so far."""


class Assembly:
    """One source on its way from pages to graphs. findings: of this build, beside those that the cache keeps."""

    def __init__(self, located: Located, into: Path, workers: Workers, *, fresh: bool = False) -> None:
        self.source = located.source
        self.findings: list[Finding] = [] if located.declared else [notices.no_source_file(self.source)]
        self.is_declared = located.declared
        self._outside = 0
        self._keeping: list[Future[None]] = []
        self._located, self._into, self._workers = located, into, workers
        self._names = Names(self.source.base)
        self._gate = Gate()
        self.cache = Cache(into, self.source.base, self.source.slug, _circumstances(located), fresh=fresh)

    def close(self) -> None:
        """Let go of the cache's file."""
        self.cache.close()

    def count(self, *outcomes: str) -> int:
        """Return how many pages came to one of some outcomes."""
        counts = self.cache.counts()
        return sum(counts.get(outcome, 0) for outcome in outcomes)

    @property
    def unread(self) -> int:
        """Files and pages that gave no page."""
        return self._outside + self.count("unread")

    def pages(self, progress: Progress | None) -> None:
        """Make every page that is not known as it is, keep its bytes, and forget those that are gone."""
        catalog = self._names.graph("catalog")
        with ThreadPoolExecutor(KEEPING) as beside:
            made = self._told(self._workers.make(self._to_make(beside)), progress)
            while batch := list(islice(made, AT_ONCE)):
                self._await_kept()
                sync()
                with self.cache.change():
                    for one in batch:
                        self.cache.take(one, self._page_graph(one.snapshot.sha256), catalog)
        with self.cache.change():
            self.cache.strike_unseen(self._page_graph, catalog)
            source = self._judged(lift_source(self.source))
            self.cache.keep(catalog, "", compressed(source))

    def _page_graph(self, sha256: str) -> str:
        return self._names.graph("snapshot", sha256)

    @staticmethod
    def _told(made: Iterator[Made], progress: Progress | None) -> Iterator[Made]:
        for done, one in enumerate(made, 1):
            if progress is not None:
                progress(one.snapshot.locations[0], done)
            yield one

    def _to_make(self, beside: ThreadPoolExecutor) -> Iterator[Stored]:
        """Yield the snapshots that were not made before from the same bytes, and put their bytes beside the graph.

        beside: writes new bytes while pages are made, since a new file may take as long as reading a page.
        """
        for item in snapshots(self._located):
            if isinstance(item, Finding):
                self.findings.append(item)
                self._outside += item.severity != "info"
                continue
            if self.cache.knows(item):
                keep_bytes(self._into, item.snapshot.sha256, item.content)
                continue
            if len(self._keeping) >= AT_ONCE:
                self._await_kept()
            self._keeping.append(beside.submit(keep_bytes, self._into, item.snapshot.sha256, item.content))
            yield item

    def _await_kept(self) -> None:
        """Wait until all bytes taken so far are in their files. Raises OSError where one cannot be written."""
        keeping, self._keeping = self._keeping, []
        for one in keeping:
            one.result()

    def links(self) -> None:
        """Derive what the pages of each paper say together, of the papers that a change can have touched."""
        dossiers = Dossiers(self.cache.register)
        with self.cache.change():
            self._answers(dossiers)
            stale, gone = self.cache.stale()
            for paper in gone:
                self.cache.unsettle(paper, self._names.graph("link", paper))
            papers = iter(sorted(stale))
            while batch := list(islice(papers, BATCH)):
                self._settle([self._linked(dossiers, paper) for paper in batch])
            self.cache.forget_changes()

    def _answers(self, dossiers: Dossiers) -> None:
        """Find anew which papers answer which, of those that a change can have touched."""
        register = self.cache.register
        stale, gone = self.cache.stale_answers()
        for paper in sorted(stale | gone):
            self.cache.changed(register.strike(f"answers {paper}"))
            with register.noting() as asked:
                target = dossiers.answer(paper) if paper in stale else None
            self.cache.ask(f"answers {paper}", asked)
            if target is not None:
                self.cache.changed([f"answered by {target}"])

    def _linked(self, dossiers: Dossiers, paper: str) -> Settled:
        """Derive what one paper's pages say together; its lines are not judged yet."""
        with self.cache.register.noting() as asked:
            group = dossiers.group(paper)
            links = link(group, dossiers)
        where = group.pages[0].snapshot.locations[0]
        findings = [msgspec.structs.replace(f, source=self.source.slug, page=where) for f in links.findings]
        findings += [notices.contradicts(c.values, c.property, self.source, paper, where) for c in links.contradictions]
        settled = corrected_links(lift_links(links, self.source.base), self._located.corrections)
        used = positions(settled.used, self._located.corrections)
        return Settled(paper, where, settled.lines, tuple(findings), used, frozenset(asked))

    def _settle(self, batch: list[Settled]) -> None:
        """Judge what was derived of some papers, and remember it."""
        judged = self._gate.each((b"".join(one.lines) for one in batch), self.source.base)
        for one, found in zip(batch, judged, strict=True):
            told = [msgspec.structs.replace(f, source=self.source.slug, page=one.page) for f in found]
            is_sound = not any(f.severity == "violation" for f in told)
            judged_one = one._replace(lines=one.lines if is_sound else [], findings=(*one.findings, *told))
            self.cache.settle(judged_one, self._names.graph("link", one.paper))

    def identity(self) -> None:
        """Join names over all pages; nothing is done where no page names anything else than before."""
        names, graph = self._named(), self._names.graph("identity")
        if self.cache.noted("names") == names:
            self.findings += msgspec.json.decode(self.cache.noted("names findings"), type=list[Finding])
            return
        before = len(self.findings)
        joined = resolve(self.cache.names(), self.source.alias)
        self.findings += [msgspec.structs.replace(f, source=self.source.slug) for f in joined.findings]
        settled = corrected_links(lift_identity(joined, self.source.base), self._located.corrections)
        lines = self._judged(settled.lines)
        with self.cache.change():
            self.cache.keep(graph, "", compressed(lines))
            self.cache.note("names", names)
            self.cache.note("names findings", msgspec.json.encode(self.findings[before:]).decode())
            self.cache.note(
                "names used", msgspec.json.encode(positions(settled.used, self._located.corrections)).decode()
            )

    def _named(self) -> str:
        """Return a digest of all that names are joined from."""
        aliases = msgspec.json.encode(self.source.alias)
        return hashlib.sha256(self.cache.names_digest().encode() + aliases).hexdigest()

    def account(self) -> Account:
        """Return what became of every field of every page."""
        return accounted(self.cache.uses(), self.source)

    def all_findings(self) -> list[Finding]:
        """Return the findings of this build and those of what was not made anew."""
        used = self.cache.used() | set(msgspec.json.decode(self.cache.noted("names used"), type=list[int]))
        applied = [one for position, one in enumerate(self._located.corrections) if position in used]
        return [
            *self.findings,
            *self.cache.findings(),
            *unused(self._located.corrections, applied, self.source.slug),
            *below_expected(self.source, self.cache.records()),
        ]

    def _judged(self, lines: list[bytes]) -> list[bytes]:
        """Return the lines of a graph that is no page's, [] where it is malformed; note what the gate finds."""
        found = [msgspec.structs.replace(f, source=self.source.slug) for f in self._gate.findings(b"".join(lines))]
        self.findings += found
        return [] if any(f.severity == "violation" for f in found) else lines


def _circumstances(located: Located) -> str:
    """Return a digest of what a page's graph depends on beside its bytes: the program and its part of source.toml."""
    source = located.source
    part = (source.slug, source.base, source.zone, source.read.reader, located.corrections)
    return hashlib.sha256(msgspec.json.encode((edition(), part))).hexdigest()
