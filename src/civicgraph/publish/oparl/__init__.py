"""Writes a graph as files of OParl 1.1, so that OParl clients can read councils that have no OParl of their own."""

from civicgraph.publish.oparl.part import oparl

__all__ = ["oparl"]
