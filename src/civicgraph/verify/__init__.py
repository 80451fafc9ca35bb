"""Looks for every quote of a graph in the present pages: same, moved, changed or gone."""

from civicgraph.verify.checking import verify
from civicgraph.verify.model import Check, Verification

__all__ = ["Check", "Verification", "verify"]
