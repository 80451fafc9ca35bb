"""Writes changes.json: which resources a publication adds, changes and no longer has, against the one that it replaces."""

import gzip
import hashlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import msgspec

from civicgraph.export.lines import triples
from civicgraph.publish.plain import without_origin
from civicgraph.publish.publication import Publication

STATE = "resources.txt.gz"
"""Each resource with a digest of what is said of it, so that the next publication can tell what changed."""


class Changes(msgspec.Struct, frozen=True):
    """IRIs, sorted. previous: fingerprint of the publication that was replaced, "" for the first one.

    Of a removed resource whose name must not be told any more nothing is said: it may be a person who asked for that.
    """

    previous: str
    fingerprint: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def changes(publication: Publication) -> None:
    """Write changes.json, and the state against which the next publication is compared.

    A publication of the same graph keeps the change list that is there: nothing changed since.
    """
    now = dict(_resources(publication))
    lines = "".join(f"{digest} {iri}\n" for iri, digest in sorted(now.items()))
    (publication.into / STATE).write_bytes(gzip.compress(lines.encode(), mtime=0))
    before = _state(publication.previous)
    told = _kept(publication, before == now) or Changes(
        _fingerprint(publication.previous),
        publication.fingerprint,
        tuple(sorted(now.keys() - before.keys())),
        tuple(sorted(iri for iri in now.keys() & before.keys() if now[iri] != before[iri])),
        tuple(sorted(iri for iri in before.keys() - now.keys() if publication.taken_out.iri(iri) == iri)),
    )
    content = msgspec.json.format(msgspec.json.encode(told), indent=1)
    (publication.into / "changes.json").write_bytes(content + b"\n")


def _kept(publication: Publication, is_same: bool) -> Changes | None:
    """Return the change list that stands, where nothing changed since; None where a new one must be made."""
    if publication.previous is None or not is_same:
        return None
    path = publication.previous / "changes.json"
    told = msgspec.json.decode(path.read_bytes(), type=Changes) if path.is_file() else None
    return told if told is not None and told.fingerprint == publication.fingerprint else None


def _resources(publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield each resource that has statements of its own, with a digest of them; evidence and pages are not resources."""
    for source in publication.sources:
        with publication.quads(source) as lines:
            own = without_origin(triples(lines), source)
            for subject, group in itertools.groupby(own, key=lambda line: line[1 : line.index(b"> ")]):
                iri = subject.decode()
                if iri.startswith(f"{source.base}/"):
                    yield iri, hashlib.sha256(b"".join(group)).hexdigest()[:20]


def _state(previous: Path | None) -> dict[str, str]:
    """Return what the previous publication said of its resources; nothing where there is none."""
    if previous is None or not (previous / STATE).is_file():
        return {}
    lines = gzip.decompress((previous / STATE).read_bytes()).decode().splitlines()
    return {iri: digest for digest, _, iri in (line.partition(" ") for line in lines)}


def _fingerprint(previous: Path | None) -> str:
    if previous is None or not (previous / "changes.json").is_file():
        return ""
    return msgspec.json.decode((previous / "changes.json").read_bytes(), type=Changes).fingerprint
