"""Keeps what was measured: tables with their medians and ratios, as Markdown and as JSON, with the machine and the versions."""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import msgspec

LIBRARIES = ("civicgraph", "msgspec", "pyoxigraph", "pyshifty", "rdflib", "pyshacl", "selectolax")
MEGABYTE = 1e6


class Row(msgspec.Struct, frozen=True):
    """One measurement. own, peer: in the table's unit; ratio: how many times ours is better; wanted: the goal, "" for none."""

    name: str
    own: float | None
    peer: float | None = None
    ratio: float | None = None
    wanted: str = ""
    note: str = ""


class Table(msgspec.Struct, frozen=True):
    """Measurements of one kind. unit: of own and peer; peer: who it is, "" where nobody stands beside."""

    title: str
    unit: str
    rows: tuple[Row, ...]
    peer: str = ""
    text: str = ""


def machine() -> str:
    """Return what the measurements ran on, without the machine's name."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}"


def versions(names: Iterable[str] = LIBRARIES) -> dict[str, str]:
    """Return the versions of installed packages; those that are not there are left out."""
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def seconds(way: Callable[[], object]) -> float:
    """Return the wall time of one call."""
    begin = time.perf_counter()
    way()
    return time.perf_counter() - begin


def median(way: Callable[[], object], rounds: int) -> float:
    """Return the median wall time of so many calls."""
    return statistics.median(seconds(way) for _ in range(rounds))


def against(own: Callable[[], object], peer: Callable[[], object], rounds: int) -> tuple[float, float, float]:
    """Return the medians of two ways' seconds, measured in turns, and the median of the rounds' ratios."""
    pairs = [(seconds(own), seconds(peer)) for _ in range(rounds)]
    mine, theirs = zip(*pairs, strict=True)
    return statistics.median(mine), statistics.median(theirs), statistics.median(p / o for o, p in pairs)


def told_by(module: str, *arguments: object, python: str = sys.executable) -> Any:
    """Return the JSON that a module of the benchmarks prints in a process of its own.

    Raises RuntimeError with the end of what it said where it fails.
    """
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [python, "-m", module, *map(str, arguments)], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{module} ended with {done.returncode}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def markdown(tables: Iterable[Table], heading: str) -> str:
    """Return the tables as one Markdown page."""
    parts = [f"# {heading}", f"{machine()}; {', '.join(f'{n} {v}' for n, v in versions().items())}"]
    for table in tables:
        parts += [f"## {table.title}", *([table.text] if table.text else []), _rows(table)]
    return "\n\n".join(parts) + "\n"


def write(tables: list[Table], heading: str, folder: Path) -> Path:
    """Write the tables as results.md and results.json and return the former."""
    folder.mkdir(parents=True, exist_ok=True)
    value = {"machine": machine(), "versions": versions(), "tables": msgspec.to_builtins(tables)}
    (folder / "results.json").write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", "utf-8")
    page = folder / "results.md"
    page.write_text(markdown(tables, heading), "utf-8")
    return page


def _rows(table: Table) -> str:
    lines = [
        f"| what | {table.unit} | {table.peer or 'beside'} | ratio | wanted | |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for row in table.rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.3g}"
        cells = [row.name, _number(row.own), _number(row.peer), ratio, row.wanted, row.note]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
