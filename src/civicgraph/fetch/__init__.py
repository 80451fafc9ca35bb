"""Fills the snapshot folder of a source from its web pages or its OParl endpoint: the only stage that touches a network."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from civicgraph import __version__
from civicgraph.errors import BuildRunning, SourceInvalid
from civicgraph.fetch.client import Client
from civicgraph.fetch.clock import Clock
from civicgraph.fetch.limits import Limits
from civicgraph.fetch.oparl import fetch_oparl
from civicgraph.fetch.pages import fetch_pages
from civicgraph.fetch.reasons import NotFetched
from civicgraph.fetch.robots import PRODUCT
from civicgraph.fetch.run import LimitReached, Run, Told
from civicgraph.fetch.runlog import Outcome, RunLog
from civicgraph.fetch.urls import Spelling, parsed
from civicgraph.fetched import FOLDER, read_index
from civicgraph.files import hold
from civicgraph.record import Finding
from civicgraph.source import Source, load

Ending = Literal["complete", "limit", "interrupted"]


class Report(msgspec.Struct, frozen=True):
    """What a run did.

    counts: pages by what became of them; resumed: pages that an interrupted run had done before; pending: known and not asked for.
    """

    ended: Ending
    counts: dict[Outcome, int]
    findings: tuple[Finding, ...]
    resumed: int
    pending: int

    @property
    def whole(self) -> bool:
        """Tell whether nothing was refused and nothing failed."""
        return not self.counts["refused"] and not self.counts["failed"]


class Planned(msgspec.Struct, frozen=True):
    """An address that a run would ask for. known: it was fetched before."""

    url: str
    known: bool


def fetch(
    path: Path,
    limit: int | None = None,
    files: bool = False,
    allow_private: bool = False,
    limits: Limits | None = None,
    clock: Clock | None = None,
    told: Told = lambda url, done, pending: None,
) -> Report:
    """Fetch what source.toml names, or go on with the run that did not end; what came before stays where a page fails.

    limit: pages at most in this run, None leaves it to source.toml; files: of an OParl endpoint the PDF and text files too.
    Raises SourceInvalid where there is no source.toml or it names nothing to fetch, BuildRunning where another run fills the folder.
    """
    folder, source = fetchable(path)
    quota = source.read.max_pages if limit is None else limit
    bounds, time = limits or Limits(), clock or Clock()
    with (
        _held(folder),
        contextlib.closing(Client(agent(source), source.read.delay, bounds, time, allow_private)) as client,
    ):
        run = Run(folder, source.slug, client, time, quota, told)
        run.open(source.read.homes)
        ended: Ending = "interrupted"
        try:
            ended = _fetched(run, source, files)
        finally:
            run.close(complete=ended == "complete")
    if ended == "limit":
        run.find("limit-reached", "", limit=quota, pending=run.pending)
    if ended == "interrupted":
        run.find("interrupted", "", pending=run.pending)
    return Report(ended, dict(run.counts), tuple(run.findings), run.resumed, run.pending)


def plan(path: Path) -> tuple[Planned, ...]:
    """Return what a run would begin with, in its order, without asking any server. Raises SourceInvalid as `fetch` does."""
    folder, source = fetchable(path)
    spelling = Spelling()
    known = {row.url for row in read_index(folder)}
    urls = [spelling.canonical(url) for url in source.read.homes]
    return tuple(Planned(url, url in known) for url in dict.fromkeys(urls))


def is_open(path: Path) -> bool:
    """Tell whether a run over a source did not end, so that the next one goes on with it."""
    folder, _ = fetchable(path)
    return RunLog(folder).state().started is not None


def fetchable(path: Path) -> tuple[Path, Source]:
    """Return a source's folder and what its source.toml says.

    Raises SourceInvalid where there is none, or where it names nothing that can be fetched.
    """
    folder = path.parent if path.name == "source.toml" else path
    file = folder / "source.toml"
    if not file.is_file():
        raise SourceInvalid(f"{file}: there is no such file: name a folder with a source.toml, it says what to fetch")
    source = load(file)
    origin = source.read
    if not origin.urls and not origin.oparl:
        raise SourceInvalid(f'{file}: read: nothing to fetch: add urls = [...] or oparl = "..." under [read]')
    for url in origin.homes:
        try:
            parsed(url)
        except NotFetched:
            raise SourceInvalid(f"{file}: read: {url!r} is no address with http or https: mend it") from None
    return folder, source


def agent(source: Source) -> str:
    """Return the User-Agent: product, version, and whom to write to where source.toml says so."""
    contact = source.catalogue.contact_email or source.catalogue.contact_url or source.publisher.url
    said = f" (+{contact})" if contact and contact.isascii() and contact.isprintable() else ""
    return f"{PRODUCT}/{__version__}{said}"


def _fetched(run: Run, source: Source, files: bool) -> Ending:
    try:
        if source.read.urls:
            fetch_pages(run, source.read)
        if source.read.oparl:
            fetch_oparl(run, source.read.oparl, files)
    except LimitReached:
        return "limit"
    except KeyboardInterrupt:
        return "interrupted"
    return "complete"


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a source's folder for one run; the hold ends with the process."""
    (folder / FOLDER).mkdir(exist_ok=True)
    with (folder / FOLDER / ".lock").open("a+b") as lock:
        try:
            hold(lock.fileno())
        except OSError:
            raise BuildRunning(f"{folder}: another fetch fills this folder: wait until it has ended") from None
        yield
