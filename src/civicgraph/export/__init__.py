"""Turns a built graph into one file that may leave the house."""

from civicgraph.export.files import FORMATS, export

__all__ = ["FORMATS", "export"]
