"""Turns what is known of sources into the one line that every view and every file saved from it carries."""

from collections.abc import Iterable

from civicgraph.view.days import day

FINGERPRINT_SHOWN = 16
_WORDS = {
    "de": ("Quelle", "Stand", "abgerufen", "Lizenz", "Fingerabdruck"),
    "en": ("Source", "As of", "retrieved", "Licence", "Fingerprint"),
}


def source_line(
    lang: str,
    *,
    sources: Iterable[str],
    as_of: Iterable[str],
    retrieved: Iterable[str],
    licences: Iterable[str],
    fingerprint: str,
) -> str:
    """Return "Quelle: … · Stand: … · abgerufen: … · Lizenz: … · Fingerabdruck: …"; what is not known is left out.

    lang: "de" or "en"; sources: publishers or names; as_of, retrieved: ISO days or times of the pages used ("" where a page has none): the
    youngest day, and the first and last retrieval; licences: IRIs; fingerprint: of the graph, shown by its beginning.
    """
    source, stand, got, licence, print_ = _WORDS[lang]
    days = sorted(set(as_of) - {""})
    fetched = sorted({when[:10] for when in retrieved} - {""})
    values = {
        source: ", ".join(sorted(set(sources) - {""})),
        stand: day(days[-1][:10], lang) if days else "",
        got: _span(fetched, lang) if fetched else "",
        licence: ", ".join(sorted(set(licences) - {""})),
        print_: fingerprint[:FINGERPRINT_SHOWN],
    }
    return " · ".join(f"{name}: {value}" for name, value in values.items() if value)


def _span(days: list[str], lang: str) -> str:
    return day(days[0], lang) if days[0] == days[-1] else f"{day(days[0], lang)} – {day(days[-1], lang)}"
