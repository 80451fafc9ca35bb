"""Turns snapshots into pages: finds out what a file is, picks its reader, and says plainly what it could not read."""

import re

from civicgraph.read.allris3 import is_allris3, read_allris3
from civicgraph.read.decode import decode, is_binary
from civicgraph.read.dom import parse
from civicgraph.read.page import Page, lines, one_text
from civicgraph.read.plain import Title, read_plain, title_of
from civicgraph.record import Finding
from civicgraph.snapshot import Stored

READ_KINDS = {"extract", "paper"}

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|h1)\b", re.IGNORECASE)
_SYSTEMS = (
    ("ALLRIS 4", re.compile(r"ALLRIS\s*(?:net\s*)?(?:Version\s*)?4|/public/(?:to|vo|si)0\d\d|wicket", re.IGNORECASE)),
    ("SessionNet", re.compile(r"SessionNet|smc[-_]|to0040|si0057", re.IGNORECASE)),
)
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


def read(stored: Stored, source: str) -> Page | Finding:
    """Read one snapshot; a Finding says why it is no page that can be read.

    Never raises on any bytes.
    """
    where = stored.snapshot.locations[0]
    if is_binary(stored.content):
        return _unread(
            source,
            where,
            "binary-file",
            "Das ist keine Textdatei: Seite als Text oder HTML speichern.",
            "This is no text file: save the page as text or HTML.",
        )
    decoded = decode(stored.content)
    findings = _doubts(decoded.doubt, source, where)
    if _HTML.search(decoded.text[:4096]):
        return _read_html(one_text(decoded.text), stored, source, findings)
    page = read_plain(one_text(decoded.text), stored.snapshot, findings)
    if page is None:
        return _no_council_page(source, where, title=None)
    return _of_read_kind(page, source, lines_title(page.text))


def _read_html(text: str, stored: Stored, source: str, findings: tuple[Finding, ...]) -> Page | Finding:
    where = stored.snapshot.locations[0]
    parser = parse(text)
    if not is_allris3(parser):
        system = next((name for name, sign in _SYSTEMS if sign.search(text)), None)
        return _other_system(source, where, system)
    if not re.search(r"</html>\s*(?:<!--.*?-->\s*)*$", text[-2000:], re.IGNORECASE | re.DOTALL):
        findings = (*findings, _cut(source, where, text[-60:]))
    page = read_allris3(parser, stored.snapshot, findings)
    if page is None:
        return _no_council_page(source, where, title=None)
    return _of_read_kind(page, source, lines_title(page.text))


def lines_title(text: str) -> Title | None:
    """Return the title line of a page's text."""
    return title_of(lines(text))


def _of_read_kind(page: Page, source: str, title: Title | None) -> Page | Finding:
    """Hand on extracts and papers; name the kind of any other page."""
    if page.kind in READ_KINDS:
        return page
    return _no_council_page(source, page.snapshot.locations[0], title)


def _doubts(doubt: str | None, source: str, where: str) -> tuple[Finding, ...]:
    if doubt is None:
        return ()
    german, english = _DOUBTS[doubt]
    return (Finding("warning", f"charset-{doubt}", german, english, source=source, page=where),)


def _no_council_page(source: str, where: str, title: Title | None) -> Finding:
    if title is None:
        return _unread(
            source,
            where,
            "no-council-page",
            "Keine Zeile eröffnet eine Seite eines Ratsinformationssystems (etwa „Auszug - …“ oder „Vorlage - …“): ganze Seite speichern.",
            "No line opens a page of a council information system (such as 'Auszug - …' or 'Vorlage - …'): save the whole page.",
        )
    return _unread(
        source,
        where,
        "page-kind-not-read",
        f"Das ist eine Seite der Art {title.german}; gelesen werden Auszug und Vorlage: die Seiten der einzelnen Punkte speichern.",
        f"This is a page of the kind {title.german}; extracts and papers are read: save the pages of the single items.",
    )


def _other_system(source: str, where: str, system: str | None) -> Finding:
    named = system or "unbekannt"
    return _unread(
        source,
        where,
        "system-not-read",
        f"Für dieses System ({named}) gibt es noch keinen Leser: ALLRIS 3 und gespeicherter Text von ALLRIS-Seiten werden gelesen.",
        f"There is no reader for this system ({system or 'unknown'}) yet: ALLRIS 3 and saved text of ALLRIS pages are read.",
    )


def _cut(source: str, where: str, value: str) -> Finding:
    return Finding(
        "warning",
        "page-cut",
        "Die Seite bricht ab, bevor sie endet: neu speichern; was fehlt, ist nicht bekannt.",
        "The page stops before its end: save it again; what is missing is not known.",
        source=source,
        page=where,
        value=value.strip(),
    )


def _unread(source: str, where: str, rule: str, german: str, english: str) -> Finding:
    return Finding("warning", rule, german, english, source=source, page=where)
