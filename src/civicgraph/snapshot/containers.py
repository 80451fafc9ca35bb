"""Turns files of JSON into the current snapshot of every object they hold; what they hold besides is a finding."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from civicgraph.record import Finding, Snapshot
from civicgraph.snapshot.objects import Object, Odd, TextOf, objects
from civicgraph.snapshot.places import Places
from civicgraph.snapshot.records import records
from civicgraph.snapshot.spool import EXAMPLES, Entry, Spool
from civicgraph.snapshot.stored import MAX_BYTES, OBJECT, Stored
from civicgraph.snapshot.values import Broken, values

_BROKEN = {
    "damaged": (
        "Das ist kein gültiges JSON: neu speichern; was davor und dahinter lesbar war, wurde übernommen.",
        "This is no valid JSON: save it again; what could be read before and after it was taken.",
    ),
    "html": (
        "Hier steht HTML statt JSON (oft eine Fehlerseite): neu abrufen.",
        "HTML stands here instead of JSON (often an error page): fetch it again.",
    ),
    "too-large": (
        f"Ein Objekt hat mehr als {MAX_BYTES:,} Bytes; es wurde nicht übernommen.",
        f"An object has more than {MAX_BYTES:,} bytes; it was not taken.",
    ),
    "too-deep": (
        "Der Inhalt ist tiefer verschachtelt, als ein Objekt sein kann; er wurde nicht übernommen.",
        "The content is nested deeper than an object can be; it was not taken.",
    ),
    "charset": (
        "Die Datei ist kein gültiges UTF-8; sie wurde als Windows-1252 gelesen: Umlaute prüfen.",
        "The file is no valid UTF-8; it was read as Windows-1252: check the umlauts.",
    ),
    "duplicate-keys": (
        "Ein Objekt nennt einen Schlüssel zweimal; der letzte Wert zählt.",
        "An object names a key twice; the last value counts.",
    ),
    "type-unknown": (
        "Diese Objektart gibt es in OParl 1.0 und 1.1 nicht; das Objekt steht nicht im Graphen.",
        "There is no such type in OParl 1.0 and 1.1; the object is not in the graph.",
    ),
    "type-missing": (
        "Dieses Objekt nennt keine Art (type), und weder sein Platz noch seine Felder verraten sie; es steht nicht im Graphen.",
        "This object names no type, and neither its place nor its fields tell it; it is not in the graph.",
    ),
    "id-missing": (
        "Dieses Objekt hat keine Kennung (id), die eine Zeichenkette ist; es steht nicht im Graphen.",
        "This object has no id that is a string; it is not in the graph.",
    ),
    "object-unknown": (
        "Hier steht zwischen Objekten etwas, das keines ist; es steht nicht im Graphen.",
        "Among objects something stands here that is none; it is not in the graph.",
    ),
    "not-read": (
        "In dieser Datei steht kein Objekt, das gelesen werden kann (gelesen werden OParl 1.0 und 1.1 und die Formen aus json_shapes.csv).",
        "No object stands in this file that can be read (OParl 1.0 and 1.1 and the forms of json_shapes.csv are).",
    ),
}


def _found(value: Any, where: str) -> list[Object | TextOf | Odd]:
    """Return the objects of a value, else its records of another form, else what is wrong with it."""
    found = list(objects(value))
    if any(isinstance(each, Object) for each in found):
        return found
    return list(records(value, where)) or found


class Text(msgspec.Struct, frozen=True):
    """A text that stood in an object. id: of the file, or, where is_paper, of the paper that it stood on."""

    id: str
    is_paper: bool
    location: str
    retrieved: datetime | None
    read: Callable[[], bytes | Finding]


class Containers:
    """Gathers the objects of all containers of a source; close() gives the room on the disk back."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self.spool = Spool(places.slug)
        self._texts = Spool(places.slug)

    def close(self) -> None:
        """Close the files on the disk."""
        self.spool.close()
        self._texts.close()

    def take(self, file: Path, retrieved: datetime | None, location: str = "") -> Iterator[Finding]:
        """Take all objects of a file; yield what is wrong with it. location: where it was fetched from, "" for a file of the source."""
        size = self._places.size(file)
        if isinstance(size, Finding):
            yield size
            return
        where = location or self._places.location(file)
        silent, told = list[int](), False
        try:
            for number, value in enumerate(values(file, size), 1):
                if isinstance(value, Broken):
                    told = True
                    yield self._broken(value.rule, value.place, where)
                    continue
                found = _found(value, where)
                for each in found:
                    if isinstance(each, Odd):
                        yield self._broken(each.rule, each.value, where)
                    else:
                        self._keep(each, retrieved)
                told = told or bool(found)
                if not found:
                    silent.append(number)
        except OSError as error:
            told = True
            yield self._broken("damaged", error.strerror or str(error), where)
        if not told:
            yield self._broken("not-read", "", where)
        elif silent:
            yield self._broken("object-unknown", f"{len(silent)}: {', '.join(map(str, silent[:EXAMPLES]))}", where)

    def _keep(self, found: Object | TextOf, retrieved: datetime | None) -> None:
        if isinstance(found, Object):
            self.spool.add(found, retrieved)
        else:
            value = {"of": found.id, "type": found.type, "text": found.text}
            self._texts.add(Object(found.location, found.type, value, None, False), retrieved)

    def texts(self) -> Iterator[Text]:
        """Yield the texts that stood in objects that are current."""
        for entry in self._texts.current():
            own = entry.id.rpartition("#")[0]
            of = self.spool.entries.get(own)
            if of is not None and not of.is_deleted:
                yield Text(own, entry.type == "Paper", entry.id, entry.retrieved, self._reading(entry))

    def snapshots(self) -> Iterator[Stored]:
        """Yield the current copy of every object."""
        for entry in self.spool.current():
            content = self.spool.content(entry)
            snapshot = Snapshot(
                sha256=entry.sha256,
                media_type=OBJECT,
                size=entry.size,
                locations=(entry.id,),
                retrieved=entry.retrieved,
            )
            yield Stored(snapshot, content)

    def _reading(self, entry: Entry) -> Callable[[], bytes | Finding]:
        def read() -> bytes:
            text: str = msgspec.json.decode(self._texts.content(entry))["text"]
            return text.encode()

        return read

    def _broken(self, rule: str, value: str, where: str) -> Finding:
        german, english = _BROKEN[rule]
        return Finding("warning", f"json-{rule}", german, english, source=self._places.slug, page=where, value=value)
