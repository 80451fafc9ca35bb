"""Turns the tags of an element, as lexbor writes them, into lines of text with the places of the elements."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import count

_BLOCKS = (
    "address article aside blockquote body center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header main nav p pre "
    "section table tbody tfoot thead tr ul"
)
_UNSEEN = "head title noscript select button svg object"
_EMPTY_TAGS = "area base basefont bgsound col embed frame img input keygen link meta param source track wbr"
_BLANKS = "\n\t\r\f\v"
_TAG = re.compile(r"<(?:!--.*?--|(/?[^ >]+)([^>]*))>")
"""A comment or a tag; what lexbor writes has no bare "<" or ">" in text and attributes."""
_BUTTONS = frozenset(("button", "input"))
_NUMBER = re.compile(r"[0-9]{1,4}")
_ATTRIBUTE = re.compile(r' ([^ =>]+)="([^"]*)"')

_INLINE, _CELL, _BREAK, _EMPTY, _UNPLACED, _BLOCK, _ITEM, _LIST, _RULE, _HIDDEN = range(10)
_END, _END_CELL, _END_LIST, _END_BLOCK, _TITLE, _END_TITLE, _NOTHING = range(10, 17)
"""What a tag does to the lines. From _BLOCK on a start tag begins a line; from _END on it is none."""
_WITHOUT_END = frozenset((_BREAK, _EMPTY, _UNPLACED, _RULE))


class Tags:
    """Reads tags one by one.

    starts, ends: where the text of each element begins and ends, by its place among the start tags; lasts: the place of the last
    element inside it, its own where there is none, -1 in what is not shown. Behind them all stands the element before the root.
    """

    def __init__(self, ids: list[int], without: frozenset[int], holders: frozenset[int], opening: str) -> None:
        self.starts, self.ends = [0] * (len(ids) + 1), [0] * (len(ids) + 1)
        self.ends[-1] = len(opening)
        self.lasts = [-1] * (len(ids) + 1)
        self._ids, self._without, self._holders, self._opening = ids, without, holders, opening

    def text(self, html: str, titled: frozenset[str], shown: frozenset[str]) -> str:
        """Return the text. One long function, as a call for each tag would double the time that a page takes.

        titled, shown: as Rendered has them.
        """
        pieces, kinds = _with_titles(_TAG.split(html), titled), _kinds(shown, bool(titled))
        ids, without, holders = self._ids, self._without, self._holders
        starts, ends, lasts = self.starts, self.ends, self.lasts
        parts = [self._opening, "\n"] if self._opening else []
        length = len(self._opening) + 1 if self._opening else 0
        opened: list[str] = []
        places: list[int] = []
        lists: list[tuple[Iterator[int], str]] = []
        fresh, space = True, False  # at the beginning of a line; a blank is due
        in_cell = cell_is_empty = break_is_due = False
        hiding, hidden = "", 0  # the tag of what is not shown, and how often it is open
        drawn = 0  # open drawings
        place = -1
        for name, attributes, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
            kind = kinds.get(name)
            if kind is None:
                kind = _NOTHING if name is None else _END if name[0] == "/" else _INLINE
            if hidden or drawn:
                if drawn:
                    drawn += (name == "svg") - (name == "/svg")
                elif kind <= _HIDDEN:
                    place += 1
                    drawn = int(name == "svg")
                    hidden += name == hiding
                elif kind < _TITLE and name[1:] == hiding:
                    hidden -= 1
                if hidden or drawn:
                    continue
            elif kind <= _HIDDEN:
                place += 1
                if without and ids[place] in without:
                    kind = _UNPLACED if kind in _WITHOUT_END else _HIDDEN
                if kind == _HIDDEN:
                    hiding, hidden, drawn = (name, 1, 0) if name != "svg" else ("", 0, 1)
                    continue
                if kind >= _BLOCK:
                    if in_cell:
                        break_is_due = not cell_is_empty
                    elif not fresh:
                        parts.append("\n")
                        length += 1
                        fresh, space = True, False
                elif kind == _CELL:
                    space = not fresh
                    in_cell = cell_is_empty = ids[place] not in holders
                elif kind == _BREAK:
                    parts.append("\n")
                    length += 1
                    fresh, space = True, False
                if kind != _UNPLACED:
                    starts[place] = ends[place] = length
                    lasts[place] = place
                if kind not in _WITHOUT_END:
                    if kind == _ITEM:
                        text = _marker(attributes, lists if opened and opened[-1] == "ol" else []) + text.lstrip(" ")
                    elif kind == _LIST:
                        lists.append(_numbers(attributes))
                    opened.append(name)
                    places.append(place)
            elif kind < _TITLE:
                opened.pop()
                done = places.pop()
                ends[done], lasts[done] = length, place
                if kind == _END_CELL:
                    in_cell = cell_is_empty = break_is_due = False
                elif kind != _END:
                    if kind == _END_LIST:
                        lists.pop()
                    if in_cell:
                        break_is_due = not cell_is_empty
                    elif not fresh:
                        parts.append("\n")
                        length += 1
                        fresh, space = True, False
            elif kind == _TITLE:
                starts[place + 1] = length
            elif kind == _END_TITLE:
                ends[place + 1] = length
            if text == " ":
                space = space or not fresh
            elif text:
                if "&" in text:
                    text = _unescaped(text)
                elif not text.isascii():
                    text = unicodedata.normalize("NFC", text)
                begins, stops = text[0] == " ", text[-1] == " "
                if begins or stops:
                    text = text.strip(" ")
                if break_is_due:
                    parts.append("\n")
                    length += 1
                elif (space or begins) and not fresh:
                    parts.append(" ")
                    length += 1
                parts.append(text)
                length += len(text)
                fresh = cell_is_empty = break_is_due = False
                space = stops
        return "".join(parts)


def _numbers(attributes: str) -> tuple[Iterator[int], str]:
    """Return the numbers of an ordered list's items and how they are written."""
    told = dict(_ATTRIBUTE.findall(attributes))
    start = told.get("start", "")
    return count(int(start) if _NUMBER.fullmatch(start) else 1), told.get("type") or "1"


