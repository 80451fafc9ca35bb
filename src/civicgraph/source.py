"""Reads source.toml: what a source is, where its pages come from, and what no rule can know."""

import os
import re
from datetime import date, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from civicgraph.corrections import Correction, load_corrections, where_and_what
from civicgraph.errors import SourceInvalid, SourceUnreadable
from civicgraph.iri import base_iri, checked, slug
from civicgraph.origin import Origin, check_origin


class Municipality(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The city, town or county. ags: the eight-digit municipality key, where known."""

    name: str = ""
    ags: str = ""


class Publisher(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who publishes the graph. url: its web address; kind: what sort of agent it is (DCAT-AP.de, publisher type)."""

    name: str = ""
    url: str = ""
    kind: Literal[
        "", "local-authority", "regional-authority", "national-authority", "company", "non-profit", "academia"
    ] = ""


class Ignore(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field of the input that is left out on purpose. field: its name in the report, `*` stands for any part; reason: why."""

    field: str
    reason: str


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Totals that a build must reach; one that falls below is a finding."""

    pages: int = 0
    papers: int = 0
    questions: int = 0
    answers: int = 0
    meetings: int = 0
    bodies: int = 0
    persons: int = 0
    decisions: int = 0


class Site(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Links in the footer of published pages: web addresses; "" leaves one out."""

    imprint: str = ""
    privacy: str = ""
    accessibility: str = ""
    contact: str = ""


class Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a DCAT-AP.de catalogue says of the graph beside title, licence and publisher.

    contributor_id: IRI under http://dcat-ap.de/def/contributors/; themes: codes of the EU's data themes (GOVE);
    availability: code of the EU's planned availability, in lower case; issued: first publication; url: where the published folder is
    served, "" for the base.
    """

    description: str = ""
    contributor_id: str = ""
    contact_name: str = ""
    contact_email: str = ""
    contact_url: str = ""
    themes: tuple[str, ...] = ("GOVE",)
    keywords: tuple[str, ...] = ()
    availability: Literal["", "temporary", "experimental", "available", "stable"] = ""
    url: str = ""
    issued: date | None = None
    publish_texts: bool = False


class PageEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of one saved page. file: path inside the source's folder; retrieved: with its offset."""

    file: str
    url: str = ""
    retrieved: datetime | None = None


class Alias(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two names of one thing that no rule can know. note: why."""

    kind: Literal["body", "person", "policy", "unit", "faction"]
    name: str
    of: str
    note: str = ""


class Privacy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """suppress: names of persons that never leave the house."""

    suppress: tuple[str, ...] = ()


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One council's pages and what is known of them. zone: IANA name for times without an offset."""

    slug: str
    base: str
    schema: Literal[1] = 1
    title: str = ""
    language: str = "de"
    zone: str = "Europe/Berlin"
    licence: str = ""
    attribution: str = ""
    municipality: Municipality = Municipality()
    publisher: Publisher = Publisher()
    read: Origin = Origin()
    ignore: tuple[Ignore, ...] = ()
    expected: Expected = Expected()
    site: Site = Site()
    catalogue: Catalogue = Catalogue()
    page: tuple[PageEntry, ...] = ()
    alias: tuple[Alias, ...] = ()
    privacy: Privacy = Privacy()


class Located(msgspec.Struct, frozen=True):
    """A source with the place its pages are read from. declared: there was a source.toml."""

    source: Source
    root: Path
    files: tuple[Path, ...]
    declared: bool
    corrections: tuple[Correction, ...] = ()


PAGE_SUFFIXES = {".txt", ".html", ".htm", ".xhtml", ".pdf", ".json", ".jsonl", ".ndjson"}
FETCHED = "fetched"
"""The folder of a source in which civicgraph fetch keeps what came; its own record says what lies there."""


def locate(path: Path) -> Located:
    """Return the source behind a folder with source.toml, a folder of pages, or one page.

    Raises SourceInvalid where the path is missing or its source.toml cannot be taken, SourceUnreadable where a folder holds no page.
    """
    if path.is_file() and path.name == "source.toml":
        path = path.parent
    if path.is_file():
        return Located(_undeclared(path.stem), path.parent, (path,), declared=False)
    if not path.is_dir():
        raise SourceInvalid(
            f"{path}: no such file or folder: name a page, a folder of pages, or a folder with source.toml"
        )
    declared = (path / "source.toml").is_file()
    source = load(path / "source.toml") if declared else _undeclared(path.resolve().name)
    own = path / "pages" if declared and (path / "pages").is_dir() else path
    files = _listed(path, source) if source.page else _pages_below(own)
    if not files and not (path / FETCHED / "index.jsonl").is_file():
        raise SourceUnreadable(f"{path}: no page in this folder: pages end in {', '.join(sorted(PAGE_SUFFIXES))}")
    corrections = load_corrections(path / "corrections.toml") if declared else ()
    return Located(source, path, files, declared, corrections)


def load(path: Path) -> Source:
    """Read and check a source.toml.

    Raises SourceInvalid naming the file, the key and what it must be; unknown keys are errors.
    """
    try:
        source = msgspec.toml.decode(path.read_bytes(), type=Source)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SourceInvalid(
            f"{path}: {where_and_what(error)}: mend this key (docs/sources.md lists all of them)"
        ) from None
    if slug(source.slug) != source.slug:
        raise SourceInvalid(f'{path}: slug: write it as "{slug(source.slug)}" (ASCII letters, digits, hyphens)')
    if source.municipality.ags and not re.fullmatch(r"\d{8}", source.municipality.ags):
        raise SourceInvalid(f"{path}: municipality.ags: {source.municipality.ags!r} is not eight digits")
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", source.language):
        raise SourceInvalid(
            f'{path}: language: {source.language!r} is no language tag: write e.g. language = "de" (BCP 47)'
        )
    _check_zone(path, source.zone)
    check_origin(path, source.read)
    if source.licence:
        try:
            checked(source.licence)
        except ValueError:
            raise SourceInvalid(
                f"{path}: licence: {source.licence!r} is no IRI: e.g. http://dcat-ap.de/def/licenses/dl-by-de/2.0"
            ) from None
    for page in source.page:
        if page.retrieved is not None and page.retrieved.tzinfo is None:
            raise SourceInvalid(
                f"{path}: page {page.file}: retrieved: write the offset too, e.g. 2023-05-02T09:00:00+02:00"
            )
    return msgspec.structs.replace(source, base=base_iri(source.base))


def _check_zone(path: Path, zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SourceInvalid(f'{path}: zone: {zone!r} is no IANA time zone: write e.g. zone = "Europe/Berlin"') from None


def _undeclared(name: str) -> Source:
    key = slug(name)
    return Source(slug=key, base=f"https://civicgraph.invalid/{key}", title=name)


def _listed(root: Path, source: Source) -> tuple[Path, ...]:
    """Return the pages that source.toml lists and those beside them that it does not."""
    outside = [p.file for p in source.page if not plain_path(root / p.file).is_relative_to(plain_path(root))]
    if outside:
        raise SourceInvalid(
            f"{root / 'source.toml'}: page: outside of the folder: {', '.join(outside)}: copy it into pages/"
        )
    missing = [p.file for p in source.page if not (root / p.file).is_file()]
    if missing:
        raise SourceInvalid(f"{root / 'source.toml'}: page: no such file: {', '.join(missing)}")
    listed = {plain_path(root / p.file) for p in source.page}
    return tuple(sorted(listed | {plain_path(p) for p in _pages_below(root / "pages")}))


def plain_path(path: Path) -> Path:
    """Return an absolute path without ".." and with links as they are: a linked page keeps the name it has in its folder."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow links


def _pages_below(root: Path) -> tuple[Path, ...]:
    if not root.is_dir():
        return ()
    found = (p for p in root.rglob("*") if p.is_file() and p.suffix.lower() in PAGE_SUFFIXES)
    return tuple(sorted(p for p in found if not _is_aside(p.relative_to(root).parts)))


def _is_aside(parts: tuple[str, ...]) -> bool:
    """Tell whether a file lies in a hidden folder or is hidden itself, or was fetched."""
    return any(part.startswith(".") for part in parts) or parts[:-1][:1] == (FETCHED,)
