"""Asks for one page after the other and keeps account: what came, what had not changed, what is gone, refused or failed."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from civicgraph.fetch.archive import Archive
from civicgraph.fetch.client import Answer, Client
from civicgraph.fetch.clock import Clock
from civicgraph.fetch.reasons import NotFetched, finding
from civicgraph.fetch.runlog import Entry, ListState, Outcome, RunLog, State
from civicgraph.fetch.urls import Spelling, key
from civicgraph.fetched import Fetched, Kind
from civicgraph.read.decode import is_binary
from civicgraph.record import Finding

SAVE_EVERY = 200  # pages between two writings of the index; what lies between is in the run's log

_STRICT_CHARSETS = frozenset(("utf-8", "utf8", "us-ascii", "ascii"))  # in others nearly any bytes are text

Judge = Callable[[Answer, bytes], Kind]
Told = Callable[[str, int, int], None]


class Visit(msgspec.Struct, frozen=True):
    """What became of one page. content: its bytes, None where there are none; reason: why it did not come."""

    outcome: Outcome
    row: Fetched | None = None
    content: bytes | None = None
    reason: NotFetched | None = None


class LimitReached(Exception):
    """The run has asked for as many pages as it may."""


class Run:
    """One run over a source's folder.

    quota: pages that may be asked for; told: hears the address, the pages done and the pages known after each page.
    """

    def __init__(self, folder: Path, slug: str, client: Client, clock: Clock, quota: int, told: Told) -> None:
        self.spelling = Spelling()
        self.findings: list[Finding] = []
        self.counts: dict[Outcome, int] = {"fetched": 0, "unchanged": 0, "gone": 0, "refused": 0, "failed": 0}
        self.pending = 0
        self.resumed = 0
        self._slug = slug
        self._client = client
        self._clock = clock
        self._quota = quota
        self._told = told
        self._log = RunLog(folder)
        self.state: State = self._log.state()
        self._folder = folder
        self._done: dict[str, Entry] = {}

    def open(self, homes: tuple[str, ...]) -> None:
        """Begin, or go on with the run that did not end. homes: addresses of source.toml, whose spelling of a site is the one to keep."""
        for url in homes:
            self.spelling.canonical(url)
        self.archive = Archive(self._folder, self.spelling)
        if self.state.started is None:
            self.state = msgspec.structs.replace(self.state, started=self._clock.now())
            self._log.begin(self.state)
        else:
            self._resume()

    def close(self, complete: bool) -> None:
        """Write the index; a run that is complete leaves no log."""
        self.archive.save()
        if complete:
            self._log.end(msgspec.structs.replace(self.state, started=None))

    def asked(self, url: str) -> bool:
        """Tell whether this run has asked for a page."""
        return key(url) in self._done

    def visit(self, url: str, judge: Judge, accept: str, tolerant: bool = False) -> Visit:
        """Ask for a page, unless this run has done so, and keep what comes.

        judge: returns what an answer is, raises NotFetched where it must not be kept; accept: media types that are wanted; tolerant:
        what does not come is the caller's business, not a finding.
        Raises LimitReached where no further page may be asked for.
        """
        try:
            canonical = self.spelling.canonical(url)
        except NotFetched as reason:
            return self._missed(url, url, reason, tolerant)
        done = self._done.get(key(canonical))
        if done is not None:
            return self._remembered(done)
        if self._quota <= 0:
            self.pending += 1
            raise LimitReached
        self._quota -= 1
        visit = self._asked(canonical, url, judge, accept, tolerant)
        self._told(canonical, sum(self.counts.values()), self.pending)
        return visit

    def find(self, rule: str, url: str, outcome: Outcome | None = None, **values: object) -> None:
        """Note something that a person should know. outcome: counts it as one more page of this kind."""
        self.findings.append(finding(rule, self._slug, url, **values))
        if outcome:
            self.counts[outcome] += 1

    def vanish(self, urls: set[str]) -> None:
        """Mark pages of a list that has become shorter."""
        self.counts["gone"] += len(self.archive.gone(urls, self._clock.now()))

    def remember(self, lists: dict[str, ListState]) -> None:
        """Take what is known of OParl lists; it counts when the run is complete."""
        self.state = msgspec.structs.replace(self.state, lists={**self.state.lists, **lists})

    def _resume(self) -> None:
        for entry in self._log.entries():
            for row in entry.rows:
                self.archive.put(row)
            self._remember(entry)
            self.resumed += 1

    def _asked(self, canonical: str, url: str, judge: Judge, accept: str, tolerant: bool) -> Visit:
        try:
            answer = self._client.get(self.spelling.living(canonical), self.archive.validators, accept)
            return self._answered(canonical, {url, *answer.way}, answer, judge)
        except NotFetched as reason:
            if reason.rule == "not-found":
                rows = self.archive.gone({canonical, *reason.asked}, self._clock.now())
                if rows:
                    return self._noted(canonical, Visit("gone", rows[0], None, reason), rows)
            return self._missed(canonical, key(canonical), reason, tolerant)

    def _answered(self, canonical: str, spellings: set[str], answer: Answer, judge: Judge) -> Visit:
        known = self.archive.row(answer.url)
        content = answer.content
        if content is None and known is not None:
            content = self.archive.content(known)
        if content is None:
            raise NotFetched("status", status="304 Not Modified")
        kind = judge(answer, content)
        self.spelling.moved(canonical, answer.url)
        if answer.content is None:
            row, new = self.archive.confirm(answer.url, spellings), False
        else:
            row, new = self.archive.keep(answer, content, kind, spellings, self._clock.now())
            self._doubt(row, content)
        left = {url for url in (canonical, *answer.way) if key(url) != key(row.url)}
        return self._noted(
            canonical,
            Visit("fetched" if new else "unchanged", row, content),
            (row, *self.archive.gone(left, self._clock.now())),  # a page that forwards elsewhere now is none any more
        )

    def _doubt(self, row: Fetched, content: bytes) -> None:
        """Say so where the media type or charset that a server names cannot be that of the bytes."""
        if row.kind.startswith("oparl") and row.media_type and "json" not in row.media_type:
            self.find("media-type-wrong", row.url, media_type=row.media_type)
        if row.charset in _STRICT_CHARSETS and not is_binary(content):
            try:
                content.decode(row.charset)
            except UnicodeDecodeError:
                self.find("charset-wrong", row.url, charset=row.charset)

    def _noted(self, canonical: str, visit: Visit, rows: tuple[Fetched, ...]) -> Visit:
        """Remember a page for this run and for one that goes on with it."""
        entry = Entry(key(canonical), visit.outcome, rows[0].url, rows)
        self._log.note(entry)
        self._remember(entry)
        self.counts[visit.outcome] += 1
        if sum(self.counts.values()) % SAVE_EVERY == 0:
            self.archive.save()
        return visit

    def _remember(self, entry: Entry) -> None:
        """Note that a page was asked for, and the one that it led to."""
        self._done[entry.key] = entry
        self._done.setdefault(key(entry.page), entry)

    def _remembered(self, entry: Entry) -> Visit:
        row = self.archive.row(entry.page)
        content = self.archive.content(row) if row and entry.outcome != "gone" else None
        return Visit(entry.outcome, row, content)

    def _missed(self, url: str, known_as: str, reason: NotFetched, tolerant: bool) -> Visit:
        outcome: Outcome = "refused" if reason.outcome == "refused" else "failed"
        if not tolerant and known_as not in self._done:
            self.find(reason.rule, url, outcome, **reason.values)
            self._done[known_as] = Entry(known_as, outcome)
        return Visit(outcome, None, None, reason)
