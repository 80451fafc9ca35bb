"""Finds, among all labels at the beginnings of lines, the list that numbers the questions, and the sub-lists below its items."""

import re
from functools import cache

import msgspec

from civicgraph.extract.labels import Label, at_start
from civicgraph.extract.phrases import table
from civicgraph.read.page import Line

ASKS, STANDS, RESTARTS, SKIPS, REPEATS = 4, 1, -2, -2, -2
"""What an item that asks, and one that does not, is worth to a list; what a break in its numbering costs."""
LATE_START = -3
"""What it costs a list to begin with another number than its first."""
MAX_SKIP = 3
MAX_PARAGRAPH = 14
"""So many lines of an item are looked at to tell whether it asks."""
BELOW = {
    "number": ("letter", "dotted", "number", "capital"),
    "capital": ("number", "letter"),
    "roman": ("number", "letter", "capital"),
    "dotted": ("letter",),
    "letter": (),
}


class Candidate(msgspec.Struct, frozen=True):
    """A label on a line. asks: the paragraph it opens asks or requests; parted: a heading or announcement stands before it.

    goes_on: small letters follow, as where a wrapped line happens to begin with a number.
    """

    line: int
    label: Label
    asks: bool
    parted: bool
    announced: bool
    goes_on: bool = False


class Accepted(msgspec.Struct, frozen=True):
    """A label that numbers an item. depth: 0 in the list itself, 1 in a list below one of its items."""

    line: int
    label: Label
    asks: bool
    depth: int


@cache
def _requests() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("requests")), re.IGNORECASE)


def asks(text: str) -> bool:
    """Tell whether a text asks or requests an answer."""
    return "?" in text or _requests().search(text[:300]) is not None


def candidates(lines: list[Line], breaks: set[int], announcing: set[int]) -> list[Candidate]:
    """Return all labelled lines. breaks: lines that part lists; announcing: lines that announce questions."""
    labels = [(i, label) for i, line in enumerate(lines) if (label := at_start(line.text)) is not None]
    starts = {i for i, _ in labels}
    found: list[Candidate] = []
    passed, announced = 0, 0
    ordered, told = sorted(breaks), sorted(announcing)
    for i, label in labels:
        parted = passed < len(ordered) and ordered[passed] < i
        while passed < len(ordered) and ordered[passed] < i:
            passed += 1
        heard = announced < len(told) and told[announced] < i
        while announced < len(told) and told[announced] < i:
            announced += 1
        goes_on = lines[i].text[label.length : label.length + 1].islower()
        found.append(Candidate(i, label, asks(_paragraph(lines, i, label, starts)), parted, heard, goes_on))
    return found


def _paragraph(lines: list[Line], index: int, label: Label, starts: set[int]) -> str:
    """Return the text behind a label up to the end of its paragraph; a label alone takes the next one, or the first part below it."""
    parts = [lines[index].text[label.length :]]
    for at in range(index + 1, min(len(lines), index + MAX_PARAGRAPH)):
        is_empty = not "".join(parts).strip()
        if (at in starts or lines[at].is_blank) and not is_empty:
            break
        parts.append(lines[at].text)
    return "\n".join(parts)


def accepted(found: list[Candidate], answering: bool) -> list[Accepted]:
    """Return the labels of the best list with its sub-lists, in order.

    answering: the text answers, so a list below an item that asks nothing belongs to an answer.
    """
    best: tuple[int, int, list[Accepted]] | None = None
    goes_to_h = any(c.label.main == "H" for c in found)
    for style in BELOW:
        own = [c for c in found if _belongs(c.label, style)]
        if goes_to_h and style == "capital":
            own = [_ninth(c) for c in found if _belongs(c.label, style) or c.label.main == "I"]
        chain = _chain(own)
        if not chain or (len(chain) == 1 and not chain[0].asks and not chain[0].announced):
            continue
        whole = _with_lists_below(found, chain, style, answering)
        rank = (sum(a.asks for a in whole), -chain[0].line)
        if best is None or rank > best[:2]:
            best = (*rank, whole)
    return best[2] if best is not None else []


def _belongs(label: Label, style: str) -> bool:
    return label.style == style or (label.style == "follow-up" and style == "number")


def _ninth(candidate: Candidate) -> Candidate:
    """Read "I." as the ninth capital, where the capitals go as far as H."""
    if candidate.label.style != "roman":
        return candidate
    return msgspec.structs.replace(candidate, label=msgspec.structs.replace(candidate.label, style="capital"))


class _Best(msgspec.Struct):
    """The best list so far that ends at some label. before: place of the label before it, None at a beginning."""

    score: int
    at: int
    before: int | None


