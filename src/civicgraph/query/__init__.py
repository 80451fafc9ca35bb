"""Turns a built graph and a question into rows, files and answers: reads only, never writes."""

from civicgraph.query.graph import Graph
from civicgraph.query.rows import Row, Rows, Triples, Truth

__all__ = ["Graph", "Row", "Rows", "Triples", "Truth"]
