"""Takes snapshots down the line to judged quads, a batch at a time: what one worker does, from its input alone."""

import zlib
from collections.abc import Sequence
from typing import Literal

import msgspec

from civicgraph import notices
from civicgraph.corrections import Correction
from civicgraph.errors import SourceInvalid
from civicgraph.extract import extract
from civicgraph.gate import Gate
from civicgraph.lift import Corrected, corrected, lift_page, lift_snapshot, without_rejected
from civicgraph.link import Offer, offers, packed
from civicgraph.read import read
from civicgraph.record import Attached, Finding, PageRecords, Snapshot
from civicgraph.resolve import naming
from civicgraph.snapshot import Stored
from civicgraph.source import Located


class Made(msgspec.Struct, frozen=True):
    """What became of one snapshot.

    outcome: passed, quarantined (its graph was malformed), failed (the program broke at it) or unread (no page that is read);
    lines: its graph's N-Quads, catalogued: its lines in the catalog, both compressed and empty where it did not pass; records, names: as
    `link.packed` makes them; used: positions of the corrections that took effect.
    """

    snapshot: Snapshot
    attached: Attached | None
    outcome: Literal["passed", "quarantined", "failed", "unread"]
    findings: tuple[Finding, ...] = ()
    lines: bytes = b""
    catalogued: bytes = b""
    records: bytes = b""
    names: bytes = b""
    uses: bytes = b""
    offers: tuple[Offer, ...] = ()
    used: tuple[int, ...] = ()


class Making:
    """Makes the graphs of one source's snapshots."""

    def __init__(self, located: Located, gate: Gate) -> None:
        self._located, self._source, self._gate = located, located.source, gate

    def make(self, items: Sequence[Stored]) -> list[Made]:
        """Return what becomes of each snapshot, in their order. Raises SourceInvalid where a correction gives a value of the wrong kind."""
        taken = [(item, self._taken(item)) for item in items]
        read_well = [(item, page) for item, page in taken if isinstance(page, PageRecords)]
        lifted = [self._lifted(page) for _, page in read_well]
        catalogued = [lift_snapshot(item.snapshot, self._source.base) for item, _ in read_well]
        judged = list(self._gate.each((b"".join(one.lines) for one in lifted), self._source.base))
        listed = list(self._gate.each((b"".join(lines) for lines in catalogued), self._source.base))
        made = {
            item.snapshot.sha256: self._made(item, page, one, lines, [*found, *more])
            for (item, page), one, lines, found, more in zip(read_well, lifted, catalogued, judged, listed, strict=True)
        }
        return [self._unmade(item, page) or made[item.snapshot.sha256] for item, page in taken]

    def _taken(self, item: Stored) -> PageRecords | Finding:
        """Read and extract one page; a page that breaks the reader is a finding of its own, and the rest goes on."""
        try:
            page = read(item, self._source.slug, self._source.read.reader)
            return page if isinstance(page, Finding) else extract(page, self._source.slug, self._source.zone)
        except Exception as error:
            # a defect of ours must not cost the other pages: the finding names it, and the build ends with 1
            return notices.page_failed(self._source, item.snapshot.locations[0], error)

    def _lifted(self, page: PageRecords) -> Corrected:
        try:
            return corrected(lift_page(page, self._source.base), self._located.corrections, page, self._source.base)
        except ValueError as error:
            raise SourceInvalid(f"{self._located.root / 'corrections.toml'}: {error}") from None

    def _made(
        self, item: Stored, page: PageRecords, one: Corrected, catalogued: list[bytes], found: list[Finding]
    ) -> Made:
        where = item.snapshot.locations[0]
        told = tuple(msgspec.structs.replace(f, source=self._source.slug, page=where) for f in found)
        findings = (*page.findings, *told)
        if any(f.severity == "violation" for f in told):
            return Made(item.snapshot, item.attached, "quarantined", findings)
        kept = without_rejected(page, one.used, self._source.base)
        slim = msgspec.structs.replace(kept, text="", uses=(), findings=())
        return Made(
            item.snapshot,
            item.attached,
            "passed",
            findings,
            lines=compressed(one.lines),
            catalogued=compressed(catalogued),
            records=packed(slim),
            names=packed(naming(slim)),
            uses=msgspec.msgpack.encode((page.page_kind, page.reader, page.uses)),
            offers=tuple(sorted(offers(slim))),
            used=positions(one.used, self._located.corrections),
        )

    @staticmethod
    def _unmade(item: Stored, page: PageRecords | Finding) -> Made | None:
        if not isinstance(page, Finding):
            return None
        return Made(item.snapshot, item.attached, "failed" if page.severity == "violation" else "unread", (page,))


def positions(used: Sequence[Correction], all_of_them: Sequence[Correction]) -> tuple[int, ...]:
    """Return where the corrections that took effect stand among all."""
    return tuple(sorted({all_of_them.index(one) for one in used}))


def compressed(lines: Sequence[bytes]) -> bytes:
    """Return N-Quads lines as compressed bytes; b"" where there are none."""
    return zlib.compress(b"".join(lines), level=1) if lines else b""


def expanded(content: bytes) -> list[bytes]:
    """Return the lines that `compressed` made bytes of."""
    return zlib.decompress(content).splitlines(keepends=True) if content else []
