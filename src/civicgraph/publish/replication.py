"""Writes for each source what it takes to build it again: settings, corrections, pages that may leave, versions, and what is missing."""

import html
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote

import msgspec
import pyoxigraph

from civicgraph.corrections import entry, load_corrections
from civicgraph.edition import LIBRARIES
from civicgraph.privacy import Redaction
from civicgraph.privacy.prose import BLOCK
from civicgraph.publish.publication import Distribution, Publication
from civicgraph.publish.sourcefile import source_file
from civicgraph.query import Graph
from civicgraph.read.decode import decode
from civicgraph.snapshot import MEDIA_TYPES
from civicgraph.source import PageEntry, Privacy, load
from civicgraph.store import SourceInfo, stored_bytes
from civicgraph.vocab import term

_SNAPSHOTS = """SELECT ?iri ?sha256 ?format ?retrieved ?place WHERE {
  ?iri a cg:Snapshot ; cg:sha256 ?sha256 ; dct:format ?format ; schema:url ?place OPTIONAL { ?iri cg:retrieved ?retrieved }
} ORDER BY ?iri ?place"""
_SUFFIXES = {"text/plain": ".txt", "text/html": ".html", "application/xhtml+xml": ".xhtml"}
"""Media types whose bytes can be searched for names, and how such a file is called."""
_TEXTS = (
    "The pages are left out: catalogue.publish_texts of source.toml does not allow whole texts to leave.",
    "Die Seiten fehlen: catalogue.publish_texts in source.toml erlaubt nicht, dass ganze Texte hinausgehen.",
)


class _Page(msgspec.Struct, frozen=True):
    """One place of one snapshot. place: URL, or path inside the source's folder; retrieved: None where it is not known."""

    iri: str
    sha256: str
    media_type: str
    place: str
    retrieved: datetime | None

    @property
    def entry(self) -> PageEntry:
        """What source.toml says of the page; a page that is known by its path keeps it."""
        if "://" not in self.place:
            return PageEntry(self.place, retrieved=self.retrieved)
        name = f"pages/{self.sha256}{_SUFFIXES[self.media_type]}"
        return PageEntry(name, self.place, self.retrieved)


def replication(publication: Publication) -> Iterator[Distribution]:
    """Write the folder of each declared source below replication/."""
    for source in publication.sources:
        settings = publication.graph.generation.path / "sources" / source.slug
        if not (settings / "source.toml").is_file():
            continue
        folder = publication.into / "replication" / source.slug
        folder.mkdir(parents=True)
        missing = _written(publication, source, settings, folder)
        _write(folder / "constraints.txt", _constraints(publication))
        _write(folder / "README.txt", _readme(publication, source, missing))
        yield Distribution(
            source.slug, f"{source.slug}-replication", (f"replication/{source.slug}/README.txt",),
            f"{source.title}: Nachbau", f"{source.title}: replication",
            "Womit sich der Graph noch einmal bauen lässt, und was dazu fehlt; die Dateien liegen daneben.",
            "What it takes to build the graph again, and what is missing; the files lie beside it.",
            "text/plain", "TXT",
        )  # fmt: skip
        yield Distribution(
            source.slug, f"{source.slug}-settings", (f"replication/{source.slug}/source.toml",),
            f"{source.title}: Angaben der Quelle", f"{source.title}: settings of the source",
            "Die source.toml, mit der gebaut wurde, ohne Kommentare und ohne zurückgehaltene Namen.",
            "The source.toml that it was built with, without comments and withheld names.",
            "application/toml", "TXT",
        )  # fmt: skip


def _written(publication: Publication, source: SourceInfo, settings: Path, folder: Path) -> list[tuple[str, str]]:
    """Write pages, settings and corrections; return in English and German why the same graph does not come of them."""
    missing: list[tuple[str, str]] = []
    every = list(_pages(publication.graph, source))
    going = [one for one in every if source.catalogue.publish_texts and _laid_down(publication, one, folder)]
    if not source.catalogue.publish_texts:
        missing.append(_TEXTS)
    elif count := len(every) - len(going) + source.quarantined:
        missing.append((
            f"Pages left out, for names that are withheld, parts that are not public or a form that cannot be searched: {count}.",
            f"Seiten, die wegen geschützter Namen, nichtöffentlicher Teile oder nicht durchsuchbarer Form fehlen: {count}.",
        ))  # fmt: skip
    entries = tuple({one.entry.file + one.place: one.entry for one in going}.values())
    told = msgspec.structs.replace(load(settings / "source.toml"), page=entries, privacy=Privacy())
    text = source_file(told)
    redacted = publication.taken_out.text(text)
    _write(folder / "source.toml", redacted)
    if redacted != text:
        missing.append(("Names in source.toml are replaced by █.", "Namen in source.toml sind durch █ ersetzt."))
    if (settings / "corrections.toml").is_file():
        missing.append(_corrected(publication, settings, folder, is_whole=not missing))
    return missing


