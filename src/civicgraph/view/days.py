"""Turns ISO days and months into words of both languages."""

from calendar import monthrange
from datetime import date

MONTHS = {
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
SHORT = {
    "de": ["Jan.", "Feb.", "März", "April", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}


def in_words(earliest: str, latest: str, lang: str, short: bool = False) -> str:
    """Say two ISO days (or one, "" where open) as a person would; "" where both are open."""
    if not earliest and not latest:
        return ""
    if not latest:
        return f"{'ab' if lang == 'de' else 'from'} {day(earliest, lang, short)}"
    if not earliest:
        return f"{'bis' if lang == 'de' else 'until'} {day(latest, lang, short)}"
    if earliest == latest:
        return day(earliest, lang, short)
    first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return _months(first, last, lang, short)
    joint = "–" if short else " bis " if lang == "de" else " to "
    if (first.year, first.month) == (last.year, last.month) and lang == "de":
        return f"{first.day}.{joint}{day(latest, lang, short)}"
    return f"{day(earliest, lang, short)}{joint if not short else ' – '}{day(latest, lang, short)}"


def day(iso: str, lang: str, short: bool = False) -> str:
    """Say an ISO day: "29. November 2022", short "29. Nov. 2022"."""
    found = date.fromisoformat(iso)
    month = (SHORT if short else MONTHS)[lang][found.month - 1]
    return f"{found.day}. {month} {found.year}" if lang == "de" else f"{found.day} {month} {found.year}"


def month(iso: str, lang: str) -> str:
    """Say the month of an ISO day: "Juni 2020"."""
    found = date.fromisoformat(iso)
    return f"{MONTHS[lang][found.month - 1]} {found.year}"


def _months(first: date, last: date, lang: str, short: bool) -> str:
    names = (SHORT if short else MONTHS)[lang]
    if first.month == 1 and last.month == 12:
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{names[first.month - 1]} {first.year}"
    joint = "–" if short else " bis " if lang == "de" else " to "
    if first.year == last.year:
        return f"{names[first.month - 1]}{joint}{names[last.month - 1]} {last.year}"
    wide = " – " if short else joint
    return f"{names[first.month - 1]} {first.year}{wide}{names[last.month - 1]} {last.year}"
