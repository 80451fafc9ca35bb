"""Notices pages that are not whole: cut in a sentence, ended in their header, or an inquiry without a question."""

import re

from civicgraph import dates
from civicgraph.extract.labels import at_start
from civicgraph.read.page import Page, collapse, lines
from civicgraph.record import Finding, Question

_ENDED = re.compile(r"[.!?:…)\]“”\"»'*_]$|\d$")


def wholeness(page: Page, asked: list[Question]) -> list[Finding]:
    """Return a finding where the page seems cut; reading goes on with what is there."""
    text = page.text[page.body.start : page.body.end]
    lost = [] if len(page.fields) > 1 or page.kind == "file" else [_headerless()]
    return [*lost, *(_cut(text) if page.body.end else [])]  # a record of a database has no place for a text


def _headerless() -> Finding:
    return _finding(
        "header-missing",
        "Über dem Text steht kein Kopf mit Feldern wie „TOP:“ oder „Gremium:“: die ganze Seite speichern.",
        "No header with fields such as 'TOP:' or 'Gremium:' stands above the text: save the whole page.",
        "",
    )


def _cut(text: str) -> list[Finding]:
    if not text.strip():
        return [
            _finding(
                "page-without-text",
                "Die Seite endet in ihrem Kopf: Es steht kein Text darunter.",
                "The page ends in its header: no text stands below it.",
                "",
            )
        ]
    last = [line.text for line in lines(text) if line.text.strip()][-1].strip()
    if _is_cut(last):
        return [
            _finding(
                "page-cut",
                "Die Seite bricht mitten im Satz ab: neu speichern; was fehlt, ist nicht bekannt.",
                "The page stops in the middle of a sentence: save it again; what is missing is not known.",
                last[-80:],
            )
        ]
    return []


def _is_cut(last: str) -> bool:
    """A last line of running text that ends without a mark; lists, dates, names and headings end so by nature."""
    if _ENDED.search(last) or (re.match(r"^\W*\d{1,2}\.\s", last) and at_start(last) is None):
        return False
    if dates.leading(last) is not None:
        return False
    words = last.split()
    small = [re.match(r"^[a-zäöüß]{2,}$", word) is not None for word in words]
    return (len(words) > 4 and any(small)) or (len(words) > 2 and small[-1])


def _finding(rule: str, german: str, english: str, value: str) -> Finding:
    return Finding("warning", rule, german, english, value=collapse(value))
