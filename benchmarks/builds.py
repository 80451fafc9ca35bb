"""Measures whole builds of generated dumps: beside the plain pipeline, by size, with one and two workers, after a change."""

import json
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.generate import write
from benchmarks.measured import MEGABYTE, Row, Table, told_by

from civicgraph.store import current

_VERSION_ROUNDS = 11


def dump(documents: int, scratch: Path) -> Path:
    """Return the folder of a generated dump, written where it is not there yet."""
    place = scratch / f"dump-{documents}"
    if not (place / "dump.jsonl").is_file():
        write(documents, 1, place)
    return place


def whole(documents: int, scratch: Path, workers: int = 1, *, again: bool = False) -> Any:
    """Build a dump in a process of its own and return what it told; again: over what was built before."""
    out = scratch / f"out-{documents}-{workers}"
    if not again:
        shutil.rmtree(out, ignore_errors=True)
    return told_by("benchmarks.whole", dump(documents, scratch), out, "--workers", workers)


def beside_plain(documents: int, scratch: Path, rounds: int, larger: int | None) -> Table:
    """Build beside the plain pipeline. larger: a second size at which the peer is measured too, to see that it is linear."""
    place = dump(documents, scratch)
    pairs = [(whole(documents, scratch), told_by("benchmarks.plain", place)) for _ in range(rounds)]
    own = statistics.median(mine["seconds"] for mine, _ in pairs) / documents
    quads = statistics.median(mine["seconds"] - mine["load"] for mine, _ in pairs) / documents
    peer = statistics.median(_peer_seconds(theirs) for _, theirs in pairs) / documents
    lift = statistics.median(theirs["own_lifting"] for _, theirs in pairs) / documents
    peer_lift = statistics.median(theirs["lifting"] + theirs["writing"] for _, theirs in pairs) / documents
    rows = [
        Row("dump to validated N-Quads, one worker", 1e3 * quads, 1e3 * peer, peer / quads, "≥ 20"),
        Row("dump to the queryable store, one worker", 1e3 * own, 1e3 * peer, peer / own, "≥ 10"),
        Row("lift alone, records to N-Quads", 1e3 * lift, 1e3 * peer_lift, peer_lift / lift, "≥ 15"),
    ]
    rows += [
        Row(f"plain pipeline: {stage}", None, 1e3 * statistics.median(theirs[stage] for _, theirs in pairs) / documents)
        for stage in ("reading", "lifting", "judging", "writing")
    ]
    if larger is not None:
        there = _peer_seconds(told_by("benchmarks.plain", dump(larger, scratch))) / larger
        rows.append(Row(f"plain pipeline at {larger:,} documents", None, 1e3 * there, note=f"{there / peer:.2f} times"))
    told = pairs[0][0]
    text = f"{documents:,} documents ({told['pages']:,} graphs, {told['quads']:,} quads), the same triples; {rounds} round(s)."
    return Table("Whole build beside the plain pipeline", "ms a document", tuple(rows), "rdflib + pySHACL", text)


def _peer_seconds(told: Any) -> float:
    return float(sum(told[stage] for stage in ("reading", "lifting", "judging", "writing")))


def by_size(sizes: list[int], scratch: Path) -> tuple[Table, Table]:
    """Build dumps of several sizes with one worker: time per document, and peaks of memory."""
    told = {size: whole(size, scratch) for size in sizes}
    first = told[sizes[0]]
    per = {size: one["seconds"] / size for size, one in told.items()}
    times = [
        Row(
            f"{size:,} documents",
            1e3 * per[size],
            1e3 * _floor(size, scratch) / size,
            per[sizes[0]] / per[size],
            "" if size == sizes[0] else "≥ 0.83",
            f"{one['pages']:,} graphs, {one['quads']:,} quads, {one['seconds']:.1f} s, of that store {one['load']:.1f} s",
        )
        for size, one in told.items()
    ]
    memory = [
        Row(
            f"{size:,} documents, before the store's load",
            one["peak_before"] / MEGABYTE,
            None,
            first["peak_before"] / one["peak_before"],
            "" if size == sizes[0] else "≥ 0.83",
            f"with the store's own load {one['peak'] / MEGABYTE:,.0f} MB",
        )
        for size, one in told.items()
    ]
    note = "Ratio: the first size's time for a document to this one's. The floor reads the dump and writes the bytes of the shards."
    kept = "Of the process that writes, not of its worker. Ratio: the first size's peak to this one's."
    return (
        Table("Time by size, one worker", "ms a document", tuple(times), "floor", note),
        Table("Peak of memory by size", "MB", tuple(memory), "", kept),
    )


def _floor(documents: int, scratch: Path) -> float:
    """Return the seconds of reading the dump and writing the bytes of the shards that were made of it."""
    shards = current(scratch / f"out-{documents}-1").path / "shards"
    files = [path for path in shards.rglob("*") if path.is_file()]
    begin = time.perf_counter()
    (dump(documents, scratch) / "dump.jsonl").read_bytes()
    with (scratch / "floor").open("wb") as out:
        for path in files:
            out.write(path.read_bytes())
    return time.perf_counter() - begin


def again(documents: int, scratch: Path) -> Table:
    """Build anew where nothing changed and where one page did, beside the build from nothing; then two workers beside one."""
    full = whole(documents, scratch)["seconds"]
    nothing = whole(documents, scratch, again=True)["seconds"]
    path = dump(documents, scratch) / "dump.jsonl"
    before = path.read_bytes()
    path.write_bytes(_changed(before))
    try:
        one = whole(documents, scratch, again=True)["seconds"]
    finally:
        path.write_bytes(before)
    two = whole(documents, scratch, workers=2)["seconds"]
    rows = (
        Row("nothing changed", nothing, full, full / nothing, "≥ 50", f"{nothing / full:.1%} of a full build"),
        Row("one page changed", one, full, full / one, "≥ 33", f"{one / full:.1%} of a full build"),
        Row("two workers", two, full, full / two, "≥ 1.6"),
    )
    return Table(f"Building again, {documents:,} documents", "s", rows, "full build, one worker")


def _changed(content: bytes) -> bytes:
    """Return a dump in which one paper has another title."""
    lines = content.splitlines(keepends=True)
    number = next(
        n for n in range(len(lines) // 2, len(lines)) if b'schema/1.1/Paper"' in lines[n] or b"/Paper" in lines[n]
    )
    value = json.loads(lines[number])
    value["name"] += " (neu)"
    lines[number] = json.dumps(value, ensure_ascii=False).encode() + b"\n"
    return b"".join(lines)


def start_up() -> Table:
    """Start the program beside bare Python."""
    program = Path(sys.executable).with_name("civicgraph")
    own = statistics.median(_started([str(program), "--version"]) for _ in range(_VERSION_ROUNDS))
    bare = statistics.median(_started([sys.executable, "-c", "pass"]) for _ in range(_VERSION_ROUNDS))
    row = Row("civicgraph --version", 1e3 * own, 1e3 * bare, None, "≤ 200 ms more", f"{1e3 * (own - bare):.0f} ms more")
    return Table("Start-up", "ms", (row,), "bare Python")


def _started(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin
