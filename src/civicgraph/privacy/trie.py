"""Turns spellings into one pattern that follows a single path at each place, so that time does not grow with their number."""

import re
from collections.abc import Iterable
from typing import TypeAlias

Trie: TypeAlias = dict[str, "Trie"]
_END = ""


def add(trie: Trie, atoms: Iterable[str]) -> None:
    """Add one spelling: atoms are patterns of a letter or of a gap."""
    for atom in atoms:
        trie = trie.setdefault(atom, {})
    trie[_END] = {}


def wording(words: str) -> list[str]:
    """Return the atoms of a phrase as written, with any white space between its words."""
    return [r"[\s\u00a0]{1,20}" if char == " " else re.escape(char) for char in words]


def spelt(trie: Trie) -> str:
    """Return a trie as a pattern; longer spellings go first."""
    branches = [atom + (spelt(below) if below else "") for atom, below in sorted(trie.items()) if atom != _END]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and _END not in trie else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if _END in trie else joined
