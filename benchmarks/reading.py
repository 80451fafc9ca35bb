"""Measures how fast pages and OParl objects are read on one core, beside the same extraction with BeautifulSoup and with pydantic.

    python -m benchmarks.reading [--rounds 15] [--json FILE]

The inputs are those of benchmarks/council_pages.py, from bytes to what read() hands on. The peers (benchmarks/soup.py and models.py) give
the same text, header fields and rows with their places, links, identifiers, and account of every label, column and leaf; of a page also
its system and kind, running text, sections and publicity, and whether it is cut off. That both agree is asserted before anything is
measured. Times are CPU times of one core; both are measured in turns, so that a loaded machine slows both. The table has medians, the
ratio is the median of the rounds'.
"""

import argparse
import gc
import hashlib
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))  # pages are written as the tests write them

from benchmarks.council_pages import Written, objects, pages
from benchmarks.models import modelled
from benchmarks.soup import Frame, Place, Told, told

from civicgraph.read import read
from civicgraph.read.page import Field, Item, Page, Sitting
from civicgraph.record import Snapshot
from civicgraph.snapshot import Stored

PARSERS = ("html.parser", "lxml")
BATCH = 10
"""So many readings of a page make one measurement of a round."""
_OF_ITEM = ("number", "title", "paper", "outcome", "vote", "note", "role")
_OF_SITTING = ("body", "role", "date", "meeting", "outcome", "vote", "number")


class Row(msgspec.Struct, frozen=True):
    """One input read by ours and one peer. seconds and peer_seconds: medians of one reading; ratio: median of the rounds' ratios."""

    reader: str
    kind: str
    peer: str
    bytes: int
    seconds: float
    peer_seconds: float
    ratio: float


def stored(content: bytes, name: str) -> Stored:
    """Return bytes as a snapshot."""
    digest = hashlib.sha256(content).hexdigest()
    return Stored(Snapshot(sha256=digest, media_type="", size=len(content), locations=(name,)), content)


def ours(page: Page) -> Told:
    """Return what a page says as the peer gives it."""
    rows = [_row(item, _OF_ITEM) for item in page.items] + [_row(sitting, _OF_SITTING) for sitting in page.sittings]
    return Told(
        page.text,
        tuple(sorted(_place(field.name, field) for field in page.fields)),
        tuple(rows),
        tuple((link.span.start, link.span.end, link.target) for link in page.links),
        page.ids,
        tuple(item.ids for item in page.items),
        tuple(sorted((use.field, use.how, use.rule, use.example) for use in page.uses)),
        None if page.kind == "oparl" else _frame(page),
    )


def _frame(page: Page) -> Frame:
    return Frame(
        page.reader,
        page.kind,
        (page.body.start, page.body.end),
        tuple((section.name, section.span.start, section.span.end) for section in page.sections),
        tuple(item.is_public for item in page.items),
        any(finding.rule == "page-cut" for finding in page.findings),
    )


def _row(row: Item | Sitting, names: tuple[str, ...]) -> tuple[Place, ...]:
    return tuple(sorted(_place(name, field) for name in names if (field := getattr(row, name)) is not None))


def _place(name: str, field: Field) -> Place:
    return name, field.value, field.span.start, field.span.end


def compared(own: Callable[[], object], other: Callable[[], object], rounds: int) -> tuple[float, float, float]:
    """Return the medians of two ways' seconds, measured in turns, and of their ratios."""
    pairs = [(_seconds(own), _seconds(other)) for _ in range(rounds)]
    return (
        statistics.median(mine for mine, _ in pairs),
        statistics.median(theirs for _, theirs in pairs),
        statistics.median(theirs / mine for mine, theirs in pairs),
    )


def _seconds(way: Callable[[], object]) -> float:
    gc.collect()
    begin = time.process_time()
    for _ in range(BATCH):
        way()
    return (time.process_time() - begin) / BATCH


def html_rows(written: Written, rounds: int) -> list[Row]:
    """Measure one page beside each of BeautifulSoup's parsers. Raises AssertionError where they do not say the same."""
    content = written.html.encode()
    snapshot = stored(content, f"{written.kind}.html")
    page = read(snapshot, "benchmark")
    assert isinstance(page, Page), page
    assert page.reader == written.system and page.kind == written.kind, (page.reader, page.kind)
    rows = []
    for parser in PARSERS:
        theirs = told(content.decode(), parser)
        assert ours(page) == theirs, (written.system, written.kind, parser, differing(ours(page), theirs))
        times = compared(
            lambda: read(snapshot, "benchmark"),
            lambda parser=parser: told(content.decode(), parser),  # type: ignore[misc]
            rounds,
        )
        rows.append(Row(written.system, written.kind, f"BeautifulSoup, {parser}", len(content), *times))
    return rows


def object_row(content: bytes, rounds: int) -> Row:
    """Measure one object of OParl beside pydantic. Raises AssertionError where they do not say the same."""
    kind = json.loads(content)["type"].rsplit("/", 1)[-1]
    snapshot = stored(content, f"{kind}.json")
    page = read(snapshot, "benchmark")
    assert isinstance(page, Page), page
    theirs = modelled(snapshot, kind)
    assert page == theirs, (kind, differing(ours(page), ours(theirs)))
    times = compared(lambda: read(snapshot, "benchmark"), lambda: modelled(snapshot, kind), rounds)
    return Row("oparl", kind, "pydantic", len(content), *times)


def differing(mine: Told, theirs: Told) -> list[tuple[object, object]]:
    """Return what two readings of a page say differently."""
    names = ("text", "fields", "links", "ids", "row_ids", "uses", "frame")
    pairs: list[tuple[object, object]] = [(getattr(mine, name), getattr(theirs, name)) for name in names]
    pairs += [*zip(mine.rows, theirs.rows, strict=False), (len(mine.rows), len(theirs.rows))]
    return [pair for pair in pairs if pair[0] != pair[1]]


def report(rows: list[Row]) -> str:
    """Return the results as Markdown."""
    lines = [
        "| reader | page | size | civicgraph | | | peer | time | | ratio |",
        "|---|---|---:|---:|---:|---:|---|---:|---:|---:|",
    ]
    for row in rows:
        mine, theirs = row.seconds, row.peer_seconds
        size = f"{row.bytes / 1e3:.1f} kB"
        lines.append(
            f"| {row.reader} | {row.kind} | {size} | {1e3 * mine:.2f} ms | {1 / mine:.0f}/s | {row.bytes / mine / 1e6:.1f} MB/s "
            f"| {row.peer} | {1e3 * theirs:.2f} ms | {row.bytes / theirs / 1e6:.2f} MB/s | {row.ratio:.1f} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", type=Path, metavar="FILE")
    given = parser.parse_args()
    rows = [row for written in pages() for row in html_rows(written, given.rounds)]
    rows += [object_row(content, given.rounds) for content in objects()]
    names = ("selectolax", "beautifulsoup4", "lxml", "msgspec", "pydantic")
    versions = {name: version(name) for name in names}
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}"
    used = ", ".join(f"{name} {number}" for name, number in versions.items())
    print(f"Reading, one core, {machine}; {used}; medians of {given.rounds} rounds\n\n{report(rows)}")
    if given.json:
        result = {"machine": machine, "versions": versions, "rows": msgspec.to_builtins(rows)}
        given.json.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
