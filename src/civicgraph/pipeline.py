"""The straight line: sources → snapshots → pages → records → links → quads → gate → store. The file to read first."""

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from civicgraph import __version__
from civicgraph.bundled import folder as bundled_folder
from civicgraph.errors import SourceInvalid, SourceUnreadable
from civicgraph.extract import extract
from civicgraph.gate import Gate
from civicgraph.lift import lift_catalog, lift_concepts, lift_identity, lift_links, lift_page
from civicgraph.link import groups, known_papers, link
from civicgraph.read import read
from civicgraph.record import Finding, PageRecords
from civicgraph.resolve import resolve
from civicgraph.snapshot import Stored, snapshots
from civicgraph.source import Located, Source, locate
from civicgraph.store import (
    Generation,
    SourceInfo,
    current,
    graph_of,
    write_atomically,
    write_generation,
    writing,
)

Progress = Callable[[str, int], None]
"""Told of every page: what is being done, and how many pages were done so far."""


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


def example() -> Path:
    """Return the folder of the bundled example."""
    return bundled_folder("data") / "sources" / "herne"


def build(paths: Iterable[Path], into: Path, *, add: bool = False, progress: Progress | None = None) -> Report:
    """Build the graph of some sources into a folder, or leave the folder as it was.

    add: keep what the folder holds of other sources. The result does not depend on the order of paths or files.

    Raises SourceInvalid where a path or source.toml cannot be taken, SourceUnreadable where no page at all could be
    read, BuildRunning where another build writes there; single pages that fail are findings in the report.
    """
    gate = Gate()
    located = _distinct([locate(path) for path in paths] or [locate(example())])
    with writing(into):
        built = [build_source(one, into, gate, progress) for one in located]
        if not any(b.pages for b in built):
            raise SourceUnreadable(_nothing_read(built))
        kept = _kept(into, built) if add else Kept()
        graphs = [*kept.graphs, lift_concepts(), *(g for b in built for g in b.graphs)]
        findings = sorted({*kept.findings, *kept.replaced, *(f for b in built for f in b.findings)}, key=_order)
        infos = tuple(sorted([*kept.infos, *(_info(b) for b in built)], key=lambda i: i.slug))
        generation = write_generation(into, graphs, findings, __version__, infos)
    pages, unread = sum(b.pages for b in built), sum(b.unread for b in built)
    return Report(generation, pages, unread, sum(b.quarantined for b in built), tuple(findings))


def build_source(located: Located, into: Path, gate: Gate, progress: Progress | None) -> Built:
    """Take one source down the line as far as checked quads."""
    source = located.source
    findings: list[Finding] = [] if located.declared else [_no_source_file(source)]
    stored, records, unread, failed = _read_all(located, into, findings, progress)
    graphs: list[list[bytes]] = []
    passed: list[PageRecords] = []
    for page in records:
        lines = lift_page(page, source.base)
        if _passes(lines, gate, findings, source.slug, page.snapshot.locations[0]):
            graphs.append(lines)
            passed.append(page)
        if progress is not None:
            progress(page.snapshot.locations[0], len(passed))
        findings += page.findings
    all_groups = groups(passed)
    known = known_papers(all_groups)
    for group in all_groups:
        links, where = link(group, known), group.pages[0].snapshot.locations[0]
        findings += [msgspec.structs.replace(f, source=source.slug, page=where) for f in links.findings]
        findings += [_contradicts(c.values, c.property, source, group.paper, where) for c in links.contradictions]
        _keep(lift_links(links, source.base), graphs, gate, findings, source.slug, where)
    identity = resolve(passed, source.alias)
    findings += [msgspec.structs.replace(f, source=source.slug) for f in identity.findings]
    _keep(lift_identity(identity, source.base), graphs, gate, findings, source.slug)
    present = {page.snapshot.sha256 for page in passed}
    _keep(
        lift_catalog(source, [s.snapshot for s in stored if s.snapshot.sha256 in present]),
        graphs,
        gate,
        findings,
        source.slug,
    )
    quarantined = len(records) - len(passed) + failed
    return Built(source, located.declared, tuple(graphs), tuple(findings), len(passed), unread, quarantined)


def _read_all(
    located: Located, into: Path, findings: list[Finding], progress: Progress | None
) -> tuple[list[Stored], list[PageRecords], int, int]:
    """Read and extract every snapshot, keep its bytes; return them, and how many gave no page or failed, each with a finding."""
    stored: list[Stored] = []
    records: list[PageRecords] = []
    unread = failed = 0
    for item in snapshots(located):
        if isinstance(item, Finding):
            findings.append(item)
            unread += 1
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
        stored.append(item)
        records.append(taken)
        if progress is not None:
            progress(item.snapshot.locations[0], len(records))
    return stored, sorted(records, key=lambda r: r.snapshot.sha256), unread, failed


