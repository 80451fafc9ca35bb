"""Checks every quote of a graph against present pages: those of a source's folder, or the stored snapshots read anew."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pyoxigraph

from civicgraph.errors import SourceInvalid
from civicgraph.query import Graph
from civicgraph.read import read
from civicgraph.read.page import Page
from civicgraph.record import Snapshot
from civicgraph.snapshot import snapshots
from civicgraph.snapshot.stored import Stored
from civicgraph.source import locate
from civicgraph.store import stored_bytes
from civicgraph.verify.model import Check, Verification
from civicgraph.verify.placing import Place, Text
from civicgraph.vocab import PREFIXES

_PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_QUOTES = """SELECT ?subject ?property ?text ?start ?end ?quote ?prefix ?suffix WHERE {
  ?subject cg:evidence ?evidence . ?evidence oa:hasSource ?text ; oa:hasSelector ?position , ?exact .
  ?position oa:start ?start ; oa:end ?end . ?exact oa:exact ?quote ; oa:prefix ?prefix ; oa:suffix ?suffix .
  OPTIONAL { ?evidence cg:property ?property } }"""
_TEXTS = """SELECT ?text ?url ?sha256 ?media ?reader WHERE { ?text a cg:Text ; prov:wasDerivedFrom ?snapshot ; cg:reader ?reader .
  ?snapshot schema:url ?url ; cg:sha256 ?sha256 ; dct:format ?media } ORDER BY ?text ?url"""


class Known(msgspec.Struct, frozen=True):
    """What the graph says of a text: where its page was found, its bytes, its media type and reader."""

    urls: tuple[str, ...]
    sha256: str
    media_type: str
    reader: str


def verify(graph: Graph, against: Path | None = None) -> Verification:
    """Look for every quote of the graph in present pages.

    against: a source's folder or page, read as `build` would; a page is the one at the same location. None: the snapshots stored
    beside the graph, so the check shows whether this version's readers still see what was quoted. Pages of sources other than the
    one of `against` are left out.
    Raises SourceInvalid where the folder cannot be taken, or is of a source that the graph does not hold.
    """
    known = dict(_texts(graph.store))
    slug = ""
    if against is not None:
        located = locate(against)
        slug = located.source.slug
        base = located.source.base + "/"
        if not any(text.startswith(base) for text in known):
            raise SourceInvalid(
                f"{against}: no page of this graph has the base {base[:-1]}: name the folder of one of its sources"
            )
        known = {text: told for text, told in known.items() if text.startswith(base)}
        present = _present(snapshots(located), slug, located.source.read.reader)
    else:
        present = {
            url: text
            for told in known.values()
            for url, text in _present(_stored(graph, told), "", told.reader).items()
        }
    quotes = _quotes(graph.store)
    checks = [
        check
        for text, told in known.items()
        for check in _checked(
            quotes.get(text, []), told, next((present[url] for url in told.urls if url in present), None)
        )
    ]
    return Verification(tuple(sorted(checks, key=lambda c: (c.page, c.start, c.end, c.subject, c.property))), slug)


def _checked(quotes: list[tuple[str, str, Place]], told: Known, now: str | None) -> Iterator[Check]:
    """Yield the state of each quote of one text."""
    text = Text(now or "")
    for subject, name, place in quotes:
        found = text.find(place)
        stands = "" if found.start is None or found.state != "changed" else text.text[found.start : found.end]
        yield Check(
            found.state,
            subject,
            name,
            told.urls[0],
            place.quote,
            place.start,
            place.end,
            found.start,
            found.end,
            stands,
        )


def _present(pages: Iterator[object], slug: str, reader: str) -> dict[str, str]:
    """Return the present text of each page by its locations."""
    found: dict[str, str] = {}
    for item in pages:
        page = read(item, slug, reader) if isinstance(item, Stored) else None
        if isinstance(item, Stored) and isinstance(page, Page):
            found |= dict.fromkeys(item.snapshot.locations, page.text)
    return found


def _stored(graph: Graph, told: Known) -> Iterator[Stored]:
    """Yield the snapshot that was stored when the graph was built, where it is still there."""
    content = stored_bytes(graph.generation, told.sha256)
    if content is not None:
        snapshot = Snapshot(sha256=told.sha256, media_type=told.media_type, size=len(content), locations=told.urls)
        yield Stored(snapshot, content)


def _texts(store: pyoxigraph.Store) -> Iterator[tuple[str, Known]]:
    """Yield every text with its page's locations."""
    urls: dict[str, list[str]] = defaultdict(list)
    told: dict[str, tuple[str, str, str]] = {}
    for row in store.query(_PREFIXES + _TEXTS):  # type: ignore[union-attr]
        text = row["text"].value
        urls[text].append(row["url"].value)
        told[text] = (row["sha256"].value, row["media"].value, row["reader"].value)
    for text, places in urls.items():
        yield text, Known(tuple(dict.fromkeys(places)), *told[text])


def _quotes(store: pyoxigraph.Store) -> dict[str, list[tuple[str, str, Place]]]:
    """Return subject, property and place of every quote, by its text."""
    found: dict[str, list[tuple[str, str, Place]]] = defaultdict(list)
    for row in store.query(_PREFIXES + _QUOTES):  # type: ignore[union-attr]
        name = row["property"]
        place = Place(
            row["quote"].value, int(row["start"].value), int(row["end"].value), row["prefix"].value, row["suffix"].value
        )
        found[row["text"].value].append((row["subject"].value, _local(name.value) if name is not None else "", place))
    return found


def _local(iri: str) -> str:
    return iri.rpartition("#" if "#" in iri else "/")[2]
