"""Finds the files that travel with the package: ontology, shapes, queries, data."""

from functools import cache
from pathlib import Path


@cache
def folder(name: str) -> Path:
    """Return the folder `name` ("ontology", "shapes", "queries" or "data").

    In an installed wheel the folders lie inside the package, in an editable install beside `src`.

    Raises FileNotFoundError where neither is there: the installation is broken.
    """
    package = Path(__file__).resolve().parent
    for place in (package / "_files" / name, package.parents[1] / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"civicgraph's folder '{name}' is missing: install the package again")
