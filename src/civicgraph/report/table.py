"""Writes a report as plain text: one block a source, one table a question."""

from collections.abc import Iterable, Sequence
from typing import Literal

from civicgraph.report.model import Report, SourceReport
from civicgraph.report.words import WORDS

Lang = Literal["de", "en"]


def report_text(report: Report, lang: Lang = "de") -> str:
    """Return the report as text with aligned columns, for a terminal or a file."""
    blocks = [_source(source, lang) for source in report.sources]
    return "\n".join([*blocks, f"{WORDS['fingerprint'][lang]} {report.fingerprint}", ""])


def _source(source: SourceReport, lang: Lang) -> str:
    lines = [f"{source.title} ({source.source})", ""]
    for heading, columns, rows in sections(source, lang):
        lines += [
            heading,
            *_aligned([columns, *rows] if rows else []),
            *([] if rows else [f"  {WORDS['none'][lang]}"]),
            "",
        ]
    return "\n".join(lines)


def sections(source: SourceReport, lang: Lang) -> Iterable[tuple[str, tuple[str, ...], list[tuple[str, ...]]]]:
    """Yield heading, column heads and rows of each part of one source's report."""
    word = {key: text[lang] for key, text in WORDS.items()}
    de = lang == "de"
    yield (
        word["pages"],
        (word["kind"], word["reader"], word["count"]),
        [(k.kind, k.reader, str(k.pages)) for k in source.kinds],
    )
    for how in ("unmapped", "ignored", "mapped"):
        yield (
            word[how],
            (word["kind"], word["field"], word["count"], word["rule"], word["example"]),
            [(f.kind, f.field, str(f.count), f.rule, f.example) for f in source.fields_of(how)],
        )
    for name, told in (("unread", source.unread), ("notes", source.notes)):
        yield (
            word[name],
            (word["rule"], word["count"], word["reason"], word["example"]),
            [(u.rule, str(u.count), u.reason_de if de else u.reason_en, "; ".join(u.examples)) for u in told],
        )
    yield (
        word["absent"],
        (word["owner"], word["property"], word["count"], word["example"]),
        [(a.cls, a.property, str(a.count), "; ".join(a.examples)) for a in source.absent],
    )
    columns = ("year", "papers", "without_date", "without_outcome", "inquiries", "without_answer", "questions", "open")
    yield (
        word["coverage"],
        tuple(word[column] for column in columns),
        [
            (
                y.year or word["undated"],
                str(y.papers),
                str(y.papers - y.with_date),
                str(y.papers - y.with_outcome),
                str(y.inquiries),
                str(y.inquiries - y.answered),
                str(y.questions),
                str(y.questions - y.questions_answered),
            )
            for y in source.years
        ],
    )


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return rows with their columns aligned; the last column is left as long as it is."""
    if not rows:
        return []
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
    return [
        "  " + "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in rows
    ]
