"""Hands out the leaves of one OParl object as values with their places; what cannot be taken as such is a finding.

Times are put into the zone of the source; "" and null are silence (OParl 1.1, 2.2: neither should occur, both do).
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from civicgraph import dates
from civicgraph.dates import When
from civicgraph.extract.citing import cite
from civicgraph.iri import id_key
from civicgraph.read.page import Field, Page
from civicgraph.record import Cited, Finding

_TRUE, _FALSE = {"true", "1", "ja"}, {"false", "0", "nein"}


class Given:
    """The leaves of one object by path; a list's leaves stand under the path with or without `[]`."""

    def __init__(self, page: Page, zone: str) -> None:
        self.page = page
        self.zone = ZoneInfo(zone)
        self.findings: list[Finding] = []
        self._fields: dict[str, list[Field]] = {}
        for field in page.fields:
            self._fields.setdefault(field.name.removesuffix("[]"), []).append(field)
        names = dict(page.ids)
        self.type, self.key = names["type"], id_key(names["id"])

    def all(self, path: str) -> list[Field]:
        """Return every leaf of a path, in the order of the object."""
        return self._fields.get(path, [])

    def one(self, path: str) -> Field | None:
        """Return the first leaf of a path, None where there is none."""
        return next(iter(self.all(path)), None)

    def text(self, path: str) -> str | None:
        """Return the first value of a path, None where there is none."""
        field = self.one(path)
        return field.value if field is not None else None

    def key_of(self, path: str) -> str | None:
        """Return the key of the object that a path names."""
        field = self.one(path)
        return id_key(field.value) if field is not None else None

    def cited(self, name: str, *paths: str) -> tuple[Cited, ...]:
        """Return the places of the first leaf of each path, for a property."""
        return cite(self.page, name, *(self.one(path) for path in paths))

    def moment(self, field: Field | None) -> datetime | date | None:
        """Return a time in the source's zone, a bare day with a finding where no time stands there, None where it is neither."""
        if field is None:
            return None
        read = _moment(field.value)
        if isinstance(read, datetime):
            return self._local(read, field)
        if read is None:
            self.malformed(field)
            return None
        self._note(
            field,
            "day-instead-of-time",
            "Statt eines Zeitpunkts steht hier ein Tag.",
            "A day stands here instead of a time.",
        )
        return read

    def day(self, field: Field | None) -> date | None:
        """Return a day, that of a time with a finding, None where it is neither."""
        if field is None:
            return None
        read = _moment(field.value)
        if isinstance(read, datetime):
            self._note(
                field,
                "time-instead-of-day",
                "Statt eines Tages steht hier ein Zeitpunkt.",
                "A time stands here instead of a day.",
            )
            local = self._local(read, field)
            return local.date() if local is not None else None
        if read is None:
            when = dates.when(field.value)
            read = when.earliest if when.earliest == when.latest else None
        if read is None:
            self.malformed(field)
        return read

    def when(self, field: Field | None) -> When | None:
        """Return a day as an interval with the words that stand there; the words alone where they are no day."""
        if field is None:
            return None
        day = self.day(field)
        return When(field.value, day.isoformat() if day is not None else None, day, day)

    def integer(self, field: Field | None) -> int | None:
        """Return a whole number from 0, also one that stands there as a string; None with a finding where it is none."""
        if field is None:
            return None
        digits = field.value.removesuffix(".0")
        if not (digits.isdecimal() and digits.isascii() and len(digits) <= 18):
            self.malformed(field)
            return None
        return int(digits)

    def truth(self, field: Field | None) -> bool | None:
        """Return a truth value, also one that stands there as a string or number; None with a finding where it is none."""
        if field is None:
            return None
        folded = field.value.casefold()
        if folded not in _TRUE | _FALSE:
            self.malformed(field)
            return None
        return folded in _TRUE

    def _local(self, moment: datetime, field: Field) -> datetime | None:
        try:
            aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=self.zone)
            return aware.astimezone(self.zone).replace(microsecond=0)
        except (OverflowError, ValueError):
            self.malformed(field)
            return None

    def malformed(self, field: Field) -> None:
        """Note that a value is not what its field asks for."""
        self._note(
            field,
            "value-malformed",
            "Dieser Wert ist nicht, was das Feld verlangt; er steht nur im Text.",
            "This value is not what the field asks for; it stands in the text alone.",
            "warning",
        )

    def _note(self, field: Field, rule: str, german: str, english: str, severity: str = "info") -> None:
        self.findings.append(Finding(severity, rule, german, english, value=f"{field.name}: {field.value}"[:200]))


def _moment(words: str) -> datetime | date | None:
    """Return a time or day by ISO 8601 (RFC 3339, and what servers make of it), None where it is none."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        return None
