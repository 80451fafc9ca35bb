"""The straight line: sources → snapshots → pages → records → links → quads → gate → store. The file to read first."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from civicgraph import __version__, added, notices
from civicgraph.account import Account, accounted, below_expected
from civicgraph.assembly import Assembly, Progress
from civicgraph.bundled import folder as bundled_folder
from civicgraph.errors import SourceInvalid, SourceUnreadable
from civicgraph.extract import extract
from civicgraph.gate import Gate
from civicgraph.lift import lift_catalog, lift_concepts, unused
from civicgraph.read import check_reader, read
from civicgraph.record import Finding, PageRecords, Snapshot
from civicgraph.snapshot import Stored, snapshots
from civicgraph.source import Located, Source, locate
from civicgraph.store import (
    Generation,
    SourceInfo,
    graph_of,
    write_atomically,
    write_generation,
    writing,
)


class Report(msgspec.Struct, frozen=True):
    """What a build did. quarantined: pages whose graph was malformed; unread: files that gave no page."""

    generation: Generation
    pages: int
    unread: int
    quarantined: int
    findings: tuple[Finding, ...]


class Built(msgspec.Struct, frozen=True):
    """One source's graphs, lines sorted within each."""

    source: Source
    declared: bool
    graphs: tuple[list[bytes], ...]
    findings: tuple[Finding, ...]
    pages: int
    unread: int
    quarantined: int
    account: Account


def example() -> Path:
    """Return the folder of the bundled example."""
    return bundled_folder("data") / "sources" / "herne"


def build(
    paths: Iterable[Path], into: Path, *, add: bool = False, reader: str = "", progress: Progress | None = None
) -> Report:
    """Build the graph of some sources into a folder, or leave the folder as it was.

    add: keep what the folder holds of other sources; reader: name of the reader for every page, "" lets each page decide.
    The result does not depend on the order of paths or files.

    Raises SourceInvalid where a path, source.toml or the reader's name cannot be taken, SourceUnreadable where no page at
    all could be read, BuildRunning where another build writes there; single pages that fail are findings in the report.
    """
    gate = Gate()
    located = _distinct([_with_reader(locate(path), reader) for path in paths] or [locate(example())])
    with writing(into):
        built = [build_source(one, into, gate, progress) for one in located]
        if not any(b.pages for b in built):
            raise SourceUnreadable(_nothing_read(built))
        kept = added.kept(into, [_new(b) for b in built]) if add else added.Kept()
        graphs = [*kept.graphs, lift_concepts(), *(g for b in built for g in b.graphs)]
        findings = sorted({*kept.findings, *kept.replaced, *(f for b in built for f in b.findings)}, key=_order)
        infos = tuple(sorted([*kept.infos, *(_info(b) for b in built)], key=lambda i: i.slug))
        accounts = tuple(sorted([*kept.accounts, *(b.account for b in built)], key=lambda a: a.source))
        generation = write_generation(into, graphs, findings, __version__, infos, accounts)
    pages, unread = sum(b.pages for b in built), sum(b.unread for b in built)
    return Report(generation, pages, unread, sum(b.quarantined for b in built), tuple(findings))


def build_source(located: Located, into: Path, gate: Gate, progress: Progress | None) -> Built:
    """Take one source down the line as far as checked quads."""
    source = located.source
    line = Assembly(located, gate)
    stored, records, unread, failed = _read_all(located, into, line.findings, progress)
    passed = line.pages(records, progress)
    line.links(passed)
    line.identity(passed)
    present = {page.snapshot.sha256 for page in passed}
    line.keep(lift_catalog(source, [snapshot for snapshot in stored if snapshot.sha256 in present]))
    line.findings += [*unused(located.corrections, line.used, source.slug), *below_expected(source, passed)]
    return Built(
        source=source,
        declared=located.declared,
        graphs=tuple(line.graphs),
        findings=tuple(line.findings),
        pages=len(passed),
        unread=unread,
        quarantined=len(records) - len(passed) + failed,
        account=accounted(passed, source),
    )


def _read_all(
    located: Located, into: Path, findings: list[Finding], progress: Progress | None
) -> tuple[list[Snapshot], list[PageRecords], int, int]:
    """Read and extract every snapshot, keep its bytes; return them, and how many gave no page or failed, each with a finding."""
    stored: list[Snapshot] = []
    records: list[PageRecords] = []
    unread = failed = 0
    for item in snapshots(located):
        if isinstance(item, Finding):
            findings.append(item)
            unread += item.severity != "info"
            continue
        taken = _taken(item, located.source)
        if isinstance(taken, Finding):
            findings.append(taken)
            failed += taken.severity == "violation"
            unread += taken.severity != "violation"
            continue
        keep = into / "snapshots" / item.snapshot.sha256[:2] / item.snapshot.sha256
        if not keep.exists():
            write_atomically(keep, item.content)
        stored.append(item.snapshot)
        records.append(taken)
        if progress is not None:
            progress(item.snapshot.locations[0], len(records))
    return stored, sorted(records, key=lambda r: r.snapshot.sha256), unread, failed


def _taken(item: Stored, source: Source) -> PageRecords | Finding:
    """Read and extract one page; a page that breaks the reader is a finding of its own, and the rest goes on."""
    try:
        page = read(item, source.slug, source.read.reader)
        return page if isinstance(page, Finding) else extract(page, source.slug, source.zone)
    except Exception as error:
        # a defect of ours must not cost the other pages: the finding names it, and the build ends with 1
        return notices.page_failed(source, item.snapshot.locations[0], error)


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


def _new(built: Built) -> added.New:
    names = (graph_of(lines[0]) for lines in built.graphs)
    return added.New(built.source.base, built.declared, frozenset(n for n in names if "/graph/snapshot/" in n))


def _info(built: Built) -> SourceInfo:
    source = built.source
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
        pages=built.pages,
        quarantined=built.quarantined,
    )


def _order(finding: Finding) -> tuple[int, str, str, str, str, str]:
    rank = {"violation": 0, "warning": 1, "info": 2}[finding.severity]
    return rank, finding.source, finding.page, finding.rule, finding.subject, finding.value


def _nothing_read(built: list[Built]) -> str:
    reasons = [f"{f.page}: {f.message_en}" for b in built for f in b.findings if f.page]
    return "no page could be read; what was built before is unchanged.\n  " + "\n  ".join(reasons[:20])