def _corrected(publication: Publication, settings: Path, folder: Path, *, is_whole: bool) -> tuple[str, str]:
    """Write the corrections without initials where all pages that they quote may leave; say what is lost."""
    found = load_corrections(settings / "corrections.toml")
    text = "".join(entry(msgspec.structs.replace(one, by=BLOCK)) for one in found)
    if is_whole and _tells_nothing(publication.taken_out, text):
        _write(folder / "corrections.toml", text)
        return "The initials in corrections.toml are replaced by █.", "Die Kürzel in corrections.toml sind ersetzt (█)."
    return "corrections.toml is left out: it quotes pages.", "corrections.toml fehlt: sie zitiert aus Seiten."


def _pages(graph: Graph, source: SourceInfo) -> Iterator[_Page]:
    for row in graph.query(_SNAPSHOTS):
        if row["iri"].startswith(f"{source.base}/snapshot/"):
            saved = datetime.fromisoformat(str(row["retrieved"])) if row["retrieved"] else None
            yield _Page(row["iri"], row["sha256"], row["format"], row["place"], saved)


def _laid_down(publication: Publication, page: _Page, folder: Path) -> bool:
    """Write the bytes of a page where nothing has to be taken out of them; tell whether that is so."""
    if page.media_type not in _SUFFIXES or not _is_own_place(page):
        return False
    content = stored_bytes(publication.graph.generation, page.sha256)
    if content is None or not _may_leave(publication, page, content):
        return False
    path = folder / page.entry.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def _is_own_place(page: _Page) -> bool:
    """A page that is known by its path must lie below pages/, and be read as the same kind of file there."""
    path = Path(page.entry.file)
    kind = MEDIA_TYPES.get(path.suffix.lower())
    return path.parts[0] == "pages" and ".." not in path.parts and kind == page.media_type


def _may_leave(publication: Publication, page: _Page, content: bytes) -> bool:
    """Neither the page nor its text, as it was read or in any spelling of its bytes, holds what must be taken out."""
    out = publication.taken_out
    texts = list(_texts(publication.graph, page.iri))
    if out.hides(page.iri) or not texts or any(out.hides(iri) or out.page(iri, text) != text for iri, text in texts):
        return False
    return out.iri(page.place) == page.place and _tells_nothing(out, page.place, decode(content).text)


def _tells_nothing(out: Redaction, *told: str) -> bool:
    """No name has to be taken out of texts, also where they are spelt as markup or as addresses."""
    for raw in told:
        plain = html.unescape(raw)
        forms = {raw, plain, unquote(plain), re.sub(r"<[^>]*>", " ", plain), re.sub(r"<[^>]*>", "", plain)}
        if any(out.text(form) != form for form in forms):
            return False
    return True


def _texts(graph: Graph, snapshot: str) -> Iterator[tuple[str, str]]:
    """Yield the texts that were read from a snapshot, with their IRIs."""
    default, text = pyoxigraph.DefaultGraph(), pyoxigraph.NamedNode(term("schema:text"))
    origin = pyoxigraph.NamedNode(term("prov:wasDerivedFrom"))
    for quad in graph.store.quads_for_pattern(None, origin, pyoxigraph.NamedNode(snapshot), default):
        for said in graph.store.quads_for_pattern(quad.subject, text, None, default):
            if isinstance(said.subject, pyoxigraph.NamedNode) and isinstance(said.object, pyoxigraph.Literal):
                yield said.subject.value, said.object.value


def _constraints(publication: Publication) -> str:
    own = f"civicgraph=={publication.graph.generation.manifest.version}"
    return "\n".join([own, *(f"{name}=={version(name)}" for name in LIBRARIES)]) + "\n"


def _readme(publication: Publication, source: SourceInfo, missing: Sequence[tuple[str, str]]) -> str:
    """Return how to build again, and whether the same graph comes of it."""
    same = (
        (f"Built alone, this source gives the graph {publication.fingerprint}.",
         f"Allein gebaut ergibt diese Quelle den Graphen {publication.fingerprint}.")
        if not missing and len(publication.sources) == 1
        else (f"What is built from this folder is not the whole graph {publication.fingerprint}.",
              f"Aus diesem Ordner entsteht nicht der ganze Graph {publication.fingerprint}.")
    )  # fmt: skip
    steps = ["  pip install -c constraints.txt civicgraph", "  civicgraph build . --out ../graph", ""]
    english = ["Build again:", *steps, same[0], *(one[0] for one in missing)]
    german = ["Noch einmal bauen:", *steps, same[1], *(one[1] for one in missing)]
    return "\n".join([source.title, source.licence, source.attribution, "", *english, "", *german]) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")
