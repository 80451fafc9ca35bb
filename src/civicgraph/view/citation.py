"""Turns what is known of a place in a page into a citation: in words, as BibTeX and as CSL-JSON."""

import re
from collections.abc import Mapping

import msgspec

from civicgraph.view.days import day

_SPECIAL = re.compile(r"[&%$#_]")
_WORDS = {
    "de": {"item": "TOP", "retrieved": "abgerufen am", "open": "„", "close": "“"},
    "en": {"item": "agenda item", "retrieved": "retrieved", "open": "“", "close": "”"},
}


class Cited(msgspec.Struct, frozen=True):
    """What is cited. Every field is "" where it is not known.

    key: short and unique in a bibliography; publisher: the municipality, or who else publishes; number, title: of the paper; body: where
    it was treated; as_of: the page's own ISO day; agenda_number: "Ö 21.1"; place: "Antwort zu Frage 5"; url: web address; location: path,
    where there is no web address; retrieved: ISO day or time of the fetch; sha256: of the snapshot.
    """

    key: str = ""
    publisher: str = ""
    number: str = ""
    title: str = ""
    body: str = ""
    as_of: str = ""
    agenda_number: str = ""
    place: str = ""
    url: str = ""
    location: str = ""
    retrieved: str = ""
    sha256: str = ""


def citation(cited: Cited, lang: str) -> str:
    """Return a full citation in one sentence: municipality, paper, title, body, date, agenda item, place, address, day of retrieval.

    lang: "de" or "en". What is not known is left out.
    """
    w = _WORDS[lang]
    parts = [
        cited.publisher,
        cited.number,
        f"{w['open']}{cited.title}{w['close']}" if cited.title else "",
        cited.body,
        day(cited.as_of, lang) if cited.as_of else "",
        f"{w['item']} {cited.agenda_number}" if cited.agenda_number else "",
        cited.place,
        cited.url or cited.location,
        f"{w['retrieved']} {day(cited.retrieved[:10], lang)}" if cited.retrieved else "",
    ]
    return ", ".join(part for part in parts if part) + "."


def bibtex(cited: Cited) -> str:
    """Return the same as a BibTeX entry; nothing of the source can break out of it.

    The author stands in double braces, as a corporate name does (BibTeX would else take "Stadt Herne" for a person).
    """
    fields = {
        "author": f"{{{_plain(cited.publisher)}}}" if cited.publisher else "",
        "title": _plain(cited.title or cited.number or cited.location),
        "number": _plain(cited.number),
        "date": cited.as_of,
        "year": cited.as_of[:4],
        "howpublished": _plain(_treated(cited, "de")),
        "note": _plain(cited.place),
        "url": _bare(cited.url),
        "urldate": cited.retrieved[:10],
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{civicgraph-{cited.key},", *lines, "}"])


def csl(cited: Cited) -> str:
    """Return the same as CSL-JSON 1.0: a list of one item, indented."""
    item: dict[str, object] = {
        "id": f"civicgraph-{cited.key}",
        "type": "report",
        "title": cited.title or cited.number or cited.location,
        "number": cited.number,
        "author": [{"literal": cited.publisher}] if cited.publisher else "",
        "publisher": cited.publisher,
        "issued": _date_parts(cited.as_of),
        "event-title": _treated(cited, "de"),
        "note": cited.place,
        "URL": cited.url,
        "accessed": _date_parts(cited.retrieved[:10]),
        "archive_location": f"sha256:{cited.sha256}" if cited.sha256 else "",
    }
    kept = {name: value for name, value in item.items() if value}
    return msgspec.json.format(msgspec.json.encode([kept]), indent=2).decode()


def _treated(cited: Cited, lang: str) -> str:
    item = f"{_WORDS[lang]['item']} {cited.agenda_number}" if cited.agenda_number else ""
    return ", ".join(part for part in (cited.body, item) if part)


def _date_parts(iso: str) -> Mapping[str, object]:
    return {"date-parts": [[int(part) for part in iso.split("-")]]} if iso else {}


def _bare(text: str) -> str:
    """Return a text without what would end a BibTeX field."""
    return re.sub(r"[{}\\]", "", text)


def _plain(text: str) -> str:
    """Return a text with TeX's special characters escaped, on one line."""
    return _SPECIAL.sub(lambda found: "\\" + found[0], " ".join(_bare(text).split()))
