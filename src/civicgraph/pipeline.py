"""The straight line: sources → snapshots → pages → records → links → quads → gate → store. The file to read first."""

from collections.abc import Iterable
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import msgspec

from civicgraph import __version__, added
from civicgraph.assembly import Assembly, Progress
from civicgraph.bundled import folder as bundled_folder
from civicgraph.edition import edition
from civicgraph.errors import SourceInvalid, SourceUnreadable
from civicgraph.leftovers import holding
from civicgraph.lift import lift_concepts
from civicgraph.read import check_reader
from civicgraph.record import Finding
from civicgraph.scheduler import Cluster, connected
from civicgraph.source import Located, locate
from civicgraph.store import (
    Generation,
    Said,
    Settings,
    SourceInfo,
    current,
    renew_generation,
    write_generation,
)
from civicgraph.workers import Workers


class Report(msgspec.Struct, frozen=True):
    """What a build did. quarantined: pages whose graph was malformed; unread: files that gave no page."""

    generation: Generation
    pages: int
    unread: int
    quarantined: int
    findings: tuple[Finding, ...]


def example() -> Path:
    """Return the folder of the bundled example."""
    return bundled_folder("data") / "sources" / "herne"


def build(
    paths: Iterable[Path],
    into: Path,
    *,
    add: bool = False,
    reader: str = "",
    workers: int = 0,
    scheduler: str = "",
    fresh: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Build the graph of some sources into a folder, or leave the folder as it was.

    add: keep what the folder holds of other sources; reader: name of the reader for every page, "" lets each page decide; workers:
    processes that make pages, 0 makes them in this one; scheduler: address of a Dask cluster that makes them instead; fresh: make
    everything anew, also what did not change.
    The result does not depend on the order of paths or files, on the number of workers, or on what was built before.

    Raises SourceInvalid where a path, source.toml or the reader's name cannot be taken, SourceUnreadable where no page at
    all could be read, BuildRunning where another build writes there, ClusterFailed where the cluster does not go on,
    OutputUnwritable where the disk refuses; single pages that fail are findings in the report.
    """
    located = _distinct([_with_reader(locate(path), reader) for path in paths] or [locate(example())])
    with holding(into), ExitStack() as stack:
        told = [
            _settings(one) for one in located if one.declared and not reader
        ]  # else they would tell of another build
        client = stack.enter_context(connected(scheduler)) if scheduler else None
        made_by = [Cluster(one, client) if client is not None else Workers(one, workers) for one in located]
        lines = [Assembly(one, into, by, fresh=fresh) for one, by in zip(located, made_by, strict=True)]
        for line in lines:
            stack.callback(line.close)
            line.pages(progress)
        if not any(line.cache.counts().get("passed") for line in lines):
            raise SourceUnreadable(_nothing_read(lines))
        for line in lines:
            line.links()
            line.identity()
        kept = added.kept(into, [_new(line) for line in lines]) if add else added.Kept()
        findings = sorted(
            {*kept.findings, *kept.replaced, *(f for line in lines for f in line.all_findings())}, key=_order
        )
        infos = tuple(sorted([*kept.infos, *(_info(line) for line in lines)], key=lambda i: i.slug))
        accounts = tuple(sorted([*kept.accounts, *(line.account() for line in lines)], key=lambda a: a.source))
        settings = tuple(sorted([*kept.settings, *told], key=lambda s: s.slug))
        generation = _written(into, lines, kept, Said(tuple(findings), __version__, infos, accounts, settings), fresh)
        for line in lines:
            line.cache.written(generation.manifest.fingerprint)
        return Report(
            generation=generation,
            pages=sum(line.count("passed") for line in lines),
            unread=sum(line.unread for line in lines),
            quarantined=sum(line.count("quarantined", "failed") for line in lines),
            findings=tuple(findings),
        )


def _written(into: Path, lines: list[Assembly], kept: added.Kept, said: Said, fresh: bool) -> Generation:
    """Write the graphs as a generation: from the current one where it holds exactly what each source's cache was written to."""
    earlier = current(into) if (into / "current").exists() else None
    known = {line.cache.noted("written") for line in lines}
    sources = {info.base for info in said.sources}
    if (
        earlier is not None
        and not fresh
        and known == {f"{earlier.manifest.fingerprint} {edition()}"}
        and {info.base for info in earlier.manifest.sources} == sources
    ):
        altered = {name for line in lines for name in line.cache.altered()}
        graphs = (line.cache.graph(name) for line in lines for name in line.cache.altered())
        return renew_generation(into, earlier, altered, graphs, said)
    everything = chain([lift_concepts()], kept.graphs, *(line.cache.graphs() for line in lines))
    return write_generation(into, everything, said.findings, said.version, said.sources, said.accounts, said.settings)


def _with_reader(located: Located, reader: str) -> Located:
    """Return a source that is read by the named reader, where one is named. Raises SourceInvalid where there is none of that name."""
    chosen = reader or located.source.read.reader
    try:
        check_reader(chosen)
    except SourceInvalid as error:
        where = "--reader" if reader else f"{located.root / 'source.toml'}: read.reader"
        raise SourceInvalid(f"{where}: {error}") from None
    origin = msgspec.structs.replace(located.source.read, reader=chosen)
    return msgspec.structs.replace(located, source=msgspec.structs.replace(located.source, read=origin))


def _distinct(located: list[Located]) -> list[Located]:
    """Make one source of what has one base and lies in one folder.

    Raises SourceInvalid where two folders share a base: their things would fall together.
    """
    bases: dict[str, Located] = {}
    for one in located:
        known = bases.get(one.source.base, one)
        if known.root.resolve() != one.root.resolve():
            raise SourceInvalid(
                f"{one.root}: has the same base as {known.root} ({one.source.base}): give each its own source.toml with its own base"
            )
        files = tuple(sorted({*known.files, *one.files}))
        bases[one.source.base] = msgspec.structs.replace(known, files=files)
    return list(bases.values())


def _new(line: Assembly) -> added.New:
    names = frozenset(f"{line.source.base}/graph/snapshot/{sha256}" for sha256 in line.cache.snapshots())
    return added.New(line.source.base, line.is_declared, names)


def _info(line: Assembly) -> SourceInfo:
    source = line.source
    return SourceInfo(
        slug=source.slug,
        title=source.title or source.municipality.name or source.slug,
        base=source.base,
        language=source.language,
        municipality=source.municipality.name,
        publisher=source.publisher.name,
        licence=source.licence,
        attribution=source.attribution,
        suppress=source.privacy.suppress,
        site=source.site,
        place=source.municipality,
        agent=source.publisher,
        catalogue=source.catalogue,
        pages=line.count("passed"),
        quarantined=line.count("quarantined", "failed"),
    )


def _settings(located: Located) -> Settings:
    """Return the settings of a declared source."""
    files = (located.root / name for name in ("source.toml", "corrections.toml"))
    return Settings(located.source.slug, {file.name: file.read_bytes() for file in files if file.is_file()})


def _order(finding: Finding) -> tuple[int, str, str, str, str, str, str]:
    rank = {"violation": 0, "warning": 1, "info": 2}[finding.severity]
    return rank, finding.source, finding.page, finding.rule, finding.subject, finding.value, finding.message_de


def _nothing_read(lines: list[Assembly]) -> str:
    findings = [f for line in lines for f in (*line.findings, *line.cache.findings())]
    reasons = [f"{f.page}: {f.message_en}" for f in findings if f.page]
    return "no page could be read; what was built before is unchanged.\n  " + "\n  ".join(reasons[:20])