def _taken(item: Stored, source: Source) -> PageRecords | Finding:
    """Read and extract one page; a page that breaks the reader is a finding of its own, and the rest goes on."""
    try:
        page = read(item, source.slug)
        return page if isinstance(page, Finding) else extract(page, source.slug, source.zone)
    except Exception as error:
        # a defect of ours must not cost the other pages: the finding names it, and the build ends with 1
        told = f"{type(error).__name__}: {error}"
        return Finding(
            "violation",
            "page-failed",
            "Die Seite ließ sich wegen eines Fehlers im Programm nicht lesen; sie steht nicht im Graphen: bitte melden.",
            "The page could not be read because of a defect of the program; it is not in the graph: please report it.",
            source=source.slug,
            page=item.snapshot.locations[0],
            value=told[:200],
        )


def _passes(lines: list[bytes], gate: Gate, findings: list[Finding], slug: str, page: str) -> bool:
    """Gate one graph: note what it finds; False where it is malformed and stays outside."""
    found = gate.findings(b"".join(lines))
    findings += [msgspec.structs.replace(f, source=slug, page=page) for f in found]
    return not any(f.severity == "violation" for f in found)


def _keep(
    lines: list[bytes], graphs: list[list[bytes]], gate: Gate, findings: list[Finding], slug: str, page: str = ""
) -> None:
    if lines and _passes(lines, gate, findings, slug, page):
        graphs.append(lines)


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


class Kept(msgspec.Struct, frozen=True):
    """What `--add` leaves as it is: graphs, sources and findings of the others; replaced: warnings for what it does not."""

    graphs: tuple[list[bytes], ...] = ()
    infos: tuple[SourceInfo, ...] = ()
    findings: tuple[Finding, ...] = ()
    replaced: tuple[Finding, ...] = ()


def _kept(into: Path, built: list[Built]) -> Kept:
    """Return what the present generation holds of sources that the new build does not replace."""
    generation = current(into) if (into / "current").exists() else None
    if generation is None:
        return Kept()
    bases = {b.source.base: b for b in built}
    infos = tuple(i for i in generation.manifest.sources if i.base not in bases)
    graphs: dict[str, list[bytes]] = {}
    old: set[str] = set()
    for line in generation.lines():
        name = graph_of(line)
        old.add(name)
        if any(name.startswith(f"{i.base}/graph/") for i in infos):
            graphs.setdefault(name, []).append(line)
    slugs = {i.slug for i in infos}
    findings = tuple(f for f in generation.findings() if f.source in slugs)
    return Kept(tuple(graphs.values()), infos, findings, tuple(_replaced(generation, bases, old)))


def _replaced(generation: Generation, bases: dict[str, Built], old: set[str]) -> Iterable[Finding]:
    """Yield a warning for a source without source.toml that takes the place of other pages of the same name."""
    for info in generation.manifest.sources:
        new = bases.get(info.base)
        if (
            new is None
            or new.declared
            or old & {graph_of(lines[0]) for lines in new.graphs if "/graph/snapshot/" in graph_of(lines[0])}
        ):
            continue
        yield Finding(
            "warning",
            "source-replaced",
            f"Unter {info.base} standen andere Seiten; sie sind ersetzt: zum Behalten umbenennen oder source.toml anlegen.",
            f"Other pages stood under {info.base}; they are replaced: to keep them rename the file or write a source.toml.",
            source=info.slug,
        )


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
        pages=built.pages,
        quarantined=built.quarantined,
    )


def _order(finding: Finding) -> tuple[int, str, str, str, str, str]:
    rank = {"violation": 0, "warning": 1, "info": 2}[finding.severity]
    return rank, finding.source, finding.page, finding.rule, finding.subject, finding.value


def _no_source_file(source: Source) -> Finding:
    return Finding(
        "warning",
        "no-source-toml",
        f"Ohne source.toml: Die IRIs stehen unter {source.base} und können nicht veröffentlicht werden.",
        f"No source.toml: the IRIs stand under {source.base} and cannot be published.",
        source=source.slug,
    )


def _contradicts(values: tuple[str, ...], name: str, source: Source, paper: str, page: str) -> Finding:
    told = " / ".join(values)
    return Finding(
        "warning",
        "pages-differ",
        f"Zwei Seiten sagen Verschiedenes ({name}): {told}. Beides bleibt erhalten.",
        f"Two pages say different things ({name}): {told}. Both are kept.",
        source=source.slug,
        page=page,
        subject=f"{source.base}/paper/{paper}",
        value=told,
    )


def _nothing_read(built: list[Built]) -> str:
    reasons = [f"{f.page}: {f.message_en}" for b in built for f in b.findings if f.page]
    return "no page could be read; what was built before is unchanged.\n  " + "\n  ".join(reasons[:20])
