"""Says what is missing or unreadable about a page of a known system."""

from civicgraph.read.page import collapse
from civicgraph.read.sight import Sight
from civicgraph.record import Finding


def cut(sight: Sight) -> tuple[Finding, ...]:
    """Return a finding where the markup stops before the end of the document."""
    if sight.is_closed:
        return ()
    return (
        sight.finding(
            "page-cut",
            "Die Seite bricht ab, bevor sie endet: neu speichern; was fehlt, ist nicht bekannt.",
            "The page stops before its end: save it again; what is missing is not known.",
            value=sight.text[-60:].strip(),
        ),
    )


def not_read(sight: Sight, german: str) -> Finding:
    """Say that a page of a known system is of a kind that is not read. german: the kind's name."""
    return sight.finding(
        "page-kind-not-read",
        f"Das ist eine Seite der Art {german}; diese Art wird nicht gelesen: die Seiten der einzelnen Punkte und Vorlagen speichern.",
        f"This is a page of the kind {german}; that kind is not read: save the pages of the single items and papers.",
    )


def consultations_not_read(sight: Sight, words: str) -> Finding:
    """Say that a page announces a Beratungsfolge of which no station could be read. words: what stands there."""
    return sight.finding(
        "consultations-not-read",
        "Eine Beratungsfolge ist angekündigt, doch ihr Aufbau ist nicht bekannt: keine Station wurde übernommen.",
        "A sequence of consultations is announced, but its layout is not known: no station was taken.",
        value=words[:200],
    )


def without_title(sight: Sight) -> Finding:
    """Say that a page of a known system shows nothing that a reader could start from."""
    return sight.finding(
        "no-council-page",
        "Auf dieser Seite steht kein Titel einer Vorlage, Sitzung oder eines Tagesordnungspunkts: ganze Seite speichern.",
        "No title of a paper, meeting or agenda item stands on this page: save the whole page.",
    )


def row_not_read(sight: Sight, words: str) -> Finding:
    """Say that a row of an agenda or calendar fits no pattern."""
    return sight.finding(
        "row-not-read",
        "Eine Zeile der Tabelle ist weder Punkt noch Überschrift; sie wurde nicht übernommen.",
        "A row of the table is neither an item nor a heading; it was not taken.",
        value=collapse(words)[:200],
    )
