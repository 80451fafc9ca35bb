"""Turns triples and shapes into a SHACL validation report, by pyshifty or by pySHACL: docs/decisions/0001-gate-engine.md."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyshacl
import rdflib

from civicgraph.errors import UsageError

if TYPE_CHECKING:
    import shifty

SETTING = "CIVICGRAPH_GATE"
"""The variable of the environment that names the engine: pyshifty (or nothing), or pyshacl, which then finds all alone."""


def prepared(shapes: str) -> "shifty.PreparedValidator | None":
    """Return the shapes (N-Triples) ready for pyshifty; None where pySHACL is to do it all.

    pySHACL does it all where the setting says so, and where pyshifty has no wheel (Macs with Intel).
    Raises UsageError where the setting names no engine.
    """
    named = os.environ.get(SETTING, "")
    if named not in ("", "pyshifty", "pyshacl"):
        raise UsageError(f"{SETTING}: '{named}' is no engine of the gate: set pyshifty or pyshacl, or nothing")
    if named == "pyshacl":
        return None
    try:
        import shifty
    except ImportError:
        return None
    return shifty.PreparedValidator(shapes.encode())


def glanced(ready: "shifty.PreparedValidator", triples: str) -> "list[shifty.Violation]":
    """Return what pyshifty finds in triples (N-Triples), without the source shapes: a third of the time of its report."""
    result = ready.validate_algebra(
        triples.encode(), graph_mode="data", infer=False, sort_results=False, on_unsupported="error"
    )
    return result.violations


def screened(ready: "shifty.PreparedValidator", triples: str) -> rdflib.Graph:
    """Return pyshifty's validation report on triples (N-Triples)."""
    with _unlogged():
        _, report, _ = ready.validate(triples.encode(), graph_mode="data", infer=False, on_unsupported="error")
    return report


def judged(shapes: rdflib.Graph, triples: str) -> rdflib.Graph:
    """Return pySHACL's validation report on triples (N-Triples). Raises pySHACL's own errors where it gives up."""
    with _unlogged():
        # Data and shapes come from the same parser, since pySHACL compares their terms.
        data = rdflib.Graph().parse(data=triples, format="nt")
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"pySHACL gave no report: {report!r}")
    return report


@contextmanager
def _unlogged() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each literal whose form is none of its datatype: it is a finding."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
