"""The folder with real records that may lie beside the project; tests that need it skip with a reason where it is absent."""

import csv
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
needs_shared = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the folder ../shared with real records is not beside the project"),
]
SEED = SHARED / "seed" / "herne-2023-0386.txt"
EXPECTED = SHARED / "expected" / "herne-2023-0386"


def expected(name: str) -> list[dict[str, str]]:
    """Return the rows that must come out of the seed page, read by hand."""
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
