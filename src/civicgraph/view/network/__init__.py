"""The network view: a part of the graph as one HTML page with a drawing, a search, filters and a table of the same content."""

from civicgraph.view.network.ask import Ask, Shown, network_page
from civicgraph.view.network.meta import Meta, Nothing, Redaction, Words
from civicgraph.view.network.page import Lang, network_html

__all__ = ["Ask", "Lang", "Meta", "Nothing", "Redaction", "Shown", "Words", "network_html", "network_page"]
