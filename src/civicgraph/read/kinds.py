"""Says what is missing or unreadable about a page of a known system."""

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


def without_title(sight: Sight) -> Finding:
    """Say that a page of a known system shows nothing that a reader could start from."""
    return sight.finding(
        "no-council-page",
        "Auf dieser Seite steht kein Titel einer Vorlage, Sitzung oder eines Tagesordnungspunkts: ganze Seite speichern.",
        "No title of a paper, meeting or agenda item stands on this page: save the whole page.",
    )