def _marker(attributes: str, lists: list[tuple[Iterator[int], str]]) -> str:
    """Return the number or letter that a browser puts before a list item. lists: the last holds it; none does in an unordered list."""
    if not lists:
        return "• "
    numbers, kind = lists[-1]
    number = next(numbers)
    own = dict(_ATTRIBUTE.findall(attributes)).get("value", "")
    return _numeral(int(own) if _NUMBER.fullmatch(own) else number, kind) + " "


def _numeral(number: int, kind: str) -> str:
    if kind in "aA" and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)})"
    if kind in "iI" and 1 <= number <= 20:
        roman = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][number % 10]
        text = ("X" if 10 <= number < 20 else "XX" if number == 20 else "") + roman
        return (text if kind == "I" else text.lower()) + "."
    return f"{number}."


def _with_titles(pieces: list[str], titled: frozenset[str]) -> list[str]:
    """Return the pieces of a page with the titles of buttons before them where one of their classes is named."""
    if not titled:
        return pieces
    found: list[str] = []
    done = 0
    for place in range(1, len(pieces), 3):
        if pieces[place] in _BUTTONS:
            told = dict(_ATTRIBUTE.findall(pieces[place + 1]))
            if not titled.isdisjoint(told.get("class", "").split()):
                found += pieces[done:place]
                found += ("+", "", one_line(f" {told.get('title', '')} "), "-", "", "")
                done = place
    return found + pieces[done:]


def _unescaped(text: str) -> str:
    """Return the text that lexbor wrote with escapes."""
    text = text.replace("&nbsp;", "\u00a0").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return unicodedata.normalize("NFC", text.replace("&amp;", "&"))


@cache
def _kinds(shown: frozenset[str], has_titles: bool) -> dict[str, int]:
    """Return what tags do, by name, end tags with their slash; a name that is not in it is an inline element's."""
    kinds = {"td": _CELL, "th": _CELL, "li": _ITEM, "br": _BREAK, "hr": _RULE, "ol": _LIST, "+": _TITLE}
    kinds |= {"/td": _END_CELL, "/th": _END_CELL, "/li": _END_BLOCK, "/ol": _END_LIST, "-": _END_TITLE}
    for name in _BLOCKS.split():
        kinds[name], kinds[f"/{name}"] = _BLOCK, _END_BLOCK
    for name in _EMPTY_TAGS.split():
        kinds[name], kinds[f"/{name}"] = _EMPTY, _NOTHING  # in formulas they may have end tags
    kinds |= dict.fromkeys(frozenset(_UNSEEN.split()) - shown, _HIDDEN)
    return kinds | {"button": _HIDDEN, "input": _UNPLACED} if has_titles else kinds


def one_line(text: str) -> str:
    """Return text with single blanks and no other white space, NBSP kept."""
    for blank in _BLANKS:
        if blank in text:
            text = text.replace(blank, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text
