"""Tells which file of which paper a text or PDF is: by its own name, by the address it was fetched from, or by where it stood."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from civicgraph.iri import canonical_id, id_key, paper_key
from civicgraph.record import Attached, Finding
from civicgraph.snapshot.spool import EXAMPLES, Entry, Spool

HEAD = 1500
"""Characters at the beginning of a text in which the printed number of its own paper stands."""
_NUMBER = re.compile(r"\d+(?=\D*$)")


class Documents:
    """The files that objects list, by every name they may be saved under."""

    def __init__(self, spool: Spool) -> None:
        self._files = {e.id: e for e in spool.current() if e.type == "File"}
        self._papers: dict[str, list[Entry]] = defaultdict(list)
        self._of_paper: dict[str, Entry] = {}
        self._listed: set[str] = set()
        self._by_number: dict[str, list[Entry]] = defaultdict(list)
        for entry in sorted(spool.current(), key=lambda e: id_key(e.id)):
            ids = [canonical_id(file) for file in entry.listing.files] if entry.type != "File" else []
            self._listed |= set(ids)
            if entry.type == "Paper":
                self._of_paper[entry.id] = entry
                for file in ids:
                    self._papers[file].append(entry)
                if entry.listing.number:
                    self._by_number[paper_key(entry.listing.number)].append(entry)
        self._by_id_number, self._by_stem, self._by_address = self._names()
        self._found: set[str] = set()

    def _names(self) -> tuple[dict[str, set[str]], dict[str, set[str]], dict[str, set[str]]]:
        numbers: dict[str, set[str]] = defaultdict(set)
        stems: dict[str, set[str]] = defaultdict(set)
        addresses: dict[str, set[str]] = defaultdict(set)
        for file, entry in self._files.items():
            match = _NUMBER.search(file)
            if match:
                numbers[match.group().lstrip("0")].add(file)
            for name in (entry.listing.file_name, *(unquote(urlsplit(a).path) for a in entry.listing.addresses)):
                if stem := PurePosixPath(name).stem:
                    stems[stem].add(file)
            for address in (file, *entry.listing.addresses):
                addresses[canonical_id(address)].add(file)
        return numbers, stems, addresses

    def named(self, stem: str) -> list[str]:
        """Return the files that a document's name without its suffix may mean, best kind of match only."""
        for found in (self._by_id_number.get(stem.lstrip("0")) if stem.isdigit() else None, self._by_stem.get(stem)):
            if found:
                return sorted(found)
        return []

    def fetched(self, addresses: Iterable[str]) -> list[str]:
        """Return the files that have one of these addresses."""
        return sorted({file for a in addresses for file in self._by_address.get(canonical_id(a), ())})

    def attached(self, files: Iterable[str]) -> Attached | None:
        """Return what is known of files with the very same bytes, None for none; the first in the order of papers counts."""
        known = sorted({f for f in files if f in self._files}, key=lambda f: (self._key_of_paper(f), id_key(f)))
        if not known:
            return None
        self._found |= set(known)
        paper = self._papers[known[0]][0] if self._papers.get(known[0]) else None
        return self._of(known[0], paper, tuple(id_key(f) for f in known[1:]))

    def _key_of_paper(self, file: str) -> str:
        """Return the key of the first paper that lists a file; files without a paper come last."""
        papers = self._papers.get(file)
        return id_key(papers[0].id) if papers else "\uffff"

    def _of(self, file: str, paper: Entry | None, also: tuple[str, ...] = ()) -> Attached:
        entry = self._files.get(file)
        listing = paper.listing if paper is not None else None
        return Attached(
            file=id_key(file) if file else "",
            name=entry.listing.title if entry is not None else "",
            paper=id_key(paper.id) if paper is not None else "",
            number=listing.number if listing is not None else "",
            title=listing.title if listing is not None else "",
            type=listing.type if listing is not None else "",
            also=also,
        )

    def of_paper(self, paper: str, text: str, slug: str) -> tuple[Attached | None, Finding | None]:
        """Return where a text belongs that a vendor puts on a paper, and a finding where it prints another paper's number."""
        own = self._of_paper.get(paper)
        if own is None:
            return None, None
        main = next((canonical_id(f) for f in own.listing.files), "")
        printed = self._printed(text)
        if not printed or own in printed:
            self._found.add(main)
            return self._of(main, own), None
        numbers = ", ".join(p.listing.number for p in printed)
        finding = Finding(
            "warning",
            "text-of-another-paper",
            f"Der Text an dieser Vorlage ({own.listing.number}) nennt im Kopf {numbers}; er gilt als Text jener Vorlage.",
            f"The text on this paper ({own.listing.number}) prints {numbers} in its head; it is taken for that paper's text.",
            source=slug,
            page=paper,
            value=numbers,
        )
        other = printed[0] if len(printed) == 1 else None
        return self._of("", other), finding

    def _printed(self, text: str) -> list[Entry]:
        """Return the papers whose number stands alone on one of a text's first lines."""
        found: list[Entry] = []
        for line in text[:HEAD].splitlines():
            if any(char.isdigit() for char in line) and len(line) < 60:
                found += [e for e in self._by_number.get(paper_key(line), []) if e not in found]
        return found

    def of_file(self, file: str) -> Attached | None:
        """Return where the text of a File object belongs."""
        return self.attached([file])

    def findings(self, slug: str) -> Iterator[Finding]:
        """Yield the files that several papers list, and, once for the source, those of papers that have no text here."""
        for file, papers in sorted(self._papers.items()):
            if len(papers) > 1:
                others = ", ".join(p.listing.number or p.id for p in papers)
                yield Finding(
                    "info",
                    "file-of-several-papers",
                    "Mehrere Vorlagen führen diese Datei; ihr Text zählt bei der ersten.",
                    "Several papers list this file; its text counts with the first.",
                    source=slug,
                    page=file,
                    value=others,
                )
        absent = sorted(file for file in self._papers if file not in self._found)
        if absent:
            yield Finding(
                "info",
                "file-texts-absent",
                f"Zu {len(absent)} von {len(self._papers)} Dateien der Vorlagen gibt es hier keinen Text.",
                f"Of {len(self._papers)} files that papers list, {len(absent)} have no text here.",
                source=slug,
                value=f"{len(absent)} File: {', '.join(absent[:EXAMPLES])}",
            )
