"""Reads the text of a file that a paper lists: a text saved beside the objects, or one that stood in them."""

from civicgraph.read.page import Page, Span
from civicgraph.read.sight import Sight
from civicgraph.record import Finding

READER = "file-text"
VERSION = "1"


class FileText:
    """The reader of texts of files."""

    name = READER
    version = VERSION
    order = 5
    german = "Texte von Dateien, die Vorlagen führen"

    def recognises(self, sight: Sight) -> bool:
        """Tell by the objects that came with it: they list the file."""
        return sight.stored.attached is not None and not sight.is_binary

    def read(self, sight: Sight) -> Page | Finding:
        """Take the text as it is."""
        return page_of_text(sight, sight.text, READER, VERSION)


def page_of_text(
    sight: Sight, text: str, reader: str, version: str, findings: tuple[Finding, ...] = ()
) -> Page | Finding:
    """Return the page of a file's text, or say that there is none: a scan, or an empty file."""
    about = sight.stored.attached
    if not text.strip():
        return sight.finding(
            "file-without-text",
            "Diese Datei hat keinen Text (meist ein Scan): Texterkennung laufen lassen und den Text daneben speichern.",
            "This file has no text (mostly a scan): recognise its text and save it beside the file.",
            value=about.number if about is not None else "",
        )
    return Page(
        snapshot=sight.snapshot,
        reader=reader,
        reader_version=version,
        kind="file",
        text=text,
        fields=(),
        sittings=(),
        sections=(),
        body=Span(0, len(text.rstrip())),
        findings=findings,
        about=about,
    )
