"""The command line: parse, call one function, print. Heavy imports stand inside the commands, for a fast start."""

from civicgraph.cli import build, demo, export, network, query, show, validate, view
from civicgraph.cli.app import app

__all__ = ["app", "build", "demo", "export", "network", "query", "show", "validate", "view"]
