"""Turns an interval of the graph into a date as written and as understood, in words of both languages."""

from datetime import date, timedelta

from civicgraph.view.days import in_words
from civicgraph.view.lineage.facts import Node
from civicgraph.view.lineage.model import When, Words


def when(intervals: list[Node], raw: list[str]) -> When | None:
    """Return the date that the intervals tell, with all raw forms; None where there is neither interval nor raw text.

    Several intervals (two pages, one step) mean the narrowest of them: the others stand in `raw`.
    """
    written = list(dict.fromkeys(raw + [text for node in intervals for text in node.all("cg:raw")]))
    if not intervals and not written:
        return None
    bounds = [(n.one("cg:earliest"), n.one("cg:latest"), n.one("cg:edtf"), n.one("cg:anchor")) for n in intervals]
    earliest, latest, edtf, anchor = min(bounds, key=_breadth, default=("", "", "", ""))
    return When(
        raw=written,
        edtf=edtf,
        earliest=earliest,
        latest=latest,
        anchor=anchor,
        uncertain=not earliest or earliest != latest or "?" in edtf or "~" in edtf or "%" in edtf,
        words=Words(in_words(earliest, latest, "de"), in_words(earliest, latest, "en")),
        short=Words(in_words(earliest, latest, "de", True), in_words(earliest, latest, "en", True)),
    )


def _breadth(bounds: tuple[str, str, str, str]) -> tuple[timedelta, tuple[str, str, str, str]]:
    earliest, latest = bounds[:2]
    if not earliest or not latest:
        return timedelta.max, bounds
    return date.fromisoformat(latest) - date.fromisoformat(earliest), bounds
