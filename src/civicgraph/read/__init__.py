"""Turns snapshots into pages: asks the readers which of them knows a file, and says plainly what none could read."""

from collections.abc import Sequence

import msgspec

from civicgraph.read.page import Page
from civicgraph.read.registry import reader_named, readers
from civicgraph.read.sight import Reader, Sight
from civicgraph.record import Finding
from civicgraph.snapshot import Stored

_DOUBTS = {
    "undeclared": (
        "Die Datei ist kein gültiges UTF-8 und nennt keinen Zeichensatz; sie wurde als Windows-1252 gelesen: Umlaute prüfen.",
        "The file is no valid UTF-8 and names no charset; it was read as Windows-1252: check the umlauts.",
    ),
    "replaced": (
        "Zeichen sind verloren (U+FFFD): Die Seite wurde in einem falschen Zeichensatz gespeichert; neu speichern.",
        "Characters are lost (U+FFFD): the page was saved in a wrong charset; save it again.",
    ),
    "mojibake": (
        "Umlaute sind verstümmelt (UTF-8 als Latin-1 gelesen): Die Seite neu speichern.",
        "Umlauts are garbled (UTF-8 read as Latin-1): save the page again.",
    ),
}


def read(stored: Stored, source: str, reader: str = "") -> Page | Finding:
    """Read one snapshot; a Finding says why it is no page that can be read.

    reader: name of the reader to use, "" lets the page decide. Never raises on any bytes.
    Raises SourceInvalid where no reader has that name.
    """
    sight = Sight(stored, source)
    chosen = reader_named(reader) if reader else next((r for r in readers() if r.recognises(sight)), None)
    if chosen is None:
        return _unknown(sight)
    page = chosen.read(sight)
    fitting = _other(sight, chosen) if reader else None
    if isinstance(page, Finding):
        return page if fitting is None else _misread(sight, chosen, fitting)
    if fitting is not None:
        page = msgspec.structs.replace(page, findings=(*page.findings, _misread(sight, chosen, fitting)))
    doubts = () if sight.is_binary else _doubts(sight)
    return msgspec.structs.replace(page, findings=(*doubts, *page.findings)) if doubts else page


def _other(sight: Sight, chosen: Reader) -> Reader | None:
    """Return the reader that recognises a page which the chosen one does not, None where none does."""
    if chosen.recognises(sight):
        return None
    return next((each for each in readers() if each.recognises(sight)), None)


def _misread(sight: Sight, chosen: Reader, fitting: Reader) -> Finding:
    """Say that the reader that was asked for does not know a page, and which one does."""
    return sight.finding(
        "other-reader-fits",
        f"Der Leser {chosen.name} kennt diese Seite nicht, {fitting.name} erkennt sie: diesen nennen, oder keinen.",
        f"The reader {chosen.name} does not know this page, {fitting.name} recognises it: name that one, or none.",
        value=fitting.name,
    )


def check_reader(name: str) -> None:
    """Raise SourceInvalid where no reader has that name ("" lets the page decide)."""
    if name:
        reader_named(name)


def _doubts(sight: Sight) -> Sequence[Finding]:
    """Return what is doubtful about the bytes: charset, and a document that stops before its end."""
    found = []
    if sight.decoded.doubt is not None:
        german, english = _DOUBTS[sight.decoded.doubt]
        found.append(sight.finding(f"charset-{sight.decoded.doubt}", german, english))
    return found


def _unknown(sight: Sight) -> Finding:
    """Say that no reader knows these bytes."""
    names = ", ".join(reader.german for reader in readers())
    if sight.is_binary:
        return sight.finding(
            "binary-file",
            f"Das ist keine Datei, die gelesen werden kann (gelesen werden {names}): Seite als Text oder HTML speichern.",
            f"This is no file that can be read ({names} are): save the page as text or HTML.",
        )
    if sight.is_html:
        return sight.finding(
            "system-not-read",
            f"Für dieses System gibt es keinen Leser (gelesen werden {names}): Seite als Text speichern, oder --reader nennen.",
            f"There is no reader for this system ({names} are read): save the page as text, or name a --reader.",
            value=sight.generator.split("\n")[0][:100],
        )
    return sight.finding(
        "no-council-page",
        "Keine Zeile eröffnet eine Seite eines Ratsinformationssystems (etwa „Auszug - …“ oder „Vorlage - …“): ganze Seite speichern.",
        "No line opens a page of a council information system (such as 'Auszug - …' or 'Vorlage - …'): save the whole page.",
    )


__all__ = ["Reader", "check_reader", "read"]
