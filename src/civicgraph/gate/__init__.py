"""Judges quads by the shapes: the same quads, or quarantine and findings."""

from civicgraph.gate.judging import BATCH, Gate

__all__ = ["BATCH", "Gate"]
