"""The command line: parse, call one function, print. Heavy imports stand inside the commands, for a fast start."""

from civicgraph.cli import (
    build,
    correct,
    demo,
    evaluate,
    export,
    fetch,
    network,
    newsource,
    query,
    questions,
    report,
    search,
    show,
    site,
    validate,
    verify,
    view,
)
from civicgraph.cli.app import app

__all__ = [
    "app",
    "build",
    "correct",
    "demo",
    "evaluate",
    "export",
    "fetch",
    "network",
    "newsource",
    "query",
    "questions",
    "report",
    "search",
    "show",
    "site",
    "validate",
    "verify",
    "view",
]
