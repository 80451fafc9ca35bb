"""Keeps one current copy of every object on disk until all containers are seen; in memory only what ranks and links them."""

import hashlib
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from civicgraph.iri import id_key
from civicgraph.record import Finding
from civicgraph.snapshot.objects import Object
from civicgraph.snapshot.tables import table

EXAMPLES = 5
"""How many ids a finding names."""
_NEVER = datetime.min.replace(tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC)

Rank = tuple[datetime, bool, datetime, int, str]


class Listing(msgspec.Struct, frozen=True):
    """What a paper or meeting says of itself and of the files that it lists; what a file says of its names."""

    number: str = ""
    title: str = ""
    type: str = ""
    files: tuple[str, ...] = ()
    file_name: str = ""
    addresses: tuple[str, ...] = ()


class Entry(msgspec.Struct, frozen=True):
    """The current copy of one object: its place in the spool, its rank among copies, and whom it names."""

    id: str
    type: str
    rank: Rank
    offset: int
    size: int
    sha256: str
    retrieved: datetime | None
    is_deleted: bool
    refers: tuple[tuple[str, str], ...]
    listing: Listing


class Spool:
    """All objects of a source, each once."""

    def __init__(self, slug: str) -> None:
        self._slug = slug
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self._end = 0
        self.entries: dict[str, Entry] = {}
        self._differing: set[str] = set()
        self._retyped: dict[str, set[str]] = defaultdict(set)
        self._current: list[Entry] | None = None

    def close(self) -> None:
        """Give the room on the disk back."""
        self._file.close()

    def add(self, found: Object, retrieved: datetime | None) -> None:
        """Take a copy of an object: the latest modified one counts, then the latest fetched, then the fullest.

        A tombstone counts before a copy of the same age, and before all where it is not dated.
        """
        self._current = None
        content = found.content()
        sha256 = hashlib.sha256(content).hexdigest()
        modified = found.modified or (_LAST if found.is_deleted else _NEVER)
        rank = (modified, found.is_deleted, retrieved or _NEVER, len(content), sha256)
        known = self.entries.get(found.id)
        if known is not None:
            if known.type and found.type and known.type != found.type:
                self._retyped[found.id] |= {known.type, found.type}
            if known.rank[0] == modified and known.sha256 != sha256 and not (known.is_deleted or found.is_deleted):
                self._differing.add(found.id)
            if known.rank >= rank:
                return
        entry = Entry(
            id=found.id,
            type=found.type or (known.type if known is not None else ""),
            rank=rank,
            offset=self._end,
            size=len(content),
            sha256=sha256,
            retrieved=retrieved,
            is_deleted=found.is_deleted,
            refers=tuple(dict.fromkeys(found.refers())),
            listing=_listing(found.type, found.value),
        )
        self._file.seek(self._end)
        self._end += self._file.write(content)
        self.entries[found.id] = entry

    def content(self, entry: Entry) -> bytes:
        """Return the bytes of an object."""
        self._file.seek(entry.offset)
        return self._file.read(entry.size)

    def current(self) -> list[Entry]:
        """Return every object that is not deleted and has a key of its own, in the order of their digests."""
        if self._current is None:
            twice = {entry.id for entries in self._sharing() for entry in entries[1:]}
            kept = (e for e in self.entries.values() if not e.is_deleted and e.id not in twice)
            self._current = sorted(kept, key=lambda e: e.sha256)
        return self._current

    def _sharing(self) -> list[list[Entry]]:
        """Return objects of one type whose ids give one key, sorted by id: their things would fall together."""
        by_key: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for own in sorted(self.entries):
            entry = self.entries[own]
            by_key[entry.type, id_key(own)].append(entry)
        return [entries for entries in by_key.values() if len(entries) > 1]

    def findings(self) -> Iterator[Finding]:
        """Yield what a person should know of the objects together: tombstones, absent objects, copies that differ."""
        for entry in sorted(self.entries.values(), key=lambda e: e.id):
            if entry.is_deleted:
                yield self._finding(
                    "info",
                    "deleted-at-source",
                    "Die Quelle hat dieses Objekt gelöscht: Seine Aussagen stehen nicht (mehr) im Graphen.",
                    "The source has deleted this object: its statements are not (or no longer) in the graph.",
                    page=entry.id,
                    value=entry.type,
                )
        for entries in self._sharing():
            yield self._finding(
                "violation",
                "ids-share-key",
                "Verschiedene Kennungen ergeben denselben Schlüssel; nur das erste Objekt wurde übernommen: bitte melden.",
                "Different ids give one key; only the first object was taken: please report it.",
                page=entries[0].id,
                value=" / ".join(e.id for e in entries),
            )
        for own in sorted(self._differing):
            yield self._finding(
                "info",
                "one-id-two-contents",
                "Diese Kennung steht mehrmals mit verschiedenem Inhalt und gleichem Änderungszeitpunkt da; der vollere zählt.",
                "This id stands there several times with different content and one time of change; the fuller one counts.",
                page=own,
            )
        for own, kinds in sorted(self._retyped.items()):
            yield self._finding(
                "warning",
                "one-id-two-types",
                "Diese Kennung steht für Objekte verschiedener Art; nur das zuletzt geänderte wurde übernommen: bitte melden.",
                "This id stands for objects of different types; only the one changed last was taken: please report it.",
                page=own,
                value=", ".join(sorted(kinds)),
            )
        yield from self._absent()

    def _absent(self) -> Iterator[Finding]:
        """Yield one finding per type for objects that others name and that are not there, and for those that are deleted."""
        for is_deleted, rule, german, english in (
            (False, "objects-absent", "{} genannt, aber nicht gelesen", "{} named, but not read"),
            (
                True,
                "deleted-objects-named",
                "{} genannt, aber von der Quelle gelöscht",
                "{} named, but deleted at the source",
            ),
        ):
            by_type: dict[str, set[str]] = defaultdict(set)
            for entry in self.current():
                for kind, own in entry.refers:
                    known = self.entries.get(own)
                    if (known is None and not is_deleted) or (known is not None and known.is_deleted and is_deleted):
                        by_type[kind].add(own)
            for kind, ids in sorted(by_type.items()):
                examples = ", ".join(sorted(ids)[:EXAMPLES])
                yield self._finding(
                    "info",
                    rule,
                    f"Objekte der Art {kind}: {german.format(len(ids))} (z. B. die aufgeführten).",
                    f"Objects of the type {kind}: {english.format(len(ids))} (such as those given).",
                    value=f"{len(ids)} {kind}: {examples}",
                )

    def _finding(self, severity: str, rule: str, german: str, english: str, page: str = "", value: str = "") -> Finding:
        return Finding(severity, rule, german, english, source=self._slug, page=page, value=value)


def _listing(kind: str, value: dict[str, Any]) -> Listing:
    if kind == "File":
        addresses = [value.get(name) for name in ("accessUrl", "downloadUrl")]
        return Listing(
            title=_words(value.get("name")),
            file_name=_words(value.get("fileName")),
            addresses=tuple(a for a in addresses if isinstance(a, str) and a),
        )
    files = []
    for row in table("oparl_files"):
        if row["type"] == kind:
            listed = value.get(row["key"])
            files += [each for each in (listed if isinstance(listed, list) else (listed,)) if isinstance(each, str)]
    return Listing(
        number=_words(value.get("reference")),
        title=_words(value.get("name")),
        type=_words(value.get("paperType")),
        files=tuple(dict.fromkeys(files)),
    )


def _words(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
