"""Reads the labels of questions and answers: "3.", "3)", "Frage 3:", "3a", "a)", "1.1", "I."; single, listed or as a range."""

import re

import msgspec

MONTH = r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}

_AT_START = re.compile(
    rf"""^[\s•*–-]*
    (?:
      (?P<bare>(?:Nach|Zusatz)fragen?\s*:)
    | (?P<fnum>\d{{1,2}})\.\s*(?:Nach|Zusatz)frage\s*:?
    | (?P<word>(?:(?P<follow>(?:Zusatz|Nach)frage)|Frage)\s*(?:Nr\.?\s*)?
        (?P<wnum>\d{{1,2}})\s?(?P<wsub>[a-z](?![a-zäöüß]))?\s*
        (?:[.):]+|[-–]\s|(?=[A-ZÄÖÜ„"])|$))
    | (?P<nword>(?P<nnum>\d{{1,2}})\.\s*Frage\s*:?)
    | (?:\((?P<pnum>\d{{1,2}})\s?(?P<psub>[a-z])?\))
    | (?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{1,2}})(?:[.):]|(?=\s)|$)(?!\s?\d{{2,4}}\b)
    | (?P<num>\d{{1,2}})\s?(?P<sub>[a-z](?![a-zäöüß]))?(?:\.\)|[.):]+)(?!\d)(?!\s*{MONTH})
        (?!\s*(?:Quartal|Halbjahr|Platz|Etage|OG|Stock)\b)
    | (?P<numalone>\d{{1,2}})\s?(?P<subalone>[a-z])[ \u00a0]+(?=[A-ZÄÖÜ])
    | \(?(?P<letter>[a-h])(?:\)|\.\)|\.(?=\s+[A-ZÄÖÜ]))(?!\s*[a-z]\.)
    | (?P<roman>I{{1,3}}|IV|V|VI{{0,3}}|IX|X)(?:\.\)|[.)])(?=\s|$)
    )[\s\u00a0]*""",
    re.VERBOSE,
)

SINGLE = r"(?:\d{1,2}(?:\.\d{1,2})*\s?[a-z]?(?![a-zäöüß\d])|(?<![a-zäöüß])[a-h](?=[).:\s,]|$)|[IVX]{1,4}(?=[.:)]))"
_JOIN = r"\s*[.)]?\s*(?:,|/|\+|&|und|u\.|sowie|bis|[-–—])\s*(?:(?:der|die|den|zu|Frage|Nr\.)\s+){0,2}"
LISTED = rf"{SINGLE}(?:{_JOIN}{SINGLE}){{0,11}}"


class Label(msgspec.Struct, frozen=True):
    """One label at a line's start. style: number, letter, dotted, roman or follow-up ("Nachfrage:"); length: up to the text after it."""

    style: str
    main: str
    sub: str | None
    length: int
    worded: bool = False
    follow_up: bool = False


def at_start(line: str) -> Label | None:
    """Return the label that opens a line, or None; dates ("1. Mai", "16.06.2020") are none."""
    match = _AT_START.match(line)
    if match is None or re.match(r"^\s*\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}", line):
        return None
    group = match.groupdict()
    length = match.end()
    if group["bare"]:
        return Label("follow-up", "", None, length, worded=True, follow_up=True)
    if group["fnum"]:
        return Label("number", group["fnum"], None, length, worded=True, follow_up=True)
    if group["word"]:
        return Label("number", group["wnum"], group["wsub"], length, worded=True, follow_up=bool(group["follow"]))
    if group["nword"]:
        return Label("number", group["nnum"], None, length, worded=True)
    if group["pnum"]:
        return Label("number", group["pnum"], group["psub"], length)
    if group["dotted"]:
        main, _, sub = group["dotted"].rpartition(".")
        return Label("dotted", main, sub, length)
    if group["num"]:
        return Label("number", group["num"], group["sub"], length)
    if group["numalone"]:
        return Label("number", group["numalone"], group["subalone"], length)
    if group["letter"]:
        return Label("letter", group["letter"], None, length)
    return Label("roman", group["roman"], None, length)


def expanded(listed: str) -> tuple[str, ...]:
    """Return the single numbers of a heading's label: "5 – 5a" → 5, 5a; "1 bis 3" → 1, 2, 3; "3a und b" → 3a, 3b."""
    tokens = re.findall(rf"{SINGLE}|\bbis\b|[-–—]", listed)
    found: list[str] = []
    ranged = False
    for token in tokens:
        if re.fullmatch(r"bis|[-–—]", token):
            ranged = bool(found)
            continue
        number = token.replace(" ", "").replace("\u00a0", "")
        if re.fullmatch(r"[a-h]", number) and found and re.match(r"\d+[a-z]$", found[-1]):
            number = re.sub(r"[a-z]$", number, found[-1])
        if ranged:
            found += [n for n in _between(found[-1], number) if n not in found]
        if number not in found:
            found.append(number)
        ranged = False
    return tuple(found)


def _between(first: str, last: str) -> list[str]:
    """Return the numbers strictly between two of one kind: 1–4 → 2, 3; 3a–3c → 3b."""
    if first.isdigit() and last.isdigit() and int(first) < int(last) <= int(first) + 30:
        return [str(n) for n in range(int(first) + 1, int(last))]
    one, two = re.fullmatch(r"(\d+)([a-z])", first), re.fullmatch(r"(\d+)([a-z])", last)
    if one and two and one.group(1) == two.group(1) and one.group(2) < two.group(2):
        return [f"{one.group(1)}{chr(c)}" for c in range(ord(one.group(2)) + 1, ord(two.group(2)))]
    return []


def roman_value(numeral: str) -> int | None:
    """Return the value of a Roman numeral up to X."""
    return _ROMAN.get(numeral)
