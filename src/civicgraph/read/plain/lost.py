"""Finds the header of a saved page whose first lines are lost: labels stand there, the line that opens the page does not."""

from civicgraph.read.header import begins_with_label, labels_of, number_and_title
from civicgraph.read.page import Field, Line, Span, span_field
from civicgraph.read.phrases import table
from civicgraph.read.plain.title import Title
from civicgraph.read.sections import heading_of

_NEEDED = frozenset(("agenda_number", "date"))
_FIRST = frozenset(("agenda_number", "body"))
WITHIN = 12
"""The labels of a meeting stand within so many lines."""


def lost_title(all_lines: list[Line]) -> Title | None:
    """Return an extract's title where its own line is lost: the line below the labels repeats it; None where labels are missing too."""
    names = {row["label"]: row["name"] for row in table("labels")}
    for index, line in enumerate(all_lines):
        if not begins_with_label(line.text) or names[labels_of(line)[0][0]] not in _FIRST:
            continue
        block = all_lines[index : index + WITHIN]
        found = {names[label] for inside in block for label, _ in labels_of(inside)}
        below = _below(block) if found >= _NEEDED else None
        return _title(below, index) if below is not None else None
    return None


def _below(block: list[Line]) -> Line | None:
    """Return the first line behind the labels that is no heading."""
    told = [line for line in block if not line.is_blank]
    labelled = [i for i, line in enumerate(told) if begins_with_label(line.text)]
    end = next((i for i in labelled if i + 1 < len(told) and i + 1 not in labelled), None)
    return None if end is None or heading_of(told[end + 1].text) else told[end + 1]


def _title(line: Line, first: int) -> Title:
    divided = number_and_title(line, None)
    told = next((field for field in divided if field.name == "title"), None)
    whole = span_field("page_title", line.text, 0, len(line.text))
    assert whole is not None  # the line is not blank
    field = told or whole
    span = field.span if told else Span(field.span.start + line.start, field.span.end + line.start)
    return Title("extract", "Auszug", Field("page_title", field.value, span), max(-1, first - 2))
