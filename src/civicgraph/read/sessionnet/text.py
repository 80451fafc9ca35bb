"""Turns the saved text of a SessionNet item, which names neither meeting nor item, into an extract: outcome, vote, sections."""

from civicgraph.read.page import Field, Line, Page, Section, Span, lines
from civicgraph.read.sections import heading_of, sections
from civicgraph.read.sessionnet.results import COUNTS, LABELLED, fields_of_lines, is_known_outcome
from civicgraph.read.sessionnet.words import label
from civicgraph.read.sight import Sight
from civicgraph.record import Finding

READER = "sessionnet-text"
VERSION = "1"
NEAR = 5
"""Lines with words at the beginning, one of which must have the known form."""


class SavedItem:
    """The reader of SessionNet items saved as plain text."""

    name = READER
    version = VERSION
    order = 85
    german = "gespeicherter Text von SessionNet-Punkten"

    def recognises(self, sight: Sight) -> bool:
        """Tell by a line near the beginning: an outcome behind "Beschluss:", or the counts of a vote behind "Abstimmung:"."""
        if sight.is_binary or sight.is_html:
            return False
        told = [line for line in lines(sight.text[:20_000]) if not line.is_blank][:NEAR]
        return any(_opens(line, place) for place, line in enumerate(told))

    def read(self, sight: Sight) -> Page | Finding:
        """Read the text as an extract of an unknown meeting; says that nothing ties it to one."""
        told = lines(sight.text)
        fields = fields_of_lines(told)
        end = len(sight.text.rstrip())
        start = next((line.start for line in told if not line.is_blank), 0)
        body = Span(min(start, end), end)
        found = _one_line_sections(told, fields) + list(sections(lines(sight.text, body.start, body.end)))
        return Page(
            snapshot=sight.snapshot,
            reader=READER,
            reader_version=VERSION,
            kind="extract",
            text=sight.text,
            fields=tuple(fields),
            sittings=(),
            sections=tuple(sorted(found, key=lambda s: s.span.start)),
            body=body,
            findings=(_without_meeting(sight),),
        )


def _opens(line: Line, place: int) -> bool:
    """Tell whether a line is surely SessionNet's. A label alone, or before a sentence, may stand in any text."""
    match = LABELLED.match(line.text)
    if match is None:
        return False
    name, words = label(match.group(1), "extract"), match.group(2)
    if name == "vote":
        return len(COUNTS.findall(words)) >= 2
    return name == "outcome" and match.group(1) == "Beschluss" and place == 0 and is_known_outcome(words)


def _one_line_sections(told: list[Line], fields: list[Field]) -> list[Section]:
    """Return the paragraphs that stand behind a section's heading on its line, as far as no field took them."""
    found = []
    for line in told:
        match = LABELLED.match(line.text)
        name = heading_of(match.group(1)) if match is not None else None
        if match is None or name is None or not match.group(2):
            continue
        span = Span(line.start + match.start(2), line.start + match.end(2))
        if not any(field.span.start == span.start for field in fields):
            found.append(Section(name, span))
    return found


def _without_meeting(sight: Sight) -> Finding:
    return sight.finding(
        "item-without-meeting",
        "Der Text nennt weder Sitzung noch Tagesordnungspunkt noch Vorlage: Beschluss und Abstimmung lassen sich nichts zuordnen; "
        "die ganze Seite speichern.",
        "The text names no meeting, no agenda item and no paper: outcome and vote belong to nothing; save the whole page.",
    )
