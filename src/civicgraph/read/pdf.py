"""Reads the text layer of a PDF; a scan without one is a finding, never an empty success."""

import msgspec
import pypdfium2

from civicgraph.read.filetext import page_of_text
from civicgraph.read.page import Page, one_text
from civicgraph.read.registry import readers
from civicgraph.read.sight import Sight
from civicgraph.record import Finding

READER = "pdf-text"
VERSION = "1"
TEXTS = 50
"""Readers of saved text come behind this place in the order."""
MOST_PAGES = 2000
"""Pages that are read; a paper with more is cut, and said to be."""


class PdfText:
    """The reader of PDF documents."""

    name = READER
    version = VERSION
    order = 6
    german = "Textebenen von PDF-Dateien"

    def recognises(self, sight: Sight) -> bool:
        """Tell by the signature, which may stand behind some bytes of rubbish (ISO 32000-1, Annex H.3.4.1)."""
        return b"%PDF-" in sight.content[:1024]

    def read(self, sight: Sight) -> Page | Finding:
        """Read the text layer, pages divided by line feeds."""
        try:
            text, count = _text(sight.content)
        except (pypdfium2.PdfiumError, UnicodeDecodeError) as error:
            return sight.finding(
                "pdf-not-readable",
                "Diese PDF-Datei ist beschädigt oder verschlüsselt: neu speichern, ohne Kennwort.",
                "This PDF is damaged or encrypted: save it again, without a password.",
                value=str(error)[:200],
            )
        findings = () if count <= MOST_PAGES else (_cut(sight, count),)
        page = _by_text(sight, text) if sight.stored.attached is None else None
        if isinstance(page, Page):
            return msgspec.structs.replace(page, findings=(*findings, *page.findings))
        return page_of_text(sight, text, READER, VERSION, findings)


def _by_text(sight: Sight, text: str) -> Page | Finding | None:
    """Return what a reader of saved text makes of a text layer that no object speaks of; None where none knows it."""
    seen = sight.with_text(text)
    reader = next((one for one in readers() if one.order > TEXTS and one.recognises(seen)), None)
    return reader.read(seen) if reader is not None else None


def _text(content: bytes) -> tuple[str, int]:
    """Return the text of a document's pages, and how many pages it has. Raises PdfiumError where it is none that can be opened."""
    document = pypdfium2.PdfDocument(content)
    try:
        count = len(document)
        return one_text("\n".join(_of_page(document, index) for index in range(min(count, MOST_PAGES)))), count
    finally:
        document.close()


def _of_page(document: "pypdfium2.PdfDocument", index: int) -> str:
    page = document[index]
    layer = page.get_textpage()
    try:
        words: str = layer.get_text_range()
        return words.replace("\x0c", "\n").replace("\ufffe", "-")  # U+FFFE: PDFium's mark of a hyphen at a line's end
    finally:
        layer.close()
        page.close()


def _cut(sight: Sight, count: int) -> Finding:
    return sight.finding(
        "pdf-cut",
        f"Das Dokument hat {count} Seiten; gelesen sind die ersten {MOST_PAGES}.",
        f"The document has {count} pages; the first {MOST_PAGES} are read.",
        value=str(count),
    )