def _chain(own: list[Candidate]) -> list[Candidate]:
    """Return the list worth most: numbers that go on by one, or begin again, or repeat, best where its items ask."""
    ends: list[_Best | None] = []
    by_value: dict[int, _Best] = {}
    top: _Best | None = None
    for at, candidate in enumerate(own):
        end = _ending(own, at, ends, by_value, top)
        ends.append(end)
        if end is not None:
            value = by_value.get(_number_of(candidate.label))
            if value is None or end.score >= value.score:
                by_value[_number_of(candidate.label)] = end
            top = end if top is None or end.score >= top.score else top
    chain: list[Candidate] = []
    place = top.at if top is not None else None
    while place is not None:
        chain.append(own[place])
        end = ends[place]
        place = end.before if end is not None else None
    return chain[::-1]


def _number_of(label: Label) -> int:
    return -1 if label.follow_up or label.style == "follow-up" else label.value


def _opens_section(label: Label, last: Label) -> bool:
    """Tell whether a dotted number begins a section of its own behind another one: "2.1" behind "1.7", "1.4" behind "1.3.5"."""
    if label.style != "dotted" or label.main == last.main:
        return False
    return label.value <= MAX_SKIP or last.main.startswith(f"{label.main}.")


def _ending(
    own: list[Candidate], at: int, ends: list[_Best | None], by_value: dict[int, _Best], top: _Best | None
) -> _Best | None:
    """Return the best list that ends with this label; one that asks nothing only goes on from the label just before it."""
    candidate = own[at]
    value, worth = _number_of(candidate.label), ASKS if candidate.asks or candidate.label.worded else STANDS
    ways: list[tuple[int, int | None]] = []
    is_first = value == 1
    if worth == ASKS:
        ways.append((0 if is_first or candidate.announced else LATE_START, None))
        steps = [(s, by_value[value - s]) for s in range(1, MAX_SKIP + 1) if value > s and value - s in by_value]
        ways += [(known.score + (0 if step == 1 else SKIPS), known.at) for step, known in steps]
        later = by_value.get(value + 1)
        if later is not None and own[later.at].asks and not candidate.goes_on:
            ways.append((later.score + SKIPS, later.at))
        if value in by_value and not (candidate.goes_on and candidate.label.style == "dotted"):
            same = by_value[value]
            cost = 0 if candidate.label.sub and own[same.at].label.sub != candidate.label.sub else REPEATS
            ways.append((same.score + cost, same.at))
        is_fresh = top is not None and _opens_section(candidate.label, own[top.at].label)
        if top is not None and is_fresh:
            ways.append((top.score, top.at))
        elif top is not None and (is_first or value == -1 or _number_of(own[top.at].label) == -1):
            ways.append((top.score + (0 if value == -1 else RESTARTS), top.at))
    else:
        if is_first or candidate.announced:
            ways.append((0, None))
        before = ends[at - 1] if at else None
        step = value - _number_of(own[at - 1].label) if at else 0
        goes_on = step == 1 or (step == 0 and candidate.label.sub is not None)
        if before is not None and not candidate.parted and goes_on:
            ways.append((before.score, before.at))
    if not ways:
        return None
    score, start = max(ways, key=lambda w: (w[0], -1 if w[1] is None else w[1]))
    return _Best(score + worth, at, start) if score + worth > 0 else None


def _with_lists_below(found: list[Candidate], chain: list[Candidate], style: str, answering: bool) -> list[Accepted]:
    """Add the lists that stand below the items of a list: letters, dotted numbers, or numbers of another form."""
    own = {c.line for c in chain}
    result: list[Accepted] = []
    runs: dict[tuple[str, str], tuple[int, list[Candidate]]] = {}
    main: Candidate | None = None
    for candidate in [c for c in found if c.line >= chain[0].line]:
        if candidate.line in own:
            result += _kept(runs, answering)
            runs, main = {}, candidate
            result.append(Accepted(candidate.line, candidate.label, candidate.asks, 0))
        elif main is not None and not candidate.parted and _can_stand_below(candidate.label, main.label, style):
            key = (candidate.label.style, candidate.label.mark)
            last, run = runs.get(key, (0, []))
            if candidate.label.value == last + 1:
                runs[key] = (last + 1, [*run, candidate])
    result += _kept(runs, answering)
    return sorted(result, key=lambda a: a.line)


def _can_stand_below(label: Label, main: Label, style: str) -> bool:
    if label.style not in BELOW[style] or label.worded:
        return False
    if label.style == "dotted":
        return label.main == main.main
    return label.style != style or (label.mark != main.mark and not main.worded)


def _kept(runs: dict[tuple[str, str], tuple[int, list[Candidate]]], answering: bool) -> list[Accepted]:
    """Keep a list below an item where it asks; letters and dotted numbers of an inquiry are questions' parts in any case."""
    kept: list[Accepted] = []
    for (style, _), (_, run) in runs.items():
        asking = sum(c.asks for c in run)
        if asking * 2 >= len(run) or (not answering and style != "number" and len(run) > 1):
            kept += [
                Accepted(c.line, c.label, c.asks, 1) for c in run if c.asks or not answering or asking * 2 > len(run)
            ]
    return kept
