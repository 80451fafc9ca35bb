"""Turns a built graph into a folder that a web server can serve as is and an open-data portal can harvest."""

from civicgraph.publish.publication import Distribution, Publication
from civicgraph.publish.run import publish

__all__ = ["Distribution", "Publication", "publish"]
