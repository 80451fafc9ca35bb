"""Gives the digest of this program: its code, tables, shapes and concepts, and the libraries that a page's graph depends on."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from civicgraph.bundled import folder

LIBRARIES = ("edtf", "msgspec", "pyoxigraph", "pypdfium2", "rapidfuzz", "selectolax")
_OTHERS = frozenset(("cli", "view", "export", "fetch", "evaluate", "query", "search", "report", "verify", "privacy"))
"""Parts of the package that make no graph."""


@cache
def edition() -> str:
    """Return the digest; what was made by a program of another digest is made anew."""
    told = hashlib.sha256()
    package = Path(__file__).parent
    own = (
        p for p in package.rglob("*") if p.suffix in (".py", ".csv") and p.relative_to(package).parts[0] not in _OTHERS
    )
    for file in sorted((*own, *folder("shapes").rglob("*.ttl"), *folder("ontology").rglob("*.ttl"))):
        told.update(f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    for library in LIBRARIES:
        told.update(f"{library} {version(library)}\n".encode())
    return told.hexdigest()
