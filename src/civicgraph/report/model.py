"""What a report holds, source by source; `civicgraph report --format json` writes it so."""

import msgspec

from civicgraph.account import FieldUse, Kind


class Unread(msgspec.Struct, frozen=True):
    """Files or objects that gave no page, for one reason. examples: up to five of their locations."""

    rule: str
    reason_de: str
    reason_en: str
    count: int
    examples: tuple[str, ...]


class Absent(msgspec.Struct, frozen=True):
    """Things that pages point to and no page read describes. property: local name of what points there."""

    cls: str
    property: str
    count: int
    examples: tuple[str, ...]


class Year(msgspec.Struct, frozen=True):
    """Papers of one year and what is known of them; "" for papers without any date.

    inquiries: papers that ask questions or are typed so; answered: inquiries with at least one answer text.
    """

    year: str
    papers: int
    with_date: int
    with_outcome: int
    inquiries: int
    answered: int
    questions: int
    questions_answered: int


class SourceReport(msgspec.Struct, frozen=True):
    """One source: totals, fields, what was not read, what is absent, coverage by year."""

    source: str
    title: str
    pages: int
    quarantined: int
    kinds: tuple[Kind, ...]
    fields: tuple[FieldUse, ...]
    unread: tuple[Unread, ...]
    notes: tuple[Unread, ...]
    absent: tuple[Absent, ...]
    years: tuple[Year, ...]

    def fields_of(self, how: str) -> tuple[FieldUse, ...]:
        """Return the fields that were mapped, ignored or left unmapped."""
        return tuple(field for field in self.fields if field.how == how)


class Report(msgspec.Struct, frozen=True):
    """The report on one graph."""

    fingerprint: str
    version: str
    sources: tuple[SourceReport, ...]


def report_json(report: Report) -> bytes:
    """Return the report as indented JSON with keys in the order of the fields above."""
    return msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n"
