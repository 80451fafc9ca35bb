"""Turns rows into an .xlsx file: all cells text but true numbers and dates, and a sheet that explains them."""

import io
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

from civicgraph.errors import OutputRefused
from civicgraph.query.questions import Question
from civicgraph.query.rows import Rows, Value
from civicgraph.store import Manifest

MAX_ROWS = 1_048_575  # and the header
MAX_TEXT = 32_767
MAX_EXACT = 10**15
_EXCEL_BEGINS = date(1900, 3, 1)  # before that spreadsheets disagree about the calendar
CREATED = datetime(2000, 1, 1)  # a clock would change the bytes
_CUT = "… [gekürzt / cut]"


def xlsx_bytes(rows: Rows, question: Question | None, manifest: Manifest, names: tuple[str, ...] = ()) -> bytes:
    """Return a workbook with the rows and an explanation; the same rows give the same bytes.

    names: original column names where headers are labels. Times are written as stated, in the zone of the page.
    Raises OutputRefused where there are more rows than a sheet holds.
    """
    if len(rows) > MAX_ROWS:
        raise OutputRefused(
            f"xlsx: {len(rows):,} rows are more than a sheet holds: ask for fewer, or take --format csv"
        )
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"created": CREATED, "title": question.german if question else "civicgraph"})
    _write_rows(book, rows)
    _write_explanation(book, rows, question, manifest, names or rows.columns)
    book.close()
    return buffer.getvalue()


def _write_rows(book: xlsxwriter.Workbook, rows: Rows) -> None:
    sheet = book.add_worksheet("Daten")
    bold = book.add_format({"bold": True})
    formats: dict[type, object] = {
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }
    for column, name in enumerate(rows.columns):
        sheet.write_string(0, column, name, bold)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            write_cell(sheet, number, column, value, formats)
    sheet.freeze_panes(1, 0)
    if len(rows):
        sheet.autofilter(0, 0, len(rows), len(rows.columns) - 1)
    sheet.set_column(0, max(len(rows.columns) - 1, 0), 22)


def write_cell(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Value, formats: dict[type, object]
) -> None:
    """Write a value as a number, a date or text, never as a formula or link; texts that no cell holds are cut and say so."""
    if value is None:
        return
    if isinstance(value, date) and _day(value) >= _EXCEL_BEGINS:
        naive = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        sheet.write_datetime(row, column, naive, formats[type(value)])
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool) and -MAX_EXACT < value < MAX_EXACT:
        sheet.write_number(row, column, value)
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        sheet.write_string(row, column, text if len(text) <= MAX_TEXT else text[: MAX_TEXT - len(_CUT)] + _CUT)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _write_explanation(
    book: xlsxwriter.Workbook, rows: Rows, question: Question | None, manifest: Manifest, names: tuple[str, ...]
) -> None:
    sheet = book.add_worksheet("Erläuterung")
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    for number, (label, text) in enumerate(explanation(rows, question, manifest, names)):
        sheet.write_string(number, 0, label)
        sheet.write_string(number, 1, text[:MAX_TEXT])


def explanation(
    rows: Rows, question: Question | None, manifest: Manifest, names: tuple[str, ...]
) -> list[tuple[str, str]]:
    """Return what a reader of the table must know: question, sources, day, licence, fingerprint, columns."""
    lines = [("Frage / question", f"{question.german} / {question.english}")] if question else []
    for source in manifest.sources:
        lines.append(("Quelle / source", " · ".join(filter(None, [source.slug, source.title, source.publisher]))))
        if source.licence or source.attribution:
            lines.append(("Lizenz / licence", " · ".join(filter(None, [source.licence, source.attribution]))))
    as_of = names.index("as_of") if "as_of" in names else -1
    days = sorted({str(day) for row in rows for day in _as_of(row[as_of])} if as_of >= 0 else ())
    if days:
        lines.append(("Stand / as of", days[0] if len(days) == 1 else f"{days[0]} – {days[-1]}"))
    lines.append(("Fingerabdruck / fingerprint", f"{manifest.fingerprint} (civicgraph {manifest.version})"))
    lines.append(
        ("Mehrere Werte / several values", "mit ; getrennt, ein ; im Wert ist \\; / joined by ; and \\; inside a value")
    )
    lines.append(("Zeiten / times", "wie auf der Seite angegeben, Ortszeit / as the page states them, local time"))
    for name, header in zip(names, rows.columns, strict=True):
        text = question.columns.get(name, "") if question else ""
        lines.append((header, f"{name}: {text}" if header != name else text))
    return lines


def _as_of(value: Value) -> list[str]:
    return [part for part in str(value or "").split(";") if part]
