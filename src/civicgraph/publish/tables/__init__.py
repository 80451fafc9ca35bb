"""Writes the graph as tables: CSV with a codebook and CSVW metadata, Parquet, and one workbook of all."""

from civicgraph.publish.tables.part import tables

__all__ = ["tables"]
