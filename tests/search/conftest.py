"""Hands the shared graph to the tests of this folder."""

from tests.query.build import graph, graph_folder

__all__ = ["graph", "graph_folder"]
