"""Finds labels of numbered lists at the start of lines ("3a", "a)", "1.1", "I."), single, listed or as a range."""

import re

import msgspec

MONTH = r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
ASKING = (
    r"(?:Wie|Was|Wer|Wem|Wann|Wo|Woher|Wohin|Wof[uü]r|Wodurch|Welche[rsnm]?|Warum|Wieso|Weshalb|Gibt|Gab|Ist|Sind|Hat|Haben|Kann|Können"
    r"|Wird|Werden|Wurden?|Inwieweit|Inwiefern|(?:In|Auf|Mit|Aus|Zu|Für|An)\swelche[rmn]?|(?:Bis|Seit|Ab)\swann)"
)
"""Words that open a question."""
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}

_AT_START = re.compile(
    rf"""^[\s•*–-]{{0,40}}
    (?:
      (?P<bare>(?:Nach|Zusatz)fragen?\s{{0,3}}:)
    | (?P<fnum>\d{{1,2}})\.\s{{0,3}}(?:Nach|Zusatz)frage\s{{0,3}}:?
    | (?P<word>(?:(?P<follow>(?:Zusatz|Nach)frage)|Frage|FRAGE|Fragestellung|F(?=\d)|Nr\.)\s{{0,3}}(?:Nr\.?\s{{0,3}})?
        (?P<wnum>\d{{1,2}})\s?(?P<wsub>[a-z](?![a-zäöüß]))?\s{{0,3}}
        (?:[.):]{{1,3}}|[-–]\s|(?=[A-ZÄÖÜ„"])|$))
    | (?P<nword>(?P<nnum>\d{{1,2}})\.\s{{0,3}}Frage\s{{0,3}}:?)
    | (?:\((?P<pnum>\d{{1,2}})\s?(?P<psub>[a-z])?\))
    | (?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{1,2}})(?:[.):]|(?=\s)|$)(?!\s?\d{{2,4}}\b)
    | (?P<lnum>\d{{1,2}})[.)]\s{{0,3}}(?P<lsub>[a-n])(?:\)|\.\))(?!\s{{0,9}}[a-z]\.)
    | (?P<num>\d{{1,2}})\s?(?P<sub>[a-z](?![a-zäöüß]))?(?P<mark>\.\)|[.):]{{1,3}})(?!\d)(?!\s{{0,3}}{MONTH})
        (?!\s{{0,3}}(?:Quartal|Halbjahr|Platz|Etage|OG|Stock)\b)
    | (?P<numalone>\d{{1,2}})\s?(?P<subalone>[a-z])[ \u00a0]{{1,9}}(?=[A-ZÄÖÜ])
    | (?P<dashed>\d{{1,2}})(?:\s[-–]\s{{1,3}}(?=[A-ZÄÖÜ„“"])|[ \t\u00a0]{{1,9}}(?={ASKING}\b))
    | \(?(?P<letter>[a-n])(?:\)|\.\)|\.(?=\s{{1,9}}[A-ZÄÖÜ])|\.(?=\s{{0,9}}$))(?!\s{{0,9}}[a-z]\.)
    | (?P<roman>I{{1,3}}|IV|V|VI{{1,3}}|IX|X)(?:\.\)|[.)])(?=\s|$)
    | (?P<capital>[A-HJ-N])(?:\.\)|[.)])(?=\s)(?!\s{{1,9}}[A-Z]\.)
    )\*{{0,2}}[\s\u00a0]{{0,40}}""",
    re.VERBOSE,
)
_DATE = re.compile(r"^\s{0,40}\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}")
_NUMBERED = ("fnum", "wnum", "nnum", "pnum", "lnum", "num", "numalone", "dashed")
_SUBBED = {"wnum": "wsub", "pnum": "psub", "lnum": "lsub", "num": "sub", "numalone": "subalone"}

SINGLE = (
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}(?:\s?[a-n](?![a-zäöüß\d]))?(?![a-zäöüß\d])|(?<![a-zäöüß])[a-h](?=[).:\s,]|$)"
    r"|(?<!\w)[IVX]{1,4}(?:\s?[a-h](?![a-zäöüß]))?(?=[.:)\s,/–-]|$)|(?<!\w)[A-H](?=[.:)]|$))"
)
_JOIN = (
    r"\s{0,3}[.)]?\s{0,3}(?:,|/|\+|&|und|u\.|sowie|bis|[-–—])\s{0,3}(?:(?:der|die|den|zu|Frage|Nr\.)\s{1,3}){0,2}\(?"
)
LISTED = rf"{SINGLE}(?:{_JOIN}{SINGLE}){{0,11}}"


class Label(msgspec.Struct, frozen=True):
    """One label at a line's start. style: number, letter, capital, dotted, roman or follow-up ("Nachfrage:").

    length: up to the text after it; mark: the sign that ends it ("." and ")" may number two lists).
    """

    style: str
    main: str
    sub: str | None
    length: int
    worded: bool = False
    follow_up: bool = False
    mark: str = ""

    @property
    def value(self) -> int:
        """Place in its list, from 1; 0 where it has none."""
        if self.style == "number":
            return int(self.main)
        if self.style == "roman":
            return _ROMAN.get(self.main, 0)
        if self.style in ("letter", "capital"):
            return ord(self.main.lower()) - ord("a") + 1
        return int(self.sub or 0) if self.style == "dotted" else 0


def at_start(line: str) -> Label | None:
    """Return the label that opens a line, or None; dates ("1. Mai", "16.06.2020") are none."""
    match = _AT_START.match(line)
    if match is None or _DATE.match(line):
        return None
    group, length = match.groupdict(), match.end()
    if group["bare"]:
        return Label("follow-up", "", None, length, worded=True, follow_up=True)
    for name in _NUMBERED:
        if group[name]:
            sub = group[_SUBBED[name]] if name in _SUBBED else None
            worded, follow_up = name in ("fnum", "wnum", "nnum"), name == "fnum" or bool(group["follow"])
            mark = "(" if name == "pnum" else (group["mark"] or "")[-1:]
            return Label("number", group[name], sub, length, worded, follow_up, mark)
    if group["dotted"]:
        main, _, sub = group["dotted"].rpartition(".")
        return Label("dotted", main, sub, length)
    style = next(name for name in ("letter", "roman", "capital") if group[name])
    return Label(style, group[style], None, length)


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
    if first in _ROMAN and last in _ROMAN:
        return [roman for roman, value in _ROMAN.items() if _ROMAN[first] < value < _ROMAN[last]]
    one, two = re.fullmatch(r"(\d*)([a-z])", first), re.fullmatch(r"(\d*)([a-z])", last)
    if one and two and one.group(1) == two.group(1) and one.group(2) < two.group(2):
        return [f"{one.group(1)}{chr(c)}" for c in range(ord(one.group(2)) + 1, ord(two.group(2)))]
    return []
