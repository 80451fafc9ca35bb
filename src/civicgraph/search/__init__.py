"""Turns what somebody types into the questions, answers and titles of a graph that hold it."""

from civicgraph.search.asked import Sought, sought
from civicgraph.search.documents import Document, documents
from civicgraph.search.folding import folded, tokens
from civicgraph.search.fulltext import FullText, full_text
from civicgraph.search.hits import hits

__all__ = ["Document", "FullText", "Sought", "documents", "folded", "full_text", "hits", "sought", "tokens"]
