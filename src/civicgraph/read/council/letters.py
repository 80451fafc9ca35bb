"""Says which lines of a letter tell where and when it was written, to whom it goes, for which sitting, and who stands behind a label."""

import re

from civicgraph.read.council.forms import CLOCK, DATE, MONTH, is_group, is_member
from civicgraph.read.page import Line

_PLACE = r"[A-ZÄÖÜ][\w äöüß./()-]{1,40}?"
_WEEKDAY = r"(?:(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend),?\s"
PLACE_AND_DAY = re.compile(
    rf"(?:{_PLACE}(?:,|\s[/–-]|(?=\s(?:den|d\.)\s))\s?)?(?:{_WEEKDAY})?(?:den\s|dem\s|am\s|d\.\s?|im\s)?"
    rf"(?P<day>{DATE}|\d{{4}}-\d{{2}}-\d{{2}}|{MONTH}\s\d{{4}})(?:,?\s{CLOCK})?"
)
TO = re.compile(r"An\s(?:den|die|das|Herrn?|Frau)\b.{0,60}|An")
_ADDRESS = re.compile(
    r"(?:Herrn?|Frau)\s\S.{1,50}|\S.{2,40}\s\d{1,3}\s?[a-z]?|\d{5}\s\S.{1,40}|(?:Rathaus|Postfach|im Hause?|persönlich)\b.{0,40}",
    re.IGNORECASE,
)
"""A line below the one that says whom a letter goes to: name, street, place."""
_ADDRESSED = re.compile(
    r"(?:den|die|das)?\s?(?:stellv(?:\.|ertretenden?)\s)?(?:Vorsitzende[nr]?|Vorsteher(?:in)?|Präsident(?:in|en)?|Mitglieder|Ausschuss|Rat|Stadtrat|Gemeinderat|"
    r"Kreistag|Magistrat|Fraktion|Verwaltung|Stadtverwaltung|Rathaus|Büro|Amt|Dezernat|Stadt|Gemeinde|Landkreis|Kreis|Oberbürgermeister|z\.\s?H(?:d)?\.)\b.{0,80}"
)
FOR_SITTING = re.compile(
    rf"\s*(?:zur|für\sdie|in\sder)\s(?:[a-zäöü]{{3,20}}\s){{0,2}}(?:\d{{1,3}}\.\s)?\w*[Ss]itzung(?:\s(?:de[rs])\s(?P<body>[^.:;?!\d]{{3,90}}?))?\s(?:am|vom)\s"
    rf"(?:\w{{2,12}},?\s(?:den|dem)?\s?)?(?P<date>{DATE})[.,:]?\s*"
)
"""A line such as "zur Sitzung des Bauausschusses am 28. Juni 2023"."""
_SEVERAL = re.compile(r"\s*[,;/]\s*|\s+und\s+")


def is_address(words: str) -> bool:
    """Tell whether a line below "An den" says to whom and where the letter goes."""
    return _ADDRESS.fullmatch(words) is not None or _ADDRESSED.fullmatch(words) is not None or is_member(words)


def names_someone(words: str) -> bool:
    """Tell whether words name a group or a member, among others: "FDP-Fraktion, Stadträtin Vera Noll"."""
    return is_group(words) or is_member(words) or any(is_group(p) or is_member(p) for p in _SEVERAL.split(words))


def with_values(text: str, cells: list[Line]) -> list[Line]:
    """Return the cells, each label that ends with a colon joined to the cell behind it: "Beratung:", "Gemeinderat"."""
    joined: list[Line] = []
    for cell in cells:
        if joined and joined[-1].text.endswith(":"):
            joined[-1] = Line(joined[-1].start, cell.end, text[joined[-1].start : cell.end])
        else:
            joined.append(cell)
    return joined
