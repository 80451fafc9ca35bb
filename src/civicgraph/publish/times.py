"""Reads from a graph of which days a source tells and when its pages were saved; no clock is asked."""

import msgspec

from civicgraph.query import Graph
from civicgraph.store import SourceInfo

_DAYS = """SELECT (MIN(?day) AS ?earliest) (MAX(?day) AS ?latest) WHERE {{
  ?snapshot dct:isPartOf <{base}/source> ; cg:asOf ?day }}"""
_SAVED = """SELECT (MAX(?saved) AS ?latest) (MIN(?saved) AS ?earliest) WHERE {{
  ?snapshot dct:isPartOf <{base}/source> ; cg:retrieved ?saved }}"""


class Times(msgspec.Struct, frozen=True):
    """Days as ISO 8601, "" where no page says. modified: when the newest page was saved, else the newest page's own day."""

    earliest: str = ""
    latest: str = ""
    first_saved: str = ""
    modified: str = ""


def times(graph: Graph, source: SourceInfo) -> Times:
    """Return the days of one source."""
    (days,) = graph.query(_DAYS.format(base=source.base))
    (saved,) = graph.query(_SAVED.format(base=source.base))
    latest = str(days["latest"] or "")
    return Times(
        str(days["earliest"] or ""),
        latest,
        str(saved["earliest"] or "")[:10],
        str(saved["latest"] or "")[:10] or latest,
    )
