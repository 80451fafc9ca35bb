"""One whole build of ours in a process of its own, with the time and memory of the store's load apart.

    python -m benchmarks.whole DUMP OUT [--workers N]

Prints as JSON: seconds of the whole and of the store's load, pages, quads, and peaks of this process's memory in bytes: before the
load and in all.
"""

import argparse
import json
import resource
import sys
import time
from pathlib import Path
from unittest.mock import patch

import pyoxigraph

from civicgraph import store
from civicgraph.pipeline import build

_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes of ru_maxrss: getrusage(2) counts kilobytes on Linux, bytes on macOS."""


def peak() -> int:
    """Return the peak of this process's resident memory in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def main() -> None:
    """Build and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("dump", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    load = store._load
    told: dict[str, float] = {"load": 0.0, "peak_before": 0}

    def loaded(into: pyoxigraph.Store, generation: Path) -> None:
        told["peak_before"] = peak()
        begin = time.perf_counter()
        load(into, generation)
        told["load"] = time.perf_counter() - begin

    begin = time.perf_counter()
    with patch.object(store, "_load", loaded):
        report = build([given.dump], given.out, workers=given.workers)
    whole = time.perf_counter() - begin
    counts = {"pages": report.pages, "quarantined": report.quarantined, "quads": report.generation.manifest.quads}
    print(json.dumps({"seconds": whole, **told, "peak": peak(), **counts}))


if __name__ == "__main__":
    main()
